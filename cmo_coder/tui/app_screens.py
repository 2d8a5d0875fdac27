"""Moving between the screens of a study, telling what was done or went wrong, and showing what was made ready or anew:
what every screen asks of the app.

At module scope only Textual and the shell are imported; the screens come when they are shown.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.command import CommandPalette
from textual.notifications import Notification
from textual.widgets._toast import Toast, ToastHolder, ToastRack
from textual.worker import get_current_worker

from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError
from cmo_coder.tui.study_screens import OF_ANALYSIS, OF_COMPARING, SCREENS_OF_STUDY
from cmo_coder.tui.type_ahead import TypeAheadApp

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from cmo_coder.tui.commands import Command
    from cmo_coder.tui.screens.base import StudyScreen
    from cmo_coder.tui.session import Session


MOST_TOLD = 2
"""How many messages of things done stand at once: over the title, and on the line below it."""
AROUND_MESSAGE = 3
"""Columns of a message that are not its words: the bar before it and the space on both sides."""


class ScreensApp(TypeAheadApp):
    """Shows the screens of a study, help and palette over them, and messages."""

    def __init__(self) -> None:
        super().__init__()
        self._trail: list[str] = []
        self._said = ""

    # Moving between screens

    def screen_class(self, name: str) -> type[StudyScreen]:
        """The class of a screen, imported when it is first asked for (also in a worker)."""
        module, _colon, cls = SCREENS_OF_STUDY[name].partition(":")
        found: type[StudyScreen] = getattr(importlib.import_module(module), cls)
        return found

    def study_screen(self, name: str) -> StudyScreen:
        """A screen of the study by name, made when it is first asked for and kept."""
        from cmo_coder.tui.screens.base import StudyScreen

        if not self.is_screen_installed(name):
            self.install_screen(self.screen_class(name)(), name)
        screen = self.get_screen(name)
        assert isinstance(screen, StudyScreen)
        return screen

    def show(self, name: str, *, trail: bool = True) -> StudyScreen:
        """Show a screen of the study; `escape` leads back. Gives the screen, so that it can be told what to show."""
        from cmo_coder.tui.screens.base import StudyScreen

        screen = self.study_screen(name)
        while len(self.screen_stack) > 1 and not isinstance(self.screen, StudyScreen):
            self.pop_screen()  # dialogs
        if screen is not self.screen:
            present = getattr(self.screen, "ID", "")
            if trail and present in SCREENS_OF_STUDY:
                self._trail.append(present)
            if len(self.screen_stack) > 1:
                self.switch_screen(name)
            else:
                self.push_screen(name)  # the start screen stays beneath
        return screen

    def do_back(self) -> None:
        """One level back: within the screen where it has one, else to the screen before it."""
        from cmo_coder.tui.screens.base import StudyScreen

        if isinstance(self.screen, StudyScreen) and self.screen.step_back():
            return
        self.go_back()

    def go_back(self) -> None:
        """To the screen before this one."""
        if self._trail:
            self.show(self._trail.pop(), trail=False)

    def forget_screens(self) -> None:
        """Have every screen of the study that is not shown made anew when it is asked for again."""
        for name in SCREENS_OF_STUDY:
            if self.is_screen_installed(name) and self.get_screen(name) not in self.screen_stack:
                self.uninstall_screen(name)

    def refresh_screen(self) -> None:
        """Have the screen on top show the study as it is now."""
        from cmo_coder.tui.screens.base import StudyScreen

        if isinstance(self.screen, StudyScreen):
            self.screen.show_all()

    # Telling

    @contextmanager
    def errors_shown(self) -> Iterator[None]:
        """Turn a user error into a message on the screen."""
        try:
            yield
        except UserError as error:
            self.warn(str(error))

    def warn(self, message: str) -> None:
        """Show what went wrong; it stays long enough to be read."""
        self._say(message, "warning", 8)

    def tell(self, message: str, *, seconds: float = 3) -> None:
        """Show what was done; `seconds` for what takes longer to read, as the name of a file."""
        self._say(message, "information", seconds)

    def _say(self, message: str, severity: SeverityLevel, seconds: float) -> None:
        if message == self._said:
            self.clear_notifications()  # the same again is said once: a key held down would cover the screen with it
        self._said = message
        self.notify(message, severity=severity, timeout=seconds, markup=False)

    def _refresh_notifications(self) -> None:
        """Textual's own, for which it has no public name: what is longer than a line stands where it covers nothing,
        and of many things done after each other (undo held down) the last ones are told.
        """
        told = [one for one in self._notifications if one.severity == "information"]
        for old in told[:-MOST_TOLD]:
            del self._notifications[old]
        racks = list(self.screen.query(ToastRack)) if self.screen_stack else []
        for toast in (one for rack in racks for one in rack.query(Toast)):
            if toast._notification not in self._notifications and isinstance(toast.parent, ToastHolder):
                toast.parent.remove()  # Textual leaves it there, empty, and the next message stands a line off
        super()._refresh_notifications()
        room = self.size.width - AROUND_MESSAGE
        is_long = any("\n" in one.message or cell_len(one.message) > room for one in self._notifications)
        for rack in racks:
            rack.set_class(is_long, "-long")

    def _unnotify(self, notification: Notification, refresh: bool = True) -> None:
        """Textual's own: the room that a message took is given back when it goes."""
        super()._unnotify(notification, True)

    # Over every screen

    def do_help(self) -> None:
        """Help of what has focus."""
        from cmo_coder.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    def action_command_palette(self) -> None:
        """Show the palette; Textual binds ctrl+p to this."""
        from cmo_coder.tui.palette import palette

        if not any(isinstance(one, CommandPalette) for one in self.screen_stack):
            self.push_screen(palette())

    def do_palette(self) -> None:
        """Find a command by name."""
        self.action_command_palette()


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

        def work() -> None:
            from cmo_coder.tui.reading_whole import read_whole  # which imports much

            read_whole(self, session)

        behind(self, work, N_("The study was not read as a whole"), self._not_read, group="analysis")

    def _not_read(self, told: str) -> None:
        self._wanted = ""
        self.warn(told)

    def came(self, session: Session) -> None:
        """Show what was asked for meanwhile and is ready."""
        if self.session is session and self.screen_stack:  # else the app is closing
            self._show_news(session)
            self.grant_wish()

    @property
    def is_waiting(self) -> bool:
        """Whether something waits until the study was read as a whole."""
        return bool(self._wanted) or self._stale

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
        command = REGISTRY.get(f"app.{name}")  # none for a screen that another one leads to, as that for editing
        if command is not None and self.waits_for(command, name):
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
