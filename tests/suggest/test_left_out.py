"""Leaving documents out of one model gives what models that never met them give."""

from __future__ import annotations

import numpy as np

from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.evaluate import FOLDS, folds_of, leave_documents_out, left_out_of
from cmo_coder.suggest.learned import Learned
from cmo_coder.suggest.value import Example, Passage
from tests.suggest.test_learned import DEFINITIONS, EXAMPLES


def test_a_left_out_fold_is_what_a_model_without_it_says() -> None:
    """With the rarity of words counted over the same texts (here: the fold's words stand in the others too)."""
    twice = tuple(
        Example(Passage(one.passage.id + "2", one.passage.text, "more", place=one.passage.place), one.codes)
        for one in EXAMPLES
    )
    model = Learned((*EXAMPLES, *twice), DEFINITIONS)
    fold = [nr for nr, one in enumerate(model.examples) if one.passage.document == "more"]
    (scores,) = model.left_out([fold])
    alone = Learned(EXAMPLES, DEFINITIONS).scores([one.passage for one in twice])
    assert [row.argmax() for row in scores] == [row.argmax() for row in alone]
    assert np.corrcoef(scores.ravel(), alone.ravel())[0, 1] > 0.98
    met = model.scores([one.passage for one in twice])
    sure = scores.max(axis=1) - scores.mean(axis=1)
    assert (met.max(axis=1) - met.mean(axis=1) > sure).all(), "a model that met them is surer"


def test_every_document_is_left_out_once() -> None:
    documents = [f"d{nr % 23}" for nr in range(100)]
    folds = folds_of(documents)
    assert len(folds) == FOLDS
    assert sorted(name for fold in folds for name in fold) == sorted(set(documents))


def test_refusals_and_late_codings_are_no_measured_passages() -> None:
    coded = [Coded(one.passage, frozenset(one.codes)) for one in EXAMPLES]
    refused = Example(Passage("r", "De agenda is vol.", "doc-1"), (), rejected=("time",))
    late = Example(Passage("l", "Een drukke agenda.", "doc-0", place=0.5), ("time",))
    model = Learned((*EXAMPLES, refused), DEFINITIONS).with_example(late)
    found = left_out_of(model, coded)
    assert found is not None
    assert found.measures.n == len(EXAMPLES)
    plain = leave_documents_out(coded, DEFINITIONS)
    assert plain is not None
    assert (plain.n_train, plain.measures.n) == (3, 6)


def test_one_document_cannot_be_left_out() -> None:
    coded = [Coded(Passage("a", "Geen tijd.", "one"), frozenset(["time"]))]
    assert leave_documents_out(coded, DEFINITIONS) is None
