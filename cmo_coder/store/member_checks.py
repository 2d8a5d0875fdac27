"""Acts on member checks: what a session said of versions of elements (realist-method, section 7, rule 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id
from cmo_coder.model.cases import Group
from cmo_coder.model.checks import CheckOutcome, MemberCheck, MemberCheckOutcome, MemberCheckParticipant, SessionKind
from cmo_coder.model.effective_elements import EffectiveElementVersion
from cmo_coder.model.errors import RuleError
from cmo_coder.store.project import Project


@dataclass(frozen=True, slots=True)
class Participants:
    """People at a session: a group, a case or both, and how many (where known)."""

    group: Group | None = None
    case_id: str | None = None
    n: int | None = None


def add_member_check(
    project: Project,
    session: str,
    outcomes: Sequence[tuple[EffectiveElementVersion, CheckOutcome, str]],
    *,
    session_kind: SessionKind | None = None,
    date: str = "",
    participants: Sequence[Participants] = (),
) -> MemberCheck:
    """Record a session: for each version that was laid before it, the outcome and a quote (may be empty)."""
    if not session.strip() or not outcomes:
        raise RuleError(N_("A member check needs the name of a session and at least one version."))
    with project.change("check.add", N_("Member check '{session}' recorded"), session=session) as change:
        made = MemberCheck(id=new_id(), session=session.strip(), session_kind=session_kind, date=date)
        people = [
            MemberCheckParticipant(id=new_id(), member_check_id=made.id, group=p.group, case_id=p.case_id, n=p.n)
            for p in participants
        ]
        said = [
            MemberCheckOutcome(
                id=new_id(),
                member_check_id=made.id,
                effective_element_version_id=version.id,
                outcome=outcome,
                quote=quote,
            )
            for version, outcome, quote in outcomes
        ]
        change.insert(made, *people, *said)
    return made
