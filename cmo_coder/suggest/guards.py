"""Conditions under which a form is the cue that it looks like. Each looks at the tokens of the sentence around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from cmo_coder.suggest.lexicon import Guard

Tokens = Sequence[str]
"""The lower-case tokens of one sentence."""


def words_in(lines: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(lines.split())


_AUXILIARIES = words_in("wordt worden werd werden geworden is zijn was waren")
_PARTICIPLE = re.compile(r"(ge|be|ver|ont|her|er|op|aan|uit|in|af)\w+(d|t|en)$")
_COMPARING = words_in(
    "zo even net meer minder beter slechter groter kleiner vaker eerder liever anders hetzelfde dezelfde zowel"
)
_PEOPLE = words_in(
    """ik we wij ze zij hij je jij u men mensen iedereen bewoners inwoners professionals deelnemers medewerkers
    huisartsen ouders jongeren ouderen collega's vrijwilligers cliënten patiënten zich mij me ons hen
    i they he she you people everyone residents participants staff parents colleagues"""
)
_FILLERS = words_in("ja eh uh ehm nou dus zeg maar hè yeah well um like")


def _not_passive(tokens: Tokens, start: int, end: int) -> bool:
    """*door* is no cause where it names who acts in a passive clause: "werd door de gemeente betaald"."""
    if end < len(tokens) and tokens[end] in {"te", "middel", "heen"}:
        return False
    near = tokens[max(0, start - 8) : end + 10]
    passive = any(word in _AUXILIARIES for word in near) and any(_PARTICIPLE.match(word) for word in near)
    return not (passive and end < len(tokens) and tokens[end][:1].isalpha())


def _not_comparison(tokens: Tokens, start: int, _end: int) -> bool:
    """*als* is no condition in "even groot als" and "meer als"."""
    return not any(word in _COMPARING for word in tokens[max(0, start - 3) : start])


def _not_filler(tokens: Tokens, start: int, end: int) -> bool:
    """*dus* and *so* are no consequence as a filler: "ja dus", "dus eh", or alone at the end."""
    before = tokens[start - 1] if start else ""
    after = tokens[end] if end < len(tokens) else ""
    return not (before in _FILLERS or after in _FILLERS or not after or not after[0].isalnum())


def _experiencer(tokens: Tokens, _start: int, _end: int) -> bool:
    """A feeling is reasoning only where somebody has it."""
    return any(word in _PEOPLE for word in tokens)


_CHECKS: dict[Guard, Callable[[Tokens, int, int], bool]] = {
    Guard.NOT_PASSIVE: _not_passive,
    Guard.NOT_COMPARISON: _not_comparison,
    Guard.NOT_FILLER: _not_filler,
    Guard.EXPERIENCER: _experiencer,
}

WEIGHTS = {Guard.SPEAKER: 0.5, Guard.GOAL: 0.7}
"""Guards that do not refuse a cue but make it count less: a speaker's argument, a goal that is no outcome yet."""


def holds(guard: Guard | None, tokens: Tokens, start: int, end: int) -> bool:
    """Whether a form at tokens `[start, end)` of a sentence is the cue."""
    check = _CHECKS.get(guard) if guard is not None else None
    return check is None or check(tokens, start, end)
