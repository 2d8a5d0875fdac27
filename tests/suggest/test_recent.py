"""What is remembered of passages: the same as worked out anew, and only for those that were asked about last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from cmo_coder.suggest import recent
from cmo_coder.suggest.learned import Learned
from cmo_coder.suggest.recent import Recent
from cmo_coder.suggest.value import Example, Passage
from tests.suggest.test_learned import DEFINITIONS, EXAMPLES

ASKED = [Passage("", text) for text in ("Er is geen tijd.", "Het budget is op.", "Vertrouwen groeit.", "Ja.", "Nee.")]


def test_after_a_coding_scores_are_those_of_a_model_that_remembers_nothing() -> None:
    new = Example(Passage("g", "De sleutel lag bij de buurvrouw.", "doc-1", place=0.5), ("trust",))
    asked = [*ASKED, ASKED[0]]
    model = Learned(EXAMPLES, DEFINITIONS)
    model.scores(asked)
    fresh = Learned(EXAMPLES, DEFINITIONS).with_example(new).scores(asked)
    assert np.allclose(model.with_example(new).scores(asked), fresh, atol=1e-6)


def test_only_what_is_not_known_is_worked_out(monkeypatch: Any) -> None:
    monkeypatch.setattr(recent, "MOST", 3)
    asked: list[list[str]] = []

    def work_out(passages: Sequence[Passage]) -> tuple[Any, Any]:
        asked.append([one.text for one in passages])
        numbers = np.array([[float(len(one.text))] for one in passages])
        return numbers, -numbers

    known = Recent()
    for passages in (ASKED[:2], ASKED[1:3], ASKED[:1], ASKED[3:4], ASKED[1:2], ASKED):
        first, second = known.rows(passages, work_out)
        assert first.ravel().tolist() == [len(one.text) for one in passages]
        assert (second == -first).all()
    texts = [one.text for one in ASKED]
    # The third of those asked about was kept; the second had to go when the fourth came.
    assert asked[:4] == [texts[:2], texts[2:3], texts[3:4], texts[1:2]]
    assert set(asked[4]) == {texts[2], texts[4]}
