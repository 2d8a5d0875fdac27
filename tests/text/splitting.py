"""How well sentences and turns are found, against borders that were read by hand: messy Dutch, and the example study.

The sentences of the example study are those of `example_sentences.txt` and `interview_sentences.txt` (five of its
interviews); its turns begin where the label of a speaker stands, in the layout that each interview has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from pathlib import Path

from cmo_coder.text.sentences import sentence_spans
from cmo_coder.text.turns import find_turns

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "transcripts_example"
LABELLED = r"(?m)^(?:\[?\d\d:\d\d(?::\d\d)?\]? ?)?[A-Z][\w \-()]{0,40}?:(?= )"
"""A label with a colon and the words behind it; the time may stand before it."""
LABELS = {
    "gm-r1-inwoner-gerda.txt": LABELLED,
    "gm-r1-praktijkondersteuner.txt": LABELLED,
    "gm-r2-inwoner-gerda.txt": LABELLED,
    "gm-r2-projectleider.txt": LABELLED,
    "ks-r1-duo-geldcoach-wijkverpleegkundige.txt": LABELLED,
    "sl-r2-inwoner-kees.txt": LABELLED,
    "ks-r1-inwoner-dennis.md": r"(?m)^(Interviewer|Dennis):",
    "ks-r2-maatje-rinus.txt": r"(?m)^(INTERVIEWER|RINUS):$",
    "sl-r1-beleidsmedewerker.txt": r"(?m)^(Interviewer|Beleidsmedewerker)$",
}
"""How a turn begins, by interview."""


@dataclass(frozen=True, slots=True)
class Found:
    """How many borders are right, how many were found, and how many there are."""

    right: int
    found: int
    there: int

    @property
    def f(self) -> float:
        """The harmonic mean of recall and precision."""
        return 2 * self.right / (self.found + self.there)

    @property
    def recall(self) -> float:
        """The share of the borders that was found."""
        return self.right / self.there

    @classmethod
    def of(cls, found: Set[object], there: Set[object]) -> Found:
        """From what was found and what there is."""
        return cls(len(found & there), len(found), len(there))


def added(several: Iterable[Found]) -> Found:
    """Several together."""
    all_ = list(several)
    return Found(sum(one.right for one in all_), sum(one.found for one in all_), sum(one.there for one in all_))


def turns_of(file: str) -> Found:
    """Where the turns of an interview of the example study begin."""
    text = (FOLDER / file).read_text("utf-8")
    there = {match.start() for match in re.finditer(LABELS[file], text)}
    return Found.of({turn.start for turn in find_turns(text)}, there)


def sentences_of(file: str, lines: list[str]) -> Found:
    """The sentences of the turns of an interview that `lines` (its sentences as read by hand) lie in."""
    text = (FOLDER / file).read_text("utf-8")
    there, at = [], 0
    for line in lines:
        at = text.index(line, at)
        there.append((at, at + len(line)))
        at += len(line)
    turns = [turn for turn in find_turns(text) if turn.end > there[0][0] and turn.text_start < at]
    found = {span for turn in turns for span in sentence_spans(text, turn.text_start, turn.end)}
    return Found.of(found, set(there))


def of_one_interview() -> dict[str, list[str]]:
    """The gold of `example_sentences.txt`: file -> its sentences in order."""
    return {"gm-r1-inwoner-gerda.txt": (HERE / "example_sentences.txt").read_text("utf-8").splitlines()[1:]}


def of_four_interviews() -> dict[str, list[str]]:
    """The gold of `interview_sentences.txt`, in the same form."""
    found: dict[str, list[str]] = {}
    for line in (HERE / "interview_sentences.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            sentences = found.setdefault(line.removeprefix("## "), [])
        elif line and not line.startswith("# "):
            sentences.append(line)
    return found


def messy_turns(text: str) -> list[list[str]]:
    """The turns of `nl-messy` with their sentences: one on each line, a blank line before a new turn."""
    lines = [line.strip() for line in text.splitlines() if not line.startswith("#")]
    return [block.split("\n") for block in re.split(r"\n{2,}", "\n".join(lines).strip())]


def messy_sentences(text: str) -> Found:
    """The sentences of `nl-messy`, the labels of its turns left out."""
    label = re.compile(r"^(Interviewer|I|R\d?):\s*(\[[\d:]+\]\s*)?")
    parts = []
    for turn in messy_turns(text):
        sentences = [label.sub("", turn[0]), *turn[1:]]
        whole = " ".join(sentences)
        ends = {len(" ".join(sentences[: nr + 1])) for nr in range(len(sentences))}
        parts.append(Found.of({end for _start, end in sentence_spans(whole)}, ends))
    return added(parts)


def messy_turn_starts(text: str) -> Found:
    """The turns of `nl-messy`, one on each line."""
    blocks = [" ".join(turn) for turn in messy_turns(text)]
    starts = {sum(len(block) + 1 for block in blocks[:nr]) for nr in range(len(blocks))}
    return Found.of({turn.start for turn in find_turns("\n".join(blocks))}, starts)
