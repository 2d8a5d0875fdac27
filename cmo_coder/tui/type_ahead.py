"""Typing faster than a dialog opens: what is typed meanwhile goes into the dialog, in order, not to the screen below.

A key is handed to what has focus at that moment and only comes back to the app afterwards, so letters that arrive in
one burst after the key that opens a dialog would be handed to the screen that is about to be covered, and be lost.
"""

from __future__ import annotations

import time
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from textual import events
from textual.app import App
from textual.screen import ModalScreen, Screen

LONGEST_OPENING = 3.0
"""Seconds after which a dialog counts as open, whatever it says of itself: no key may be kept for ever."""


class TypeAheadApp(App[None]):
    """An app that keeps the keys typed while a dialog opens, and gives them to it."""

    def __init__(self) -> None:
        super().__init__()
        self._handed: WeakKeyDictionary[events.Key, Screen[Any]] = WeakKeyDictionary()
        self._opening: WeakKeyDictionary[Screen[Any], float] = WeakKeyDictionary()
        self._open: WeakSet[Screen[Any]] = WeakSet()
        self._kept: list[tuple[str, str | None]] = []

    def push_screen(self, screen: Any, *arguments: Any, **options: Any) -> Any:
        """Show a screen; a dialog says when it can take keys."""
        pushed = super().push_screen(screen, *arguments, **options)
        if isinstance(screen, ModalScreen):
            self._opening[screen] = time.monotonic()
            screen.call_after_refresh(self._opened, screen)
        return pushed

    def _opened(self, screen: Screen[Any]) -> None:
        self._open.add(screen)
        kept, self._kept = self._kept, []
        for key, character in kept:
            (screen.focused or screen)._forward_event(events.Key(key, character))

    def _is_opening(self, screen: Screen[Any]) -> bool:
        began = self._opening.get(screen)
        return began is not None and screen not in self._open and time.monotonic() - began < LONGEST_OPENING

    async def on_event(self, event: events.Event) -> None:
        """Keep a key for a dialog that is opening; remember of every other to which screen it was handed."""
        if isinstance(event, events.Key) and not event.is_forwarded and self.screen_stack:
            if self._is_opening(self.screen):
                self._kept.append((event.key, event.character))
                return
            self._handed[event] = self.screen
        await super().on_event(event)

    async def _on_key(self, event: events.Key) -> None:
        """A key that comes back after a dialog was opened over the screen it was handed to is for that dialog."""
        below = self._handed.get(event)
        if below is None or below is self.screen or not isinstance(self.screen, ModalScreen):
            return
        if self._opening.get(self.screen) is None:
            return
        event.prevent_default()
        if self._is_opening(self.screen):
            self._kept.append((event.key, event.character))
        else:
            (self.screen.focused or self.screen)._forward_event(events.Key(event.key, event.character))
