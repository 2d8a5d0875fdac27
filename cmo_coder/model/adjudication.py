"""What a team does with disagreements: coding as it stood when a coder was done, decisions, and the consensus."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.canonical import Role
from cmo_coder.model.ids import (
    AdjudicationId,
    CanonicalElementId,
    CodeId,
    CoderId,
    DocumentId,
    FragmentId,
    TextVersionId,
)


class DisagreementKind(StrEnum):
    """On what two coders differ: where words begin and end, in how many parts, which code, or whether at all; or, for
    claims, the role, the links or the configuration.
    """

    BOUNDARY = "boundary"
    SPLIT_MERGE = "split_merge"
    CONFLICT = "conflict"
    ONLY_FIRST = "only_a"
    ONLY_SECOND = "only_b"
    ROLE = "role"
    LINK = "link"
    CONFIGURATION = "configuration"


class Choice(StrEnum):
    """How a disagreement was settled. `open`: it is kept for discussion."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"
    NEITHER = "neither"
    NEW = "new"
    OPEN = "open"


@entity("coding_snapshot")
class CodingSnapshot(Entity):
    """The coding of one coder in one document at the moment she said that she was done: it never changes after that.

    `marks` is a JSON list of `[start, end, code id]` in code points of the text version. It holds no words.
    """

    document_id: DocumentId
    coder_id: CoderId
    text_version_id: TextVersionId
    coding_round: int = 1
    marks: str = "[]"
    at: str = ""


@entity("adjudication")
class Adjudication(Entity):
    """What was decided on one disagreement of two coders. `case_key` tells which: it is made of the rows in dispute,
    so a case that changed afterwards is a new one. The codings of the two stay as they are.
    """

    document_id: DocumentId
    first_coder_id: CoderId
    second_coder_id: CoderId
    case_key: str
    kind: DisagreementKind
    choice: Choice
    reason: str = ""
    coder_id: CoderId | None = None
    at: str = ""


@entity("consensus_mark")
class ConsensusMark(Entity):
    """A code on words that the coders agreed on: the third layer, beside the codings of each."""

    adjudication_id: AdjudicationId
    fragment_id: FragmentId
    code_id: CodeId


@entity("consensus_slot")
class ConsensusSlot(Entity):
    """One slot of a claim that the coders agreed on; `nr` counts the agreed claims of one decision, from 1.

    A slot whose element has no name yet has none here either.
    """

    adjudication_id: AdjudicationId
    nr: int
    role: Role
    canonical_element_id: CanonicalElementId | None = None
    position: int = 0
