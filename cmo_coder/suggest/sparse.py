"""Sparse rows of numbers and their inner products, on numpy alone.

Scipy has these too; importing its parts costs thirty megabytes in a program that should fit in a hundred and ten
(docs/decisions/0037-memory-of-suggestions.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cmo_coder.suggest.triangle import Triangle

PAIRS = 50_000
"""So many products of two numbers are held at once."""
SEVERAL, COMMON = 4, 48
"""With so many rows, a feature in more than so many is multiplied densely."""
FEW = 32
"""So many rows at once are held beside all others in double precision."""
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
        at = _ranges(self.ends[numbers], counts)
        ends = np.concatenate([[0], np.cumsum(counts)])
        return SparseRows(ends, self.features[at], self.values[at], self.width)

    def where(self, chosen: Any) -> SparseRows:
        """The rows with some of their values alone (one truth value for each)."""
        import numpy as np

        counts = np.bincount(self.row_numbers[chosen], minlength=len(self))
        ends = np.concatenate([[0], np.cumsum(counts)])
        return SparseRows(ends, self.features[chosen], self.values[chosen], self.width)

    def lengths(self) -> Any:
        """The length of each row."""
        import numpy as np

        squares = self.values.astype(float) ** 2
        return np.sqrt(np.bincount(self.row_numbers, squares, minlength=len(self)))

    def of_length_one(self) -> SparseRows:
        """The rows brought to length one; an empty one stays empty."""
        import numpy as np

        lengths = self.lengths()
        factors = 1.0 / np.where(lengths > 0, lengths, 1.0)
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

        ends = np.concatenate([[0], np.cumsum(np.bincount(self.features, minlength=self.width))]).astype(np.int32)
        rows = np.empty(len(self.values), np.uint16 if len(self) <= 1 << 16 else np.int32)
        values = np.empty(len(self.values), precision)
        free = ends[:-1].copy()
        for at in range(0, len(self), DENSE):  # some rows at a time: an order of all values would take more than they
            part = self.take(slice(at, at + DENSE))
            order = np.argsort(part.features, kind="stable")
            features = part.features[order]
            counts = np.bincount(features, minlength=self.width)
            places = free[features] + np.arange(len(order)) - (np.cumsum(counts) - counts)[features]
            rows[places] = part.row_numbers[order] + at
            values[places] = part.values[order]
            free += counts.astype(np.int32)
        return Columns(ends, rows, values, len(self))


@dataclass(frozen=True, slots=True)
class Columns:
    """Sparse rows by feature: feature f stands in the rows `rows[ends[f]:ends[f + 1]]`, rising, with `values`.

    This is how they are kept to compare others with.
    """

    ends: Any
    rows: Any
    values: Any
    n: int

    @property
    def feature_numbers(self) -> Any:
        """For each value the feature that it belongs to."""
        import numpy as np

        return np.repeat(np.arange(len(self.ends) - 1, dtype=np.int32), np.diff(self.ends))

    def as_rows(self) -> SparseRows:
        """The same numbers by row."""
        import numpy as np

        order = np.argsort(self.rows, kind="stable")
        ends = np.concatenate([[0], np.cumsum(np.bincount(self.rows, minlength=self.n))])
        values = self.values[order].astype(np.float32)
        return SparseRows(ends, self.feature_numbers[order], values, len(self.ends) - 1)

    def dense(self, features: Any) -> Any:
        """Some of the features (by number) with all rows, those that are zero too: `features x rows`."""
        import numpy as np

        counts = np.diff(self.ends)[features]
        here = _ranges(self.ends[features], counts)
        found = np.zeros((len(features), self.n), np.float32)
        numbers = np.repeat(np.arange(len(features), dtype=np.int32), counts)
        found[numbers, self.rows[here]] = self.values[here]
        return found

    def sum(self, weights: Any) -> Any:
        """The sum of the rows, each times its weight, as a dense row."""
        import numpy as np

        products = self.values * weights[self.rows]
        return np.bincount(self.feature_numbers, products, minlength=len(self.ends) - 1)


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
    costs = np.concatenate([[0], np.cumsum(spread[left.features])])[left.ends]
    start = 0
    while start < len(left):
        end = max(start + 1, int(np.searchsorted(costs, costs[start] + PAIRS, side="right")) - 1)
        _add_pairs(found[start:end], left.take(slice(start, end)), right)
        start = end
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


def _add_pairs(found: Any, left: SparseRows, right: Columns) -> None:
    """Add the products of every number of `left` with those of the same feature in `right`."""
    import numpy as np

    counts = np.diff(right.ends)[left.features]
    at = _ranges(right.ends[left.features], counts)
    places = np.repeat(left.row_numbers.astype(np.intp) * found.shape[1], counts) + right.rows[at]
    products = np.repeat(left.values.astype(float), counts) * right.values[at]
    found += np.bincount(places, products, minlength=found.size).reshape(found.shape)


def _ranges(starts: Any, counts: Any) -> Any:
    """The numbers `start, start + 1, ...`, as many as its count, of each pair one after the other."""
    import numpy as np

    before = np.cumsum(counts) - counts
    found = np.repeat((starts - before).astype(np.int32), counts)
    found += np.arange(len(found), dtype=np.int32)
    return found


def add_inner(triangle: Triangle, columns: Columns, factor: float) -> None:
    """Add `factor` times the inner products of the rows among themselves, common features as in `inner`."""
    import numpy as np

    common = np.diff(columns.ends) > COMMON
    _add_rare(triangle, columns, common, factor)
    numbers = np.flatnonzero(common)
    for at in range(0, len(numbers), DENSE):
        block = columns.dense(numbers[at : at + DENSE]) * np.float32(factor**0.5)
        for start, end, part in triangle.parts():
            part += block[:, start:end].T @ block[:, :end]


def _add_rare(triangle: Triangle, columns: Columns, common: Any, factor: float) -> None:
    import numpy as np

    keep = ~common[columns.feature_numbers]
    counts = np.where(common, 0, np.diff(columns.ends))
    ends = np.concatenate([[0], np.cumsum(counts)])
    rare = Columns(ends, columns.rows[keep], columns.values[keep], columns.n)
    rows = rare.as_rows()
    for start, end, part in triangle.parts():
        for at in range(start, end, FEW):
            few = inner(rows.take(slice(at, min(at + FEW, end))), rare)
            few *= factor
            part[at - start : at - start + len(few)] += few[:, :end]
