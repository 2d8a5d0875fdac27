"""The first thing a person sees: the project opening, or what to open. Imports nothing of the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from cmo_coder.messages import N_, _
from cmo_coder.settings import Recent, recent_projects, with_password, without_password
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp


class StartScreen(Screen[None]):
    """Opens a project, makes one, or opens the example study."""

    ID = "start"
    TITLE_TEXT = N_("Welcome")
    HELP = N_("Choose a study to open, make a new one, or look around in the example study.")

    DEFAULT_CSS = """
    StartScreen { align: center middle; }
    StartScreen > Vertical { width: 72; max-width: 96%; height: auto; max-height: 90%; }
    StartScreen #name { text-style: bold; color: $primary; }
    StartScreen #what { color: $foreground 70%; margin-bottom: 1; }
    StartScreen #state { color: $primary; }
    StartScreen #state.problem { color: $error; margin-bottom: 1; }
    StartScreen OptionList { height: auto; max-height: 16; background: $background; padding: 0; }
    StartScreen OptionList, StartScreen OptionList:focus { border: none; }
    StartScreen OptionList > .option-list--option { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands(
            Command("start.new", N_("New study"), N_("Make a new study, step by step"), footer=True),
            Command("start.open", N_("Open a file"), N_("Open a project by its file name"), footer=True),
            Command("start.server", N_("Database server"), N_("Open a study on a database server by its address")),
            Command(
                "start.tour", N_("Guided first run"), N_("Go through a first complete CMO step by step"), footer=True
            ),
            Command("start.demo", N_("Example study"), N_("Open your copy of the example study"), footer=True),
        ),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
    ]

    def __init__(self, opening: str | None = None) -> None:
        super().__init__()
        self._opening = opening
        self._recent: tuple[Recent, ...] = ()

    @property
    def cmo(self) -> CmoApp:
        """The app, with its own type."""
        from cmo_coder.tui.app import CmoApp

        assert isinstance(self.app, CmoApp)
        return self.app

    def compose(self) -> ComposeResult:
        """The name, what it is, and the choices."""
        with Vertical():
            yield Static("cmo-coder", id="name")
            yield Static(
                _("From interview transcripts to traceable effective elements. Everything stays on this machine."),
                id="what",
            )
            yield Static(id="state", markup=False)
            yield OptionList(id="choices", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Say what is being opened, or offer the choices."""
        choices = self.query_one(OptionList)
        if self._opening is not None:
            self.query_one("#state", Static).update(_("Opening {name} …").format(name=shown_place(self._opening)))
            choices.display = False
        else:
            self.opened_nothing()
        from cmo_coder.tui.commands import commands_of

        footer = [(command, "") for command in commands_of("start")]
        footer += [(command, "") for command in commands_of("app") if command.id in ("app.help", "app.quit")]
        self.query_one(KeyFooter).show(footer)

    def under_way(self, what: str) -> None:
        """Say what is being made ready until it is there; there is nothing to choose meanwhile."""
        self._say(what)
        self.query_one(OptionList).display = False

    def _say(self, what: str) -> None:
        state = self.query_one("#state", Static)
        state.remove_class("problem")
        state.update(what)

    def opened_nothing(self, why: str = "") -> None:
        """Offer the choices; `why` nothing was opened stands above them until something else is done."""
        state = self.query_one("#state", Static)
        state.set_class(bool(why), "problem")
        state.update(why)
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.display = True
        self._recent = recent_projects()
        for nr, one in enumerate(self._recent):
            choices.add_option(Option(_recent_line(one.project), id=f"recent-{nr}"))
        if self._recent:
            choices.add_option(None)
        choices.add_option(Option(_("New study (n)"), id="new"))
        choices.add_option(Option(_("Open a file (o)"), id="open"))
        choices.add_option(Option(_("Open a study on a database server (s)"), id="server"))
        choices.add_option(Option(_("Guided first run: a first CMO in ten minutes (r)"), id="tour"))
        choices.add_option(Option(_("Look around in the example study (d)"), id="demo"))
        choices.highlighted = 0
        choices.focus()

    def ask_password(self, place: str) -> None:
        """Ask for the password of a database, which is kept nowhere, and try again with it."""
        from cmo_coder.tui.screens.dialogs import AskText

        def given(password: str | None) -> None:
            if password:
                self._open(with_password(place, password))

        question = _("Password for {address} (it is not kept)").format(address=shown_place(place))
        self.app.push_screen(AskText(question, keys=_("enter open · esc leave"), needed=True, hidden=True), given)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        choice = event.option.id or ""
        if choice.startswith("recent-"):
            self._open(self._recent[int(choice.removeprefix("recent-"))].project)
        elif choice:
            self.action_command(f"start.{choice}")

    def _open(self, place: str) -> None:
        self._say(_("Opening {name} …").format(name=shown_place(place)))
        self.cmo.open_project(place)

    def action_move(self, step: int) -> None:
        """Down or up in the choices."""
        choices = self.query_one(OptionList)
        if step > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    def help_text(self) -> str:
        """The help of this screen."""
        return _(self.HELP)

    def why_not(self, command_id: str) -> str:
        """Everything here can always be done."""
        del command_id
        return ""

    def action_command(self, command_id: str) -> None:
        """Do a command of this screen or of the app."""
        if command_id.startswith("app."):
            self.cmo.action_command(command_id)
            return
        with self.cmo.errors_shown():
            getattr(self, "do_" + command_id.partition(".")[2])()

    def do_new(self) -> None:
        """Make a new study."""
        from cmo_coder.tui.screens.new_study import new_study

        new_study(self.cmo)

    def do_open(self) -> None:
        """Open a project by its file name."""
        from cmo_coder.tui.screens.pick_files import PickFiles

        def chosen(paths: tuple[Path, ...] | None) -> None:
            for path in paths or ():
                self._open(str(path))

        recent = [Path(one.project).parent for one in self._recent if "://" not in one.project]
        folder = next((path for path in recent if path.is_dir()), Path.cwd())
        self.app.push_screen(PickFiles(_("Which project?"), folder, (".cmo",), several=False), chosen)

    def do_server(self) -> None:
        """Open a study on a database server by its address."""
        from cmo_coder.tui.screens.dialogs import AskText

        def given(address: str | None) -> None:
            if address and address.strip():
                self._open(address.strip())

        question = _("Address of the database: postgresql://name@host/database")
        self.app.push_screen(AskText(question, keys=_("enter open · esc leave"), needed=True, passing=True), given)

    def do_tour(self) -> None:
        """Start or resume the guided first run."""
        self.cmo.action_command("app.tour")

    def do_demo(self) -> None:
        """Open the user's copy of the example study."""
        from cmo_coder.tui.screens.demo import open_demo

        open_demo(self.cmo)


def _recent_line(project: str) -> Content:
    """The name of a project and where it stands."""
    if "://" in project:
        return Content(shown_place(project))
    path = Path(project)
    return Content.assemble((path.stem, "bold"), "  ", (str(path.parent), "dim"))


def shown_place(place: str) -> str:
    """The name of a project file, or the address of a database without its password."""
    return without_password(place) if "://" in place else Path(place).name


def wants_password(place: str, message: str) -> bool:
    """Whether a database was not opened because its server asks for a password (other than the one that it got)."""
    # The words of the server's library, in English or in the user's language.
    words = ("password", "wachtwoord")
    return "://" in place and "@" in place and any(word in message.casefold() for word in words)
