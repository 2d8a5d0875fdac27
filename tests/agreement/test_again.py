"""Cases that are brought up to date after a span moved are those of a comparison made from nothing, and few are new."""

from __future__ import annotations

from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.agreement.coding import Coding, Mark, Text
from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.joint import joint_cases_in
from cmo_coder.agreement.kinds import cases_in
from cmo_coder.agreement.report import Again, report

LENGTH = 24
CODERS, CODES = ("A", "B", "C"), ("x", "y", "z")

PLACES = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(lambda ends: (min(ends), max(ends)))
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(CODERS), st.sampled_from(CODES)), st.lists(PLACES, max_size=4), max_size=9
)
CHANGES = st.lists(
    st.tuples(st.sampled_from(CODERS), st.sampled_from(CODES), st.lists(PLACES, max_size=4)), min_size=1, max_size=5
)

Changed = tuple[str, str, list[tuple[int, int]]]
Cells = dict[tuple[str, str], list[tuple[int, int]]]


def compared(cells: Cells, length: int = LENGTH, coders: tuple[str, ...] = CODERS) -> Comparison:
    marks = tuple(Mark("d", coder, start, end, code) for (coder, code), some in cells.items() for start, end in some)
    codes = tuple(dict.fromkeys((*CODES, *(mark.code for mark in marks))))
    return Comparison(Coding((Text("d", length),), coders, codes, dict.fromkeys(coders, frozenset("d")), marks))


@given(CELLS, CHANGES, st.integers(1, 3))
def test_brought_up_to_date_is_made_anew(
    cells: Cells, changes: list[tuple[str, str, list[tuple[int, int]]]], every: int
) -> None:
    kept, now = compared(cells), dict(cells)
    for nr, (coder, code, spans) in enumerate([("A", "x", cells.get(("A", "x"), [])), *changes]):
        now[coder, code] = spans
        kept.replace("d", coder, code, spans)
        if nr % every:
            continue  # several changes between two looks
        fresh = compared(now)
        for pair in combinations(CODERS, 2):
            assert cases_in(kept, "d", *pair) == cases_in(fresh, "d", *pair)
        for coders in (CODERS, CODERS[:2]):
            assert joint_cases_in(kept, "d", kept.scope(coders)) == joint_cases_in(fresh, "d", fresh.scope(coders))


@given(CELLS, st.sampled_from(CODERS), st.sampled_from(CODES), st.lists(PLACES, max_size=4))
def test_a_report_again_is_a_new_one(cells: Cells, coder: str, code: str, spans: list[tuple[int, int]]) -> None:
    kept = compared(cells)
    before = report(kept, kept.scope())
    then = {"d": {pair: cases_in(kept, "d", *pair) for pair in before.sharing}}
    kept.replace("d", coder, code, spans)
    fresh = compared({**cells, (coder, code): spans})
    again = Again(before, {"d": frozenset({code})}, then)
    assert report(kept, kept.scope(), again=again) == report(fresh, fresh.scope())


def test_one_span_moves_a_handful_of_cases() -> None:
    draw = Random(5)
    cells: Cells = {}
    for _nr in range(150):
        at, code = draw.randrange(59_000), f"c{draw.randrange(40)}"
        for coder in CODERS:
            if draw.random() < 0.8:
                cells.setdefault((coder, code), []).append((at + draw.randrange(9), at + 100 + draw.randrange(9)))
    comparison = compared(cells, 60_000)
    scope = comparison.scope()
    pairs = list(combinations(CODERS, 2))
    for nr in range(10):
        cases = {id(case) for pair in pairs for case in cases_in(comparison, "d", *pair)}
        joint = {id(case) for case in joint_cases_in(comparison, "d", scope)}
        kept = [
            comparison,
            *(cases_in(comparison, "d", *pair) for pair in pairs),
            joint_cases_in(comparison, "d", scope),
        ]
        assert len(cases) > 300 and len(joint) > 100 and kept
        code = f"c{nr}"
        spans = [*comparison.spans("d", "A", code), (5_000 * nr, 5_000 * nr + 40)]
        comparison.replace("d", "A", code, spans)
        new = [case for pair in pairs for case in cases_in(comparison, "d", *pair) if id(case) not in cases]
        assert 1 <= len(new) <= 8
        assert 1 <= sum(id(case) not in joint for case in joint_cases_in(comparison, "d", scope)) <= 4
