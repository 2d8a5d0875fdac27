"""Pairs of spans of two coders: who of the one goes with whom of the other, one to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from cmo_coder.agreement.assignment import heaviest


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A coder gave words a role and a canonical element (its parent may be named). `[start, end)` in code points."""

    document: str
    start: int
    end: int
    role: str
    element: str
    parent: str = ""
    id: str = ""

    def shared(self, other: Occurrence) -> int:
        """Return how many code points both cover."""
        if self.document != other.document:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def over_union(self, other: Occurrence) -> Fraction:
        """Return the code points in both over those in either."""
        shared = self.shared(other)
        return Fraction(shared, self.end - self.start + other.end - other.start - shared)


Pair = tuple[int, int]
"""The place of an occurrence of the first coder and of one of the second."""


def neighbours(first: Sequence[Occurrence], second: Sequence[Occurrence]) -> list[Pair]:
    """Return every pair that shares a code point, by place in the two lists."""
    order = sorted(range(len(second)), key=lambda at: (second[at].document, second[at].start))
    found: list[Pair] = []
    live: list[int] = []
    at = 0
    for here in sorted(range(len(first)), key=lambda place: (first[place].document, first[place].start)):
        one = first[here]
        while at < len(order) and (second[order[at]].document, second[order[at]].start) < (one.document, one.end):
            live.append(order[at])
            at += 1
        live = [there for there in live if second[there].document == one.document and second[there].end > one.start]
        found += [(here, there) for there in live if one.shared(second[there])]
    return sorted(found)


def by_overlap(first: Sequence[Occurrence], second: Sequence[Occurrence]) -> tuple[Pair, ...]:
    """Return pairs that share at least half of the shorter one, largest overlap first.

    Ties go by the start of the first, then of the second. One to one.
    """
    offered = [
        (-shared, first[here].document, first[here].start, second[there].start, here, there)
        for here, there in neighbours(first, second)
        if 2 * (shared := first[here].shared(second[there]))
        >= min(first[here].end - first[here].start, second[there].end - second[there].start)
    ]
    used_here: set[int] = set()
    used_there: set[int] = set()
    found = []
    for *_, here, there in sorted(offered):
        if here not in used_here and there not in used_there:
            used_here.add(here)
            used_there.add(there)
            found.append((here, there))
    return tuple(sorted(found))


def by_union(
    first: Sequence[Occurrence], second: Sequence[Occurrence], least: Fraction = Fraction(3, 10)
) -> tuple[Pair, ...]:
    """Return the one-to-one pairs with shared / union of at least `least` that share most together.

    Several elements often stand on the same words: among equals the one with the same element wins, then the same
    role.
    """
    gains: list[dict[int, float]] = [{} for _ in first]
    for here, there in neighbours(first, second):
        one, other = first[here], second[there]
        if (overlap := one.over_union(other)) >= least:
            same = 2e-6 * (one.element == other.element and one.role == other.role) + 1e-6 * (one.role == other.role)
            gains[here][there] = float(overlap) + same
    return tuple((here, there) for here, there in enumerate(heaviest(gains)) if there is not None)
