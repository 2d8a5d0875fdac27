"""Typing faster than dialogs open and close: every key goes where it would have gone for somebody who types slowly.

A key is handed to what has focus at that moment and only comes back to the app afterwards. So what arrives in one burst
after the key that opens a dialog would be handed to the screen that is about to be covered, and what arrives after the
Enter that closes one to a field that is about to go; both would be lost. Here keys wait while a dialog opens, and one
key is handed to a dialog at a time: the next when the dialog has done what the one before asked, and may be gone.

The way back to the terminal is here too: a frame is written in one piece. Textual hands what it paints to a thread that
writes, in three: that an update begins, the update, and its end. Each hands over the interpreter to that thread and
back, the first before anything is painted; on a machine with other things to do that costs milliseconds each time. The
signs that come out are the same, in the same order.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen

LONGEST_OPENING = 3.0
"""Seconds after which a dialog counts as open, whatever it says of itself: no key may be kept for ever."""
LONGEST_HANDLING = 0.5
"""Seconds after which a key counts as handled, for the same reason."""


class WholeFramesApp(App[None]):
    """An app whose frames are written whole.

    This stands on two private methods of Textual, which it calls around the writing of a frame; a version without them
    writes as it does by itself, and a test says so.
    """

    def _begin_update(self) -> None:
        """Keep what is written from here on."""
        driver: Any = self._driver
        pieces: list[str] = []
        if driver is not None and os.name != "nt":  # there Textual writes in small pieces, and has to
            driver.write = pieces.append
        self._pieces: list[str] = pieces
        super()._begin_update()

    def _end_update(self) -> None:
        """Write what was kept."""
        super()._end_update()
        driver: Any = self._driver
        if driver is not None and "write" in vars(driver):
            del driver.write
            driver.write("".join(self._pieces))


class TypeAheadApp(WholeFramesApp):
    """An app that keeps the keys typed while a dialog opens or closes, and gives them to what comes."""

    def __init__(self) -> None:
        super().__init__()
        self._handed: WeakKeyDictionary[events.Key, Screen[Any]] = WeakKeyDictionary()
        self._opening: WeakKeyDictionary[Screen[Any], float] = WeakKeyDictionary()
        self._open: WeakSet[Screen[Any]] = WeakSet()
        self._kept: list[tuple[str, str | None]] = []
        self._handling = 0
        """The number of the key that is being handled; 0 for none."""
        self._last_handling = 0
        self._keeping = False
        """Whether every key waits for something that was asked for and is not there yet."""
        self.last_key = float("-inf")
        """When a key was pressed last (`time.monotonic`)."""

    def push_screen(self, screen: Any, *arguments: Any, **options: Any) -> Any:
        """Show a screen over the others; it says when it can take keys."""
        pushed = super().push_screen(screen, *arguments, **options)
        self._begin_opening()
        return pushed

    def switch_screen(self, screen: Any) -> Any:
        """Show a screen in the place of another; it says when it can take keys."""
        switched = super().switch_screen(screen)
        self._begin_opening()
        return switched

    def _begin_opening(self) -> None:
        screen = self.screen
        if screen in self._open:
            return  # shown before: it can take keys already
        self._opening[screen] = time.monotonic()
        screen.call_after_refresh(self._opened, screen)
        # Not before the screen would count as open; then whatever it is still waiting for comes too late.
        self.set_timer(LONGEST_OPENING, self._give_next)

    def pop_screen(self) -> Any:
        """Leave a screen. A dialog that closes does not tell any more that it handled its last key."""
        popped = super().pop_screen()
        # What the dialog asked for when it closed (the palette: a command) comes first.
        self.call_later(self.call_later, self._handled, self._handling)
        return popped

    def keep_keys(self) -> None:
        """Keep what is typed from now on, for what was asked for and is still being made ready."""
        self._keeping = True

    async def give_keys(self) -> None:
        """It is there: the keys that were kept go to it."""
        self._keeping = False
        await self._give_next()

    @property
    def keys_waiting(self) -> bool:
        """Whether keys that were pressed have still to be done."""
        return bool(self._kept or self._handling)

    def drop_keys(self) -> None:
        """It does not come: the keys that were meant for it go nowhere."""
        if self._keeping:
            self._keeping = False
            self._kept.clear()

    async def _opened(self, screen: Screen[Any]) -> None:
        self._open.add(screen)
        await self._give_next()

    def _is_opening(self, screen: Screen[Any]) -> bool:
        began = self._opening.get(screen)
        return began is not None and screen not in self._open and time.monotonic() - began < LONGEST_OPENING

    async def on_event(self, event: events.Event) -> None:
        """Keep a key that must wait; remember of every other to which screen it was handed."""
        if isinstance(event, events.Key) and not event.is_forwarded and self.screen_stack:
            self.last_key = time.monotonic()
            if self._keeping or self._kept or self._handling or self._is_opening(self.screen):
                self._kept.append((event.key, event.character))
            else:
                await self._hand(event, wait=isinstance(self.screen, ModalScreen))
            return
        await super().on_event(event)

    async def _hand(self, event: events.Key, *, wait: bool) -> None:
        """Give a key to what has focus; with `wait` the next one waits until this one was handled."""
        self._handed[event] = self.screen
        target = self.screen.focused or self.screen
        if wait:
            self._last_handling += 1
            number = self._handling = self._last_handling
            self.set_timer(LONGEST_HANDLING, lambda: self._handled(number))
        await super().on_event(event)
        if wait:
            # A key goes up from what has focus to the app, which does what it is bound to; what that asked (a line was
            # submitted) goes the same way. Each of them has a queue: what follows in all of them comes after.
            up = [one for one in target.ancestors_with_self if isinstance(one, MessagePump)]
            self._follow(number, [*up, *up])

    def _follow(self, number: int, way: Sequence[MessagePump]) -> None:
        for nr, one in enumerate(way):
            if one.call_later(self._follow, number, way[nr + 1 :]):
                return
        self.call_later(self._handled, number)

    async def _handled(self, number: int) -> None:
        if number and number == self._handling:
            self._handling = 0
            await self._give_next()

    async def _give_next(self) -> None:
        """Hand over the key that has waited longest; the others follow one by one."""
        waits = self._keeping or self._handling or not self.screen_stack or self._is_opening(self.screen)
        if self._kept and not waits:
            await self._hand(events.Key(*self._kept.pop(0)), wait=True)

    async def _on_key(self, event: events.Key) -> None:
        """A key that comes back after a dialog was opened over the screen it was handed to is for that dialog."""
        below = self._handed.get(event)
        if self._keeping and below is not None:
            event.prevent_default()
            self._kept.append((event.key, event.character))
            return
        if below is None or below is self.screen or not isinstance(self.screen, ModalScreen):
            return
        if self._opening.get(self.screen) is None:
            return
        event.prevent_default()
        self._kept.append((event.key, event.character))
        await self._give_next()
