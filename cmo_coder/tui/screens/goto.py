"""After `g`: the letter of a screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from cmo_coder.messages import _
from cmo_coder.tui.commands import REGISTRY
from cmo_coder.tui.keymap import LETTERS
from cmo_coder.tui.screens.modal import Modal


class GotoScreen(Modal[str]):
    """The letters of all screens; `g` again goes to the top of what is shown."""

    DEFAULT_CSS = """
    GotoScreen { align: center bottom; }
    GotoScreen > Static { width: auto; max-width: 100%; background: $surface; border: round $primary;
        padding: 0 2; margin: 0 0 1 0; }
    """

    def compose(self) -> ComposeResult:
        """The list."""
        rows = [f"{letter}  {_(REGISTRY[command].title)}" for command, letter in LETTERS.items()]
        rows.append(_("g  to the top"))
        half = (len(rows) + 1) // 2
        left = max(len(row) for row in rows[:half]) + 4
        lines = [f"{rows[nr]:<{left}}{rows[half + nr] if half + nr < len(rows) else ''}".rstrip() for nr in range(half)]
        yield Static("\n".join(lines), markup=False)

    def help_text(self) -> str:
        """What is chosen."""
        return _("Each screen has a letter: g and that letter go there from everywhere.")

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """The letters."""
        letters = ((letter, _(REGISTRY[command].help)) for command, letter in LETTERS.items())
        return (*letters, ("g", _("to the top of what is shown")), ("esc", _("stay here")))

    def on_key(self, event: events.Key) -> None:
        """Take one letter; anything else closes."""
        event.stop()
        event.prevent_default()
        if event.key == "f1" or event.character == "?":
            self.action_help()
            return
        found = next((command for command, letter in LETTERS.items() if letter == event.character), None)
        self.dismiss("top" if event.character == "g" else found)
