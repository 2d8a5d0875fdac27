"""Moving between the screens of a study, and telling what was done or went wrong: what every screen asks of the app.

At module scope only Textual and the shell are imported; the screens come when they are shown.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.command import CommandPalette
from textual.notifications import Notification
from textual.widgets._toast import Toast, ToastHolder, ToastRack

from cmo_coder.model.errors import UserError
from cmo_coder.tui.study_screens import SCREENS_OF_STUDY
from cmo_coder.tui.type_ahead import TypeAheadApp

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from cmo_coder.tui.screens.base import StudyScreen


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
        """Textual's own, for which it has no public name: what is longer than a line stands where it covers nothing."""
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
