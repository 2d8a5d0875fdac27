"""Overzicht: what there is per round, case and group; how far every document is with every coder; on in one key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.cases import Case
from cmo_coder.model.codes import Code
from cmo_coder.model.study import Round
from cmo_coder.realist.words import word
from cmo_coder.store.overview import TABLES, Overview, overview_of
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.kept import unless_changed
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.widgets.fitted import FittedTable, fill

if TYPE_CHECKING:
    from cmo_coder.store.project import Project
    from cmo_coder.tui.session import Session

MOST_OF_NAME = 12
"""Letters of a coder's name at the head of a column."""
STATE_SIGNS = {"finished": "✓", "begun": "…", "": "·"}


class OverviewScreen(StudyScreen):
    """The study at a glance."""

    ID = "overview"
    AUTO_FOCUS = "#documents"
    TITLE_TEXT = N_("Overview")
    HELP = N_(
        "Above: every combination of round, case and group with its documents, claims and turns without a code. Below: "
        "every document with what each coder did (✓ finished, … begun, · not begun); - stands where you code blind and "
        "do not see how much others did. Enter opens a document, and leads from a combination to its first document; c "
        "goes on where you were."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands(
            Command("overview.resume", N_("Go on"), N_("Open the last document at the last place"), footer=True),
            Command("overview.open", N_("Open"), N_("Open the document under the cursor"), footer=True),
            Command(
                "overview.rounds",
                N_("Rounds"),
                N_("Who codes what, blind or not; draw a sample; work on two computers"),
            ),
            Command("overview.load", N_("Load interviews"), N_("Load interviews from files"), footer=True),
        ),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]
    DEFAULT_CSS = """
    OverviewScreen DataTable { height: auto; max-height: 1fr; background: $background; }
    OverviewScreen #grid { max-height: 40%; margin-bottom: 1; }
    OverviewScreen #documents { height: 1fr; }
    OverviewScreen .heading { padding: 0 1; }
    OverviewScreen #hint { padding: 1 2; }
    """

    @classmethod
    def ahead(cls, session: Session) -> None:
        """Count."""
        counted(session.project)

    def compose_body(self) -> ComposeResult:
        """Two tables."""
        yield Static(id="hint", markup=False)
        yield Static(_("Rounds, cases and groups"), classes="heading", id="grid-title", markup=False)
        yield FittedTable(id="grid", cursor_type="row", zebra_stripes=False)
        yield Static(_("Documents"), classes="heading", id="documents-title", markup=False)
        yield FittedTable(id="documents", cursor_type="row")

    def refresh_data(self) -> None:
        """Count again."""
        found = counted(self.session.project)
        hint = self.query_one("#hint", Static)
        hint.display = not found.documents
        if not found.documents:
            hint.update(self._first_steps())
        for name in ("#grid", "#grid-title", "#documents", "#documents-title"):
            self.query_one(name).display = bool(found.documents)
        if found.documents:
            self._show_grid(found)
            self._show_documents(found)
            if self.focused is None:
                self.query_one("#documents").focus()

    def _first_steps(self) -> str:
        """What there is in a study without documents, and what comes next."""
        with self.session.project.read() as reading:
            rounds, cases, codes = reading.count(Round), reading.count(Case), reading.count(Code)
        steps = (
            (
                bool(rounds and cases),
                "F9",
                _("rounds and cases ({rounds} and {cases}); they can also come with the interviews").format(
                    rounds=rounds, cases=cases
                ),
            ),
            (bool(codes), "F7", ngettext("a codebook ({n} code)", "a codebook ({n} codes)", codes).format(n=codes)),
            (False, "l", _("load interviews (Word, PDF, ODT, subtitles …)")),
            (False, "F3", _("read and code")),
        )
        lines = [f"  {'✓' if done else '·'} {key:<3} {text}" for done, key, text in steps]
        told = [_("This study has no documents yet."), "", *lines]
        if not self.cmo.touring:
            told += ["", _("Rather step by step? g r makes a practice study and goes with you.")]
        return "\n".join(told)

    def _show_grid(self, found: Overview) -> None:
        table = self.query_one("#grid", FittedTable)
        kept = table.cursor_row
        titles = (_("Round"), _("Case"), _("Group"), _("Documents"), _("Claims"), _("Turns without code"))
        rows = []
        for row in found.grid:
            # As Text: a str would be read as markup, and a name may hold brackets.
            names = (row.round or "-", row.case or "-", word(row.group) if row.group is not None else "-")
            numbers = (row.documents, row.claims, row.uncoded_turns)
            rows.append([*map(Text, names), *(Text(str(number), justify="right") for number in numbers)])
        fill(table, titles, rows, room=self.columns - 2, elastic=1)
        if table.row_count:
            table.move_cursor(row=min(kept, table.row_count - 1))

    def _show_documents(self, found: Overview) -> None:
        table = self.query_one("#documents", FittedTable)
        kept = self._document_id()
        place = table.cursor_row
        titles = [_("Document"), _("Codings"), _("Claims"), _("To do"), *(short(coder.name) for coder in found.coders)]
        rows = []
        for row in found.documents:
            numbers = (row.codings, row.claims, row.uncoded_turns)
            me = self.session.coder.id if self.session.coder else ""
            # A zero would say that nothing was done where who works blind is not told.
            states = [
                f"{STATE_SIGNS[row.states.get(coder.id, '')]} "
                + ("-" if row.blind and coder.id != me else str(row.codings_by.get(coder.id, 0)))
                for coder in found.coders
            ]
            rows.append(
                [
                    Text(row.document.title),
                    *(Text(str(number), justify="right") for number in numbers),
                    *map(Text, states),
                ]
            )
        keys = [row.document.id for row in found.documents]
        fill(table, titles, rows, keys, room=self.columns - 2, elastic=0)
        if table.row_count:
            at = keys.index(kept) if kept in keys else min(max(0, place), len(keys) - 1)
            table.move_cursor(row=at)

    def _document_id(self) -> str | None:
        """The document under the cursor."""
        table = self.query_one("#documents", FittedTable)
        if not table.row_count:
            return None
        return table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.show_in_width()

    def do_rounds(self) -> None:
        """Who codes what, and how far."""
        from cmo_coder.tui.screens.rounds import RoundsDialog

        self.cmo.push_screen(RoundsDialog(self.session), lambda _none: self.show_all())

    def context_text(self) -> str:
        """How many documents."""
        from cmo_coder.store.documents import documents_of
        from cmo_coder.store.review import waiting_count

        n = len(documents_of(self.session.project))
        words = ngettext("{n} document", "{n} documents", n).format(n=n)
        with self.session.project.read() as reading:
            waiting = waiting_count(reading)
        if waiting:
            words += " · " + ngettext("! {n} to review (g n)", "! {n} to review (g n)", waiting).format(n=waiting)
        return words

    def why_not(self, command_id: str) -> str:
        """Nothing to open in an empty study."""
        opening = command_id in ("overview.open", "overview.resume")
        if opening and not self.query_one("#documents", FittedTable).row_count:
            return _("Load a document first (g d).")
        return ""

    def action_down(self) -> None:
        """One row down."""
        if isinstance(self.focused, DataTable):
            self.focused.action_cursor_down()

    def action_up(self) -> None:
        """One row up."""
        if isinstance(self.focused, DataTable):
            self.focused.action_cursor_up()

    @on(DataTable.RowSelected, "#documents")
    def do_open(self) -> None:
        """Open the document under the cursor."""
        document_id = self._document_id()
        if document_id is not None:
            self._read(document_id)

    @on(DataTable.RowSelected, "#grid")
    def _to_documents(self) -> None:
        """From a combination to its documents: to the first that has turns to code, or the first of all."""
        found = counted(self.session.project)
        at = self.query_one("#grid", FittedTable).cursor_row
        of = found.grid[at].document_ids if at < len(found.grid) else ()
        rows = [(nr, row) for nr, row in enumerate(found.documents) if row.document.id in of]
        if rows:
            table = self.query_one("#documents", FittedTable)
            table.move_cursor(row=next((nr for nr, row in rows if row.uncoded_turns), rows[0][0]))
            table.focus()

    def _read(self, document_id: str, caret: int = 0) -> None:
        from cmo_coder.tui.screens.read import ReadScreen

        screen = self.cmo.show("read")
        assert isinstance(screen, ReadScreen)
        place = self.session.place
        if not caret and place is not None and place.document_id == document_id:
            caret = place.caret
        screen.open_document(document_id, caret)

    def do_resume(self) -> None:
        """Go on where I was; where nothing is remembered, with the first document that has turns to code."""
        place = self.session.place
        found = overview_of(self.session.project)
        known = {row.document.id for row in found.documents}
        if place is not None and place.document_id in known:
            self._read(place.document_id, place.caret)
            return
        todo = next((row for row in found.documents if row.uncoded_turns), found.documents[0])
        self._read(todo.document.id)

    def do_load(self) -> None:
        """Load interviews."""
        screen = self.cmo.show("documents")
        screen.call_after_refresh(screen.run_command, "documents.load")


def counted(project: Project) -> Overview:
    """The overview of a study; counted again where something changed that it counts."""
    return unless_changed(project, "overview", TABLES, lambda: overview_of(project))


def short(name: str) -> str:
    """A name as the title of a narrow column."""
    return name if len(name) <= MOST_OF_NAME else name[: MOST_OF_NAME - 1].rstrip() + "…"
