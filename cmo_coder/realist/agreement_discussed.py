"""The figures before and after what was settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cmo_coder.agreement.coding import Mark
from cmo_coder.agreement.figures import Question, score
from cmo_coder.agreement.value import Metric, Score
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.agreement_levels import Levels, Pair, levels
from cmo_coder.store.consensus import coded_after, marks_after, with_marks
from cmo_coder.store.reading import Reading

SHORT = (Metric.MICRO_ALPHA, Metric.MICRO_DICE)
"""The two figures of a headline: one corrected for chance, one blind to what nobody marked."""


@dataclass(frozen=True, slots=True)
class Discussed:
    """The headline figures as coded, and after what was settled; with those of the claims of each pair, where asked."""

    before: Mapping[Metric, Score]
    after: Mapping[Metric, Score]
    levels: Mapping[Pair, Levels]


def _cells(
    before: Mapping[str, tuple[Mark, ...]], after: Mapping[str, tuple[Mark, ...]]
) -> Iterator[tuple[str, str, str, list[tuple[int, int]]]]:
    """Yield the cells (document, coder, code) that settling changed, with their spans after it."""
    for document, marks in after.items():
        touched: dict[tuple[str, str], list[tuple[int, int]]] = {
            (mark.coder, mark.code): [] for mark in set(before[document]) ^ set(marks)
        }
        for mark in marks:
            if (mark.coder, mark.code) in touched:
                touched[mark.coder, mark.code].append((mark.start, mark.end))
        for (coder, code), spans in touched.items():
            yield document, coder, code, spans


def discussed(
    reading: Reading, found: Agreement, pair: Pair | None, *, with_levels: bool = False, with_chance: bool = False
) -> Discussed:
    """Return what settling changed for a pair of coders, or for all of three or more together (None)."""
    some = found.joint if pair is None else found.disagreements[pair]
    coders = found.report.scope.coders if pair is None else pair
    unit = found.material.universe.unit
    settled = bool(some) and not some[-1].is_open  # what is settled stands last
    marks = marks_after(reading, found.material, some) if settled else {}
    compared = found.whole.varied(_cells(found.material.whole_in, marks)) if settled else found.whole
    before, after = (
        {metric: score(one, one.scope(coders), Question(metric, unit=unit)) for metric in SHORT}
        for one in (found.whole, compared)
    )
    if not with_levels:
        return Discussed(before, after, {})
    then = with_marks(found.material, marks)
    coded = coded_after(reading, found.material, found.layer.coded, some, then)
    material_then = replace(found.material, whole=then)
    seed = found.report.seed
    pairs = found.levels if pair is None else [pair]
    return Discussed(
        before,
        after,
        {
            (one, other): levels(coded[one], coded[other], material_then, compared, (one, other), seed, with_chance)
            for one, other in pairs
        },
    )
