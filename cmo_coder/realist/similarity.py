"""Which configurations a claim is most like, slot by slot (realist-method, section 9, formula L3; section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cmo_coder.model.canonical import Role
from cmo_coder.realist.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class SlotLikeness:
    """One role: the labels in both, only in the claim, only in the configuration; `score` is shared / all."""

    role: Role
    both: tuple[str, ...]
    only_claim: tuple[str, ...]
    only_configuration: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a claim and a configuration are: the mean (0 to 1) of the slots that either fills, each the same."""

    configuration_id: str
    score: float
    slots: tuple[SlotLikeness, ...]


def nearest_configurations(snapshot: Snapshot, claim_id: str, most: int = 5) -> tuple[Likeness, ...]:
    """The configurations most like a claim, best first; those that share nothing come last, by number."""
    own = _of_claim(snapshot, claim_id)
    found = [likeness(snapshot, own, configuration.id) for configuration in snapshot.configurations.values()]
    found.sort(key=lambda one: (-one.score, snapshot.configurations[one.configuration_id].number))
    return tuple(found[:most])


def nearest_claims(snapshot: Snapshot, configuration_id: str) -> tuple[str, ...]:
    """The ids of all claims, those most like a configuration first, and then by number."""
    scores = {id_: likeness(snapshot, _of_claim(snapshot, id_), configuration_id).score for id_ in snapshot.claims}
    return tuple(sorted(snapshot.claims, key=lambda id_: (-scores[id_], snapshot.claims[id_].number)))


def likeness(snapshot: Snapshot, claim: Mapping[Role, frozenset[str]], configuration_id: str) -> Likeness:
    """How alike the elements of a claim (ids by role) and a configuration are."""
    version = snapshot.version_of(configuration_id)
    slots = []
    for role in Role:
        mine, theirs = claim.get(role, frozenset()), snapshot.slot_ids(version.id, role)
        if mine or theirs:
            slots.append(
                SlotLikeness(
                    role,
                    _labels(snapshot, mine & theirs),
                    _labels(snapshot, mine - theirs),
                    _labels(snapshot, theirs - mine),
                    len(mine & theirs) / len(mine | theirs),
                )
            )
    score = sum(slot.score for slot in slots) / len(slots) if slots else 0.0
    return Likeness(configuration_id, score, tuple(slots))


def _of_claim(snapshot: Snapshot, claim_id: str) -> dict[Role, frozenset[str]]:
    found: dict[Role, set[str]] = {}
    for slot in snapshot.slots_of_claim.get(claim_id, ()):
        if slot.canonical_element_id is not None:
            found.setdefault(slot.role, set()).add(slot.canonical_element_id)
    return {role: frozenset(ids) for role, ids in found.items()}


def _labels(snapshot: Snapshot, ids: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(snapshot.canonical[id_].label for id_ in ids))
