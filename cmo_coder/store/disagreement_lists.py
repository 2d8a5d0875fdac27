"""Lists of disagreements: kept per document while nothing in it changes, and put in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from typing import TypeVar

from cmo_coder.agreement.coding import Mark
from cmo_coder.agreement.comparison import Comparison
from cmo_coder.model.adjudication import Adjudication, DisagreementKind
from cmo_coder.store.agreement import Material
from cmo_coder.store.disagreement import Disagreement
from cmo_coder.store.readings import Layer

T = TypeVar("T")

HEAVIER = (
    DisagreementKind.CONFIGURATION,
    DisagreementKind.ROLE,
    DisagreementKind.CONFLICT,
    DisagreementKind.LINK,
    DisagreementKind.ONLY_FIRST,
    DisagreementKind.ONLY_SECOND,
    DisagreementKind.SPLIT_MERGE,
    DisagreementKind.BOUNDARY,
)
"""Among cases on which the same rests, what matters more for meaning comes first."""

WEIGHT = {kind: nr for nr, kind in enumerate(HEAVIER)}

Rank = tuple[int, int, int]
"""What weighs more comes first: how much support would be lost, how many elements rest on it (both less than zero),
and the weight of its kind.
"""

Ranked = Mapping[Rank, Sequence[Disagreement]]
"""The disagreements of a document by rank, in order of text."""


def kept_in(
    found: Material,
    on: Layer,
    comparison: Comparison,
    document: str,
    key: tuple[str, ...],
    make: Callable[[str], list[Disagreement]],
) -> Ranked:
    """Return what is listed of a document; kept with the comparison until a span of it changes, or the codings behind
    these, or what rests on them.
    """
    kept = comparison.kept.setdefault(document, {})
    codings = found.codings_in.get(document)
    behind, before, here = kept.get(key, (None, None, {}))
    if behind is not on.behind or before is not codings:
        here = ranked(make(document))
        kept[key] = (on.behind, codings, here)
    return here  # type: ignore[no-any-return]


def kept_of_claims(
    on: Layer, found: Material, coders: Sequence[str], make: Callable[[], list[Disagreement]]
) -> list[Ranked]:
    """Return what is listed of claims, by document; kept with the claims."""
    key = tuple(coders)
    if key not in on.kept:
        by_document: dict[str, list[Disagreement]] = {id_: [] for id_ in found.documents}
        for one in make():
            by_document[one.case.document].append(one)
        on.kept[key] = [ranked(some) for some in by_document.values()]
    return on.kept[key]  # type: ignore[no-any-return]


def ranked(some: Sequence[Disagreement]) -> Ranked:
    """Return disagreements of one document by rank, each in order of text."""
    made: dict[Rank, list[Disagreement]] = {}
    for one in sorted(some, key=lambda one: one.case.start):
        made.setdefault((-one.weight, -len(one.effective_elements), WEIGHT[one.kind]), []).append(one)
    return made


def made_again(
    on: Layer,
    key: tuple[str, ...],
    codings: Mapping[Mark, str],
    cases: Sequence[T],
    codes: Callable[[T], Set[str]],
    make: Callable[[T], Disagreement],
) -> list[Disagreement]:
    """Return the disagreements of cases. Those of the very same cases as before are the same, while no coding with
    their codes changed; they are kept with what rests on them.
    """
    then: Mapping[Mark, str]
    before: Mapping[int, tuple[T, Disagreement]]
    then, before = on.kept.get(key, ({}, {}))
    moved = {mark.code for mark, _coding in then.items() ^ codings.items()} if before else set()
    now: dict[int, tuple[T, Disagreement]] = {}
    for case in cases:
        made = before.get(id(case))  # the case is kept beside it, so that no other one gets its number
        if made is None or not moved.isdisjoint(codes(case)):
            made = (case, make(case))
        now[id(case)] = made
    on.kept[key] = (codings, now)
    return [one for _case, one in now.values()]


def in_order(groups: Sequence[Ranked], decided: Mapping[str, Adjudication]) -> tuple[Disagreement, ...]:
    """Return disagreements with what would change most for the elements first, and what is settled last."""
    by_rank: dict[Rank, list[Disagreement]] = {}
    settled: dict[Rank, list[Disagreement]] = {}
    documents = {one.document_id for one in decided.values()}
    for group in groups:
        for rank, some in group.items():
            if some[0].case.document not in documents:
                by_rank.setdefault(rank, []).extend(some)
                continue
            for one in some:
                decision = decided.get(one.key)
                if decision is None:
                    by_rank.setdefault(rank, []).append(one)
                    continue
                one = replace(one, settled=decision)
                (by_rank if one.is_open else settled).setdefault(rank, []).append(one)
    listed: list[Disagreement] = []
    for ranks in (by_rank, settled):
        for rank in sorted(ranks):
            listed += ranks[rank]
    return tuple(listed)
