"""Everything that is said about one comparison: per code, per document, all codes together, and the disagreements.

The disagreements come first wherever this is shown. A figure never stands alone: beside each that is corrected for
chance stands one that does not see the uncoded text (Dice).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations
from types import MappingProxyType
from typing import TypeVar

from cmo_coder.agreement import coefficients
from cmo_coder.agreement.comparison import Comparison, Scope
from cmo_coder.agreement.figures import Question, code_counts, score
from cmo_coder.agreement.kinds import Case, Disagreements, Kind, cases, cases_in, disagreements
from cmo_coder.agreement.resample_all import OF_CODE, Uncertainty, uncertainty
from cmo_coder.agreement.value import Match, Metric, Score, Unit

T = TypeVar("T")

OF_EACH_CODE = (
    Metric.ALPHA,
    Metric.DICE,
    Metric.COHEN_KAPPA,
    Metric.PERCENT_AGREEMENT,
    Metric.GWET_AC1,
    Metric.U_ALPHA,
)
"""What is shown of a code where nothing else is asked; with three and more coders Light's kappa stands for Cohen's."""

OF_ALL_CODES = (
    Metric.MICRO_ALPHA,
    Metric.MICRO_DICE,
    Metric.MACRO_ALPHA,
    Metric.MICRO_COHEN_KAPPA,
    Metric.MICRO_PERCENT_AGREEMENT,
    Metric.ALPHA_ANY,
    Metric.U_ALPHA_ANY,
)

PER_DOCUMENT = (Metric.MICRO_ALPHA, Metric.MICRO_DICE, Metric.ALPHA_ANY)


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code: how often each coder used it, its share of the units, the figures, and the kinds of disagreement.

    `used` counts spans per coder, in the order of the scope; `prevalence` is the mean share of units that carry the
    code. `kinds` adds up over the pairs of coders.
    """

    code: str
    used: tuple[int, ...]
    prevalence: Score
    scores: Mapping[Metric, Score]
    kinds: Disagreements
    forgiven: Score
    one_coder_only: bool
    uncertainty: Uncertainty | None = None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document: its units, the figures over all codes in it, and how many disagreements it holds."""

    document: str
    coders: tuple[str, ...]
    units: int
    scores: Mapping[Metric, Score]
    disagreements: int


@dataclass(frozen=True, slots=True)
class Report:
    """One comparison, whole. `units` is the number of units of the universe."""

    scope: Scope
    unit: Unit
    units: int
    codes: tuple[CodeRow, ...]
    overall: Mapping[Metric, Score]
    documents: tuple[DocumentRow, ...]
    pairs: Mapping[tuple[str, str], Mapping[Metric, Score]]
    cases: Mapping[tuple[str, str], tuple[Case, ...]]
    confusion: Mapping[tuple[str, str], int]
    seed: int
    draws: int


def fitting(metrics: Sequence[Metric], coders: int) -> tuple[Metric, ...]:
    """Return the metrics with those of two coders replaced by what serves more, or left out."""
    if coders == 2:
        return tuple(metrics)
    other = {Metric.COHEN_KAPPA: Metric.LIGHT_KAPPA, Metric.SCOTT_PI: Metric.FLEISS_KAPPA}
    only_two = {Metric.MICRO_COHEN_KAPPA, Metric.MACRO_COHEN_KAPPA, Metric.COHEN_KAPPA_SET, Metric.JACCARD}
    return tuple(dict.fromkeys(other.get(metric, metric) for metric in metrics if metric not in only_two))


Found = Mapping[tuple[str, str], Sequence[Case]]
"""The cases of every pair of coders."""

Pairs = Sequence[tuple[str, str, tuple[str, ...]]]
"""Pairs of coders with the documents that both finished."""


def report(
    comparison: Comparison,
    scope: Scope,
    *,
    unit: Unit = Unit.CHARACTER,
    metrics: Sequence[Metric] = OF_EACH_CODE,
    codes: Sequence[str] | None = None,
    draws: int = 0,
    seed: int = 0,
    before: Report | None = None,
    changed: Mapping[str, Set[str]] = MappingProxyType({}),
    then: Mapping[str, Found] = MappingProxyType({}),
) -> Report:
    """Compare the coders of a scope. With `draws` the first of the metrics gets intervals by resampling documents.

    With `before`, a report on the same scope, only the rows are made anew of the codes that `changed` (by document) and
    of codes that now meet others: `then` holds the cases of those documents as they were.
    """
    wanted = comparison.in_play(scope, codes)
    shown = fitting(metrics, len(scope.coders))
    found = {
        (pair.coders[0], pair.coders[1]): cases(comparison, pair, None if codes is None else wanted)
        for pair in comparison.pairs(scope)
        if pair.documents
    }
    same = before is not None and before.scope == scope and before.unit is unit and not draws and not before.draws
    old = {row.code: row for row in before.codes} if before is not None and same else {}
    old_documents = {row.document: row for row in before.documents} if before is not None and same else {}
    stale = _stale(comparison, then, changed) if old else frozenset(wanted)
    shared = None if codes is None else wanted
    pairs = [(pair.coders[0], pair.coders[1], pair.documents) for pair in comparison.pairs(scope)]
    of_code = _by_code(comparison, pairs, stale, shared)
    rows = [
        old[code]
        if code in old and code not in stale
        else code_row(comparison, scope, code, unit, shown, of_code.get(code, ()))
        for code in wanted
    ]
    first = next((metric for metric in shown if metric in OF_CODE or metric is Metric.LIGHT_KAPPA), None)
    if draws and first is not None and rows:
        intervals = uncertainty(comparison, scope, wanted, [first], unit, draws=draws, seed=seed)
        rows = [replace(row, uncertainty=intervals.get((first, row.code))) for row in rows]
    overall = {
        metric: score(comparison, scope, Question(metric, unit=unit))
        for metric in fitting(OF_ALL_CODES, len(scope.coders))
    }
    open_cases = _open_cases(comparison, pairs, shared)
    return Report(
        scope,
        unit,
        units_of(comparison, scope, unit),
        tuple(sorted(rows, key=worst_first(shown[0] if shown else Metric.ALPHA))),
        overall,
        tuple(
            old_documents[document]
            if document in old_documents and document not in changed
            else document_row(comparison, scope, document, unit, open_cases[document])
            for document in scope.weights
        ),
        {
            (pair.coders[0], pair.coders[1]): {
                metric: score(comparison, pair, Question(metric, unit=unit))
                for metric in (Metric.MICRO_ALPHA, Metric.MICRO_DICE, Metric.MICRO_COHEN_KAPPA)
            }
            for pair in comparison.pairs(scope)
        },
        found,
        _confusion(comparison, pairs, shared),
        seed,
        draws,
    )


def worst_first(metric: Metric) -> Callable[[CodeRow], tuple[bool, float, str]]:
    """Return the key by which rows of codes are sorted: the lowest value first, what is undefined last."""

    def key(row: CodeRow) -> tuple[bool, float, str]:
        value = row.scores.get(metric, Score(None)).value
        return (value is None, value if value is not None else 0.0, row.code)

    return key


def units_of(comparison: Comparison, scope: Scope, unit: Unit) -> int:
    """Return how many units the documents of a scope hold."""
    match unit:
        case Unit.CHARACTER:
            return sum(comparison.texts[one].length for one in scope.documents)
        case Unit.SEGMENT:
            return sum(len(comparison.texts[one].segments) for one in scope.documents)
        case Unit.DOCUMENT:
            return len(scope.documents)


def code_row(
    comparison: Comparison,
    scope: Scope,
    code: str,
    unit: Unit,
    metrics: Sequence[Metric],
    mine: Sequence[Case],
) -> CodeRow:
    """Return what is said of one code; `mine` are the cases that it is part of."""
    counts = code_counts(comparison, scope, unit, code)
    used = tuple(sum(len(comparison.spans(one, coder, code)) for one in scope.weights) for coder in scope.coders)
    pooled = comparison.pooled(unit, code, scope)
    tables = [
        coefficients.pair_table(pooled, comparison.bit[first], comparison.bit[second])
        for first, second in combinations(scope.coders, 2)
    ]
    return CodeRow(
        code,
        used,
        Score(counts.share / (counts.units * counts.scale)) if counts.units else Score(None),
        {metric: score(comparison, scope, Question(metric, code, unit)) for metric in metrics},
        disagreements(mine),
        score(comparison, scope, Question(Metric.SPAN_F1, code, match=Match.OVERLAP)),
        any(table.one_coder_only for table in tables),
    )


def document_row(
    comparison: Comparison,
    scope: Scope,
    document: str,
    unit: Unit,
    open_cases: int,
) -> DocumentRow:
    """Return what is said of one document; `open_cases` is how many of its cases are disagreements."""
    alone = comparison.scope(scope.coders, [document])
    return DocumentRow(
        document,
        comparison.coders_of(scope, document),
        units_of(comparison, alone, unit),
        {metric: score(comparison, alone, Question(metric, unit=unit)) for metric in PER_DOCUMENT},
        open_cases,
    )


def _stale(comparison: Comparison, then: Mapping[str, Found], changed: Mapping[str, Set[str]]) -> frozenset[str]:
    """The codes whose row is to be made anew: those that changed, and those of cases that are new or gone."""
    stale = {code for codes in changed.values() for code in codes}
    for document, pairs in then.items():
        for (first, second), old in pairs.items():
            for case in set(old) ^ set(cases_in(comparison, document, first, second)):
                stale |= {case.first_code, case.second_code}
    return frozenset(stale)


def _by_code(
    comparison: Comparison, pairs: Pairs, wanted: Set[str], codes: Sequence[str] | None
) -> dict[str, list[Case]]:
    """The cases of each code that is wanted; a conflict is one of two."""
    made: dict[str, list[Case]] = {}
    for first, second, documents in pairs:
        for document in documents:
            index = _kept(comparison, document, first, second, codes, "by code", _index)
            for code in wanted & index.keys():
                made.setdefault(code, []).extend(index[code])
    return made


def _index(some: Sequence[Case]) -> dict[str, list[Case]]:
    made: dict[str, list[Case]] = {}
    for case in some:
        made.setdefault(case.first_code, []).append(case)
        if case.second_code != case.first_code:
            made.setdefault(case.second_code, []).append(case)
    return made


def _open_cases(comparison: Comparison, pairs: Pairs, codes: Sequence[str] | None) -> Counter[str]:
    """How many disagreements each document holds."""
    made: Counter[str] = Counter()
    for first, second, documents in pairs:
        for document in documents:
            made[document] += _kept(
                comparison,
                document,
                first,
                second,
                codes,
                "open",
                lambda some: sum(case.kind is not Kind.EXACT for case in some),
            )
    return made


def _confusion(comparison: Comparison, pairs: Pairs, codes: Sequence[str] | None) -> dict[tuple[str, str], int]:
    """Count which code met which other; for more than two coders the order of the two codes says nothing."""
    counted: Counter[tuple[str, str]] = Counter()
    ordered = len(pairs) > 1

    def count(some: Sequence[Case]) -> Counter[tuple[str, str]]:
        met = ((case.first_code, case.second_code) for case in some if case.first_code != case.second_code)
        return Counter((min(pair), max(pair)) if ordered else pair for pair in met)

    for first, second, documents in pairs:
        for document in documents:
            counted += _kept(comparison, document, first, second, codes, f"confusion {ordered}", count)
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _kept(
    comparison: Comparison,
    document: str,
    first: str,
    second: str,
    codes: Sequence[str] | None,
    name: str,
    make: Callable[[Sequence[Case]], T],
) -> T:
    """What is worked out of the cases of two coders in a document; kept until a span of it changes."""
    some = cases_in(comparison, document, first, second, codes)
    if codes is not None:
        return make(some)
    kept = comparison.kept[document]
    found: T = kept[name, first, second] if (name, first, second) in kept else make(some)
    kept[name, first, second] = found
    return found
