"""Where three or more coders differ, as one case: what each of them put on the same stretch of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from cmo_coder.agreement.comparison import Comparison, Scope
from cmo_coder.agreement.kinds import Case, Kind, cases_in

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
    met = [
        (_nodes(case, pair), case.kind)
        for pair in combinations(coders, 2)
        for case in cases_in(comparison, document, *pair)
    ]
    found = []
    for nodes, kinds in _stretches(met):
        places: dict[str, list[Place]] = {coder: [] for coder in coders}
        for who, start, end, code in sorted(nodes):
            places[who].append((start, end, code))
        by_coder = {coder: tuple(some) for coder, some in places.items()}
        kind = _kind(kinds, list(by_coder.values()))
        if kind is not Kind.EXACT:
            found.append(JointCase(document, by_coder, kind))
    found.sort(key=lambda one: (one.start, one.end))
    return tuple(found)


def _nodes(case: Case, coders: Sequence[str]) -> set[tuple[str, int, int, str]]:
    one, other = coders
    found = {(one, start, end, case.first_code) for start, end in case.first}
    found.update([(other, start, end, case.second_code) for start, end in case.second])
    return found


def _kind(kinds: Iterable[Kind], places: Sequence[tuple[Place, ...]]) -> Kind:
    """The weightiest that any two differ on: another code, left out, in other parts, another boundary."""
    found = set(kinds)
    if Kind.CONFLICT in found:
        return Kind.CONFLICT
    if not all(places):
        return Kind.ONLY_FIRST
    return Kind.SPLIT_MERGE if Kind.SPLIT_MERGE in found else Kind.BOUNDARY if Kind.BOUNDARY in found else Kind.EXACT


def _stretches(
    met: Sequence[tuple[set[tuple[str, int, int, str]], Kind]],
) -> list[tuple[set[tuple[str, int, int, str]], set[Kind]]]:
    groups = connected([nodes for nodes, _kind in met])
    return [(set().union(*(met[nr][0] for nr in group)), {met[nr][1] for nr in group}) for group in groups]


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
