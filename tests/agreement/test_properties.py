"""What must hold whatever the coding: order, splitting, identity, chance, and what is kept between questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.agreement.coding import Coding, Mark, Text, recoded
from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.figures import Question, pair, score
from cmo_coder.agreement.kinds import cases, disagreements
from cmo_coder.agreement.report import report
from cmo_coder.agreement.value import Distance, Match, Metric, Reason, Unit
from tests.agreement.strategies import codings

EXAMPLES = settings(max_examples=40, deadline=None)
OF_CODE = (
    Metric.PERCENT_AGREEMENT,
    Metric.FLEISS_KAPPA,
    Metric.GWET_AC1,
    Metric.BRENNAN_PREDIGER,
    Metric.ALPHA,
    Metric.DICE,
    Metric.LIGHT_KAPPA,
)
OVERALL = (
    Metric.MICRO_PERCENT_AGREEMENT,
    Metric.MICRO_ALPHA,
    Metric.MICRO_DICE,
    Metric.MACRO_ALPHA,
    Metric.ALPHA_ANY,
    Metric.FLEISS_KAPPA_SET,
    Metric.GWET_AC1_SET,
)
FAMILY = (Metric.U_ALPHA, Metric.U_ALPHA_BINARY, Metric.CU_ALPHA, Metric.U_ALPHA_ANY)


def questions(codes: Sequence[str], unit: Unit = Unit.CHARACTER) -> list[Question]:
    """Every question about characters (or other units) that any number of coders can be asked."""
    found = [Question(metric, code, unit) for metric in OF_CODE for code in codes]
    found += [Question(metric, unit=unit) for metric in OVERALL]
    return found + [Question(Metric.ALPHA_SET, unit=unit, distance=distance) for distance in Distance]


def of_spans(codes: Sequence[str]) -> list[Question]:
    found = [Question(metric, domain=tuple(codes)) for metric in FAMILY]
    found += [Question(Metric.SPAN_F1, match=match, param="0.5") for match in Match]
    return [*found, *(Question(Metric.KU_ALPHA, code, domain=tuple(codes)) for code in codes)]


def answers(coding: Coding, asked: Sequence[Question]) -> list[float | None]:
    comparison = Comparison(coding)
    return [score(comparison, comparison.scope(), question).value for question in asked]


def close(one: list[float | None], other: list[float | None]) -> bool:
    return all(
        (a is None and b is None) or (a is not None and b is not None and a == pytest.approx(b, abs=1e-12))
        for a, b in zip(one, other, strict=True)
    )


@EXAMPLES
@given(codings(), st.randoms(use_true_random=False), st.sampled_from(list(Unit)))
def test_the_order_of_coders_documents_codes_and_spans_changes_nothing(
    coding: Coding, random: Random, unit: Unit
) -> None:
    other = replace(
        coding,
        texts=tuple(random.sample(coding.texts, len(coding.texts))),
        coders=tuple(random.sample(coding.coders, len(coding.coders))),
        codes=tuple(random.sample(coding.codes, len(coding.codes))),
        marks=tuple(random.sample(coding.marks, len(coding.marks))),
    )
    asked = questions(coding.codes, unit) + of_spans(coding.codes)
    assert close(answers(coding, asked), answers(other, asked))


@EXAMPLES
@given(codings(), st.data())
def test_two_spans_that_touch_are_one_to_the_characters(coding: Coding, data: st.DataObject) -> None:
    long = [nr for nr, mark in enumerate(coding.marks) if mark.end - mark.start > 1]
    if not long:
        return
    mark = coding.marks[nr := data.draw(st.sampled_from(long))]
    at = data.draw(st.integers(mark.start + 1, mark.end - 1))
    marks = (*coding.marks[:nr], mark._replace(end=at), mark._replace(start=at), *coding.marks[nr + 1 :])
    for unit in Unit:
        asked = questions(coding.codes, unit)
        assert answers(coding, asked) == answers(replace(coding, marks=marks), asked)


@EXAMPLES
@given(codings(coders=3, everywhere=True), st.sampled_from(list(Unit)))
def test_identical_coders_agree_wherever_that_is_defined(coding: Coding, unit: Unit) -> None:
    marks = tuple(mark._replace(coder=coder) for mark in coding.marks if mark.coder == "A" for coder in coding.coders)
    asked = questions(coding.codes, unit) + of_spans(coding.codes)
    found = answers(replace(coding, marks=marks), asked)
    # Three and more coders: in the reading of the family that is used, everything that is compared is equal too.
    assert all(value is None or value == 1 for value in found)


@EXAMPLES
@given(codings(coders=2))
def test_the_kinds_add_up(coding: Coding) -> None:
    comparison = Comparison(coding)
    scope = comparison.scope()
    for code in coding.codes:
        found = disagreements(cases(comparison, scope, [code]))
        table = pair(comparison, scope, Unit.CHARACTER, code)
        assert found.boundary_chars + found.unmatched_chars == table.only_first + table.only_second
    found = disagreements(cases(comparison, scope))
    spans = [
        sum(len(comparison.spans(document, coder, code)) for document in scope.documents for code in coding.codes)
        for coder in coding.coders
    ]
    assert spans[0] == found.exact + found.boundary + found.split_merge_a + found.conflict_a + found.only_a
    assert spans[1] == found.exact + found.boundary + found.split_merge_b + found.conflict_b + found.only_b


@EXAMPLES
@given(codings(), st.data())
def test_a_changed_span_gives_what_a_fresh_comparison_gives(coding: Coding, data: st.DataObject) -> None:
    comparison = Comparison(coding)
    asked = questions(coding.codes) + questions(coding.codes, Unit.SEGMENT) + of_spans(coding.codes)
    for question in asked:
        score(comparison, comparison.scope(), question)
    text = data.draw(st.sampled_from(coding.texts))
    coder, code = data.draw(st.sampled_from(coding.coders)), data.draw(st.sampled_from(coding.codes))
    start = data.draw(st.integers(0, text.length))
    mark = Mark(text.id, coder, start, start + 3, code)
    comparison.replace(text.id, coder, code, [(mark.start, mark.end)])
    marks = [one for one in coding.marks if (one.document, one.coder, one.code) != (text.id, coder, code)]
    fresh = answers(replace(coding, marks=(*marks, mark)), asked)
    assert [score(comparison, comparison.scope(), question).value for question in asked] == fresh


def test_a_changed_span_makes_one_table_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = tuple(Text(f"d{nr}", 100) for nr in range(3))
    everywhere = frozenset(text.id for text in texts)
    marks = tuple(Mark(text.id, coder, 10, 20, code) for text in texts for coder in "AB" for code in "xy")
    comparison = Comparison(Coding(texts, ("A", "B"), ("x", "y"), {"A": everywhere, "B": everywhere}, marks))
    asked = [Question(Metric.ALPHA, code) for code in "xy"]
    made = []
    from cmo_coder.agreement import comparison as module

    count = module.table
    monkeypatch.setattr(module, "table", lambda *arguments: made.append(1) or count(*arguments))
    for question in asked:
        score(comparison, comparison.scope(), question)
    assert len(made) == 6
    comparison.replace("d1", "A", "x", [(12, 20)])
    for question in asked:
        score(comparison, comparison.scope(), question)
    assert len(made) == 7


def test_agreement_with_a_shuffled_coding_tends_to_nothing() -> None:
    """Codes at random places: what is left of chance-corrected figures is noise around 0."""
    random = Random(11)
    texts = tuple(Text(f"d{nr}", 20_000) for nr in range(20))
    everywhere = frozenset(text.id for text in texts)
    marks = [
        Mark(text.id, coder, start := random.randrange(19_700), start + random.randrange(20, 300), random.choice("xyz"))
        for text in texts
        for coder in "AB"
        for _ in range(60)
    ]
    coding = Coding(texts, ("A", "B"), ("x", "y", "z"), {"A": everywhere, "B": everywhere}, tuple(marks))
    corrected = [
        Question(metric, "x") for metric in (Metric.COHEN_KAPPA, Metric.ALPHA, Metric.FLEISS_KAPPA, Metric.U_ALPHA)
    ]
    corrected += [Question(metric) for metric in (Metric.ALPHA_ANY, Metric.MACRO_ALPHA, Metric.COHEN_KAPPA_SET)]
    corrected += [Question(Metric.ALPHA_SET, distance=Distance.MASI)]
    for question, value in zip(corrected, answers(coding, corrected), strict=True):
        assert value is not None and abs(value) < 0.06, question
    blind = answers(coding, [Question(Metric.DICE, "x"), Question(Metric.PERCENT_AGREEMENT, "x")])
    assert blind[0] is not None and 0.1 < blind[0] < 0.3
    assert blind[1] is not None and blind[1] > 0.5


def two(length: int, first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]]) -> Comparison:
    marks = [Mark("d", "A", *span, "x") for span in first] + [Mark("d", "B", *span, "x") for span in second]
    finished = {"A": frozenset({"d"}), "B": frozenset({"d"})}
    return Comparison(Coding((Text("d", length),), ("A", "B"), ("x", "y"), finished, tuple(marks)))


def test_nothing_depends_on_the_length_of_the_text() -> None:
    """A text of a million million characters: only ends of spans are looked at."""
    comparison = two(10**12, [(5, 10**11)], [(10, 10**11 + 5)])
    assert score(comparison, comparison.scope(), Question(Metric.COHEN_KAPPA, "x")).value == pytest.approx(1, abs=1e-9)
    assert score(comparison, comparison.scope(), Question(Metric.U_ALPHA, "x")).value == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(
    ("metric", "code", "reason"),
    [
        (Metric.ALPHA, "y", Reason.NO_VARIATION),
        (Metric.COHEN_KAPPA, "y", Reason.NO_VARIATION),
        (Metric.DICE, "y", Reason.NO_SPANS),
        (Metric.JACCARD, "y", Reason.NO_SPANS),
    ],
)
def test_what_is_undefined_says_why(metric: Metric, code: str, reason: Reason) -> None:
    comparison = two(100, [(0, 10)], [(0, 10)])
    found = score(comparison, comparison.scope(), Question(metric, code))
    assert (found.value, found.reason) == (None, reason)
    nobody = score(comparison, comparison.scope(["A"]), Question(metric, code))
    assert nobody.value is None and nobody.reason in (Reason.NO_SHARED_UNITS, Reason.TWO_CODERS_ONLY)


def test_a_code_of_one_coder_only_is_flagged_and_kappa_is_0() -> None:
    comparison = two(100, [(0, 10)], [])
    assert score(comparison, comparison.scope(), Question(Metric.COHEN_KAPPA, "x")).value == 0
    assert pair(comparison, comparison.scope(), Unit.CHARACTER, "x").one_coder_only
    assert not pair(comparison, comparison.scope(), Unit.CHARACTER, "y").one_coder_only


def test_of_three_coders_a_code_of_two_is_no_code_of_one_only() -> None:
    finished = {coder: frozenset({"d"}) for coder in "ABC"}
    marks = (Mark("d", "A", 0, 9, "x"), Mark("d", "B", 0, 9, "x"), Mark("d", "C", 0, 9, "y"))
    comparison = Comparison(Coding((Text("d", 20),), ("A", "B", "C"), ("x", "y"), finished, marks))
    assert {row.code: row.one_coder_only for row in report(comparison, comparison.scope()).codes} == {
        "x": False,
        "y": True,
    }


def test_codes_can_be_compared_by_their_parent() -> None:
    finished = {"A": frozenset({"d"}), "B": frozenset({"d"})}
    marks = (
        Mark("d", "A", 0, 10, "x"),
        Mark("d", "A", 5, 12, "y"),
        Mark("d", "B", 0, 12, "y"),
        Mark("d", "B", 20, 30, "z"),
    )
    coding = Coding((Text("d", 100),), ("A", "B"), ("x", "y", "z"), finished, marks)
    comparison = Comparison(recoded(coding, {"x": "parent", "y": "parent"}))
    assert comparison.codes == ("parent",)
    assert comparison.spans("d", "A", "parent") == comparison.spans("d", "B", "parent") == ((0, 12),)


def test_large_sets_of_codes_are_compared_without_their_subsets() -> None:
    """A document can carry every code there is; sixty codes have too many subsets to count."""
    codes = tuple(f"c{nr}" for nr in range(60))
    texts = (Text("d", 1000), Text("e", 1000))
    everywhere = frozenset({"d", "e"})
    marks = [Mark("d", coder, nr, nr + 5, code) for coder in "AB" for nr, code in enumerate(codes)]
    marks += [Mark("e", "A", 0, 5, "c0"), Mark("e", "B", 0, 5, "c1")]
    coding = Coding(texts, ("A", "B"), codes, {"A": everywhere, "B": everywhere}, tuple(marks))
    asked = [Question(Metric.ALPHA_SET, unit=Unit.DOCUMENT, distance=Distance.JACCARD)]
    # Values {60}, {60}, {c0}, {c1}: Do = 2 * 1 / 4; De = (8 pairs at 59/60 and 2 at 1) / 12.
    assert answers(coding, asked)[0] == pytest.approx(1 - (2 / 4) / ((8 * 59 / 60 + 2) / 12))


def test_half_of_the_shorter_span_is_enough_for_a_conflict() -> None:
    finished = {"A": frozenset({"d"}), "B": frozenset({"d"})}
    for end, kinds in ((5, ["conflict"]), (4, ["only_a", "only_b"])):
        marks = (Mark("d", "A", 0, 10, "x"), Mark("d", "B", 10 - end, 40, "y"))
        comparison = Comparison(Coding((Text("d", 100),), ("A", "B"), ("x", "y"), finished, marks))
        assert sorted(case.kind for case in cases(comparison, comparison.scope())) == kinds
