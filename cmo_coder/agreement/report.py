"""Everything that is said about one comparison: per code, per document, all codes together, and the disagreements.

The disagreements come first wherever this is shown. A figure never stands alone: beside each that is corrected for
chance stands one that does not see the uncoded text (Dice).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from cmo_coder.agreement.comparison import Comparison, Scope
from cmo_coder.agreement.figures import Question, code_counts, score
from cmo_coder.agreement.kinds import Disagreements
from cmo_coder.agreement.report_cases import (
    NOTHING,
    Found,
    confusion,
    confusion_again,
    counted,
    kinds_again,
    kinds_of,
    moved_cases,
    open_cases,
    stale_codes,
)
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

OF_A_CODE = (
    Metric.ALPHA,
    Metric.DICE,
    Metric.JACCARD,
    Metric.COHEN_KAPPA,
    Metric.SCOTT_PI,
    Metric.FLEISS_KAPPA,
    Metric.LIGHT_KAPPA,
    Metric.PERCENT_AGREEMENT,
    Metric.GWET_AC1,
    Metric.BRENNAN_PREDIGER,
    Metric.U_ALPHA,
)
"""The figures that can stand beside a code. The others are of all codes, of a domain or of a document, and would say
nothing of the code beside which they stood.
"""

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
    """One comparison, whole. `units` is the number of units of the universe, `sharing` are the pairs of coders who
    finished the same document.
    """

    scope: Scope
    unit: Unit
    units: int
    codes: tuple[CodeRow, ...]
    overall: Mapping[Metric, Score]
    documents: tuple[DocumentRow, ...]
    pairs: Mapping[tuple[str, str], Mapping[Metric, Score]]
    sharing: tuple[tuple[str, str], ...]
    confusion: Mapping[tuple[str, str], int]
    seed: int
    draws: int


def fitting(metrics: Sequence[Metric], coders: int) -> tuple[Metric, ...]:
    """Return the metrics with those of two coders replaced by what serves more, or left out."""
    if coders == 2:
        return tuple(metrics)
    other = {Metric.COHEN_KAPPA: Metric.LIGHT_KAPPA, Metric.SCOTT_PI: Metric.FLEISS_KAPPA}
    only_two = {Metric.MICRO_COHEN_KAPPA, Metric.MACRO_COHEN_KAPPA, Metric.COHEN_KAPPA_SET}
    return tuple(dict.fromkeys(other.get(metric, metric) for metric in metrics if metric not in only_two))


@dataclass(frozen=True, slots=True)
class Again:
    """A report on the same scope from before, and what changed since: the codes by document, and the cases as they
    were in the documents that changed.
    """

    before: Report
    changed: Mapping[str, Set[str]]
    then: Mapping[str, Found]


def report(
    comparison: Comparison,
    scope: Scope,
    *,
    unit: Unit = Unit.CHARACTER,
    metrics: Sequence[Metric] = OF_EACH_CODE,
    codes: Sequence[str] | None = None,
    draws: int = 0,
    seed: int = 0,
    again: Again | None = None,
) -> Report:
    """Compare the coders of a scope. With `draws` the first of the metrics gets intervals by resampling documents.

    With `again` only the rows are made anew of the codes and documents that changed, and of codes that now meet others.
    """
    wanted = comparison.in_play(scope, codes)
    shown = fitting(metrics, len(scope.coders))
    shared = None if codes is None else wanted
    pairs = [(pair.coders[0], pair.coders[1], pair.documents) for pair in comparison.pairs(scope)]
    if again is not None and (
        again.before.scope != scope or again.before.unit is not unit or codes is not None or draws
    ):
        again = None
    old = {row.code: row for row in again.before.codes} if again is not None else {}
    old_documents = {row.document: row for row in again.before.documents} if again is not None else {}
    if again is None:
        stale = frozenset(wanted)
        of_code = kinds_of(comparison, pairs, stale, shared)
        met = confusion(comparison, pairs, shared)
    else:
        moved = moved_cases(comparison, again.then)
        stale = stale_codes(moved, again.changed)
        of_code = kinds_again({code: row.kinds for code, row in old.items()}, stale, moved)
        met = confusion_again(pairs, again.before.confusion, moved)
    rows = [
        old[code]
        if code in old and code not in stale
        else code_row(comparison, scope, code, unit, shown, of_code.get(code, counted(NOTHING)))
        for code in wanted
    ]
    first = first_of(shown)
    if draws and first is not None and rows:
        intervals = uncertainty(comparison, scope, wanted, [first], unit, draws=draws, seed=seed)
    else:
        intervals = {}
    overall = {
        metric: score(comparison, scope, Question(metric, unit=unit))
        for metric in fitting(OF_ALL_CODES, len(scope.coders))
    }
    made = Report(
        scope,
        unit,
        units_of(comparison, scope, unit),
        tuple(sorted(rows, key=worst_first(shown[0] if shown else Metric.ALPHA))),
        overall,
        tuple(
            old_documents[document]
            if again is not None and document in old_documents and document not in again.changed
            else document_row(comparison, scope, document, unit, open_cases(comparison, pairs, document, shared))
            for document in scope.weights
        ),
        {
            (pair.coders[0], pair.coders[1]): {
                metric: score(comparison, pair, Question(metric, unit=unit))
                for metric in (Metric.MICRO_ALPHA, Metric.MICRO_DICE, Metric.MICRO_COHEN_KAPPA)
            }
            for pair in comparison.pairs(scope)
        },
        tuple((one, other) for one, other, documents in pairs if documents),
        met,
        seed,
        0,
    )
    return with_intervals(made, intervals, draws)


def with_intervals(made: Report, found: Mapping[tuple[Metric, str], Uncertainty], draws: int) -> Report:
    """Return a report with what resampling says of the first figure of its codes."""
    first = first_of(tuple(made.codes[0].scores)) if made.codes else None
    if not draws or first is None:
        return made
    rows = tuple(replace(row, uncertainty=found.get((first, row.code))) for row in made.codes)
    return replace(made, codes=rows, draws=draws)


def first_of(metrics: Sequence[Metric]) -> Metric | None:
    """Return the first of some metrics that can be resampled: the one that gets an interval."""
    return next((metric for metric in metrics if metric in OF_CODE or metric is Metric.LIGHT_KAPPA), None)


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
    kinds: Disagreements,
) -> CodeRow:
    """Return what is said of one code; `kinds` what is counted of its cases."""
    counts = code_counts(comparison, scope, unit, code)
    used = tuple(sum(len(comparison.spans(one, coder, code)) for one in scope.weights) for coder in scope.coders)
    return CodeRow(
        code,
        used,
        Score(counts.share / (counts.units * counts.scale)) if counts.units else Score(None),
        {metric: score(comparison, scope, Question(metric, code, unit)) for metric in metrics},
        kinds,
        score(comparison, scope, Question(Metric.SPAN_F1, code, match=Match.OVERLAP)),
        sum(map(bool, used)) == 1,
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
