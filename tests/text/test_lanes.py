"""Which lane of the margin the stripe of a span gets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.text.lanes import LANES, OVERFLOW, Lanes, assign_lanes

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda s: (s[0], s[0] + s[1])), max_size=60)


@given(SPANS, st.integers(1, 8), st.sampled_from([0, 5, 40]))
def test_two_spans_in_one_lane_never_overlap(spans: list[tuple[int, int]], lanes: int, gap: int) -> None:
    given_lanes = assign_lanes(spans, lanes, gap)
    assert len(given_lanes) == len(spans)
    for lane in range(lanes):
        here = sorted(span for span, its in zip(spans, given_lanes, strict=True) if its == lane)
        assert all(first[1] <= second[0] for first, second in pairwise(here))


@given(SPANS, st.integers(1, 8))
def test_a_span_overflows_only_where_all_lanes_are_taken_at_its_start(spans: list[tuple[int, int]], lanes: int) -> None:
    given_lanes = assign_lanes(spans, lanes)
    for (start, _), lane in zip(spans, given_lanes, strict=True):
        if lane == OVERFLOW:
            others = {its for (a, b), its in zip(spans, given_lanes, strict=True) if its >= 0 and a <= start < b}
            assert others == set(range(lanes))


def test_the_longest_of_spans_that_start_together_stands_outside() -> None:
    assert assign_lanes([(0, 5), (0, 9), (5, 6)]) == (1, 0, 1)


def test_adding_and_removing_moves_no_other_span() -> None:
    board = Lanes()
    assert [board.take(0, 10), board.take(5, 15), board.take(8, 20)] == [0, 1, 2]
    board.release(1, 5, 15)
    assert board.take(12, 30) == 0
    assert board.take(13, 14) == 1


def test_a_gap_keeps_neighbours_out_of_one_lane_until_there_is_no_other() -> None:
    assert assign_lanes([(0, 5), (6, 9)], gap=10) == (0, 1)
    assert assign_lanes([(0, 5), (6, 9)], lanes=1, gap=10) == (0, 0)
    assert assign_lanes([(0, 5), (4, 9)], lanes=1, gap=10) == (0, OVERFLOW)


def test_the_ninth_overlapping_span_overflows_and_takes_no_place() -> None:
    board = Lanes()
    assert [board.take(0, 9) for _ in range(LANES + 1)] == [*range(LANES), OVERFLOW]
    board.release(OVERFLOW, 0, 9)
    with pytest.raises(ValueError, match="not in list"):
        board.release(0, 3, 4)
