"""Suggestions of the program, kept with what became of them. None is evidence without a person's accept."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.canonical import Role
from cmo_coder.model.ids import ClaimId, CodeId, CoderId, ConfigurationId, TextVersionId


class SuggestionKind(StrEnum):
    """What was proposed: a code for words; words for a slot of a claim; how the respondent of a claim knows, or which
    way it goes; a link between two fragments; a configuration for a claim; how two configurations relate.
    """

    CODE = "code"
    SLOT = "slot"
    STATUS = "status"
    POLARITY = "polarity"
    LINK = "link"
    CONFIGURATION = "configuration"
    RELATION = "relation"


class SuggestionOutcome(StrEnum):
    """What the coder did with it."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    REJECTED = "rejected"


@entity("suggestion")
class Suggestion(Entity):
    """One suggestion for `[start, end)` in code points of a text version, with the cue and rule that gave it. Without a
    text version it is about no words (two configurations), and the three numbers are 0.

    `rank` counts from 1 among those shown; `model` and `settings` say with what it was made, so that an evaluation can
    tell old from new. An accepted one stays beside what it became: that is marked as suggested for good.

    `kind` says which of the other fields hold what was proposed. A slot: `role` of `claim_id`. Status and polarity:
    `value`. A link: `role` and, in `value`, the role of the second fragment; the span holds both. A configuration:
    `configuration_id` for `claim_id`, with the stance that it got in `value`. A relation: `value` of
    `configuration_id` to `other_configuration_id`. `cue` is the cue's name in the lexicon, not the respondent's words.
    """

    text_version_id: TextVersionId | None
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
    kind: SuggestionKind = SuggestionKind.CODE
    value: str = ""
    claim_id: ClaimId | None = None
    configuration_id: ConfigurationId | None = None
    other_configuration_id: ConfigurationId | None = None
