"""What a report counts of the cases of every pair of coders: per code, per document, and which code met which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import fields
from operator import attrgetter
from typing import TypeVar

from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.kinds import Case, Disagreements, Kind, cases_in, disagreements

T = TypeVar("T")

Found = Mapping[tuple[str, str], Sequence[Case]]
"""The cases of every pair of coders in a document."""

Pairs = Sequence[tuple[str, str, tuple[str, ...]]]
"""Pairs of coders with the documents that both finished."""


def stale_codes(comparison: Comparison, then: Mapping[str, Found], changed: Mapping[str, Set[str]]) -> frozenset[str]:
    """Return the codes whose row is to be made anew: those that changed, and those of cases that are new or gone."""
    stale = {code for codes in changed.values() for code in codes}
    for document, pairs in then.items():
        for (first, second), old in pairs.items():
            for case in _moved(old, cases_in(comparison, document, first, second)):
                stale |= {case.first_code, case.second_code}
    return frozenset(stale)


def _moved(old: Sequence[Case], new: Sequence[Case]) -> set[Case]:
    """Return the cases that are new or gone. Most are the very same ones, and need no comparing."""
    before, now = set(map(id, old)), set(map(id, new))
    return {case for case in old if id(case) not in now} ^ {case for case in new if id(case) not in before}


def kinds_of(
    comparison: Comparison, pairs: Pairs, wanted: Set[str], codes: Sequence[str] | None
) -> dict[str, Disagreements]:
    """Return the kinds of disagreement of each code that is wanted, added up over documents and pairs of coders; a
    conflict is one of two codes.
    """
    sums: dict[str, list[int]] = {}
    for first, second, documents in pairs:
        for document in documents:
            here = _kept(comparison, document, first, second, codes, "kinds", _kinds)
            for code in wanted & here.keys():
                sums[code] = [one + other for one, other in zip(sums.get(code, NOTHING), here[code], strict=True)]
    return {code: counted(some) for code, some in sums.items()}


def counted(numbers: Sequence[int]) -> Disagreements:
    """Return the kinds from their numbers, in the order of the fields."""
    return Disagreements(**dict(zip(_NUMBERS, numbers, strict=True)), confusion={})


_NUMBERS = tuple(one.name for one in fields(Disagreements) if one.name != "confusion")
_numbers = attrgetter(*_NUMBERS)
NOTHING = (0,) * len(_NUMBERS)


def _kinds(some: Sequence[Case]) -> dict[str, tuple[int, ...]]:
    """Count the kinds of each code."""
    made: dict[str, list[Case]] = {}
    for case in some:
        made.setdefault(case.first_code, []).append(case)
        if case.second_code != case.first_code:
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
    comparison: Comparison, pairs: Pairs, before: Mapping[tuple[str, str], int], then: Mapping[str, Found]
) -> dict[tuple[str, str], int]:
    """Return the same as `confusion` from what it was, with the cases of the documents that changed as they were."""
    moved: Counter[tuple[str, str]] = Counter()
    for document, old in then.items():
        for (first, second), some in old.items():
            moved.subtract(_met(some, ordered=len(pairs) == 1))
            moved.update(_met(cases_in(comparison, document, first, second), ordered=len(pairs) == 1))
    if not any(moved.values()):
        return dict(before)
    counted = Counter(before)
    counted.update(moved)
    return _most_first(counted)


def _met(some: Sequence[Case], *, ordered: bool) -> list[tuple[str, str]]:
    met = [(case.first_code, case.second_code) for case in some if case.first_code != case.second_code]
    return met if ordered else [(min(pair), max(pair)) for pair in met]


def _most_first(counted: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    return dict(sorted(((pair, n) for pair, n in counted.items() if n), key=lambda one: (-one[1], one[0])))


def _kept(
    comparison: Comparison,
    document: str,
    first: str,
    second: str,
    codes: Sequence[str] | None,
    name: str,
    make: Callable[[Sequence[Case]], T],
) -> T:
    """What is worked out of the cases of two coders in a document; kept until a span of it changes."""
    some = cases_in(comparison, document, first, second, codes)
    if codes is not None:
        return make(some)
    kept = comparison.kept[document]
    found: T = kept[name, first, second] if (name, first, second) in kept else make(some)
    kept[name, first, second] = found
    return found
