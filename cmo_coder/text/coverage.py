"""How deeply a text is covered by spans: the mean number of spans over a code point. Spans are `[start, end)`."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from itertools import accumulate


class Coverage:
    """Answers for any stretch of the text in the time of two searches, once the spans are sorted."""

    def __init__(self, starts: Iterable[int], ends: Iterable[int]) -> None:
        """Take in where spans start and where they end, each in any order."""
        self._starts = sorted(starts)
        self._ends = sorted(ends)
        self._start_sums: list[int] = []
        self._end_sums: list[int] = []

    @property
    def is_summed(self) -> bool:
        """Whether nothing has changed since the last answer: then the next one takes two searches, and no sums."""
        return bool(self._start_sums)

    def add(self, start: int, end: int) -> None:
        """Count the span `[start, end)` too."""
        insort(self._starts, start)
        insort(self._ends, end)
        self._start_sums.clear()

    def remove(self, start: int, end: int) -> None:
        """Count the span `[start, end)` no longer; it was counted before."""
        del self._starts[bisect_left(self._starts, start)]
        del self._ends[bisect_left(self._ends, end)]
        self._start_sums.clear()

    def depth(self, start: int, end: int) -> float:
        """Return the mean number of spans over the code points of `[start, end)`; 0 for an empty stretch."""
        if start >= end:
            return 0.0
        if not self._start_sums:
            self._start_sums = [0, *accumulate(self._starts)]
            self._end_sums = [0, *accumulate(self._ends)]
        return (self._up_to(end) - self._up_to(start)) / (end - start)

    def _up_to(self, offset: int) -> int:
        """Return how many code points of spans lie before `offset`, counted once for each span."""
        # A span gives nothing before its start, then one per code point, and no more after its end.
        begun, ended = bisect_left(self._starts, offset), bisect_left(self._ends, offset)
        return (begun * offset - self._start_sums[begun]) - (ended * offset - self._end_sums[ended])
