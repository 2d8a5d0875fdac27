"""What is alike: codes like one code, and coded fragments like some words, whoever coded them and under which name.

The measure is the likeness of words that the suggestions rest on (`grams.py`), from 0 (no word part in common) to 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cmo_coder.model.codes import Code, CodeStatus
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.sparse import SparseRows, inner
from cmo_coder.suggest.suggester import Suggester

LEAST = 0.12
"""What is less alike is not shown."""
MOST = 25
MOST_WORDS = 5
SHORTEST_WORD = 4
"""Shorter words ("en", "the") say nothing about what is alike."""
_COUNTS = 0.05
"""A word that makes up less of the likeness is not named."""


@dataclass(frozen=True, slots=True)
class AlikeFragment:
    """A coded fragment (by its id), how like it is, its codes, and the words of one's own that make it so."""

    id: str
    likeness: float
    codes: frozenset[str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeLikeness:
    """A code and how like it is, with the reasons: likeness of the names, of what the codebook says, of the fragments
    (each 0 to 1, nothing where there is nothing to compare), how many fragments carry both, and words of both.
    """

    code: str
    likeness: float
    names: float
    definitions: float | None
    fragments: float | None
    both: int
    words: tuple[str, ...]


def fragments_like(made: Suggester, text: str, leave_out: frozenset[str] = frozenset()) -> tuple[AlikeFragment, ...]:
    """The coded fragments most like a text, most alike first; `leave_out` are ids of fragments not to show."""
    others = [one for one in made.coded if one.passage.id not in leave_out]
    if not others or not made.learned.codes:
        return ()
    rows = _unit_rows(made, [text, *(one.passage.text for one in others)])
    found = inner(rows.take([0]), rows.take(slice(1, None)).columns())[0]
    best = sorted(range(len(others)), key=lambda nr: (-found[nr], nr))[:MOST]
    return tuple(
        AlikeFragment(others[nr].passage.id, float(found[nr]), others[nr].codes, _words(made, text, rows.dense(nr + 1)))
        for nr in best
        if found[nr] >= LEAST
    )


def codes_like(made: Suggester, code: Code, codes: Mapping[str, Code]) -> tuple[CodeLikeness, ...]:
    """The active codes most like one, most alike first: in name, in what the codebook says, in what was coded."""
    from rapidfuzz.fuzz import token_sort_ratio
    from rapidfuzz.utils import default_process

    others = [one for one in codes.values() if one.id != code.id and one.status is CodeStatus.ACTIVE]
    if not others or not made.learned.codes:
        return ()
    described = {one.code: one.description for one in made.definitions}
    centres = {one.id: _centre(made, _of(made.coded, one.id)) for one in (code, *others)}
    defined = {one.id: _unit_rows(made, [described.get(one.id, "")]).dense(0) for one in (code, *others)}
    mine = described.get(code.id, "") + " " + " ".join(one.passage.text for one in _of(made.coded, code.id))
    found = []
    for other in others:
        name = max(
            token_sort_ratio(one, two, processor=default_process) / 100
            for one in (code.name, *code.aliases)
            for two in (other.name, *other.aliases)
        )
        said = _likeness(defined[code.id], defined[other.id])
        coded = _likeness(centres[code.id], centres[other.id])
        both = sum(code.id in one.codes and other.id in one.codes for one in made.coded)
        parts = [one for one in (said, coded) if one is not None]
        likeness = max([name if name >= 0.8 else 0.0, sum(parts) / len(parts) if parts else 0.0])
        if likeness >= LEAST or both:
            direction = centres[other.id] + defined[other.id]
            found.append(CodeLikeness(other.id, likeness, name, said, coded, both, _words(made, mine, direction)))
    return tuple(sorted(found, key=lambda one: (-one.likeness, -one.both, codes[one.code].name))[:MOST])


def _of(coded: Sequence[Coded], code: str) -> list[Coded]:
    return [one for one in coded if code in one.codes]


def _unit_rows(made: Suggester, texts: Sequence[str]) -> SparseRows:
    """The texts as rows of length one (or nothing, where no part of them is known)."""
    return made.learned.vocabulary.matrix(texts).of_length_one()


def _centre(made: Suggester, coded: Sequence[Coded]) -> Any:
    """The mean of the passages, as a dense row."""
    import numpy as np

    rows = _unit_rows(made, [one.passage.text for one in coded])
    return rows.sum(np.full(len(rows), 1.0 / max(1, len(rows))))


def _likeness(one: Any, other: Any) -> float | None:
    """The cosine of two rows; nothing where one of them is empty."""
    lengths = float(one @ one) * float(other @ other)
    return float(one @ other) / math.sqrt(lengths) if lengths else None


def _words(made: Suggester, text: str, direction: Any) -> tuple[str, ...]:
    """The words of a text that count most in its likeness to a dense row, each once."""
    parts: dict[str, float] = {}
    for start, end, part in made.learned.vocabulary.split(text, direction):
        word = text[start:end].lower()
        if word[:1].isalnum() and len(word) >= SHORTEST_WORD:
            parts[word] = parts.get(word, 0.0) + part
    whole = sum(part for part in parts.values() if part > 0)
    best = sorted(parts, key=lambda word: -parts[word])[:MOST_WORDS]
    return tuple(word for word in best if parts[word] > _COUNTS * whole)
