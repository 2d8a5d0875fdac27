"""What a change touched, so that the rules look only where something may have gone wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import Flag, auto


class How(Flag):
    """What happened to a row."""

    NEW = auto()
    EDITED = auto()
    GONE = auto()


KEPT = How.NEW | How.EDITED
ANY = How.NEW | How.EDITED | How.GONE


class Touched:
    """Ids of touched rows, by table and by what happened to them."""

    __slots__ = ("_ids",)

    def __init__(self) -> None:
        self._ids: dict[tuple[str, How], set[str]] = defaultdict(set)

    def add(self, table: str, how: How, ids: Iterable[str]) -> None:
        """Note that rows were added, edited or removed (exactly one of the three)."""
        self._ids[table, how].update(ids)

    def ids(self, table: str, how: How = ANY) -> set[str]:
        """The ids of rows of a table that were touched in one of these ways."""
        found: set[str] = set()
        for one in how:
            found |= self._ids.get((table, one), set())
        return found

    def has(self, table: str, how: How = ANY) -> bool:
        """Whether any row of a table was touched in one of these ways."""
        return any(self._ids.get((table, one)) for one in how)

    @property
    def tables(self) -> frozenset[str]:
        """The tables of which rows were touched."""
        return frozenset(table for (table, _how), ids in self._ids.items() if ids)
