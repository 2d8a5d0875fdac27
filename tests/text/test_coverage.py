"""How deeply a text is covered by spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.text.coverage import Coverage

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda s: (s[0], s[0] + s[1])), max_size=20)


@given(SPANS, st.integers(0, 40), st.integers(0, 40))
def test_the_depth_is_the_mean_of_the_spans_over_each_code_point(
    spans: list[tuple[int, int]], start: int, end: int
) -> None:
    depths = [sum(a <= at < b for a, b in spans) for at in range(start, end)]
    expected = sum(depths) / len(depths) if depths else 0
    assert abs(Coverage((a for a, _ in spans), (b for _, b in spans)).depth(start, end) - expected) < 1e-9


def test_two_spans_over_half_a_stretch_give_one() -> None:
    assert Coverage([0, 0], [5, 5]).depth(0, 10) == 1.0
    assert Coverage([], []).depth(0, 10) == 0.0


@given(SPANS, SPANS)
def test_adding_and_removing_gives_what_it_would_have_been_from_the_start(
    before: list[tuple[int, int]], after: list[tuple[int, int]]
) -> None:
    coverage = Coverage((a for a, _ in before), (b for _, b in before))
    coverage.depth(0, 40)
    for span in after:
        coverage.add(*span)
    for span in before:
        coverage.remove(*span)
    fresh = Coverage((a for a, _ in after), (b for _, b in after))
    assert [coverage.depth(at, at + 7) for at in range(40)] == [fresh.depth(at, at + 7) for at in range(40)]
