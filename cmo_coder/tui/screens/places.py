"""Which cells of which tables rest on a quote; enter goes to the cell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList, Static
from textual.worker import get_current_worker

from cmo_coder.messages import N_, _, language, ngettext
from cmo_coder.tables.tracing import Place
from cmo_coder.tui.analysis import LARGE, current_snapshot, places_by_table
from cmo_coder.tui.background import behind
from cmo_coder.tui.screens.dialogs import Dialog
from cmo_coder.tui.widgets.line_list import Line, LineList, heading

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

MOST_LETTERS = 60
NONE = N_("No cell of any table rests on this quote yet: it is in no claim, and coded with nothing.")


class PlacesDialog(Dialog[Place]):
    """The cells that a quote supports, table by table; gives the one that was chosen."""

    DEFAULT_CSS = """
    PlacesDialog LineList { height: auto; max-height: 16; background: $surface; }
    """
    OWN_KEYS = (
        (N_("up down, j k"), N_("another line")),
        ("enter", N_("show the table, with the cursor on this cell")),
    )
    ESCAPE = N_("back, without doing anything")

    def __init__(self, places: tuple[Place, ...], more: Iterator[tuple[Place, ...]] | None = None) -> None:
        """Show `places`; `more` gives those of one table after another, which takes its time."""
        super().__init__()
        self._places = places
        self._more = more

    @classmethod
    def show(cls, app: CmoApp, fragment_id: str) -> None:
        """Show the cells; enter goes to the export screen with the cursor on the cell.

        Of a large study the tables are looked through one by one behind the dialog.
        """
        assert app.session is not None
        snapshot = current_snapshot(app.session.project)
        by_table = places_by_table(snapshot, language(), fragment_id)
        if len(snapshot.fragments) < LARGE:
            dialog = cls(tuple(chain.from_iterable(by_table)))
            if not dialog._places:
                app.tell(_(NONE))
                return
        else:
            dialog = cls((), by_table)

        def chosen(place: Place | None) -> None:
            from cmo_coder.tui.screens.export import ExportScreen

            if place is not None:
                screen = app.show("export")
                assert isinstance(screen, ExportScreen)
                screen.show_cell(place)

        app.push_screen(dialog, chosen)

    def compose(self) -> ComposeResult:
        """How many, the cells, what to press."""
        with Vertical(classes="dialog"):
            yield Static(id="count", classes="question", markup=False)
            yield LineList(id="places")
            yield Label(_("enter: go to the cell · esc: back"), classes="dim", markup=False)

    def on_mount(self) -> None:
        """What there is; the rest comes from a worker, which ends with the dialog."""
        self._show()
        self.query_one(LineList).focus()
        if self._more is not None:
            work = partial(self._look, self._more)
            behind(self, work, N_("The tables were not looked through"), self._not_found, group="places")

    def _look(self, more: Iterator[tuple[Place, ...]]) -> None:
        worker = get_current_worker()
        for places in more:
            if worker.is_cancelled:
                return
            if places:
                self.app.call_from_thread(self._found, places)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, (), last=True)

    def _not_found(self, told: str) -> None:
        self._found((), last=True)
        self.query_one("#count", Static).update(told)

    def _found(self, places: tuple[Place, ...], *, last: bool = False) -> None:
        self._places += places
        if last:
            self._more = None
        if self.is_attached:
            self._show()

    def _show(self) -> None:
        """A heading per table, a line per row with the columns that rest on the quote."""
        self.query_one("#count", Static).update(self._count())
        self.query_one(LineList).show(self._lines())

    def _count(self) -> str:
        n, tables = len(self._places), len({place.table_id for place in self._places})
        if not n and self._more is None:
            return _(NONE)
        count = ngettext("{n} cell", "{n} cells", n).format(n=n)
        where = ngettext("in {n} table", "in {n} tables", tables).format(n=tables)
        text = _("Supports {count} {where}").format(count=count, where=where) if n else ""
        looking = _("looking through the tables …") if self._more is not None else ""
        return " · ".join(part for part in (text, looking) if part)

    def _lines(self) -> list[Line]:
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
        return lines

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        line = self.query_one(LineList).line
        if line is not None:
            self.dismiss(self._places[int(line.id)])
