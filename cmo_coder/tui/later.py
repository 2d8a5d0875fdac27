"""A value that takes long: worked out in a worker while the screen goes on, with how far it is, until it is stopped.

What was worked out before stays beside it, so that a screen can go on showing it and say that it is the old one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.worker import get_current_worker

from cmo_coder.ingest.source import Stopped
from cmo_coder.messages import N_
from cmo_coder.tui.background import behind

if TYPE_CHECKING:
    from textual.screen import Screen

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Hears how much is done, of how much; raises Stopped where it is no longer wanted."""

STEP = 0.2
"""Seconds between two times that the screen hears how far it is."""


class Later(Generic[T]):
    """One such value of a screen. `shown` is called (in the thread of the screen) whenever there is something new, and
    `further` where it only is further on.
    """

    def __init__(self, screen: Screen[None], name: str, shown: Callable[[], None], further: Callable[[], None]) -> None:
        self._screen, self._name, self._shown, self._further = screen, name, shown, further
        self._ticket = 0
        self._wanted: Hashable = None
        self._of: Hashable = None
        self.value: T | None = None
        """What was worked out last."""
        self.told = ""
        """What went wrong, where something did."""
        self.done = 0.0
        """How far it is, from 0 to 1."""
        self.is_stopped = False
        """Whether a person stopped it."""

    @property
    def is_running(self) -> bool:
        """Whether it is being worked out."""
        return self._wanted is not None

    def is_of(self, of: Hashable) -> bool:
        """Whether this is what is there, or under way."""
        return of == (self._wanted if self.is_running else self._of)

    def ask(self, of: Hashable, make: Callable[[Progress], T]) -> None:
        """Work the value out, unless it is there or under way. `of` tells what it is a value of; `make` runs in the
        worker and may touch nothing that the screen changes.
        """
        if self.is_of(of):
            return
        self._ticket += 1
        self._wanted, self.done, self.told, self.is_stopped = of, 0.0, "", False
        ticket = self._ticket
        behind(
            self._screen,
            lambda: self._work(ticket, of, make),
            N_("The figures were not worked out"),
            lambda told: self._failed(ticket, of, told),
            group=self._name,
        )

    def put(self, of: Hashable, value: T) -> None:
        """Take a value that was worked out at once, in the place of what is under way."""
        self._ticket += 1
        self._of, self._wanted, self.value, self.told, self.done, self.is_stopped = of, None, value, "", 1.0, False

    def stop(self) -> None:
        """Work no further; what was worked out before stays. It begins again when something else is asked for."""
        if self.is_running:
            self._ticket += 1
            self._of, self._wanted, self.is_stopped = self._wanted, None, True
            self._screen.workers.cancel_group(self._screen, self._name)
            self._shown()

    def _work(self, ticket: int, of: Hashable, make: Callable[[Progress], T]) -> None:
        worker, last = get_current_worker(), 0.0

        def is_wanted() -> bool:
            return not worker.is_cancelled and ticket == self._ticket and self._screen.is_attached

        def progress(done: int, whole: int) -> None:
            nonlocal last
            if not is_wanted():
                raise Stopped
            if monotonic() - last > STEP:
                last = monotonic()
                self._screen.app.call_from_thread(self._at, ticket, done / max(1, whole))

        try:
            found = make(progress)
        except Stopped:
            return
        if is_wanted():  # else the screen may be gone, and nobody hears it
            self._screen.app.call_from_thread(self._came, ticket, of, found)

    def _at(self, ticket: int, done: float) -> None:
        if ticket == self._ticket and self._screen.is_attached:
            self.done = done
            self._further()

    def _came(self, ticket: int, of: Hashable, found: T) -> None:
        if ticket == self._ticket and self._screen.is_attached:
            self._of, self._wanted, self.value, self.done = of, None, found, 1.0
            self._shown()

    def _failed(self, ticket: int, of: Hashable, told: str) -> None:
        if ticket == self._ticket and self._screen.is_attached:
            self._of, self._wanted, self.told = of, None, told
            self._shown()
