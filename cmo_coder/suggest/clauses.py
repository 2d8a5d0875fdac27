"""Pairs of clauses around a connective: what the text itself says belongs together ("X, waardoor Y")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cmo_coder.suggest.cues import FoundCue
from cmo_coder.suggest.lexicon import CueClass
from cmo_coder.text.sentences import sentence_spans

CONNECTIVES = (CueClass.CAUSE, CueClass.RESULT, CueClass.CONDITION)
_BORDER = re.compile(r"[,;:]\s")
SHORTEST = 2
"""A clause of fewer words is none."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ClausePair:
    """The clause that a connective opens (`here`) and the one that it ties it to (`there`), in code points."""

    cue: FoundCue
    here: Span
    there: Span


def clause_pairs(text: str, cues: Sequence[FoundCue]) -> tuple[ClausePair, ...]:
    """The pairs in a text, by place.

    A connective inside a sentence ties what comes after it to what stood before; one that opens a sentence ties its
    clause to the rest of that sentence ("Doordat X, Y") or, for a consequence ("Daardoor Y"), to the sentence before.
    """
    sentences = sentence_spans(text)
    found = []
    for one in cues:
        if one.cue.cls not in CONNECTIVES or not (one.cue.here or one.cue.there):
            continue
        nr = next((nr for nr, (start, end) in enumerate(sentences) if start <= one.start < end), None)
        if nr is not None:
            pair = _pair(text, one, sentences, nr)
            if pair is not None and all(_is_clause(text, span) for span in (pair.here, pair.there)):
                found.append(pair)
    return tuple(found)


def _pair(text: str, one: FoundCue, sentences: Sequence[Span], nr: int) -> ClausePair | None:
    start, end = sentences[nr]
    if _is_clause(text, (start, one.start)):
        return ClausePair(one, (one.start, end), (_clause_start(text, start, one.start), one.start))
    if one.cue.cls is CueClass.RESULT:
        return ClausePair(one, (start, end), sentences[nr - 1]) if nr else None
    border = _BORDER.search(text, one.end, end)
    if border is None:
        return None
    return ClausePair(one, (start, border.start()), (border.end(), end))


def _clause_start(text: str, start: int, end: int) -> int:
    """Where the last clause before a connective begins: behind the last border that leaves a clause."""
    for border in reversed(list(_BORDER.finditer(text, start, max(start, end - 2)))):
        if _is_clause(text, (border.end(), end)):
            return border.end()
    return start


def _is_clause(text: str, span: Span) -> bool:
    return len(re.findall(r"\w+", text[span[0] : span[1]])) >= SHORTEST


def overlap(one: Span, other: Span) -> int:
    """How many code points two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
