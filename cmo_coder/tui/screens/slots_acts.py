"""Changing the slots of a configuration from any screen: in place while nothing rests on it, else in a new version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cmo_coder.messages import N_, _
from cmo_coder.model.canonical import Role
from cmo_coder.model.configurations import Configuration
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.store.canonical import add_canonical
from cmo_coder.store.configuration_versions import new_version, set_slots, slots_are_free
from cmo_coder.store.project import Project
from cmo_coder.tui.screens.dialogs import Field, Form
from cmo_coder.tui.screens.slots_editor import Filled, Slots, SlotsEditor, slots_now

if TYPE_CHECKING:
    from cmo_coder.tui.screens.base import StudyScreen


def change_slots(
    screen: StudyScreen, snapshot: Snapshot, configuration: Configuration, proposed: Slots | None = None
) -> None:
    """Open the slots of a configuration (or what is proposed for them); what is saved becomes one change.

    Where claims, a member check or own words rest on the version in force, a reason is asked for and a new version is
    made.
    """
    version = snapshot.version_of(configuration.id)
    before = slots_now(snapshot, version.id)
    with screen.session.project.read() as reading:
        resting = not slots_are_free(reading, version)

    def save(slots: Slots, reason: str) -> None:
        _save(screen.session.project, snapshot, configuration, slots, reason)
        screen.show_all()

    def given(slots: Slots | None) -> None:
        if slots is None or slots == before:
            return
        if resting:
            question = _("Version {nr}: what changed, and why?").format(nr=version.nr + 1)
            if version.sentence:
                question += "\n" + _("The own sentence stays with version {nr}.").format(nr=version.nr)
            ask_reason(screen, question, lambda reason: save(slots, reason))
        else:
            with screen.cmo.errors_shown():
                save(slots, "")

    title = _("Slots of CMO {number}").format(number=configuration.number)
    screen.cmo.push_screen(SlotsEditor(snapshot, title, proposed or before), given)


def with_claim(snapshot: Snapshot, configuration: Configuration, claim_id: str) -> Slots:
    """The slots of a configuration with what a claim adds to them."""
    slots = {
        role: list(filled) for role, filled in slots_now(snapshot, snapshot.version_of(configuration.id).id).items()
    }
    for slot in snapshot.slots_of_claim.get(claim_id, ()):
        element = snapshot.canonical.get(slot.canonical_element_id or "")
        if element is not None and all(filled.id != element.id for filled in slots[slot.role]):
            slots[slot.role].append(Filled(element.label, element.id))
    return {role: tuple(filled) for role, filled in slots.items()}


def ids_of(project: Project, slots: Slots) -> dict[Role, list[str]]:
    """The ids of the elements in each role; those that are new are named. Call it within a change."""
    return {
        role: [one.id or add_canonical(project, role, one.label).id for one in filled] for role, filled in slots.items()
    }


def ask_reason(screen: StudyScreen, question: str, save: Callable[[str], None]) -> None:
    """Ask for a reason; what the rules refuse is said where it was typed, and nothing is lost."""

    def given(values: Mapping[str, str]) -> None:
        save(values["reason"])

    screen.cmo.push_screen(Form(question, [Field("reason", _("Reason"), needed=True)], given))


def _save(project: Project, snapshot: Snapshot, configuration: Configuration, slots: Slots, reason: str) -> None:
    what = N_("Slots of configuration {number} set")
    version = snapshot.version_of(configuration.id)
    with project.change("configuration.slots", what, reason=reason, number=configuration.number):
        ids = ids_of(project, slots)
        if reason:
            new_version(project, configuration, ids, reason, actor_id=version.actor_id, wordings=version.wordings)
        else:
            set_slots(project, configuration, ids)
