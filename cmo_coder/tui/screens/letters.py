"""A choice by one letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from cmo_coder.messages import _
from cmo_coder.tui.screens.modal import Modal


class Letters(Modal[str]):
    """Shows what each letter means and gives the one that is pressed; any other key closes."""

    DEFAULT_CSS = """
    Letters { align: center bottom; }
    Letters > Static {
        width: auto; max-width: 100%; background: $surface; border: round $primary; padding: 0 2; margin: 0 0 1 0;
    }
    """

    def __init__(self, title: str, rows: Mapping[str, str]) -> None:
        super().__init__()
        self._title, self._rows = title, rows

    def compose(self) -> ComposeResult:
        """The list."""
        lines = [self._title, *(f"  {letter}  {meaning}" for letter, meaning in self._rows.items())]
        yield Static("\n".join(lines), markup=False)

    def help_text(self) -> str:
        """What is chosen."""
        return self._title

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its letters."""
        return (*self._rows.items(), ("esc", _("leave without choosing; any other key does so too")))

    def on_mount(self) -> None:
        """What was told before does not cover the letters."""
        self.app.clear_notifications()

    def on_key(self, event: events.Key) -> None:
        """Take one letter."""
        event.stop()
        event.prevent_default()
        if event.key == "f1" or (event.character == "?" and "?" not in self._rows):
            self.action_help()
            return
        letter = event.character or ""
        self.dismiss(letter if letter in self._rows else None)
