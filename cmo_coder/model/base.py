"""What every entity of the study shares: an id, references, and a place in the registry.

The store derives its tables from the registry, so a field stands in one place only: the dataclass of its subject.
Field types allowed: str, int, float, bool, a StrEnum, tuple[str, ...], a reference (`ids.py`), and `| None` of these.
"""

from __future__ import annotations

import dataclasses
import os
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
    """A fresh UUID as text (version 4: random)."""
    return new_ids(1)[0]


def new_ids(number: int) -> list[str]:
    """So many fresh UUIDs: an import makes hundreds of thousands of these, so the system is asked once for all."""
    # As uuid.uuid4 does, without an object in between.
    drawn = os.urandom(16 * number).hex()
    return [
        f"{drawn[at : at + 8]}-{drawn[at + 8 : at + 12]}-4{drawn[at + 13 : at + 16]}"
        f"-{_VARIANT[drawn[at + 16]]}{drawn[at + 17 : at + 20]}-{drawn[at + 20 : at + 32]}"
        for at in range(0, 32 * number, 32)
    ]


_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def now() -> str:
    """The present moment in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
