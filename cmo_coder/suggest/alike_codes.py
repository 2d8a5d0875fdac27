"""Codes that look like one that is there already: warned about when a code is made, never merged by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.model.codes import Code, CodeStatus

NAME, DEFINITION = 86.0, 90.0
"""From which likeness (0 to 100) two names, or two definitions, are called alike."""
SHORTEST_DEFINITION = 20
"""Definitions of fewer code points say too little to be compared."""


class AlikeBy(StrEnum):
    """On what ground two codes are alike."""

    NAME = "name"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class AlikeCode:
    """A code that looks like the one asked about; `likeness` from 0 to 100."""

    code: Code
    by: AlikeBy
    likeness: float


def alike_codes(code: Code, others: Iterable[Code]) -> tuple[AlikeCode, ...]:
    """The active codes of the same type whose names or definition look like this one's, most alike first."""
    from rapidfuzz.fuzz import ratio, token_set_ratio, token_sort_ratio
    from rapidfuzz.utils import default_process

    mine = [name.casefold() for name in (code.name, *code.aliases)]
    found = []
    for other in others:
        if other.id == code.id or other.type is not code.type or other.status is not CodeStatus.ACTIVE:
            continue
        theirs = [name.casefold() for name in (other.name, *other.aliases)]
        name = max(
            max(ratio(one, two), token_sort_ratio(one, two, processor=default_process))
            for one in mine
            for two in theirs
        )
        if name >= NAME:
            found.append(AlikeCode(other, AlikeBy.NAME, name))
        elif min(len(code.definition), len(other.definition)) >= SHORTEST_DEFINITION:
            defined = token_set_ratio(code.definition, other.definition, processor=default_process)
            if defined >= DEFINITION:
                found.append(AlikeCode(other, AlikeBy.DEFINITION, defined))
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.code.name)))
