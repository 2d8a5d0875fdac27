"""Every coefficient against a twin that paints each code point (brute.py), on small random projects."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.agreement import gamma
from cmo_coder.agreement.coding import Coding
from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.figures import Question, score
from cmo_coder.agreement.kinds import Kind, cases
from cmo_coder.agreement.value import Distance, Match, Metric, Unit
from tests.agreement import brute
from tests.agreement.strategies import codings

EXAMPLES = settings(max_examples=60, deadline=None)


def same(found: float | None, expected: Fraction | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return abs(found - float(expected)) <= 1e-12 * max(1.0, abs(float(expected)))


@EXAMPLES
@given(codings(), st.sampled_from(list(Unit)))
def test_coefficients_of_a_code(coding: Coding, unit: Unit) -> None:
    comparison = Comparison(coding)
    sets = brute.painted(coding, coding.coders, unit)
    for code in coding.codes:
        for name, expected in brute.of_code(brute.binary(sets, code)).items():
            assert same(score(comparison, comparison.scope(), Question(Metric(name), code, unit)).value, expected), name
    for pair in combinations(coding.coders, 2):
        sets = brute.painted(coding, pair, unit)
        for code in coding.codes:
            units = brute.binary(sets, code)
            found = score(comparison, comparison.scope(pair), Question(Metric.COHEN_KAPPA, code, unit)).value
            assert same(found, brute.cohen(units))


@EXAMPLES
@given(codings(), st.sampled_from(list(Unit)))
def test_all_codes_together(coding: Coding, unit: Unit) -> None:
    comparison = Comparison(coding)
    scope = comparison.scope()
    sets = brute.painted(coding, coding.coders, unit)
    in_play = [code for code in coding.codes if any(sum(one) for one in brute.binary(sets, code))]
    # A code counts as in play by its spans; only an empty or segment-less text could hide one, and spans hold text.
    if unit is not Unit.SEGMENT:
        together = brute.of_code([one for code in in_play for one in brute.binary(sets, code)])
        for metric in (Metric.MICRO_ALPHA, Metric.MICRO_DICE, Metric.MICRO_PERCENT_AGREEMENT):
            expected = together[metric.removeprefix("micro_")] if in_play else None
            assert same(score(comparison, scope, Question(metric, unit=unit)).value, expected)
        alphas = [brute.of_code(brute.binary(sets, code))["alpha"] for code in in_play]
        defined = [alpha for alpha in alphas if alpha is not None]
        expected = sum(defined, Fraction(0)) / len(defined) if defined else None
        assert same(score(comparison, scope, Question(Metric.MACRO_ALPHA, unit=unit)).value, expected)
    any_code = brute.of_code(brute.binary(sets, None))["alpha"]
    assert same(score(comparison, scope, Question(Metric.ALPHA_ANY, unit=unit)).value, any_code)


@EXAMPLES
@given(codings(), st.sampled_from(list(Unit)))
def test_sets_of_codes(coding: Coding, unit: Unit) -> None:
    comparison = Comparison(coding)
    scope = comparison.scope()
    sets = brute.painted(coding, coding.coders, unit)
    for distance in Distance:
        found = score(comparison, scope, Question(Metric.ALPHA_SET, unit=unit, distance=distance)).value
        assert same(found, brute.alpha_set(sets, distance)), distance
    for name, expected in brute.categories(sets).items():
        assert same(score(comparison, scope, Question(Metric(name), unit=unit)).value, expected), name


@EXAMPLES
@given(codings(), st.data())
def test_the_unitizing_family(coding: Coding, data: st.DataObject) -> None:
    comparison = Comparison(coding)
    scope = comparison.scope()
    size = data.draw(st.integers(1, len(coding.codes)))
    domain = coding.codes[:size]
    expected = brute.family(coding, coding.coders, domain)
    for metric in (Metric.U_ALPHA, Metric.U_ALPHA_BINARY, Metric.CU_ALPHA):
        found = score(comparison, scope, Question(metric, domain=domain)).value
        assert same(found, None if expected is None else expected[metric]), metric
    for code in domain:
        found = score(comparison, scope, Question(Metric.KU_ALPHA, code, domain=domain)).value
        assert same(found, None if expected is None else expected[f"ku_alpha {code}"])


@EXAMPLES
@given(
    codings(), st.sampled_from([(Match.OVERLAP, "0"), (Match.TOLERANCE, "2"), (Match.IOU, "0.4"), (Match.EXACT, "0")])
)
def test_span_matching(coding: Coding, how: tuple[Match, str]) -> None:
    comparison = Comparison(coding)
    match, param = how

    def suits(one: tuple[int, int], other: tuple[int, int]) -> bool:
        meet = min(one[1], other[1]) - max(one[0], other[0])
        if match is Match.EXACT:
            return one == other
        if match is Match.TOLERANCE:
            return meet > 0 and max(abs(one[0] - other[0]), abs(one[1] - other[1])) <= int(param)
        union = one[1] - one[0] + other[1] - other[0] - meet
        return meet > 0 and (match is Match.OVERLAP or Fraction(meet, union) >= Fraction(param))

    matched = total = 0
    for first, second in combinations(coding.coders, 2):
        for document, _ in brute.shared(coding, (first, second)):
            for code in coding.codes:
                a = brute.spans_of(coding, document, first, code)
                b = brute.spans_of(coding, document, second, code)
                total += len(a) + len(b)
                edges = {(i, j) for i, one in enumerate(a) for j, other in enumerate(b) if suits(one, other)}
                matched += brute.largest_matching(edges)
    found = score(comparison, comparison.scope(), Question(Metric.SPAN_F1, match=match, param=param)).value
    assert same(found, Fraction(2 * matched, total) if total else None)


@EXAMPLES
@given(codings(coders=2))
def test_kinds_of_disagreement(coding: Coding) -> None:
    comparison = Comparison(coding)
    scope = comparison.scope()
    found = cases(comparison, scope)
    for code in coding.codes:
        alone = {"A": set[tuple[str, int, int]](), "B": set[tuple[str, int, int]]()}
        kinds = []
        for document in scope.documents:
            spans = [(c, s, e) for c in "AB" for s, e in brute.spans_of(coding, document, c, code)]
            meets = {one: {two for two in spans if max(one[1], two[1]) < min(one[2], two[2])} for one in spans}
            while spans:
                group = {spans[0]}
                while bigger := set().union(*(meets[one] for one in group)) - group:
                    group |= bigger
                spans = [one for one in spans if one not in group]
                sides = {one[0] for one in group}
                if len(sides) == 1:
                    alone[sides.pop()].update((document, s, e) for _, s, e in group)
                elif len(group) > 2:
                    kinds.append(Kind.SPLIT_MERGE)
                else:
                    kinds.append(Kind.EXACT if len({one[1:] for one in group}) == 1 else Kind.BOUNDARY)
        mine = [case for case in found if case.kind in (Kind.EXACT, Kind.BOUNDARY, Kind.SPLIT_MERGE)]
        assert sorted(case.kind for case in mine if case.first_code == code) == sorted(kinds)
        other = [case for case in found if case not in mine]
        for side in "AB":
            here = {
                (case.document, *span)
                for case in other
                for span in (case.first if side == "A" else case.second)
                if (case.first_code if side == "A" else case.second_code) == code
            }
            assert here == alone[side]


@EXAMPLES
@given(codings(coders=2))
def test_conflicts_share_half_of_the_shorter(coding: Coding) -> None:
    comparison = Comparison(coding)
    found = cases(comparison, comparison.scope())
    alone: dict[bool, set[tuple[str, int, int, str]]] = {True: set(), False: set()}
    for case in found:
        if case.kind in (Kind.CONFLICT, Kind.ONLY_FIRST, Kind.ONLY_SECOND):
            alone[True].update((case.document, *span, case.first_code) for span in case.first)
            alone[False].update((case.document, *span, case.second_code) for span in case.second)
    expected = {
        (one, other)
        for one in alone[True]
        for other in alone[False]
        if one[0] == other[0] and one[3] != other[3]
        if (meet := min(one[2], other[2]) - max(one[1], other[1])) >= 1
        if 2 * meet >= min(one[2] - one[1], other[2] - other[1])
    }
    assert {
        ((case.document, *case.first[0], case.first_code), (case.document, *case.second[0], case.second_code))
        for case in found
        if case.kind is Kind.CONFLICT
    } == expected


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(0, 12), st.integers(1, 6), st.sampled_from("xy")).map(
                lambda unit: (unit[0], unit[0] + unit[1], unit[2])
            ),
            max_size=3,
            unique=True,
        ).map(sorted),
        min_size=2,
        max_size=3,
    )
)
def test_the_best_alignment(rows: list[list[tuple[int, int, str]]]) -> None:
    units = sum(map(len, rows))
    found = gamma.best_disorder(rows, gamma.Weights()).value
    expected = brute.best_cost(rows) * len(rows) / units if units else None
    assert (found is None and expected is None) or found == pytest.approx(float(expected or 0), abs=1e-9)
