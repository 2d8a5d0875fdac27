"""Which cells of which tables rest on a quote; enter goes to the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList, Static

from cmo_coder.messages import _, language, ngettext
from cmo_coder.tables.tracing import Place
from cmo_coder.tui.analysis import current_snapshot, places_in
from cmo_coder.tui.screens.dialogs import Dialog
from cmo_coder.tui.widgets.line_list import Line, LineList, heading

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

MOST_LETTERS = 60


class PlacesDialog(Dialog[Place]):
    """The cells that a quote supports, table by table; gives the one that was chosen."""

    DEFAULT_CSS = """
    PlacesDialog LineList { height: auto; max-height: 16; background: $surface; }
    """

    def __init__(self, places: tuple[Place, ...]) -> None:
        super().__init__()
        self._places = places

    @classmethod
    def show(cls, app: CmoApp, fragment_id: str) -> None:
        """Show the cells; enter goes to the export screen with the cursor on the cell."""
        assert app.session is not None
        places = places_in(current_snapshot(app.session.project), language()).get(fragment_id, ())
        if not places:
            app.tell(_("No cell of any table rests on this quote yet: it is in no claim, and coded with nothing."))
            return

        def chosen(place: Place | None) -> None:
            from cmo_coder.tui.screens.export import ExportScreen

            if place is not None:
                screen = app.show("export")
                assert isinstance(screen, ExportScreen)
                screen.show_cell(place)

        app.push_screen(cls(places), chosen)

    def compose(self) -> ComposeResult:
        """How many, the cells, what to press."""
        n, tables = len(self._places), len({place.table_id for place in self._places})
        count = ngettext("{n} cell", "{n} cells", n).format(n=n)
        where = ngettext("in {n} table", "in {n} tables", tables).format(n=tables)
        with Vertical(classes="dialog"):
            yield Static(
                _("Supports {count} {where}").format(count=count, where=where), classes="question", markup=False
            )
            yield LineList(id="places")
            yield Label(_("enter: go to the cell · esc: back"), classes="dim", markup=False)

    def on_mount(self) -> None:
        """A heading per table, a line per row with the columns that rest on the quote."""
        rows: dict[tuple[str, int], list[int]] = {}
        for nr, place in enumerate(self._places):
            rows.setdefault((place.table_id, place.row), []).append(nr)
        lines: list[Line] = []
        before = ""
        for (table_id, _row), numbers in rows.items():
            first = self._places[numbers[0]]
            if table_id != before:
                lines.append(heading(f"h-{table_id}", first.table))
                before = table_id
            row = " ".join(first.row_label.split())
            row = row if len(row) <= MOST_LETTERS else row[: MOST_LETTERS - 1] + "…"
            columns = ", ".join(self._places[nr].column_title for nr in numbers)
            lines.append(Line(f"{numbers[0]}", Content.assemble(row, "  ", (columns, "dim")), indent=2))
        listed = self.query_one(LineList)
        listed.show(lines)
        listed.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        line = self.query_one(LineList).line
        if line is not None:
            self.dismiss(self._places[int(line.id)])
