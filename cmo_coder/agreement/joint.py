"""Where three or more coders differ, as one case: what each of them put on the same stretch of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from cmo_coder.agreement.comparison import Comparison, Scope
from cmo_coder.agreement.kinds import Case, Kind, cases_in

Place = tuple[int, int, str]
"""Words `[start, end)` in code points, and the code on them."""

T = TypeVar("T", bound="tuple[object, ...]")


@dataclass(frozen=True)
class JointCase:
    """One stretch on which not all coders have the same. `places` are by coder, for all who finished the document."""

    document: str
    places: Mapping[str, tuple[Place, ...]]
    kind: Kind

    @cached_property
    def start(self) -> int:
        """The first code point that anybody marked."""
        return min(place[0] for places in self.places.values() for place in places)

    @cached_property
    def end(self) -> int:
        """The end of what anybody marked, exclusive."""
        return max(place[1] for places in self.places.values() for place in places)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes that anybody used."""
        return frozenset(place[2] for places in self.places.values() for place in places)

    @cached_property
    def order(self) -> tuple[int, int, tuple[tuple[Place, ...], ...]]:
        """By what cases of a document are put in order: their place, and what each coder has."""
        return self.start, self.end, tuple(self.places.values())


def joint_cases(comparison: Comparison, scope: Scope) -> tuple[JointCase, ...]:
    """Return every stretch on which the coders of the scope differ, by document and place.

    Codings that meet in a case of any two coders (also where those two agree) are one stretch, with all that meets
    these.
    """
    return tuple(one for document in scope.documents for one in joint_cases_in(comparison, document, scope))


def joint_cases_in(comparison: Comparison, document: str, scope: Scope) -> tuple[JointCase, ...]:
    """Return the stretches of one document on which the coders of the scope who finished it differ, by place.

    After a span moved only the stretches are made anew that it was in or is in now; all others are the very same ones.
    """
    coders = comparison.coders_of(scope, document)

    def cases() -> dict[Pair, tuple[Case, ...]]:
        return {pair: cases_in(comparison, document, *pair) for pair in combinations(coders, 2)}

    def again(before: _Stretches, _moved: frozenset[str]) -> _Stretches:
        return _again(before, document, coders, cases())

    def make() -> _Stretches:
        found = cases()
        return _Stretches(found, _hanging_together(document, coders, found))

    return comparison.followed(document, ("joint", scope.coders), make, again).differing


Node = tuple[str, int, int, str]
"""What a coder marked: who, where from and to, the code."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What hangs together by the cases of any two coders, and the case it makes; None where all have the same."""

    nodes: frozenset[Node]
    cases: tuple[tuple[Pair, Case], ...]
    made: JointCase | None


@dataclass(frozen=True)
class _Stretches:
    """All of one document, with the cases that they were made of."""

    cases: Mapping[Pair, tuple[Case, ...]]
    all: Sequence[_Stretch]

    @cached_property
    def differing(self) -> tuple[JointCase, ...]:
        """Where not all coders have the same, by place."""
        found = [one.made for one in self.all if one.made is not None]
        found.sort(key=lambda one: one.order)
        return tuple(found)


def _again(
    before: _Stretches, document: str, coders: Sequence[str], cases: Mapping[Pair, tuple[Case, ...]]
) -> _Stretches:
    """Bring stretches up to date: those with a case that is gone, or with something that is in a case that came."""
    gone: set[int] = set()
    came: list[tuple[Pair, Case]] = []
    for pair, now in cases.items():
        # Cases that did not change are the very same ones.
        then = {id(case) for case in before.cases[pair]}
        came += [(pair, case) for case in now if id(case) not in then]
        gone |= then.difference(map(id, now))
    if not gone and not came:
        return before
    touched = {node for pair, case in came for node in _nodes(pair, case)}
    kept: list[_Stretch] = []
    loose = list(came)
    for one in before.all:
        if touched.isdisjoint(one.nodes) and gone.isdisjoint([id(case) for _pair, case in one.cases]):
            kept.append(one)
        else:
            loose += [(pair, case) for pair, case in one.cases if id(case) not in gone]
    some: dict[Pair, list[Case]] = {pair: [] for pair in cases}
    for pair, case in loose:
        some[pair].append(case)
    return _Stretches(cases, [*kept, *_hanging_together(document, coders, some)])


def _nodes(pair: Pair, case: Case) -> list[Node]:
    """Return what the two coders marked in a case."""
    one, other = pair
    mine = [(one, start, end, case.first_code) for start, end in case.first]
    return mine + [(other, start, end, case.second_code) for start, end in case.second]


def _hanging_together(document: str, coders: Sequence[str], cases: Mapping[Pair, Sequence[Case]]) -> list[_Stretch]:
    """Return what hangs together by the cases of any two coders."""
    number: dict[Node, int] = {}
    parent: list[int] = []

    def root(nr: int) -> int:
        while parent[nr] != nr:
            parent[nr] = parent[parent[nr]]
            nr = parent[nr]
        return nr

    at: list[tuple[int, Pair, Case]] = []
    for pair, some in cases.items():
        for case in some:
            first = -1
            for node in _nodes(pair, case):
                nr = number.setdefault(node, len(parent))
                if nr == len(parent):
                    parent.append(nr)
                if first < 0:
                    first = nr
                elif (top := root(nr)) != (mine := root(first)):
                    parent[top] = mine
            at.append((first, pair, case))
    groups: dict[int, tuple[list[Node], list[tuple[Pair, Case]]]] = {}
    for node, nr in number.items():
        groups.setdefault(root(nr), ([], []))[0].append(node)
    for nr, pair, case in at:
        groups[root(nr)][1].append((pair, case))
    return [
        _Stretch(frozenset(nodes), tuple(some), _case(document, coders, nodes, {case.kind for _pair, case in some}))
        for nodes, some in groups.values()
    ]


def _case(document: str, coders: Sequence[str], nodes: Sequence[Node], kinds: set[Kind]) -> JointCase | None:
    """The case that a stretch makes; None where all coders have the same."""
    if kinds == {Kind.EXACT} and len({node[0] for node in nodes}) == len(coders):
        return None
    places: dict[str, list[Place]] = {coder: [] for coder in coders}
    for who, start, end, code in sorted(nodes):
        places[who].append((start, end, code))
    by_coder = {coder: tuple(some) for coder, some in places.items()}
    kind = _kind(kinds, list(by_coder.values()))
    return None if kind is Kind.EXACT else JointCase(document, by_coder, kind)


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
