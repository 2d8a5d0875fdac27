"""Versions of a configuration: a new one with its reason, the words and slots of the one in force.

Slots change in place only while nothing rests on a version: no claim, no member check, no words of the analyst's own.
What somebody wrote or a session heard would otherwise say of other slots what was said of these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from cmo_coder.messages import N_, _
from cmo_coder.model.base import changed, new_id, now
from cmo_coder.model.canonical import Actor, CanonicalElement, Role
from cmo_coder.model.checks import MemberCheckOutcome
from cmo_coder.model.configurations import Configuration, ConfigurationSlot, ConfigurationVersion, Evidence
from cmo_coder.model.effective_elements import EffectiveElementVersion, ElementConfiguration
from cmo_coder.model.errors import RuleError
from cmo_coder.store.change import Change
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading

Slots = Mapping[Role, Sequence[str]]
"""The ids of the elements in each role."""

ACTOR = "actor"
SENTENCE = "sentence"
"""What words of one's own may be about beside a slot: for whom, and everything at once."""


def new_version(
    project: Project,
    configuration: Configuration,
    slots: Slots,
    reason: str,
    *,
    actor_id: str | None = None,
    sentence: str = "",
    wordings: tuple[str, ...] = (),
) -> ConfigurationVersion:
    """Reword a configuration: a new version in force, to which evidence and links to elements are carried over."""
    if not reason.strip():
        raise RuleError(N_("A new version needs a reason."), N_("Say in a few words what changed and why."))
    with project.change(
        "configuration.version", N_("Configuration {number} reworded"), reason=reason, number=configuration.number
    ) as change:
        old = version_in_force(change, configuration.id)
        change.update(old, in_force=False)
        made = ConfigurationVersion(
            id=new_id(),
            configuration_id=configuration.id,
            nr=change.highest(ConfigurationVersion, "nr", configuration_id=configuration.id) + 1,
            actor_id=actor_id,
            template=old.template,
            sentence=sentence,
            wordings=wordings,
            slots_then=_slots_then(change, old, slots, actor_id, sentence, wordings),
            reason=reason,
            coder_id=project.coder.id if project.coder else None,
            at=now(),
        )
        carried = [
            changed(row, id=new_id(), configuration_version_id=made.id)
            for row in change.all(Evidence, configuration_version_id=old.id)
        ]
        change.insert(made, *slot_rows(made.id, slots), *carried)
        links = change.all(ElementConfiguration, configuration_version_id=old.id)
        in_force = {
            version.id
            for version in change.among(
                EffectiveElementVersion, "id", [link.effective_element_version_id for link in links]
            )
            if version.in_force
        }
        change.replace(
            [
                (link, changed(link, configuration_version_id=made.id))
                for link in links
                if link.effective_element_version_id in in_force
            ]
        )
    return made


def edit_wording(
    project: Project,
    configuration: Configuration,
    *,
    confirmed: Collection[str] = (),
    **fields: Any,
) -> ConfigurationVersion:
    """Change the wording of the version in force (actor, template, sentence, wordings).

    `confirmed` names parts (a slot, "actor", "sentence") of which the same words were given again: they hold for what
    the slots read now.

    In place, but for two things that ask for a new version with its reason: words that were laid before a session (the
    check stays with what the session heard), and another actor under words that were written for the old one (they
    are marked as stale then).
    """
    with project.change(
        "configuration.wording", N_("Sentence of configuration {number} edited"), number=configuration.number
    ) as change:
        version = version_in_force(change, configuration.id)
        slots = slots_of(change, version.id)
        reason = _asks_for_version(change, version, fields)
        kept = {name: fields.get(name, getattr(version, name)) for name in ("actor_id", "sentence", "wordings")}
        if reason:
            made = new_version(project, configuration, slots, reason, **kept)
            return change.update(made, template=fields.get("template", version.template))
        now_read = _slots_then(change, version, slots, confirmed=confirmed, **kept)
        return change.update(version, **fields, slots_then=now_read)


