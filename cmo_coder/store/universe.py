"""The choice behind a comparison of coders: whom, in what, on which codes, by which unit, and as of when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.agreement.value import Unit


class CodeLevel(StrEnum):
    """What counts as the same: the code itself, its top code, or its role."""

    CODE = "code"
    PARENT = "parent"
    ROLE = "role"


class Segments(StrEnum):
    """What a segment is."""

    TURN = "turn"
    SENTENCE = "sentence"


class AsOf(StrEnum):
    """Which coding is compared: as it was when each coder was done (independent), or as it is now."""

    FINISHED = "finished"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Universe:
    """The choice behind a comparison, all of it: it is printed beside every figure."""

    coder_ids: tuple[str, ...] = ()
    document_ids: tuple[str, ...] = ()
    code_ids: tuple[str, ...] = ()
    level: CodeLevel = CodeLevel.CODE
    unit: Unit = Unit.CHARACTER
    segments: Segments = Segments.TURN
    interviewer: bool = True
    as_of: AsOf = AsOf.NOW
    coding_round: int | None = None
