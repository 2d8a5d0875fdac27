"""Asking for a key by having it pressed."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label, Static

from cmo_coder.messages import N_, _
from cmo_coder.tui.screens.dialogs import Dialog

STANDARD = "\x00standard"
"""The answer that brings the standard key back."""
NOT_FOR_USE = {"tab", "shift+tab", "ctrl+c", "ctrl+q", "up", "down"}
"""Keys that a person needs to get anywhere."""


class AskKey(Dialog[str]):
    """Gives the name of the key that was pressed, or STANDARD; nothing after escape."""

    can_focus = True

    OWN_KEYS = (
        (N_("any key"), N_("that key does it from now on")),
        ("backspace", N_("the standard key again")),
    )
    ESCAPE = N_("leave it as it is")

    def __init__(self, title: str, present: str, standard: str) -> None:
        super().__init__()
        self._title, self._present, self._standard = title, present, standard

    def compose(self) -> ComposeResult:
        """What to do."""
        with Vertical(classes="dialog"):
            yield Static(
                _("Press the key for '{title}' (now: {key})").format(title=self._title, key=self._present),
                classes="question",
                markup=False,
            )
            yield Label(
                _("backspace: the standard key ({key}) · esc: leave it").format(key=self._standard),
                classes="dim",
                markup=False,
            )

    def on_key(self, event: events.Key) -> None:
        """Take one key."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "backspace":
            self.dismiss(STANDARD)
        elif event.key not in NOT_FOR_USE:
            self.dismiss(event.key)
