"""Reading values of the model from a connection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.base import Entity, table_of
from cmo_coder.model.errors import NotFound
from cmo_coder.store.rows import loader
from cmo_coder.store.tables import STORED_TEXT, TABLES

T = TypeVar("T", bound=Entity)

_MOST_AT_ONCE = 500
"""SQLite takes a limited number of values in one statement."""


class Reading:
    """What can be read through one connection. A change is a Reading too, and sees its own writes."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def get(self, cls: type[T], row_id: str) -> T:
        """One row by id. Raises NotFound."""
        found = self.find(cls, id=row_id)
        if found is None:
            raise NotFound(
                N_("There is no {table} with id {id} in this study."),
                N_("It may have been removed meanwhile."),
                table=table_of(cls),
                id=row_id,
            )
        return found

    def find(self, cls: type[T], **equals: Any) -> T | None:
        """The first row whose fields have these values, or nothing."""
        table = TABLES[table_of(cls)]
        query = sa.select(table).where(*(table.c[name] == value for name, value in equals.items())).limit(1)
        row = self.connection.execute(query).first()
        return None if row is None else loader(cls)(row)

    def all(self, cls: type[T], *, order: Sequence[str] = (), **equals: Any) -> tuple[T, ...]:
        """Every row whose fields have these values, by the fields named in `order`, then by id."""
        table = TABLES[table_of(cls)]
        query = sa.select(table).where(*(table.c[name] == value for name, value in equals.items()))
        query = query.order_by(*(table.c[name] for name in order), table.c.id)
        load = loader(cls)
        return tuple(load(row) for row in self.connection.execute(query))

    def among(self, cls: type[T], field: str, values: Iterable[str], *, order: Sequence[str] = ()) -> tuple[T, ...]:
        """Every row whose `field` is one of `values`."""
        table = TABLES[table_of(cls)]
        load = loader(cls)
        wanted = list(dict.fromkeys(values))
        found: list[T] = []
        for start in range(0, len(wanted), _MOST_AT_ONCE):
            query = sa.select(table).where(table.c[field].in_(wanted[start : start + _MOST_AT_ONCE]))
            found += [load(row) for row in self.connection.execute(query)]
        names = (*order, "id")
        return tuple(sorted(found, key=lambda row: [(getattr(row, n) is not None, getattr(row, n)) for n in names]))

    def count(self, cls: type[T], **equals: Any) -> int:
        """How many rows have these values."""
        table = TABLES[table_of(cls)]
        query = sa.select(sa.func.count()).select_from(table)
        number: int = self.connection.execute(
            query.where(*(table.c[name] == value for name, value in equals.items()))
        ).scalar_one()
        return number

    def highest(self, cls: type[T], field: str, **equals: Any) -> int:
        """The highest value of a number field, 0 where there is no row."""
        table = TABLES[table_of(cls)]
        query = sa.select(sa.func.max(table.c[field])).where(*(table.c[n] == v for n, v in equals.items()))
        return int(self.connection.execute(query).scalar() or 0)

    def text(self, sha256: str) -> str:
        """The words kept under a hash. Raises NotFound."""
        found = self.connection.execute(sa.select(STORED_TEXT.c.text).where(STORED_TEXT.c.sha256 == sha256)).scalar()
        if found is None:
            raise NotFound(N_("The words of a text version are missing (hash {hash})."), hash=sha256[:12])
        return str(found)
