"""What may still tell who is meant after names are gone: rare functions, long numbers, odd words, small groups.

No rule finds everything that identifies; this is a list to read. That groups of fewer than three people are small is
how the method reports on participants (realist-method, section 6, item 14).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.messages import N_
from cmo_coder.names.grouping import Proposal
from cmo_coder.names.lists import words
from cmo_coder.names.value import LIKELY, Kind

SMALL = 3
"""Groups of fewer people than this are small."""


class Remains(StrEnum):
    """What kind of thing remains."""

    NAME = "name"
    WORD = "word"
    NUMBER = "number"
    FUNCTION = "function"
    COMBINATION = "combination"
    SMALL_GROUP = "small_group"


REMAINS: dict[Remains, str] = {
    Remains.NAME: N_("names that are still there"),
    Remains.WORD: N_("words with a capital that stand there once"),
    Remains.NUMBER: N_("long numbers"),
    Remains.FUNCTION: N_("functions of which there are few"),
    Remains.COMBINATION: N_("people whom a combination of facts singles out"),
    Remains.SMALL_GROUP: N_("groups of fewer than three people"),
}
"""What people call it."""


@dataclass(frozen=True, slots=True)
class Remainder:
    """Something that may still identify: what, its words, and where: a text with `[start, end)` in code points, or
    nothing where it is a fact about people.
    """

    what: Remains
    words: str
    text_id: str = ""
    start: int = 0
    end: int = 0
    number: int = 0


_NUMBER = re.compile(r"(?<![\w.,/:-])\d(?:[ .-]?\d){5,}(?![\w])")


def in_texts(texts: Mapping[str, str], proposals: Sequence[Proposal]) -> Iterator[Remainder]:
    """What remains in texts; `proposals` are those that were not carried out."""
    taken: set[tuple[str, int]] = set()
    for proposal in proposals:
        once = proposal.kind is Kind.WORD
        if once and len(proposal.places) > 1:
            continue
        if not once and proposal.score < LIKELY:
            continue
        for place in proposal.places:
            taken.add((place.text_id, place.start))
            what = Remains.WORD if once else Remains.NAME
            yield Remainder(what, place.words, place.text_id, place.start, place.end, len(proposal.places))
    for text_id, text in texts.items():
        for match in _NUMBER.finditer(text):
            if (text_id, match.start()) not in taken:
                yield Remainder(Remains.NUMBER, match[0], text_id, match.start(), match.end())
    yield from _functions(texts)


def _functions(texts: Mapping[str, str]) -> Iterator[Remainder]:
    """Functions that only one text speaks of."""
    listed = sorted(words("functions"), key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, listed)) + r")(?:s|en)?(?!\w)", re.IGNORECASE)
    places: dict[str, list[tuple[str, re.Match[str]]]] = defaultdict(list)
    for text_id, text in texts.items():
        for match in pattern.finditer(text):
            places[match[0].lower()].append((text_id, match))
    for found in places.values():
        if len({text_id for text_id, _match in found}) == 1:
            text_id, match = found[0]
            yield Remainder(Remains.FUNCTION, match[0], text_id, match.start(), match.end(), len(found))


@dataclass(frozen=True, slots=True)
class Person:
    """A respondent as the study describes them: what they are called, and facts by name."""

    name: str
    facts: Mapping[str, str]


def among_people(people: Sequence[Person], small: int = SMALL) -> Iterator[Remainder]:
    """Facts that few share, and the shortest combinations of two facts that single somebody out."""
    holders: dict[frozenset[tuple[str, str]], list[Person]] = defaultdict(list)
    for person in people:
        facts = [(name, value) for name, value in sorted(person.facts.items()) if value]
        for nr, one in enumerate(facts):
            holders[frozenset((one,))].append(person)
            for other in facts[nr + 1 :]:
                holders[frozenset((one, other))].append(person)
    for shared, sharing in holders.items():
        told = f"{_told(shared)} ({_called(sharing)})"
        if len(shared) == 1 and len(sharing) < small:
            yield Remainder(Remains.SMALL_GROUP, told, number=len(sharing))
        elif len(shared) == 2 and len(sharing) == 1 and all(len(holders[frozenset((one,))]) >= small for one in shared):
            yield Remainder(Remains.COMBINATION, told, number=1)


def _told(facts: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in sorted(facts))


def _called(people: Sequence[Person]) -> str:
    return ", ".join(person.name for person in people)
