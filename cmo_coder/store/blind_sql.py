"""The statements that lay views over tables, as each kind of database takes them (see `blind_views`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa

from cmo_coder.store.blind import Hidden
from cmo_coder.store.tables import CHANGE, CHANGE_ROWS, TABLES

_LOG = {CHANGE.name: CHANGE, CHANGE_ROWS.name: CHANGE_ROWS}


class Views:
    """The statements, as this kind of database takes them."""

    def __init__(self, connection: sa.Connection, hidden: Hidden) -> None:
        self.connection = connection
        sqlite = connection.dialect.name == "sqlite"
        self._mark = "?" if sqlite else "%s"
        self._base = "main" if sqlite else str(connection.execute(sa.text("SELECT current_schema()")).scalar())
        self._own = "temp" if sqlite else "pg_temp"
        self.me = "'" + hidden.coder_id.replace("'", "''") + "'"
        self._driver: Any = connection.connection.driver_connection

    def run(self, statement: str, values: Iterable[Any] = ()) -> list[Any]:
        """Run a statement; gives the rows that it finds."""
        cursor = self._driver.cursor()
        cursor.execute(statement, tuple(values)) if values else cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
        cursor.close()
        return list(rows)

    def fill(self, table: str, ids: Iterable[str]) -> None:
        """Put ids in a temporary table."""
        for one in sorted(ids):
            self.run(f"INSERT INTO {self._own}.{table} VALUES ({self._mark})", (one,))

    def make(self, table: str, condition: str, **instead: str) -> None:
        """A view over a table; in the condition `t` is its row. `instead` are queries for the value of a column."""
        names = [column.name for column in ({**TABLES, **_LOG})[table].columns]
        columns = ", ".join(f'({instead[name]}) AS "{name}"' if name in instead else f't."{name}"' for name in names)
        self.run(f'CREATE TEMPORARY VIEW "{table}" AS SELECT {columns} FROM {self.all(table)} t WHERE {condition}')

    def all(self, table: str) -> str:
        """The table itself, with everything in it."""
        return f'{self._base}."{table}"'

    def seen(self, table: str) -> str:
        """What may be seen of it; only after its view was made."""
        return f'{self._own}."{table}"'

    def blind(self, column: str) -> str:
        """That a document is one in which she works blind."""
        return f"COALESCE({column}, '') IN (SELECT id FROM {self._own}.blind_document)"

    def mine(self, column: str = "t.coder_id") -> str:
        return f"COALESCE({column}, '') = {self.me}"

    def has(self, table: str, column: str, of: str = "id") -> str:
        """That what a column names may be seen (or that it names nothing)."""
        return f"(t.{column} IS NULL OR EXISTS (SELECT 1 FROM {self.seen(table)} x WHERE x.{of} = t.{column}))"

    def stands(self, *links: str) -> str:
        """That nothing carries a row, or something that is seen does.

        A link is the FROM and WHERE of a query: `<table>` in it stands for all of a table, `[table]` for what is
        seen of it, or for all of it where the question is whether anything carries the row.
        """
        nothing = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {self._fill(link, self.all)})" for link in links)
        something = " OR ".join(f"EXISTS (SELECT 1 FROM {self._fill(link, self.seen)})" for link in links)
        return f"(({nothing}) OR {something})"

    def _fill(self, link: str, of: Callable[[str], str]) -> str:
        whole = re.sub(r"<(\w+)>", lambda found: self.all(found[1]), link)
        return re.sub(r"\[(\w+)\]", lambda found: of(found[1]), whole)
