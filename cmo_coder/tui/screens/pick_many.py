"""Choosing several things: letters search, enter takes or leaves the one under the cursor, ctrl+s is done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from cmo_coder.messages import _, ngettext
from cmo_coder.tui.screens.dialogs import Choice, Dialog, rank
from cmo_coder.tui.widgets.line_list import Line, LineList


class _Search(Input):
    """A search field that leaves a space to its dialog as long as nothing is typed."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self, ""))
        else:
            await super()._on_key(event)


class PickMany(Dialog[tuple[str, ...]]):
    """Gives the chosen values: those that were chosen already in their order, then the others as they were chosen."""

    DEFAULT_CSS = """
    PickMany LineList { height: auto; max-height: 55vh; background: $surface; }
    PickMany LineList > .option-list--option-highlighted { background: $primary 20%; }
    PickMany .count { color: $foreground 70%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("ctrl+s", "give", show=False, priority=True),
    ]

    def __init__(
        self, question: str, choices: Sequence[Choice], chosen: Collection[str] = (), *, least: int = 0
    ) -> None:
        super().__init__()
        self._question, self._choices, self._least = question, tuple(choices), least
        self._chosen = list(dict.fromkeys(chosen))
        self._found: list[Choice] = []

    def compose(self) -> ComposeResult:
        """Question, search field, list, what to press."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="question", markup=False)
            yield _Search(id="search", select_on_focus=False)
            yield LineList(id="found")
            yield Static(classes="count", markup=False)
            yield Static(classes="problem", markup=False)
            yield Static(classes="keys dim", markup=False)

    def on_mount(self) -> None:
        """Ready to choose."""
        self._show()
        self.query_one(Input).focus()

    def _show(self, at: str | None = None) -> None:
        self._found = rank(self.query_one(Input).value, self._choices)
        lines = []
        for choice in self._found[:200]:
            box = "[x]" if choice.value in self._chosen else "[ ]"
            hint = choice.reason or choice.hint
            text = Content.assemble(choice.title, (f"  {hint}" if hint else "", "dim"))
            lines.append(Line(choice.value, text, lead=box, indent=4, heading=bool(choice.reason)))
        self.query_one(LineList).show(lines, at)
        n = len(self._chosen)
        self.query_one(".count", Static).update(ngettext("{n} chosen", "{n} chosen", n).format(n=n))
        self.query_one(".problem", Static).update("" if lines else _("No line has these letters."))
        # With letters typed a space is one of them: two words are looked for too.
        keys = (
            _("enter: take or leave · letters search · ctrl+s: done · esc: leave")
            if self.query_one(Input).value
            else _("space or enter: take or leave · letters search · ctrl+s: done · esc: leave")
        )
        self.query_one(".keys", Static).update(keys)

    @on(Input.Changed)
    def _searched(self) -> None:
        lines = self.query_one(LineList)
        self._show()
        if lines.lines:
            lines.action_first()

    def typed(self) -> object:
        """What was chosen, whatever the order."""
        return frozenset(self._chosen)

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys."""
        return (
            (_("letters"), _("find: the start of a word, first letters of words, or something like it")),
            ("↑ ↓", _("move in the list")),
            ("enter", _("take or leave the one under the cursor; space does too while nothing is typed")),
            ("ctrl+s", _("save and close")),
            ("esc", _("leave; what was typed is asked about first")),
        )

    def action_move(self, step: int) -> None:
        """Move in the list while typing."""
        lines = self.query_one(LineList)
        if step > 0:
            lines.action_cursor_down()
        else:
            lines.action_cursor_up()

    @on(Input.Submitted)
    @on(LineList.OptionSelected)
    def _toggle(self) -> None:
        line = self.query_one(LineList).line
        if line is None:
            return
        if line.id in self._chosen:
            self._chosen.remove(line.id)
        else:
            self._chosen.append(line.id)
        self._show(line.id)
        self.query_one(Input).focus()

    def action_give(self) -> None:
        """Close with what was chosen."""
        if len(self._chosen) < self._least:
            self.query_one(".problem", Static).update(_("Choose at least one."))
            return
        self.dismiss(tuple(self._chosen))
