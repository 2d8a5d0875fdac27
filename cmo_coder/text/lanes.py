"""Lanes: which column of the margin the stripe of a coded span gets, so that stripes side by side never touch.

Greedy colouring of intervals, and stable: a lane once given stays until its span goes, so that adding a code moves no
other stripe. Spans are `[start, end)` in code points.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

LANES = 8
"""How many stripes can stand side by side; a reader cannot tell more apart."""

OVERFLOW = -1
"""The lane of a span that found all lanes taken: it is counted beside them."""

Span = tuple[int, int]


class Lanes:
    """The lanes of a document: who stands where, in what order.

    `gap` is the number of code points that should lie between two spans of one lane, so that they do not end up on one
    row of the screen; where no lane has that much room, spans of one lane may follow each other directly.
    """

    def __init__(self, lanes: int = LANES, gap: int = 0) -> None:
        """Start without spans. `lanes` is at least 1."""
        self._gap = gap
        self._taken: list[list[Span]] = [[] for _ in range(lanes)]

    def take(self, start: int, end: int) -> int:
        """Give `[start, end)` the lowest free lane and return it, or OVERFLOW."""
        tight = OVERFLOW
        for lane, spans in enumerate(self._taken):
            room = _room(spans, start, end)
            if room >= self._gap:
                insort(spans, (start, end))
                return lane
            if room >= 0 and tight == OVERFLOW:
                tight = lane
        if tight != OVERFLOW:
            insort(self._taken[tight], (start, end))
        return tight

    def fill(self, spans: Iterable[Span]) -> list[int]:
        """Give each of `spans`, which come in order of their start, a lane as `take` does; only into empty lanes.

        Much quicker than one by one: in order, the last span of a lane is the only neighbour. Raises ValueError where
        lanes are taken already.
        """
        if any(self._taken):
            raise ValueError("only empty lanes can be filled")
        ends = [-(1 << 62)] * len(self._taken)
        result: list[int] = []
        for start, end in spans:
            wanted = start - self._gap
            found = tight = OVERFLOW
            for lane, last in enumerate(ends):
                if last <= wanted:
                    found = lane
                    break
                if last <= start and tight == OVERFLOW:
                    tight = lane
            if found == OVERFLOW:
                found = tight
            if found != OVERFLOW:
                ends[found] = end
                self._taken[found].append((start, end))
            result.append(found)
        return result

    def put(self, lane: int, start: int, end: int) -> None:
        """Give `[start, end)` this lane, where it is known to be free."""
        insort(self._taken[lane], (start, end))

    def release(self, lane: int, start: int, end: int) -> None:
        """Free the place of `[start, end)` in `lane`. Raises ValueError where it does not stand there."""
        if lane != OVERFLOW:
            self._taken[lane].remove((start, end))


def _room(spans: Sequence[Span], start: int, end: int) -> int:
    """Return the code points between `[start, end)` and its nearest neighbour in a lane; negative in an overlap."""
    at = bisect_left(spans, (start, end))
    room = 1 << 62
    if at < len(spans):
        room = spans[at][0] - end
    if at > 0:
        room = min(room, start - spans[at - 1][1])
    return room


def assign_lanes(spans: Iterable[Span], lanes: int = LANES, gap: int = 0) -> tuple[int, ...]:
    """Return the lane of each span, in the order given. The longest of spans that start together stands outside.

    Two spans in one lane never overlap; with no `gap` a span gets OVERFLOW only where `lanes` others cover its start.
    """
    given = list(spans)
    order = sorted(range(len(given)), key=lambda index: (given[index][0], -given[index][1], index))
    result = dict(zip(order, Lanes(lanes, gap).fill(given[index] for index in order), strict=True))
    return tuple(result[index] for index in range(len(given)))
