"""One change: the single door through which rows are written, with the before and after of each.

The log is filled here for every table alike, so that no act can forget it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, TypeVar

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.base import Entity, changed, now, random_id, table_of
from cmo_coder.model.errors import NotFound, ProjectError
from cmo_coder.model.study import Coder
from cmo_coder.store import search_index
from cmo_coder.store.errors import errors_for_people
from cmo_coder.store.names import Named
from cmo_coder.store.reading import Reading
from cmo_coder.store.rows import Plain, to_plain
from cmo_coder.store.sql import Prepared
from cmo_coder.store.tables import CHANGE, CHANGE_ROWS, STORED_FILE, STORED_TEXT
from cmo_coder.store.texts import Texts
from cmo_coder.store.touched import How, Touched

T = TypeVar("T", bound=Entity)

RowPair = tuple[Plain | None, Plain | None]
"""A row before and after."""

_RUNS_AT_ONCE = 50
"""Runs of rows of one table that are logged together; between such groups the saving can be stopped."""
_LOGGED = 0.4
"""Which part of the saving is done when the log is written; indexing the words is the rest."""


class Change(Reading):
    """An open change. Reads through it see what it has written; it is saved when the `with` block ends well."""

    def __init__(self, connection: sa.Connection, texts: Texts | None = None) -> None:
        super().__init__(connection, texts)
        self._runs: list[tuple[str, list[RowPair]]] = []
        self._broken = False
        self._fresh: dict[str, str] = {}
        self.touched = Touched()
        self.watch: Callable[[float], None] = lambda _done: None
        """Is told how far the saving is (0 to 1) when the log is written and the words are indexed: half of a large
        load. It may raise, and then nothing is saved."""

    def insert(self, *rows: Entity) -> None:
        """Add rows. Rows of one entity class that follow each other are written together."""
        for cls, group in groupby(rows, type):
            table = table_of(cls)
            plain = [to_plain(row) for row in group]
            self._write(self._sql.insert(table), plain)
            self._log(table, How.NEW, [(None, after) for after in plain])

    def insert_plain(self, cls: type[Entity], rows: list[Plain]) -> None:
        """Add rows of one class in their plain form, every field of it: for acts that add tens of thousands."""
        if rows:
            self._write(self._sql.insert(table_of(cls)), rows)
            self._log(table_of(cls), How.NEW, [(None, row) for row in rows])

    def update(self, row: T, **fields: Any) -> T:
        """Change fields of one row, as it stands in the database now. Raises NotFound where it is gone."""
        present = self.get(type(row), row.id)
        after = changed(present, **fields)
        if after != present:
            self._update(table_of(type(row)), [(to_plain(present), to_plain(after))])
        return after

    def replace(self, pairs: Sequence[tuple[T, T]]) -> None:
        """Replace many rows of one class at once; each pair is (as it stands in the database now, as it will be).

        Raises ProjectError where a row does not stand in the database as the pair says, NotFound where it is gone.
        """
        different = [(before, after) for before, after in pairs if before != after]
        if not different:
            return
        present: dict[str, T] = self._present(type(different[0][0]), [before.id for before, _after in different])
        if any(present[before.id] != before for before, _after in different):
            raise ProjectError(
                N_("Somebody else changed this meanwhile ({table}); nothing was saved."),
                N_("Try again."),
                table=Named(table_of(type(different[0][0]))),
            )
        self._update(
            table_of(type(different[0][0])), [(to_plain(before), to_plain(after)) for before, after in different]
        )

    def delete(self, *rows: Entity) -> None:
        """Remove rows, in the order given. Raises NotFound for one that is gone."""
        for cls, group in groupby(rows, type):
            table = table_of(cls)
            ids = [row.id for row in group]
            present: dict[str, Any] = self._present(cls, ids)
            before = [to_plain(present[row_id]) for row_id in ids]
            self._write(self._sql.delete(table), before)
            self._log(table, How.GONE, [(plain, None) for plain in before])

    def store_text(self, sha256: str, text: str) -> None:
        """Keep words under their hash; a text that is there already is not written twice."""
        self.store_texts({sha256: text})

    def store_texts(self, texts: Mapping[str, str]) -> None:
        """Keep many texts under their hashes, as `store_text` does with one."""
        there = self._sql.given("text there", _text_there)
        self._fresh.update(texts)
        new = [sha256 for sha256 in texts if not self._rows(there, {"sha256": sha256})]
        if new:
            self._write(self._sql.insert(STORED_TEXT.name), [{"sha256": one, "text": texts[one]} for one in new])

    def text(self, sha256: str) -> str:
        """The words kept under a hash; those that this change stored are at hand. Raises NotFound."""
        found = self._fresh.get(sha256)
        return super().text(sha256) if found is None else found

    def store_file(self, sha256: str, packed: bytes) -> None:
        """Keep the (packed) bytes of a file under its hash; nothing may stand there yet."""
        self._write(self._sql.insert(STORED_FILE.name), [{"sha256": sha256, "packed": packed}])

    def _present(self, cls: type[T], ids: list[str]) -> dict[str, T]:
        """The rows with these ids as they stand in the database now."""
        if len(ids) == 1:
            return {ids[0]: self.get(cls, ids[0])}
        found: dict[str, T] = {row.id: row for row in self.among(cls, "id", ids)}
        for row_id in ids:
            if row_id not in found:
                self.get(cls, row_id)
        if len(found) != len(ids):
            raise NotFound(N_("The same {table} was named twice."), table=Named(table_of(cls)))
        return found

    def _update(self, table: str, pairs: list[RowPair]) -> None:
        self._write(self._sql.update(table), [after for _before, after in pairs if after is not None])
        self._log(table, How.EDITED, pairs)

    def _write(self, prepared: Prepared, rows: Sequence[Plain]) -> None:
        if self._broken:
            raise RuntimeError("this change failed before: nothing more can be written in it")
        try:
            run(self._driver, prepared, rows)
        except BaseException:
            # After a full disk SQLite has taken the transaction back by itself: what came now would be outside of it.
            self._broken = True
            raise

    def _log(self, table: str, how: How, pairs: list[RowPair]) -> None:
        if self._runs and self._runs[-1][0] == table:
            self._runs[-1][1].extend(pairs)
        else:
            self._runs.append((table, list(pairs)))
        self.touched.add(table, how, [(after or before or {})["id"] for before, after in pairs])
        if table == "turn":
            self.touched.spoken_in.update((after or before or {})["text_version_id"] for before, after in pairs)

    @contextmanager
    def part(self) -> Iterator[Change]:
        """A change within this one: an error takes back what it wrote, and leaves the rest to whoever catches it."""
        runs, last = len(self._runs), len(self._runs[-1][1]) if self._runs else 0
        with errors_for_people():
            self._driver.execute("SAVEPOINT part")
            try:
                yield self
            except BaseException:
                self._take_back_part()
                del self._runs[runs:]
                if self._runs:
                    del self._runs[-1][1][last:]
                raise
            self._driver.execute("RELEASE SAVEPOINT part")

    def _take_back_part(self) -> None:
        try:
            self._driver.execute("ROLLBACK TO SAVEPOINT part")
            self._driver.execute("RELEASE SAVEPOINT part")
        except Exception:
            self._broken = True
        else:
            self._broken = False

    def write_log(self, act: str, what: str, args: dict[str, str], reason: str, coder: Coder | None) -> int | None:
        """Write the entry of the change log; gives its number, or nothing where no row was touched."""
        if self._broken:
            raise RuntimeError("this change failed before: it cannot be saved")
        if not self._runs:
            return None
        (last, overtaking), *_none = self._rows(self._sql.given("log head", _log_head), {})
        if overtaking:
            self.connection.execute(
                sa.update(CHANGE).where(CHANGE.c.kind == "do", CHANGE.c.state == "undone").values(state="dropped")
            )
        seq = int(last or 0) + 1
        entry = entry_values(seq, "do", None, act, what, args, reason, coder)
        self._write(self._sql.insert(CHANGE.name), [entry])
        prepared = self._sql.insert(CHANGE_ROWS.name)
        for nr in range(0, len(self._runs), _RUNS_AT_ONCE):
            self.watch(_LOGGED * nr / len(self._runs))
            some = enumerate(self._runs[nr : nr + _RUNS_AT_ONCE], start=nr)
            self._write(
                prepared,
                [{"seq": seq, "nr": at, "table_name": table, "rows": _encoded(pairs)} for at, (table, pairs) in some],
            )
        search_index.keep(
            self,
            ((table, before, after) for table, pairs in self._runs for before, after in pairs),
            lambda done, of: self.watch(_LOGGED + (1 - _LOGGED) * done / of),
        )
        return seq


def run(driver: Any, prepared: Prepared, rows: Sequence[Plain]) -> int:
    """Run a statement once for each row; gives how many rows of the table it met."""
    cursor = driver.cursor()
    try:
        if len(rows) == 1:
            cursor.execute(prepared.sql, prepared.parameters(rows[0]))
        else:
            cursor.executemany(prepared.sql, [prepared.parameters(row) for row in rows])
        return int(cursor.rowcount)
    finally:
        cursor.close()


def entry_values(
    seq: int,
    kind: str,
    target_seq: int | None,
    act: str,
    what: str,
    args: dict[str, str],
    reason: str,
    coder: Coder | None,
) -> Plain:
    """A new row of the change log."""
    return {
        "seq": seq,
        # The first signs name the state of a study in the names of its backups.
        "id": random_id(),
        "kind": kind,
        "state": "done",
        "target_seq": target_seq,
        "act": act,
        "what": what,
        "what_args": args,
        "reason": reason,
        "coder_id": coder.id if coder else None,
        "coder_name": coder.name if coder else "",
        "at": now(),
    }


def next_seq(reading: Reading) -> int:
    """The number of the next entry of the change log; the caller holds the write lock."""
    last: int | None = reading.connection.execute(sa.select(sa.func.max(CHANGE.c.seq))).scalar()
    return (last or 0) + 1


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _log_head() -> sa.Select[Any]:
    """The last number of the log, and whether there are undone changes that a new one overtakes."""
    undone = sa.select(CHANGE.c.seq).where(CHANGE.c.kind == "do", CHANGE.c.state == "undone")
    return sa.select(sa.select(sa.func.max(CHANGE.c.seq)).scalar_subquery(), undone.exists())


def _text_there() -> sa.Select[Any]:
    return sa.select(STORED_TEXT.c.sha256).where(STORED_TEXT.c.sha256 == sa.bindparam("v_sha256"))
