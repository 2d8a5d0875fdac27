"""Opening a study behind the first frame, reading ahead in it, and leaving it.

At module scope only Textual and the shell are imported; the store and the screens come after the first frame.
"""

from __future__ import annotations

import gc
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError
from cmo_coder.settings import gone_projects
from cmo_coder.tui.app_screens import AheadApp
from cmo_coder.tui.screens.start import StartScreen, wants_password
from cmo_coder.tui.study_screens import SCREENS_OF_STUDY

if TYPE_CHECKING:
    from cmo_coder.store.watch import Watch
    from cmo_coder.tui.collecting import Collecting
    from cmo_coder.tui.session import Session
    from cmo_coder.tui.suggesting import Suggesting

BEFORE_AHEAD = 0.2
"""Seconds that a study has been open before the reading screen is made: the first keys go first."""

BEFORE_ANALYSIS = 0.5
"""The same for reading a large study as a whole, which the screens of the analysis show."""

LOOK_EVERY = 3.0
"""Seconds between two looks at whether another program has changed the study."""
TYPING = 1.0
"""Seconds after a key in which somebody counts as typing."""

OPENING = ("open", "new", "demo", "practice", "restore")
"""Groups of workers at whose end a study is open: what is asked for meanwhile comes then."""


class OpeningApp(AheadApp):
    """Has one study open, or none."""

    def __init__(self, place: str | None = None) -> None:
        super().__init__()
        self._suggesting: Suggesting | None = None
        self._place = place
        """What is opened when the first frame is out; nothing after that."""
        self._watch: Watch | None = None
        self._collecting: Collecting | None = None

    def study_changed(self) -> None:
        """After every change."""
        raise NotImplementedError  # the app shows it

    def do_goto(self) -> None:
        """Ask for the letter of a screen."""
        raise NotImplementedError

    def get_default_screen(self) -> Screen[Any]:
        """The first screen is the one that is seen first: none is made that nobody looks at."""
        return StartScreen(opening=self._place)

    def on_mount(self) -> None:
        """Open the project behind the first frame."""
        self.set_interval(LOOK_EVERY, self.look_for_news, name="news")
        self.call_after_refresh(self._shown)

    def _shown(self) -> None:
        """The first frame is out: garbage is looked for again, and the project is opened."""
        gc.freeze()
        gc.enable()
        place, self._place = self._place, None
        if place is not None:
            self.open_project(place)
        self._forget_orphans()
        from cmo_coder.tui.collecting import Collecting
        from cmo_coder.tui.terminal_gone import end_with_terminal

        if not self.is_headless:
            end_with_terminal()
        self._collecting = collecting = Collecting()
        self.set_interval(LOOK_EVERY, lambda: collecting.when_idle(self.last_key, self._let_go), name="collecting")

    def _let_go(self) -> None:
        """Nobody types: forget what is quickly read again."""
        if self.session is not None:
            with suppress(UserError):  # another program is writing: the next time
                self.session.project.give_back()

    def _forget_orphans(self) -> None:
        """Whose project was deleted by hand, of that nothing derived from its texts stays."""
        if not gone_projects():
            return
        from cmo_coder.tui.background import behind, quietly

        def work() -> None:
            from cmo_coder.store.cache_folder import forget_orphans

            forget_orphans()

        # Where it fails, the next start tries again.
        behind(self, work, N_("What was derived from a deleted project was not deleted"), quietly, group="orphans")

    def _forget_learned(self) -> None:
        if self._suggesting is not None:
            self._suggesting.leave()
            self._suggesting = None

    # Opening and leaving a project

    def open_project(self, place: str, then: str = "overview") -> None:
        """Open a project behind the first frame, and show a screen of it; an error is shown on the start screen."""
        from cmo_coder.tui.background import behind

        def opening() -> None:
            from cmo_coder.store.errors import Damaged
            from cmo_coder.tui.session import open_session

            try:
                session = open_session(place)
            except Damaged as error:
                self.call_from_thread(self._damaged, place, str(error))
                return
            # The first screen is imported here too, and what it shows first is looked up: that must not hold up the
            # keys.
            first = self.screen_class(then)
            with suppress(UserError):  # the screen will say so
                first.ahead(session)
            self.call_from_thread(self.use_session, session, then)

        behind(self, opening, N_("The study was not opened"), partial(self._could_not_open, place), group="open")

    def _damaged(self, place: str, message: str) -> None:
        from cmo_coder.tui.screens.backups import offer_backups

        self.opened_nothing()
        offer_backups(self, Path(place), message)

    def _could_not_open(self, place: str, message: str) -> None:
        self.opened_nothing(message)
        if isinstance(self.screen, StartScreen) and wants_password(place, message):
            self.screen.ask_password(place)

    def is_being_opened(self) -> bool:
        """Whether a study is about to be there."""
        about_to = self._place is not None
        return about_to or any(one.group in OPENING and not one.is_finished for one in self.workers)

    def under_way(self, what: str) -> None:
        """Say what is being made ready: on the start screen until it is there, elsewhere in passing."""
        start = self._start_screen()
        if start is not None:
            start.under_way(what)
        else:
            self.tell(what)

    def _start_screen(self) -> StartScreen | None:
        """The start screen where no study is open, also beneath the dialog that is about to go."""
        first = self.screen_stack[0]
        return first if self.session is None and isinstance(first, StartScreen) else None

    def opened_nothing(self, message: str = "") -> None:
        """Nothing is open, or what was to be opened did not come: the start screen offers its choices, and it is said
        why.
        """
        self._wanted = ""
        self.drop_keys()
        start = self._start_screen()
        if start is not None:
            start.opened_nothing(message)
        elif message:
            self.warn(message)

    def use_session(self, session: Session, then: str = "overview") -> None:
        """Work in an open project."""
        from cmo_coder.tui.screens.goto import GotoScreen

        asked_where = isinstance(self.screen, GotoScreen)
        self.leave_project()
        self.session = session
        session.project.on_change(self.study_changed)
        self._watch = session.project.watch()
        self.show(then)
        if asked_where:
            self.do_goto()  # the letter that is about to be typed is for it
        if then != "read":
            self.set_timer(BEFORE_AHEAD, partial(self.prepare_reading, session), name="ahead")
        self.set_timer(BEFORE_ANALYSIS, partial(self.prepare_analysis, session), name="analysis")
        from cmo_coder.store.place import warning_for

        path = session.project.path
        warning = warning_for(path) if path is not None else None
        if warning:
            self.warn(warning)
        if session.project.may_only_be_read:
            self.warn(_("This project may only be read here: nothing that you do in it can be kept."))
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.call_after_refresh(self._do_wanted, wanted)

    def _do_wanted(self, command_id: str) -> None:
        """Do what was asked for while the study was being opened; what was typed after it comes next."""
        self.action_command(command_id)
        self.screen.call_after_refresh(self.give_keys)

    def leave_project(self) -> None:
        """Close the open project; its screens go."""
        if self.session is None:
            return
        self._forget_learned()
        self.session.close()
        if self._collecting is not None:
            self._collecting.let_go()
        self.session, self._watch = None, None
        self._trail.clear()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.opened_nothing()
        for name in SCREENS_OF_STUDY:
            if self.is_screen_installed(name):
                self.uninstall_screen(name)

    def on_unmount(self) -> None:
        """Remember where we were."""
        if self._collecting is not None:
            self._collecting.stop()
        self._forget_learned()
        if self.session is not None:
            self.session.close()

    def look_for_news(self) -> None:
        """Show what another program changed: on a screen of the study, not in a dialog, and not while somebody types.

        What cannot be shown now is looked for again; a dialog that closes has the screen beneath look by itself.
        """
        from cmo_coder.tui.screens.base import StudyScreen

        if self.session is None or self._watch is None or not self.screen_stack:
            return  # nothing is open, or the program is about to end
        if not isinstance(self.screen, StudyScreen) or not self.screen.is_mounted:
            return  # a screen that is still being made shows the study as it is when it is there
        if time.monotonic() - self.last_key < TYPING or self.is_reading_ahead():
            return
        try:
            if not self._watch.news():
                return
            self.session.reload()
            self.show_news(self.session)
        except UserError:
            return  # busy or gone: whoever acts next is told what is wrong
