"""Names that labels begin with, so that they keep their capital inside a sentence ("Als Texel geen brug heeft, ...").

A first word is a name where the study itself has it as one (a case, a pseudonym, an actor), or where it is in the lists
of names and nowhere in the study in lower case: then "Wil" at the beginning of a label is a word, and "Anouk" a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmo_coder.names.finding import words_in_lower_case
from cmo_coder.names.lists import first_names, organisations, places
from cmo_coder.realist.snapshot import Snapshot

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_KEPT: list[tuple[Snapshot, frozenset[str]]] = []


def proper_names(snapshot: Snapshot) -> frozenset[str]:
    """The first words of labels that are names, as they are written; kept for the last snapshot."""
    if not (_KEPT and _KEPT[0][0] is snapshot):
        _KEPT[:] = [(snapshot, _find(snapshot))]
    return _KEPT[0][1]


def _find(snapshot: Snapshot) -> frozenset[str]:
    labels = [one.label for one in snapshot.canonical.values()] + [one.name for one in snapshot.actors.values()]
    firsts = {match.group() for label in labels if (match := _WORD.match(label))}
    firsts = {word for word in firsts if word[0].isupper() and word[1:].islower()}
    own = {word for name in _named(snapshot) for word in _WORD.findall(name) if word[0].isupper()}
    found = firsts & own
    rest = firsts - found
    if rest:
        texts = (
            *(one.label for one in snapshot.canonical.values()),
            *(one.quote for one in snapshot.fragments.values()),
        )
        rest -= {word.capitalize() for word in words_in_lower_case(texts)}
    if rest:
        found |= rest & (first_names() | places() | organisations())
    return frozenset(found)


def _named(snapshot: Snapshot) -> Iterator[str]:
    """The names that the study knows; of an actor ("Inwoner van Texel") all but the first word."""
    yield from (one.name for one in snapshot.cases.values())
    yield from (one.pseudonym for one in snapshot.respondents.values())
    yield from (one.name.partition(" ")[2] for one in snapshot.actors.values())
