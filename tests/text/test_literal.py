"""Words as they were typed, in texts that make accents in either way."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.text.literal import places_of

FORMS = ("NFC", "NFD")


@pytest.mark.parametrize("typed", FORMS)
@pytest.mark.parametrize("stands", FORMS)
def test_words_are_found_however_their_accents_were_made(typed: str, stands: str) -> None:
    text = unicodedata.normalize(stands, "Eerst een crème brûlée, en daarna één koffie.")
    words = unicodedata.normalize(typed, "brûlée, en daarna één")
    (place,) = places_of(words, text)
    assert unicodedata.normalize("NFC", text[place[0] : place[1]]) == "brûlée, en daarna één"


def test_a_letter_is_not_parted_from_its_accent() -> None:
    text = unicodedata.normalize("NFD", "café")
    assert places_of("cafe", text) == [] and places_of("caf", text) == [(0, 3)]


def test_case_matters_unless_it_is_said_not_to() -> None:
    assert places_of("één", "Één en één") == [(7, 10)]
    assert places_of("e\u0301e\u0301n", "Één en één", ignore_case=True) == [(0, 3), (7, 10)]


def test_signs_of_expressions_are_letters_and_no_words_are_nowhere() -> None:
    assert places_of("a.b*(c", "a.b*(c axb") == [(0, 6)]
    assert places_of("", "tekst") == []


@given(st.text(max_size=30), st.text(min_size=1, max_size=8), st.text(max_size=30))
def test_words_of_a_text_are_found_at_their_place_where_it_ends_in_no_letter(
    before: str, words: str, after: str
) -> None:
    text = before + words + " " + after
    places = places_of(words, text)
    assert any(start <= len(before) < end for start, end in places)
    assert all(
        unicodedata.normalize("NFC", text[start:end]) == unicodedata.normalize("NFC", words) for start, end in places
    )
