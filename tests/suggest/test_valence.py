"""Words that speak well or ill of something, and the clause that turns them round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.suggest.learned import Learned
from cmo_coder.suggest.valence import shares_of, value_of, valued_words
from cmo_coder.suggest.value import Definition, Passage


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The words are clear.", 1),
        ("The words are not at all clear.", -1),
        ("It isn't clear to me.", -1),
        ("I don’t know, but the words are clear.", 1),
        ("No problem with that one.", 1),
        ("De uitleg is duidelijk.", 1),
        ("De uitleg is niet duidelijk.", -1),
        ("Dat is lastig en verwarrend.", -1),
        ("Dat ’t vandaag regent.", 0),
        ("", 0),
    ],
)
def test_whether_words_speak_well_or_ill(text: str, sign: int) -> None:
    found = value_of(text)
    assert (found > 0) - (found < 0) == sign


@given(st.lists(st.sampled_from(["clear", "not", "goed", "lastig,", "niet", "tabel", "."]), max_size=12))
def test_what_the_words_add_is_the_value(words: list[str]) -> None:
    text = " ".join(words)
    assert sum(part for _start, _end, part in shares_of(text)) == pytest.approx(value_of(text))
    assert all(text[start:end].strip(".,") == text[start:end] for start, end, _sign in valued_words(text))
    assert -1 < value_of(text) < 1


def test_of_two_codes_about_the_same_the_one_that_speaks_so_is_first() -> None:
    definitions = (
        Definition("plus", "Menu useful", "The menu."),
        Definition("minus", "Menu complex", "The menu."),
    )
    model = Learned((), definitions)
    said = ["I am lost in the menu.", "A menu that works, I like that.", "This menu, I do not like it."]
    assert [one[0].code for one in model.suggest([Passage("", text) for text in said])] == ["minus", "plus", "minus"]
    for code, sign in (("minus", 1), ("plus", -1)):
        words = model.explain(Passage("", said[0]), code).words
        assert sign * next(one for one in words if said[0][one.start : one.end] == "lost").contribution > 0.1
