"""Stepping by words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.text.sentences import word_spans
from cmo_coder.text.words import next_word, previous_word

TEXT = "Nou, zo'n e-mail helpt niet."


def test_steps_go_from_word_to_word_over_punctuation() -> None:
    assert [next_word(TEXT, at) for at in (0, 3, 5, 10, 13, 17, 23, 28)] == [5, 5, 10, 17, 17, 23, 28, 28]


def test_a_step_back_from_inside_a_word_goes_to_its_start() -> None:
    assert [previous_word(TEXT, at) for at in (28, 14, 10, 3, 0)] == [23, 10, 5, 0, 0]
    assert previous_word("  ", 2) == 0
    assert next_word("  ", 0) == 2


def test_a_word_longer_than_what_is_looked_at_is_found_whole() -> None:
    text = "voor " + "x" * 300
    assert previous_word(text, len(text)) == 5
    assert previous_word(text, 5) == 0


def test_a_word_that_begins_with_an_apostrophe_at_the_edge_of_what_is_looked_at_is_found_whole() -> None:
    text = " " * 255 + "'k weet"
    assert next_word(text, 0) == 255


WORDS = st.text(st.sampled_from("ab '-.\n"), max_size=60)


@given(WORDS, st.integers(0, 700), WORDS)
def test_steps_visit_every_word_both_ways(before: str, spaces: int, after: str) -> None:
    text = before + " " * spaces + after
    starts = [start for start, _ in word_spans(text)]
    forwards, at = [], 0 if starts[:1] == [0] else next_word(text, 0)
    while at < len(text):
        forwards.append(at)
        at = next_word(text, at)
    backwards, at = [], len(text)
    for _ in starts:
        at = previous_word(text, at)
        backwards.append(at)
    assert forwards == starts
    assert backwards[::-1] == starts
