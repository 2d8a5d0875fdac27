"""Spans and quotes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.model.errors import SpanError
from cmo_coder.text.spans import Quote, Span, check_span, quote_of, trimmed, union
from tests.text.strategies import span_lists, texts


@pytest.mark.parametrize(("start", "end"), [(0, 1), (0, 9), (8, 9)])
def test_a_span_in_the_text_is_given_back(start: int, end: int) -> None:
    assert check_span(Span(start, end), 9) == Span(start, end)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (0, 10), (9, 10), (3, 3), (4, 3), (-2, -1)])
def test_a_span_outside_the_text_or_without_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError, match=str(end)):
        check_span(Span(start, end), 9)


def test_a_quote_counts_code_points_and_keeps_what_stands_around_it() -> None:
    text = "😊 Eén e\u0301cht 👩\u200d👧 woord"
    at = text.index("woord")
    assert quote_of(text, Span(at, at + 5), 6) == Quote("woord", "t 👩\u200d👧 ", "")
    assert quote_of(text, Span(0, 1)) == Quote("😊", "", text[1:])
    assert len(quote_of("x" * 100, Span(50, 51)).prefix) == 30
    with pytest.raises(SpanError):
        quote_of("abc", Span(1, 4))


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))
    assert Span(0, 4).common(Span(3, 5)) == Span(3, 4)
    assert Span(0, 3).common(Span(3, 5)) is None
    assert Span(0, 2).hull(Span(4, 5)) == Span(0, 5)
    assert Span(0, 5).contains(Span(0, 5))
    assert not Span(0, 5).contains(Span(1, 6))
    assert [Span(1, 3).covers(place) for place in range(4)] == [False, True, True, False]
    assert Span(1, 3).length == 2


@given(st.data())
def test_a_union_holds_the_same_characters_once(data: st.DataObject) -> None:
    text = data.draw(texts)
    spans = data.draw(span_lists(text))
    made = union(spans)
    assert {place for one in spans for place in range(one.start, one.end)} == {
        place for one in made for place in range(one.start, one.end)
    }
    assert all(left.end < right.start for left, right in pairwise(made))


def test_white_space_at_the_ends_is_trimmed_from_a_span() -> None:
    assert trimmed("a  bc \nd", Span(1, 7)) == Span(3, 5)
    assert trimmed("a  bc", Span(1, 3)) is None
