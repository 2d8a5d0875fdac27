"""Where configurations speak against each other, and what separates the two sides (realist-method, section 7, rule 5).

Nothing is resolved here: the sides are laid beside each other with what differs between them. Where nothing differs,
the context that makes the difference is unknown, and that is itself a finding (AC-8, AC-9, AC-17, AC-19).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import Claim
from cmo_coder.model.configurations import (
    Configuration,
    ConfigurationStatus,
    ConfigurationVersion,
    Evidence,
    RelationType,
    Strength,
)
from cmo_coder.model.effective_elements import EffectiveElement
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.directions import Sign, sign_of
from cmo_coder.realist.keeping import kept
from cmo_coder.realist.sentences import actor_of
from cmo_coder.realist.snapshot import Snapshot

_MECHANISM = (Role.M_RES, Role.M_RED)
_OF_CONFIGURATIONS = (
    "configurations",
    "configuration_versions",
    "configuration_slots",
    "canonical",
    "canonical_actors",
    "actors",
    "relations",
)
"""What configurations themselves say."""


class ContradictionKind(StrEnum):
    """In what way configurations speak against each other."""

    OPPOSITE_OUTCOME = "opposite_outcome"
    """The same intervention, or the same outcome, in opposite directions."""
    RIVAL_MECHANISM = "rival_mechanism"
    """The same outcome or intervention, explained by different mechanisms."""
    DIFFERENT_FOR_WHOM = "different_for_whom"
    """The same intervention, for different actors, with different outcomes: often two valid configurations (AC-9)."""
    DECLARED = "declared"
    """The team called two configurations rivals."""


@dataclass(frozen=True, slots=True)
class Side:
    """Configurations that agree with each other, by number, and the claims that support them."""

    configurations: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two or more sides about one element (`basis` is its role; both empty where the team only declared rivals)."""

    kind: ContradictionKind
    basis: Role | None
    element_id: str | None
    sides: tuple[Side, ...]
    declared: bool = False


@kept(*_OF_CONFIGURATIONS, "evidence", "claims")
def contradictions(snapshot: Snapshot) -> tuple[Contradiction, ...]:
    """Everything in the study that speaks against something else, the opposite outcomes first."""
    return tuple(_with_claims(snapshot, one) for one in _opposed(snapshot))


def contradictions_of(snapshot: Snapshot, configuration_id: str) -> tuple[Contradiction, ...]:
    """The contradictions that a configuration takes part in."""
    return tuple(
        _with_claims(snapshot, one)
        for one in _opposed(snapshot)
        if any(version.configuration_id == configuration_id for side in one.sides for version in side)
    )


@dataclass(frozen=True, slots=True)
class _Opposed:
    """A contradiction as the configurations themselves make it, whatever supports them."""

    kind: ContradictionKind
    basis: Role | None
    element_id: str | None
    sides: tuple[Sequence[ConfigurationVersion], ...]
    declared: bool


def _with_claims(snapshot: Snapshot, one: _Opposed) -> Contradiction:
    sides = tuple(_side(snapshot, side) for side in one.sides)
    return Contradiction(one.kind, one.basis, one.element_id, sides, one.declared)


@kept(*_OF_CONFIGURATIONS)
def _opposed(snapshot: Snapshot) -> tuple[_Opposed, ...]:
    versions = [
        snapshot.version_of(id_)
        for id_, configuration in snapshot.configurations.items()
        if configuration.status is not ConfigurationStatus.REJECTED
    ]
    declared = {
        frozenset((relation.from_id, relation.to_id))
        for relation in snapshot.relations
        if relation.type is RelationType.RIVAL
    }
    found = [
        *_per_element(snapshot, versions, (Role.I, Role.O), ContradictionKind.OPPOSITE_OUTCOME, _by_sign, declared),
        *_per_element(snapshot, versions, (Role.O, Role.I), ContradictionKind.RIVAL_MECHANISM, _by_mechanism, declared),
        *_per_element(snapshot, versions, (Role.I,), ContradictionKind.DIFFERENT_FOR_WHOM, _by_outcome, declared),
    ]
    covered = {pair for pair in declared if any(_parts(one.sides, pair) for one in found)}
    for pair in sorted(declared - covered, key=lambda ids: sorted(snapshot.configurations[i].number for i in ids)):
        sides = tuple([snapshot.version_of(id_)] for id_ in snapshot.configurations if id_ in pair)
        found.append(_Opposed(ContradictionKind.DECLARED, None, None, sides, True))
    return tuple(found)


def loose_claims(snapshot: Snapshot) -> tuple[Claim, ...]:
    """The claims that are linked to no configuration."""
    return tuple(claim for claim in snapshot.claims.values() if claim.id not in snapshot.evidence_of_claim)


