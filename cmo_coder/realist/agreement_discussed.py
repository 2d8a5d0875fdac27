"""The figures before and after what was settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cmo_coder.agreement.coding import Mark
from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.figures import Question, score
from cmo_coder.agreement.value import Metric, Score
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.agreement_after import After
from cmo_coder.realist.agreement_levels import Levels, Pair, levels
from cmo_coder.store.consensus import after_discussion, coded_after, marks_after
from cmo_coder.store.disagreement import Disagreement
from cmo_coder.store.reading import Reading

SHORT = (Metric.MICRO_ALPHA, Metric.MICRO_DICE)
"""The two figures of a headline: one corrected for chance, one blind to what nobody marked."""


@dataclass(frozen=True, slots=True)
class Discussed:
    """The headline figures as coded, and after what was settled; with those of the claims of each pair, where asked."""

    before: Mapping[Metric, Score]
    after: Mapping[Metric, Score]
    levels: Mapping[Pair, Levels] = field(default_factory=dict)


def discussed(reading: Reading, found: Agreement, pair: Pair | None, *, with_levels: bool = False) -> Discussed:
    """Return what settling changed for a pair of coders, or for all of three or more together (None)."""
    some = found.joint if pair is None else found.disagreements[pair]
    coders = found.report.scope.coders if pair is None else pair
    unit = found.material.universe.unit
    compared = _compared(reading, found, pair, some)
    before, after = (
        {metric: score(one, one.scope(coders), Question(metric, unit=unit)) for metric in SHORT}
        for one in (found.whole, compared)
    )
    return Discussed(before, after, levels_after(reading, found, pair, some) if with_levels else {})


def levels_after(
    reading: Reading, found: Agreement, pair: Pair | None, some: Sequence[Disagreement]
) -> dict[Pair, Levels]:
    """Return the levels of a pair, or of every pair, after what was settled of some disagreements."""
    then = after_discussion(reading, found.material, some)
    coded = coded_after(reading, found.material, found.layer.coded, some, then)
    material = replace(found.material, whole=then)
    seed = found.report.seed
    return {
        (one, other): levels(coded[one], coded[other], material, (one, other), seed, with_chance=False)
        for one, other in (found.levels if pair is None else [pair])
    }


def _compared(reading: Reading, found: Agreement, pair: Pair | None, some: Sequence[Disagreement]) -> Comparison:
    """Return the comparison after what was settled. It is kept beside the other one, and brought up to date in the
    documents in which a span moved or something else was settled.
    """
    if not some or some[-1].is_open:  # what is settled stands last
        found.after.pop(pair, None)
        return found.whole
    whole_in = found.material.whole_in
    settled: dict[str, list[Disagreement]] = {}
    for one in some:
        if one.settled is not None and not one.is_open:
            settled.setdefault(one.case.document, []).append(one)
    after = found.after.setdefault(pair, After(found.whole.varied(()), dict(whole_in)))
    stale = {}
    for document, marks in whole_in.items():
        ids = tuple(one.settled.id for one in settled.get(document, ()) if one.settled is not None)
        if not after.is_of(document, marks, ids):
            stale[document] = ids
    now = marks_after(reading, found.material, [one for document in stale for one in settled.get(document, ())])
    for document, ids in stale.items():
        marks = now.get(document, whole_in[document])
        for coder, code, spans in _cells(after.marks[document], marks):
            after.comparison.replace(document, coder, code, spans)
        after.note(document, marks, whole_in[document], ids)
    return after.comparison


def _cells(then: Sequence[Mark], now: Sequence[Mark]) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    """Yield the cells (coder, code) of a document that changed, with their spans now."""
    touched: dict[tuple[str, str], list[tuple[int, int]]] = {
        (mark.coder, mark.code): [] for mark in set(then) ^ set(now)
    }
    for mark in now if touched else ():
        if (mark.coder, mark.code) in touched:
            touched[mark.coder, mark.code].append((mark.start, mark.end))
    for (coder, code), spans in touched.items():
        yield coder, code, spans
