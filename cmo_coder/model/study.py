"""The study itself, its rounds, and the people who code."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.ids import CoderId, DocumentId


class Profile(StrEnum):
    """How the study understands a mechanism, and which slots it shows (realist-method, section 2).

    Switching the profile changes what is shown, never what is stored.
    """

    ICMO_DEWEGER = "ICMO-DeWeger"
    CMO_DALKIN = "CMO-Dalkin"
    CIMO = "CIMO"
    ICAMO = "ICAMO"


class Ethics(StrEnum):
    """Whether the study was reviewed by an ethics committee."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


class RoundPurpose(StrEnum):
    """What a round of interviews is for (Manzano 2016)."""

    GLEANING = "gleaning"
    REFINING = "refining"
    CONSOLIDATION = "consolidation"


class CoderRole(StrEnum):
    """What a coder does in the team."""

    RESEARCHER = "researcher"
    LEAD = "lead"
    REVIEWER = "reviewer"


class ProgressState(StrEnum):
    """How far a coder is with a document. No row means: not begun."""

    BEGUN = "begun"
    FINISHED = "finished"


@entity("study")
class Study(Entity):
    """The one study that a project holds."""

    name: str
    client: str = ""
    pillar: str = ""
    question: str = ""
    profile: Profile = Profile.ICMO_DEWEGER
    language: str = "nl"
    ethics: Ethics | None = None
    ethics_reason: str = ""
    quantifiers: tuple[str, ...] = ()
    """The words for shares, each `"<lowest share in per cent>=<word>"`; empty: those of the program."""
    small_cell: int = 0
    """Groups of fewer people than this are not shown apart; 0: nothing is hidden."""


@entity("round")
class Round(Entity):
    """A round of data collection."""

    nr: int
    label: str
    period: str = ""
    purpose: RoundPurpose | None = None


@entity("coder")
class Coder(Entity):
    """Somebody who codes. `blind` hides the codings of others until both have finished a document."""

    name: str
    role: CoderRole = CoderRole.RESEARCHER
    blind: bool = False


@entity("progress")
class Progress(Entity):
    """How far one coder is with one document."""

    document_id: DocumentId
    coder_id: CoderId
    state: ProgressState
    at: str = ""


@entity("assignment")
class Assignment(Entity):
    """A document handed to a coder, in a coding round of its own number."""

    document_id: DocumentId
    coder_id: CoderId
    coding_round: int = 1
    blind: bool = False
