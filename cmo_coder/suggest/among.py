"""The inner products of sparse rows among themselves, for some of the rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cmo_coder.suggest.sparse import COMMON, Columns, ranges
from cmo_coder.suggest.triangle import Part

DENSE = 128
"""So many features at once: with fewer the processor waits for the numbers, and not for their products."""
PAIRS = 20_000
"""So many products of two numbers are held at once."""
WIDE = 512
"""So many numbers of each row at once: what is added next is held beside the rows."""


class Among:
    """The inner products of rows among themselves, times a factor, for some of the rows at a time."""

    def __init__(self, columns: Columns, factor: float) -> None:
        import numpy as np

        common = np.diff(columns.ends) > COMMON
        self._columns, self._factor = columns, factor
        self._common = np.flatnonzero(common)
        self._rare = columns.as_rows(~common)

    def add_to(self, parts: Sequence[Part]) -> None:
        """Add them to blocks of rows of a triangle: common features by dense blocks, as in `inner`."""
        import numpy as np

        self._add_rare(parts)
        largest = max(end for _start, end, _part in parts)
        dense = np.empty(DENSE * self._columns.n, np.float32)
        product = np.empty(max(len(part) for _start, _end, part in parts) * WIDE, np.float32)
        for at in range(0, len(self._common), DENSE):
            block = self._columns.dense(self._common[at : at + DENSE], dense)[:, :largest]
            block *= np.float32(self._factor**0.5)
            for start, end, part in parts:
                for left in range(0, end, WIDE):
                    right = min(left + WIDE, end)
                    found = product[: len(part) * (right - left)].reshape(len(part), -1)
                    part[:, left:right] += np.matmul(block[:, start:end].T, block[:, left:right], out=found)

    def _add_rare(self, parts: Sequence[Part]) -> None:
        """Add the products of features that stand in few rows, number by number."""
        import numpy as np

        right = self._columns
        spread = np.diff(right.ends)
        for start, end, part in parts:
            rows = self._rare.take(slice(start, end))
            flat, places = part.reshape(-1), rows.row_numbers * np.int32(end)
            pairs = np.cumsum(spread[rows.features])
            for low, high in _pieces(pairs):
                features = rows.features[low:high]
                counts = spread[features]
                at = ranges(right.ends[features], counts)
                beside = right.rows[at]
                products = np.repeat(rows.values[low:high] * np.float32(self._factor), counts) * right.values[at]
                below = beside < end  # the others stand above the diagonal
                np.add.at(flat, (np.repeat(places[low:high], counts) + beside)[below], products[below])


def _pieces(costs: Any) -> Iterator[tuple[int, int]]:
    """Ranges `[low, high)` of numbers that cost `PAIRS` together, or one that costs more; `costs` are added up."""
    import numpy as np

    low, done = 0, 0
    while low < len(costs):
        high = max(low + 1, int(np.searchsorted(costs, done + PAIRS, side="right")))
        yield low, high
        low, done = high, int(costs[high - 1])
