"""Gamma (Mathet, Widlöcher & Métivier 2015): the best alignment of the units of all coders, against chance.

For two coders the best alignment is exact and fast (an assignment). For more it is searched exactly, with a limit on
the work; where the limit is reached the answer is "not computed", never a guess. The expected disorder is simulated.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import comb, fsum, sqrt
from random import Random

from cmo_coder.agreement.alignment import align_many
from cmo_coder.agreement.assignment import heaviest
from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.value import Reason, Score

Placed = tuple[int, int, str]
"""A unit `(start, end, code)` of one coder."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the dissimilarity: of position, of code, and of having no partner."""

    alpha: float = 1.0
    beta: float = 1.0
    delta_empty: float = 1.0


DEFAULT_WEIGHTS = Weights()


def dissimilarity(one: Placed, other: Placed, weights: Weights) -> float:
    """Return d(u, v): squared relative difference of ends, and a penalty where the codes differ."""
    apart = (abs(one[0] - other[0]) + abs(one[1] - other[1])) / (one[1] - one[0] + other[1] - other[0])
    cost = weights.alpha * apart * apart
    if one[2] != other[2]:
        cost += weights.beta
    return cost * weights.delta_empty


def units_of(comparison: Comparison, document: str, coders: Sequence[str]) -> list[list[Placed]]:
    """Return the units of every coder who finished the document; codes may overlap."""
    return [
        sorted((*span, code) for code in comparison.codes for span in comparison.spans(document, coder, code))
        for coder in coders
    ]


MOST_STEPS = 2_000_000
"""The bound on the search for three and more coders: a second or two."""


def best_disorder(
    rows: Sequence[Sequence[Placed]],
    weights: Weights,
    limit: int = MOST_STEPS,
    each: Callable[[], None] = lambda: None,
) -> Score:
    """Return the least total cost of an alignment divided by the mean number of units per coder.

    `limit` bounds the steps of the search for three and more coders; beyond it the answer is `too_large`. In this
    search `each` is called often: what it raises ends the work.
    """
    if len(rows) < 2:
        return Score(None, Reason.NO_SHARED_UNITS)
    units = sum(map(len, rows))
    if not units:
        return Score(None, Reason.NO_SPANS)
    cost = _two(rows[0], rows[1], weights) if len(rows) == 2 else _many(rows, weights, limit, each)
    return Score(None, Reason.TOO_LARGE) if cost is None else Score(cost * len(rows) / units)


def _two(one: Sequence[Placed], other: Sequence[Placed], weights: Weights) -> float:
    """Return the least cost for two coders: all alone, less what the best pairing saves."""
    gains = near(one, other, weights, 2 * weights.delta_empty)
    chosen = heaviest(gains)
    saved = fsum(gains[row][column] for row, column in enumerate(chosen) if column is not None)
    return weights.delta_empty * (len(one) + len(other)) - saved


def near(one: Sequence[Placed], other: Sequence[Placed], weights: Weights, most: float) -> list[dict[int, float]]:
    """Return for each unit the units of the other coder with a dissimilarity below `most`, and how far below."""
    if not weights.delta_empty or not other:
        return [{} for _ in one]
    # |s_u - s_v| + |e_u - e_v| is at least the distance of the sums of their ends: a window over sorted sums.
    order = sorted(range(len(other)), key=lambda at: other[at][0] + other[at][1])
    sums = [other[at][0] + other[at][1] for at in order]
    longest = max(end - start for start, end, _ in other)
    reach = sqrt(most / (weights.alpha * weights.delta_empty)) if weights.alpha else float("inf")
    found: list[dict[int, float]] = []
    for unit in one:
        window = reach * (unit[1] - unit[0] + longest)
        middle = unit[0] + unit[1]
        gains = {}
        for at in order[bisect_left(sums, middle - window) : bisect_right(sums, middle + window)]:
            gain = most - dissimilarity(unit, other[at], weights)
            if gain > 0:
                gains[at] = gain
        found.append(gains)
    return found


def _many(rows: Sequence[Sequence[Placed]], weights: Weights, limit: int, each: Callable[[], None]) -> float | None:
    """Return the least cost for three and more coders, or None where the search would take too long.

    Alone, every unit costs `delta_empty`. A tuple of k units saves (k - 1) delta_empty + sum(delta_empty - d) / pairs.
    No unit of a best tuple lies further from another than `most`: the tuple would be cheaper without one of them.
    """
    pairs = comb(len(rows), 2)
    most = weights.delta_empty * (pairs + len(rows) - 1)
    everything = [(nr, unit) for nr, row in enumerate(rows) for unit in row]
    everything.sort(key=lambda one: (one[1][0], one[1][1], one[0], one[1][2]))
    at_of: list[list[int]] = [[] for _ in rows]
    for at, (nr, _) in enumerate(everything):
        at_of[nr].append(at)
    links: list[dict[int, float]] = [{} for _ in everything]
    for nr, row in enumerate(rows):
        mine = [everything[at][1] for at in at_of[nr]]
        for other in range(nr + 1, len(rows)):
            theirs = [everything[at][1] for at in at_of[other]]
            for here, gains in enumerate(near(mine, theirs, weights, most)):
                for there, gain in gains.items():
                    far = most - gain
                    links[at_of[nr][here]][at_of[other][there]] = far
                    links[at_of[other][there]][at_of[nr][here]] = far
        assert len(mine) == len(row)
    saved = align_many([nr for nr, _ in everything], links, weights.delta_empty, pairs, limit, each)
    return None if saved is None else weights.delta_empty * len(everything) - saved


def gamma(
    rows: Sequence[Sequence[Placed]],
    weights: Weights,
    seed: int = 0,
    samples: int = 200,
    limit: int = MOST_STEPS,
    each: Callable[[int], None] = lambda _nr: None,
) -> Score:
    """Return 1 - best disorder / expected disorder; the latter is the mean over `samples` seeded random continua.

    `each` hears the number of the one that is worked out (0 is what was observed), often: what it raises ends the work.
    """
    observed = best_disorder(rows, weights, limit, lambda: each(0))
    if observed.value is None:
        return observed
    random = Random(seed)
    disorders = []
    for nr in range(1, samples + 1):
        each(nr)
        score = best_disorder(shuffled(rows, random), weights, limit, partial(each, nr))
        if score.value is None:
            return score
        disorders.append(score.value)
    expected = fsum(disorders) / len(disorders)
    return Score(1 - observed.value / expected) if expected else Score(None, Reason.NO_VARIATION)


def shuffled(rows: Sequence[Sequence[Placed]], random: Random) -> list[list[Placed]]:
    """Return a random continuum: each row is that of some coder, moved along and around the end (Mathet 2015).

    The continuum runs from 0 to the end of the last unit. Two rows after each other are moved by at least half a mean
    unit's length more or less, so that a row seldom meets itself; the reference program of the authors' group does so.
    """
    units = [unit for row in rows for unit in row]
    last = max(end for _, end, _ in units)
    apart = fsum(end - start for start, end, _ in units) / len(units) / 2
    found: list[list[Placed]] = []
    while not any(found):
        found = []
        before: int | None = None
        for _ in rows:
            shift = random.randrange(last)
            for _ in range(50):
                if before is None or abs(shift - before) >= apart:
                    break
                shift = random.randrange(last)
            before = shift
            moved = []
            for start, end, code in rows[random.randrange(len(rows))]:
                begin = start + shift if start + shift <= last else start + shift - last
                moved.append((begin, begin + end - start, code))
            found.append(sorted(moved))
    return found
