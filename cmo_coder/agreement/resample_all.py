"""Resampling of documents for all codes at once: intervals of everything in a second or two.

The counts of the coefficients are sums over documents, so a resample is a weighting of the documents and all resamples
of a code are one product of matrices. numpy is imported here and when asked for only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement
from math import comb, factorial, prod, sqrt
from typing import TYPE_CHECKING, Any

from cmo_coder.agreement import coefficients
from cmo_coder.agreement.comparison import Comparison, Scope
from cmo_coder.agreement.resampling import EXACT_UP_TO, Interval, t_quantile
from cmo_coder.agreement.value import Metric, Unit

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

Formula = Callable[["Array", int], tuple["Array", "Array"]]
"""Numerator and denominator of a coefficient from the columns of counts and their scale."""


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What resampling says of one figure.

    `standard_error` and the t interval `low`..`high` are from the jackknife over `documents` documents, of which
    `defined` leave a value when they are left out; None where fewer than two do. `bootstrap` is None where no resample
    is defined.
    """

    bootstrap: Interval | None
    standard_error: float | None
    low: float | None
    high: float | None
    documents: int
    defined: int


def uncertainty(
    comparison: Comparison,
    scope: Scope,
    codes: Sequence[str],
    metrics: Sequence[Metric],
    unit: Unit = Unit.CHARACTER,
    *,
    draws: int = 2000,
    seed: int = 0,
    level: float = 0.95,
) -> dict[tuple[Metric, str], Uncertainty]:
    """Return the uncertainty of figures per code. `metrics` are those of OF_CODE; kappa is Light's mean over pairs.

    The same seed gives the same draws; where all resamples can be enumerated nothing is drawn.
    """
    import numpy as np

    documents = tuple(scope.weights)
    n = len(documents)
    if not n:
        return {}
    weights, ways, exact = _weightings(n, draws, seed)
    without_one = np.ones((n, n)) - np.eye(n)
    found = {}
    for code in codes:
        counts, pairs, scale = _columns(comparison, scope, documents, code, unit)
        for metric in metrics:
            sampled = _values(metric, counts, pairs, weights, scale)
            left = _values(metric, counts, pairs, without_one, scale)
            whole = _values(metric, counts, pairs, np.ones((1, n)), scale)[0]
            found[metric, code] = _uncertainty(sampled, ways, exact, left, whole, level, n)
    return found


