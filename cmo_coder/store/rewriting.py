"""Rewriting the past: every row, in the tables and in the change log, as if some words had never been there.

For the two acts that may do so, pseudonymising and deleting on request. What a `Rewriter` says of a row holds for that
row wherever it stands, so the log still leads to what stands in the tables, and `verify` finds nothing.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import sqlalchemy as sa

from cmo_coder.model.base import ENTITIES
from cmo_coder.store import search_index
from cmo_coder.store.change import run
from cmo_coder.store.reading import Reading
from cmo_coder.store.rows import Plain, to_plain
from cmo_coder.store.sql import sql_for
from cmo_coder.store.tables import CHANGE, CHANGE_ROWS, SETTING, STORED_FILE, STORED_TEXT

Progress = Callable[[int, int], None]
"""Called with how much is done, and of how much."""

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Rewriter(Protocol):
    """What becomes of each row, of the texts of entries of the log, and of what the file keeps beside the study."""

    def row(self, table: str, row: Plain) -> Plain | None:
        """The row as it is to stand; None where it is to be gone."""

    def words(self, text: str) -> str:
        """Free words as they are to stand."""

    def setting(self, key: str, value: str) -> str | None:
        """A value that the file keeps; None where it is to be gone."""

    def concerns(self, table: str, logged: str) -> bool:
        """Whether rows of the log (as JSON text) may have to be rewritten: a quick look, so that most are not read."""


@dataclass(slots=True)
class Saved:
    """What was rewritten, as it stood before: what the key of a pseudonymising holds."""

    rows: dict[str, list[Plain]] = field(default_factory=dict)
    log: list[tuple[int, int, str]] = field(default_factory=list)
    entries: list[tuple[int, dict[str, str], str]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    settings: list[tuple[str, str]] = field(default_factory=list)


def logged_rows(reading: Reading, table: str) -> Iterator[Plain]:
    """Every row of a table that the change log holds, before and after."""
    query = sa.select(CHANGE_ROWS.c.rows).where(CHANGE_ROWS.c.table_name == table)
    for (text,) in reading.connection.execute(query):
        for pair in json.loads(text):
            yield from (row for row in pair if row is not None)


def all_rows(reading: Reading, table: str) -> list[Plain]:
    """Every row of a table as it stands now and as the change log holds it; rows that are the same once."""
    seen: dict[str, Plain] = {}
    present = (to_plain(row) for row in reading.all(ENTITIES[table]))
    for row in (*present, *logged_rows(reading, table)):
        seen.setdefault(_encoded(row), row)
    return list(seen.values())


def rewrite(reading: Reading, rewriter: Rewriter, progress: Progress | None = None) -> Saved:
    """Rewrite everything; the caller holds the write lock, has stored new texts, and commits."""
    saved = Saved()
    steps = len(ENTITIES) + 3
    for nr, table in enumerate(ENTITIES):
        _rewrite_table(reading, rewriter, table, saved)
        if progress is not None:
            progress(nr + 1, steps)
    _rewrite_log(reading, rewriter, saved)
    _rewrite_settings(reading, rewriter, saved)
    _drop_texts(reading, saved)
    _drop_files(reading, saved)
    search_index.rebuild(reading)
    if progress is not None:
        progress(steps, steps)
    return saved


def _rewrite_table(reading: Reading, rewriter: Rewriter, table: str, saved: Saved) -> None:
    changed, gone, before = [], [], []
    for row in reading.all(ENTITIES[table]):
        plain = to_plain(row)
        after = rewriter.row(table, dict(plain))
        if after == plain:
            continue
        before.append(plain)
        if after is None:
            gone.append(plain)
        else:
            changed.append(after)
    if before:
        saved.rows[table] = before
    sql, driver = sql_for(reading.connection), reading.connection.connection.driver_connection
    if gone:
        run(driver, sql.delete(table), gone)
    if changed:
        run(driver, sql.update(table), changed)


def _rewrite_log(reading: Reading, rewriter: Rewriter, saved: Saved) -> None:
    connection = reading.connection
    for record in connection.execute(sa.select(CHANGE_ROWS)).all():
        if not rewriter.concerns(record.table_name, record.rows):
            continue
        pairs = []
        for pair in json.loads(record.rows):
            after = [None if row is None else rewriter.row(record.table_name, row) for row in pair]
            if after != [None, None]:
                pairs.append(after)
        text = _encoded(pairs)
        if text != record.rows:
            saved.log.append((record.seq, record.nr, record.rows))
            here = sa.and_(CHANGE_ROWS.c.seq == record.seq, CHANGE_ROWS.c.nr == record.nr)
            connection.execute(sa.update(CHANGE_ROWS).where(here).values(rows=text))
    for entry in connection.execute(sa.select(CHANGE.c.seq, CHANGE.c.what_args, CHANGE.c.reason)).all():
        args = {name: rewriter.words(value) for name, value in entry.what_args.items()}
        reason = rewriter.words(entry.reason)
        if (args, reason) != (entry.what_args, entry.reason):
            saved.entries.append((entry.seq, entry.what_args, entry.reason))
            connection.execute(sa.update(CHANGE).where(CHANGE.c.seq == entry.seq).values(what_args=args, reason=reason))


def _rewrite_settings(reading: Reading, rewriter: Rewriter, saved: Saved) -> None:
    connection = reading.connection
    for key, value in connection.execute(sa.select(SETTING.c.key, SETTING.c.value)).all():
        after = rewriter.setting(key, value)
        if after == value:
            continue
        saved.settings.append((key, value))
        if after is None:
            connection.execute(sa.delete(SETTING).where(SETTING.c.key == key))
        else:
            connection.execute(sa.update(SETTING).where(SETTING.c.key == key).values(value=after))


def _drop_texts(reading: Reading, saved: Saved | None) -> None:
    """Remove the texts that no version, of now or of the log, refers to."""
    used = {row["sha256"] for row in all_rows(reading, "text_version")}
    for (sha256,) in reading.connection.execute(sa.select(STORED_TEXT.c.sha256)).all():
        if sha256 not in used:
            if saved is not None:
                saved.texts.append((sha256, reading.stored_text(sha256)))
            reading.connection.execute(sa.delete(STORED_TEXT).where(STORED_TEXT.c.sha256 == sha256))


def _drop_files(reading: Reading, saved: Saved) -> None:
    """Remove the bytes of original files that no row refers to."""
    used = {row["sha256"] for row in all_rows(reading, "original")}
    for sha256, packed in reading.connection.execute(sa.select(STORED_FILE.c.sha256, STORED_FILE.c.packed)).all():
        if sha256 not in used:
            saved.files.append((sha256, base64.b64encode(packed).decode()))
            reading.connection.execute(sa.delete(STORED_FILE).where(STORED_FILE.c.sha256 == sha256))


def put_back(reading: Reading, saved: Saved) -> None:
    """Put everything back as it stood before; the caller has seen to it that nothing changed since, and commits."""
    connection = reading.connection
    sql, driver = sql_for(connection), connection.connection.driver_connection
    there = {row[0] for row in connection.execute(sa.select(STORED_TEXT.c.sha256))}
    for sha256, text in saved.texts:
        if sha256 not in there:
            connection.execute(sa.insert(STORED_TEXT).values(sha256=sha256, text=text))
    files = {row[0] for row in connection.execute(sa.select(STORED_FILE.c.sha256))}
    for sha256, packed in saved.files:
        if sha256 not in files:
            connection.execute(sa.insert(STORED_FILE).values(sha256=sha256, packed=base64.b64decode(packed)))
    for table, rows in saved.rows.items():
        run(driver, sql.update(table), rows)
    for seq, nr, text in saved.log:
        here = sa.and_(CHANGE_ROWS.c.seq == seq, CHANGE_ROWS.c.nr == nr)
        connection.execute(sa.update(CHANGE_ROWS).where(here).values(rows=text))
    for seq, args, reason in saved.entries:
        connection.execute(sa.update(CHANGE).where(CHANGE.c.seq == seq).values(what_args=args, reason=reason))
    for key, value in saved.settings:
        connection.execute(sa.delete(SETTING).where(SETTING.c.key == key))
        connection.execute(sa.insert(SETTING).values(key=key, value=value))
    _drop_texts(reading, None)
    search_index.rebuild(reading)
