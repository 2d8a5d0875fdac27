"""Words by their numbers: the same wherever they stand in a list."""

from __future__ import annotations

import numpy as np

from cmo_coder.suggest.grams import Vocabulary
from cmo_coder.suggest.numbered import grams_of, numbers_of
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
