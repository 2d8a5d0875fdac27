"""Long work of a screen behind a bar: how far it is, a few times per second, until it is done or stopped."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import ProgressBar, Static
from textual.worker import Worker

from cmo_coder.ingest.source import Stopped, Watch

_STEP = 0.1
"""Seconds between two moves of the bar."""


class WithBar(ModalScreen[ScreenResultType]):
    """A screen with `#reading` (the bar) in the place of `#desk` (everything else) while something long goes on."""

    DEFAULT_CSS = """
    WithBar { background: $background; }
    WithBar #head { height: 1; background: $panel; padding: 0 1; text-style: bold; }
    WithBar #foot { dock: bottom; height: 1; background: $panel; padding: 0 1; }
    WithBar #problem { height: auto; color: $error; padding: 0 1; }
    WithBar #reading { padding: 2 3; height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1,question_mark", "help", show=False, id="app.help")]

    def action_help(self) -> None:
        """What is decided here, and the keys."""
        from cmo_coder.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self))

    def help_text(self) -> str:
        """What this screen is for."""
        raise NotImplementedError  # each screen has its own words

    def help_lines(self) -> Sequence[str]:
        """What else there is to know."""
        return ()

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys and what each of them does, in the user's language."""
        raise NotImplementedError  # each screen has its own

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
