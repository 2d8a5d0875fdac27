"""The statements that every table needs, compiled by SQLAlchemy once and then handed to the driver as they are.

Building and compiling a statement costs SQLAlchemy several times what the database needs to run it, and an act of a
user is made of a handful of the same ones. So these are built once per kind of database (SQLite, PostgreSQL) and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeVar

import sqlalchemy as sa

from cmo_coder.model.base import Entity, table_of
from cmo_coder.store.rows import loader
from cmo_coder.store.tables import CHANGE, CHANGE_ROWS, STORED_FILE, STORED_TEXT, TABLES

T = TypeVar("T", bound=Entity)

_ALL: dict[str, sa.Table] = {
    **TABLES,
    **{table.name: table for table in (STORED_TEXT, STORED_FILE, CHANGE, CHANGE_ROWS)},
}

MOST_AT_ONCE = 512
"""The most values that one statement looks for; more are asked in several."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement as the driver takes it.

    `names` are the columns whose values it takes: in this order where the driver counts them, by the name in `keys`
    where it names them. `convert` changes a value into what the driver stores (lists into JSON); `fixed` are values
    that always stand in the statement.
    """

    sql: str
    names: tuple[str, ...]
    keys: tuple[str, ...] | None
    convert: tuple[tuple[int, Callable[[Any], Any]], ...]
    fixed: Mapping[str, Any]
    take: Callable[[Mapping[str, Any]], Any] | None = None
    """Takes the values out of a row at once, where they go to the driver as they are and in order."""

    def parameters(self, values: Mapping[str, Any]) -> Any:
        """The values of one row, as the driver takes them."""
        if self.fixed:
            values = {**self.fixed, **values}
        elif self.take is not None:
            return self.take(values)
        made = [values[name] for name in self.names]
        for at, convert in self.convert:
            made[at] = convert(made[at])
        return made if self.keys is None else dict(zip(self.keys, made, strict=True))


class Sql:
    """The statements of one kind of database."""

    def __init__(self, dialect: sa.Dialect) -> None:
        self._dialect = dialect
        self._known: dict[tuple[Any, ...], Prepared] = {}
        self._loaders: dict[type[Entity], Callable[[Sequence[Any]], Entity]] = {}

    def insert(self, table: str) -> Prepared:
        """Add a row."""
        return self._get(("insert", table), lambda: self._insert(_ALL[table]))

    def update(self, table: str) -> Prepared:
        """Give the row with this id other values; takes the whole row."""
        return self._get(("update", table), lambda: self._update(_ALL[table]))

    def delete(self, table: str) -> Prepared:
        """Remove the row with this id."""
        columns = _ALL[table].c
        return self._get(("delete", table), lambda: self._keep(sa.delete(_ALL[table]).where(_equals(columns, "id"))))

    def select(
        self, table: str, equals: Mapping[str, Any], order: tuple[str, ...], limit: int | None = None
    ) -> Prepared:
        """Rows whose columns have these values (None: empty), in this order; empty values come first."""
        shape = tuple((name, value is None) for name, value in equals.items())
        key = ("select", table, shape, order, limit)
        return self._get(key, lambda: self._select(_ALL[table], shape, order, limit))

    def among(self, table: str, column: str, values: Sequence[str]) -> tuple[Prepared, dict[str, str]]:
        """Rows whose column has one of these values (at most MOST_AT_ONCE), and the values by name."""
        # Rounded up to a power of two, the last value repeated: a handful of statements instead of five hundred.
        size = 1 << (len(values) - 1).bit_length()
        padded = [*values, *[values[-1]] * (size - len(values))]
        prepared = self._get(("among", table, column, size), lambda: self._among(_ALL[table], column, size))
        return prepared, {f"{column}{i}": value for i, value in enumerate(padded)}

    def given(self, name: str, build: Callable[[], sa.Executable]) -> Prepared:
        """Any other statement, built the first time it is asked for; its parameters are named `v_<name>`."""
        return self._get(("given", name), lambda: self._keep(build()))

    def loader(self, cls: type[T]) -> Callable[[Sequence[Any]], T]:
        """A function that makes a value of a row as the driver gives it."""
        found = self._loaders.get(cls)
        if found is None:
            readers = tuple(self._reader(column) for column in TABLES[table_of(cls)].columns)
            found = self._loaders[cls] = loader(cls, readers)
        return found  # type: ignore[return-value]

    def _get(self, key: tuple[Any, ...], build: Callable[[], Prepared]) -> Prepared:
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = build()
        return found

    def _insert(self, table: sa.Table) -> Prepared:
        return self._keep(sa.insert(table).values({column.name: _value(column) for column in table.columns}))

    def _update(self, table: sa.Table) -> Prepared:
        new = {column.name: _value(column) for column in table.columns if column.name != "id"}
        return self._keep(sa.update(table).where(_equals(table.c, "id")).values(new))

    def _select(
        self, table: sa.Table, shape: Iterable[tuple[str, bool]], order: tuple[str, ...], limit: int | None
    ) -> Prepared:
        query = sa.select(table)
        for name, empty in shape:
            query = query.where(table.c[name].is_(None) if empty else _equals(table.c, name))
        by = [table.c[name].nulls_first() if table.c[name].nullable else table.c[name] for name in order]
        query = query.order_by(*by)
        return self._keep(query if limit is None else query.limit(sa.literal_column(str(limit))))

    def _among(self, table: sa.Table, column: str, size: int) -> Prepared:
        target = table.c[column]
        wanted = [sa.bindparam(f"v_{column}{i}", type_=target.type) for i in range(size)]
        return self._keep(sa.select(table).where(target.in_(wanted)))

    def _keep(self, statement: sa.Executable) -> Prepared:
        compiled = statement.compile(dialect=self._dialect)  # type: ignore[attr-defined]
        keys = compiled.positiontup if compiled.positional else list(compiled.binds)
        names = tuple(key.removeprefix("v_") for key in keys)
        convert: list[tuple[int, Callable[[Any], Any]]] = []
        fixed: dict[str, Any] = {}
        for at, (name, key) in enumerate(zip(names, keys, strict=True)):
            bound = compiled.binds[key]
            if not key.startswith("v_"):
                fixed[name] = bound.effective_value
            processor = bound.type.dialect_impl(self._dialect).bind_processor(self._dialect)
            # Booleans and floats are numbers to every driver as they are; asking whether they are costs as much as the
            # insert itself.
            if processor is not None and not isinstance(bound.type, sa.Boolean | sa.Float):
                convert.append((at, processor))
        take = itemgetter(*names) if compiled.positional and len(names) > 1 and not convert and not fixed else None
        return Prepared(str(compiled), names, None if compiled.positional else tuple(keys), tuple(convert), fixed, take)

    def _reader(self, column: sa.Column[Any]) -> Callable[[Any], Any] | None:
        if isinstance(column.type, sa.Float):
            return None  # every driver gives floats as floats
        kind = column.type.dialect_impl(self._dialect)
        read: Callable[[Any], Any] | None = kind.result_processor(self._dialect, None)
        return read


def _value(column: sa.Column[Any]) -> sa.BindParameter[Any]:
    return sa.bindparam(f"v_{column.name}", type_=column.type)


def _equals(columns: Any, name: str) -> sa.ColumnElement[bool]:
    equal: sa.ColumnElement[bool] = columns[name] == _value(columns[name])
    return equal


_SQL: dict[str, Sql] = {}


def sql_for(connection: sa.Connection) -> Sql:
    """The statements for the database behind a connection."""
    name = connection.dialect.name
    found = _SQL.get(name)
    if found is None:
        found = _SQL[name] = Sql(connection.dialect)
    return found
