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


def _of_files() -> dict[str, list[str]]:
    """The gold of `interview_sentences.txt`: file -> its sentences in order."""
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "interview_sentences.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            sentences = found.setdefault(line.removeprefix("## "), [])
        elif line and not line.startswith("# "):
            sentences.append(line)
    return found


def test_four_interviews_are_split_as_by_hand() -> None:
    right = found = gold = 0
    for file, sentences in _of_files().items():
        text = (FOLDER / file).read_text("utf-8")
        there, at = [], 0
        for line in sentences:
            at = text.index(line, at)
            there.append((at, at + len(line)))
            at += len(line)
        turns = [turn for turn in find_turns(text) if there[0][0] <= turn.text_start < at]
        split = {span for turn in turns for span in sentence_spans(text, turn.text_start, turn.end)}
        right, found, gold = right + len(split & set(there)), found + len(split), gold + len(there)
    assert gold >= 300
    assert 2 * right / (found + gold) >= 0.95


def test_what_is_heard_between_two_sentences_stands_before_the_second() -> None:
    text = "Dat ging niet. [lacht] Moet ik beginnen? Ja. [zucht]"
    assert [text[start:end] for start, end in sentence_spans(text)] == [
        "Dat ging niet.", "[lacht] Moet ik beginnen?", "Ja. [zucht]",
    ]  # fmt: skip
