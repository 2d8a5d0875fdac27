"""The rows of a transcript on the screen: which code points stand on which row, and whose turn that is.

A row is `[start, end)` in code points. Between two turns stands one empty row (a *spacer*); text that is not shown,
such as the label "R1:" before a turn (the label column shows it) and blank lines between turns, belongs to no row.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cmo_coder.text.cells import CellWidth, column_of, offset_at
from cmo_coder.text.wrap import wrap

NO_TURN = -1
"""The turn of a row whose text belongs to nobody's turn, such as a heading."""

SPACER = -2
"""The "turn" of an empty row between blocks."""

_INK = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Block:
    """Text shown together: the words of a turn, or what stands between turns. `turn` is an index, or NO_TURN."""

    start: int
    end: int
    turn: int


def blocks(text: str, turns: Sequence[tuple[int, int, int]]) -> tuple[Block, ...]:
    """Return what is shown of `text`, in order, without the white space around it.

    `turns` are `(start, text_start, end)` in order of place and without overlap: the label `[start, text_start)` is not
    shown. A turn without words keeps an empty block; white space between turns gives none.
    """
    found: list[Block] = []
    at = 0
    for index, (start, text_start, end) in enumerate(turns):
        if between := _trimmed(text, at, start):
            found.append(Block(*between, NO_TURN))
        words = _trimmed(text, text_start, end) or (text_start, text_start)
        found.append(Block(*words, index))
        at = max(at, end)
    if rest := _trimmed(text, at, len(text)):
        found.append(Block(*rest, NO_TURN))
    return tuple(found) or (Block(0, 0, NO_TURN),)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return `[start, end)` without blank lines before it and white space after it; None where nothing is left."""
    if start < end and not text[start].isspace() and not text[end - 1].isspace():
        return start, end
    ink = _INK.search(text, start, end)
    if ink is None:
        return None
    # Spaces that indent the first line stay.
    start = max(start, text.rfind("\n", start, ink.start()) + 1)
    while text[end - 1].isspace():
        end -= 1
    return start, end


class Rows:
    """The rows of one text at one width."""

    def __init__(self, text: str, shown: Iterable[Block], columns: int, width: CellWidth) -> None:
        """Wrap the `shown` blocks of `text` to `columns` cells, measured by `width`. Raises ValueError below 1."""
        self._text = text
        self._width = width
        self.columns = columns
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.turns: list[int] = []
        self.heads: set[int] = set()
        """The first row of each block."""
        for block in shown:
            if self.starts:
                self._add(block.start, block.start, SPACER)
            self.heads.add(len(self.starts))
            rows = wrap(text, block.start, block.end, columns, width) or [(block.start, block.end)]
            self.starts.extend([start for start, _ in rows])
            self.ends.extend([end for _, end in rows])
            self.turns.extend([block.turn] * len(rows))

    def _add(self, start: int, end: int, turn: int) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.turns.append(turn)

    def __len__(self) -> int:
        """Return the number of rows, at least 1."""
        return len(self.starts)

    def is_text(self, row: int) -> bool:
        """Tell whether the caret can stand on `row`."""
        return self.turns[row] != SPACER

    def row_of(self, offset: int) -> int:
        """Return the row that holds `offset`; for text that is not shown, the row before it (or the first)."""
        # A spacer has the start of the row after it, so the last row with a start up to `offset` is never a spacer.
        return max(0, bisect_right(self.starts, offset) - 1)

    def snap(self, offset: int, forward: bool = True) -> int:
        """Return `offset` if it is shown, else the nearest that is: after it if `forward` (and any is), or before."""
        row = self.row_of(offset)
        if offset <= self.starts[row]:
            return self.starts[row]
        if offset <= self.ends[row]:
            return offset
        if forward and row + 1 < len(self):
            return self.starts[row + 1]
        return self.ends[row]

    def words(self, row: int) -> tuple[int, int]:
        """Return what of `row` is painted: its offsets without the white space that hangs over its end."""
        start, end = self.starts[row], self.ends[row]
        while end > start and self._text[end - 1] in " \n":
            end -= 1
        return start, end

    def column(self, row: int, offset: int) -> int:
        """Return the cell of `offset` in `row`, from 0 to `columns`."""
        return min(column_of(self._text, self.starts[row], offset, self._width), self.columns)

    def offset(self, row: int, column: int) -> int:
        """Return the offset that stands at cell `column` of `row`; beyond its last word the offset after that word."""
        start, end = self.words(row)
        return offset_at(self._text, start, end, column, self._width)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last row that `[start, end)` touches. At least one row, also for text not shown."""
        starts = self.starts
        first = max(0, bisect_right(starts, start) - 1)
        if start >= self.ends[first] and first + 1 < len(starts):
            first += 1
            while self.turns[first] == SPACER:
                first += 1
        last = max(0, bisect_right(starts, max(start, end - 1)) - 1)
        return (first, last) if first <= last else (last, last)

    def neighbour(self, row: int, step: int) -> int:
        """Return the row with text that lies `step` rows with text away (negative: up), or the last one on the way."""
        direction = 1 if step > 0 else -1
        for _ in range(abs(step)):
            nearby = row + direction
            while 0 <= nearby < len(self) and not self.is_text(nearby):
                nearby += direction
            if not 0 <= nearby < len(self):
                break
            row = nearby
        return row
