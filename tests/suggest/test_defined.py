"""The codebook beside passages that nobody coded: what they lend it, how it is told, and when it ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.suggest.grown import lent, most_like, some_of
from cmo_coder.suggest.learned import Learned
from cmo_coder.suggest.sparse import SparseRows
from cmo_coder.suggest.value import Definition, Example, Passage, Settings
from tests.suggest.test_learned import DEFINITIONS, EXAMPLES, WORDS

SAID = (
    "De subsidie en de begroting van de gemeente.",
    "Subsidie en financiering, dat is de begroting.",
    "Geld uit de begroting, en budget.",
    "De agenda is vol, de hele dag.",
    "Geen tijd, en nog een vergadering.",
    "Vertrouwen in de ander, daar gaat het om.",
    "Dat hij zich open durft te stellen.",
    "Op dinsdag is er markt in het dorp.",
)
UNCODED = tuple(Passage("", text, f"doc-{nr % 2}", SAID[nr - 1], nr / len(SAID)) for nr, text in enumerate(SAID))


def test_a_definition_borrows_the_words_that_stand_beside_its_own() -> None:
    passage = Passage("x", "De begroting.")
    alone = Learned((), DEFINITIONS).suggest([passage], 3)[0]
    model = Learned((), DEFINITIONS, uncoded=UNCODED)
    found = model.suggest([passage], 3)[0]
    assert found[0].code == "money"
    assert found[0].confidence > next(one.confidence for one in alone if one.code == "money") + 0.05
    assert model.explain(passage, "money").uncoded > 3 * abs(model.explain(passage, "time").uncoded)


@settings(max_examples=40, deadline=None)
@given(
    words=WORDS,
    context=WORDS,
    place=st.none() | st.floats(0, 1),
    code=st.sampled_from(["trust", "money", "time"]),
    n=st.sampled_from([0, 2, 6]),
)
def test_an_explanation_adds_up_with_what_was_lent(
    words: list[str], context: list[str], place: float | None, code: str, n: int
) -> None:
    model = Learned(EXAMPLES[:n], DEFINITIONS, uncoded=UNCODED)
    passage = Passage("x", " ".join([*words, "begroting"]), "", " ".join(context), place)
    score = float(model.scores([passage])[0][model.codes.index(code)])
    found = model.explain(passage, code)
    parts = sum(one.contribution for one in found.examples) + found.definition + found.uncoded + found.common
    assert found.total == pytest.approx(score, abs=1e-9)
    assert parts == pytest.approx(score, abs=1e-9)
    alone = model.explain(Passage("x", passage.text), code)
    assert sum(one.contribution for one in alone.words) + alone.common == pytest.approx(alone.total, abs=1e-9)


def test_it_ends_when_enough_is_coded() -> None:
    enough = tuple(
        Example(Passage(str(nr), one.passage.text, place=0.5), one.codes)
        for nr, one in enumerate(EXAMPLES * (Settings().codebook_until // len(EXAMPLES) + 1))
    )
    asked = [Passage("x", "De begroting en de agenda.")]
    with_them = Learned(enough, DEFINITIONS, uncoded=UNCODED)
    assert np.array_equal(with_them.scores(asked), Learned(enough, DEFINITIONS).scores(asked))
    assert with_them.explain(asked[0], "money").uncoded == 0.0
    few = enough[: Settings().codebook_until - 1]
    assert not np.array_equal(
        Learned(few, DEFINITIONS, uncoded=UNCODED).scores(asked), Learned(few, DEFINITIONS).scores(asked)
    )


def test_a_code_that_is_new_keeps_what_was_lent() -> None:
    more = Example(Passage("b", "De bus rijdt niet.", place=0.2), ("bus",))
    larger = Learned(EXAMPLES, DEFINITIONS, uncoded=UNCODED).with_example(more)
    fresh = Learned((*EXAMPLES, more), DEFINITIONS, uncoded=UNCODED)
    asked = [Passage("x", "De begroting en de agenda.", place=0.5)]
    assert np.allclose(larger.scores(asked), fresh.scores(asked), atol=1e-5)


def test_where_other_documents_talk_of_it_counts_and_the_own_document_does_not() -> None:
    definitions = (Definition("first", "begin"), Definition("last", "einde"))
    said = [
        Passage("", text, document, "", place)
        for document in ("one", "two")
        for text, place in (("het begin", 0.05), ("dit einde", 0.95))
    ]
    model = Learned((), definitions, uncoded=said)
    early, late = Passage("x", "Wat dan ook.", "three", "", 0.05), Passage("x", "Wat dan ook.", "three", "", 0.95)
    assert [one[0].code for one in model.suggest([early, late])] == ["first", "last"]
    own = Learned((), definitions, uncoded=said[:2])
    same = own.scores([Passage("x", "Wat dan ook.", "one", "", place) for place in (0.05, 0.95)])
    assert np.array_equal(same[0], same[1])
    assert own.scores([early])[0].argmax() == 0


def test_what_is_lent_leaves_a_row_as_long_and_is_no_more_than_is_asked() -> None:
    rows = SparseRows.of([{0: 3.0, 1: 4.0}, {2: 1.0}], 8)
    passages = SparseRows.of([{0: 1.0, 3: 2.0, 4: 1.0, 5: 0.5}, {6: 1.0}], 8)
    found, shortened = lent(rows, passages, np.array([[1.0, 0.0], [0.0, 0.0]]), 0.5, 2)
    assert found.lengths() == pytest.approx([5.0, 1.0])
    assert set(np.flatnonzero(found.dense(0))) == {0, 1, 3}
    assert found.dense(0)[1] == pytest.approx(4.0 * shortened[0])
    assert shortened[1] == pytest.approx(1.0)
    assert np.array_equal(np.flatnonzero(found.dense(1)), [2])


def test_the_most_like_of_each_code() -> None:
    shares = np.array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8]])
    assert np.array_equal(most_like(shares, 1), [[0.9, 0], [0, 0], [0, 0.8]])
    assert some_of(range(10), 4) == [0, 2, 5, 7]
    assert some_of("ab", 4) == ["a", "b"]
