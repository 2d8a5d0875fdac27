"""The versions of a text: read an old one, see what differs, put one back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.messages.dates import moment
from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.store.documents import full_document
from cmo_coder.store.versions import edits_back_to, planned_edit, restore_version, turns_of, versions_of
from cmo_coder.text.comparing import Hunk, hunks
from cmo_coder.text.diff import diff
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import AskText
from cmo_coder.tui.screens.edit_acts import told
from cmo_coder.tui.screens.modal import Modal
from cmo_coder.tui.screens.moving_keys import moving_keys
from cmo_coder.tui.widgets.line_list import Line, LineList
from cmo_coder.tui.widgets.reader import Reader
from cmo_coder.tui.widgets.reader_value import ReaderTurn

MOST_HUNKS = 300
"""Changes that are shown one by one; what differs more is better read as a whole."""


class VersionsScreen(StudyScreen):
    """The versions of one document."""

    ID = "versions"
    TITLE_TEXT = N_("Versions")
    HELP = N_(
        "Every saved edit is a version of the text. Below the list stands what differs: between the version under the "
        "cursor and the one in force, or the one before it (d). [-words-] went, {+words+} came. enter reads a version, "
        "t puts it back: a new version with its words, and the codings go along."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("versions.read", N_("Read"), N_("Read the version under the cursor"), footer=True),
        Command("versions.against", N_("Against"), N_("Compare with the version before, or with the one in force"),
                footer=True),
        Command("versions.restore", N_("Put back"), N_("Put the version under the cursor back"), footer=True),
        Command("versions.edit", N_("Edit text"), N_("Edit the text in force"), footer=True),
    )  # fmt: skip
    DEFAULT_CSS = """
    VersionsScreen #versions { height: auto; max-height: 40%; border-bottom: solid $panel; }
    VersionsScreen #differences { height: 1fr; padding: 0 1; }
    VersionsScreen #empty { padding: 1 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._document_id = ""
        self._document: Document | None = None
        self._versions: tuple[TextVersion, ...] = ()
        self._against_previous = True

    def compose_body(self) -> ComposeResult:
        """The list, and what differs."""
        yield Static(id="empty", markup=False)
        yield LineList(id="versions")
        with VerticalScroll(id="differences"):
            yield Static(id="told", markup=False)

    def open_document(self, document_id: str) -> None:
        """Show the versions of a document."""
        self._document_id = document_id
        if self.is_mounted:
            self.show_all()

    def refresh_data(self) -> None:
        """Read the list again."""
        project = self.session.project
        with project.read() as reading:
            self._document = reading.find(Document, id=self._document_id)
        self._versions = versions_of(project, self._document_id)[::-1] if self._document is not None else ()
        lines = self.query_one(LineList)
        there = bool(self._versions)
        lines.display = self.query_one("#differences").display = there
        self.query_one("#empty").display = not there
        if not there:
            self.query_one("#empty", Static).update(_("Choose a document first: V in the list of documents."))
            return
        lines.show([self._line(one) for one in self._versions])
        if self.focused is None:
            lines.focus()
        self._tell()

    def _line(self, one: TextVersion) -> Line:
        force = _("in force")
        when = (moment(one.at) if one.at else "-").ljust(16)
        mark = force if one.in_force else " " * len(force)
        size = _("{n} characters").format(n=one.length)
        return Line(
            one.id,
            Content.assemble(
                (f"{one.nr:>3}  ", "bold"), f"{when}  ", (mark, "bold $success"), f"  {one.reason}  ", (size, "dim")
            ),
        )

    def context_text(self) -> str:
        """Whose versions."""
        return self._document.title if self._document is not None else ""

    @property
    def current(self) -> TextVersion | None:
        """The version under the cursor."""
        line = self.query_one(LineList).line
        return next((one for one in self._versions if line is not None and one.id == line.id), None)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._tell()
        self.refresh_footer()

    def _pair(self, one: TextVersion) -> tuple[TextVersion, TextVersion] | None:
        """The older and the newer of the two that are compared."""
        if self._against_previous:
            before = next((other for other in self._versions if other.nr < one.nr), None)
            return (before, one) if before is not None else None
        in_force = next(other for other in self._versions if other.in_force)
        return (one, in_force) if in_force.id != one.id else None

    def _tell(self) -> None:
        one = self.current
        if one is None:
            return
        pair = self._pair(one)
        if pair is None:
            first = _("This is the first version.") if self._against_previous else _("This version is in force.")
            self.query_one("#told", Static).update(Content.styled(first, "dim"))
            return
        with self.session.project.read() as reading:
            old, new = reading.text(pair[0].sha256), reading.text(pair[1].sha256)
        self.query_one("#told", Static).update(differences(pair, hunks(diff(old, new), old)))
        self.query_one("#differences").scroll_home(animate=False)

    def why_not(self, command_id: str) -> str:
        """Everything needs a version; one in force is not put back."""
        one = self.current if self._versions else None
        if one is None:
            return _("Choose a document first: V in the list of documents.")
        if command_id == "versions.restore" and one.in_force:
            return _("This version is in force.")
        return ""

    def do_against(self) -> None:
        """Compare with the other one."""
        self._against_previous = not self._against_previous
        self._tell()

    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        self.run_command("versions.read")

    def do_read(self) -> None:
        """Read it as a whole."""
        one = self.current
        assert one is not None and self._document is not None
        with self.session.project.read() as reading:
            text, turns = reading.text(one.sha256), turns_of(reading, one)
        known = {
            speaker.label: speaker for speaker in full_document(self.session.project, one.document_id).speakers.values()
        }
        shown = [
            ReaderTurn(
                turn.start,
                turn.end,
                turn.speaker or "",
                turn.speaker in known and known[turn.speaker].kind.value == "interviewer",
                None,
                nr,
                turn.text_start,
            )
            for nr, turn in enumerate(turns, start=1)
        ]
        title = _("{title}: version {nr}, to read only · esc: back").format(title=self._document.title, nr=one.nr)
        self.cmo.push_screen(ReadVersion(title, text, shown))

    def do_restore(self) -> None:
        """Say what will happen, ask why, put it back."""
        one, document, project = self.current, self._document, self.session.project
        assert one is not None and document is not None
        with project.read() as reading:
            edits, turns = edits_back_to(reading, one)
            plan = planned_edit(reading, document.id, edits, turns=turns)

        def answered(reason: str | None) -> None:
            if reason is None:
                return
            with self.cmo.errors_shown():
                made = restore_version(project, document, one, reason=reason.strip())
                self.cmo.tell(_("Version {nr} is in force; u takes it back.").format(nr=made.after.nr))
                self.show_all()

        self.cmo.push_screen(AskText(told(plan), _("Version {nr} put back").format(nr=one.nr)), answered)

    def do_edit(self) -> None:
        """Edit the text in force."""
        from cmo_coder.tui.screens.edit import EditScreen

        screen = self.cmo.show("edit")
        assert isinstance(screen, EditScreen)
        screen.open_document(self._document_id)

    def go_to_top(self) -> None:
        """The newest version."""
        self.query_one(LineList).action_first()


