"""What every entity of the study shares: an id, references, and a place in the registry.

The store derives its tables from the registry, so a field stands in one place only: the dataclass of its subject.
Field types allowed: str, int, float, bool, a StrEnum, tuple[str, ...], a reference (`ids.py`), and `| None` of these.
"""

from __future__ import annotations

import dataclasses
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar, dataclass_transform

E = TypeVar("E", bound="Entity")


@dataclasses.dataclass(frozen=True, slots=True)
class Ref:
    """Says that a field holds the id of a row of `table`."""

    table: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A row of the study: anything with an identity of its own."""

    id: str
    """A UUID as text, so that the projects of two people can be merged."""


ENTITIES: dict[str, type[Entity]] = {}
"""Every entity by the name of its table, in the order of definition."""

_TABLE_OF: dict[type[Entity], str] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def entity(table: str) -> Callable[[type[E]], type[E]]:
    """Make a class a frozen dataclass and register it under the name of its table."""

    def register(cls: type[E]) -> type[E]:
        made = dataclasses.dataclass(frozen=True, slots=True, kw_only=True)(cls)
        ENTITIES[table] = made
        _TABLE_OF[made] = table
        return made

    return register


def table_of(cls: type[Entity]) -> str:
    """The table that holds an entity class."""
    return _TABLE_OF[cls]


def changed(row: E, **fields: Any) -> E:
    """The same row with other values in some fields."""
    return dataclasses.replace(row, **fields)


def new_id() -> str:
    """A fresh UUID as text that sorts after every id made before it in this process (version 7: time, then chance)."""
    return new_ids(1)[0]


def new_ids(number: int) -> list[str]:
    """So many fresh UUIDs, in ascending order: an import makes hundreds of thousands, so the system is asked once.

    RFC 9562, 5.7 and 6.2: 48 bits of milliseconds, 12 bits that count within one, 62 bits of chance. What was made
    within one second stands in the order of making wherever rows are put by their moment and then by id.
    """
    drawn = os.urandom(8 * number).hex()
    first = _ids_made.next(number)
    made = []
    for nr in range(number):
        stamp, chance = f"{first + nr:015x}", drawn[16 * nr : 16 * nr + 16]
        made.append(
            f"{stamp[:8]}-{stamp[8:12]}-7{stamp[12:]}-{_VARIANT[chance[0]]}{chance[1:4]}-{chance[4:]}",
        )
    return made


def random_id() -> str:
    """A fresh UUID as text of which the beginning tells nothing and differs from all others (version 4: random)."""
    drawn = os.urandom(16).hex()
    return f"{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-{_VARIANT[drawn[16]]}{drawn[17:20]}-{drawn[20:]}"


class _Stamps:
    """Gives numbers of 60 bits that only go up: milliseconds, and 4,096 in each; a clock set back does not matter."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def next(self, number: int) -> int:
        with self._lock:
            first = max(time.time_ns() // 1_000_000 << 12, self._last + 1)
            self._last = first + number - 1
        return first


_ids_made = _Stamps()
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def now() -> str:
    """The present moment in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
