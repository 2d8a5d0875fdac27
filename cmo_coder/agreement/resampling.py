"""Uncertainty over documents: the document is the sampling unit, since characters of one interview hang together.

Zapf et al. 2016: resample the units and compute both parts of a coefficient again; percentile interval. With few
documents that interval is too narrow as well: the jackknife standard error with a t interval stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import atan, comb, cos, factorial, fsum, pi, prod, sin, sqrt
from random import Random

from cmo_coder.agreement.value import Reason, Score

Evaluate = Callable[[Sequence[str]], Score]
"""A figure as a function of documents, which may repeat."""

EXACT_UP_TO = 10_000
"""With so many different resamples or fewer all are enumerated, and nothing is drawn."""

FEW, VERY_FEW = 10, 5
"""Below the first the jackknife is the better interval; below the second any interval is to be distrusted."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile interval over resamples of documents.

    `draws` is the number of resamples (with `exact`, of all that exist); `dropped` the share in which the figure is
    undefined; `below_667` and `below_800` the shares under Krippendorff's tentative and firm limits.
    """

    low: float
    high: float
    level: float
    draws: int
    exact: bool
    dropped: float
    below_667: float
    below_800: float


def leave_one_out(evaluate: Evaluate, documents: Sequence[str]) -> list[float]:
    """Return the values without each of the documents in turn; undefined ones are left out."""
    scores = (evaluate([*documents[:at], *documents[at + 1 :]]) for at in range(len(documents)))
    return [score.value for score in scores if score.value is not None]


def jackknife_se(evaluate: Evaluate, documents: Sequence[str]) -> Score:
    """Return the jackknife standard error over documents; undefined with fewer than two defined values."""
    return standard_error(leave_one_out(evaluate, documents))


def standard_error(values: Sequence[float]) -> Score:
    """Return sqrt((n - 1) / n * sum of squared deviations) of leave-one-out values."""
    n = len(values)
    if n < 2:
        return Score(None, Reason.TOO_FEW_DOCUMENTS)
    middle = fsum(values) / n
    return Score(sqrt((n - 1) / n * fsum((value - middle) ** 2 for value in values)))


def bootstrap(
    evaluate: Evaluate, documents: Sequence[str], *, level: float = 0.95, draws: int = 2000, seed: int = 0
) -> Interval | None:
    """Return the percentile interval, exact where all resamples can be enumerated; None where nothing is defined.

    Undefined resamples are dropped. The same seed gives the same draws.
    """
    n = len(documents)
    if not n:
        return None
    exact = comb(2 * n - 1, n) <= EXACT_UP_TO
    weighted: list[tuple[float, int]] = []
    dropped = whole = 0
    for resample, weight in _all_resamples(documents) if exact else _drawn(documents, draws, seed):
        value = evaluate(resample).value
        whole += weight
        if value is None:
            dropped += weight
        else:
            weighted.append((value, weight))
    if not weighted:
        return None
    weighted.sort()
    return _interval(weighted, level, whole, exact, dropped)


def _all_resamples(documents: Sequence[str]) -> Iterator[tuple[Sequence[str], int]]:
    """Yield every multiset of the documents with the number of ordered resamples that it stands for."""
    n = len(documents)
    for chosen in combinations_with_replacement(range(n), n):
        ways = factorial(n) // prod(factorial(chosen.count(nr)) for nr in set(chosen))
        yield [documents[nr] for nr in chosen], ways


def _drawn(documents: Sequence[str], draws: int, seed: int) -> Iterator[tuple[Sequence[str], int]]:
    random = Random(seed)
    for _ in range(draws):
        yield random.choices(documents, k=len(documents)), 1


def _interval(weighted: Sequence[tuple[float, int]], level: float, whole: int, exact: bool, dropped: int) -> Interval:
    kept = whole - dropped

    def point(share: float) -> float:
        upto = 0
        for value, weight in weighted:
            upto += weight
            if upto >= share * kept - 1e-9:
                return value
        return weighted[-1][0]

    def below(limit: float) -> float:
        return sum(weight for value, weight in weighted if value < limit) / kept

    tail = (1 - level) / 2
    return Interval(point(tail), point(1 - tail), level, whole, exact, dropped / whole, below(0.667), below(0.8))


def t_quantile(degrees: int, level: float = 0.95) -> float:
    """Return t so that the share `level` of Student's distribution lies between -t and t (Abramowitz & Stegun 26.7)."""
    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if _between(middle, degrees) < level else (low, middle)
    return high


def _between(t: float, degrees: int) -> float:
    angle = atan(t / sqrt(degrees))
    turn = cos(angle)
    term = total = turn if degrees % 2 else 1.0
    for k in range(2 + degrees % 2, degrees, 2):
        term *= turn * turn * (k - 1) / k
        total += term
    if degrees == 1:
        return 2 * angle / pi
    return 2 / pi * (angle + sin(angle) * total) if degrees % 2 else sin(angle) * total
