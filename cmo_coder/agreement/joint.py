"""Where three or more coders differ, as one case: what each of them put on the same stretch of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from cmo_coder.agreement.comparison import Comparison, Scope
from cmo_coder.agreement.kinds import Kind, cases_in

Place = tuple[int, int, str]
"""Words `[start, end)` in code points, and the code on them."""

T = TypeVar("T", bound="tuple[object, ...]")


@dataclass(frozen=True, slots=True)
class JointCase:
    """One stretch on which not all coders have the same. `places` are by coder, for all who finished the document."""

    document: str
    places: Mapping[str, tuple[Place, ...]]
    kind: Kind

    @property
    def start(self) -> int:
        """The first code point that anybody marked."""
        return min(place[0] for places in self.places.values() for place in places)

    @property
    def end(self) -> int:
        """The end of what anybody marked, exclusive."""
        return max(place[1] for places in self.places.values() for place in places)


def joint_cases(comparison: Comparison, scope: Scope) -> tuple[JointCase, ...]:
    """Return every stretch on which the coders of the scope differ, by document and place.

    Codings that meet in a case of any two coders (also where those two agree) are one stretch, with all that meets
    these.
    """
    return tuple(one for document in scope.documents for one in joint_cases_in(comparison, document, scope))


def joint_cases_in(comparison: Comparison, document: str, scope: Scope) -> tuple[JointCase, ...]:
    """Return the stretches of one document on which the coders of the scope who finished it differ, by place."""
    coders = comparison.coders_of(scope, document)
    found = []
    for nodes, kinds in _stretches(comparison, document, coders):
        if kinds == {Kind.EXACT} and len({node[0] for node in nodes}) == len(coders):
            continue
        places: dict[str, list[Place]] = {coder: [] for coder in coders}
        for who, start, end, code in sorted(nodes):
            places[who].append((start, end, code))
        by_coder = {coder: tuple(some) for coder, some in places.items()}
        kind = _kind(kinds, list(by_coder.values()))
        if kind is not Kind.EXACT:
            found.append(JointCase(document, by_coder, kind))
    found.sort(key=lambda one: (one.start, one.end))
    return tuple(found)


Node = tuple[str, int, int, str]
"""What a coder marked: who, where from and to, the code."""


def _stretches(comparison: Comparison, document: str, coders: Sequence[str]) -> Iterable[tuple[list[Node], set[Kind]]]:
    """Return what hangs together by the cases of any two coders, with the kinds of those cases."""
    number: dict[Node, int] = {}
    parent: list[int] = []

    def root(nr: int) -> int:
        while parent[nr] != nr:
            parent[nr] = parent[parent[nr]]
            nr = parent[nr]
        return nr

    at: list[tuple[int, Kind]] = []
    for one, other in combinations(coders, 2):
        for case in cases_in(comparison, document, one, other):
            first = -1
            for who, code, spans in ((one, case.first_code, case.first), (other, case.second_code, case.second)):
                for start, end in spans:
                    nr = number.setdefault((who, start, end, code), len(parent))
                    if nr == len(parent):
                        parent.append(nr)
                    if first < 0:
                        first = nr
                    elif (top := root(nr)) != (mine := root(first)):
                        parent[top] = mine
            at.append((first, case.kind))
    groups: dict[int, tuple[list[Node], set[Kind]]] = {}
    for node, nr in number.items():
        groups.setdefault(root(nr), ([], set()))[0].append(node)
    for nr, kind in at:
        groups[root(nr)][1].add(kind)
    return groups.values()


def _kind(kinds: Iterable[Kind], places: Sequence[tuple[Place, ...]]) -> Kind:
    """The weightiest that any two differ on: another code, left out, in other parts, another boundary."""
    found = set(kinds)
    if Kind.CONFLICT in found:
        return Kind.CONFLICT
    if not all(places):
        return Kind.ONLY_FIRST
    return Kind.SPLIT_MERGE if Kind.SPLIT_MERGE in found else Kind.BOUNDARY if Kind.BOUNDARY in found else Kind.EXACT


def connected(sets: Sequence[set[T]]) -> list[list[int]]:
    """Return which sets hang together by what they share, as groups of their numbers."""
    parent = list(range(len(sets)))

    def root(nr: int) -> int:
        while parent[nr] != nr:
            parent[nr] = parent[parent[nr]]
            nr = parent[nr]
        return nr

    first: dict[T, int] = {}
    for nr, some in enumerate(sets):
        for one in some:
            parent[root(nr)] = root(first.setdefault(one, nr))
    groups: dict[int, list[int]] = defaultdict(list)
    for nr in range(len(sets)):
        groups[root(nr)].append(nr)
    return list(groups.values())
