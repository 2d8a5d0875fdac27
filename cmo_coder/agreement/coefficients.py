"""The coefficients for one binary variable (a unit carries the code or not), from additive integer counts.

Sources: Cohen 1960, Scott 1955, Fleiss 1971, Gwet 2008, Brennan & Prediger 1981, Krippendorff 2011, Dice 1945. Every
value is one division of exact integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from math import lcm
from operator import attrgetter

from cmo_coder.agreement.sweep import Table
from cmo_coder.agreement.value import Reason, Score, ratio


@dataclass(frozen=True, slots=True)
class PairTable:
    """Units by what two coders did: both, only the first, only the second, neither."""

    both: int = 0
    only_first: int = 0
    only_second: int = 0
    neither: int = 0

    @property
    def units(self) -> int:
        """Number of units."""
        return self.both + self.only_first + self.only_second + self.neither

    @property
    def one_coder_only(self) -> bool:
        """True when one of the two used the code and the other never did."""
        return (self.both + self.only_first == 0) != (self.both + self.only_second == 0)

    def __add__(self, other: PairTable) -> PairTable:
        """Pool two tables."""
        return PairTable(
            self.both + other.both,
            self.only_first + other.only_first,
            self.only_second + other.only_second,
            self.neither + other.neither,
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """Additive counts over units with m >= 2 ratings, k of them 1.

    `agreeing`, `share` and `split` are sums of fractions times `scale`, so that they stay integers: the shares of
    agreeing pairs of coders, k/m, and k(m-k)/(m-1).
    """

    scale: int
    units: int = 0
    ratings: int = 0
    ones: int = 0
    agreeing: int = 0
    share: int = 0
    split: int = 0
    meeting: int = 0  # ordered pairs of coders that both gave the code: sum of k(k-1)
    parting: int = 0  # pairs of which one did: sum of k(m-k)

    def __add__(self, other: Counts) -> Counts:
        """Pool two counts of the same scale."""
        return Counts(
            self.scale,
            self.units + other.units,
            self.ratings + other.ratings,
            self.ones + other.ones,
            self.agreeing + other.agreeing,
            self.share + other.share,
            self.split + other.split,
            self.meeting + other.meeting,
            self.parting + other.parting,
        )


@cache
def scale_for(coders: int) -> int:
    """Return the number that makes every count of up to `coders` coders an integer."""
    return lcm(*(m * (m - 1) for m in range(2, max(coders, 2) + 1)))


def pair_table(pooled: Mapping[int, Table], first: int, second: int) -> PairTable:
    """Return the table of two coders (their bits) from tables by the bits of the coders who finished the document."""
    both = only_first = only_second = neither = 0
    for assigned, found in pooled.items():
        if assigned & first and assigned & second:
            for state, units in found.items():
                if state & first:
                    if state & second:
                        both += units
                    else:
                        only_first += units
                elif state & second:
                    only_second += units
                else:
                    neither += units
    return PairTable(both, only_first, only_second, neither)


def counts(pooled: Mapping[int, Table], coders: int, scale: int) -> Counts:
    """Return the counts of the coders in the bits `coders` from tables by the bits of who finished the document."""
    total = ratings = ones = agreeing = share = split = meeting = parting = 0
    for assigned, found in pooled.items():
        m = (assigned & coders).bit_count()
        if m < 2:
            continue
        per_pair, per_rating, per_other = scale // (m * (m - 1)), scale // m, scale // (m - 1)
        for state, units in found.items():
            k = (state & coders).bit_count()
            total += units
            ratings += units * m
            ones += units * k
            agreeing += units * (k * (k - 1) + (m - k) * (m - k - 1)) * per_pair
            share += units * k * per_rating
            split += units * k * (m - k) * per_other
            meeting += units * k * (k - 1)
            parting += units * k * (m - k)
    return Counts(scale, total, ratings, ones, agreeing, share, split, meeting, parting)


def total(parts: Iterable[Counts], scale: int) -> Counts:
    """Pool counts of one scale."""
    some = [_counted(one) for one in parts]
    return Counts(scale, *map(sum, zip(*some, strict=True))) if some else Counts(scale)


_counted = attrgetter(*(one.name for one in fields(Counts) if one.name != "scale"))


def total_table(parts: Iterable[PairTable]) -> PairTable:
    """Pool tables of two coders."""
    some = [(one.both, one.only_first, one.only_second, one.neither) for one in parts]
    return PairTable(*map(sum, zip(*some, strict=True))) if some else PairTable()


def cohen_kappa(pair: PairTable) -> Score:
    """Cohen 1960. Undefined when both coders are constant and equal; 0 when only one of them used the code."""
    if not pair.units:
        return Score(None, Reason.NO_SHARED_UNITS)
    a, b, c, d = pair.both, pair.only_first, pair.only_second, pair.neither
    return ratio(2 * (a * d - b * c), (a + b) * (b + d) + (a + c) * (c + d), Reason.NO_VARIATION)


def jaccard(pair: PairTable) -> Score:
    """Share of what either coder marked that both did."""
    if not pair.units:
        return Score(None, Reason.NO_SHARED_UNITS)
    return ratio(pair.both, pair.both + pair.only_first + pair.only_second, Reason.NO_SPANS)


def percent_agreement(found: Counts) -> Score:
    """Mean over units of the share of pairs of coders that agree."""
    return ratio(found.agreeing, found.units * found.scale, Reason.NO_SHARED_UNITS)


def fleiss_kappa(found: Counts) -> Score:
    """Fleiss 1971; for two coders Scott's pi. Undefined when every rating is the same."""
    if not found.units:
        return Score(None, Reason.NO_SHARED_UNITS)
    whole = found.units * found.scale
    chance = found.share**2 + (whole - found.share) ** 2
    return ratio(found.agreeing * whole - chance, whole * whole - chance, Reason.NO_VARIATION)


def gwet_ac1(found: Counts) -> Score:
    """Gwet 2008, two categories always; only units with two or more ratings are used."""
    if not found.units:
        return Score(None, Reason.NO_SHARED_UNITS)
    whole = found.units * found.scale
    chance = 2 * found.share * (whole - found.share)
    return ratio(found.agreeing * whole - chance, whole * whole - chance, Reason.NO_VARIATION)


def brennan_prediger(found: Counts) -> Score:
    """Brennan & Prediger 1981: chance is one half."""
    whole = found.units * found.scale
    return ratio(2 * found.agreeing - whole, whole, Reason.NO_SHARED_UNITS)


def alpha(found: Counts) -> Score:
    """Krippendorff's alpha, nominal (2011). Undefined when every rating is the same."""
    if not found.units:
        return Score(None, Reason.NO_SHARED_UNITS)
    expected = found.scale * (found.ratings - found.ones) * found.ones
    return ratio(expected - (found.ratings - 1) * found.split, expected, Reason.NO_VARIATION)


def dice(found: Counts) -> Score:
    """Positive specific agreement (F1), over all pairs of coders together; blind to what nobody marked."""
    if not found.units:
        return Score(None, Reason.NO_SHARED_UNITS)
    return ratio(found.meeting, found.meeting + found.parting, Reason.NO_SPANS)
