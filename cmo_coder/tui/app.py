"""The app: it opens a study, shows its screens, and holds the commands that work everywhere.

At module scope only Textual and the shell are imported; the store and the screens come after the first frame.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from cmo_coder.messages import _, set_language
from cmo_coder.settings import Settings, load_settings, recent_projects
from cmo_coder.tui.app_commands import APP_COMMANDS
from cmo_coder.tui.app_opening import OpeningApp
from cmo_coder.tui.commands import REGISTRY, Command
from cmo_coder.tui.session import change_settings
from cmo_coder.tui.study_screens import SCREENS_OF_STUDY
from cmo_coder.tui.themes import ANSI_DARK, NAMES, THEMES

if TYPE_CHECKING:
    from textual.command import Provider

    from cmo_coder.tui.suggesting import Suggesting


def commands_found_by_name() -> type[Provider]:
    """What the palette offers, imported when it is first shown."""
    from cmo_coder.tui.palette import StudyCommands

    return StudyCommands


class CmoApp(OpeningApp):
    """cmo-coder in the terminal."""

    TITLE = "cmo-coder"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar = {commands_found_by_name}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = APP_COMMANDS

    def __init__(self, place: str | None = None, *, settings: Settings | None = None) -> None:
        super().__init__(place)
        self.settings = settings or load_settings()
        if self.settings.language:
            set_language(self.settings.language)
        self.touring = False
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

    @property
    def own_keys(self) -> dict[str, str]:
        """The keys that the user chose, by command id."""
        return dict(self.settings.keys)

    def study_changed(self) -> None:
        """After every change: the screen on top shows it (the others when they are shown again)."""
        session = self.session
        if session is None:
            return
        session.reload()
        if self.touring:
            self.call_later(self._refresh_tour)

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
        # The tour opens a study too, and comes after the one that is on its way.
        waits = reason or command_id == "app.tour"
        if waits and self.session is None and self.is_being_opened():
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
