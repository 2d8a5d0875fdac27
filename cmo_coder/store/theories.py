"""Acts on programme theories: make, reword in versions, promote with a reason, link to what they rest and lean on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cmo_coder.messages import N_
from cmo_coder.model.base import changed, new_id, now
from cmo_coder.model.checks import MemberCheckOutcome
from cmo_coder.model.configurations import ConfigurationVersion
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Stance
from cmo_coder.model.theories import (
    MidrangeTheory,
    ProgrammeTheory,
    ProgrammeTheoryVersion,
    TheoryConfiguration,
    TheoryMidrange,
    TheorySource,
    TheoryStatus,
    TheoryVersionClaim,
)
from cmo_coder.store.anchors import drop_memos
from cmo_coder.store.change import Change
from cmo_coder.store.configuration_versions import version_in_force as configuration_in_force
from cmo_coder.store.memos import write_decision
from cmo_coder.store.project import Project

Causes = Mapping[str, Stance | None]
"""The claims that gave rise to a version, by id, each with its stance."""


def add_theory(
    project: Project,
    title: str,
    statement: str,
    *,
    source: TheorySource | None = None,
    date: str = "",
    assumptions: str = "",
    configuration_ids: Sequence[str] = (),
) -> ProgrammeTheory:
    """Make a theory with its initial version (0). Raises RuleError without a title or a statement."""
    if not title.strip() or not statement.strip():
        raise RuleError(N_("A theory needs a title and a statement."), N_("Write it as: Als ..., dan ..., omdat ..."))
    with project.change("programme_theory.add", N_("Programme theory '{title}' made"), title=title.strip()) as change:
        made = ProgrammeTheory(id=new_id(), title=title.strip())
        first = ProgrammeTheoryVersion(
            id=new_id(),
            programme_theory_id=made.id,
            nr=0,
            statement=statement.strip(),
            source=source,
            date=date or now()[:10],
            assumptions=assumptions.strip(),
        )
        change.insert(made, first, *_links(change, first.id, configuration_ids))
    return made


def new_theory_version(
    project: Project,
    theory: ProgrammeTheory,
    statement: str,
    reason: str,
    *,
    status: TheoryStatus = TheoryStatus.REFINED,
    source: TheorySource | None = None,
    date: str = "",
    assumptions: str | None = None,
    configuration_ids: Sequence[str] | None = None,
    causes: Causes | None = None,
) -> ProgrammeTheoryVersion:
    """Reword a theory: a new version in force, with its reason, the claims that gave rise to it and a decision.

    `configuration_ids` (None: those of the version before, each in its own version in force) are what it rests on.
    """
    if not statement.strip():
        raise RuleError(N_("A version of a theory needs a statement."))
    if not reason.strip():
        raise RuleError(N_("A new version needs a reason."), N_("Say in a few words what changed and why."))
    what = N_("Programme theory '{title}': version {nr}")
    with project.change("programme_theory.version", N_("Programme theory '{title}' reworded"), reason=reason,
                        title=theory.title) as change:  # fmt: skip
        old = version_in_force(change, theory.id)
        change.update(old, in_force=False)
        made = ProgrammeTheoryVersion(
            id=new_id(),
            programme_theory_id=theory.id,
            nr=change.highest(ProgrammeTheoryVersion, "nr", programme_theory_id=theory.id) + 1,
            statement=statement.strip(),
            status=status,
            source=source,
            date=date or now()[:10],
            reason=reason.strip(),
            assumptions=old.assumptions if assumptions is None else assumptions.strip(),
        )
        if configuration_ids is None:
            kept = change.all(TheoryConfiguration, programme_theory_version_id=old.id)
            versions = change.among(ConfigurationVersion, "id", [link.configuration_version_id for link in kept])
            configuration_ids = [version.configuration_id for version in versions]
        change.insert(made, *_links(change, made.id, configuration_ids), *_causes(made.id, causes or {}))
        write_decision(
            project, what, reason, [("programme_theory", theory.id)], title=theory.title, nr=made.nr,
            before=old.statement, after=made.statement,
        )  # fmt: skip
    return made


def promote_theory(project: Project, theory: ProgrammeTheory, status: TheoryStatus, reason: str) -> None:
    """Set how far the version in force has come, with a reason that goes to the decision log."""
    if not reason.strip():
        raise RuleError(N_("A change of status needs a reason."), N_("Say in a few words why."))
    what = N_("Programme theory '{title}': status {status}")
    with project.change("programme_theory.status", what, reason=reason, title=theory.title, status=status) as change:
        version = version_in_force(change, theory.id)
        if version.status is status:
            raise RuleError(N_("That is its status already."))
        change.update(version, status=status)
        write_decision(
            project, what, reason, [("programme_theory", theory.id)], title=theory.title, status=status,
            before=version.status, after=status,
        )  # fmt: skip


def edit_theory(
    project: Project,
    theory: ProgrammeTheory,
    version: ProgrammeTheoryVersion,
    *,
    title: str | None = None,
    **fields: object,
) -> None:
    """Correct the title of a theory, or the source, date, reason and assumptions of a version.

    The statement of a version stays: it changes in a new version. Raises ValueError for other fields, and RuleError
    where the reason of a later version would go.
    """
    if set(fields) - {"source", "date", "reason", "assumptions"}:
        raise ValueError(f"not to be corrected: {sorted(fields)}")
    if version.reason.strip() and not str(fields.get("reason", version.reason)).strip():
        raise RuleError(N_("A new version needs a reason."), N_("Say in a few words what changed and why."))
    with project.change("programme_theory.edit", N_("Programme theory '{title}' edited"), title=theory.title) as change:
        if title is not None and title.strip():
            change.update(theory, title=title.strip())
        change.update(version, **fields)


def set_theory_configurations(
    project: Project, theory: ProgrammeTheory, version: ProgrammeTheoryVersion, configuration_ids: Sequence[str]
) -> None:
    """Say which configurations a version rests on; those it had keep the version that they were linked in."""
    with project.change(
        "programme_theory.link", N_("Configurations of programme theory '{title}' set"), title=theory.title
    ) as change:
        links = change.all(TheoryConfiguration, programme_theory_version_id=version.id)
        owners = {
            one.id: one.configuration_id
            for one in change.among(ConfigurationVersion, "id", [link.configuration_version_id for link in links])
        }
        present = {owners[link.configuration_version_id] for link in links}
        change.delete(*(link for link in links if owners[link.configuration_version_id] not in configuration_ids))
        change.insert(*_links(change, version.id, [id_ for id_ in configuration_ids if id_ not in present]))


def set_theory_causes(
    project: Project, theory: ProgrammeTheory, version: ProgrammeTheoryVersion, causes: Causes
) -> None:
    """Say which claims gave rise to a version."""
    with project.change(
        "programme_theory.causes", N_("Claims behind programme theory '{title}' set"), title=theory.title
    ) as change:
        change.delete(*change.all(TheoryVersionClaim, programme_theory_version_id=version.id))
        change.insert(*_causes(version.id, causes))


def set_midrange(project: Project, theory: ProgrammeTheory, midrange_ids: Sequence[str]) -> None:
    """Say which middle-range theories a programme theory leans on."""
    with project.change(
        "programme_theory.midrange", N_("Middle-range theories of '{title}' set"), title=theory.title
    ) as change:
        change.delete(*change.all(TheoryMidrange, programme_theory_id=theory.id))
        change.insert(
            *(
                TheoryMidrange(id=new_id(), programme_theory_id=theory.id, midrange_theory_id=id_)
                for id_ in dict.fromkeys(midrange_ids)
            )
        )


def add_midrange(project: Project, name: str, *, reference: str = "", core_idea: str = "") -> MidrangeTheory:
    """Name a middle-range theory. Raises RuleError without a name."""
    if not name.strip():
        raise RuleError(N_("A middle-range theory needs a name."))
    with project.change("midrange_theory.add", N_("Middle-range theory '{name}' added"), name=name.strip()) as change:
        made = MidrangeTheory(id=new_id(), name=name.strip(), reference=reference.strip(), core_idea=core_idea.strip())
        change.insert(made)
    return made


def edit_midrange(project: Project, midrange: MidrangeTheory, **fields: str) -> MidrangeTheory:
    """Change name, reference or core idea."""
    with project.change(
        "midrange_theory.edit", N_("Middle-range theory '{name}' edited"), name=midrange.name
    ) as change:
        return change.update(midrange, **fields)


def remove_midrange(project: Project, midrange: MidrangeTheory) -> None:
    """Remove a middle-range theory; the programme theories that leaned on it stay."""
    with project.change(
        "midrange_theory.remove", N_("Middle-range theory '{name}' removed"), name=midrange.name
    ) as change:
        drop_memos(change, [midrange])
        change.delete(*change.all(TheoryMidrange, midrange_theory_id=midrange.id), midrange)


def remove_theory(project: Project, theory: ProgrammeTheory) -> None:
    """Remove a theory with all its versions and links."""
    with project.change(
        "programme_theory.remove", N_("Programme theory '{title}' removed"), title=theory.title
    ) as change:
        versions = change.all(ProgrammeTheoryVersion, programme_theory_id=theory.id)
        ids = [version.id for version in versions]
        drop_memos(change, [theory, *versions])
        change.delete(
            *change.among(TheoryConfiguration, "programme_theory_version_id", ids),
            *change.among(TheoryVersionClaim, "programme_theory_version_id", ids),
            *change.among(MemberCheckOutcome, "programme_theory_version_id", ids),
            *change.all(TheoryMidrange, programme_theory_id=theory.id),
            *versions,
            theory,
        )


def version_in_force(change: Change, theory_id: str) -> ProgrammeTheoryVersion:
    """The version of a theory that is in force; a hard rule says that there is one."""
    found = change.find(ProgrammeTheoryVersion, programme_theory_id=theory_id, in_force=True)
    assert found is not None
    return found


def _links(change: Change, version_id: str, configuration_ids: Sequence[str]) -> list[TheoryConfiguration]:
    made = []
    for configuration_id in dict.fromkeys(configuration_ids):
        wording = configuration_in_force(change, configuration_id)
        made.append(
            TheoryConfiguration(
                id=new_id(), programme_theory_version_id=version_id, configuration_version_id=wording.id
            )
        )
    return made


def _causes(version_id: str, causes: Causes) -> list[TheoryVersionClaim]:
    row = TheoryVersionClaim(id="", programme_theory_version_id=version_id, claim_id="")
    return [changed(row, id=new_id(), claim_id=claim_id, stance=stance) for claim_id, stance in causes.items()]