def _weightings(n: int, draws: int, seed: int) -> tuple[Array, Array, bool]:
    """Return how often each document counts in each resample, and for how many ordered resamples each row stands."""
    import numpy as np

    if comb(2 * n - 1, n) <= EXACT_UP_TO:
        rows = [[chosen.count(nr) for nr in range(n)] for chosen in combinations_with_replacement(range(n), n)]
        ways = [factorial(n) // prod(factorial(times) for times in row) for row in rows]
        return np.array(rows, dtype=float), np.array(ways, dtype=float), True
    random = np.random.default_rng(seed)
    drawn = random.multinomial(n, [1 / n] * n, size=draws).astype(float)
    return drawn, np.ones(draws), False


def _columns(
    comparison: Comparison, scope: Scope, documents: Sequence[str], code: str, unit: Unit
) -> tuple[Array, list[Array], int]:
    """Return the counts per document, and the tables of two coders per document for every pair of coders."""
    import numpy as np

    scale = coefficients.scale_for(len(scope.coders))
    bits = [comparison.bit[coder] for coder in scope.coders]
    rows = []
    pair_rows: list[list[tuple[int, int, int, int]]] = [[] for _ in combinations(bits, 2)]
    for document in documents:
        pooled = {comparison.assigned[document]: comparison.table(unit, code, document)}
        one = coefficients.counts(pooled, scope.bits, scale)
        rows.append((one.units, one.ratings, one.ones, one.agreeing, one.share, one.split, one.meeting, one.parting))
        for into, (first, second) in zip(pair_rows, combinations(bits, 2), strict=True):
            table = coefficients.pair_table(pooled, first, second)
            into.append((table.both, table.only_first, table.only_second, table.neither))
    return np.array(rows, dtype=float), [np.array(some, dtype=float) for some in pair_rows], scale


def _values(metric: Metric, counts: Array, pairs: Sequence[Array], weights: Array, scale: int) -> Array:
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        if metric in (Metric.COHEN_KAPPA, Metric.LIGHT_KAPPA):
            kappas = np.array([_kappa(weights @ one) for one in pairs])
            defined = np.sum(~np.isnan(kappas), axis=0)
            return np.where(defined > 0, np.nansum(kappas, axis=0) / defined, np.nan)
        above, below = OF_CODE[metric]((weights @ counts).T, scale)
        return np.where(below != 0, above / below, np.nan)


def _kappa(tables: Array) -> Array:
    import numpy as np

    a, b, c, d = tables.T
    below = (a + b) * (b + d) + (a + c) * (c + d)
    return np.where(below != 0, 2 * (a * d - b * c) / below, np.nan)


def _chance(columns: Array, scale: int, *, fleiss: bool) -> tuple[Array, Array]:
    whole, agreeing, share = columns[0] * scale, columns[3], columns[4]
    chance = share**2 + (whole - share) ** 2 if fleiss else 2 * share * (whole - share)
    return agreeing * whole - chance, whole * whole - chance


def _alpha(columns: Array, scale: int) -> tuple[Array, Array]:
    expected = scale * (columns[1] - columns[2]) * columns[2]
    return expected - (columns[1] - 1) * columns[5], expected


OF_CODE: dict[Metric, Formula] = {
    Metric.PERCENT_AGREEMENT: lambda columns, scale: (columns[3], columns[0] * scale),
    Metric.FLEISS_KAPPA: lambda columns, scale: _chance(columns, scale, fleiss=True),
    Metric.SCOTT_PI: lambda columns, scale: _chance(columns, scale, fleiss=True),
    Metric.GWET_AC1: lambda columns, scale: _chance(columns, scale, fleiss=False),
    Metric.BRENNAN_PREDIGER: lambda columns, scale: (2 * columns[3] - columns[0] * scale, columns[0] * scale),
    Metric.ALPHA: _alpha,
    Metric.DICE: lambda columns, scale: (columns[6], columns[6] + columns[7]),
}
"""The formulas of `coefficients`, for many weightings at once."""


def _uncertainty(
    sampled: Array, ways: Array, exact: bool, left: Array, whole: float, level: float, documents: int
) -> Uncertainty:
    import numpy as np

    values = left[~np.isnan(left)]
    error = low = high = None
    if len(values) > 1:
        error = sqrt((len(values) - 1) / len(values) * float(np.sum((values - values.mean()) ** 2)))
        if not np.isnan(whole):
            reach = t_quantile(len(values) - 1, level) * error
            low, high = float(whole) - reach, float(whole) + reach
    return Uncertainty(_interval(sampled, ways, exact, level), error, low, high, documents, len(values))


def _interval(sampled: Array, ways: Array, exact: bool, level: float) -> Interval | None:
    import numpy as np

    defined = ~np.isnan(sampled)
    values, weights = sampled[defined], ways[defined]
    if not len(values):
        return None
    order = np.argsort(values)
    values, weights = values[order], weights[order]
    upto, kept, whole = np.cumsum(weights), float(weights.sum()), float(ways.sum())
    tail = (1 - level) / 2
    points = np.searchsorted(upto, np.array([tail, 1 - tail]) * kept - 1e-9)
    below = [float(weights[values < limit].sum()) / kept for limit in (0.667, 0.8)]
    return Interval(
        low=float(values[points[0]]),
        high=float(values[points[1]]),
        level=level,
        draws=round(whole),
        exact=exact,
        dropped=1 - kept / whole,
        below_667=below[0],
        below_800=below[1],
    )
