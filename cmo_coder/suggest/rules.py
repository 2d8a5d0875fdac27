"""A code's own keywords and patterns in a passage, and words that its fragments have taught, to choose from."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cmo_coder.model.codes import Code, CodeStatus
from cmo_coder.model.errors import UserError
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.function_words import FUNCTION_WORDS
from cmo_coder.suggest.grams import forms_of
from cmo_coder.text.keywords import finder

SHORTEST = 4
"""Shorter words are not offered as keywords."""
LEAST_FRAGMENTS = 2
"""A word is offered when so many fragments of the code have it."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A keyword of a code at `[start, end)` of a text (code points)."""

    code: str
    keyword: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The keywords of the codes in use."""

    keywords: tuple[tuple[str, str], ...] = ()
    """Pairs of a code's id and a keyword."""

    def matches(self, text: str) -> tuple[Matched, ...]:
        """Where keywords stand in a text. A keyword that cannot be used, or takes too long, finds nothing."""
        found: list[Matched] = []
        for code, keyword in self.keywords:
            try:
                found += (Matched(code, keyword, start, end) for start, end in finder(keyword).find(text))
            except UserError:
                continue
        return tuple(found)


NO_RULES = Rules()


def rules_of(codes: Iterable[Code]) -> Rules:
    """The keywords of the active codes."""
    return Rules(tuple((one.id, word) for one in codes if one.status is CodeStatus.ACTIVE for word in one.keywords))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that a code's fragments have more than others: in how many of them, and how surely (a z-score)."""

    word: str
    fragments: int
    others: int
    z: float


def candidates(code: Code, coded: Sequence[Coded], most: int = 10) -> tuple[Candidate, ...]:
    """Words that could be keywords of a code, the surest first.

    Words that its keywords find already, and words that every text has (`function_words.py`), are left out.
    By log-odds with a prior from all fragments (Monroe, Colaresi & Quinn 2008, Political Analysis 16, 372-403), counted
    in fragments.
    """
    own = [set(forms_of(one.passage.text)) for one in coded if code.id in one.codes]
    rest = [set(forms_of(one.passage.text)) for one in coded if code.id not in one.codes]
    mine, others = Counter(word for one in own for word in one), Counter(word for one in rest for word in one)
    known = rules_of([code])
    found = []
    for word, n in mine.items():
        if n < LEAST_FRAGMENTS or not _can_be_a_keyword(word) or known.matches(word):
            continue
        z = _log_odds(n, len(own), others[word], len(rest))
        if z > 1.0:
            found.append(Candidate(word, n, others[word], z))
    return tuple(sorted(found, key=lambda one: (-one.z, one.word))[:most])


def _can_be_a_keyword(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and word not in FUNCTION_WORDS


def _log_odds(n: int, all_own: int, m: int, all_rest: int) -> float:
    prior = (n + m) / (all_own + all_rest)
    inside, outside = n + prior, m + prior
    odds = math.log(inside / (all_own + 1 - n)) - math.log(outside / (all_rest + 1 - m))
    return odds / math.sqrt(1 / inside + 1 / outside)
