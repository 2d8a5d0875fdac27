"""Taking stretches out of the texts (the turns of interviewers), against doing it letter by letter."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.agreement.coding import Coding, Mark, Text, normalised, without

SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 8)).map(lambda one: (one[0], one[0] + one[1])), max_size=4
)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 20), SPANS, SPANS)
def test_what_remains_is_what_was_marked_outside(
    length: int, holes: list[tuple[int, int]], spans: list[tuple[int, int]]
) -> None:
    holes, spans = list(normalised(holes, length)), list(normalised(spans, length))
    marks = tuple(Mark("d", "A", *span, "x") for span in spans)
    coding = Coding((Text("d", length),), ("A",), ("x",), {"A": frozenset({"d"})}, marks)
    left = without(coding, {"d": tuple(holes)})
    kept = [at for at in range(length) if not any(start <= at < end for start, end in holes)]
    assert left.texts[0].length == len(kept)
    marked = {place for place, at in enumerate(kept) if any(start <= at < end for start, end in spans)}
    assert {place for mark in left.marks for place in range(mark.start, mark.end)} == marked


def test_segments_within_a_hole_are_gone() -> None:
    text = Text("d", 30, ((0, 10), (10, 20), (20, 30)))
    left = without(Coding((text,), (), (), {}, ()), {"d": ((10, 20),)})
    assert left.texts == (Text("d", 20, ((0, 10), (10, 20))),)
