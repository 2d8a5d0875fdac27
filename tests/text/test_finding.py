"""Finding a query in a passage: the same places as by hand, in code points of the text as it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.text.finding import Finder
from cmo_coder.text.query import parse
from tests.text.search_twin import TEXTS, by_hand

TERMS = st.sampled_from(
    [
        "de",
        "gemeente",
        "gemeen*",
        "een",
        "één",
        "zo'n",
        "ijs",
        "strasse",
        "café",
        "*team",
        "w*m",
        "ge*",
        "huisarts",
        "65",
        "o",
    ]
)
PHRASES = st.lists(TERMS, min_size=1, max_size=3).map(" ".join)
QUERIES = st.recursive(
    PHRASES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["EN", "OF", "NIET"]), inner).map(lambda p: f"({p[0]}) {p[1]} ({p[2]})"),
        st.tuples(PHRASES, st.sampled_from(["BIJ/1", "NEAR/3"]), PHRASES).map(" ".join),
    ),
    max_leaves=4,
)


@settings(max_examples=400, deadline=None)
@given(query=QUERIES, text=TEXTS, accents=st.booleans())
def test_the_places_are_those_that_are_found_by_hand(query: str, text: str, accents: bool) -> None:
    node = parse(query)
    assert Finder(node, accents=accents).find(text) == by_hand(node, text, accents)


def found(query: str, text: str, **options: bool) -> list[str]:
    return [text[start:end] for start, end in Finder(parse(query), **options).find(text)]


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("zoe", "Met Zoë\u0301 en 👩🏽\u200d🔬 Zoe.", ["Zoë\u0301", "Zoe"]),
        ("ijs", "ĲS en ijs", ["ĲS", "ijs"]),
        ("strasse", "Die Straße.", ["Straße"]),
        ("ja ja", "Ja ja ja", ["Ja ja", "ja ja"]),
        ("huisarts", "de huis\u00adarts", ["huis\u00adarts"]),
        ("geld BIJ/1 gemeente", "geld van de gemeente, gemeente en geld", ["gemeente en geld"]),
        ("geld OF geld van", "geld van", ["geld van"]),
        ("gemeente", "gemeenten, Kerngemeente en gemeente", ["gemeente"]),
        ("gemeente*", "Kerngemeente en gemeenten", ["gemeenten"]),
    ],
)
def test_places_hold_the_words_as_they_were_written(query: str, text: str, words: list[str]) -> None:

    assert found(query, text) == words


def test_with_accents_a_word_must_have_them() -> None:
    text = "één of e\u0301e\u0301n, een of EÉN"
    assert found("één", text, accents=True) == ["één", "e\u0301e\u0301n"]
    assert found("een", text, accents=True) == ["een"]
    assert found("éé*", text, accents=True) == ["één", "e\u0301e\u0301n"]
    assert len(found("een", text)) == 4


def test_an_emoji_before_a_word_does_not_move_its_place() -> None:
    text = "😀 gezien 👩🏽\u200d🔬 gezien"
    assert Finder(parse("gezien")).find(text) == [(2, 8), (14, 20)]
    assert [text[a:b] for a, b in Finder(parse("gezien")).find(text)] == ["gezien", "gezien"]
