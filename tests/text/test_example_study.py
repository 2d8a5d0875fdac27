"""Turns and sentences of the example study, whose interviews are laid out in as many ways as transcripts are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cmo_coder.text.sentences import sentence_spans
from cmo_coder.text.turns import find_turns

FOLDER = Path(__file__).parents[2] / "transcripts_example"
LABELLED = r"(?m)^(?:\[?\d\d:\d\d(?::\d\d)?\]? ?)?[A-Z][\w \-()]{0,40}?:(?= )"
"""A label with a colon and the words behind it; the time may stand before it."""


@pytest.mark.parametrize(
    ("file", "label"),
    [
        ("gm-r1-inwoner-gerda.txt", LABELLED),
        ("gm-r1-praktijkondersteuner.txt", LABELLED),
        ("gm-r2-inwoner-gerda.txt", LABELLED),
        ("gm-r2-projectleider.txt", LABELLED),
        ("ks-r1-duo-geldcoach-wijkverpleegkundige.txt", LABELLED),
        ("sl-r2-inwoner-kees.txt", LABELLED),
        ("ks-r1-inwoner-dennis.md", r"(?m)^(Interviewer|Dennis):"),
        ("ks-r2-maatje-rinus.txt", r"(?m)^(INTERVIEWER|RINUS):$"),
        ("sl-r1-beleidsmedewerker.txt", r"(?m)^(Interviewer|Beleidsmedewerker)$"),
    ],
)
def test_turn_starts_are_found(file: str, label: str) -> None:
    text = (FOLDER / file).read_text("utf-8")
    there = {match.start() for match in re.finditer(label, text)}
    found = {turn.start for turn in find_turns(text)}
    assert len(there) > 20
    assert len(there & found) / len(there) >= 0.95


def test_sentences_are_split_as_by_hand() -> None:
    lines = (Path(__file__).parent / "example_sentences.txt").read_text("utf-8").splitlines()[1:]
    text = (FOLDER / "gm-r1-inwoner-gerda.txt").read_text("utf-8")
    there, at = set(), 0
    for line in lines:
        at = text.index(line, at)
        there.add((at, at + len(line)))
        at += len(line)
    turns = [turn for turn in find_turns(text) if turn.end > min(there)[0] and turn.text_start < at]
    found = {span for turn in turns for span in sentence_spans(text, turn.text_start, turn.end)}
    assert 2 * len(there & found) / (len(there) + len(found)) >= 0.95


def test_what_is_heard_between_two_sentences_stands_before_the_second() -> None:
    text = "Dat ging niet. [lacht] Moet ik beginnen? Ja. [zucht]"
    assert [text[start:end] for start, end in sentence_spans(text)] == [
        "Dat ging niet.", "[lacht] Moet ik beginnen?", "Ja. [zucht]",
    ]  # fmt: skip
