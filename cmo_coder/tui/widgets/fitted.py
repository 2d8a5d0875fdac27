"""Filling a table so that its columns fit what is in them.

A DataTable measures its cells by itself only some time later, and not at all where it was emptied and filled again
before it had time to; so the widths are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.text import Text
from textual.geometry import Size
from textual.widgets import DataTable
from textual.widgets.data_table import RowKey

GAP = 2
"""Cells that a DataTable puts around a cell."""


class FittedTable(DataTable[Text]):
    """A table that is filled by `fill`: its rows are one line high and its columns have their width already."""

    def _update_dimensions(self, new_rows: Iterable[RowKey]) -> None:
        """Only the size. Textual measures each cell of each new row here, for widths that are given."""
        width = sum(column.get_render_width(self) for column in self.columns.values())
        self.virtual_size = Size(width, len(self.rows) + (self.header_height if self.show_header else 0))


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
    widths = [
        max(cell_len(title), *(cell_len(row[nr].plain) for row in rows)) if rows else cell_len(title)
        for nr, title in enumerate(titles)
    ]
    if elastic is not None:
        others = sum(width for nr, width in enumerate(widths) if nr != elastic)
        widths[elastic] = max(12, min(widths[elastic], room - others - GAP * len(widths)))
    for title, width in zip(titles, widths, strict=True):
        table.add_column(Text(title), width=width)
    for nr, row in enumerate(rows):
        if elastic is not None:
            row[elastic].no_wrap, row[elastic].overflow = True, "ellipsis"
        table.add_row(*row, key=keys[nr] if keys else None)
