"""Reading values of the model from a connection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.base import Entity, table_of
from cmo_coder.model.errors import NotFound
from cmo_coder.store.names import Named
from cmo_coder.store.sql import MOST_AT_ONCE, Prepared, sql_for
from cmo_coder.store.tables import STORED_TEXT, TABLES
from cmo_coder.store.texts import Texts

if TYPE_CHECKING:
    from cmo_coder.store.blind import Hidden

T = TypeVar("T", bound=Entity)

Build = Callable[[], "sa.Select[Any] | sa.CompoundSelect[Any]"]
"""Builds a query of SQLAlchemy."""


class Reading:
    """What can be read through one connection. A change is a Reading too, and sees its own writes.

    `connection` is for queries of SQLAlchemy that one subject needs; the methods here go to the driver directly.
    `hidden` says in which documents the work of others is kept from it (see `store/blind_views.py`).
    """

    def __init__(self, connection: sa.Connection, texts: Texts | None = None) -> None:
        self.connection = connection
        self.hidden: Hidden | None = None
        self._texts = texts
        if not connection.in_transaction():
            connection.begin()
        self._sql = sql_for(connection)
        self._driver: Any = connection.connection.driver_connection

    def get(self, cls: type[T], row_id: str) -> T:
        """One row by id. Raises NotFound."""
        found = self.find(cls, id=row_id)
        if found is None:
            raise NotFound(
                N_("There is no {table} with id {id} in this study."),
                N_("It may have been removed meanwhile."),
                table=Named(table_of(cls)),
                id=row_id,
            )
        return found

    def find(self, cls: type[T], **equals: Any) -> T | None:
        """The first row (by id) whose fields have these values, or nothing."""
        order = () if "id" in equals else ("id",)
        values = _plain(equals)
        rows = self._rows(self._sql.select(table_of(cls), values, order, 1), values)
        return self._sql.loader(cls)(rows[0]) if rows else None

    def all(self, cls: type[T], *, order: Sequence[str] = (), **equals: Any) -> tuple[T, ...]:
        """Every row whose fields have these values, by the fields named in `order` (empty ones first), then by id."""
        values = _plain(equals)
        rows = self._rows(self._sql.select(table_of(cls), values, (*order, "id")), values)
        return tuple(map(self._sql.loader(cls), rows))

    def among(self, cls: type[T], field: str, values: Iterable[str], *, order: Sequence[str] = ()) -> tuple[T, ...]:
        """Every row whose `field` is one of `values`, by the fields named in `order`, then by id."""
        load = self._sql.loader(cls)
        wanted = list(dict.fromkeys(values))
        found: list[T] = []
        for start in range(0, len(wanted), MOST_AT_ONCE):
            prepared, named = self._sql.among(table_of(cls), field, wanted[start : start + MOST_AT_ONCE])
            found += map(load, self._rows(prepared, named))
        names = (*order, "id")
        found.sort(key=lambda row: [(value is not None, value) for value in (getattr(row, n) for n in names)])
        return tuple(found)

    def count(self, cls: type[T], **equals: Any) -> int:
        """How many rows have these values."""
        return int(self._one(cls, "count", sa.func.count(), equals))

    def highest(self, cls: type[T], field: str, **equals: Any) -> int:
        """The highest value of a number field, 0 where there is no row."""
        return int(self._one(cls, f"max {field}", sa.func.max(TABLES[table_of(cls)].c[field]), equals) or 0)

    def select(self, cls: type[T], name: str, build: Build, **values: Any) -> tuple[T, ...]:
        """The rows that a query of one subject's own finds, in its order.

        The query is built once and kept under `name`; it selects the whole table of `cls`, and its parameters are
        called `v_<name of the value>`.
        """
        return tuple(map(self._sql.loader(cls), self.rows(name, build, **values)))

    def rows(self, name: str, build: Build, **values: Any) -> list[Any]:
        """What a query of one subject's own finds, as the driver gives it; kept and filled as for `select`."""
        return self._rows(self._sql.given(name, build), _plain(values))

    def text(self, sha256: str) -> str:
        """The words kept under a hash. Raises NotFound."""
        found = self._texts.get(sha256) if self._texts is not None else None
        if found is None:
            found = self.stored_text(sha256)
            if self._texts is not None:
                self._texts.keep(sha256, found)
        return found

    def stored_text(self, sha256: str) -> str:
        """The words kept under a hash, as they stand in the database at this moment. Raises NotFound."""
        values = {"sha256": sha256}
        rows = self._rows(self._sql.select(STORED_TEXT.name, values, ()), values)
        if not rows:
            raise NotFound(N_("The words of a text version are missing (hash {hash})."), hash=sha256[:12])
        return str(rows[0][1])

    def _rows(self, prepared: Prepared, values: dict[str, Any]) -> list[Any]:
        cursor = self._driver.cursor()
        cursor.execute(prepared.sql, prepared.parameters(values))
        rows: list[Any] = cursor.fetchall()
        cursor.close()
        return rows

    def _one(self, cls: type[T], name: str, what: Any, equals: dict[str, Any]) -> Any:
        table, values = TABLES[table_of(cls)], _plain(equals)
        empty = tuple(field for field, value in values.items() if value is None)
        return self._rows(
            self._sql.given(f"{name} {table.name} {tuple(values)} {empty}", _query(table, what, values)), values
        )[0][0]


def _plain(equals: dict[str, Any]) -> dict[str, Any]:
    return {name: value.value if isinstance(value, StrEnum) else value for name, value in equals.items()}


def _query(table: sa.Table, what: Any, values: dict[str, Any]) -> Callable[[], sa.Select[Any]]:
    """Build a query for one number over the rows with these values."""

    def build() -> sa.Select[Any]:
        columns = table.c
        return (
            sa.select(what)
            .select_from(table)
            .where(
                *(
                    columns[name].is_(None)
                    if value is None
                    else columns[name] == sa.bindparam(f"v_{name}", type_=columns[name].type)
                    for name, value in values.items()
                )
            )
        )

    return build
