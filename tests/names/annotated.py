"""The annotated passages, and how well the finder does on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from cmo_coder.names.finding import find, words_in_lower_case
from cmo_coder.names.grouping import propose
from cmo_coder.names.value import HINT, Finding, Kind

FILE = Path(__file__).parent / "annotated.txt"
_MARK = re.compile(r"\{(\w+)\|([^}]*)\}")


@dataclass(frozen=True)
class Passage:
    """A text with the places that a person would pseudonymise."""

    text: str
    marks: tuple[tuple[Kind, int, int], ...]


def passages(*, tuning: bool | None = None) -> Passage:
    """The passages as one text; only those for tuning, or only the others."""
    lines = [line for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    if tuning is not None:
        lines = [line for line in lines if line.startswith("!") is tuning]
    text, marks = "", []
    for line in lines:
        line = line.removeprefix("! ")
        last = 0
        for match in _MARK.finditer(line):
            text += line[last : match.start()]
            marks.append((Kind(match[1]), len(text), len(text) + len(match[2])))
            text += match[2]
            last = match.end()
        text += line[last:] + "\n"
    return Passage(text, tuple(marks))


@dataclass(frozen=True)
class Score:
    """Marks met by a finding and marks missed; findings on a mark and findings on nothing."""

    met: tuple[str, ...]
    missed: tuple[str, ...]
    right: tuple[Finding, ...]
    wrong: tuple[Finding, ...]

    @property
    def recall(self) -> float:
        """Of what should be found, how much is (any overlap, any kind)."""
        return len(self.met) / (len(self.met) + len(self.missed))

    @property
    def precision(self) -> float:
        """Of what is found, how much should be."""
        return len(self.right) / (len(self.right) + len(self.wrong))


def whole_study(passage: Passage) -> tuple[int, int]:
    """Marks met by a place of any proposal over the whole study, and all marks."""
    places = [place for one in propose({"text": passage.text}) for place in one.places]
    met = sum(any(p.start < end and p.end > start for p in places) for _kind, start, end in passage.marks)
    return met, len(passage.marks)


def score(passage: Passage, least: float = HINT + 0.1, kind: Kind | None = None) -> Score:
    """How findings from a score on do against the marks; `kind` narrows both."""
    seen = words_in_lower_case([passage.text])
    found = [one for one in find(passage.text, (), seen) if one.score >= least and kind in (None, one.kind)]
    marks = [mark for mark in passage.marks if kind in (None, mark[0])]
    everything = [one for one in find(passage.text, (), seen) if one.score >= least]
    met, missed = [], []
    for _kind, start, end in marks:
        hit = any(one.start < end and one.end > start for one in everything)
        (met if hit else missed).append(passage.text[start:end])
    right = [one for one in found if any(one.start < end and one.end > start for _k, start, end in passage.marks)]
    wrong = [one for one in found if one not in right]
    return Score(tuple(met), tuple(missed), tuple(right), tuple(wrong))
