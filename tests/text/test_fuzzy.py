"""Likeness: every stretch of words that is like what is asked for, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from cmo_coder.text.folding import folded_words, word_places
from cmo_coder.text.fuzzy import FuzzyFinder
from cmo_coder.text.query import QueryError

TEXT = "De wijk verpleegkundige kwam, de wijkverpleegkunige ook; wijkverpleegster Jansen en de heer Jansens."


def test_what_was_written_differently_is_found() -> None:
    found = [TEXT[start:end] for start, end in FuzzyFinder("wijkverpleegkundige").find(TEXT)]
    assert found == ["wijk verpleegkundige", "wijkverpleegkunige"]
    assert [TEXT[a:b] for a, b in FuzzyFinder("heer Janssen").find(TEXT)] == ["heer Jansens"]


@given(
    words=st.text("abcdé ", min_size=4, max_size=9).filter(lambda text: len("".join(text.split())) > 2),
    text=st.text("abcdeé ", max_size=40),
    likeness=st.sampled_from([60, 80, 90]),
)
def test_nothing_that_is_like_it_is_passed_over(words: str, text: str, likeness: int) -> None:
    places = FuzzyFinder(words, likeness=likeness).find(text)
    wanted, known, spans = folded_words(words), folded_words(text), list(word_places(text))
    every = []
    for size in range(max(1, len(wanted) - 1), len(wanted) + 2):
        for at in range(len(known) - size + 1):
            if fuzz.ratio("".join(wanted), "".join(known[at : at + size])) >= likeness:
                every.append((spans[at][0], spans[at + size - 1][1]))
    assert set(places) <= set(every)
    for start, end in every:
        assert any(start < other_end and end > other_start for other_start, other_end in places)


def test_too_few_letters_are_refused() -> None:
    with pytest.raises(QueryError, match="at least 3 letters"):
        FuzzyFinder("ik")
