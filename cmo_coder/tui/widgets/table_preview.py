"""A table as it will be written, to be walked through cell by cell."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual import events, on
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from cmo_coder.export.printing import cell_text
from cmo_coder.messages import _, in_language
from cmo_coder.tables.value import Cell, Table

ROWS_AT_ONCE = 60
"""How many rows are laid out at a time; more come when the cursor nears the end."""
MOST_LINES = 8
"""How many lines of a cell are shown."""
NARROWEST = 14


class TablePreview(DataTable[Text]):
    """Shows a table; a cell with quotes behind it ends in their number, as "[3]"."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="cell", zebra_stripes=True)
        self.shown: Table | None = None
        self._laid_out = 0
        self._for_width = 0

    def show_table(self, made: Table) -> None:
        """Show a table; the cursor stays in its place where it is the same table made anew."""
        same = self.shown is not None and self.shown.id == made.id
        kept = self.cursor_coordinate if same else Coordinate(0, 0)
        self.shown = made
        self._lay_out(kept)

    def on_resize(self, _event: events.Resize) -> None:
        """Column widths follow the width."""
        if self.size.width and self.size.width != self._for_width:
            self._lay_out(self.cursor_coordinate)

    def _lay_out(self, at: Coordinate) -> None:
        made = self.shown
        self._laid_out = 0
        self.clear(columns=True)
        if made is None:
            return
        self._for_width = self.size.width
        # Hints of width are for paper; here the widest columns give way until two fit on the screen, and one that has
        # less to say takes no more than that.
        most = max(NARROWEST, self.size.width // 2 - 3)
        for nr, column in enumerate(made.columns):
            width = min(max(column.width, 6), most, max(6, _needed(made, nr)))
            self.add_column(Text(column.title), width=width, key=column.id)
        self._lay_out_more(at.row)
        if at.row < len(made.rows):
            self.move_cursor(row=at.row, column=min(at.column, len(made.columns) - 1))

    def _lay_out_more(self, needed: int) -> None:
        """Lay out rows until the one that is needed is there, and half a page more."""
        made = self.shown
        if made is None:
            return
        while self._laid_out < len(made.rows) and self._laid_out <= needed + ROWS_AT_ONCE // 2:
            page = made.rows[self._laid_out : self._laid_out + ROWS_AT_ONCE]
            with in_language(made.language):
                for row in page:
                    self.add_row(*map(_as_text, row.cells), height=None)
            self._laid_out += len(page)

    @on(DataTable.CellHighlighted)
    def _near_the_end(self, event: DataTable.CellHighlighted) -> None:
        """More rows before the cursor gets to the last one."""
        self._lay_out_more(event.coordinate.row)

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor."""
        at, made = self.cursor_coordinate, self.shown
        if made is None or at.row >= len(made.rows) or at.column >= len(made.columns):
            return None
        return made.rows[at.row].cells[at.column]

    @property
    def behind(self) -> tuple[str, ...]:
        """The fragments behind the cell under the cursor: its own, or else those of its row."""
        at, made = self.cursor_coordinate, self.shown
        if made is None or self.cell is None:
            return ()
        return made.behind(at.row, at.column)

    def go_to(self, row: int, column_id: str) -> None:
        """Put the cursor on a cell; the first column where there is none of that id."""
        made = self.shown
        if made is None or row >= len(made.rows):
            return
        self._lay_out_more(row)
        column = next((j for j, one in enumerate(made.columns) if one.id == column_id), 0)
        self.move_cursor(row=row, column=column)

    @property
    def place(self) -> str:
        """What the cell under the cursor is about: the beginning of its row, and its column."""
        at, made = self.cursor_coordinate, self.shown
        if made is None or at.row >= len(made.rows):
            return ""
        first = " ".join(cell_text(made.rows[at.row].cells[0]).split())
        return f"{first if len(first) <= 50 else first[:49] + '…'} · {made.columns[at.column].title}"


def _needed(made: Table, nr: int) -> int:
    """The width of the title of a column and of the longest line in its first rows."""
    longest = cell_len(made.columns[nr].title)
    with in_language(made.language):
        for row in made.rows[:ROWS_AT_ONCE]:
            longest = max(longest, *(cell_len(line) for line in _as_text(row.cells[nr]).plain.split("\n")))
    return longest


def _as_text(cell: Cell) -> Text:
    """A cell on the screen: bullets as such, long ones cut, with the number of quotes behind it."""
    text = cell_text(cell)
    if len(cell.items) > 1 and "\n" in text:
        text = "\n".join(f"• {line}" for line in text.split("\n"))
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], _("… and {n} more").format(n=len(lines) - MOST_LINES + 1)]
    shown = Text("\n".join(lines))
    if cell.evidence:
        shown.append(f" [{len(cell.evidence)}]", style="dim")
    return shown
