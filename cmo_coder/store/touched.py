"""What a change touched, so that the rules look only where something may have gone wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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

    __slots__ = ("_ids", "spoken_in")

    def __init__(self) -> None:
        self.spoken_in: set[str] = set()
        """The text versions (by id) of which turns were touched: a few, where the turns are many."""
        # By the number of the flag: asking an enum costs more than all the rest, and every change asks for every rule.
        self._ids: dict[str, dict[int, set[str]]] = {}

    def add(self, table: str, how: How, ids: Iterable[str]) -> None:
        """Note that rows were added, edited or removed (exactly one of the three)."""
        self._ids.setdefault(table, {}).setdefault(how.value, set()).update(ids)

    def ids(self, table: str, how: How = ANY) -> set[str]:
        """The ids of rows of a table that were touched in one of these ways."""
        wanted = how.value
        return {row_id for bit, ids in self._ids.get(table, {}).items() if bit & wanted for row_id in ids}

    def has(self, table: str, how: How = ANY) -> bool:
        """Whether any row of a table was touched in one of these ways."""
        found = self._ids.get(table)
        if found is None:
            return False
        wanted = how.value
        return any(bit & wanted and ids for bit, ids in found.items())

    @property
    def tables(self) -> Collection[str]:
        """The tables of which rows were touched."""
        return self._ids.keys()
