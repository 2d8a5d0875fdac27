"""Asks for the slots of a claim that a team agrees on, by the names of elements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cmo_coder.messages import N_, _
from cmo_coder.model.canonical import CanonicalElement, Role
from cmo_coder.model.claims import ClaimSlot
from cmo_coder.model.errors import UserError
from cmo_coder.realist.words import word
from cmo_coder.store.adjudication import Slots
from cmo_coder.store.disagreement import Disagreement
from cmo_coder.store.project import Project
from cmo_coder.tui.screens.dialogs import Field, Form

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp


def ask_slots(app: CmoApp, project: Project, one: Disagreement, then: Callable[[Slots], None]) -> None:
    """Ask for the elements in every role; the claims in dispute are filled in, to be corrected."""
    with project.read() as reading:
        elements = reading.all(CanonicalElement, order=("label",))
        ids = [claim.id for side in one.sides for claim in side.claims]
        slots = reading.among(ClaimSlot, "claim_id", ids, order=("position",))
    labels = {element.id: element.label for element in elements}
    filled: dict[Role, dict[str, None]] = {role: {} for role in Role}
    for slot in slots:
        if slot.canonical_element_id is not None:
            filled[slot.role][labels[slot.canonical_element_id]] = None
    fields = [
        Field(role.value, word(role), "; ".join(filled[role]), hint=_("names of elements, with ; between them"))
        for role in Role
    ]
    found: list[Slots] = []

    def save(values: Mapping[str, str]) -> None:
        found.append(slots_named({Role(role): names for role, names in values.items()}, elements))

    def done(values: Mapping[str, str] | None) -> None:
        if values is not None:
            then(found[-1])

    app.push_screen(Form(_("What the claim should be"), fields, save=save), done)


def slots_named(values: Mapping[Role, str], elements: tuple[CanonicalElement, ...]) -> Slots:
    """Return the slots for names of elements by role. Raises UserError for a name that is not there, or none at all."""
    known = {(element.role, element.label.casefold()): element.id for element in elements}
    made = []
    for role, names in values.items():
        for name in filter(None, (part.strip() for part in names.split(";"))):
            if (role, name.casefold()) not in known:
                raise UserError(N_("There is no element '{name}' in the role {role}."), name=name, role=role.value)
            made.append((role, known[role, name.casefold()]))
    if not made:
        raise UserError(N_("Name at least one element."))
    return made
