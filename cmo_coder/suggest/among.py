"""The inner products of sparse rows among themselves, for some of the rows at a time.

The n-grams of a word stand together, and so do their numbers: of 6,600 features that are common in a study of 2,000
fragments 2,700 are different ones. Each is multiplied once, times how many there are of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmo_coder.suggest.numbered import mixed
from cmo_coder.suggest.sparse import COMMON, MANY, Columns, distinct, pieces, ranges
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

        features, times = different(columns)
        self._columns, self._times = columns, np.zeros(len(columns.ends) - 1, np.float32)
        self._times[features] = times * factor
        common = np.diff(columns.ends) > COMMON
        self._common = np.flatnonzero((self._times > 0) & common)
        self._rare = columns.as_rows((self._times > 0) & ~common)

    def add_to(self, parts: Sequence[Part]) -> None:
        """Add them to blocks of rows of a triangle: common features by dense blocks, as in `inner`."""
        import numpy as np

        self._add_rare(parts)
        largest = max(end for _start, end, _part in parts)
        dense = np.empty(DENSE * self._columns.n, np.float32)
        product = np.empty(max(len(part) for _start, _end, part in parts) * WIDE, np.float32)
        for at in range(0, len(self._common), DENSE):
            chosen = self._common[at : at + DENSE]
            block = self._columns.dense(chosen, dense)[:, :largest]
            block *= np.sqrt(self._times[chosen])[:, None]
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
            for low, high in pieces(pairs, PAIRS):
                features = rows.features[low:high]
                counts = spread[features]
                at = ranges(right.ends[features], counts)
                beside = right.rows[at]
                products = np.repeat(rows.values[low:high] * self._times[features], counts) * right.values[at]
                below = beside < end  # the others stand above the diagonal
                np.add.at(flat, (np.repeat(places[low:high], counts) + beside)[below], products[below])


def different(columns: Columns) -> tuple[Any, Any]:
    """The features (by number) that have other numbers than those before them, and how many have the same.

    Columns are told apart by a number of 64 bits that is reckoned from their rows and values.
    """
    import numpy as np

    of_rows = mixed(np.arange(1, columns.n + 1, dtype=np.uint64))
    bits = columns.values.view(f"u{columns.values.itemsize}")
    marks = np.zeros(len(columns.ends) - 1, np.uint64)
    for at in range(0, len(marks), MANY):
        ends = columns.ends[at : at + MANY + 1]
        here = slice(ends[0], ends[-1])
        products = of_rows[columns.rows[here]] * (2 * bits[here].astype(np.uint64) + np.uint64(1))
        there = np.flatnonzero(np.diff(ends))
        if len(there):
            marks[at + there] = np.add.reduceat(products, ends[there] - ends[0])
    order = np.argsort(marks, kind="stable")
    _marks, times = distinct(marks)
    first = order[np.cumsum(times) - times]
    used = columns.ends[first] < columns.ends[first + 1]
    return first[used], times[used]
