"""How alike texts are to a text, and by which words."""

from __future__ import annotations

import pytest

from cmo_coder.suggest.likeness import Likenesses

TEXTS = {
    "post": "Ik durfde de post niet open te maken, die stapel enveloppen.",
    "koffie": "Elke woensdag drinken we koffie aan de lange tafel.",
    "leeg": " ",
}


def test_the_same_words_are_most_alike_and_named() -> None:
    likenesses = Likenesses(TEXTS)
    scores = likenesses.of("de enveloppen durf ik niet open te maken")
    assert set(scores) == {"post", "koffie"}
    assert scores["post"] > 2 * scores["koffie"]
    found = likenesses.explained("de enveloppen durf ik niet open te maken", "post")
    assert found.score == pytest.approx(scores["post"])
    assert "enveloppen" in found.words and len(found.words) <= 3


def test_a_text_is_wholly_alike_to_itself() -> None:
    assert Likenesses(TEXTS).of(TEXTS["koffie"])["koffie"] == pytest.approx(1)


def test_nothing_is_alike_to_no_words() -> None:
    assert Likenesses(TEXTS).of("") == {}
    assert Likenesses({}).of("koffie") == {}
    assert Likenesses(TEXTS).explained("xq", "koffie").words == ()
