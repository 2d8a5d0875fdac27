"""What is kept of the texts that a study had already when all is learned anew: nearly all of them.

Reading texts and counting their n-grams is half of learning. How often each stands in a text does not change: that is
got back from the rows that are in use, of which nothing more has to be kept for it. What comes out is what learning
from nothing gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cmo_coder.suggest.sparse import Columns, SparseRows

MANY = 250
"""So many features are taken over at once: what is held meanwhile stays small."""
LARGEST = 2000.0
"""Up to here half precision has every whole number; a text in which something stands more often is a whole document."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Texts by feature, weighed; `scales` (n-grams and words, by text) is what brought each text to length one."""

    columns: Columns
    scales: Any


def paired(before: Sequence[str], texts: Sequence[str]) -> tuple[Any, list[int]]:
    """For each text of before the number of its place among `texts`, -1 where it is gone; and which texts are new."""
    import numpy as np

    places: dict[str, list[int]] = defaultdict(list)
    for nr in reversed(range(len(before))):
        places[before[nr]].append(nr)
    now, new = np.full(len(before), -1, np.int32), []
    for nr, text in enumerate(texts):
        same = places.get(text)
        if same:
            now[same.pop()] = nr
        else:
            new.append(nr)
    return now, new


def spread_of(columns: Columns, now: Any) -> Any:
    """In how many of the texts that stay each feature stands."""
    import numpy as np

    if (now >= 0).all():
        return np.diff(columns.ends)
    found = [np.zeros(0, np.intp)]
    for low, high, rows in _pieces(columns):
        there = np.concatenate([[0], np.cumsum(now[rows] >= 0)])
        found.append(np.diff(there[columns.ends[low : high + 1] - columns.ends[low]]))
    return np.concatenate(found)


def counted_again(
    before: Weighed, rarity: Any, border: int, now: Any, moved: Any, spread: Any, n: int
) -> tuple[Columns, Any]:
    """How often each feature stands in the texts that stay, among `n` texts; there is room for the others.

    `rarity` is how rare the features were, those from `border` on are words; `moved` is the new number of each,
    `spread` in how many texts they will stand. Also gives for each feature where the next text has its place.
    """
    import numpy as np

    columns = before.columns
    ends = np.concatenate([[0], np.cumsum(spread)]).astype(np.int32)
    rows_of = np.empty(ends[-1], np.uint16 if n <= 1 << 16 else np.int32)
    found = Columns(ends, rows_of, np.empty(ends[-1], columns.values.dtype), n)
    free = ends[:-1].copy()
    for low, high, rows in _pieces(columns):
        numbers = np.repeat(np.arange(low, high), np.diff(columns.ends[low : high + 1]))
        stays = now[rows] >= 0
        numbers, rows = numbers[stays], rows[stays]
        values = columns.values[columns.ends[low] : columns.ends[high]][stays].astype(np.float32)
        values /= rarity[numbers] * before.scales[(numbers >= border).astype(np.intp), rows]
        counts = np.bincount(numbers - low, minlength=high - low)
        begin = np.repeat(free[moved[low:high]] - (np.cumsum(counts) - counts), counts)
        places = begin + np.arange(len(rows))
        found.rows[places] = now[rows]
        found.values[places] = np.minimum(np.rint(np.exp(values - 1.0)), LARGEST)
        there = np.flatnonzero(counts)
        free[moved[low + there]] += counts[there].astype(free.dtype)
    return found, free


def add_counts(found: Columns, free: Any, parts: Sequence[SparseRows], numbers: Sequence[int]) -> None:
    """Put the counts of new texts (with their numbers) in the places that are free."""
    import numpy as np

    nrs = iter(numbers)
    for part in parts:
        for low, high in pairwise(part.ends.tolist()):
            features = part.features[low:high]
            places = free[features]
            found.rows[places] = next(nrs)
            found.values[places] = np.minimum(part.values[low:high], LARGEST)
            free[features] = places + 1


def weigh(counts: Columns, rarity: Any, border: int, word_weight: float) -> Weighed:
    """Weigh counts in their place: by how rare each feature is, n-grams and words brought to length one each."""
    import numpy as np

    squares = np.zeros((2, counts.n))
    for low, _high, rows, values in _weights(counts, rarity, border):
        squares[int(low >= border)] += np.bincount(rows, values**2, minlength=counts.n)
    scales = np.sqrt([[1.0], [word_weight]]) / np.sqrt(np.where(squares > 0, squares, 1.0))
    for low, high, rows, values in _weights(counts, rarity, border):
        counts.values[counts.ends[low] : counts.ends[high]] = values * scales[int(low >= border)][rows]
    return Weighed(counts, scales.astype(np.float32))


def _weights(counts: Columns, rarity: Any, border: int) -> Iterator[tuple[int, int, Any, Any]]:
    """Some features `[low, high)` at a time, n-grams or words: the texts in which they stand, and their weights."""
    import numpy as np

    for low, high, rows in _pieces(counts, border):
        here = slice(counts.ends[low], counts.ends[high])
        rare = np.repeat(rarity[low:high], np.diff(counts.ends[low : high + 1]))
        yield low, high, rows, (1.0 + np.log(counts.values[here].astype(np.float32))) * rare


def _pieces(columns: Columns, border: int = 0) -> Iterator[tuple[int, int, Any]]:
    """Some features `[low, high)` at a time, all on one side of `border`, and the texts in which they stand."""
    last = len(columns.ends) - 1
    for start, end in ((0, border), (border, last)):
        for low in range(start, end, MANY):
            high = min(low + MANY, end)
            yield low, high, columns.rows[columns.ends[low] : columns.ends[high]]
