"""What there is to choose, and which of it the letters that somebody typed may mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its value, what is shown, a second line or hint, and other words that find it."""

    value: str
    title: str
    hint: str = ""
    also: tuple[str, ...] = ()
    reason: str = ""
    """Why it cannot be chosen now; empty where it can."""


def rank(typed: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that the typed letters may mean, best first; all of them, in their own order, where nothing is typed.

    A title that starts with the letters comes before a word of it that does, then the letters anywhere, and those
    before what rapidfuzz finds alike (score of 60 or more) in the title or the other words.
    """
    letters = typed.strip().casefold()
    if not letters:
        return list(choices)
    from rapidfuzz import fuzz

    scores: dict[str, float] = {}  # thousands of choices share words: each is looked at once
    scored: list[tuple[float, int, Choice]] = []
    for nr, choice in enumerate(choices):
        score = 0.0
        for words, weight in _words(choice):
            if words not in scores:
                scores[words] = _score(letters, words, fuzz.WRatio)
            score = max(score, scores[words] * weight)
        if score >= LEAST:
            scored.append((-score, nr, choice))
    scored.sort(key=lambda one: one[:2])
    return [choice for _s, _n, choice in scored]


def _words(choice: Choice) -> list[tuple[str, float]]:
    return [(choice.title, 1.0), *((other, 0.9) for other in choice.also)]


LEAST = 60.0
"""The score from which on a choice may be meant."""


def _score(letters: str, words: str, alike: Callable[..., float]) -> float:
    folded, spaced, initials = _looked_at(words)
    if folded.startswith(letters):
        return 200
    if " " not in letters and f" {letters}" in spaced:
        return 180
    if initials.startswith(letters) and len(letters) > 1:
        return 170
    if letters in folded:
        return 150
    return float(alike(letters, folded, score_cutoff=LEAST)) if len(letters) > 2 else 0


@lru_cache(maxsize=20_000)
def _looked_at(words: str) -> tuple[str, str, str]:
    """Words without capitals, the same with one space before each of them, and their first letters."""
    folded = words.casefold()
    spaced = "".join(f" {word}" for word in folded.replace("-", " ").split())
    return folded, spaced, "".join(word[0] for word in folded.split())
