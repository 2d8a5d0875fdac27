"""Member checks: what a session said about a version. They attach to versions, never to the element itself."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.cases import Group
from cmo_coder.model.ids import (
    CaseId,
    ConfigurationVersionId,
    EffectiveElementVersionId,
    MemberCheckId,
    TheoryVersionId,
)


class SessionKind(StrEnum):
    """In what kind of session a check was done."""

    LEARNING_SESSION = "learning_session"
    KNOWLEDGE_MEETING = "knowledge_meeting"
    PANEL = "panel"


class CheckOutcome(StrEnum):
    """What the participants said."""

    RECOGNISED = "recognised"
    EXTENDED = "extended"
    DISPUTED = "disputed"
    RENAMED = "renamed"
    REJECTED = "rejected"


@entity("member_check")
class MemberCheck(Entity):
    """A session in which versions were laid before people."""

    session: str
    session_kind: SessionKind | None = None
    date: str = ""


@entity("member_check_participant")
class MemberCheckParticipant(Entity):
    """Who took part: a group, a case, or both, with the number of people (empty where unknown)."""

    member_check_id: MemberCheckId
    group: Group | None = None
    case_id: CaseId | None = None
    n: int | None = None


@entity("member_check_outcome")
class MemberCheckOutcome(Entity):
    """What was said of one version: of an element, a configuration or a theory (exactly one of the three)."""

    member_check_id: MemberCheckId
    effective_element_version_id: EffectiveElementVersionId | None = None
    configuration_version_id: ConfigurationVersionId | None = None
    programme_theory_version_id: TheoryVersionId | None = None
    outcome: CheckOutcome = CheckOutcome.RECOGNISED
    quote: str = ""
