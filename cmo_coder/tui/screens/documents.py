"""Documenten: what is in the study, who speaks in it, and loading more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.messages.dates import day
from cmo_coder.model.documents import Document
from cmo_coder.model.errors import UserError
from cmo_coder.realist.words import word
from cmo_coder.store.document_list import DocumentLine, document_lines
from cmo_coder.store.originals import originals_of
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.documents_acts import DocumentsActs, who_text
from cmo_coder.tui.session import change_settings
from cmo_coder.tui.widgets.fitted import FittedTable, fill

DETAILS = 42
"""Cells of the details."""
MOST_OF_NAME = 18
"""Letters of a round or case in the list."""
WIDE = 120
"""From this width on the details of a document stand beside the list."""


class DocumentsScreen(DocumentsActs):
    """The documents of the study."""

    ID = "documents"
    TITLE_TEXT = N_("Documents")
    HELP = N_(
        "The interviews and other texts of this study, with how many of their speakers are known. l loads files "
        "(Word, PDF, ODT, subtitles …): you see what was understood before anything is kept. s says who "
        "speaks, e edits the facts, enter opens the text to read and code."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands(
            Command("documents.open", N_("Open"), N_("Read and code this document"), footer=True),
            Command("documents.load", N_("Load"), N_("Load interviews and other texts from files"), footer=True),
            Command("documents.speakers", N_("Who speaks"), N_("Say who a speaker of this document is"), footer=True),
            Command("documents.edit_text", N_("Edit text"), N_("Put the words of this document right")),
            Command("documents.versions", N_("Versions"), N_("Earlier versions of this text: read, compare, put back")),
            Command(
                "documents.edit", N_("Edit"), N_("Change title, kind, date, round, case of this document"), footer=True
            ),
            Command("documents.remove", N_("Remove"), N_("Take this document out, with its codings"), footer=True),
            Command(
                "documents.original",
                N_("Original"),
                N_("Write the file that this document came from, where it was kept"),
            ),
            Command("documents.details", N_("Details"), N_("Show or hide the facts of the document beside the list")),
        ),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]
    DEFAULT_CSS = """
    DocumentsScreen #empty { padding: 1 2; }
    DocumentsScreen DataTable { width: 1fr; height: 1fr; background: $background; }
    DocumentsScreen #details { width: 42; border-left: solid $panel; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[DocumentLine, ...] = ()
        self._details: bool | None = None

    def compose_body(self) -> ComposeResult:
        """The list, and one document beside it."""
        yield Static(id="empty", markup=False)
        with Horizontal(id="desk"):
            yield FittedTable(id="documents", cursor_type="row")
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="about", markup=False)

    @property
    def _table(self) -> FittedTable:
        return self.query_one("#documents", FittedTable)

    @property
    def line(self) -> DocumentLine | None:
        """The document under the cursor."""
        row = self._table.cursor_row
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def refresh_data(self) -> None:
        """Read the list again; the cursor stays on its document."""
        kept = self.line.document.id if self.line else None
        place = self._table.cursor_row
        self._lines = document_lines(self.session.project)
        self.query_one("#empty").display = not self._lines
        self.query_one("#desk").display = bool(self._lines)
        self.query_one("#empty", Static).update(
            _(
                "There are no documents yet.\n\n  l   load interviews and other texts (Word, PDF, ODT, "
                "subtitles …)\n\nThe program shows what it understood of each file before anything is kept,\nand one u "
                "takes a whole load back."
            )
        )
        self._fill()
        if self._lines:
            at = next((nr for nr, one in enumerate(self._lines) if one.document.id == kept), None)
            self._table.move_cursor(row=at if at is not None else min(max(0, place), len(self._lines) - 1))
            if self.focused is None:
                self._table.focus()
        self._arrange()

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.show_in_width()

    def _shows_details(self) -> bool:
        return self.columns >= WIDE if self._details is None else self._details

    def _arrange(self) -> None:
        self.query_one("#details").display = self._shows_details()
        self._about()

    def _fill(self) -> None:
        room = self.columns - (DETAILS if self._shows_details() else 0)
        # Kind and day go first where there is little room; the title gets what the others leave.
        roomy = room >= 100
        titles = [_("Document"), _("Round"), _("Case"), _("Speakers"), _("Words")]
        if roomy:
            titles[1:1] = [_("Kind"), _("Date")]
        rows = []
        for one in self._lines:
            cells = [one.document.title, one.round or "-", one.case or "-", _speakers(one)]
            if roomy:
                cells[1:1] = [word(one.document.type), day(one.document.date) or "-"]
            # As Text: a str would be read as markup, and a title may hold brackets.
            rows.append(
                [Text(cells[0]), *(Text(_cut(cell)) for cell in cells[1:]), Text(str(one.words), justify="right")]
            )
        fill(self._table, titles, rows, [one.document.id for one in self._lines], room=room - 2, elastic=0)

    def context_text(self) -> str:
        """How many, and whether somebody is not known."""
        n = len(self._lines)
        words = ngettext("{n} document", "{n} documents", n).format(n=n)
        unknown = sum(one.known_speakers < len(one.speakers) for one in self._lines)
        if unknown:
            words += ", " + ngettext(
                "in {n} not all speakers are known", "in {n} not all speakers are known", unknown
            ).format(n=unknown)
        return words

    def why_not(self, command_id: str) -> str:
        """Everything but loading needs a document."""
        if command_id == "documents.load" or self._lines:
            if command_id == "documents.original" and not self._original_is_kept():
                return _("The file of this document is not kept in the project (only its text is).")
            if command_id == "documents.speakers" and self.line is not None and not self.line.speakers:
                return _("Nobody is named in this text: every paragraph is a turn.")
            return ""
        return _("There are no documents yet; l loads some.")

    def _original_is_kept(self) -> bool:
        line = self.line
        return line is not None and any(one.kept for one in originals_of(self.session.project, line.document))

    # Moving

    def action_down(self) -> None:
        """One row down."""
        self._table.action_cursor_down()

    def action_up(self) -> None:
        """One row up."""
        self._table.action_cursor_up()

    def go_to_top(self) -> None:
        """The first document."""
        self._table.move_cursor(row=0)

    @on(DataTable.RowHighlighted)
    def _moved(self) -> None:
        self._about()
        self.refresh_footer()

    def _about(self) -> None:
        line = self.line
        if line is None or not self._shows_details():
            return
        document = line.document
        parts = [Content.styled(document.title, "bold")]
        for title, text in (
            (_("Kind"), word(document.type)),
            (_("Round"), line.round),
            (_("Case"), line.case),
            (_("Date"), day(document.date)),
            (_("How"), word(document.mode)),
            (_("File"), document.source_name),
            (_("Loaded"), self._loaded(document)),
        ):
            if text:
                parts.append(Content.assemble((f"{title}: ", "dim"), text))
        parts += [Content(""), Content.styled(_("Who speaks"), "bold $primary")]
        for speaker in line.speakers:
            parts.append(Content.assemble(speaker.label, (" → ", "dim"), who_text(line, speaker)))
        if not line.speakers:
            parts.append(Content.styled(_("Nobody is named: every paragraph is a turn."), "dim"))
        elif line.known_speakers < len(line.speakers):
            parts += [Content(""), Content(_("s says who the others are; their claims count for nobody until then."))]
        self.query_one("#about", Static).update(Content("\n").join(parts))

    def _loaded(self, document: Document) -> str:
        """When it was loaded, and whether the file itself is kept."""
        found = originals_of(self.session.project, document)
        if not found:
            return ""
        loaded = day(found[0].original.at)
        return _("{day}; the file is kept, o writes it").format(day=loaded) if found[0].kept else loaded

    def do_details(self) -> None:
        """Show or hide the facts beside the list."""
        self._details = not self._shows_details()
        self.show_all()

    # Acts

    @on(DataTable.RowSelected)
    def _entered(self) -> None:
        self.run_command("documents.open")

    def do_open(self) -> None:
        """Read it."""
        from cmo_coder.tui.screens.read import ReadScreen

        line = self.line
        assert line is not None
        screen = self.cmo.show("read")
        assert isinstance(screen, ReadScreen)
        place = self.session.place
        here = place is not None and place.document_id == line.document.id
        screen.open_document(line.document.id, place.caret if place is not None and here else 0)

    def do_versions(self) -> None:
        """The versions of its text."""
        from cmo_coder.tui.screens.versions import VersionsScreen

        line = self.line
        assert line is not None
        screen = self.cmo.show("versions")
        assert isinstance(screen, VersionsScreen)
        screen.open_document(line.document.id)

    def do_edit_text(self) -> None:
        """Put its words right."""
        from cmo_coder.tui.screens.edit import EditScreen

        line = self.line
        assert line is not None
        screen = self.cmo.show("edit")
        assert isinstance(screen, EditScreen)
        screen.open_document(line.document.id)

    def do_load(self) -> None:
        """Choose files, look at what was understood, take them in."""
        from cmo_coder.ingest.reading import extensions
        from cmo_coder.ingest.survey_table import EXTENSIONS
        from cmo_coder.tui.screens.pick_files import PickFiles
        from cmo_coder.tui.tour import on_tour, practice_file

        folder = Path(self.cmo.settings.load_folder or Path.cwd())
        if not folder.is_dir():
            folder = Path.cwd()
        # The tour must not ask for a path that only the program knows, and its folder is not the user's.
        touring = on_tour(self.cmo)
        if touring:
            folder = Path(practice_file()).parent

        def chosen(paths: tuple[Path, ...] | None) -> None:
            if paths and paths[0] != Path(practice_file()):
                self.cmo.settings = change_settings(load_folder=str(paths[0].parent))
            if paths:
                self.load(paths)

        known = (*extensions(), *EXTENSIONS)
        # Who follows the tutorial in a study of their own need not know where the program was installed.
        practice = None if touring or self._lines else (Path(practice_file()), _("practice interview, of the program"))
        question = _("Which files? A file, a folder or a pattern")
        self.cmo.push_screen(PickFiles(question, folder, known, offered=practice), chosen)

    def load(self, paths: Sequence[Path]) -> None:
        """Show the preview of files, or the mapping of a survey, and load what is accepted."""
        from cmo_coder.tui.screens.load_files import LoadFiles
        from cmo_coder.tui.screens.survey import SurveyScreen

        def loaded(made: tuple[Document, ...] | None) -> None:
            if not made:
                return
            self.show_all()
            at = next((nr for nr, one in enumerate(self._lines) if one.document.id == made[0].id), 0)
            self._table.move_cursor(row=at)
            self._table.focus()
            n = len(made)
            self.cmo.tell(
                ngettext("{n} document loaded; u takes it back", "{n} documents loaded; u takes them back", n).format(
                    n=n
                )
            )

        project = self.session.project
        survey = len(paths) == 1 and _is_survey(paths[0])
        self.cmo.push_screen(SurveyScreen(project, paths[0]) if survey else LoadFiles(project, paths), loaded)


def _is_survey(path: Path) -> bool:
    """Whether a file is a table of answers; what is wrong with a file that cannot be read, its preview says."""
    from cmo_coder.ingest.survey_table import is_survey

    try:
        return is_survey(path)
    except UserError:
        return False


def _cut(name: str) -> str:
    return name if len(name) <= MOST_OF_NAME else name[: MOST_OF_NAME - 1].rstrip() + "…"


def _speakers(line: DocumentLine) -> str:
    if not line.speakers:
        return "-"
    known, all_ = line.known_speakers, len(line.speakers)
    return f"✓ {all_}" if known == all_ else f"? {known}/{all_}"
