"""The engine beside scikit-learn, which is in no installation of the program: the same numbers by another's code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import LogisticRegression

from cmo_coder.suggest.grams import Vocabulary, forms_of
from cmo_coder.suggest.softmax import shares, solve
from cmo_coder.suggest.sparse import SparseRows, inner
from cmo_coder.suggest.triangle import Triangle
from cmo_coder.suggest.value import Settings
from tests.suggest.test_learned import TAUGHT

TEXTS = [text for _id, text, _code in TAUGHT]
WORDS = ["vertrouwen", "koffie", "'s", "één", "IJs", "a", "de", "budget,", "x-y", "zorg…"]


def among(rows: SparseRows) -> Any:
    """The inner products of rows among themselves."""
    return inner(rows, rows.columns())


def framed(text: str) -> str:
    """A text with its words and signs apart, so that scikit-learn sees the same ones."""
    return " ".join(forms_of(text))


def theirs(analyzer: str, **more: Any) -> TfidfVectorizer:
    """Their weighting with the settings that ours has."""
    return TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, lowercase=False, **more)


@settings(max_examples=60, deadline=None)
@given(said=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=6))
def test_character_n_grams_are_weighed_as_by_scikit_learn(said: list[list[str]]) -> None:
    texts = [*TEXTS, *(" ".join(words) for words in said)]
    rows = Vocabulary(texts, Settings(), 0.0).matrix(texts)
    peer = theirs("char_wb", ngram_range=(3, 5)).fit_transform(map(framed, texts))
    assert rows.width == peer.shape[1]
    assert np.allclose(among(rows), (peer @ peer.T).toarray(), atol=1e-5)


@pytest.mark.parametrize("weight", [0.25, 1.0])
def test_whole_words_stand_beside_them_with_their_weight(weight: float) -> None:
    vocabulary = Vocabulary(TEXTS, Settings(), weight)
    grams = theirs("char_wb", ngram_range=(3, 5)).fit_transform(map(framed, TEXTS))
    words = theirs("word", token_pattern=r"\S*\w\S*").fit_transform(map(framed, TEXTS))
    apart = (words @ words.T).toarray()
    assert np.allclose(among(vocabulary.matrix(TEXTS)), (grams @ grams.T).toarray() + weight * apart, atol=1e-5)
    assert np.allclose(among(vocabulary.words_alone(TEXTS)), apart, atol=1e-5)


def test_words_that_the_vocabulary_never_met_count_for_nothing() -> None:
    new = ["Zonder subsidie geen xylofoon.", "Qqq."]
    rows = Vocabulary(TEXTS, Settings(), 0.0)
    peer = theirs("char_wb", ngram_range=(3, 5)).fit([framed(text) for text in TEXTS])
    ours = inner(rows.matrix(new), rows.matrix(TEXTS).columns())
    known = peer.transform([framed(text) for text in TEXTS])
    assert np.allclose(ours, (peer.transform([framed(text) for text in new]) @ known.T).toarray(), atol=1e-5)


def _problem() -> tuple[Any, Any, Any]:
    made = np.random.default_rng(5)
    features = made.normal(size=(40, 6))
    return features, np.eye(3)[made.integers(0, 3, 40)], made.uniform(0.5, 2.0, 40)


def test_the_first_round_is_their_kernel_ridge() -> None:
    features, targets, weights = _problem()
    found = solve(Triangle.of(features @ features.T), targets, weights, 3.0, 1).weights
    # Each step aims twice at what is missing, with the penalty 2 / (freedom x weight) of the bounded loss.
    peer = KernelRidge(alpha=2 / 3.0, kernel="precomputed").fit(
        features @ features.T, 2 * (targets - 1 / 3), sample_weight=weights
    )
    assert np.allclose(found, peer.dual_coef_)


def test_many_rounds_are_their_logistic_regression() -> None:
    features, targets, weights = _problem()
    freedom = 3.0
    found = solve(Triangle.of(features @ features.T), targets, weights, freedom, 4000).weights
    peer = LogisticRegression(C=freedom, fit_intercept=False, tol=1e-10, max_iter=5000)
    peer.fit(features, targets.argmax(axis=1), sample_weight=weights)
    assert np.allclose(shares(features @ features.T @ found), peer.predict_proba(features), atol=1e-4)


def test_single_precision_finds_the_same_shares() -> None:
    features, targets, weights = _problem()
    kernel = features @ features.T
    exact = solve(Triangle.of(kernel), targets, weights, 3.0, 15).weights
    found = solve(Triangle.of(kernel.astype(np.float32)), targets, weights, 3.0, 15).weights
    assert np.allclose(shares(kernel @ found), shares(kernel @ exact), atol=1e-4)


def test_settings_change_the_sizes_of_n_grams() -> None:
    own = replace(Settings(), smallest_gram=2, largest_gram=3)
    peer = theirs("char_wb", ngram_range=(2, 3)).fit_transform(map(framed, TEXTS))
    assert np.allclose(among(Vocabulary(TEXTS, own, 0.0).matrix(TEXTS)), (peer @ peer.T).toarray(), atol=1e-5)
