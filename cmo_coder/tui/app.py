"""The app: it opens a study, shows its screens, and holds the commands that work everywhere.

At module scope only Textual and the shell are imported; the store and the screens come after the first frame.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import BindingType
from textual.screen import Screen

from cmo_coder.messages import _, set_language
from cmo_coder.model.errors import UserError
from cmo_coder.settings import Settings, load_settings, recent_projects
from cmo_coder.tui.app_commands import APP_COMMANDS
from cmo_coder.tui.app_screens import AheadApp
from cmo_coder.tui.commands import REGISTRY, Command
from cmo_coder.tui.palette import StudyCommands
from cmo_coder.tui.screens.start import StartScreen, wants_password
from cmo_coder.tui.session import change_settings
from cmo_coder.tui.study_screens import SCREENS_OF_STUDY
from cmo_coder.tui.themes import ANSI_DARK, NAMES, THEMES

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

OPENING = ("open", "new", "demo", "practice")
"""Groups of workers at whose end a study is open: what is asked for meanwhile comes then."""


class CmoApp(AheadApp):
    """cmo-coder in the terminal."""

    TITLE = "cmo-coder"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar = {StudyCommands}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = APP_COMMANDS

    def __init__(self, place: str | None = None, *, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or load_settings()
        if self.settings.language:
            set_language(self.settings.language)
        self._suggesting: Suggesting | None = None
        self.touring = False
        self._place = place
        """What is opened when the first frame is out; nothing after that."""
        self._watch: Watch | None = None
        self._collecting: Collecting | None = None
        for theme in (*THEMES, ANSI_DARK):
            self.register_theme(theme)
        self.theme = self.settings.theme if self.settings.theme in NAMES else THEMES[0].name
        self.set_keymap(self.own_keys)

    @property
    def suggesting(self) -> Suggesting:
        """What was learned of the open study, for the screens that suggest."""
        from cmo_coder.tui.suggesting import Suggesting

        assert self.session is not None
        if self._suggesting is None:
            self._suggesting = Suggesting(self, self.session)
        return self._suggesting

    def _forget_learned(self) -> None:
        if self._suggesting is not None:
            self._suggesting.leave()
            self._suggesting = None

    @property
    def own_keys(self) -> dict[str, str]:
        """The keys that the user chose, by command id."""
        return dict(self.settings.keys)

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
        from cmo_coder.tui.collecting import Collecting

        self._collecting = collecting = Collecting()
        self.set_interval(LOOK_EVERY, lambda: collecting.when_idle(self.last_key), name="collecting")

    # Opening and leaving a project

    @work(thread=True, exclusive=True, group="open")
    def open_project(self, place: str, then: str = "overview") -> None:
        """Open a project behind the first frame, and show a screen of it; an error is shown on the start screen."""
        from cmo_coder.tui.session import open_session

        try:
            session = open_session(place)
        except UserError as error:
            self.call_from_thread(self._could_not_open, str(error), place)
            return
        # The first screen is imported here too, and what it shows first is looked up: that must not hold up the keys.
        first = self.screen_class(then)
        with suppress(UserError):  # the screen will say so
            first.ahead(session)
        self.call_from_thread(self.use_session, session, then)

    def _could_not_open(self, message: str, place: str) -> None:
        self.opened_nothing(message)
        if isinstance(self.screen, StartScreen) and wants_password(place, message):
            self.screen.ask_password(place)

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
            start.opened_nothing()
        if message:
            self.warn(message)

    def use_session(self, session: Session, then: str = "overview") -> None:
        """Work in an open project."""
        self.leave_project()
        self.session = session
        session.project.on_change(self._changed)
        self._watch = session.project.watch()
        self.show(then)
        if then != "read":
            self.set_timer(BEFORE_AHEAD, partial(self.prepare_reading, session), name="ahead")
        self.set_timer(BEFORE_ANALYSIS, partial(self.prepare_analysis, session), name="analysis")
        from cmo_coder.store.place import warning_for

        path = session.project.path
        warning = warning_for(path) if path is not None else None
        if warning:
            self.warn(warning)
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

    def _changed(self) -> None:
        """After every change: the screen on top shows it (the others when they are shown again)."""
        session = self.session
        if session is None:
            return
        session.reload()
        if self.touring:
            self.call_later(self._refresh_tour)

    def look_for_news(self) -> None:
        """Show what another program changed: on a screen of the study, not in a dialog, and not while somebody types.

        What cannot be shown now is looked for again; a dialog that closes has the screen beneath look by itself.
        """
        from cmo_coder.tui.screens.base import StudyScreen

        if self.session is None or self._watch is None or not self.screen_stack:
            return  # nothing is open, or the program is about to end
        if not isinstance(self.screen, StudyScreen) or not self.screen.is_mounted:
            return  # a screen that is still being made shows the study as it is when it is there
        if time.monotonic() - self.last_key < TYPING:
            return
        try:
            if not self._watch.news():
                return
            self.session.reload()
            self.screen.show_all()
        except UserError:
            return  # busy or gone: whoever acts next is told what is wrong

    def _refresh_tour(self) -> None:
        from cmo_coder.tui.screens.base import StudyScreen

        for screen in self.screen_stack:
            if isinstance(screen, StudyScreen):
                screen.refresh_tour()

    def tour_text(self, shown: str) -> str:
        """The step of the guided first run that comes now, as one screen shows it; what was done is passed over."""
        from cmo_coder.tui.tour import advance, tour_text

        assert self.session is not None
        step = advance(self.settings.tour_step, self.session.project)
        if step != self.settings.tour_step:
            self.settings = change_settings(tour_step=step)
        return tour_text(step, shown)

    # Commands

    def action_command(self, command_id: str) -> None:
        """Do a command that works everywhere, or say why not."""
        command = REGISTRY[command_id]
        reason = self.why_not(command_id)
        if reason and self.session is None and self._is_being_opened():
            self._wanted = command_id
            self.keep_keys()
            self.tell(_("The study is still being opened; then comes: {what}").format(what=_(command.title)))
            return
        if reason:
            self.warn(reason)
            return
        with self.errors_shown():
            self.do(command)

    def do(self, command: Command) -> None:
        """Do a command of the app: it shows the screen of its name, or has a method of its own."""
        name = command.id.removeprefix("app.")
        if name not in SCREENS_OF_STUDY:
            getattr(self, command.method)()
        elif not self.waits_for(command, name):
            self.show(name)

    def _is_being_opened(self) -> bool:
        about_to = self._place is not None
        return about_to or any(one.group in OPENING and not one.is_finished for one in self.workers)

    def why_not(self, command_id: str) -> str:
        """Why a command cannot be done now; empty where it can."""
        without_study = {"app.help", "app.palette", "app.quit", "app.back", "app.tour", "app.goto"}
        if self.session is None and command_id not in without_study:
            return _("Open a study first.")
        return ""

    def do_goto(self) -> None:
        """Choose a screen by letter."""
        from cmo_coder.tui.screens.goto import GotoScreen

        def chosen(command_id: str | None) -> None:
            if command_id == "top":
                top: Callable[[], None] | None = getattr(self.screen, "go_to_top", None)
                if top is not None:
                    top()
            elif command_id is not None:
                self.action_command(command_id)

        self.push_screen(GotoScreen(), chosen)

    def do_undo(self) -> None:
        """Take back the last change and say which; another coder's change is asked about first."""
        from cmo_coder.tui.undo import undo

        undo(self)

    def do_redo(self) -> None:
        """Bring back what was undone last."""
        assert self.session is not None
        entry = self.session.project.redo()
        self.tell(_("Done again: {what}").format(what=entry.text()) if entry else _("There is nothing to redo."))
        self.refresh_screen()

    def do_claims(self) -> None:
        """The filter on claims."""
        from cmo_coder.tui.claim_filter import ask_filter

        ask_filter(self)

    def do_continue(self) -> None:
        """Open the last document at the last place."""
        self.show("read")

    def do_open(self) -> None:
        """Close this study and choose another."""
        self.leave_project()

    def do_tour(self) -> None:
        """Start or resume the guided first run."""
        from cmo_coder.tui.tour import start_tour

        start_tour(self)

    def do_quit(self) -> None:
        """Leave the program."""
        self.exit()


def run(place: str | None = None) -> None:
    """Open the screens: on a project, on the last one, or on the start screen."""
    if place is None:
        found = recent_projects()
        place = found[0].project if found else None
    CmoApp(place).run()
