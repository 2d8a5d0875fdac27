"""Filling the slots of a configuration: elements in and out, one role at a time, with new ones named on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from cmo_coder.messages import _
from cmo_coder.model.canonical import Role
from cmo_coder.realist.profiles import slot_order
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.tui.screens.dialogs import NEW, Choice, Dialog, Pick
from cmo_coder.tui.widgets.line_list import Line, LineList

ROLE_KEYS = {"c": Role.C, "i": Role.I, "r": Role.M_RES, "m": Role.M_RED, "o": Role.O}
"""The letters of the reading screen name the same roles here."""


@dataclass(frozen=True, slots=True)
class Filled:
    """One element in a slot: the id of one that there is, or (without id) the label of one to be made."""

    label: str
    id: str = ""


Slots = Mapping[Role, tuple[Filled, ...]]
"""The elements in each role, in order."""


class SlotsEditor(Dialog[Slots]):
    """The slots with their elements: a letter adds to a role, x takes off, ctrl+s gives them all."""

    DEFAULT_CSS = """
    SlotsEditor LineList { height: auto; max-height: 18; background: $surface; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"add('{role.value}')", show=False) for key, role in ROLE_KEYS.items()),
        Binding("x,delete", "take_off", show=False),
        Binding("ctrl+s", "give", show=False),
    ]

    def __init__(self, snapshot: Snapshot, title: str, slots: Slots) -> None:
        super().__init__()
        self._snapshot, self._title = snapshot, title
        self._slots = {role: list(slots.get(role, ())) for role in Role}

    def compose(self) -> ComposeResult:
        """Title, slots, what to press."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="question", markup=False)
            yield LineList(id="slots")
            keys = _("c i r m o add to that slot · enter adds to the slot under the cursor · x takes off")
            yield Static(keys, classes="dim", markup=False)
            yield Static(_("ctrl+s save · esc leave"), classes="dim", markup=False)

    def on_mount(self) -> None:
        """Ready."""
        self._show()
        self.query_one(LineList).focus()

    def _show(self, at: str | None = None) -> None:
        lines = []
        for role in slot_order(self._snapshot.study.profile):
            lead = Content.styled(role.value, "bold $primary")
            for nr, filled in enumerate(self._slots[role]):
                text = Content.assemble(filled.label, ("" if filled.id else "  " + _("(new)"), "dim"))
                lines.append(Line(f"{role.value}-{nr}", text, lead=lead if not nr else "", indent=7, about=("", role)))
            add = Content.styled(_("+ add"), "dim")
            first = not self._slots[role]
            lines.append(Line(f"{role.value}-add", add, lead=lead if first else "", indent=7, about=("", role)))
        self.query_one(LineList).show(lines, at)

    def typed(self) -> object:
        """The elements in their slots."""
        return {role: tuple(filled) for role, filled in self._slots.items()}

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys."""
        return (
            (" ".join(ROLE_KEYS), _("add an element to that slot")),
            ("enter", _("add to the slot under the cursor")),
            ("x delete", _("take the element under the cursor off")),
            ("ctrl+s", _("save and close")),
            ("esc", _("leave; what was typed is asked about first")),
        )

    def action_add(self, role: str) -> None:
        """Add an element to a role, found by a few letters or new."""
        which = Role(role)
        there = {filled.id for filled in self._slots[which] if filled.id}
        choices = [
            Choice(element.id, element.label, word(element.direction), (element.definition,))
            for element in self._snapshot.canonical.values()
            if element.role is which and element.id not in there
        ]

        def chosen(value: str | None) -> None:
            if value is None:
                return
            if value.startswith(NEW):
                made = Filled(value[len(NEW) :])
            else:
                made = Filled(self._snapshot.canonical[value].label, value)
            self._slots[which].append(made)
            self._show(f"{role}-{len(self._slots[which]) - 1}")

        new = _("ctrl+s: a new element with this name")
        self.app.push_screen(Pick(_("Which element for {role}?").format(role=role), choices, new=new), chosen)

    def action_take_off(self) -> None:
        """Take the element under the cursor off."""
        line = self.query_one(LineList).line
        if line is not None and not line.id.endswith("-add"):
            role, _dash, nr = line.id.rpartition("-")
            del self._slots[Role(role)][int(nr)]
            self._show()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        line = self.query_one(LineList).line
        if line is not None:
            self.action_add(line.id.rpartition("-")[0])

    def action_give(self) -> None:
        """Give the slots as they stand."""
        self.dismiss({role: tuple(filled) for role, filled in self._slots.items()})


def slots_now(snapshot: Snapshot, version_id: str) -> Slots:
    """The slots of a configuration version, for the editor."""
    return {
        role: tuple(Filled(element.label, element.id) for element in snapshot.slots(version_id, role)) for role in Role
    }


def known(filled: Sequence[Filled]) -> tuple[str, ...]:
    """The ids of the elements that there are."""
    return tuple(one.id for one in filled if one.id)
