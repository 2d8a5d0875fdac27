"""What a report counts of the cases of every pair of coders: per code, per document, and which code met which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, fields
from operator import attrgetter

from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.kinds import Case, Disagreements, Kind, cases_in, disagreements

Found = Mapping[tuple[str, str], Sequence[Case]]
"""The cases of every pair of coders in a document."""

Pairs = Sequence[tuple[str, str, tuple[str, ...]]]
"""Pairs of coders with the documents that both finished."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The cases of two coders in one document that are gone, and those that came; with all as they were and are."""

    then: Sequence[Case]
    now: Sequence[Case]
    gone: Sequence[Case]
    came: Sequence[Case]


def moved_cases(comparison: Comparison, then: Mapping[str, Found]) -> tuple[Moved, ...]:
    """Return what moved in some documents, by document and pair of coders. Cases that did not are the very same ones,
    and need no comparing.
    """
    found = []
    for document, pairs in then.items():
        for (first, second), old in pairs.items():
            new = cases_in(comparison, document, first, second)
            if new is not old:
                before, now = set(map(id, old)), set(map(id, new))
                gone = [case for case in old if id(case) not in now]
                found.append(Moved(old, new, gone, [case for case in new if id(case) not in before]))
    return tuple(found)


def stale_codes(moved: Sequence[Moved], changed: Mapping[str, Set[str]]) -> frozenset[str]:
    """Return the codes whose row is to be made anew: those that changed, and those of cases that are new or gone."""
    stale = {code for codes in changed.values() for code in codes}
    for one in moved:
        for case in (*one.gone, *one.came):
            stale |= {case.first_code, case.second_code}
    return frozenset(stale)


def kinds_of(
    comparison: Comparison, pairs: Pairs, wanted: Set[str], codes: Sequence[str] | None
) -> dict[str, Disagreements]:
    """Return the kinds of disagreement of each code that is wanted, added up over documents and pairs of coders; a
    conflict is one of two codes.
    """
    sums: dict[str, list[int]] = {}
    for first, second, documents in pairs:
        for document in documents:
            here = _kinds(cases_in(comparison, document, first, second, codes), wanted)
            for code, some in here.items():
                sums[code] = [one + other for one, other in zip(sums.get(code, NOTHING), some, strict=True)]
    return {code: counted(some) for code, some in sums.items()}


def kinds_again(
    before: Mapping[str, Disagreements], stale: Set[str], moved: Sequence[Moved]
) -> dict[str, Disagreements]:
    """Return the kinds of the stale codes from what they were, and from the documents in which cases moved."""
    sums = {code: list(_numbers(before[code]) if code in before else NOTHING) for code in stale}
    for one in moved:
        for sign, some in ((-1, one.then), (1, one.now)):
            for code, numbers in _kinds(some, stale).items():
                sums[code] = [old + sign * n for old, n in zip(sums[code], numbers, strict=True)]
    return {code: counted(some) for code, some in sums.items()}


def counted(numbers: Sequence[int]) -> Disagreements:
    """Return the kinds from their numbers, in the order of the fields."""
    return Disagreements(**dict(zip(_NUMBERS, numbers, strict=True)), confusion={})


_NUMBERS = tuple(one.name for one in fields(Disagreements) if one.name != "confusion")
_numbers = attrgetter(*_NUMBERS)
NOTHING = (0,) * len(_NUMBERS)


def _kinds(some: Sequence[Case], wanted: Set[str]) -> dict[str, tuple[int, ...]]:
    """Count the kinds of each code that is wanted."""
    made: dict[str, list[Case]] = {}
    for case in some:
        if case.first_code in wanted:
            made.setdefault(case.first_code, []).append(case)
        if case.second_code != case.first_code and case.second_code in wanted:
            made.setdefault(case.second_code, []).append(case)
    return {code: _numbers(disagreements(cases)) for code, cases in made.items()}


def open_cases(comparison: Comparison, pairs: Pairs, document: str, codes: Sequence[str] | None) -> int:
    """Return how many disagreements a document holds."""
    return sum(
        case.kind is not Kind.EXACT
        for first, second, documents in pairs
        if document in documents
        for case in cases_in(comparison, document, first, second, codes)
    )


def confusion(comparison: Comparison, pairs: Pairs, codes: Sequence[str] | None) -> dict[tuple[str, str], int]:
    """Count which code met which other; for more than two coders the order of the two codes says nothing."""
    counted: Counter[tuple[str, str]] = Counter()
    for first, second, documents in pairs:
        for document in documents:
            counted.update(_met(cases_in(comparison, document, first, second, codes), ordered=len(pairs) == 1))
    return _most_first(counted)


def confusion_again(
    pairs: Pairs, before: Mapping[tuple[str, str], int], moved: Sequence[Moved]
) -> dict[tuple[str, str], int]:
    """Return the same as `confusion` from what it was, by the cases that are gone or came."""
    other: Counter[tuple[str, str]] = Counter()
    for one in moved:
        other.subtract(_met(one.gone, ordered=len(pairs) == 1))
        other.update(_met(one.came, ordered=len(pairs) == 1))
    if not any(other.values()):
        return dict(before)
    counted = Counter(before)
    counted.update(other)
    return _most_first(counted)


def _met(some: Sequence[Case], *, ordered: bool) -> list[tuple[str, str]]:
    met = [(case.first_code, case.second_code) for case in some if case.first_code != case.second_code]
    return met if ordered else [(min(pair), max(pair)) for pair in met]


def _most_first(counted: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    return dict(sorted(((pair, n) for pair, n in counted.items() if n), key=lambda one: (-one[1], one[0])))
