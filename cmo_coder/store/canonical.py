"""Acts on canonical elements, the contexts, interventions, mechanisms and outcomes named once for the whole study: name
them, say what they are (level, direction, whose reasoning), and make one of two that are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.adjudication import ConsensusSlot
from cmo_coder.model.base import Entity, changed, new_id
from cmo_coder.model.canonical import Actor, CanonicalElement, CanonicalElementActor, Role
from cmo_coder.model.claims import ClaimSlot, SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.configurations import ConfigurationRelation, ConfigurationSlot
from cmo_coder.model.errors import RuleError
from cmo_coder.model.memos import MemoAnchor
from cmo_coder.store.anchors import drop_memos
from cmo_coder.store.change import Change
from cmo_coder.store.memos import write_decision
from cmo_coder.store.project import Project


def add_canonical(project: Project, role: Role, label: str, **fields: Any) -> CanonicalElement:
    """Name a new element of a role."""
    if not label.strip():
        raise RuleError(N_("An element needs a label."))
    with project.change("element.add", N_("{role} '{label}' named"), role=role, label=label) as change:
        made = CanonicalElement(id=new_id(), role=role, label=label.strip(), **fields)
        change.insert(made)
    return made


def edit_canonical(project: Project, element: CanonicalElement, **fields: Any) -> CanonicalElement:
    """Change fields of an element: its label, definition, level, direction ...

    Its role stays: a mechanism that turns out to be a context is another element. Own words about it are marked as
    stale once its label changes (`realist.stale`).
    """
    if fields.get("role", element.role) is not element.role:
        raise ValueError("an element keeps its role")
    label = " ".join(fields.get("label", element.label).split())
    if not label:
        raise RuleError(N_("An element needs a label."))
    with project.change("element.edit", N_("'{label}' edited"), label=label) as change:
        _check_label(change, element, label)
        return change.update(element, **{**fields, "label": label})


def _check_label(change: Change, element: CanonicalElement, label: str) -> None:
    others = (one for one in change.all(CanonicalElement, role=element.role) if one.id != element.id)
    if label != element.label and any(one.label.casefold() == label.casefold() for one in others):
        raise RuleError(
            N_("There is already a {role} called '{label}'."),
            N_("If the two are the same, merge them; else choose another name."),
            role=element.role.value,
            label=label,
        )


def merge_canonical(project: Project, from_: CanonicalElement, into: CanonicalElement, reason: str) -> None:
    """Make one of two elements of a role that are the same: everything that names the first names the second from now
    on, in earlier versions too, and the first is gone. Written in the decision log.

    Raises RuleError without a reason, for elements of different roles, and for an element and itself.
    """
    if from_.id == into.id:
        raise RuleError(N_("An element cannot be merged with itself."))
    if from_.role is not into.role:
        raise RuleError(N_("'{label}' and '{other}' have different roles."), label=from_.label, other=into.label)
    if not reason.strip():
        raise RuleError(N_("A merge needs a reason."), N_("Say in a few words why the two are one."))
    what = N_("{role} '{label}' merged into '{into}'")
    told = {"role": from_.role.value, "label": from_.label, "into": into.label}
    with project.change("element.merge", what, reason=reason, **told) as change:
        _merge_claim_slots(change, from_.id, into.id)
        _merge_configuration_slots(change, from_.id, into.id)
        for table in (Code, ConfigurationRelation, ConsensusSlot):
            _point_to(change, change.all(table, canonical_element_id=from_.id), into.id)
        there = {one.actor_id for one in change.all(CanonicalElementActor, canonical_element_id=into.id)}
        actors = change.all(CanonicalElementActor, canonical_element_id=from_.id)
        change.delete(*(one for one in actors if one.actor_id in there))
        _point_to(change, [one for one in actors if one.actor_id not in there], into.id)
        hung = {one.memo_id for one in change.all(MemoAnchor, object_type="canonical_element", object_id=into.id)}
        anchors = change.all(MemoAnchor, object_type="canonical_element", object_id=from_.id)
        change.delete(*(one for one in anchors if one.memo_id in hung))
        change.replace([(one, changed(one, object_id=into.id)) for one in anchors if one.memo_id not in hung])
        change.delete(change.get(CanonicalElement, from_.id))
        write_decision(project, what, reason, [("canonical_element", into.id)], **told)


def _point_to(change: Change, rows: Iterable[Entity], element_id: str) -> None:
    change.replace([(row, changed(row, canonical_element_id=element_id)) for row in rows])


def _merge_claim_slots(change: Change, from_id: str, into_id: str) -> None:
    """A claim that named both has one slot left, with the words of both."""
    there = {slot.claim_id: slot for slot in change.all(ClaimSlot, canonical_element_id=into_id)}
    for slot in change.all(ClaimSlot, canonical_element_id=from_id):
        other = there.get(slot.claim_id)
        if other is None:
            _point_to(change, [slot], into_id)
            continue
        words = {one.fragment_id for one in change.all(SlotEvidence, claim_slot_id=other.id)}
        own = change.all(SlotEvidence, claim_slot_id=slot.id)
        change.delete(*(one for one in own if one.fragment_id in words))
        change.replace([(one, changed(one, claim_slot_id=other.id)) for one in own if one.fragment_id not in words])
        change.delete(slot)


def _merge_configuration_slots(change: Change, from_id: str, into_id: str) -> None:
    there = {slot.configuration_version_id for slot in change.all(ConfigurationSlot, canonical_element_id=into_id)}
    slots = change.all(ConfigurationSlot, canonical_element_id=from_id)
    change.delete(*(slot for slot in slots if slot.configuration_version_id in there))
    _point_to(change, [slot for slot in slots if slot.configuration_version_id not in there], into_id)


def remove_canonical(project: Project, element: CanonicalElement) -> None:
    """Remove an element that nothing names. Raises RuleError where something does: merge it instead."""
    with project.change("element.remove", N_("'{label}' removed"), label=element.label) as change:
        named_in = (ClaimSlot, ConfigurationSlot, Code, ConfigurationRelation, ConsensusSlot)
        if any(change.count(table, canonical_element_id=element.id) for table in named_in):
            raise RuleError(
                N_("'{label}' is in use."), N_("Take it out of its slots first, or merge it."), label=element.label
            )
        drop_memos(change, [element])
        change.delete(*change.all(CanonicalElementActor, canonical_element_id=element.id), element)


def add_actor(project: Project, name: str, *, type: str = "", group: str = "") -> Actor:
    """Name an actor; one of the same name is given back instead of being made twice."""
    if not name.strip():
        raise RuleError(N_("An actor needs a name."))
    with project.change("actor.add", N_("Actor {name} named"), name=name) as change:
        found = change.find(Actor, name=name.strip())
        if found is not None:
            return found
        made = Actor(id=new_id(), name=name.strip(), type=type, group=group)
        change.insert(made)
        return made


def set_actors(project: Project, element: CanonicalElement, actor_ids: Sequence[str]) -> None:
    """Say whose reasoning an element is."""
    with project.change("element.actors", N_("Actors of '{label}' set"), label=element.label) as change:
        change.delete(*change.all(CanonicalElementActor, canonical_element_id=element.id))
        change.insert(
            *(
                CanonicalElementActor(id=new_id(), canonical_element_id=element.id, actor_id=actor_id)
                for actor_id in dict.fromkeys(actor_ids)
            )
        )
