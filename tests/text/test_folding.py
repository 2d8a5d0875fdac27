"""What a word is to a search: capitals and accents set aside, places kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.text.finding import folded_with_places
from cmo_coder.text.folding import fold, folded_words, is_one_for_one, with_accents, word_places
from tests.text.search_twin import TEXTS, words_by_hand


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Coördinator", ["coordinator"]),
        ("e\u0301e\u0301n één", ["een", "een"]),
        ("Ĳmuiden ĳs", ["ijmuiden", "ijs"]),
        ("STRASSE straße", ["strasse", "strasse"]),
        ("zo'n zo’n", ["zo", "n", "zo", "n"]),
        ("POH-GGZ 65+", ["poh", "ggz", "65"]),
        ("huis\u00adarts", ["huisarts"]),
        ("👩🏽\u200d🔬 Zoë", ["zoe"]),
        ("Ångström Øresund", ["angstrom", "oresund"]),
        ("a_b", ["a", "b"]),
        ("\u0301 ", []),
        ("Ελλάς ελλάσ", ["ελλασ", "ελλασ"]),
    ],
)
def test_words_are_read_as_they_are_seen(written: str, read: list[str]) -> None:
    assert folded_words(written) == read


@given(TEXTS)
def test_the_words_are_those_that_are_found_by_hand(text: str) -> None:
    assert [(start, end, fold(text[start:end])) for start, end in word_places(text)] == words_by_hand(text)
    assert folded_words(text) == [word for _start, _end, word in words_by_hand(text)]


@given(st.text(max_size=40))
def test_folding_any_text_gives_the_words_of_its_places(text: str) -> None:
    places = list(word_places(text))
    assert all(start < end for start, end in places)
    assert folded_words(text) == [fold(text[start:end]) for start, end in places]
    assert not any(" " in fold(text[start:end]) for start, end in places)


@given(st.text(max_size=40))
def test_each_folded_code_point_knows_its_place(text: str) -> None:
    folded, places = folded_with_places(text)
    assert folded == fold(text)
    assert len(folded) == len(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
    if is_one_for_one(text):
        assert [place[0] for place in places] == list(range(len(text)))


@given(TEXTS)
def test_how_an_accent_was_typed_makes_no_difference(text: str) -> None:
    composed, taken_apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert folded_words(composed) == folded_words(taken_apart)
    assert with_accents(composed) == with_accents(taken_apart)
