"""Words by their numbers: the same wherever they stand in a list."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.suggest import grams
from cmo_coder.suggest.grams import Vocabulary, forms_of
from cmo_coder.suggest.numbered import grams_of, numbers_of, words_in
from cmo_coder.suggest.value import Settings

WORDS = ["zorg", "de", "wijk", "é", "en"]


def test_the_number_of_a_word_does_not_rest_on_its_neighbours() -> None:
    alone = np.concatenate([numbers_of([word]) for word in WORDS])
    assert np.array_equal(numbers_of(WORDS), alone)
    assert np.array_equal(numbers_of(WORDS[::-1]), alone[::-1])
    assert len(set(alone.tolist())) == len(WORDS)


def test_n_grams_do_not_rest_on_neighbours_either() -> None:
    alone = np.sort(np.concatenate([grams_of([word], 3, 5)[0] for word in WORDS]))
    assert np.array_equal(np.sort(grams_of(WORDS, 3, 5)[0]), alone)


def test_rows_made_with_the_vocabulary_are_those_made_afterwards() -> None:
    texts = ["de zorg in de wijk", "en de wijk", "", "zorg!"]
    vocabulary, weighed = Vocabulary.with_columns(texts, Settings(), 0.5, "float32")
    after, back = vocabulary.matrix(texts), weighed.columns.as_rows()
    assert np.array_equal(back.ends, after.ends)
    assert np.array_equal(back.features, after.features)
    assert np.allclose(back.values, after.values)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("abzé_9²½ \n\t.,-ßñ𝔸\u0307\u2028\u1680", max_size=20), max_size=5))
def test_a_text_read_as_an_array_has_the_same_words(texts: list[str]) -> None:
    lower = [text.lower() for text in texts]
    words = [(word, nr) for nr, text in enumerate(lower) for word in forms_of(text) if word[0].isalnum()]
    numbers, of = words_in(lower)
    assert np.array_equal(numbers, numbers_of([word for word, _nr in words]))
    assert of.tolist() == [nr for _word, nr in words]


def test_the_words_around_are_read_without_making_them(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["De Zorg in de wijk", "ΟΔΟΣ en zorg", "zorg"]
    vocabulary = Vocabulary(texts, Settings(), 0.5)
    asked: list[str] = []
    monkeypatch.setattr(grams, "forms_of", lambda text: (asked.append(text), forms_of(text))[1])
    rows = vocabulary.words_alone(texts)
    # Only where letters depend on their neighbours.
    assert asked == [texts[1]]
    assert [len(rows.take([nr]).features) for nr in range(3)] == [4, 3, 1]