def without_mechanism(snapshot: Snapshot) -> tuple[Configuration, ...]:
    """The configurations whose version in force names neither resource nor reasoning."""
    return tuple(
        configuration
        for configuration in snapshot.configurations.values()
        if not snapshot.slot_ids(snapshot.version_of(configuration.id).id, *_MECHANISM)
    )


def strongly_contradicted(snapshot: Snapshot) -> tuple[tuple[EffectiveElement, tuple[Evidence, ...]], ...]:
    """The elements with strong contradiction, which need a condition ("does not work where …") or a reason (rule 4)."""
    found = []
    for element in snapshot.current_elements():
        strong = tuple(
            evidence
            for version in snapshot.configurations_behind(snapshot.element_version_of(element.id).id)
            for evidence in snapshot.evidence_of_version.get(version.id, ())
            if evidence.stance is Stance.CONTRADICTS and evidence.strength is Strength.STRONG
        )
        if strong:
            found.append((element, strong))
    return tuple(found)


# Sides


Parting = Callable[[Snapshot, Sequence[ConfigurationVersion]], list[list[ConfigurationVersion]]]
"""Divides configurations that share an element into sides; fewer than two: no contradiction."""


def _per_element(
    snapshot: Snapshot,
    versions: Sequence[ConfigurationVersion],
    bases: Sequence[Role],
    kind: ContradictionKind,
    part: Parting,
    declared: set[frozenset[str]],
) -> Iterable[_Opposed]:
    for basis in bases:
        sharing: dict[str, list[ConfigurationVersion]] = {}
        for version in versions:
            for element_id in snapshot.slot_ids(version.id, basis):
                sharing.setdefault(element_id, []).append(version)
        for element_id in snapshot.canonical:
            together = sharing.get(element_id, ())
            sides = part(snapshot, together) if len(together) > 1 else []
            if len(sides) > 1:
                among = {version.configuration_id for version in together}
                named = any(_parts(sides, pair) for pair in declared if pair <= among)
                yield _Opposed(kind, basis, element_id, tuple(sides), named)


def _side(snapshot: Snapshot, versions: Sequence[ConfigurationVersion]) -> Side:
    claims = {
        evidence.claim_id
        for version in versions
        for evidence in snapshot.evidence_of_version.get(version.id, ())
        if evidence.stance is Stance.SUPPORTS
    }
    return Side(
        tuple(version.configuration_id for version in versions),
        tuple(sorted(claims, key=lambda id_: snapshot.claims[id_].number)),
    )


def _parts(sides: Sequence[Sequence[ConfigurationVersion]], pair: frozenset[str]) -> bool:
    """Whether two configurations stand on different sides."""
    places = [nr for nr, side in enumerate(sides) for version in side if version.configuration_id in pair]
    return len(set(places)) > 1


def _by_sign(snapshot: Snapshot, versions: Sequence[ConfigurationVersion]) -> list[list[ConfigurationVersion]]:
    sides = [[v for v in versions if sign_of(snapshot, v.id) is sign] for sign in (Sign.PLUS, Sign.MINUS)]
    return sides if all(sides) else []


def _by_mechanism(snapshot: Snapshot, versions: Sequence[ConfigurationVersion]) -> list[list[ConfigurationVersion]]:
    """Sides that share no mechanism; configurations without one take no side. Opposite outcomes are no rivals."""
    signs = {sign_of(snapshot, version.id) for version in versions}
    if {Sign.PLUS, Sign.MINUS} <= signs:
        return []
    return _apart(versions, lambda version: snapshot.slot_ids(version.id, *_MECHANISM))


def _by_outcome(snapshot: Snapshot, versions: Sequence[ConfigurationVersion]) -> list[list[ConfigurationVersion]]:
    """Sides with other outcomes and other actors."""
    if _by_sign(snapshot, versions):
        return []
    sides = _apart(versions, lambda version: snapshot.slot_ids(version.id, Role.O))
    actors = [{actor.id for v in side if (actor := actor_of(snapshot, v)) is not None} for side in sides]
    different = all(actors) and len(set[str]().union(*actors)) == sum(len(one) for one in actors)
    return sides if different else []


def _apart(
    versions: Sequence[ConfigurationVersion], keys: Callable[[ConfigurationVersion], frozenset[str]]
) -> list[list[ConfigurationVersion]]:
    """Connected components over shared keys; what has no keys is left out."""
    sides: list[tuple[set[str], list[ConfigurationVersion]]] = []
    for version in versions:
        own = keys(version)
        if not own:
            continue
        touching = [side for side in sides if side[0] & own]
        merged = (set(own).union(*(side[0] for side in touching)), [v for side in touching for v in side[1]])
        merged[1].append(version)
        sides = [side for side in sides if not side[0] & own]
        sides.append(merged)
    return [side[1] for side in sides]
