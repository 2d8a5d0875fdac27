"""The kinds of disagreement of two coders: same ends, other ends, split, another code, or left out.

Spans of the same code that share a code point are linked; a connected group is one case. Spans that nobody matched
under their own code are compared across codes: sharing half of the shorter one makes a conflict, the rest are left out
by one coder.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.agreement.coding import Spans
from cmo_coder.agreement.comparison import Comparison, Scope


class Kind(StrEnum):
    """How the codings of two coders meet."""

    EXACT = "exact"
    BOUNDARY = "boundary"
    SPLIT_MERGE = "split_merge"
    CONFLICT = "conflict"
    ONLY_FIRST = "only_a"
    ONLY_SECOND = "only_b"


@dataclass(frozen=True, slots=True)
class Case:
    """One place where the codings of two coders meet or should have. `characters` covers what only one of them marked.

    `first_code` and `second_code` differ in a conflict only; where one coder has no span both name the code there is.
    """

    kind: Kind
    document: str
    first_code: str
    second_code: str
    first: Spans
    second: Spans
    characters: int

    @property
    def start(self) -> int:
        """The first code point of the case."""
        # The spans of each are in order.
        if not self.second:
            return self.first[0][0]
        return min(self.first[0][0], self.second[0][0]) if self.first else self.second[0][0]

    @property
    def end(self) -> int:
        """The end of the case, exclusive."""
        if not self.second:
            return self.first[-1][1]
        return max(self.first[-1][1], self.second[-1][1]) if self.first else self.second[-1][1]


@dataclass(frozen=True, slots=True)
class Disagreements:
    """How often each kind occurs. Spans of the first = exact + boundary + split_merge_a + conflict_a + only_a."""

    exact: int
    boundary: int
    split_merge: int
    split_merge_a: int
    split_merge_b: int
    conflict_pairs: int
    conflict_a: int
    conflict_b: int
    only_a: int
    only_b: int
    boundary_chars: int
    unmatched_chars: int
    confusion: dict[tuple[str, str], int]


def cases(comparison: Comparison, scope: Scope, codes: Sequence[str] | None = None) -> tuple[Case, ...]:
    """Return every case of the two coders of the scope, by document and place."""
    first, second = scope.coders
    return tuple(case for document in scope.documents for case in cases_in(comparison, document, first, second, codes))


def cases_in(
    comparison: Comparison, document: str, first: str, second: str, codes: Sequence[str] | None = None
) -> tuple[Case, ...]:
    """Return the cases of two coders in one document, by place. Those of all codes are kept: of a changed code, and of
    what met it under another, they are made anew; all others stay the very same ones.
    """
    if codes is not None:
        return _made(comparison, document, codes, first, second)
    return comparison.followed(
        document,
        ("cases", first, second),
        lambda: _made(comparison, document, comparison.codes, first, second),
        lambda before, moved: cases_again(comparison, document, first, second, before, moved),
    )


def _made(comparison: Comparison, document: str, codes: Sequence[str], first: str, second: str) -> tuple[Case, ...]:
    alone_first: list[Alone] = []
    alone_second: list[Alone] = []
    here: list[Case] = []
    for code in codes:
        met, mine, theirs = _of_code(comparison, document, code, first, second)
        here += met
        alone_first += mine
        alone_second += theirs
    here += _across(document, sorted(alone_first), sorted(alone_second))
    here.sort(key=_order)
    return tuple(here)


def _order(case: Case) -> tuple[int, int, str, str, Kind, Spans, Spans]:
    return (case.start, case.end, case.first_code, case.second_code, case.kind, case.first, case.second)


def cases_again(
    comparison: Comparison, document: str, first: str, second: str, before: Sequence[Case], moved: Set[str]
) -> tuple[Case, ...]:
    """Return the cases of two coders in one document from those before spans of some codes moved."""
    gone = {case: case for case in before if case.first_code in moved or case.second_code in moved}
    kept = [case for case in before if case.first_code not in moved and case.second_code not in moved]
    made: list[Case] = []
    new: tuple[set[Alone], set[Alone]] = (set(), set())
    for code in moved:
        met, mine, theirs = _of_code(comparison, document, code, first, second)
        made += met
        new[0].update(mine)
        new[1].update(theirs)
    # Under the other codes the same spans are alone as before. What met a span that moved may be left out now.
    still: tuple[set[Alone], set[Alone]] = (set(), set())
    for case in before:
        if case.kind in _NOT_MET:
            for side, spans, code in zip(
                still, (case.first, case.second), (case.first_code, case.second_code), strict=True
            ):
                if spans and code not in moved:
                    side.add((*spans[0], code))
    met_now = [
        *_conflicts(document, sorted(new[0]), sorted(new[1] | still[1])),
        *_conflicts(document, sorted(still[0]), sorted(new[1])),
    ]
    made += met_now
    in_conflict = _sides([case for case in (*kept, *met_now) if case.kind is Kind.CONFLICT])
    again = _sides([case for case in gone if case.kind is Kind.CONFLICT])
    for nr, kind in enumerate((Kind.ONLY_FIRST, Kind.ONLY_SECOND)):
        left = {span for span in again[nr] if span[2] not in moved} | new[nr]
        made += [_only(kind, document, span) for span in left - in_conflict[nr]]
    taken = _sides(met_now)
    kept = [
        case
        for case in kept
        if not (case.kind is Kind.ONLY_FIRST and (*case.first[0], case.first_code) in taken[0])
        and not (case.kind is Kind.ONLY_SECOND and (*case.second[0], case.second_code) in taken[1])
    ]
    for case in made:
        insort(kept, gone.get(case, case), key=_order)
    return tuple(kept)


_NOT_MET = frozenset({Kind.CONFLICT, Kind.ONLY_FIRST, Kind.ONLY_SECOND})
"""The kinds of which no span meets one under its own code."""


def _sides(conflicts: Sequence[Case]) -> tuple[set[Alone], set[Alone]]:
    """Return the spans of the first coder and those of the second in some conflicts."""
    return (
        {(*case.first[0], case.first_code) for case in conflicts},
        {(*case.second[0], case.second_code) for case in conflicts},
    )


Alone = tuple[int, int, str]
"""A span of one coder that meets none of the other under its own code."""


def _of_code(
    comparison: Comparison, document: str, code: str, first: str, second: str
) -> tuple[list[Case], list[Alone], list[Alone]]:
    """Return where two coders meet under one code, and what each has alone; kept until a span of the code changes."""
    one, other = comparison.spans(document, first, code), comparison.spans(document, second, code)
    if not one and not other:
        return [], [], []
    kept, key = comparison.kept_in.setdefault((code, document), {}), ("met", first, second)
    found: tuple[list[Case], list[Alone], list[Alone]] | None = kept.get(key)
    if found is None:
        met: list[Case] = []
        alone: tuple[list[Alone], list[Alone]] = ([], [])
        for mine, theirs in groups(one, other):
            if mine and theirs:
                met.append(_met(document, code, mine, theirs))
            else:
                alone[bool(theirs)].extend((*span, code) for span in (*mine, *theirs))
        found = kept[key] = (met, *alone)
    return found


def groups(one: Spans, other: Spans) -> list[tuple[Spans, Spans]]:
    """Return the connected groups of spans of two coders that share code points, in order of text."""
    found: list[tuple[Spans, Spans]] = []
    merged = sorted([(*span, 0) for span in one] + [(*span, 1) for span in other])
    at = 0
    while at < len(merged):
        sides: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
        reach = merged[at][1]
        while at < len(merged) and (merged[at][0] < reach or not (sides[0] or sides[1])):
            start, end, side = merged[at]
            sides[side].append((start, end))
            reach = max(reach, end)
            at += 1
        found.append((tuple(sides[0]), tuple(sides[1])))
    return found


def _met(document: str, code: str, one: Spans, other: Spans) -> Case:
    kind = Kind.SPLIT_MERGE
    if len(one) == len(other) == 1:
        kind = Kind.EXACT if one == other else Kind.BOUNDARY
    shared = sum(max(0, min(end, stop) - max(start, begin)) for start, end in one for begin, stop in other)
    covered = sum(end - start for start, end in one + other)
    return Case(kind, document, code, code, one, other, covered - 2 * shared)


def _across(document: str, one: list[Alone], other: list[Alone]) -> list[Case]:
    """Return the conflicts between the unmatched spans of two coders, and what is left of them as omissions."""
    found = _conflicts(document, one, other)
    in_conflict = _sides(found)
    found += [_only(Kind.ONLY_FIRST, document, span) for span in one if span not in in_conflict[0]]
    found += [_only(Kind.ONLY_SECOND, document, span) for span in other if span not in in_conflict[1]]
    return found


def _conflicts(document: str, one: Sequence[Alone], other: Sequence[Alone]) -> list[Case]:
    """Return where spans of two coders meet under different codes. Both are sorted."""
    found: list[Case] = []
    live: list[Alone] = []
    at = 0
    # `live` holds the spans of the second coder that began and may still reach this one.
    for start, end, code in one:
        while at < len(other) and other[at][0] < end:
            live.append(other[at])
            at += 1
        # A later span of the first coder may end earlier but never starts earlier.
        live = [span for span in live if span[1] > start]
        for begin, stop, second_code in live:
            shared = min(end, stop) - max(start, begin)
            if shared >= 1 and code != second_code and 2 * shared >= min(end - start, stop - begin):
                characters = end - start + stop - begin - 2 * shared
                found.append(
                    Case(Kind.CONFLICT, document, code, second_code, ((start, end),), ((begin, stop),), characters)
                )
    return found


def _only(kind: Kind, document: str, span: Alone) -> Case:
    start, end, code = span
    here, nothing = ((start, end),), ()
    first, second = (here, nothing) if kind is Kind.ONLY_FIRST else (nothing, here)
    return Case(kind, document, code, code, first, second, end - start)


def disagreements(found: Sequence[Case]) -> Disagreements:
    """Count the kinds of cases. `boundary_chars` and `unmatched_chars` together are what only one coder marked."""
    number = Counter(case.kind for case in found)
    conflicts = [case for case in found if case.kind is Kind.CONFLICT]
    splits = [case for case in found if case.kind is Kind.SPLIT_MERGE]
    first = {(case.document, case.first_code, case.first) for case in conflicts}
    second = {(case.document, case.second_code, case.second) for case in conflicts}
    unmatched = sum(end - start for _, _, spans in (*first, *second) for start, end in spans)
    unmatched += sum(case.characters for case in found if case.kind in (Kind.ONLY_FIRST, Kind.ONLY_SECOND))
    return Disagreements(
        exact=number[Kind.EXACT],
        boundary=number[Kind.BOUNDARY],
        split_merge=number[Kind.SPLIT_MERGE],
        split_merge_a=sum(len(case.first) for case in splits),
        split_merge_b=sum(len(case.second) for case in splits),
        conflict_pairs=len(conflicts),
        conflict_a=len(first),
        conflict_b=len(second),
        only_a=number[Kind.ONLY_FIRST],
        only_b=number[Kind.ONLY_SECOND],
        boundary_chars=sum(case.characters for case in found if case.kind in (Kind.BOUNDARY, Kind.SPLIT_MERGE)),
        unmatched_chars=unmatched,
        confusion=dict(Counter((case.first_code, case.second_code) for case in conflicts)),
    )
