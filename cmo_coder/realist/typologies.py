"""Ordinal attributes of cases and how they move in time (AC-18): from which value to which, between which dates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.model.cases import AttributeType, CaseAttribute
from cmo_coder.realist.snapshot import Snapshot


class Move(StrEnum):
    """Which way a case went on a scale. UNKNOWN: a value that the scale does not have, or one date only."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Movement:
    """One case on one scale: its values by date, and which way it went from the first to the last."""

    case_id: str
    values: tuple[CaseAttribute, ...]
    move: Move


@dataclass(frozen=True, slots=True)
class Typology:
    """An ordinal attribute: its steps from low to high, and the cases on it. `known` is false where the order of the
    steps was never given."""

    key: str
    steps: tuple[str, ...]
    known: bool
    cases: tuple[Movement, ...]

    def on(self, step: str) -> tuple[Movement, ...]:
        """The cases whose last value is this step."""
        return tuple(one for one in self.cases if one.values[-1].value == step)


def typologies(snapshot: Snapshot) -> tuple[Typology, ...]:
    """Every attribute that is ordinal or has a scale, by name."""
    scales = {scale.key: scale.steps for scale in snapshot.case_scales}
    ordinal = {one.key for one in snapshot.case_attributes if one.type is AttributeType.ORDINAL}
    found = []
    for key in sorted(ordinal | set(scales), key=str.casefold):
        facts = [one for one in snapshot.case_attributes if one.key == key]
        steps = scales.get(key, ())
        extra = tuple(dict.fromkeys(one.value for one in facts if one.value not in steps))
        movements = []
        for case in snapshot.cases.values():
            own = tuple(sorted((one for one in facts if one.case_id == case.id), key=lambda one: one.date))
            if own:
                movements.append(Movement(case.id, own, _move(own, steps)))
        found.append(Typology(key, (*steps, *extra), key in scales, tuple(movements)))
    return tuple(found)


def _move(values: tuple[CaseAttribute, ...], steps: tuple[str, ...]) -> Move:
    first, last = values[0].value, values[-1].value
    if len(values) < 2 or first not in steps or last not in steps:
        return Move.UNKNOWN
    before, after = steps.index(first), steps.index(last)
    return Move.SAME if before == after else Move.UP if after > before else Move.DOWN
