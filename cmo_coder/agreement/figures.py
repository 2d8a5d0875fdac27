"""Every coefficient by its name: one question in, one score with its universe out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from cmo_coder.agreement import coefficients, gamma, sets, unitizing
from cmo_coder.agreement.coefficients import Counts, PairTable
from cmo_coder.agreement.comparison import MOST_POOLED, Comparison, Scope
from cmo_coder.agreement.gamma import DEFAULT_WEIGHTS, Weights
from cmo_coder.agreement.matching import span_f1
from cmo_coder.agreement.value import Distance, Match, Metric, Reason, Score, Unit, mean


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a metric with its unit, and for one code (or domain, or all codes).

    `match` and `param` are for span matching, `distance` for sets of codes, `weights`, `seed` and `samples` for gamma.
    """

    metric: Metric
    code: str | None = None
    unit: Unit = Unit.CHARACTER
    domain: tuple[str, ...] | None = None
    distance: Distance = Distance.NOMINAL
    match: Match = Match.EXACT
    param: float | str | Fraction = 0
    weights: Weights = DEFAULT_WEIGHTS
    seed: int = 0
    samples: int = 200
    each: Callable[[int], None] = field(default=lambda _nr: None, compare=False)
    """Hears at which sample gamma is (0: what was observed), often: what it raises ends the work."""


def score(comparison: Comparison, scope: Scope, question: Question) -> Score:
    """Return the value of a figure in a scope, or the reason why it has none.

    Raises:
        ValueError: a metric of one code without a code.
    """
    metric = question.metric
    if metric in _OF_COUNTS:
        return _OF_COUNTS[metric](code_counts(comparison, scope, question.unit, _code(question)))
    if metric in _OF_PAIR:
        if len(scope.coders) != 2:
            return Score(None, Reason.TWO_CODERS_ONLY)
        return _OF_PAIR[metric](pair(comparison, scope, question.unit, _code(question)))
    if metric is Metric.LIGHT_KAPPA:
        return light_kappa(comparison, scope, question.unit, _code(question))
    if metric in _OVERALL:
        return _OVERALL[metric](comparison, scope, question.unit)
    if metric in _OF_SETS:
        codes = comparison.codes if question.domain is None else question.domain
        return _OF_SETS[metric](sets.unit_values(comparison, scope, question.unit, codes), question.distance)
    if metric is Metric.SPAN_F1:
        chosen = comparison.codes if question.code is None else (question.code,)
        return span_f1(comparison, scope, chosen, question.match, question.param)
    if metric in (Metric.GAMMA, Metric.GAMMA_BEST_DISORDER):
        return _gamma(comparison, scope, question)
    return _unitizing(comparison, scope, question)


def _code(question: Question) -> str:
    if question.code is None:
        raise ValueError(f"{question.metric} is a figure of one code")
    return question.code


def pair(comparison: Comparison, scope: Scope, unit: Unit, code: str) -> PairTable:
    """Return the pooled table of the two coders of the scope; kept as the counts are."""
    first, second = (comparison.bit[coder] for coder in scope.coders)
    if scope.nr < 0:
        return coefficients.pair_table(comparison.pooled(unit, code, scope), first, second)
    kept, key = comparison.kept_of.setdefault(code, {}), ("pair", unit, scope.nr)
    found: PairTable | None = kept.get(key)
    if found is None:
        _make_room(kept)
        found = kept[key] = coefficients.pair_table(comparison.pooled(unit, code, scope), first, second)
    return found


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= MOST_POOLED:
        kept.clear()


def code_counts(comparison: Comparison, scope: Scope, unit: Unit, code: str | None) -> Counts:
    """Return the pooled counts of all coders of the scope; None is for "carries any code at all".

    Kept until a span of the code changes, but not those of a resample.
    """
    scale = coefficients.scale_for(len(scope.coders))
    if scope.nr < 0:
        return coefficients.counts(comparison.pooled(unit, code, scope), scope.bits, scale)
    kept, key = comparison.kept_of.setdefault(code, {}), ("counts", unit, scope.nr)
    found: Counts | None = kept.get(key)
    if found is None:
        _make_room(kept)
        found = kept[key] = coefficients.counts(comparison.pooled(unit, code, scope), scope.bits, scale)
    return found


def light_kappa(comparison: Comparison, scope: Scope, unit: Unit, code: str) -> Score:
    """Light 1971: the mean of Cohen's kappa over the pairs of coders for which it is defined."""
    if not scope.documents:
        return Score(None, Reason.NO_SHARED_UNITS)
    pooled = comparison.pooled(unit, code, scope)
    bits = [comparison.bit[coder] for coder in scope.coders]
    kappas = [
        coefficients.cohen_kappa(coefficients.pair_table(pooled, first, second))
        for at, second in enumerate(bits)
        for first in bits[:at]
    ]
    return mean(kappas, Reason.NO_VARIATION)


def _in_play(comparison: Comparison, scope: Scope) -> Sequence[str] | Score:
    if not scope.documents:
        return Score(None, Reason.NO_SHARED_UNITS)
    return comparison.in_play(scope) or Score(None, Reason.NO_SPANS)


