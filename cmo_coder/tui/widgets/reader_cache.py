"""What keeps the reader quick: finished rows are kept, and the garbage collector is kept away from them."""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Container, Iterable

from textual.strip import Strip

_ROWS_KEPT = 128
"""Some windows up and down. A finished row takes four kilobytes for each look: of a long interview ten megabytes."""
_LOOKS_KEPT = 6


class RowCache:
    """Finished strips by row and look. Drops the rows that were made longest ago."""

    def __init__(self) -> None:
        """Start empty."""
        self._rows: OrderedDict[int, dict[object, Strip]] = OrderedDict()

    def looks(self, row: int) -> dict[object, Strip]:
        """Return what is kept of `row`, to read and to add to."""
        found = self._rows.get(row)
        if found is None:
            found = self._rows[row] = {}
            if len(self._rows) > _ROWS_KEPT:
                self._rows.popitem(last=False)
        elif len(found) > _LOOKS_KEPT:
            found.clear()
        return found

    def drop(self, rows: Iterable[int]) -> None:
        """Forget some rows."""
        for row in rows:
            self._rows.pop(row, None)

    def clear_but(self, rows: Container[int]) -> None:
        """Forget every row except these."""
        for row in [row for row in self._rows if row not in rows]:
            del self._rows[row]

    def clear(self) -> None:
        """Forget everything."""
        self._rows.clear()


class GarbagePause:
    """Keeps the garbage collector still while a document is opened: many small objects are made, and all stay."""

    def __init__(self) -> None:
        """Start without a pause."""
        self._pausing = False

    def begin(self) -> None:
        """Begin the pause, unless somebody else holds the collector already."""
        if gc.isenabled():
            self._pausing = True
            gc.disable()

    def end(self) -> None:
        """End the pause, if it was begun here."""
        if self._pausing:
            self._pausing = False
            gc.enable()


def freeze_garbage() -> None:
    """Take all that exists now out of the garbage collector's rounds: a full round stops the screen for 50 ms or more.

    To be called when a document has been painted, not more often than documents are opened.
    """
    gc.collect()
    gc.freeze()
