"""Finding everything in a text that may tell who is meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from cmo_coder.messages import N_
from cmo_coder.names.numbers import find_numbers
from cmo_coder.names.people import People
from cmo_coder.names.tokens import tokens_of
from cmo_coder.names.towns import Towns, unknown_words
from cmo_coder.names.value import LIKELY, Finding, Kind


@dataclass(frozen=True, slots=True)
class OwnName:
    """A line of the team's own list: words, and what is to stand in their place (may be empty)."""

    words: str
    replacement: str = ""


_MOST_KEPT = 5000
_found: dict[tuple[str, tuple[OwnName, ...], int], tuple[Finding, ...]] = {}


def find(text: str, own: Sequence[OwnName] = (), seen: Collection[str] = ()) -> tuple[Finding, ...]:
    """Everything in a text that may tell who is meant, by place; findings do not overlap. Places are code points.

    `own` is the team's list; `seen` are words that the study has in lower case, and that are names only where their
    surroundings say so. What was found in a text is remembered: a study is looked over many times.
    """
    key = (text, tuple(own), hash(frozenset(seen)))
    known = _found.get(key)
    if known is None:
        if len(_found) >= _MOST_KEPT:
            _found.clear()
        known = _found[key] = _looked(text, own, seen)
    return known


def forget() -> None:
    """Let go of the texts that were looked over: after words were removed for good none of them stays at hand."""
    _found.clear()


def _looked(text: str, own: Sequence[OwnName], seen: Collection[str]) -> tuple[Finding, ...]:
    tokens = tokens_of(text)
    found = [
        *_own(text, own),
        *find_numbers(text),
        *People(text, tokens, seen).find(),
        *Towns(text, tokens, seen).find(),
        *unknown_words(text, tokens, seen),
    ]
    return _without_overlap(found)


def _own(text: str, own: Sequence[OwnName]) -> Iterable[Finding]:
    from cmo_coder.names.replacing import Matcher, Named

    if not own:
        return
    matcher = Matcher([Named(one.words, Kind.OWN, one.words) for one in own])
    for match in matcher.matches(text):
        said = text[match.start : match.end]
        yield Finding(Kind.OWN, match.start, match.end, said, 1.0, N_("stands in your own list"), match.name)


def _without_overlap(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Of findings that overlap the better one stays: your own list, then what is likely, then the longer one."""

    def rank(one: Finding) -> tuple[bool, bool, int, float]:
        return (one.kind is not Kind.OWN, one.score < LIKELY, one.start - one.end, -one.score)

    starts: list[int] = []
    kept: list[Finding] = []
    for one in sorted(found, key=rank):
        place = bisect_left(starts, one.start)
        free = (place == 0 or kept[place - 1].end <= one.start) and (place == len(kept) or kept[place].start >= one.end)
        if free:
            starts.insert(place, one.start)
            kept.insert(place, one)
    return tuple(kept)


def words_in_lower_case(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand somewhere in lower case, addresses and names of files aside: what `find` takes as `seen`."""
    found: set[str] = set()
    for text in texts:
        found.update(word for word in _PLAIN.findall(text) if word.islower())
    return frozenset(found)


_PLAIN = re.compile(r"(?<![\w@./-])[^\W\d_]+(?![\w@/-]|\.\w)")
