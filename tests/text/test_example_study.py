"""Turns and sentences of the example study, whose interviews are laid out in as many ways as transcripts are."""

from __future__ import annotations

import pytest

from cmo_coder.text.sentences import sentence_spans
from tests.shared import shared
from tests.text.splitting import (
    LABELS,
    added,
    messy_sentences,
    messy_turn_starts,
    of_four_interviews,
    of_one_interview,
    sentences_of,
    turns_of,
)


@pytest.mark.parametrize("file", LABELS)
def test_turn_starts_are_found(file: str) -> None:
    found = turns_of(file)
    assert found.there > 20
    assert found.recall >= 0.95


def test_sentences_are_split_as_by_hand() -> None:
    assert added(sentences_of(*one) for one in of_one_interview().items()).f >= 0.95


def test_four_interviews_are_split_as_by_hand() -> None:
    found = added(sentences_of(*one) for one in of_four_interviews().items())
    assert found.there >= 300
    assert found.f >= 0.95


def test_messy_dutch_is_measured_as_the_page_of_suggestions_says() -> None:
    text = shared("eval", "nl-messy", "sentences.txt").read_text("utf-8")
    sentences, turns = messy_sentences(text), messy_turn_starts(text)
    assert (sentences.there, turns.there) == (79, 25)
    assert sentences.f >= 0.98
    assert turns.recall >= 0.95


def test_what_is_heard_between_two_sentences_stands_before_the_second() -> None:
    text = "Dat ging niet. [lacht] Moet ik beginnen? Ja. [zucht]"
    assert [text[start:end] for start, end in sentence_spans(text)] == [
        "Dat ging niet.", "[lacht] Moet ik beginnen?", "Ja. [zucht]",
    ]  # fmt: skip
