"""Everything that is said about one comparison: per code, per document, all codes together, and the disagreements.

The disagreements come first wherever this is shown. A figure never stands alone: beside each that is corrected for
chance stands one that does not see the uncoded text (Dice).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from cmo_coder.agreement import coefficients
from cmo_coder.agreement.comparison import Comparison, Scope
from cmo_coder.agreement.figures import Question, code_counts, score
from cmo_coder.agreement.kinds import Case, Disagreements, cases, disagreements
from cmo_coder.agreement.resample_all import OF_CODE, Uncertainty, uncertainty
from cmo_coder.agreement.value import Match, Metric, Score, Unit

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


def report(
    comparison: Comparison,
    scope: Scope,
    *,
    unit: Unit = Unit.CHARACTER,
    metrics: Sequence[Metric] = OF_EACH_CODE,
    codes: Sequence[str] | None = None,
    draws: int = 0,
    seed: int = 0,
) -> Report:
    """Compare the coders of a scope. With `draws` the first of the metrics gets intervals by resampling documents."""
    wanted = comparison.in_play(scope, codes)
    shown = fitting(metrics, len(scope.coders))
    found = {
        (pair.coders[0], pair.coders[1]): cases(comparison, pair, wanted)
        for pair in comparison.pairs(scope)
        if pair.documents
    }
    rows = [code_row(comparison, scope, code, unit, shown, found) for code in wanted]
    first = next((metric for metric in shown if metric in OF_CODE or metric is Metric.LIGHT_KAPPA), None)
    if draws and first is not None and rows:
        intervals = uncertainty(comparison, scope, wanted, [first], unit, draws=draws, seed=seed)
        rows = [replace(row, uncertainty=intervals.get((first, row.code))) for row in rows]
    overall = {
        metric: score(comparison, scope, Question(metric, unit=unit))
        for metric in fitting(OF_ALL_CODES, len(scope.coders))
    }
    return Report(
        scope,
        unit,
        units_of(comparison, scope, unit),
        tuple(sorted(rows, key=worst_first(shown[0] if shown else Metric.ALPHA))),
        overall,
        tuple(document_row(comparison, scope, document, unit, found) for document in scope.weights),
        {
            (pair.coders[0], pair.coders[1]): {
                metric: score(comparison, pair, Question(metric, unit=unit))
                for metric in (Metric.MICRO_ALPHA, Metric.MICRO_DICE, Metric.MICRO_COHEN_KAPPA)
            }
            for pair in comparison.pairs(scope)
        },
        found,
        _confusion(found),
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
    found: Mapping[tuple[str, str], Sequence[Case]],
) -> CodeRow:
    """Return what is said of one code."""
    counts = code_counts(comparison, scope, unit, code)
    used = tuple(sum(len(comparison.spans(one, coder, code)) for one in scope.weights) for coder in scope.coders)
    mine = [case for some in found.values() for case in some if code in (case.first_code, case.second_code)]
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
    found: Mapping[tuple[str, str], Sequence[Case]],
) -> DocumentRow:
    """Return what is said of one document."""
    alone = comparison.scope(scope.coders, [document])
    open_cases = sum(case.document == document and case.kind != "exact" for some in found.values() for case in some)
    return DocumentRow(
        document,
        comparison.coders_of(scope, document),
        units_of(comparison, alone, unit),
        {metric: score(comparison, alone, Question(metric, unit=unit)) for metric in PER_DOCUMENT},
        open_cases,
    )


def _confusion(found: Mapping[tuple[str, str], Sequence[Case]]) -> dict[tuple[str, str], int]:
    """Count which code met which other; for more than two coders the order of the two codes says nothing."""
    counted: Counter[tuple[str, str]] = Counter()
    for some in found.values():
        for case in some:
            if case.first_code != case.second_code:
                pair = (case.first_code, case.second_code)
                counted[pair if len(found) == 1 else (min(pair), max(pair))] += 1
    return dict(counted.most_common())
