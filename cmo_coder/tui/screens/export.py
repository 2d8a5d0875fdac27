"""Export: choose a table, look at it as it will be, go from a cell to its quotes, write it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import DataTable, OptionList, Static
from textual.worker import get_current_worker

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.realist.filtering import ClaimFilter
from cmo_coder.tables.catalogue import CATALOGUE, build, entry
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.tracing import EVERYTHING, Place
from cmo_coder.tables.value import Table
from cmo_coder.tui.analysis import current_snapshot
from cmo_coder.tui.background import behind
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.export_choices import ExportChoices
from cmo_coder.tui.screens.quotes import QuotesDialog
from cmo_coder.tui.widgets.line_list import LineList
from cmo_coder.tui.widgets.table_preview import TablePreview

Shown = tuple[str, TableOptions, str, int, ClaimFilter]
"""What a shown table was made of: table, choices, language, state of the study, claims."""

BOTH_FIT = 100
"""Cells of width from which list and table stand side by side."""


class ExportScreen(ExportChoices):
    """The tables of the study."""

    ID = "export"
    TITLE_TEXT = N_("Export")
    FILTERED = True
    HELP = N_(
        "Left the tables with what can be chosen about each, right the table as it will be written. Tab goes to the "
        "table; there enter on a cell shows the quotes behind it, and enter on a quote the transcript. w writes the "
        "table to a file, A all tables to a folder."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands(
            Command("export.write", N_("Write"), N_("Write this table to a file"), footer=True),
            Command("export.quotes", N_("Quotes"), N_("Show the quotes behind the cell under the cursor"), footer=True),
            Command("export.option", N_("Choices"), N_("Turn the choice of that number on or off"), footer=True),
            Command("export.format", N_("Format"), N_("Choose the file format"), footer=True),
            Command("export.language", N_("Language"), N_("Dutch or English"), footer=True),
            Command("export.all", N_("All tables"), N_("Write every table into a folder"), footer=True),
        ),
        Binding("tab", "other_side", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    ExportScreen #left { width: 32; }
    ExportScreen #tables { height: 1fr; }
    ExportScreen #how { height: auto; background: $panel; padding: 0 1; }
    ExportScreen #right { width: 1fr; border-left: solid $panel; }
    ExportScreen #about { height: auto; max-height: 4; padding: 0 1; color: $foreground 80%; }
    ExportScreen #preview { height: 1fr; background: $background; }
    ExportScreen #none { padding: 1 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._wanted_place: Place | None = None

    def compose_body(self) -> ComposeResult:
        """Tables and choices, and the preview."""
        with Horizontal():
            with Vertical(id="left"):
                yield LineList(id="tables")
                yield Static(id="how", markup=False)
            with Vertical(id="right"):
                yield Static(id="about", markup=False)
                yield Static(id="none", markup=False)
                yield TablePreview(id="preview")

    @property
    def _preview(self) -> TablePreview:
        return self.query_one(TablePreview)

    # The left side

    def refresh_data(self) -> None:
        """Show tables and choices; make the table again where the study has changed."""
        self.show_choices()
        if self.focused is None:
            self.query_one("#tables").focus()
        self.make_table()

    @on(OptionList.OptionHighlighted, "#tables")
    def _moved(self) -> None:
        line = self.query_one("#tables", LineList).line
        if line is not None and line.id.startswith("table:"):
            found = next(one for one in CATALOGUE if one.id == line.id.removeprefix("table:"))
            if found is not self.entry:
                self.entry = found
                self.show_choices()
                self.make_table()

    @on(OptionList.OptionSelected, "#tables")
    def _chosen(self) -> None:
        line = self.query_one("#tables", LineList).line
        if line is None:
            return
        kind, _colon, which = line.id.partition(":")
        if kind == "table":
            self.run_command("export.write")
        elif kind == "choice":
            self.turn(next(one for one in self.entry.choices if one.field == which))
        elif kind == "quotes":
            self.with_quotes = not self.with_quotes
            self.show_choices()

    # The table

    def show_cell(self, place: Place) -> None:
        """Show a table with every column, and the cursor on one cell."""
        self.entry = entry(place.table_id)
        self.options = EVERYTHING
        self._wanted_place = place
        if self.is_mounted:
            self.show_choices()
            self.query_one("#tables", LineList).go_to(f"table:{place.table_id}")
            self.make_table()

    def make_table(self) -> None:
        """Make the table in a worker, so that moving through the list never waits."""
        behind(self, self._build, N_("The table was not made"), self._not_built, group="preview")

    def _build(self) -> None:
        worker = get_current_worker()
        session = self.cmo.session
        if session is None:
            return
        entry, options, language = self.entry, self.options, self.wanted_language()
        snapshot = current_snapshot(session.project)
        claims = self.claims_for(entry)
        wanted = (entry.id, options, language, snapshot.change, claims)
        if worker.is_cancelled or (wanted == self._shown and self._wanted_place is None):
            return
        made = build(entry.id, snapshot, language=language, options=options, claims=claims)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._fill, made, wanted)

    def _not_built(self, told: str) -> None:
        """A study that was closed meanwhile has nothing to show any more; anything else is told."""
        if self.cmo.session is not None and self.is_attached:
            self.cmo.warn(told)

    def _fill(self, made: Table, wanted: Shown) -> None:
        if not self.is_attached or self.cmo.session is None:
            return
        self.table, self._shown = made, wanted
        none = self.query_one("#none", Static)
        none.display = not made.rows
        none.update(
            _("This table is empty as yet: link claims to configurations (F4) and group those into elements (F6).")
        )
        self._preview.display = bool(made.rows)
        self._make_room(self._preview.has_focus and bool(made.rows))
        self._preview.show_table(made)
        self._show_about()
        place, self._wanted_place = self._wanted_place, None
        if place is not None and place.table_id == made.id:
            self._make_room(True)
            self._preview.focus()
            self._preview.go_to(place.row, place.column_id)
        self.refresh_title()
        self.refresh_footer()

    @on(TablePreview.LaidOut)
    def _show_about(self) -> None:
        """What the table is, how large, and what of it is not in view."""
        made = self.table
        if made is None:
            return
        n = len(made.rows)
        rows = ngettext("{n} row", "{n} rows", n).format(n=n)
        quotes = ngettext("{n} quote", "{n} quotes", len(made.quotes)).format(n=len(made.quotes))
        size = f"{rows}, {quotes}"
        beyond = self._preview.beyond if self._preview.display else 0
        if beyond:
            size += ", " + ngettext("{n} column to the right", "{n} columns to the right", beyond).format(n=beyond)
        self.query_one("#about", Static).update("\n".join([f"{_(self.entry.description)}  {size}", *made.notes]))

    @on(DataTable.CellHighlighted)
    def _at(self) -> None:
        self.refresh_footer()

    # Commands

    def context_text(self) -> str:
        """The table."""
        return _(self.entry.title)

    def why_not(self, command_id: str) -> str:
        """Quotes need a cell with quotes."""
        if command_id == "export.quotes":
            if not self._preview.has_focus:
                return _("Go to the table first (tab), then to a cell.")
            if not self._preview.behind:
                return _("There are no quotes behind this cell.")
        if command_id == "export.option" and not self.entry.choices:
            return _("There is nothing to choose about this table.")
        return ""

    def action_other_side(self) -> None:
        """From the list to the table and back."""
        preview = self._preview
        to_table = preview.display and not preview.has_focus
        self._make_room(to_table)
        (preview if to_table else self.query_one("#tables")).focus()
        self.refresh_footer()

    def step_back(self) -> bool:
        """From the table that fills a narrow screen back to the list."""
        if self.query_one("#left").display:
            return False
        self.action_other_side()
        return True

    def _make_room(self, at_table: bool) -> None:
        """On a narrow screen the list gives way to the table one walks through; tab brings it back."""
        self.query_one("#left").display = not (at_table and self.size.width < BOTH_FIT)

    def on_resize(self) -> None:
        """The list comes back where there is room again."""
        self._make_room(self._preview.has_focus)

    def go_to_top(self) -> None:
        """The first row, or the first table."""
        if self._preview.has_focus:
            self._preview.move_cursor(row=0, column=0)
        else:
            self.query_one("#tables", LineList).go_to(f"table:{CATALOGUE[0].id}")

    @on(DataTable.CellSelected)
    def do_quotes(self) -> None:
        """The quotes behind the cell."""
        reason = self.why_not("export.quotes")
        if reason:
            self.cmo.tell(reason)
            return
        QuotesDialog.show(self.cmo, self._preview.place, self._preview.behind)
