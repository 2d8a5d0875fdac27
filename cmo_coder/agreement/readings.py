"""Configurations as two coders read them: their slots, links, how alike two are, and which go together.

The rules are those of realist-method, section 9: L2 (links) and L3 (configurations).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from cmo_coder.agreement.assignment import heaviest

LEAST = Fraction(1, 4)
"""Two configurations that are less alike than this are not the same explanation."""


class Slot(StrEnum):
    """A role in a configuration; both parts of a mechanism are M here."""

    C = "C"
    I = "I"  # noqa: E741 - the method's own letter
    M = "M"
    O = "O"  # noqa: E741


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim or configuration as one coder has it.

    `slots` holds the canonical elements per role; `signs` the direction (+, -, 0, ...) of outcomes; `words` the
    stretches of text it rests on, `(document, start, end)`; `turns` the turns of documents those lie in; `feedback`
    links from an outcome to a context (a ripple).
    """

    id: str
    slots: Mapping[Slot, frozenset[str]]
    signs: Mapping[str, str] = field(default_factory=dict)
    document: str = ""
    words: tuple[tuple[str, int, int], ...] = ()
    turns: frozenset[tuple[str, int]] = frozenset()
    feedback: frozenset[tuple[str, str]] = frozenset()
    effective_elements: frozenset[str] = frozenset()
    stance: str = ""

    def of(self, slot: Slot) -> frozenset[str]:
        """Return the elements in a role."""
        return self.slots.get(slot, frozenset())

    @property
    def form(self) -> str:
        """Return "triad" with C, M and O, "dyad" with two of these, else "incomplete"."""
        filled = sum(bool(self.of(slot)) for slot in (Slot.C, Slot.M, Slot.O))
        return {3: "triad", 2: "dyad"}.get(filled, "incomplete")


Link = tuple[str, str, str, str, str]
"""From role and element, to role and element, and the sign of the outcome where it is one."""


def links(reading: Reading) -> frozenset[Link]:
    """Return the directed links: I to M, C to M, M to O; C to O only where there is no M; and feedback O to C."""
    mechanisms, outcomes = reading.of(Slot.M), reading.of(Slot.O)
    found: set[Link] = set()
    for mechanism in mechanisms:
        found |= {(Slot.I, one, Slot.M, mechanism, "") for one in reading.of(Slot.I)}
        found |= {(Slot.C, one, Slot.M, mechanism, "") for one in reading.of(Slot.C)}
        found |= {(Slot.M, mechanism, Slot.O, one, reading.signs.get(one, "")) for one in outcomes}
    if not mechanisms:
        found |= {(Slot.C, one, Slot.O, to, reading.signs.get(to, "")) for one in reading.of(Slot.C) for to in outcomes}
    found |= {(Slot.O, one, Slot.C, to, reading.signs.get(one, "")) for one, to in reading.feedback}
    return frozenset(found)


def opposed(one: Reading, other: Reading) -> bool:
    """Return whether the two see the same outcome go in opposite directions (tegenspraak)."""
    return any(
        {one.signs.get(outcome), other.signs.get(outcome)} == {"+", "-"}
        for outcome in one.of(Slot.O) & other.of(Slot.O)
    )


def alike(one: Reading, other: Reading, weights: Mapping[Slot, int] | None = None) -> Fraction:
    """Return how alike two configurations are, from 0 to 1: the mean over the roles filled in either of shared / all.

    Opposite signs of the same outcome make the outcome count 0.
    """
    parts: list[tuple[int, int, int]] = []
    whole = 1
    for slot in Slot:
        mine, theirs = one.of(slot), other.of(slot)
        if not mine and not theirs:
            continue
        shared = 0 if slot is Slot.O and opposed(one, other) else len(mine & theirs)
        parts.append((weights.get(slot, 1) if weights else 1, shared, len(mine | theirs)))
        whole *= parts[-1][2]
    if not parts:
        return Fraction(0)
    # One fraction at the end: this is asked thousands of times when chance is estimated.
    below = whole * sum(weight for weight, _, _ in parts)
    return Fraction(sum(weight * shared * (whole // union) for weight, shared, union in parts), below)


def share_words(one: Reading, other: Reading) -> bool:
    """Return whether the two share a code point of text, or lie in the same turn of a document."""
    if one.turns & other.turns:
        return True
    return any(
        document == their_document and max(start, begin) < min(end, stop)
        for document, start, end in one.words
        for their_document, begin, stop in other.words
    )


@dataclass(frozen=True, slots=True)
class Met:
    """Two configurations that are taken for the same explanation, and how alike they are."""

    first: int
    second: int
    alike: Fraction


def matched(
    first: Sequence[Reading],
    second: Sequence[Reading],
    weights: Mapping[Slot, int] | None = None,
    *,
    anywhere: bool = False,
) -> tuple[Met, ...]:
    """Return the one-to-one pairs of at least 0.25 that are most alike together.

    Only what shares text or a turn can be a pair, unless `anywhere`.
    """
    gains: list[dict[int, float]] = []
    exact: dict[tuple[int, int], Fraction] = {}
    for here, one in enumerate(first):
        row: dict[int, float] = {}
        for there, other in enumerate(second):
            if anywhere or share_words(one, other):
                how = alike(one, other, weights)
                if how >= LEAST:
                    row[there] = float(how)
                    exact[here, there] = how
        gains.append(row)
    return tuple(
        Met(here, there, exact[here, there]) for here, there in enumerate(heaviest(gains)) if there is not None
    )
