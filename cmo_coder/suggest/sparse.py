"""Sparse rows of numbers and their inner products, on numpy alone.

Scipy has these too; importing its parts costs thirty megabytes in a program that should fit in a hundred and ten
(docs/decisions/0037-memory-of-suggestions.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

MANY = 1000
"""So many features are summed at once."""
PAIRS = 50_000
"""So many products of two numbers are held at once."""
SEVERAL, COMMON = 4, 48
"""With so many rows, a feature in more than so many is multiplied densely."""
FEW = 32
"""So many features are put in their places at once."""
DENSE = 64
"""So many features at once, so that the dense block stays small (rows x features x 4 bytes)."""


def distinct(numbers: Any) -> tuple[Any, Any]:
    """The different numbers, rising, and how often each is there. (Numpy's own `unique` imports five megabytes.)"""
    import numpy as np

    found = np.sort(numbers)
    first = np.flatnonzero(np.concatenate([[True], found[1:] != found[:-1]])[: len(found)])
    return found[first], np.diff(np.append(first, len(found)))


@dataclass(frozen=True, slots=True)
class SparseRows:
    """Rows of `width` numbers, of which those that are not zero are kept.

    Row r has the features `features[ends[r]:ends[r + 1]]`, rising, with their `values` (single precision).
    """

    ends: Any
    features: Any
    values: Any
    width: int

    @classmethod
    def of(cls, rows: Sequence[Mapping[int, float]], width: int) -> SparseRows:
        """Rows from feature -> value."""
        import numpy as np

        features = [feature for row in rows for feature in sorted(row)]
        values = [row[feature] for row in rows for feature in sorted(row)]
        ends = np.cumsum([0, *map(len, rows)])
        return cls(ends, np.array(features, np.int32), np.array(values, np.float32), width)

    @classmethod
    def stacked(cls, parts: Sequence[SparseRows]) -> SparseRows:
        """The rows of several, one below the other."""
        import numpy as np

        counts = np.concatenate([np.diff(one.ends) for one in parts])
        return cls(
            np.concatenate([[0], np.cumsum(counts)]),
            np.concatenate([one.features for one in parts]),
            np.concatenate([one.values for one in parts]),
            parts[0].width,
        )

    def __len__(self) -> int:
        return len(self.ends) - 1

    @property
    def row_numbers(self) -> Any:
        """For each value the row in which it stands."""
        import numpy as np

        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.ends))

    def take(self, rows: Any) -> SparseRows:
        """Some of the rows: by slice, or by numbers."""
        import numpy as np

        numbers = np.arange(len(self))[rows]
        counts = np.diff(self.ends)[numbers]
        at = ranges(self.ends[numbers], counts)
        ends = np.concatenate([[0], np.cumsum(counts)])
        return SparseRows(ends, self.features[at], self.values[at], self.width)

    def where(self, chosen: Any) -> SparseRows:
        """The rows with some of their values alone (one truth value for each)."""
        import numpy as np

        counts = np.bincount(self.row_numbers[chosen], minlength=len(self))
        ends = np.concatenate([[0], np.cumsum(counts)])
        return SparseRows(ends, self.features[chosen], self.values[chosen], self.width)

    def renumbered(self, numbers: Any, width: int) -> SparseRows:
        """The rows with other numbers (rising) for their features."""
        return SparseRows(self.ends, numbers[self.features], self.values, width)

    def lengths(self) -> Any:
        """The length of each row."""
        import numpy as np

        squares = self.values.astype(float) ** 2
        return np.sqrt(np.bincount(self.row_numbers, squares, minlength=len(self)))

    def of_length_one(self) -> SparseRows:
        """The rows brought to length one; an empty one stays empty."""
        import numpy as np

        lengths = self.lengths()
        return self.times_each(1.0 / np.where(lengths > 0, lengths, 1.0))

    def times_each(self, factors: Any) -> SparseRows:
        """The rows, each times a factor of its own."""
        import numpy as np

        values = (self.values * factors[self.row_numbers]).astype(np.float32)
        return SparseRows(self.ends, self.features, values, self.width)

    def sum(self, weights: Any) -> Any:
        """The sum of the rows, each times its weight, as a dense row."""
        import numpy as np

        return np.bincount(self.features, self.values * weights[self.row_numbers], minlength=self.width)

    def dense(self, nr: int) -> Any:
        """One of the rows with all its numbers, those that are zero too."""
        import numpy as np

        return self.sum(np.arange(len(self)) == nr)

    def times(self, dense: Any) -> Any:
        """The inner product of each row with a dense row."""
        import numpy as np

        return np.bincount(self.row_numbers, self.values * dense[self.features], minlength=len(self))

    def columns(self, precision: str = "float32") -> Columns:
        """The same numbers by feature, in this precision (of numpy)."""
        import numpy as np

        return Columns.of([self], np.bincount(self.features, minlength=self.width), len(self), precision)


