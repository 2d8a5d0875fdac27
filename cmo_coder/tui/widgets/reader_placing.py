"""The coded fragments of a document, each in its lane and all in order: who lies on a stretch of text. No screen.

Opening must be quick with thousands of fragments, so they are kept in order and found by searching. A placing may be
made in another thread and then taken over by the reader as a whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import attrgetter

from cmo_coder.text.coverage import Coverage
from cmo_coder.text.lanes import LANES, OVERFLOW, Lanes
from cmo_coder.tui.widgets.reader_value import Family, ReaderFragment

_LANE_GAP = 60
"""About a row of text: stripes of one lane should not meet on one row."""
_FEW = 16
"""Up to so many changes at once are put in order one by one."""


class Placed:
    """A fragment and its lane."""

    __slots__ = ("fragment", "lane")

    def __init__(self, fragment: ReaderFragment, lane: int) -> None:
        """Place `fragment` in `lane`."""
        self.fragment = fragment
        self.lane = lane

    @property
    def family(self) -> Family:
        """What its codes are about."""
        return Family.of(self.fragment.family)

    @property
    def order(self) -> tuple[int, int, str]:
        """The order in which a reader meets fragments: by start, the longest first."""
        return self.fragment.start, -self.fragment.end, self.fragment.id


_order = attrgetter("order")


def fragment_order(fragment: ReaderFragment) -> tuple[int, int, str]:
    """The order in which a reader meets fragments."""
    return fragment.start, -fragment.end, fragment.id


class Placing:
    """Fragments with their lanes. Offsets are code points."""

    def __init__(self, fragments: Iterable[ReaderFragment] = (), like: Placing | None = None) -> None:
        """Place fragments; those that are in `like` on the same words stay in the lane that they have there."""
        ordered = sorted(fragments, key=fragment_order)
        self._lanes = Lanes(LANES, _LANE_GAP)
        lanes = self._fill(ordered, like)
        self.in_order = [Placed(fragment, lane) for fragment, lane in zip(ordered, lanes, strict=True)]
        self.placed = {fragment.id: placed for fragment, placed in zip(ordered, self.in_order, strict=True)}
        self._index()

    def _fill(self, ordered: Sequence[ReaderFragment], like: Placing | None) -> list[int]:
        stays = like.in_order if like is not None else []
        if [one.fragment for one in stays] == ordered[: len(stays)]:
            # Filled in order, the first ones get the lanes that they have.
            return self._lanes.fill((each.start, each.end) for each in ordered)
        present = {one.fragment.id: one for one in stays if one.lane != OVERFLOW}
        lanes: dict[str, int] = {}
        for each in ordered:
            one = present.get(each.id)
            if one is not None and (one.fragment.start, one.fragment.end) == (each.start, each.end):
                self._lanes.put(one.lane, each.start, each.end)
                lanes[each.id] = one.lane
        for each in ordered:
            if each.id not in lanes:
                lanes[each.id] = self._lanes.take(each.start, each.end)
        return [lanes[each.id] for each in ordered]

    def _index(self) -> None:
        """Make what the searches need anew, after a change of many fragments."""
        fragments = [placed.fragment for placed in self.in_order]
        self.begins = [fragment.start for fragment in fragments]
        self._finishes = [fragment.end for fragment in fragments]
        self._coverage = Coverage(self.begins, self._finishes)
        self._reach = list(accumulate(self._finishes, max))
        """The furthest end among the fragments up to and with each: where to stop looking back."""

    def _insert(self, placed: Placed) -> None:
        """Put one fragment in its place in the order."""
        fragment = placed.fragment
        index = bisect_left(self.in_order, placed.order, key=_order)
        self.in_order.insert(index, placed)
        self.begins.insert(index, fragment.start)
        self._finishes.insert(index, fragment.end)
        self._reach.insert(index, -1)
        self._reach_again(index)
        self._coverage.add(fragment.start, fragment.end)

    def _delete(self, placed: Placed) -> None:
        """Take one fragment out of the order."""
        fragment = placed.fragment
        index = bisect_left(self.in_order, placed.order, key=_order)
        del self.in_order[index], self.begins[index], self._finishes[index], self._reach[index]
        self._reach_again(index)
        self._coverage.remove(fragment.start, fragment.end)

    def _reach_again(self, index: int) -> None:
        """Work out how far the fragments reach from one on, up to where that is as it was."""
        furthest = self._reach[index - 1] if index else -1
        for at in range(index, len(self._reach)):
            furthest = max(furthest, self._finishes[at])
            if self._reach[at] == furthest:
                return
            self._reach[at] = furthest

    def change(self, gone: Sequence[Placed], new: Sequence[ReaderFragment]) -> None:
        """Take fragments away and add others; what stays, stays in its lane."""
        for placed in gone:
            del self.placed[placed.fragment.id]
            self._lanes.release(placed.lane, placed.fragment.start, placed.fragment.end)
        for fragment in new:
            self.placed[fragment.id] = Placed(fragment, self._lanes.take(fragment.start, fragment.end))
        if len(gone) + len(new) > _FEW:
            self.in_order = sorted(self.placed.values(), key=_order)
            self._index()
            return
        for placed in gone:
            self._delete(placed)
        for fragment in new:
            self._insert(self.placed[fragment.id])

    def between(self, start: int, end: int) -> list[Placed]:
        """Return the fragments that share a code point with `[start, end)`, in order; for an empty one that hold it."""
        found: list[Placed] = []
        index = bisect_left(self.begins, end) - 1
        while index >= 0 and self._reach[index] > start:
            placed = self.in_order[index]
            if placed.fragment.end > start:
                found.append(placed)
            index -= 1
        found.reverse()
        return found

    def beginning_between(self, start: int, end: int) -> list[Placed]:
        """Return the fragments that begin in `[start, end)`, in order."""
        return self.in_order[bisect_left(self.begins, start) : bisect_left(self.begins, end)]

    def depth(self, start: int, end: int) -> float:
        """Return the mean number of fragments over the code points of `[start, end)`."""
        return self._coverage.depth(start, end)

    def depth_near(self, start: int, end: int) -> float:
        """The same for a stretch where something was changed just now: nothing is summed over all of the document."""
        if self._coverage.is_summed or start >= end:
            return self.depth(start, end)
        here = (placed.fragment for placed in self.between(start, end))
        return sum(min(end, one.end) - max(start, one.start) for one in here) / (end - start)
