"""Agreement of two coders on one value per pair (a role, an element, a stance): percent, kappa and alpha."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from cmo_coder.agreement.sets import alpha_set, cohen_kappa_set
from cmo_coder.agreement.value import Distance, Reason, Score


@dataclass(frozen=True, slots=True)
class Nominal:
    """How two coders chose the same value. "No value" is a value too."""

    pairs: int
    same: int
    percent: Score
    cohen_kappa: Score
    alpha: Score


def nominal(pairs: Iterable[tuple[Hashable, Hashable]]) -> Nominal:
    """Return the agreement over pairs of values (Cohen 1960; Krippendorff 2011, nominal)."""
    numbers: dict[Hashable, int] = {}
    counted: Counter[tuple[int, ...]] = Counter()
    for pair in pairs:
        counted[tuple(1 << numbers.setdefault(value, len(numbers)) for value in pair)] += 1
    total = counted.total()
    same = sum(number for (first, second), number in counted.items() if first == second)
    percent = Score(same / total) if total else Score(None, Reason.NO_SHARED_UNITS)
    return Nominal(total, same, percent, cohen_kappa_set(counted), alpha_set(counted, Distance.NOMINAL))
