"""Forms of words in Dutch and English."""

from __future__ import annotations

import pytest

from cmo_coder.text.finding import Finder
from cmo_coder.text.lemmas import forms_of, language_for
from cmo_coder.text.query import parse, terms_of


def forms(query: str, language: str, *known: str) -> frozenset[str]:
    (term,) = terms_of(parse(query))
    return forms_of(term, language, lambda beginning: [word for word in known if word.startswith(beginning)])


@pytest.mark.parametrize(
    ("query", "language", "some"),
    [
        ("~lopen", "nl", {"lopen", "loopt", "liep", "gelopen"}),
        ("~liep", "nl", {"lopen", "loopt", "gelopen"}),
        ("~coördinatoren", "nl", {"coordinator", "coordinatoren"}),
        ("~coordinatoren", "nl", {"coordinator"}),
        ("~walked", "en", {"walk", "walks", "walking"}),
    ],
)
def test_forms_of_a_word(query: str, language: str, some: set[str]) -> None:
    assert some <= forms(query, language)


def test_words_of_the_study_that_no_dictionary_holds_are_found_too() -> None:
    assert "wijkverpleegkundigen" in forms("~wijkverpleegkundige", "nl", "wijkverpleegkundigen", "wijkverpleging")
    assert "wijkverpleging" not in forms("~wijkverpleegkundige", "nl", "wijkverpleegkundigen", "wijkverpleging")


def test_all_forms_are_found_in_a_text() -> None:
    text = "Ze liep, hij loopt en wij hebben gelopen; een loper."
    finder = Finder(parse("~lopen"), forms=lambda term: forms_of(term, "nl"))
    assert [text[start:end] for start, end in finder.find(text)] == ["liep", "loopt", "gelopen"]


def test_a_study_in_another_language_gets_dutch_forms() -> None:
    assert [language_for(one) for one in ("nl", "en", "fr", "")] == ["nl", "en", "nl", "nl"]