def _micro(figure: Callable[[Counts], Score]) -> Callable[[Comparison, Scope, Unit], Score]:
    def pooled(comparison: Comparison, scope: Scope, unit: Unit) -> Score:
        codes = _in_play(comparison, scope)
        if isinstance(codes, Score):
            return codes
        return figure(_all_counts(comparison, scope, unit, codes))

    return pooled


def _all_counts(comparison: Comparison, scope: Scope, unit: Unit, codes: Sequence[str]) -> Counts:
    """The counts of all codes in play put together; kept until any span changes, but not those of a resample."""
    scale = coefficients.scale_for(len(scope.coders))
    key = ("counts", unit, scope.nr)
    found: Counts | None = comparison.kept_now.get(key) if scope.nr >= 0 else None
    if found is None:
        kept = comparison.kept_of
        parts = [kept.get(code, {}).get(key) or code_counts(comparison, scope, unit, code) for code in codes]
        found = coefficients.total(parts, scale)
        if scope.nr >= 0:
            comparison.kept_now[key] = found
    return found


def _micro_cohen(comparison: Comparison, scope: Scope, unit: Unit) -> Score:
    codes = _in_play(comparison, scope)
    if isinstance(codes, Score):
        return codes
    if len(scope.coders) != 2:
        return Score(None, Reason.TWO_CODERS_ONLY)
    return coefficients.cohen_kappa(coefficients.total_table(pair(comparison, scope, unit, code) for code in codes))


def _macro(metric: Metric) -> Callable[[Comparison, Scope, Unit], Score]:
    def averaged(comparison: Comparison, scope: Scope, unit: Unit) -> Score:
        codes = _in_play(comparison, scope)
        if isinstance(codes, Score):
            return codes
        if metric is Metric.COHEN_KAPPA and len(scope.coders) != 2:
            return Score(None, Reason.TWO_CODERS_ONLY)
        scores = [score(comparison, scope, Question(metric, code, unit)) for code in codes]
        return mean(scores, Reason.NO_VARIATION)

    return averaged


def _alpha_any(comparison: Comparison, scope: Scope, unit: Unit) -> Score:
    return coefficients.alpha(code_counts(comparison, scope, unit, None))


def _unitizing(comparison: Comparison, scope: Scope, question: Question) -> Score:
    domain = question.domain if question.domain is not None else (question.code,) if question.code else comparison.codes
    found = unitizing.family(comparison, scope, None if question.metric is Metric.U_ALPHA_ANY else domain)
    if found is None:
        return Score(None, Reason.OVERLAPPING_UNITS)
    match question.metric:
        case Metric.U_ALPHA_BINARY:
            return unitizing.u_alpha_binary(found)
        case Metric.CU_ALPHA:
            return unitizing.cu_alpha(found)
        case Metric.KU_ALPHA:
            return unitizing.ku_alpha(found, _code(question))
        case _:
            return unitizing.u_alpha(found)


def _gamma(comparison: Comparison, scope: Scope, question: Question) -> Score:
    """Gamma is a figure of one document: of the first of the scope."""
    if not scope.documents:
        return Score(None, Reason.NO_SHARED_UNITS)
    document = scope.documents[0]
    rows = gamma.units_of(comparison, document, comparison.coders_of(scope, document))
    if question.metric is Metric.GAMMA_BEST_DISORDER:
        return gamma.best_disorder(rows, question.weights, each=lambda: question.each(0))
    return gamma.gamma(rows, question.weights, question.seed, question.samples, each=question.each)


_OF_COUNTS: dict[Metric, Callable[[Counts], Score]] = {
    Metric.PERCENT_AGREEMENT: coefficients.percent_agreement,
    Metric.FLEISS_KAPPA: coefficients.fleiss_kappa,
    Metric.SCOTT_PI: coefficients.fleiss_kappa,
    Metric.GWET_AC1: coefficients.gwet_ac1,
    Metric.BRENNAN_PREDIGER: coefficients.brennan_prediger,
    Metric.ALPHA: coefficients.alpha,
    Metric.DICE: coefficients.dice,
}
_OF_PAIR: dict[Metric, Callable[[PairTable], Score]] = {
    Metric.COHEN_KAPPA: coefficients.cohen_kappa,
    Metric.JACCARD: coefficients.jaccard,
}
_OVERALL: dict[Metric, Callable[[Comparison, Scope, Unit], Score]] = {
    Metric.MICRO_PERCENT_AGREEMENT: _micro(coefficients.percent_agreement),
    Metric.MICRO_ALPHA: _micro(coefficients.alpha),
    Metric.MICRO_DICE: _micro(coefficients.dice),
    Metric.MICRO_COHEN_KAPPA: _micro_cohen,
    Metric.MACRO_ALPHA: _macro(Metric.ALPHA),
    Metric.MACRO_COHEN_KAPPA: _macro(Metric.COHEN_KAPPA),
    Metric.ALPHA_ANY: _alpha_any,
}
_OF_SETS: dict[Metric, Callable[[Counter[sets.Values], Distance], Score]] = {
    Metric.ALPHA_SET: sets.alpha_set,
    Metric.COHEN_KAPPA_SET: lambda values, _: sets.cohen_kappa_set(values),
    Metric.FLEISS_KAPPA_SET: lambda values, _: sets.fleiss_kappa_set(values),
    Metric.GWET_AC1_SET: lambda values, _: sets.gwet_ac1_set(values),
}
