"""What refers to a row: asked before it is removed, so that a person hears what is in the way."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.base import Entity, table_of
from cmo_coder.model.errors import RuleError
from cmo_coder.store.names import name_of
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import TABLES


class Uses:
    """Tables with how many of their rows refer to a thing, as an argument of a message: "document (3), claim (2)"."""

    __slots__ = ("counts",)

    def __init__(self, counts: tuple[tuple[str, int], ...]) -> None:
        self.counts = counts

    def __str__(self) -> str:
        return ", ".join(f"{name_of(table)} ({number})" for table, number in self.counts)


def uses_of(reading: Reading, row: Entity, besides: Collection[str] = ()) -> Uses:
    """The rows of other tables that refer to this one; those of the tables named in `besides` do not count."""
    found: list[tuple[str, int]] = []
    for name, table in TABLES.items():
        if name in besides:
            continue
        columns = [
            column
            for column in table.columns
            for key in column.foreign_keys
            if key.column.table.name == table_of(type(row))
        ]
        if columns:
            query = sa.select(sa.func.count()).select_from(table).where(sa.or_(*(one == row.id for one in columns)))
            number = int(reading.connection.execute(query).scalar() or 0)
            if number:
                found.append((name, number))
    return Uses(tuple(found))


def check_unused(reading: Reading, row: Entity, name: str, besides: Collection[str] = ()) -> None:
    """Raise RuleError where something refers to a row, naming what and how many."""
    uses = uses_of(reading, row, besides)
    if uses.counts:
        raise RuleError(
            N_("'{name}' is in use and stays: {uses}."), N_("Change or remove those first."), name=name, uses=uses
        )
