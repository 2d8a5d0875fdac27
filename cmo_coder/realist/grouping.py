"""Proposals of configurations that may belong to one element; nothing is ever assigned.

Source: realist-method, section 7, rule 1: by shared M_red, then shared O, then shared I, never by the full triple
(exact combinations hardly ever come twice: Jackson & Kolla 2012). A proposal is a connected component of configurations
that share an element of the role, or the parent code of one, with outcomes that do not point in opposite directions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cmo_coder.messages import N_, _
from cmo_coder.model.canonical import Role
from cmo_coder.model.configurations import ConfigurationStatus, ConfigurationVersion
from cmo_coder.realist.directions import Sign, sign_of
from cmo_coder.realist.snapshot import Snapshot

_REASONS = {Role.M_RED: N_("share M: {labels}"), Role.O: N_("share O: {labels}"), Role.I: N_("share I: {labels}")}


@dataclass(frozen=True, slots=True)
class Proposal:
    """Configurations that share something, with the reason in words. `shared` holds the labels of what is shared;
    `sign` the direction that they have in common."""

    basis: Role
    shared: tuple[str, ...]
    reason: str
    sign: Sign
    configurations: tuple[str, ...]


def propose_groups(snapshot: Snapshot, *, unassigned_only: bool = False) -> tuple[Proposal, ...]:
    """Groups of two or more configurations, each configuration in one group at most; rejected ones are left out.

    `unassigned_only` leaves out configurations that stand behind the version in force of an element already.
    """
    left = [
        snapshot.version_of(id_)
        for id_, configuration in snapshot.configurations.items()
        if configuration.status is not ConfigurationStatus.REJECTED
    ]
    if unassigned_only:
        left = [version for version in left if not snapshot.elements_with(version.id)]
    signs = {version.id: sign_of(snapshot, version.id) for version in left}
    made: list[Proposal] = []
    for role in _REASONS:
        for sign in (Sign.PLUS, Sign.MINUS):
            # What has no direction goes with the first side that it shares something with.
            candidates = [version for version in left if signs[version.id] in (sign, Sign.OPEN)]
            found = [_proposal(snapshot, role, group, signs) for group in _components(snapshot, role, candidates)]
            made += found
            taken = {id_ for proposal in found for id_ in proposal.configurations}
            left = [version for version in left if version.configuration_id not in taken]
    return tuple(made)


def _proposal(
    snapshot: Snapshot, role: Role, group: Sequence[ConfigurationVersion], signs: dict[str, Sign]
) -> Proposal:
    shared = _shared_labels(snapshot, role, group)
    known = {signs[version.id] for version in group} - {Sign.OPEN}
    return Proposal(
        basis=role,
        shared=shared,
        reason=_(_REASONS[role]).format(labels="; ".join(shared)),
        sign=known.pop() if known else Sign.OPEN,  # one at most: opposite directions are never in one group
        configurations=tuple(version.configuration_id for version in group),
    )


def _components(
    snapshot: Snapshot, role: Role, versions: Sequence[ConfigurationVersion]
) -> list[list[ConfigurationVersion]]:
    """Connected components of two or more, in the order of their first configuration."""
    root = {version.id: version.id for version in versions}

    def find(one: str) -> str:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    first_with: dict[str, str] = {}
    for version in versions:
        for key in _keys(snapshot, version.id, role):
            root[find(version.id)] = find(first_with.setdefault(key, version.id))
    groups: dict[str, list[ConfigurationVersion]] = {}
    for version in versions:
        groups.setdefault(find(version.id), []).append(version)
    return [group for group in groups.values() if len(group) > 1]


def _keys(snapshot: Snapshot, version_id: str, role: Role) -> dict[str, str]:
    """What a version can share in a role: its elements, and the codes above theirs; each with its label."""
    keys: dict[str, str] = {}
    for element in snapshot.slots(version_id, role):
        keys[element.id] = element.label
        for code in snapshot.codes_of_canonical.get(element.id, ()):
            keys[code.id] = code.name
            parent = snapshot.codes.get(code.parent_id or "")
            # A heading of the codebook ("Mechanisms") holds everything of its role: it is nothing to share.
            if parent is not None and (parent.canonical_element_id is not None or parent.parent_id is not None):
                keys[parent.id] = parent.name
    return keys


def _shared_labels(snapshot: Snapshot, role: Role, group: Iterable[ConfigurationVersion]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    labels: dict[str, str] = {}
    for version in group:
        for key, label in _keys(snapshot, version.id, role).items():
            counts[key] = counts.get(key, 0) + 1
            labels[key] = label
    return tuple(sorted({labels[key] for key, n in counts.items() if n > 1}, key=str.casefold))
