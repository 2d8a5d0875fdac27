"""What is learned anew with the rows of before is what is learned from nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.suggest import grams
from cmo_coder.suggest.learned import Learned
from cmo_coder.suggest.taken_over import paired
from cmo_coder.suggest.value import Definition, Example, Passage
from tests.suggest.test_learned import DEFINITIONS, EXAMPLES

SAID = ["vertrouwen", "koffie", "subsidie", "tijd", "de", "de", "de", "niet", "budget,", "week.", "Ja", "ÉÉN", "İzmir"]
TEXTS = st.lists(st.lists(st.sampled_from(SAID), max_size=30).map(" ".join), min_size=2, max_size=8)
ASKED = [Passage("x", "Vertrouwen kost tijd, en koffie."), Passage("y", "de week in İzmir", "", "geen budget", 0.4)]


def taught(texts: Sequence[str]) -> list[Example]:
    return [
        Example(Passage(str(nr), text, "d", f"{text} en Ja", nr / len(texts)), (DEFINITIONS[nr % 3].code,))
        for nr, text in enumerate(texts)
    ]


def rows(model: Learned) -> tuple[np.ndarray, np.ndarray]:
    kept = model._kept
    return tuple(np.array(one.dense(np.arange(len(one.ends) - 1))) for one in (kept.texts, kept.contexts))  # type: ignore[return-value]


@settings(max_examples=60, deadline=None)
@given(before=TEXTS, more=TEXTS, gone=st.sets(st.integers(0, 7)), behind=st.booleans())
def test_it_is_the_same_as_learning_from_nothing(
    before: list[str], more: list[str], gone: set[int], behind: bool
) -> None:
    stays = [text for nr, text in enumerate(before) if nr not in gone]
    texts = [*stays, *more] if behind else [*more, *reversed(stays)]
    first = Learned(taught(before), DEFINITIONS)
    again = Learned(taught(texts), DEFINITIONS, before=first)
    fresh = Learned(taught(texts), DEFINITIONS)
    assert np.array_equal(again.vocabulary._grams, fresh.vocabulary._grams)
    assert np.array_equal(again.vocabulary._words, fresh.vocabulary._words)
    for one, other in zip(rows(again), rows(fresh), strict=True):
        assert np.allclose(one, other, rtol=2e-3, atol=1e-6)
    assert np.allclose(again.scores(ASKED), fresh.scores(ASKED), atol=5e-3)


def test_only_what_is_new_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = [Example(Passage(one.passage.id, one.passage.text, "d"), one.codes) for one in EXAMPLES]
    first = Learned(bare, DEFINITIONS)
    asked: list[str] = []
    of = grams.forms_of
    monkeypatch.setattr(grams, "forms_of", lambda text: asked.append(text) or of(text))
    new = Example(Passage("g", "De bus rijdt niet meer."), ("money",))
    Learned([*bare, new], DEFINITIONS, before=first)
    defined = {one.text for one in DEFINITIONS}
    assert [text for text in asked if text and text not in defined] == [new.passage.text]


def test_nothing_drifts_when_it_is_learned_anew_many_times() -> None:
    model = fresh = Learned(EXAMPLES, DEFINITIONS)
    for _nr in range(20):
        model = Learned(EXAMPLES, DEFINITIONS, before=model)
    assert np.array_equal(model._kept.texts.values, fresh._kept.texts.values)


def test_a_text_that_stands_twice_is_taken_over_twice() -> None:
    now, new = paired(["a", "b", "a"], ["a", "a", "a", "c"])
    assert now.tolist() == [0, -1, 1]
    assert new == [2, 3]


def test_what_was_learned_of_nothing_is_no_hindrance() -> None:
    first = Learned((), ())
    assert Learned(EXAMPLES, DEFINITIONS, before=first).size == len(EXAMPLES)
    alone = Learned((), DEFINITIONS)
    fresh = Learned(EXAMPLES, (*DEFINITIONS, Definition("bus", "Bus")))
    again = Learned(EXAMPLES, (*DEFINITIONS, Definition("bus", "Bus")), before=alone)
    assert np.allclose(again.scores(ASKED), fresh.scores(ASKED), atol=1e-3)
