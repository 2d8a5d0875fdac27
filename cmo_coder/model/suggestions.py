"""Suggestions of the program, kept with what became of them. None is evidence without a person's accept."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.canonical import Role
from cmo_coder.model.ids import CodeId, CoderId, TextVersionId


class SuggestionOutcome(StrEnum):
    """What the coder did with it."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    REJECTED = "rejected"


@entity("suggestion")
class Suggestion(Entity):
    """One suggestion for `[start, end)` in code points of a text version, with the cue and rule that gave it.

    `rank` counts from 1 among those shown; `model` and `settings` say with what it was made, so that an evaluation can
    tell old from new. An accepted one stays beside the coding
    that it became: the coding is marked as suggested for good.
    """

    text_version_id: TextVersionId
    text_length: int
    start: int
    end: int
    provider: str
    provider_version: str
    rule: str = ""
    cue: str = ""
    role: Role | None = None
    code_id: CodeId | None = None
    score: float | None = None
    outcome: SuggestionOutcome | None = None
    coder_id: CoderId | None = None
    at: str = ""
    rank: int | None = None
    model: str = ""
    settings: str = ""
