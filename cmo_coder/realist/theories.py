"""Programme theories over time: what a version rests on, and what changed between two of them, slot by slot.

A version of a theory has no slots of its own: they are those of the configuration versions it rests on. What gave rise
to a version are the claims that the team named; where it named none, those linked to the configurations that are new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cmo_coder.model.canonical import Role
from cmo_coder.model.fragments import Stance
from cmo_coder.model.memos import Decision
from cmo_coder.model.theories import ProgrammeTheory, ProgrammeTheoryVersion
from cmo_coder.realist.snapshot import ROLE_ORDER, Snapshot


@dataclass(frozen=True, slots=True)
class SlotChange:
    """What one role lost, gained and kept from one version to the next: ids of elements, in order of label."""

    role: Role
    gone: tuple[str, ...]
    new: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """A claim that gave rise to a version; `named` where the team said so, else read from the new configurations."""

    claim_id: str
    stance: Stance | None
    named: bool


@dataclass(frozen=True, slots=True)
class TheoryDiff:
    """Two versions side by side. `gone` and `new` are configurations by id, by number."""

    before: ProgrammeTheoryVersion
    after: ProgrammeTheoryVersion
    slots: tuple[SlotChange, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    causes: tuple[Cause, ...]


def version_in_force(snapshot: Snapshot, theory_id: str) -> ProgrammeTheoryVersion:
    """The version of a theory that is in force."""
    return next(version for version in snapshot.versions_of_theory[theory_id] if version.in_force)


def configurations_of(snapshot: Snapshot, version_id: str) -> tuple[str, ...]:
    """The configuration versions that a theory version rests on, by number of the configuration."""
    ids = [link.configuration_version_id for link in snapshot.configurations_of_theory_version.get(version_id, ())]
    return tuple(sorted(ids, key=lambda id_: snapshot.configuration_of(id_).number))


def theory_diff(snapshot: Snapshot, before: ProgrammeTheoryVersion, after: ProgrammeTheoryVersion) -> TheoryDiff:
    """What changed from one version to the other, and the evidence that caused it."""
    old, new = configurations_of(snapshot, before.id), configurations_of(snapshot, after.id)
    changes = []
    for role in ROLE_ORDER:
        was = {id_ for one in old for id_ in snapshot.slot_ids(one, role)}
        now = {id_ for one in new for id_ in snapshot.slot_ids(one, role)}
        if was or now:
            changes.append(SlotChange(role, *(_by_label(snapshot, ids) for ids in (was - now, now - was, was & now))))
    owners = [[snapshot.configuration_of(id_).id for id_ in ids] for ids in (old, new)]
    return TheoryDiff(
        before,
        after,
        tuple(changes),
        tuple(id_ for id_ in dict.fromkeys(owners[0]) if id_ not in owners[1]),
        tuple(id_ for id_ in dict.fromkeys(owners[1]) if id_ not in owners[0]),
        tuple(causes_of(snapshot, before, after)),
    )


def causes_of(
    snapshot: Snapshot, before: ProgrammeTheoryVersion | None, after: ProgrammeTheoryVersion
) -> Iterator[Cause]:
    """The claims that gave rise to a version, by number: those named, then those behind what is new in it."""
    named = snapshot.claims_of_theory_version.get(after.id, ())
    yield from (Cause(link.claim_id, link.stance, True) for link in named)
    known = {link.claim_id for link in named}
    old = set(configurations_of(snapshot, before.id)) if before is not None else set()
    earlier = {one.claim_id for id_ in old for one in snapshot.evidence_of_version.get(id_, ())}
    found: dict[str, Stance] = {}
    for id_ in configurations_of(snapshot, after.id):
        if id_ not in old:
            for one in snapshot.evidence_of_version.get(id_, ()):
                if one.claim_id not in known and one.claim_id not in earlier:
                    found.setdefault(one.claim_id, one.stance)
    for claim_id in sorted(found, key=lambda id_: snapshot.claims[id_].number):
        yield Cause(claim_id, found[claim_id], False)


def _by_label(snapshot: Snapshot, ids: set[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in snapshot.canonical if id_ in ids)


def theories_behind(snapshot: Snapshot, element_id: str) -> tuple[ProgrammeTheory, ...]:
    """The programme theories whose version in force rests on a configuration behind an element, by title.

    Any version of the configuration counts: a theory may rest on an earlier wording of it.
    """
    behind = {
        one.configuration_id for one in snapshot.configurations_behind(snapshot.element_version_of(element_id).id)
    }
    return tuple(
        theory
        for theory in snapshot.theories.values()
        if any(
            snapshot.configuration_versions[id_].configuration_id in behind
            for version in snapshot.versions_of_theory[theory.id]
            if version.in_force
            for id_ in configurations_of(snapshot, version.id)
        )
    )


def decisions_on(snapshot: Snapshot, theory: ProgrammeTheory) -> Iterator[Decision]:
    """Decisions on a theory, promotions among them, but for those that a version tells already by its own reason."""
    told = {version.reason for version in snapshot.versions_of_theory[theory.id]}
    for one in snapshot.decisions.values():
        about = {row.object_id for row in snapshot.objects_of_decision.get(one.id, ())}
        if theory.id in about and not (one.automatic and one.why in told):
            yield one


def decisions_on_version(snapshot: Snapshot, version: ProgrammeTheoryVersion) -> tuple[Decision, ...]:
    """Those of the decisions on its theory that were made while it was the last version, by day."""
    theory = snapshot.theories[version.programme_theory_id]
    versions = snapshot.versions_of_theory[theory.id]

    def place(decision: Decision) -> str:
        there = [one.id for one in versions if one.date <= decision.date[:10]]
        return there[-1] if there else versions[0].id

    return tuple(one for one in decisions_on(snapshot, theory) if place(one) == version.id)
