"""What an element of a slot is: its name, definition and particulars, whose reasoning it is; and two that are the same.

Reached from the card, where the elements stand in their slots. Another name holds everywhere the element is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.canonical import PARTICULARS, CanonicalElement
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.store.canonical import add_actor, edit_canonical, merge_canonical, set_actors
from cmo_coder.tui.screens.card_lines import facts_of
from cmo_coder.tui.screens.dialogs import Choice, Field, Form, Pick
from cmo_coder.tui.screens.slots_acts import ask_reason

if TYPE_CHECKING:
    from cmo_coder.tui.screens.base import StudyScreen

TITLES = {
    "level": N_("Level"),
    "context_kind": N_("Kind of context"),
    "context_effect": N_("Does it help or hinder?"),
    "direction": N_("Direction of the outcome"),
    "intended": N_("Was it intended?"),
    "outcome_kind": N_("Kind of outcome"),
    "horizon": N_("When it shows"),
    "change": N_("What it does to what was there"),
}


def edit_element(screen: StudyScreen, snapshot: Snapshot, element: CanonicalElement) -> None:
    """A form with everything that is said of an element."""
    actors = [snapshot.actors[link.actor_id].name for link in snapshot.actors_of_canonical.get(element.id, ())]
    fields = [
        Field("label", _("Name"), element.label, needed=True),
        Field("definition", _("Definition"), element.definition, "lines"),
        *(
            Field(name, _(TITLES[name]), getattr(element, name) or "", "choice", _options(kind))
            for name, kind in PARTICULARS[element.role].items()
        ),
        Field("actors", _("Whose it is (several: a comma between them)"), ", ".join(sorted(actors))),
    ]

    def save(values: Mapping[str, str]) -> None:
        project = screen.session.project
        given = {name: kind(values[name]) if values[name] else None for name, kind in PARTICULARS[element.role].items()}
        names = [name.strip() for name in values["actors"].split(",") if name.strip()]
        with project.change("element.edit", N_("'{label}' edited"), label=values["label"].strip()):
            edited = edit_canonical(
                project, element, label=values["label"], definition=values["definition"].strip(), **given
            )
            if set(names) != set(actors):
                set_actors(project, edited, [add_actor(project, name).id for name in names])
        screen.show_all()

    number = _uses(snapshot, element)
    told = ngettext("named by {n} claim or configuration", "named by {n} claims and configurations", number)
    title = f"{element.role.value} · {told.format(n=number)}"
    screen.cmo.push_screen(Form(title, fields, save))


def _options(kind: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    return (("", "-"), *((value.value, word(value)) for value in kind))


def _uses(snapshot: Snapshot, element: CanonicalElement) -> int:
    claims = {slot.claim_id for slot in snapshot.claim_slots if slot.canonical_element_id == element.id}
    own = (slot for slot in snapshot.configuration_slots if slot.canonical_element_id == element.id)
    configurations = {snapshot.configuration_versions[slot.configuration_version_id].configuration_id for slot in own}
    return len(claims) + len(configurations)


def merge_element(screen: StudyScreen, snapshot: Snapshot, element: CanonicalElement) -> None:
    """Choose the element that this one is the same as, and say why; the other one's name stays."""
    others = [one for one in snapshot.canonical.values() if one.role is element.role and one.id != element.id]
    if not others:
        screen.cmo.tell(_("There is no other {role} in this study.").format(role=element.role.value))
        return
    choices = [Choice(one.id, one.label, facts_of(one), (one.definition,)) for one in others]

    def chosen(id_: str | None) -> None:
        if id_ is None:
            return
        into = snapshot.canonical[id_]

        def save(reason: str) -> None:
            merge_canonical(screen.session.project, element, into, reason)
            screen.show_all()
            screen.cmo.tell(_("'{label}' is '{into}' from now on").format(label=element.label, into=into.label))

        ask_reason(screen, _("'{label}' becomes '{into}': why?").format(label=element.label, into=into.label), save)

    question = _("As which {role} is '{label}' the same? That name stays.").format(
        role=element.role.value, label=element.label
    )
    screen.cmo.push_screen(Pick(question, choices), chosen)
