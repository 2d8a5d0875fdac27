"""Learned suggestions: scores that can be taken apart, and that follow what they were taught."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.suggest.learned import Learned
from cmo_coder.suggest.value import Definition, Example, Passage

DEFINITIONS = (
    Definition("trust", "Vertrouwen", "Iemand durft zich open te stellen omdat hij de ander vertrouwt."),
    Definition("money", "Geld", "Subsidie, budget en financiering van het werk."),
    Definition("time", "Tijd", "Te weinig uren, drukke agenda's, geen tijd."),
)
TAUGHT = (
    ("a", "Ik vertrouwde haar pas na de derde keer koffie.", "trust"),
    ("b", "Zonder vertrouwen zegt niemand hier iets.", "trust"),
    ("c", "De subsidie liep af en toen was het geld op.", "money"),
    ("d", "We kregen een klein budget van de gemeente.", "money"),
    ("e", "Mijn agenda is altijd vol, er is geen tijd.", "time"),
    ("f", "Met twee uur per week begin je weinig.", "time"),
)
EXAMPLES = tuple(
    Example(Passage(id_, text, f"doc-{nr % 2}", place=nr / 6), (code,)) for nr, (id_, text, code) in enumerate(TAUGHT)
)


def best(model: Learned, text: str) -> str:
    return model.suggest([Passage("x", text)])[0][0].code


def test_definitions_alone_suggest() -> None:
    model = Learned((), DEFINITIONS)
    assert best(model, "Er was geen financiering meer") == "money"
    assert best(model, "ze vertrouwen elkaar") == "trust"


def test_codings_teach_what_no_definition_says() -> None:
    said = "Het scootmobiel stond buiten."
    taught = tuple(Example(Passage(f"s{nr}", "Hij kocht een scootmobiel."), ("money",)) for nr in range(2))
    before = Learned(EXAMPLES, DEFINITIONS).suggest([Passage("x", said)])[0]
    after = Learned((*EXAMPLES, *taught), DEFINITIONS).suggest([Passage("x", said)])[0]
    assert after[0].code == "money"
    assert {one.code: one.confidence for one in before}["money"] < after[0].confidence


def test_nothing_to_suggest_without_codes() -> None:
    assert Learned((), ()).suggest([Passage("x", "Wat dan ook.")]) == [()]


def test_a_code_without_a_definition_is_learned() -> None:
    model = Learned((*EXAMPLES, Example(Passage("g", "De bus rijdt niet meer."), ("bus",))), DEFINITIONS)
    assert best(model, "Er rijdt hier geen bus") == "bus"


SAID = ["vertrouwen", "koffie", "subsidie", "tijd", "agenda", "de", "niet", "budget,", "week.", "Ja"]
WORDS = st.lists(st.sampled_from(SAID), max_size=12)


@settings(max_examples=40, deadline=None)
@given(words=WORDS, context=WORDS, place=st.none() | st.floats(0, 1), code=st.sampled_from(["trust", "money", "time"]))
def test_an_explanation_adds_up_to_the_score(
    words: list[str], context: list[str], place: float | None, code: str
) -> None:
    model = Learned(EXAMPLES, DEFINITIONS)
    passage = Passage("x", " ".join(words), "", " ".join(context), place)
    score = float(model.scores([passage])[0][model.codes.index(code)])
    found = model.explain(passage, code)
    assert found.total == pytest.approx(score, abs=1e-9)
    parts = sum(one.contribution for one in found.examples) + found.definition + found.common
    assert parts == pytest.approx(score, abs=1e-9)
    alone = model.explain(Passage("x", passage.text), code)
    assert sum(one.contribution for one in alone.words) + alone.common == pytest.approx(alone.total, abs=1e-9)


def test_without_the_word_that_it_names_a_score_falls() -> None:
    text = "Zonder vertrouwen lukt het hier niet."
    model = Learned(EXAMPLES, DEFINITIONS)
    words = model.explain(Passage("x", text), "trust").words
    most = max(words, key=lambda one: one.contribution)
    assert text[most.start : most.end] == "vertrouwen"
    less = text[: most.start] + text[most.end :]
    nr = model.codes.index("trust")
    assert model.scores([Passage("x", less)])[0][nr] < model.scores([Passage("x", text)])[0][nr]


def test_one_fragment_more_is_learned_without_solving_anew() -> None:
    new = Example(Passage("g", "De sleutel lag bij de buurvrouw.", "doc-1", place=0.5), ("trust",))
    quick = Learned(EXAMPLES, DEFINITIONS).with_example(new)
    full = Learned((*EXAMPLES, new), DEFINITIONS)
    asked = Passage("x", "Hij gaf zijn sleutel aan de buurvrouw.")
    assert best(quick, asked.text) == best(full, asked.text) == "trust"
    score = float(quick.scores([asked])[0][quick.codes.index("trust")])
    explained = quick.explain(asked, "trust")
    assert explained.total == pytest.approx(score, abs=1e-9)
    assert {one.id for one in explained.examples} == {*"abcdefg"}


def test_a_rejected_code_is_suggested_less() -> None:
    text = "De agenda is vol."
    no = Example(Passage("g", text, "doc-1"), (), rejected=("time",))
    nr = Learned(EXAMPLES, DEFINITIONS).codes.index("time")
    before = Learned(EXAMPLES, DEFINITIONS).suggest([Passage("x", text)], most=3)[0]
    after = Learned((*EXAMPLES, no), DEFINITIONS).suggest([Passage("x", text)], most=3)[0]
    assert nr == 2
    assert {one.code: one.confidence for one in after}["time"] < {one.code: one.confidence for one in before}["time"]


def test_the_same_input_gives_the_same_numbers() -> None:
    passage = [Passage("x", "Vertrouwen kost tijd.")]
    assert np.array_equal(
        Learned(EXAMPLES, DEFINITIONS).scores(passage), Learned(EXAMPLES, DEFINITIONS).scores(passage)
    )
