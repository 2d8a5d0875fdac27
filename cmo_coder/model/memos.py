"""Memos anchored to anything, and the decision log."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.ids import CoderId, DecisionId, MemoId


class MemoType(StrEnum):
    """What a memo is about."""

    REFLEXIVITY = "reflexivity"
    METHOD = "method"
    CONTENT = "content"
    QUESTION = "question"
    """Something to ask in the next round."""


@entity("memo")
class Memo(Entity):
    """A note of a coder."""

    text: str
    type: MemoType = MemoType.CONTENT
    coder_id: CoderId | None = None
    at: str = ""


@entity("memo_anchor")
class MemoAnchor(Entity):
    """What a memo hangs on: the table and id of any row."""

    memo_id: MemoId
    object_type: str
    object_id: str


@entity("decision")
class Decision(Entity):
    """A decision of the team, or one that the program wrote down (`automatic`) when a merge, split or status change
    was made.
    """

    what: str
    why: str
    alternatives: str = ""
    coder_id: CoderId | None = None
    date: str = ""
    automatic: bool = False


@entity("decision_object")
class DecisionObject(Entity):
    """What a decision is about: the table and id of any row."""

    decision_id: DecisionId
    object_type: str
    object_id: str
