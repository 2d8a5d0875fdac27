"""What is made ready before it is asked for: the reading screen, a large study read as a whole, its coders compared.

At module scope only Textual and the shell are imported; the screens come when they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError
from cmo_coder.tui.app_screens import ScreensApp
from cmo_coder.tui.study_screens import OF_ANALYSIS, OF_COMPARING, SCREENS_OF_STUDY

if TYPE_CHECKING:
    from cmo_coder.store.project import Project
    from cmo_coder.tui.commands import Command
    from cmo_coder.tui.session import Session


ROUNDS = 3
"""How often a study is read at most for what waits for it, where it is changed each time meanwhile."""


class AheadApp(ScreensApp):
    """Makes the reading screen before it is asked for; reads a large study as a whole, and compares its coders."""

    def __init__(self) -> None:
        super().__init__()
        self.session: Session | None = None
        self._wanted = ""
        """A command that was asked for while the study was still being opened or read."""
        self._wished_on = ""
        """The screen on which it was asked for."""
        self._wished_back = False
        """Whether it was asked for by going back."""
        self._stale = False
        """Whether the screen on top waits to show what others did until the study was read anew."""

    def prepare_reading(self, session: Session) -> None:
        """Make the reading screen while nobody waits for it: to open an interview is what comes next.

        It is imported in a worker and composed behind the screen on top, so that the key that opens an interview only
        has words to show.
        """
        from cmo_coder.tui.background import behind, quietly

        def making() -> None:
            self.screen_class("read")
            if not get_current_worker().is_cancelled:
                self.call_from_thread(self._mount_ahead, session)

        # Where it fails it is made when it is asked for, and who asks is told.
        what = N_("The reading screen was not made ready")
        behind(self, making, what, quietly, group="ahead")

    def _mount_ahead(self, session: Session) -> None:
        ready = self.session is session and self.is_running and bool(self.screen_stack)
        if ready and not self.is_screen_installed("read"):
            from cmo_coder.tui.widgets.reader_cache import freeze_garbage

            screen = self.study_screen("read")
            # What `push_screen` begins with; Textual has no public name for a screen that runs before it is shown.
            self._get_screen("read")
            screen.call_after_refresh(freeze_garbage)

    def prepare_analysis(self, session: Session) -> None:
        """Read a large study as a whole while nobody waits for it, compare its coders, and import the screens."""
        from cmo_coder.tui.background import behind

        work = partial(self._read_whole, session)
        behind(self, work, N_("The study was not read as a whole"), self._not_read, group="analysis")

    def _not_read(self, told: str) -> None:
        self._wanted = ""
        self.warn(told)

    def _read_whole(self, session: Session) -> None:
        """In the worker."""
        from cmo_coder.store.bulk_memory import collected_no_more
        from cmo_coder.tui.analysis import is_at_hand, read_ahead
        from cmo_coder.tui.comparing import compare_ahead, is_compared

        steps: tuple[tuple[Callable[[Project], bool], Callable[[Project], None], Collection[str]], ...] = (
            (is_at_hand, lambda project: read_ahead(project, self.size.width), OF_ANALYSIS),
            (is_compared, compare_ahead, SCREENS_OF_STUDY),
        )
        for _round in range(ROUNDS):
            for is_there, make, names in steps:
                with suppress(UserError):  # the study was closed meanwhile, or is busy: then it is read when needed
                    if is_there(session.project):
                        continue
                    with collected_no_more():
                        make(session.project)
                        for name in names:
                            self.screen_class(name)
                if get_current_worker().is_cancelled:
                    return
                self.call_from_thread(self._came, session)
            if not (self._wanted or self._stale) or get_current_worker().is_cancelled:
                return  # else it was changed meanwhile, and must be read anew for who works blind
            self.call_from_thread(self._came, session)

    def _came(self, session: Session) -> None:
        """Show what was asked for meanwhile and is ready."""
        if self.session is session:
            self._show_news(session)
            self.grant_wish()

    def show_news(self, session: Session) -> None:
        """Show on the screen on top what another program changed; where the study must be read anew, in a worker first.

        It goes along with changes but for a coder who works blind.
        """
        self._stale = True
        if not self._show_news(session):
            self.prepare_analysis(session)

    def _show_news(self, session: Session) -> bool:
        from cmo_coder.tui.screens.base import StudyScreen

        screen = self.screen
        if self._stale and isinstance(screen, StudyScreen) and screen.is_mounted:
            if not self._is_ready(screen.ID, session):
                return False
            with suppress(UserError):  # busy or gone: whoever acts next is told what is wrong
                screen.show_all()
        self._stale = False  # another screen shows everything when it is shown again
        return True

    def is_reading_ahead(self) -> bool:
        """Whether the study is being read as a whole now."""
        return any(one.group == "analysis" and not one.is_finished for one in self.workers)

    def go_back(self) -> None:
        """To the screen before this one; where the study must be read anew for it, it comes when that was done."""
        from cmo_coder.tui.commands import REGISTRY

        name = self._trail[-1] if self._trail else ""
        if name and self.waits_for(REGISTRY[f"app.{name}"], name):
            self._wished_back = True
        else:
            super().go_back()

    def grant_wish(self) -> None:
        """Show the screen that was asked for while the study was read, once it is ready and where the wish was made.

        A dialog goes first: the screen beneath it asks again when it is back. Who went elsewhere is not fetched back.
        """
        from cmo_coder.tui.screens.base import StudyScreen

        wanted, screen = self._wanted, self.screen
        if not wanted or self.session is None or not isinstance(screen, StudyScreen):
            return
        with self.errors_shown():
            if self._is_ready(wanted.removeprefix("app."), self.session):
                self._wanted = ""
                if self._wished_on != screen.ID:
                    return
                if self._wished_back:
                    self.go_back()
                else:
                    self.action_command(wanted)

    def action_command(self, command_id: str) -> None:
        """Do a command that works everywhere, or say why not."""
        raise NotImplementedError

    def _is_ready(self, name: str, session: Session) -> bool:
        """Whether a screen can be shown at once."""
        if name in OF_ANALYSIS:
            from cmo_coder.tui.analysis import is_at_hand

            return is_at_hand(session.project)
        if name in OF_COMPARING:
            from cmo_coder.tui.comparing import is_compared

            return is_compared(session.project)
        return True

    def waits_for(self, command: Command, name: str) -> bool:
        """Whether a screen must wait until the study was read as a whole; then it comes by itself, and that is said."""
        self._wanted, self._wished_back = "", False  # the last wish counts
        assert self.session is not None
        if self._is_ready(name, self.session):
            return False
        self._wanted, self._wished_on = command.id, getattr(self.screen, "ID", "")
        self.tell(_("The study is being read; then comes: {what}").format(what=_(command.title)))
        if not self.is_reading_ahead():
            self.prepare_analysis(self.session)
        return True
