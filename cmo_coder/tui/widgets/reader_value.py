"""What the reader is given to show. All positions are `[start, end)` in code points of the document's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]


class Family(StrEnum):
    """What a code is about: it decides the colour, the letter and the line of a stripe. The values are code types."""

    C = "C"
    I = "I"  # noqa: E741 - the method's own letter
    M_RES = "M_res"
    M_RED = "M_red"
    O = "O"  # noqa: E741
    THEME = "theme"
    OTHER = "other"

    @classmethod
    def of(cls, value: str) -> Family:
        """Return the family of a code type; OTHER for one that has none of its own."""
        return _FAMILIES.get(value, cls.OTHER)


_FAMILIES = {str(family): family for family in Family}


@dataclass(frozen=True, slots=True)
class ReaderTurn:
    """A turn of a speaker. `[start, text_start)` is the label in the text ("R1: "), which is not shown; -1 means none.

    `speaker` and `number` stand in the label column, `time` (already written as it is shown) below them.
    """

    start: int
    end: int
    speaker: str
    interviewer: bool
    time: str | None
    number: int
    text_start: int = -1


@dataclass(frozen=True, slots=True)
class ReaderFragment:
    """A coded stretch of text, `start < end`. `codes` are names to show; `family` is a code type (see `Family`).

    `colour` ("#rrggbb") replaces the colour of the family. The reader shows the fragments it is given: filtering by
    code, coder or layer is done by giving fewer.
    """

    id: str
    start: int
    end: int
    codes: tuple[str, ...]
    family: str
    colour: str | None = None
    coder: str = ""


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return `spans` in order with those that overlap made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif start < end:
            result.append((start, end))
    return tuple(result)
