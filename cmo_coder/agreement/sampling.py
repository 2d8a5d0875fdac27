"""The set of documents to code twice: drawn at random within strata, with a seed, so that the report can say how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from random import Random


@dataclass(frozen=True, slots=True)
class Stratum:
    """A group of documents of which some are drawn."""

    name: str
    total: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn: the documents, in the order in which they were given, and how many of each stratum."""

    documents: tuple[str, ...]
    strata: tuple[Stratum, ...]
    seed: int


def draw(stratum_of: Mapping[str, str], size: int, seed: int) -> Sample:
    """Draw `size` documents, shared out over the strata in proportion to their sizes (largest remainders).

    Each stratum gives at least one where there are enough to draw. The same documents in the same order, the same size
    and the same seed give the same sample.
    """
    size = max(0, min(size, len(stratum_of)))
    members: dict[str, list[str]] = {}
    for document, stratum in stratum_of.items():
        members.setdefault(stratum, []).append(document)
    quota = _quota({name: len(some) for name, some in members.items()}, size)
    random = Random(seed)
    chosen: set[str] = set()
    for name in sorted(members):
        chosen |= set(random.sample(members[name], quota[name]))
    strata = tuple(Stratum(name, len(some), quota[name]) for name, some in members.items())
    return Sample(tuple(one for one in stratum_of if one in chosen), strata, seed)


def _quota(totals: Mapping[str, int], size: int) -> dict[str, int]:
    whole = sum(totals.values())
    if not whole:
        return {}
    share = {name: Fraction(total * size, whole) for name, total in totals.items()}
    quota = {name: floor(part) for name, part in share.items()}
    least = 1 if size >= len(totals) else 0
    quota = {name: max(least, number) for name, number in quota.items()}
    by_remainder = sorted(totals, key=lambda name: (-(share[name] - floor(share[name])), name))
    while sum(quota.values()) < size:
        for name in by_remainder:
            if sum(quota.values()) < size and quota[name] < totals[name]:
                quota[name] += 1
    while sum(quota.values()) > size:
        able = [name for name in quota if quota[name] > least]
        largest = max(able, key=lambda name: (quota[name] - share[name], quota[name], name))
        quota[largest] -= 1
    return quota
