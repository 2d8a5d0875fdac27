"""A snapshot with only what rests on some claims, so that every table can be made of a filtered study in one way.

Kept are the claims that match, their words, the configurations with one of them behind a version in force, the
strategies, effective elements, patterns and programme theories (with all their versions) that rest on these, and what
is linked to them. Numbers count what is kept; the N of
"n of N cases" stays that of the study. What the study says of itself (cases, themes, memos, decisions) stays.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TypeVar

from cmo_coder.model.base import Entity
from cmo_coder.model.effective_elements import EffectiveElement
from cmo_coder.realist.filtering import (
    ClaimFilter,
    matching_claims,
    matching_configurations,
    matching_patterns,
    matching_theory_versions,
)
from cmo_coder.realist.snapshot import Snapshot

E = TypeVar("E", bound=Entity)

_KEPT: list[tuple[Snapshot, ClaimFilter, Snapshot]] = []


def narrowed(snapshot: Snapshot, wanted: ClaimFilter) -> Snapshot:
    """The study with only what rests on the claims that match; the snapshot itself without a filter."""
    if not wanted:
        return snapshot
    if not (_KEPT and _KEPT[0][0] is snapshot and _KEPT[0][1] == wanted):
        _KEPT[:] = [(snapshot, wanted, _narrow(snapshot, wanted))]
    return _KEPT[0][2]


def _narrow(snapshot: Snapshot, wanted: ClaimFilter) -> Snapshot:
    claims = matching_claims(snapshot, wanted)
    slots = tuple(slot for slot in snapshot.claim_slots if slot.claim_id in claims)
    slot_ids = {slot.id for slot in slots}
    words = tuple(one for one in snapshot.slot_words if one.claim_slot_id in slot_ids)
    spoken = {one.fragment_id for one in words}
    with_claims = dataclasses.replace(
        snapshot,
        claims=_those(snapshot.claims, claims),
        claim_cases=tuple(row for row in snapshot.claim_cases if row.claim_id in claims),
        claim_slots=slots,
        slot_words=words,
        fragments=_those(snapshot.fragments, spoken),
        codings=tuple(row for row in snapshot.codings if row.fragment_id in spoken),
        fragment_themes=tuple(row for row in snapshot.fragment_themes if row.fragment_id in spoken),
        fragment_elements=tuple(row for row in snapshot.fragment_elements if row.fragment_id in spoken),
        story_item_fragments=tuple(row for row in snapshot.story_item_fragments if row.fragment_id in spoken),
        strategy_claims=tuple(row for row in snapshot.strategy_claims if row.claim_id in claims),
        omkering_claims=tuple(row for row in snapshot.omkering_claims if row.claim_id in claims),
        theory_version_claims=tuple(row for row in snapshot.theory_version_claims if row.claim_id in claims),
        element_version_claims=tuple(row for row in snapshot.element_version_claims if row.claim_id in claims),
    )
    ids = {one.id for one in matching_configurations(snapshot, wanted)}
    return _with_patterns_and_theories(
        _with_configurations(with_claims, claims, ids),
        matching_patterns(snapshot, wanted),
        {snapshot.theory_versions[id_].programme_theory_id for id_ in matching_theory_versions(snapshot, wanted)},
    )


def _with_patterns_and_theories(snapshot: Snapshot, patterns: frozenset[str], theories: set[str]) -> Snapshot:
    versions = {id_: one for id_, one in snapshot.theory_versions.items() if one.programme_theory_id in theories}
    return dataclasses.replace(
        snapshot,
        demi_regularities=_those(snapshot.demi_regularities, patterns),
        theories=_those(snapshot.theories, theories),
        theory_versions=versions,
        theory_configurations=tuple(
            row for row in snapshot.theory_configurations if row.programme_theory_version_id in versions
        ),
        theory_version_claims=tuple(
            row for row in snapshot.theory_version_claims if row.programme_theory_version_id in versions
        ),
        theory_midrange=tuple(row for row in snapshot.theory_midrange if row.programme_theory_id in theories),
        negative_searches=tuple(
            row
            for row in snapshot.negative_searches
            if row.demi_regularity_id is None or row.demi_regularity_id in patterns
        ),
    )


def _with_configurations(snapshot: Snapshot, claims: frozenset[str], ids: set[str]) -> Snapshot:
    versions = {id_: one for id_, one in snapshot.configuration_versions.items() if one.configuration_id in ids}
    omkeringen = {row.omkering_id for row in snapshot.omkering_claims}
    linked = {row.strategy_id for row in snapshot.strategy_claims}
    strategies = {
        id_: one
        for id_, one in snapshot.strategies.items()
        if id_ in linked or (one.omkering_id is not None and one.omkering_id in omkeringen)
    }
    narrow = dataclasses.replace(
        snapshot,
        configurations=_those(snapshot.configurations, ids),
        configuration_versions=versions,
        configuration_slots=tuple(r for r in snapshot.configuration_slots if r.configuration_version_id in versions),
        evidence=tuple(r for r in snapshot.evidence if r.claim_id in claims and r.configuration_version_id in versions),
        relations=tuple(r for r in snapshot.relations if r.from_id in ids and r.to_id in ids),
        negative_searches=tuple(
            r for r in snapshot.negative_searches if r.configuration_id is None or r.configuration_id in ids
        ),
        element_configurations=tuple(
            r for r in snapshot.element_configurations if r.configuration_version_id in versions
        ),
        theory_configurations=tuple(
            r for r in snapshot.theory_configurations if r.configuration_version_id in versions
        ),
        demi_configurations=tuple(r for r in snapshot.demi_configurations if r.configuration_id in ids),
        strategies=strategies,
        omkeringen=_those(snapshot.omkeringen, omkeringen),
    )
    return dataclasses.replace(narrow, elements=_elements(narrow))


def _elements(snapshot: Snapshot) -> dict[str, EffectiveElement]:
    """The elements that anything kept stands behind, with those they came from or went into: checks refer to them."""
    of_version = {
        *(row.effective_element_version_id for row in snapshot.element_configurations),
        *(row.effective_element_version_id for row in snapshot.fragment_elements),
    }
    behind = {one.effective_element_id for one in snapshot.strategies.values()}
    behind |= {snapshot.element_versions[id_].effective_element_id for id_ in of_version}
    waiting = list(behind)
    while waiting:
        element = snapshot.elements[waiting.pop()]
        kin = {element.split_from_id, element.merged_into_id} - {None}
        kin |= {one.id for one in snapshot.elements.values() if one.merged_into_id == element.id}
        waiting += [id_ for id_ in kin - behind if id_ is not None]
        behind |= {id_ for id_ in kin if id_ is not None}
    return _those(snapshot.elements, behind)


def _those(rows: Mapping[str, E], ids: Iterable[str]) -> dict[str, E]:
    wanted = set(ids)
    return {id_: row for id_, row in rows.items() if id_ in wanted}