def _slots_then(
    change: Change,
    old: ConfigurationVersion,
    slots: Slots,
    actor_id: str | None,
    sentence: str,
    wordings: tuple[str, ...],
    confirmed: Collection[str] = (),
) -> tuple[str, ...]:
    """What the slots read when the own words were put on them: as they read now under words that are new or confirmed,
    as it was kept under words that stay.
    """
    if sentence:
        if sentence == old.sentence and SENTENCE not in confirmed:
            return old.slots_then
        return tuple(_read_now(change, slots, actor_id))
    own = {item.split("=", 1)[0]: item in old.wordings and not old.sentence for item in wordings}
    stays = {part for part, is_old in own.items() if is_old and part not in confirmed}
    kept = [item for item in old.slots_then if item.split("=", 1)[0] in stays]
    fresh = own.keys() - stays
    return (*kept, *(item for item in _read_now(change, slots, actor_id) if item.split("=", 1)[0] in fresh))


def _read_now(change: Change, slots: Slots, actor_id: str | None) -> Iterator[str]:
    for role in Role:
        for id_ in dict.fromkeys(slots.get(role, ())):
            yield f"{role.value}={change.get(CanonicalElement, id_).label}"
    if actor_id is not None:
        yield f"{ACTOR}={change.get(Actor, actor_id).name}"


def _asks_for_version(change: Change, version: ConfigurationVersion, fields: Mapping[str, Any]) -> str:
    """The reason of the new version that other words ask for; empty where they are changed in place."""
    if all(getattr(version, name) == value for name, value in fields.items()):
        return ""
    if change.count(MemberCheckOutcome, configuration_version_id=version.id):
        return _("reworded after a member check")
    actor_id = fields.get("actor_id", version.actor_id)
    sentence = fields.get("sentence", version.sentence)
    wordings = fields.get("wordings", version.wordings)
    about_actor = sentence == version.sentence != "" or any(
        item.startswith("actor=") and item in version.wordings for item in wordings
    )
    if actor_id == version.actor_id or not about_actor:
        return ""
    names = [change.get(Actor, id_).name if id_ else "-" for id_ in (version.actor_id, actor_id)]
    return _("for whom: {old} → {new}").format(old=names[0], new=names[1])


def slots_are_free(reading: Reading, version: ConfigurationVersion) -> bool:
    """Whether the slots of a version may change in place: nothing rests on it, and nobody wrote words for it."""
    return not (
        version.sentence
        or version.wordings
        or reading.count(Evidence, configuration_version_id=version.id)
        or reading.count(MemberCheckOutcome, configuration_version_id=version.id)
    )


def set_slots(project: Project, configuration: Configuration, slots: Slots) -> None:
    """Set the slots of a version that nothing rests on yet. Raises RuleError where something does (evidence, a member
    check, words of the analyst's own): that asks for a new version.
    """
    with project.change(
        "configuration.slots", N_("Slots of configuration {number} set"), number=configuration.number
    ) as change:
        version = version_in_force(change, configuration.id)
        if not slots_are_free(change, version):
            raise RuleError(
                N_(
                    "Configuration {number} has evidence, own words or a member check: its slots change in a new "
                    "version."
                ),
                N_("Make a new version and say why."),
                number=configuration.number,
            )
        change.delete(*change.all(ConfigurationSlot, configuration_version_id=version.id))
        change.insert(*slot_rows(version.id, slots))


def version_in_force(reading: Reading | Change, configuration_id: str) -> ConfigurationVersion:
    """The version of a configuration that is in force; a hard rule says that there is one."""
    found = reading.find(ConfigurationVersion, configuration_id=configuration_id, in_force=True)
    assert found is not None
    return found


def slots_of(reading: Reading | Change, version_id: str) -> dict[Role, list[str]]:
    """The ids of the elements in each slot of a version, in order."""
    slots: dict[Role, list[str]] = {}
    for slot in reading.all(ConfigurationSlot, order=("position",), configuration_version_id=version_id):
        slots.setdefault(slot.role, []).append(slot.canonical_element_id)
    return slots


def slot_rows(version_id: str, slots: Slots) -> list[ConfigurationSlot]:
    """The slots of a version as rows; an element stands once in a role."""
    return [
        ConfigurationSlot(
            id=new_id(), configuration_version_id=version_id, role=role, canonical_element_id=element_id, position=nr
        )
        for role in Role
        for nr, element_id in enumerate(dict.fromkeys(slots.get(role, ())))
    ]
