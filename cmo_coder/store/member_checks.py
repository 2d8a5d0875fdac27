"""Acts on member checks: what a session said of versions of elements, configurations and theories (realist-method,
sections 2 and 7, rule 8).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id
from cmo_coder.model.cases import Group
from cmo_coder.model.checks import CheckOutcome, MemberCheck, MemberCheckOutcome, MemberCheckParticipant, SessionKind
from cmo_coder.model.configurations import ConfigurationVersion
from cmo_coder.model.effective_elements import EffectiveElementVersion
from cmo_coder.model.errors import RuleError
from cmo_coder.model.theories import ProgrammeTheoryVersion
from cmo_coder.store.project import Project

Laid = EffectiveElementVersion | ConfigurationVersion | ProgrammeTheoryVersion
"""What can be laid before a session: always a version, so that the check lapses when the words change."""


@dataclass(frozen=True, slots=True)
class Participants:
    """People at a session: a group, a case or both, and how many (where known)."""

    group: Group | None = None
    case_id: str | None = None
    n: int | None = None


def add_member_check(
    project: Project,
    session: str,
    outcomes: Sequence[tuple[Laid, CheckOutcome, str]],
    *,
    session_kind: SessionKind | None = None,
    date: str = "",
    participants: Sequence[Participants] = (),
) -> MemberCheck:
    """Record a session: for each version that was laid before it, the outcome and a quote (may be empty).

    Raises RuleError without a session or a version, for a version named twice, and for fewer than no people.
    """
    if not session.strip() or not outcomes:
        raise RuleError(N_("A member check needs the name of a session and at least one version."))
    if len({version.id for version, _outcome, _quote in outcomes}) < len(outcomes):
        raise RuleError(N_("A session says one thing of a version: this one is named twice."))
    if any(one.n is not None and one.n < 0 for one in participants):
        raise RuleError(N_("A number of people cannot be below zero."))
    with project.change("check.add", N_("Member check '{session}' recorded"), session=session) as change:
        made = MemberCheck(id=new_id(), session=session.strip(), session_kind=session_kind, date=date)
        people = [
            MemberCheckParticipant(id=new_id(), member_check_id=made.id, group=p.group, case_id=p.case_id, n=p.n)
            for p in participants
        ]
        said = [
            MemberCheckOutcome(
                id=new_id(), member_check_id=made.id, outcome=outcome, quote=quote, **{_column(version): version.id}
            )
            for version, outcome, quote in outcomes
        ]
        change.insert(made, *people, *said)
    return made


def _column(version: Laid) -> str:
    if isinstance(version, EffectiveElementVersion):
        return "effective_element_version_id"
    return "configuration_version_id" if isinstance(version, ConfigurationVersion) else "programme_theory_version_id"
