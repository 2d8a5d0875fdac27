"""Long work of a screen behind a bar: how far it is, a few times per second, until it is done or stopped."""

from __future__ import annotations

from time import monotonic
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ScreenResultType
from textual.widgets import ProgressBar, Static
from textual.worker import Worker

from cmo_coder.ingest.source import Stopped, Watch
from cmo_coder.tui.screens.modal import Modal

_STEP = 0.1
"""Seconds between two moves of the bar."""


class WithBar(Modal[ScreenResultType]):
    """A screen with `#reading` (the bar) in the place of `#desk` (everything else) while something long goes on."""

    DEFAULT_CSS = """
    WithBar { background: $background; }
    WithBar #head { height: 1; background: $panel; padding: 0 1; text-style: bold; }
    WithBar #foot { dock: bottom; height: 1; background: $panel; padding: 0 1; }
    WithBar #problem { height: auto; color: $error; padding: 0 1; }
    WithBar #reading { padding: 2 3; height: auto; }
    """

    def bar(self) -> ComposeResult:
        """The bar, for `compose`."""
        with Vertical(id="reading"):
            yield Static(id="name", markup=False)
            yield ProgressBar(total=100, show_eta=False, id="bar")

    def show_bar(self, shown: bool) -> None:
        """Show the bar, or the desk again."""
        self.query_one("#reading").display = shown
        self.query_one("#desk").display = not shown

    def watch_of(self, worker: Worker[Any], words: str, nr: int = 0, of: int = 1) -> Watch:
        """A watch for the piece of work `nr` (from 0) of several: it moves the bar, and stops when the worker is."""
        last = 0.0

        def watch(done: float) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise Stopped
            now = monotonic()
            if now - last > _STEP or not done:
                last = now
                self.app.call_from_thread(self.show_progress, words, (nr + done) / of)

        return watch

    def show_progress(self, words: str, done: float) -> None:
        """How far the work is (0 to 1)."""
        if self not in self.app.screen_stack:
            return  # left meanwhile
        self.query_one(ProgressBar).update(progress=100 * done)
        self.query_one("#name", Static).update(words)

    def show_problem(self, words: str) -> None:
        """Show what is wrong; nothing takes it away."""
        line = self.query_one("#problem", Static)
        line.update(words)
        line.display = bool(words)
