"""What every screen of a study has: a title line, a body, a footer with the keys that matter now, commands and help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from cmo_coder.messages import _
from cmo_coder.tui.commands import REGISTRY, Command, commands_of
from cmo_coder.tui.compositor import SparingCompositor
from cmo_coder.tui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp
    from cmo_coder.tui.session import Session
    from cmo_coder.tui.widgets.line_list import Line

LONGEST_NAME = 32
"""Characters of the study's name in the title line."""


class StudyScreen(Screen[None]):
    """A screen that shows a part of the open study.

    A subclass sets ID, TITLE and HELP (message ids), declares `BINDINGS = commands(...)`, composes its body in
    `compose_body`, and fills it in `refresh_data`, which is called on showing and after every change, undo and redo.
    """

    ID: ClassVar[str] = ""
    TITLE_TEXT: ClassVar[str] = ""
    HELP: ClassVar[str] = ""
    FILTERED: ClassVar[bool] = False
    """Whether the filter on claims holds here."""

    DEFAULT_CSS = """
    StudyScreen { layout: vertical; }
    StudyScreen > #title {
        height: 1; background: $panel; color: $foreground; padding: 0 1; text-style: bold;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    StudyScreen > #tour { height: auto; background: $accent 30%; color: $foreground; padding: 0 1; display: none; }
    StudyScreen > #body { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._compositor = SparingCompositor()
        self._just_filled = False
        self._filled_for = 0

    @property
    def cmo(self) -> CmoApp:
        """The app, with its own type."""
        from cmo_coder.tui.app import CmoApp

        assert isinstance(self.app, CmoApp)
        return self.app

    @property
    def session(self) -> Session:
        """The open study."""
        session = self.cmo.session
        assert session is not None
        return session

    def compose(self) -> ComposeResult:
        """Title, body, footer."""
        yield Static(id="title", markup=False)
        yield Static(id="tour", markup=False)
        with Vertical(id="body"):
            yield from self.compose_body()
        yield KeyFooter()

    @classmethod
    def ahead(cls, session: Session) -> None:
        """Work out what this screen asks first, where that takes long. In a worker, before the screen is there."""

    def compose_body(self) -> ComposeResult:
        """The widgets of this screen."""
        yield from ()

    def refresh_data(self) -> None:
        """Show the study as it is now."""

    def context_text(self) -> str:
        """What this screen is about now, for the title line (a document, a configuration)."""
        return ""

    def why_not(self, command_id: str) -> str:
        """Why a command cannot be done now, in the user's language; empty where it can."""
        del command_id
        return ""

    def help_text(self) -> str:
        """The help of this screen, in the user's language."""
        return _(self.HELP)

    def step_back(self) -> bool:
        """Go one level back within the screen, and say whether there was one; escape asks."""
        return False

    def meant(self, lines: Iterable[Line]) -> list[Line]:
        """Lines without those that the filter on claims leaves out."""
        if not self.session.claim_filter:
            return list(lines)
        from cmo_coder.tui.analysis import current_snapshot
        from cmo_coder.tui.claim_filter import meant

        return meant(current_snapshot(self.session.project), self.session.claim_filter, list(lines))

    def filter_text(self) -> str:
        """The filter on claims in words, where there is one and it holds here."""
        if not self.FILTERED or not self.session.claim_filter:
            return ""
        from cmo_coder.tui.analysis import current_snapshot

        words = self.session.claim_filter.text(current_snapshot(self.session.project))
        return _("only claims with {filter} (ctrl+f)").format(filter=words)

    def on_mount(self) -> None:
        """Fill the screen."""
        self._just_filled = True
        self.show_all()
        self.call_after_refresh(self._filled)

    def _filled(self) -> None:
        self._just_filled = False

    def on_screen_resume(self) -> None:
        """Another screen may have changed the study; not where this one is shown for the first time just now."""
        if self.is_mounted and not self._just_filled:
            with self.cmo.errors_shown():  # what this screen was about may be gone
                self.show_all()
            self.call_after_refresh(self.cmo.grant_wish)

    @property
    def columns(self) -> int:
        """The width of the screen in cells, also before it was laid out for the first time."""
        return self.size.width or self.app.size.width

    def show_in_width(self) -> None:
        """Fill the screen again where it has another width than it was filled for: for screens that count columns."""
        if self.is_mounted and self.cmo.session is not None and self.columns != self._filled_for:
            self.show_all()

    def show_all(self) -> None:
        """Title, data and footer as they are now."""
        if not self.cmo.is_running or self.cmo.session is None:
            return  # the program or the study is being left: the parts of the screen are going already
        if not any(one.id == "body" and one.children for one in self.children):
            return  # the study was left before this screen was there
        self._filled_for = self.columns
        self.refresh_data()
        self.refresh_title()
        self.refresh_tour()
        self.refresh_footer()

    def refresh_tour(self) -> None:
        """Show the step of the guided first run, while it is on."""
        strip = self.query_one("#tour", Static)
        strip.display = False
        if self.cmo.touring:
            from cmo_coder.tui.tour import on_tour

            strip.display = on_tour(self.cmo)
            if strip.display:
                strip.update(self.cmo.tour_text(self.ID))

    def refresh_title(self) -> None:
        """Write the title line: screen · what it is about · study · coder."""
        if self.cmo.session is None:
            return  # as in `show_all`: some screens do the title alone
        coder, name = self.session.coder, self.session.study.name
        short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
        who = coder.name if coder else _("no coder chosen (F9)")
        parts = [_(self.TITLE_TEXT), self.filter_text(), self.context_text(), short, who]
        words = " · ".join(part for part in parts if part)
        title = self.query_one("#title", Static)
        if title.content != words:  # the same words again would lay out the whole screen
            title.update(words)

    def refresh_footer(self) -> None:
        """Show the keys that matter now."""
        if self.cmo.session is None:
            return  # the study was closed while this screen still had something to hear
        for footer in self.query(KeyFooter):
            footer.show(self.footer_commands())

    def footer_commands(self) -> list[tuple[Command, str]]:
        """The commands for the footer with the reason why one cannot be done (empty: it can)."""
        own = [(command, self.why_not(command.id)) for command in commands_of(self.ID) if command.footer]
        shared = [(command, "") for command in commands_of("app") if command.footer]
        return own + shared

    def action_command(self, command_id: str) -> None:
        """Do a command of this screen, or say why not."""
        self.run_command(command_id)

    def run_command(self, command_id: str) -> None:
        """Do a command by id: of this screen or of the app. A user error becomes a message, nothing more."""
        command = REGISTRY[command_id]
        of_app = command.where == "app"
        reason = self.cmo.why_not(command_id) if of_app else self.why_not(command_id)
        if reason:
            self.cmo.warn(reason)
            return
        with self.cmo.errors_shown():
            if of_app:
                self.cmo.do(command)
            else:
                getattr(self, command.method)()
        if self.is_current:
            # What the command did is seen first.
            self.call_after_refresh(self.refresh_footer)
