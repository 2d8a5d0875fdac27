"""In which direction a configuration points: what its outcome does, and whether it came at all."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.canonical import Direction, Role
from cmo_coder.realist.keeping import kept
from cmo_coder.realist.snapshot import Snapshot


class Sign(StrEnum):
    """The direction of a configuration as a whole. OPEN: no direction is known, or it is mixed or nil."""

    PLUS = "+"
    MINUS = "-"
    OPEN = ""


@kept("configurations", "configuration_versions", "configuration_slots", "canonical")
def sign_of(snapshot: Snapshot, version_id: str) -> Sign:
    """The direction of a configuration version: that of its outcomes, where these agree.

    A negative case with a positive outcome says that the outcome did not come, and so points down (AC-9; the same
    reading as template NL-3).
    """
    directions = {element.direction for element in snapshot.slots(version_id, Role.O)}
    if directions == {Direction.PLUS}:
        return Sign.MINUS if snapshot.configuration_of(version_id).negative_case else Sign.PLUS
    return Sign.MINUS if directions == {Direction.MINUS} else Sign.OPEN


def opposite(one: Sign, other: Sign) -> bool:
    """Whether two directions exclude each other. An open direction goes with both."""
    return {one, other} == {Sign.PLUS, Sign.MINUS}
