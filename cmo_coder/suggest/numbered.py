"""Words and their character n-grams as numbers.

An n-gram is known by a number of 64 bits that is reckoned from its characters, not by its text: all n-grams of a study
are found by a few operations on arrays, and kept in half a megabyte. Of 40,000 n-grams two get the same number in one
of some twenty billion studies.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

_FACTOR, _MIX = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9
"""Odd numbers of 64 bits in which ones and zeros are well spread (those of Steele and others' SplitMix)."""
_CODE_POINTS = 0x110000
_OTHER, _LETTER, _LINE = 1, 2, 3
"""Kinds of code points; `_LINE` may stand in a word and begins none that counts ("_")."""


def mixed(numbers: Any) -> Any:
    """Numbers of 64 bits with all their bits made to depend on each other."""
    import numpy as np

    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(_MIX)
    return numbers ^ (numbers >> np.uint64(29))


def _points(words: Sequence[str]) -> tuple[Any, Any]:
    """The code points of the words with one space around each, and where the spaces are."""
    import numpy as np

    points = np.frombuffer(f" {' '.join(words)} ".encode("utf-32-le"), np.uint32).astype(np.uint64)
    return points, points == ord(" ")


def grams_of(words: Sequence[str], smallest: int, largest: int) -> tuple[Any, Any]:
    """The character n-grams of lower-case words with their borders, as numbers, and for each the word it stands in.

    A word that is shorter with its borders than n has no n-gram of that size.
    """
    import numpy as np

    points, space = _points(words)
    within = np.cumsum(space) - 1
    grams, of = [], []
    for size in range(smallest, largest + 1):
        n = len(points) - size + 1
        if n <= 0 or not words:
            break
        inside = np.ones(n, bool)
        for at in range(1, size - 1):
            inside &= ~space[at : at + n]
        found = np.full(n, size, np.uint64)
        for at in range(size):
            found = found * np.uint64(_FACTOR) + points[at : at + n]
        grams.append(mixed(found[inside]))
        of.append(within[:n][inside])
    if not grams:
        return np.zeros(0, np.uint64), np.zeros(0, np.intp)
    return np.concatenate(grams), np.concatenate(of)


def numbers_of(words: Sequence[str]) -> Any:
    """A number for each of lower-case words."""
    import numpy as np

    if not words:
        return np.zeros(0, np.uint64)
    points, space = _points(words)
    starts = np.flatnonzero(space)
    place = np.arange(len(points)) - starts[np.cumsum(space) - 1]
    letters = mixed(points * np.uint64(_FACTOR) + place.astype(np.uint64))
    return mixed(np.add.reduceat(letters[:-1], starts[:-1]))


class Known:
    """Numbers of 64 bits, rising and all different, among which others are looked up.

    Their bits are well spread. So the first ones say nearly where a number stands, and a look-up takes a few steps on
    whole arrays; numpy's own halves the numbers a dozen times for each, and takes ten times as long.
    """

    def __init__(self, numbers: Any) -> None:
        import numpy as np

        self._numbers = numbers
        bits = min(len(numbers).bit_length() + 1, 17)
        self._shift = np.uint64(64 - bits)
        counts = np.bincount((numbers >> self._shift).astype(np.intp), minlength=1 << bits)
        self._starts = np.cumsum(counts) - counts
        self._steps = max(1, int(counts.max())) - 1

    def find(self, asked: Any) -> tuple[Any, Any]:
        """Which of the asked numbers are known, and of these the place."""
        import numpy as np

        if not len(self._numbers):
            return np.zeros(len(asked), bool), np.zeros(0, np.intp)
        at = self._starts[(asked >> self._shift).astype(np.intp)]
        for _nr in range(self._steps):
            at += self._numbers.take(at, mode="clip") < asked
        there = self._numbers.take(at, mode="clip") == asked
        return there, at[there]


def words_in(texts: Sequence[str]) -> tuple[Any, Any]:
    """The words of lower-case texts that begin with a letter or a digit, as the numbers that `numbers_of` gives them;
    and for each the text in which it stands. The words themselves are not made: a text is read as an array.
    """
    import numpy as np

    points = np.frombuffer("".join(f"{text}\n" for text in texts).encode("utf-32-le"), np.uint32)
    kinds = _kinds_of(points)
    inside = kinds >= _LETTER
    first = inside.copy()
    first[1:] &= ~inside[:-1]
    places, starts = np.flatnonzero(inside), np.flatnonzero(first)
    if not len(starts):
        return np.zeros(0, np.uint64), np.zeros(0, np.intp)
    begin = np.flatnonzero(first[places])
    lengths = np.diff(np.append(begin, len(places)))
    letters = points[places].astype(np.uint64) * np.uint64(_FACTOR)
    letters += (np.arange(1, len(places) + 1) - np.repeat(begin, lengths)).astype(np.uint64)
    border = mixed(np.array([ord(" ")], np.uint64) * np.uint64(_FACTOR))  # with which `numbers_of` begins each word
    counts = kinds[starts] == _LETTER
    numbers = mixed(np.add.reduceat(mixed(letters), begin) + border)[counts]
    ends = np.cumsum([len(text) + 1 for text in texts])
    return numbers, np.searchsorted(ends, starts[counts], side="right")


@cache
def _known_kinds() -> Any:
    """A kind for each code point, 0 until it is first met (and of the memory only the part that is in use)."""
    import numpy as np

    return np.zeros(_CODE_POINTS, np.uint8)


def _kinds_of(points: Any) -> Any:
    known = _known_kinds()
    found = known[points]
    new = points[found == 0]
    if len(new):
        for point in set(new.tolist()):
            sign = chr(point)
            known[point] = _LETTER if sign.isalnum() else _LINE if sign == "_" else _OTHER
        found = known[points]
    return found
