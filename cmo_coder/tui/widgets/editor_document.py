"""A transcript as the editor shows it: as the reader does, but blank space that is being typed stays in sight.

Every key makes the document anew: taking it apart costs two milliseconds for an interview of 30,000 words. What would
cost more, wrapping, is done again only for the turns whose words changed; the rows of all others are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from cmo_coder.text.rows import SPACER, Block, Rows
from cmo_coder.text.wrap import wrap
from cmo_coder.tui.widgets.reader_document import ReaderDocument
from cmo_coder.tui.widgets.reader_value import ReaderFragment, ReaderTurn

_KEPT = 4_000
"""Blocks of which the rows are kept."""


class RowStore:
    """The rows of blocks, by their words: relative to where the block begins."""

    def __init__(self) -> None:
        """Start empty."""
        self._columns = 0
        self._rows: dict[str, tuple[tuple[int, int], ...]] = {}
        self.wrapped = 0
        """How many blocks were wrapped since the start; tests count them, no clock is needed."""

    def rows(self, words: str, columns: int) -> tuple[tuple[int, int], ...]:
        """The rows of a block with these words."""
        if columns != self._columns or len(self._rows) > _KEPT:
            self._rows.clear()
            self._columns = columns
        found = self._rows.get(words)
        if found is None:
            self.wrapped += 1
            rows = wrap(words, 0, len(words), columns, cell_len) or [(0, 0)]
            if words.endswith("\n"):  # the caret may stand after it, on a line that has nothing yet
                rows.append((len(words), len(words)))
            found = self._rows[words] = tuple(rows)
        return found


class EditRows(Rows):
    """Rows put together from those that are kept."""

    def __init__(self, text: str, shown: Iterable[Block], columns: int, store: RowStore) -> None:
        """Lay out the `shown` blocks of `text` at a width of `columns` cells."""
        super().__init__(text, (), columns, cell_len)
        for block in shown:
            if self.starts:
                self._add(block.start, block.start, SPACER)
            self.heads.add(len(self.starts))
            at = block.start
            for start, end in store.rows(text[at : block.end], columns):
                self._add(at + start, at + end, block.turn)

    def words(self, row: int) -> tuple[int, int]:
        """What of `row` is painted: at the end of a turn with its spaces, for there somebody may be typing."""
        if row + 1 < len(self) and self.turns[row + 1] != SPACER:
            return super().words(row)
        start, end = self.starts[row], self.ends[row]
        while end > start and (self._text[end - 1] == "\n" or cell_len(self._text[start:end]) > self.columns):
            end -= 1
        return start, end


class EditDocument(ReaderDocument):
    """A document while it is being edited; `caret` is where white space must not be left out."""

    def __init__(
        self,
        text: str,
        turns: Sequence[ReaderTurn],
        fragments: Iterable[ReaderFragment],
        caret: int,
        store: RowStore,
        control: str,
    ) -> None:
        """Take in the document as it is now."""
        super().__init__(text, turns, fragments, cell_len, control)
        self._store = store
        self.blocks = tuple(_with_space(text, self.blocks, caret))
        self._block_starts = [block.start for block in self.blocks]

    def wrap(self, columns: int) -> None:
        """Break the text into rows of `columns` cells; only what changed is measured."""
        self._rows = EditRows(self.shown, self.blocks, columns, self._store)
        self._names = {}


def _with_space(text: str, blocks: Sequence[Block], caret: int) -> Iterable[Block]:
    """The blocks, of which the one before the caret reaches up to it where only white space lies between."""
    for nr, block in enumerate(blocks):
        following = blocks[nr + 1].start if nr + 1 < len(blocks) else len(text) + 1
        if block.end < caret < following and text[block.end : caret].isspace():
            yield Block(block.start, caret, block.turn)
        else:
            yield block
