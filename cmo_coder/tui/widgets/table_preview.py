"""A table as it will be written, to be walked through cell by cell."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events, on
from textual.coordinate import Coordinate
from textual.message import Message
from textual.widgets import DataTable

from cmo_coder.export.printing import cell_text
from cmo_coder.messages import _, in_language
from cmo_coder.tables.value import Cell, Table

ROWS_AT_ONCE = 60
"""How many rows are laid out at a time; more come when the cursor nears the end."""
MOST_LINES = 8
"""How many lines of a cell are shown."""
NARROWEST = 12
"""Cells of a column below which words are no longer read easily."""
AROUND_CELL = 2
"""Cells between two columns."""


class TablePreview(DataTable[Text]):
    """Shows a table; a cell with quotes behind it ends in their number, as "[3]"."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="cell", zebra_stripes=True)
        self.shown: Table | None = None
        self._laid_out = 0
        self._for_width = 0
        self.beyond = 0
        """How many columns stand to the right of what is in view at first."""

    class LaidOut(Message):
        """The columns were laid out anew."""

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
        # Hints of width are for paper; here the widest columns give way, and one with less to say takes no more.
        most = max(NARROWEST, self.size.width // 2 - 3)
        wanted = [min(max(column.width, 6), max(6, _needed(made, nr))) for nr, column in enumerate(made.columns)]
        widths, fitting = fitted_widths(wanted, self.size.width - self.styles.scrollbar_size_vertical, most)
        self.beyond = len(widths) - fitting
        for column, width in zip(made.columns, widths, strict=True):
            self.add_column(Text(column.title), width=width, key=column.id)
        self.post_message(self.LaidOut())
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


def fitted_widths(wanted: Sequence[int], room: int, most: int) -> tuple[list[int], int]:
    """Widths for columns that would like to have `wanted` cells, and how many of them are then whole in `room` cells.

    As many columns as can be read fill the room, those that want most getting what is left; the next one begins beyond
    the edge, so that no column is seen by a letter. A column beyond gets `most` cells at the most.
    """
    widths = [min(one, NARROWEST) for one in wanted]
    fitting = 0
    left = room
    while fitting < len(widths) and widths[fitting] + AROUND_CELL <= left:
        left -= widths[fitting] + AROUND_CELL
        fitting += 1
    while left > 0 and any(widths[nr] < wanted[nr] for nr in range(fitting)):
        short = min((nr for nr in range(fitting) if widths[nr] < wanted[nr]), key=lambda nr: widths[nr])
        widths[short] += 1
        left -= 1
    if 0 < fitting < len(widths):
        widths[fitting - 1] += left
    return [*widths[:fitting], *(min(one, most) for one in wanted[fitting:])], fitting


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
