"""Rival sets: everything that is said about one intervention or one outcome, position by position (AC-17, AC-19).

A position is the configurations that explain it by the same mechanism and point the same way. Three camps stay three
positions, also where two of them point the same way; a configuration without mechanism is a position by its outcome.
"""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.model.canonical import Role
from cmo_coder.model.configurations import ConfigurationStatus, ConfigurationVersion
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.contradiction import Side
from cmo_coder.realist.directions import Sign, sign_of
from cmo_coder.realist.snapshot import Snapshot

_MECHANISM = (Role.M_RES, Role.M_RED)


@dataclass(frozen=True, slots=True)
class Position:
    """Configurations that agree, with the claims that support them, where they point, and by what they explain it."""

    side: Side
    sign: Sign
    mechanisms: tuple[str, ...]
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RivalSet:
    """Two or more positions about one element (of role `basis`). `opposite`: some point up and others down."""

    basis: Role
    element_id: str
    positions: tuple[Position, ...]

    @property
    def opposite(self) -> bool:
        """Whether positions point in opposite directions."""
        return {Sign.PLUS, Sign.MINUS} <= {position.sign for position in self.positions}


def rival_sets(snapshot: Snapshot) -> tuple[RivalSet, ...]:
    """Every intervention and every outcome about which there is more than one position, the opposite ones first.

    A set about an outcome that holds the same configurations as one about an intervention is not told twice.
    """
    found: list[RivalSet] = []
    told: set[frozenset[str]] = set()
    for basis in (Role.I, Role.O):
        sharing: dict[str, list[ConfigurationVersion]] = {}
        for id_, configuration in snapshot.configurations.items():
            if configuration.status is not ConfigurationStatus.REJECTED:
                version = snapshot.version_of(id_)
                for element_id in snapshot.slot_ids(version.id, basis):
                    sharing.setdefault(element_id, []).append(version)
        for element_id in snapshot.canonical:
            versions = sharing.get(element_id, [])
            positions = _positions(snapshot, versions) if len(versions) > 1 else ()
            ids = frozenset(version.configuration_id for version in versions)
            if len(positions) > 1 and ids not in told:
                told.add(ids)
                found.append(RivalSet(basis, element_id, positions))
    return tuple(sorted(found, key=lambda one: not one.opposite))


def positions_about(snapshot: Snapshot, element_id: str) -> tuple[Position, ...]:
    """The positions about one intervention or outcome; the rest of the study is not looked at."""
    role = snapshot.canonical[element_id].role
    versions = [
        version
        for id_, configuration in snapshot.configurations.items()
        if configuration.status is not ConfigurationStatus.REJECTED
        and element_id in snapshot.slot_ids((version := snapshot.version_of(id_)).id, role)
    ]
    return _positions(snapshot, versions)


def _positions(snapshot: Snapshot, versions: list[ConfigurationVersion]) -> tuple[Position, ...]:
    groups: list[tuple[Sign, set[str], list[ConfigurationVersion]]] = []
    for version in versions:
        sign = sign_of(snapshot, version.id)
        keys = set(snapshot.slot_ids(version.id, *_MECHANISM)) or set(snapshot.slot_ids(version.id, Role.O))
        near = [group for group in groups if group[0] is sign and group[1] & keys]
        groups = [group for group in groups if group[0] is not sign or not group[1] & keys]
        groups.append(
            (sign, keys.union(*(group[1] for group in near)), [*(one for g in near for one in g[2]), version])
        )
    return tuple(_position(snapshot, sign, members) for sign, _keys, members in groups)


def _position(snapshot: Snapshot, sign: Sign, versions: list[ConfigurationVersion]) -> Position:
    claims = {
        one.claim_id
        for version in versions
        for one in snapshot.evidence_of_version.get(version.id, ())
        if one.stance is Stance.SUPPORTS
    }
    return Position(
        Side(
            tuple(version.configuration_id for version in versions),
            tuple(sorted(claims, key=lambda id_: (snapshot.claims[id_].number, id_))),
        ),
        sign,
        tuple(dict.fromkeys(one.label for v in versions for role in _MECHANISM for one in snapshot.slots(v.id, role))),
        tuple(dict.fromkeys(one.label for v in versions for one in snapshot.slots(v.id, Role.O))),
    )
