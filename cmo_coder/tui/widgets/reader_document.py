"""What the reader knows of the document that it shows: its rows, and which coded fragments lie on them. No screen.

Opening must be quick with thousands of fragments, so almost nothing is worked out before a row is asked for. Adding or
removing a fragment says which rows look different.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from cmo_coder.text.cells import CellWidth, displayable
from cmo_coder.text.rows import Block, Rows, blocks
from cmo_coder.tui.widgets.reader_placing import Placed, Placing, fragment_order
from cmo_coder.tui.widgets.reader_value import ReaderFragment, ReaderTurn, Span

_NAME_REACH = 4
"""A name may slip this many rows down, within its turn and its fragment, to a row of the margin that is free."""


class ReaderDocument:
    """A text with its turns and fragments. Offsets are code points; rows count from 0."""

    def __init__(
        self,
        text: str,
        turns: Sequence[ReaderTurn],
        fragments: Iterable[ReaderFragment],
        width: CellWidth,
        control: str = "\u00b7",
    ) -> None:
        """Take in a document; `width` measures cells, `control` is shown for a control character.

        Turns stand in order and do not overlap.
        """
        self.text = text
        self.turns = tuple(turns)
        self.shown = displayable(text, control)
        self._starts = [turn.start for turn in self.turns]
        self._width = width
        self.blocks: tuple[Block, ...] = blocks(
            text, [(turn.start, max(turn.start, turn.text_start), turn.end) for turn in self.turns]
        )
        self._block_starts = [block.start for block in self.blocks]
        self._rows: Rows | None = None
        self.placing = Placing(fragments)
        self._names: dict[int, dict[int, list[Placed]]] = {}

    @property
    def in_order(self) -> list[Placed]:
        """The fragments in the order in which a reader meets them."""
        return self.placing.in_order

    @property
    def placed(self) -> dict[str, Placed]:
        """The fragments by id."""
        return self.placing.placed

    # -- rows -----------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> Rows:
        """The rows at the width of the last `wrap`; 80 columns before the first."""
        if self._rows is None:
            self.wrap(80)
        assert self._rows is not None
        return self._rows

    @property
    def columns(self) -> int:
        """The width to which the text is wrapped; 0 before it is."""
        return self._rows.columns if self._rows else 0

    def wrap(self, columns: int) -> None:
        """Break the text into rows of `columns` cells."""
        self._rows = Rows(self.shown, self.blocks, columns, self._width)
        self._names = {}

    def rows_of(self, placed: Placed) -> range:
        """Return the rows that a fragment touches."""
        first, last = self.rows.span(placed.fragment.start, placed.fragment.end)
        return range(first, last + 1)

    # -- fragments ------------------------------------------------------------------------------------------------

    def on_row(self, row: int) -> list[Placed]:
        """Return the fragments that lie on `row`, in order."""
        return self.placing.between(self.rows.starts[row], self.rows.ends[row])

    def at(self, offset: int) -> list[Placed]:
        """Return the fragments that cover `offset`, the smallest first."""
        here = self.placing.between(offset, offset + 1)
        return sorted(here, key=lambda placed: (placed.fragment.end - placed.fragment.start, placed.order))

    def add(self, fragment: ReaderFragment) -> set[int]:
        """Add a fragment; return the rows that look different now. Raises ValueError where its id is there already."""
        if fragment.id in self.placed:
            raise ValueError(f"fragment {fragment.id} is shown already")
        return self._change((), (fragment,))

    def remove(self, fragment_id: str) -> set[int]:
        """Take a fragment away and return the rows that look different now. Raises KeyError for an unknown id."""
        return self._change((self.placed[fragment_id],), ())

    def replace(self, fragment: ReaderFragment) -> set[int]:
        """Put `fragment` in the place of the one with its id; return the rows that look different. Raises KeyError."""
        return self._change((self.placed[fragment.id],), (fragment,))

    def show(self, fragments: Iterable[ReaderFragment]) -> set[int]:
        """Show exactly these fragments; return the rows that look different now. What stays, stays in its lane."""
        wanted = {fragment.id: fragment for fragment in fragments}
        gone = [placed for placed in self.in_order if wanted.get(placed.fragment.id) != placed.fragment]
        staying = self.placed.keys() - {placed.fragment.id for placed in gone}
        new = sorted((each for each in wanted.values() if each.id not in staying), key=fragment_order)
        return self._change(gone, new)

    def take(self, placing: Placing, rows: Iterable[int]) -> set[int]:
        """Show the fragments of a placing made elsewhere; return those of `rows` that look different now."""
        rows = tuple(rows)
        before = {row: self._look_of(row) for row in rows}
        self.placing = placing
        self._names = {}
        return {row for row in rows if self._look_of(row) != before[row]}

    def _look_of(self, row: int) -> tuple[object, ...]:
        """What of the fragments is to be seen on a row and beside it."""
        here, names = self.on_row(row), self.names_on(row)
        return tuple((one.fragment, one.lane) for one in here), tuple(one.fragment for one in names)

    def _change(self, gone: Sequence[Placed], new: Sequence[ReaderFragment]) -> set[int]:
        """Take fragments away and add others; return the rows that look different now."""
        fragments = [*(placed.fragment for placed in gone), *new]
        blocks = self._blocks_of(fragments)
        names = self._names_in(blocks)
        self.placing.change(gone, new)
        for index in blocks:
            # What begins in the label between two blocks is looked for in both.
            for near in (index - 1, index, index + 1):
                self._names.pop(near, None)
        if self._rows is None:
            return set()
        now = self._names_in(blocks)
        rows = {row for row in {*names, *now} if names.get(row) != now.get(row)}
        for fragment in fragments:
            first, last = self.rows.span(fragment.start, fragment.end)
            # What begins in a label goes over the empty row before its words.
            begins_before = first > 0 and fragment.start < self.rows.starts[first]
            rows.update(range(first - begins_before, last + 1))
        return rows

    # -- names in the margin --------------------------------------------------------------------------------------

    def names_on(self, row: int) -> list[Placed]:
        """Return the fragments whose names stand beside `row`: those that begin there, or just above and slipped."""
        return self._names_of(self.block_at(self.rows.starts[row])).get(row, [])

    def _blocks_of(self, fragments: Iterable[ReaderFragment]) -> set[int]:
        """Return the blocks beside which the names of `fragments` stand."""
        if self._rows is None:
            return set()
        starts, span = self.rows.starts, self.rows.span
        return {self.block_at(starts[span(fragment.start, fragment.end)[0]]) for fragment in fragments}

    def _names_in(self, blocks: Iterable[int]) -> dict[int, list[Placed]]:
        """Return the rows with names in some blocks."""
        return {row: names for index in blocks for row, names in self._names_of(index).items()}

    def _names_of(self, index: int) -> dict[int, list[Placed]]:
        """Return the rows of a block that have names, with these: worked out a block at a time, and kept."""
        found = self._names.get(index)
        if found is not None:
            return found
        found = self._names[index] = {}
        block = self.blocks[index]
        after = self.blocks[index + 1].start if index + 1 < len(self.blocks) else len(self.text) + 1
        before = self.blocks[index - 1].end if index else -1
        lowest = self.rows.row_of(block.end)
        for placed in self.placing.beginning_between(before, after):
            rows = self.rows_of(placed)
            if not block.start <= self.rows.starts[rows[0]] <= block.end:
                continue
            below = range(rows[0], min(rows[-1], rows[0] + _NAME_REACH - 1, lowest) + 1)
            row = next((row for row in below if row not in found), rows[0])
            found.setdefault(row, []).append(placed)
        return found

    # -- turns ----------------------------------------------------------------------------------------------------

    def turn_at(self, offset: int) -> int:
        """Return the index of the turn that holds `offset`, or of the one before it; -1 before all."""
        return bisect_right(self._starts, offset) - 1

    def block_at(self, offset: int) -> int:
        """Return the index of the block that holds `offset`, or of the one before it; 0 before all."""
        return max(0, bisect_right(self._block_starts, offset) - 1)

    def words_of(self, index: int) -> Span:
        """Return the spoken words of a turn, without the white space around them; an empty span for none."""
        turn = self.turns[index]
        start, end = max(turn.start, turn.text_start), turn.end
        while end > start and self.text[end - 1].isspace():
            end -= 1
        while start < end and self.text[start].isspace():
            start += 1
        return start, end

    def is_coded(self, index: int) -> bool:
        """Tell whether a shown fragment lies on the words of a turn."""
        return bool(self.placing.between(*self.words_of(index)))

    # -- the map --------------------------------------------------------------------------------------------------

    def density(self, height: int) -> list[int]:
        """Return for each of `height` equal parts of the document how densely it is coded, from 0 to 4."""
        return [self._density(part, height, self.placing.depth) for part in range(height)]

    def density_after(self, rows: Iterable[int], before: list[int]) -> list[int]:
        """Return the density of as many parts as `before` has, where only on `rows` something may have changed."""
        height, count = len(before), max(1, len(self.rows))
        after = list(before)
        parts: set[int] = set()
        for row in rows:
            # What stands between two rows of words (a label, white space) counts with one, and is shown on the other.
            near = range(self.rows.neighbour(row, -1), self.rows.neighbour(row, 1) + 1)
            parts.update(((one + 1) * height - 1) // count for one in near if 0 <= one < count)
        for part in parts:
            after[part] = self._density(part, height, self.placing.depth_near)
        return after

    def _density(self, part: int, height: int, depth_of: Callable[[int, int], float]) -> int:
        count, starts = len(self.rows), self.rows.starts
        first, last = part * count // height, (part + 1) * count // height
        start = starts[first]
        depth = depth_of(start, starts[last] if last < count else len(self.text))
        return 0 if depth == 0 else 1 if depth < 0.4 else 2 if depth < 1 else 3 if depth < 2 else 4