def differences(pair: tuple[TextVersion, TextVersion], found: list[Hunk]) -> Content:
    """What differs between two versions: by line, words that went and words that came, told by signs and colours."""
    n = len(found)
    head = ngettext("{n} change from version {old} to {new}", "{n} changes from version {old} to {new}", n)
    parts = [Content.styled(head.format(n=n, old=pair[0].nr, new=pair[1].nr), "bold $primary")]
    for one in found[:MOST_HUNKS]:
        parts.append(
            Content.assemble(
                (_("line {line}: ").format(line=one.line), "dim"),
                one.before,
                (f"[-{one.deleted}-]" if one.deleted else "", "$error"),
                (f"{{+{one.inserted}+}}" if one.inserted else "", "bold $success"),
                one.after,
            )
        )
    if n > MOST_HUNKS:
        parts.append(Content.styled(_("... and {n} more.").format(n=n - MOST_HUNKS), "dim"))
    return Content("\n").join(parts)


class ReadVersion(Modal[None]):
    """A version of a text, to read only."""

    DEFAULT_CSS = """
    ReadVersion { layout: vertical; background: $background; }
    ReadVersion #head { height: 1; padding: 0 1; background: $panel; }
    ReadVersion Reader { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", show=False)]

    def __init__(self, title: str, text: str, turns: list[ReaderTurn]) -> None:
        super().__init__()
        self._title, self._text, self._turns = title, text, turns

    def help_text(self) -> str:
        """What is shown here."""
        return _("An earlier or later version of the text, to read only. The codes sit on the version in force.")

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys."""
        return (*moving_keys(), ("esc q", _("back to the versions")))

    def compose(self) -> ComposeResult:
        """Title and text."""
        yield Static(self._title, id="head", markup=False)
        yield Reader()

    def on_mount(self) -> None:
        """Show it."""
        reader = self.query_one(Reader)
        reader.load(self._text, self._turns, ())
        reader.focus()

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)
