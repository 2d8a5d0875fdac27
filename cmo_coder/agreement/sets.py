"""Several codes on one unit: the value of a unit is the set of codes on it.

Sources: Krippendorff & Craggs 2016 (Dice distance), Passonneau 2006 (MASI), Cohen 1960, Fleiss 1971, Gwet 2008. The
empty set counts as the set {"none"}.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from math import comb, lcm

from cmo_coder.agreement.coefficients import scale_for
from cmo_coder.agreement.comparison import Comparison, Scope
from cmo_coder.agreement.value import Distance, Reason, Score, Unit

Values = tuple[int, ...]
"""The sets that the coders gave to a unit, one per coder, as bits."""


def unit_values(comparison: Comparison, scope: Scope, unit: Unit, codes: tuple[str, ...]) -> Counter[Values]:
    """Return how many units carry which sets of codes; units of documents with two or more coders only."""
    width = len(codes)
    everything, none = (1 << width) - 1, 1 << width
    found: Counter[Values] = Counter()
    places = {coder: nr * width for nr, coder in enumerate(comparison.coders)}
    for document, weight in scope.weights.items():
        shifts = [places[coder] for coder in comparison.coders_of(scope, document)]
        for state, units in comparison.set_table(unit, codes, document).items():
            found[tuple([state >> shift & everything or none for shift in shifts])] += units * weight
    return found


def alpha_set(values: Counter[Values], distance: Distance) -> Score:
    """Krippendorff's alpha with a distance between sets: 1 - observed / expected disagreement, exact."""
    if not values:
        return Score(None, Reason.NO_SHARED_UNITS)
    ratings: Counter[int] = Counter()
    observed_pairs: dict[int, Counter[tuple[int, int]]] = {}
    for sets, units in values.items():
        for one in sets:
            ratings[one] += units
        into = observed_pairs.setdefault(len(sets), Counter())
        for first, second in combinations(sets, 2):
            if first != second:
                into[first, second] += units
    scale = lcm(*(m - 1 for m in observed_pairs))
    delta = _distance(distance, max(one.bit_count() for one in ratings))
    # Every unordered pair stands for two ordered ones.
    observed = sum(
        2 * scale // (m - 1) * units * delta(one.bit_count(), other.bit_count(), (one & other).bit_count())
        for m, pairs in observed_pairs.items()
        for (one, other), units in pairs.items()
    )
    expected = sum(number * delta(*sizes) for sizes, number in _meetings(ratings).items())
    if not expected:
        return Score(None, Reason.NO_VARIATION)
    # Do = observed / (scale * n), De = expected / (n * (n - 1)), both times the whole of the distance, which falls out.
    return Score((scale * expected - observed * (ratings.total() - 1)) / (scale * expected))


def _meetings(ratings: Counter[int]) -> dict[tuple[int, int, int], int]:
    """Return how many ordered pairs of values (also of a value with itself) have sets of sizes a and b that share i.

    Comparing every two different sets takes half a minute on a large study. Counted instead are the sets that contain a
    given subset: the pairs that share t codes at least, in C(i, t) ways, and from them those that share exactly i. Few
    and large sets (those of whole documents) are compared one by one: they have too many subsets.
    """
    if sum(1 << one.bit_count() for one in ratings) > len(ratings) ** 2:
        found: defaultdict[tuple[int, int, int], int] = defaultdict(int)
        for one, number in ratings.items():
            for other, other_number in ratings.items():
                sizes = (one.bit_count(), other.bit_count(), (one & other).bit_count())
                found[sizes] += number * other_number
        return found
    holders: dict[int, dict[int, int]] = {}
    for one, number in ratings.items():
        size, subset = one.bit_count(), one
        while True:
            by_size = holders.setdefault(subset, {})
            by_size[size] = by_size.get(size, 0) + number
            if not subset:
                break
            subset = (subset - 1) & one
    ways: defaultdict[tuple[int, int, int], int] = defaultdict(int)
    for subset, by_size in holders.items():
        t = subset.bit_count()
        for a, number in by_size.items():
            for b, other_number in by_size.items():
                ways[a, b, t] += number * other_number
    return {
        (a, b, i): sum((-1) ** (t - i) * comb(t, i) * ways.get((a, b, t), 0) for t in range(i, min(a, b) + 1))
        for a, b, i in list(ways)
    }


def _distance(distance: Distance, largest: int) -> Callable[[int, int, int], int]:
    """Return the distance of sets of sizes a and b that share i, times a number that all its denominators divide."""
    whole = 3 * lcm(*range(1, 2 * largest + 1))

    def nominal(a: int, b: int, i: int) -> int:
        return 0 if a == b == i else whole

    def jaccard(a: int, b: int, i: int) -> int:
        return whole - whole // (a + b - i) * i

    def dice(a: int, b: int, i: int) -> int:
        return whole - whole // (a + b) * 2 * i

    def masi(a: int, b: int, i: int) -> int:
        if a == b == i:
            return 0
        return whole - whole // (3 * (a + b - i)) * (2 if i in (a, b) else 1) * i

    return {Distance.NOMINAL: nominal, Distance.JACCARD: jaccard, Distance.DICE: dice, Distance.MASI: masi}[distance]


def cohen_kappa_set(values: Counter[Values]) -> Score:
    """Cohen's kappa of two coders with every different set as a category."""
    n = values.total()
    if not n:
        return Score(None, Reason.NO_SHARED_UNITS)
    first: Counter[int] = Counter()
    second: Counter[int] = Counter()
    equal = 0
    for sets, units in values.items():
        if len(sets) != 2:
            return Score(None, Reason.TWO_CODERS_ONLY)
        first[sets[0]] += units
        second[sets[1]] += units
        equal += units if sets[0] == sets[1] else 0
    chance = sum(number * second[one] for one, number in first.items())
    return Score((equal * n - chance) / (n * n - chance)) if n * n != chance else Score(None, Reason.NO_VARIATION)


def fleiss_kappa_set(values: Counter[Values]) -> Score:
    """Fleiss' kappa with every different set as a category."""
    return _against(values, lambda shares: sum((share * share for share in shares), Fraction(0)))


def gwet_ac1_set(values: Counter[Values]) -> Score:
    """Gwet's AC1 with every different set as a category; undefined when there is one category only."""

    def chance(shares: Sequence[Fraction]) -> Fraction | None:
        if len(shares) < 2:
            return None
        return sum((share * (1 - share) for share in shares), Fraction(0)) / (len(shares) - 1)

    return _against(values, chance)


def _against(values: Counter[Values], chance: Callable[[Sequence[Fraction]], Fraction | None]) -> Score:
    """Return (Po - chance) / (1 - chance); `chance` is a function of the mean share of every category."""
    n = values.total()
    if not n:
        return Score(None, Reason.NO_SHARED_UNITS)
    scale = scale_for(max(len(sets) for sets in values))
    shares: Counter[int] = Counter()
    agreeing = 0
    for sets, units in values.items():
        m = len(sets)
        for one, k in Counter(sets).items():
            shares[one] += units * k * (scale // m)
            agreeing += units * k * (k - 1) * (scale // (m * (m - 1)))
    by_chance = chance([Fraction(share, n * scale) for share in shares.values()])
    if by_chance is None or by_chance == 1:
        return Score(None, Reason.NO_VARIATION)
    return Score(float((Fraction(agreeing, n * scale) - by_chance) / (1 - by_chance)))
