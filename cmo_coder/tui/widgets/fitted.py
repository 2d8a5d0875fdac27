"""Filling a table so that its columns fit what is in them.

A DataTable measures its cells by itself only some time later, and not at all where it was emptied and filled again
before it had time to; so the widths are given.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Self

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.strip import Strip
from textual.widgets import DataTable
from textual.widgets.data_table import RowKey

GAP = 2
"""Cells that a DataTable puts around a cell."""

Words = Sequence[Sequence[str]]
"""Rows of cells."""

MOST_DRAWN = 4_000
"""So many cells are kept as they were drawn."""

MOST_LINES = 400
"""So many lines are."""


class FittedTable(DataTable[Text]):
    """A table that is filled by `fill`: its rows are one line high and its columns have their width already.

    A cell or a whole line that holds the same words in the same place is not drawn again when the table is filled anew
    or gets another height: Textual forgets all cells then, and drawing them takes most of the time.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._drawn: dict[Hashable, list[list[Segment]]] = {}
        self._lines: dict[Hashable, Strip] = {}
        self._filled: tuple[tuple[str, ...], int | None, Words] | None = None

    def clear(self, columns: bool = False) -> Self:
        """Clear the table."""
        self._filled = None
        return super().clear(columns)

    def refill(self, titles: Sequence[str], rows: Words, *, room: int = 0, elastic: int | None = None) -> None:
        """Show rows of words, as `fill` does. Where the table has these columns already only the cells that hold other
        words are put in it; the cursor stays on its line, and what is scrolled to stays.
        """
        now = (tuple(titles), elastic)
        if self._filled is None or self._filled[:2] != now or not self._filled[2] or not rows:
            fill(self, titles, [[Text(cell) for cell in row] for row in rows], room=room, elastic=elastic)
            self._filled = (*now, rows)
            return
        before, columns = self._filled[2], self.ordered_columns
        keys = [row.key for row in self.ordered_rows]
        for key in reversed(keys[len(rows) :]):
            self.remove_row(key)
        changed = [at for at, (old, new) in enumerate(zip(before, rows, strict=False)) if old != new]
        for at in changed:
            for nr, word in enumerate(rows[at]):
                if word != before[at][nr]:
                    self._data[keys[at]][columns[nr].key] = _cell(word, cut=nr == elastic)
        for row in rows[len(before) :]:
            self.add_row(*(_cell(word, cut=nr == elastic) for nr, word in enumerate(row)))
        self._filled = (*now, rows)
        self._update_count += 1
        widths = _widths(titles, rows, room, elastic)
        if len(rows) == len(before) and widths == [column.width for column in columns]:
            for at in changed:
                self.refresh_row(at)
            return
        for column, width in zip(columns, widths, strict=True):
            column.width = width
        self._require_update_dimensions = True
        self.refresh()

    def _render_line(self, y: int, x1: int, x2: int, base_style: Style) -> Strip:
        """Draw a line, or give it as it was drawn before."""
        row = y - (self.header_height if self.show_header else 0)
        if row >= len(self.rows) or (row < 0 and self.header_height != 1):
            return super()._render_line(y, x1, x2, base_style)
        cells = [_words(cell) for cell in self._get_row_renderables(max(row, -1)).cells]
        if None in cells:
            return super()._render_line(y, x1, x2, base_style)
        # Lines on which neither cursor stands look the same wherever these are.
        cursors = [
            at if self.cursor_type == "column" or at.row == row else None
            for at in (self.cursor_coordinate, self.hover_coordinate)
        ]
        widths = [column.get_render_width(self) for column in self.columns.values()]
        looks = (base_style, self.cursor_type, self.show_cursor, self._show_hover_cursor, self._pseudo_class_state)
        key = (row, *cells, *widths, *cursors, x1, x2, self.size.width, self.fixed_columns, looks, self.app.theme)
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) >= MOST_LINES:
                self._lines.clear()
            found = self._lines[key] = super()._render_line(y, x1, x2, base_style)
        return found

    def _render_cell(
        self,
        row_index: int,
        column_index: int,
        base_style: Style,
        width: int,
        cursor: bool = False,
        hover: bool = False,
    ) -> list[list[Segment]]:
        """Draw a cell, or give it as it was drawn before."""
        if row_index < 0 or column_index < 0:
            return super()._render_cell(row_index, column_index, base_style, width, cursor, hover)
        words = _words(self._get_row_renderables(row_index).cells[column_index])
        if words is None:
            return super()._render_cell(row_index, column_index, base_style, width, cursor, hover)
        looks = (base_style, width, cursor, hover, self.show_cursor, self._show_hover_cursor, self._pseudo_class_state)
        key = (row_index, column_index, words, looks, self.app.theme)
        found = self._drawn.get(key)
        if found is None:
            if len(self._drawn) >= MOST_DRAWN:
                self._drawn.clear()
            found = self._drawn[key] = super()._render_cell(row_index, column_index, base_style, width, cursor, hover)
        return found

    def _update_dimensions(self, new_rows: Iterable[RowKey]) -> None:
        """Only the size. Textual measures each cell of each new row here, for widths that are given."""
        width = sum(column.get_render_width(self) for column in self.columns.values())
        self.virtual_size = Size(width, len(self.rows) + (self.header_height if self.show_header else 0))


def _words(cell: object) -> Hashable | None:
    """Return what makes a cell look as it does within a style; None for what is no text."""
    if not isinstance(cell, Text):
        return None
    return (cell.plain, str(cell.style), tuple(cell.spans), cell.no_wrap, cell.overflow, cell.justify)


def fill(
    table: FittedTable,
    titles: Sequence[str],
    rows: Sequence[Sequence[Text]],
    keys: Sequence[str] = (),
    *,
    room: int = 0,
    elastic: int | None = None,
) -> None:
    """Put rows in a table, in place of what was there.

    `keys` name the rows; `elastic` is the column that gets the cells of `room` that the others leave (at least 12), and
    is cut where that is too little.
    """
    table.clear(columns=True)
    widths = _widths(titles, [[cell.plain for cell in row] for row in rows], room, elastic)
    for title, width in zip(titles, widths, strict=True):
        table.add_column(Text(title), width=width)
    for nr, row in enumerate(rows):
        if elastic is not None:
            row[elastic].no_wrap, row[elastic].overflow = True, "ellipsis"
        table.add_row(*row, key=keys[nr] if keys else None)


def _widths(titles: Sequence[str], rows: Words, room: int, elastic: int | None) -> list[int]:
    widths = [max(cell_len(title), *(cell_len(row[nr]) for row in rows), 0) for nr, title in enumerate(titles)]
    if elastic is not None:
        others = sum(width for nr, width in enumerate(widths) if nr != elastic)
        widths[elastic] = max(12, min(widths[elastic], room - others - GAP * len(widths)))
    return widths


def _cell(word: str, *, cut: bool) -> Text:
    return Text(word, no_wrap=True, overflow="ellipsis") if cut else Text(word)
