"""Codes that look like one that is there already: warned about when a code is made, never merged by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.model.codes import Code, CodeStatus

NAME, DEFINITION, KERNEL = 86.0, 90.0, 50.0
"""From which likeness (0 to 100) two names, or two definitions, are called alike; `KERNEL` is that of word parts, the
measure of the suggestions: of 60 definitions that a team had written no two were more than 38 alike in it."""
SAME = 100.0
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


def alike_codes(code: Code, others: Iterable[Code], *, across: bool = True) -> tuple[AlikeCode, ...]:
    """The active codes whose names or definition look like this one's, most alike first.

    Of another type only (`across`) where names differ by a little: "Huisbezoeken" beside "Huisbezoek" is a slip, the
    same word in two roles (trust that helps, trust that grows) is meant.

    Imports numpy, where there are definitions to compare: on a screen, call it in a worker.
    """
    there = [one for one in others if one.id != code.id and one.status is CodeStatus.ACTIVE]
    same = [one for one in there if one.type is code.type]
    defined = _definitions(code, same)
    found = []
    for other in same:
        name = _names(code, other)
        if name >= NAME:
            found.append(AlikeCode(other, AlikeBy.NAME, name))
        elif other.id in defined:
            found.append(AlikeCode(other, AlikeBy.DEFINITION, defined[other.id]))
    for other in there if across else ():
        name = _names(code, other) if other.type is not code.type else 0.0
        if NAME <= name < SAME:
            found.append(AlikeCode(other, AlikeBy.NAME, name))
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.code.name)))


def alike_among(new: Iterable[Code], codes: Sequence[Code]) -> tuple[tuple[Code, AlikeCode], ...]:
    """For each of many new codes the one among `codes` that it looks most like, each pair once."""
    across = len(came := tuple(new)) == 1  # of many that come in together nobody made a slip
    seen: set[frozenset[str]] = set()
    found = []
    for code in came:
        for one in alike_codes(code, codes, across=across)[:1]:
            pair = frozenset((code.id, one.code.id))
            if pair not in seen:
                seen.add(pair)
                found.append((code, one))
    return tuple(found)


def _names(code: Code, other: Code) -> float:
    from rapidfuzz.fuzz import ratio, token_sort_ratio
    from rapidfuzz.utils import default_process

    return max(
        max(ratio(one.casefold(), two.casefold()), token_sort_ratio(one, two, processor=default_process))
        for one in (code.name, *code.aliases)
        for two in (other.name, *other.aliases)
    )


def _definitions(code: Code, others: Sequence[Code]) -> dict[str, float]:
    """How alike the definitions are, of those that are alike: the same words, or the same parts of words."""
    from rapidfuzz.fuzz import token_set_ratio
    from rapidfuzz.utils import default_process

    there = [one for one in others if len(one.definition) >= SHORTEST_DEFINITION]
    if len(code.definition) < SHORTEST_DEFINITION or not there:
        return {}
    words = [token_set_ratio(code.definition, one.definition, processor=default_process) for one in there]
    parts = _kernel(code.definition, [one.definition for one in there])
    return {
        one.id: max(word if word >= DEFINITION else 0.0, part if part >= KERNEL else 0.0)
        for one, word, part in zip(there, words, parts, strict=True)
        if word >= DEFINITION or part >= KERNEL
    }


def _kernel(text: str, others: Sequence[str]) -> list[float]:
    """The likeness of word parts (0 to 100) of a text to others, as the suggestions measure it."""
    from cmo_coder.suggest.grams import Vocabulary
    from cmo_coder.suggest.sparse import inner
    from cmo_coder.suggest.value import Settings

    rows = Vocabulary([text, *others], Settings(), 0.0).matrix([text, *others]).of_length_one()
    found = inner(rows.take([0]), rows.take(slice(1, None)).columns())[0]
    return [100.0 * float(one) for one in found]
