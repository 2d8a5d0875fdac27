"""Names that labels begin with, so that they keep their capital inside a sentence ("Als Texel geen brug heeft, ...").

A first word is a name where the study itself has it as one (a case, a pseudonym, an actor), or where it is in the lists
of names and nowhere in the study in lower case: then "Wil" at the beginning of a label is a word, and "Anouk" a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cmo_coder.model.fragments import Fragment
from cmo_coder.names.finding import words_in_lower_case
from cmo_coder.names.lists import first_names, organisations, places
from cmo_coder.realist.keeping import kept
from cmo_coder.realist.snapshot import Snapshot

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_KEPT: list[tuple[Mapping[str, Fragment], frozenset[str]]] = []
"""The fragments that were looked through last, and their words in lower case."""


@kept("canonical", "actors", "cases", "respondents", "fragments")
def proper_names(snapshot: Snapshot) -> frozenset[str]:
    """The first words of labels that are names, as they are written."""
    labels = [one.label for one in snapshot.canonical.values()] + [one.name for one in snapshot.actors.values()]
    firsts = {match.group() for label in labels if (match := _WORD.match(label))}
    firsts = {word for word in firsts if word[0].isupper() and word[1:].islower()}
    own = {word for name in _named(snapshot) for word in _WORD.findall(name) if word[0].isupper()}
    found = firsts & own
    rest = firsts - found
    if rest:
        seen = words_in_lower_case(one.label for one in snapshot.canonical.values()) | _in_fragments(snapshot.fragments)
        rest = {word for word in rest if word.lower() not in seen}
    if rest:
        found |= rest & (first_names() | places() | organisations())
    return frozenset(found)


def _in_fragments(fragments: Mapping[str, Fragment]) -> frozenset[str]:
    """The words in lower case of all quotes; where fragments only came beside those of before, only theirs are read."""
    before, seen = _KEPT[0] if _KEPT else ({}, frozenset())
    if before is not fragments:
        new = [one for id_, one in fragments.items() if before.get(id_) is not one]
        if len(fragments) != len(before) + len(new):  # some went, or changed
            new, seen = list(fragments.values()), frozenset()
        seen |= words_in_lower_case(one.quote for one in new)
        _KEPT[:] = [(fragments, seen)]
    return seen


def _named(snapshot: Snapshot) -> Iterator[str]:
    """The names that the study knows; of an actor ("Inwoner van Texel") all but the first word."""
    yield from (one.name for one in snapshot.cases.values())
    yield from (one.pseudonym for one in snapshot.respondents.values())
    yield from (one.name.partition(" ")[2] for one in snapshot.actors.values())
