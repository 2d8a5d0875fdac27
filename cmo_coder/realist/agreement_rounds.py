"""The trend: the figures of every coding round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.figures import Question, score
from cmo_coder.agreement.report import units_of
from cmo_coder.agreement.value import Metric, Score
from cmo_coder.model.errors import NotFound
from cmo_coder.realist.agreement_discussed import SHORT
from cmo_coder.store.agreement import material, rounds_done
from cmo_coder.store.reading import Reading
from cmo_coder.store.universe import AsOf, Universe


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One coding round: its documents, units, and the headline figures of all coders together."""

    nr: int
    documents: int
    units: int
    scores: Mapping[Metric, Score]


def trend(reading: Reading, universe: Universe) -> tuple[RoundRow, ...]:
    """Return the figures of every coding round in which two coders finished the same document, as coded then."""
    rows = []
    for nr in rounds_done(reading):
        try:
            found = material(reading, replace(universe, as_of=AsOf.FINISHED, coding_round=nr))
        except NotFound:
            continue
        comparison = Comparison(found.coding)
        scope = comparison.scope()
        scores = {
            metric: score(comparison, scope, Question(metric, unit=universe.unit))
            for metric in (*SHORT, Metric.MACRO_ALPHA, Metric.ALPHA_ANY)
        }
        rows.append(RoundRow(nr, len(scope.documents), units_of(comparison, scope, universe.unit), scores))
    return tuple(rows)