@dataclass(frozen=True, slots=True)
class Columns:
    """Sparse rows by feature: feature f stands in the rows `rows[ends[f]:ends[f + 1]]` with `values`.

    This is how they are kept to compare others with.
    """

    ends: Any
    rows: Any
    values: Any
    n: int

    @classmethod
    def of(cls, parts: Iterable[SparseRows], spread: Any, n: int, precision: str) -> Columns:
        """The rows of several, one below the other, `n` in all; `spread` says in how many of them each feature stands.

        The parts are taken one after the other, so that they need not be there at the same time.
        """
        import numpy as np

        ends = np.concatenate([[0], np.cumsum(spread)]).astype(np.int32)
        rows = np.empty(ends[-1], np.uint16 if n <= 1 << 16 else np.int32)
        values = np.empty(ends[-1], precision)
        free, nr = ends[:-1].copy(), 0
        for part in parts:
            for low, high in pairwise(part.ends.tolist()):  # a feature stands in a row once
                features = part.features[low:high]
                places = free[features]
                rows[places], values[places] = nr, part.values[low:high]
                free[features] = places + 1
                nr += 1
        return cls(ends, rows, values, n)

    @property
    def feature_numbers(self) -> Any:
        """For each value the feature that it belongs to."""
        import numpy as np

        return np.repeat(np.arange(len(self.ends) - 1, dtype=np.int32), np.diff(self.ends))

    def as_rows(self, chosen: Any = None) -> SparseRows:
        """The same numbers by row; with `chosen` (a truth value for each feature) those of some features alone."""
        import numpy as np

        features = np.arange(len(self.ends) - 1, dtype=np.int32)
        if chosen is not None:
            features = features[chosen]
        counts = np.diff(self.ends)[features]
        here = ranges(self.ends[features], counts)
        numbers, rows, values = np.repeat(features, counts), self.rows[here], self.values[here]
        order = np.argsort(rows, kind="stable")
        ends = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=self.n))])
        return SparseRows(ends, numbers[order], values[order], len(self.ends) - 1)

    def dense(self, features: Any, into: Any = None) -> Any:
        """Some of the features (by number) with all rows, those that are zero too: `features x rows`.

        `into`: an array of single precision that is large enough, to be filled in place of a new one.
        """
        import numpy as np

        size = len(features) * self.n
        found = np.empty(size, np.float32) if into is None else into[:size]
        found[:] = 0.0
        for low in range(0, len(features), FEW):  # where they stand takes more than they do
            some = features[low : low + FEW]
            counts = np.diff(self.ends)[some]
            here = ranges(self.ends[some], counts)
            at = np.repeat(np.arange(low, low + len(some), dtype=np.int32) * np.int32(self.n), counts)
            at += self.rows[here]
            found[at] = self.values[here]
        return found.reshape(len(features), self.n)

    def sum(self, weights: Any) -> Any:
        """The sum of the rows, each times its weight, as a dense row."""
        import numpy as np

        found = np.zeros(len(self.ends) - 1)
        for at in range(0, len(found), MANY):  # some features at a time: products of all would take more than they
            ends = self.ends[at : at + MANY + 1]
            here = slice(ends[0], ends[-1])
            products = self.values[here] * weights[self.rows[here]]
            there = np.flatnonzero(np.diff(ends))
            if len(there):
                found[at + there] = np.add.reduceat(products, ends[there] - ends[0])
        return found


def inner(left: SparseRows, right: Columns) -> Any:
    """The inner product of every row of `left` with every row of `right`, as a dense array in double precision.

    A product of sparse rows costs as much as its features occur. With several rows the features that are common on the
    right are multiplied as dense blocks, in single precision, which a processor does best.
    """
    import numpy as np

    found = np.zeros((len(left), right.n))
    spread = np.diff(right.ends)
    if len(left) >= SEVERAL:
        common = spread[left.features] > COMMON
        _add_common(found, left.where(common), right)
        left = left.where(~common)
    rows = left.row_numbers
    for low, high in pieces(np.cumsum(spread[left.features]), PAIRS):
        first, end = int(rows[low]), int(rows[high - 1]) + 1
        _add_pairs(found[first:end], rows[low:high] - first, left.features[low:high], left.values[low:high], right)
    return found


def _add_common(found: Any, left: SparseRows, right: Columns) -> None:
    """Add the products of the rows by dense blocks of their features."""
    import numpy as np

    features, _times = distinct(left.features)
    numbers, rows = np.searchsorted(features, left.features), left.row_numbers
    for at in range(0, len(features), DENSE):
        chosen = features[at : at + DENSE]
        here = (numbers >= at) & (numbers < at + DENSE)
        block = np.zeros((len(left), len(chosen)), np.float32)
        block[rows[here], numbers[here] - at] = left.values[here]
        found += block @ right.dense(chosen)


def _add_pairs(found: Any, rows: Any, features: Any, values: Any, right: Columns) -> None:
    """Add the products of numbers (of these rows and features) with those of the same feature in `right`."""
    import numpy as np

    counts = np.diff(right.ends)[features]
    at = ranges(right.ends[features], counts)
    places = np.repeat(rows.astype(np.intp) * found.shape[1], counts) + right.rows[at]
    products = np.repeat(values.astype(float), counts) * right.values[at]
    found += np.bincount(places, products, minlength=found.size).reshape(found.shape)


def pieces(costs: Any, most: int) -> Iterator[tuple[int, int]]:
    """Ranges `[low, high)` of numbers that cost `most` together, or one that costs more; `costs` are added up."""
    import numpy as np

    low, done = 0, 0
    while low < len(costs):
        high = max(low + 1, int(np.searchsorted(costs, done + most, side="right")))
        yield low, high
        low, done = high, int(costs[high - 1])


def ranges(starts: Any, counts: Any) -> Any:
    """The numbers `start, start + 1, ...`, as many as its count, of each pair one after the other."""
    import numpy as np

    before = np.cumsum(counts) - counts
    found = np.repeat((starts - before).astype(np.int32), counts)
    found += np.arange(len(found), dtype=np.int32)
    return found
