"""One change: the single door through which rows are written, with the before and after of each.

The log is filled here for every table alike, so that no act can forget it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from cmo_coder.model.base import Entity, changed, new_id, now, table_of
from cmo_coder.store.reading import Reading
from cmo_coder.store.rows import Plain, to_plain
from cmo_coder.store.tables import CHANGE, CHANGE_ROWS, STORED_TEXT, TABLES

T = TypeVar("T", bound=Entity)

RowPair = tuple[Plain | None, Plain | None]
"""A row before and after."""


class Change(Reading):
    """An open change. Reads through it see what it has written; it is saved when the `with` block ends without an error."""

    def __init__(self, connection: sa.Connection) -> None:
        super().__init__(connection)
        self._runs: list[tuple[str, list[RowPair]]] = []
        self.touched: dict[str, set[str]] = {}

    def insert(self, *rows: Entity) -> None:
        """Add rows. Rows of one entity class that follow each other are written together."""
        start = 0
        while start < len(rows):
            cls = type(rows[start])
            stop = start
            while stop < len(rows) and type(rows[stop]) is cls:
                stop += 1
            table = table_of(cls)
            plain = [to_plain(row) for row in rows[start:stop]]
            self.connection.execute(sa.insert(TABLES[table]), plain)
            self._log(table, [(None, after) for after in plain])
            start = stop

    def update(self, row: T, **fields: Any) -> T:
        """Change fields of one row, as it stands in the database now. Raises NotFound where it is gone."""
        present = self.get(type(row), row.id)
        after = changed(present, **fields)
        if after != present:
            self._write_updates(table_of(type(row)), [(to_plain(present), to_plain(after))])
        return after

    def replace(self, pairs: Sequence[tuple[T, T]]) -> None:
        """Replace many rows of one class at once; each pair is (as it stands in the database now, as it will be)."""
        different = [(before, after) for before, after in pairs if before != after]
        if different:
            table = table_of(type(different[0][0]))
            self._write_updates(table, [(to_plain(before), to_plain(after)) for before, after in different])

    def delete(self, *rows: Entity) -> None:
        """Remove rows, in the order given. Raises NotFound for one that is gone."""
        for row in rows:
            table = table_of(type(row))
            present = self.get(type(row), row.id)
            self.connection.execute(sa.delete(TABLES[table]).where(TABLES[table].c.id == row.id))
            self._log(table, [(to_plain(present), None)])

    def store_text(self, sha256: str, text: str) -> None:
        """Keep words under their hash; a text that is there already is not written twice."""
        there = self.connection.execute(sa.select(STORED_TEXT.c.sha256).where(STORED_TEXT.c.sha256 == sha256)).first()
        if there is None:
            self.connection.execute(sa.insert(STORED_TEXT), {"sha256": sha256, "text": text})

    def _write_updates(self, table: str, pairs: list[RowPair]) -> None:
        columns = TABLES[table].c
        statement = sa.update(TABLES[table]).where(columns.id == sa.bindparam("row_id"))
        names = [name for name in columns.keys() if name != "id"]
        statement = statement.values({name: sa.bindparam(f"new_{name}", type_=columns[name].type) for name in names})
        self.connection.execute(
            statement,
            [{"row_id": after["id"], **{f"new_{name}": after[name] for name in names}} for _b, after in pairs if after],
        )
        self._log(table, pairs)

    def _log(self, table: str, pairs: list[RowPair]) -> None:
        if self._runs and self._runs[-1][0] == table:
            self._runs[-1][1].extend(pairs)
        else:
            self._runs.append((table, list(pairs)))
        touched = self.touched.setdefault(table, set())
        touched.update((after or before or {})["id"] for before, after in pairs)

    def write_log(
        self, act: str, what: str, args: dict[str, str], reason: str, coder_id: str | None, coder_name: str
    ) -> int | None:
        """Write the entry of the change log; gives its number, or nothing where no row was touched."""
        if not self._runs:
            return None
        seq = next_seq(self.connection)
        overtaken = sa.update(CHANGE).where(CHANGE.c.kind == "do", CHANGE.c.state == "undone")
        self.connection.execute(overtaken.values(state="dropped"))
        self.connection.execute(
            sa.insert(CHANGE),
            {
                "seq": seq,
                "id": new_id(),
                "kind": "do",
                "state": "done",
                "target_seq": None,
                "act": act,
                "what": what,
                "what_args": args,
                "reason": reason,
                "coder_id": coder_id,
                "coder_name": coder_name,
                "at": now(),
            },
        )
        self.connection.execute(
            sa.insert(CHANGE_ROWS),
            [
                {
                    "seq": seq,
                    "nr": nr,
                    "table_name": table,
                    "rows": json.dumps(pairs, ensure_ascii=False, separators=(",", ":")),
                }
                for nr, (table, pairs) in enumerate(self._runs)
            ],
        )
        return seq


def next_seq(connection: sa.Connection) -> int:
    """The number of the next entry of the change log; the caller holds the write lock."""
    last: int | None = connection.execute(sa.select(sa.func.max(CHANGE.c.seq))).scalar()
    return (last or 0) + 1

