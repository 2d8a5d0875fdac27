"""A codebook as a value, apart from the file it came from and the study it goes to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from cmo_coder.model.codes import CodeType

ABOVE = " > "
"""Stands between the names of a way down the tree."""

_DEEPEST = 50  # how many parents with doubled names are looked up inside each other


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """One code. `name` is used once among the codes that share a parent; capitals make no other name.

    `parent` is the name of another code, anywhere in the codebook. Where more codes have that name, it means the one at
    the top; another one is written with the names above it: "Context > Other". Empty text means that the codebook does
    not say; `colour` is "#rrggbb", `key` one letter or digit. Texts have no white space around them.
    """

    name: str
    parent: str = ""
    role: CodeType = CodeType.OPEN
    definition: str = ""
    inclusion: str = ""
    exclusion: str = ""
    example: str = ""
    colour: str = ""
    aliases: tuple[str, ...] = ()
    key: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """A named list of codes in the order in which they are shown; the parents make it a tree.

    `language` is a tag such as "nl"; `source` says where the codes come from, `licence` what may be done with them.
    """

    name: str
    language: str = ""
    description: str = ""
    source: str = ""
    licence: str = ""
    codes: tuple[CodebookEntry, ...] = ()

    def parents(self) -> tuple[int | None, ...]:
        """For each code the place of its parent in `codes` (from 0); None for a top one, or an unclear parent."""
        return tuple(found[0] if len(found) == 1 else None for found in candidates(self.codes))

    def children(self, parent: int | None = None) -> tuple[CodebookEntry, ...]:
        """Return the codes right below the code at a place in `codes`, or the top ones, in order."""
        return tuple(code for code, above in zip(self.codes, self.parents(), strict=True) if above == parent)


def candidates(codes: tuple[CodebookEntry, ...]) -> tuple[tuple[int, ...], ...]:
    """Return for each code the places of all codes that its `parent` can mean: none for a top code, one if clear."""
    resolver = _Resolver(codes)
    return tuple(resolver.meant(place) for place in range(len(codes)))


class _Resolver:
    """Finds out which code a parent's name means, by name and, where the name is not enough, by the way down to it."""

    def __init__(self, codes: tuple[CodebookEntry, ...]) -> None:
        self._codes = codes
        self._found: dict[int, tuple[int, ...]] = {}
        self._busy: set[int] = set()
        self._places = defaultdict[str, list[int]](list)
        for place, code in enumerate(codes):
            self._places[name_key(code.name)].append(place)

    def meant(self, place: int) -> tuple[int, ...]:
        """The places of the codes that the parent of a code can be."""
        parent = self._codes[place].parent
        if not parent:
            return ()
        if place not in self._found:
            self._busy.add(place)
            self._found[place] = self._matching(parent)
            self._busy.discard(place)
        return self._found[place]

    def _matching(self, parent: str) -> tuple[int, ...]:
        steps: tuple[str, ...] = (name_key(parent),)
        if steps[0] not in self._places:
            steps = tuple(name_key(parent).split(ABOVE))
        named = self._places.get(steps[-1], [])
        if len(named) == 1 and len(steps) == 1:
            return (named[0],)
        # A code that shares the name of its parent is busy here and has no way yet, so that it is not taken for it.
        ways = {other: self._way(other) for other in named}
        whole = tuple(other for other, way in ways.items() if way == steps)
        return whole or tuple(other for other, way in ways.items() if way[-len(steps) :] == steps)

    def _way(self, place: int) -> tuple[str, ...]:
        """The names from the top down to a code, as far as they can be told."""
        way: list[str] = []
        here: int | None = place
        seen: set[int] = set()
        while here is not None and here not in seen and here not in self._busy and len(self._busy) < _DEEPEST:
            seen.add(here)
            way.append(name_key(self._codes[here].name))
            above = self.meant(here)
            here = above[0] if len(above) == 1 else None
        return tuple(reversed(way))


def name_key(name: str) -> str:
    """Return what two names that count as the same have in common: capitals and runs of white space do not matter."""
    return " ".join(name.split()).casefold()
