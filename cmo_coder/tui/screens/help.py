"""Help: what a screen is for, and every key that works on it."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from cmo_coder.messages import N_, _
from cmo_coder.tui.commands import commands_of, shown
from cmo_coder.tui.keymap import KEYS, LETTERS


class HelpScreen(ModalScreen[None]):
    """A panel over a screen with its help."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > VerticalScroll { width: 90%; max-width: 100; height: 90%; background: $surface; border: round $primary;
        padding: 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", N_("Close"), show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
    ]

    def __init__(self, over: Screen[Any]) -> None:
        super().__init__()
        self._over = over

    def compose(self) -> ComposeResult:
        """The text."""
        with VerticalScroll():
            yield Static(self._text(), markup=False)

    def action_scroll(self, lines: int) -> None:
        """Move the text."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _text(self) -> str:
        lines: list[str] = []
        where = getattr(self._over, "ID", "")
        title = getattr(self._over, "TITLE_TEXT", "")
        if title:
            lines += [_(title).upper(), "", self._over.help_text(), ""]  # type: ignore[attr-defined]
        focused = self._over.focused
        extra = getattr(focused, "help_lines", None)
        if extra is not None:
            lines += [*extra(), ""]
        if where:
            lines += self._keys(where)
        lines += [_("EVERYWHERE"), "", *self._keys("app")]
        return "\n".join(lines)

    def _keys(self, where: str) -> list[str]:
        rows = []
        own = getattr(self.app, "own_keys", {})
        for command in commands_of(where):
            keys = shown(own.get(command.id, KEYS[command.id]))
            letter = LETTERS.get(command.id)
            if letter:
                keys = f"{keys}  g {letter}".strip()
            rows.append(f"  {keys:<14} {_(command.title)}: {_(command.help)}")
        return [*rows, ""]
