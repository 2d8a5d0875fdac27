"""Reading the change log: who did what, when and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa

from cmo_coder.model.history import ChangeEntry, ChangeKind, ChangeState, RowChange, text_of
from cmo_coder.store.reading import Reading
from cmo_coder.store.sql import MOST_AT_ONCE
from cmo_coder.store.tables import CHANGE, CHANGE_ROWS


def last_seq(connection: sa.Connection) -> int:
    """The number of the last entry, 0 in an empty log."""
    last: int | None = connection.execute(last_change()).scalar()
    return last or 0


def last_change() -> sa.Select[Any]:
    """A query for that number; empty for an empty log."""
    return sa.select(sa.func.max(CHANGE.c.seq))


def entries(
    reading: Reading,
    *,
    newest_first: bool = True,
    limit: int | None = None,
    coder_id: str | None = None,
    act: str | None = None,
    since: str = "",
    until: str = "",
    before_seq: int | None = None,
    words: str = "",
) -> tuple[ChangeEntry, ...]:
    """Entries of the log.

    `act` filters on an act or its first part ("code" takes "code.add"); `since` (from it on) and `until` (before it)
    are moments or days in UTC, ISO 8601; `words` must stand in the text, in the current language, or in the reason.
    """
    query = sa.select(CHANGE)
    if coder_id is not None:
        query = query.where(CHANGE.c.coder_id == coder_id)
    if act is not None:
        query = query.where(sa.or_(CHANGE.c.act == act, CHANGE.c.act.startswith(act + ".", autoescape=True)))
    if since:
        query = query.where(CHANGE.c.at >= since)
    if until:
        query = query.where(CHANGE.c.at < until)
    if before_seq is not None:
        query = query.where(CHANGE.c.seq < before_seq)
    query = query.order_by(CHANGE.c.seq.desc() if newest_first else CHANGE.c.seq)
    if words:
        seqs = list(islice(_with_words(reading, query, words.casefold()), limit))
        found = {entry.seq: entry for entry in _entries_among(reading, seqs)}
        return tuple(found[seq] for seq in seqs)
    if limit is not None:
        query = query.limit(limit)
    return tuple(_entry(row) for row in reading.connection.execute(query))


def _with_words(reading: Reading, query: sa.Select[Any], wanted: str) -> Iterator[int]:
    """The numbers of the entries in whose text or reason some words stand.

    The texts are made here, in the language of the reader: the database cannot search them. Of what is done often the
    text is the same, and is made once.
    """
    columns = (CHANGE.c.seq, CHANGE.c.kind, CHANGE.c.what, sa.cast(CHANGE.c.what_args, sa.Text), CHANGE.c.reason)
    says: dict[tuple[str, str, str], bool] = {}
    for seq, kind, what, args, reason in reading.connection.execute(query.with_only_columns(*columns)):
        key = kind, what, args
        if key not in says:
            says[key] = wanted in text_of(ChangeKind(kind), what, json.loads(args)).casefold()
        if says[key] or wanted in reason.casefold():
            yield seq


def _entries_among(reading: Reading, seqs: Sequence[int]) -> Iterator[ChangeEntry]:
    for start in range(0, len(seqs), MOST_AT_ONCE):
        query = sa.select(CHANGE).where(CHANGE.c.seq.in_(seqs[start : start + MOST_AT_ONCE]))
        yield from (_entry(row) for row in reading.connection.execute(query))


def rows_of(reading: Reading, seq: int) -> tuple[RowChange, ...]:
    """The rows that a change touched, as text fields; for an undo or redo, those of the change that it moved."""
    return tuple(RowChange(table, _texts(before), _texts(after)) for table, before, after in touched_rows(reading, seq))


def touched_rows(reading: Reading, seq: int) -> list[tuple[str, Any, Any]]:
    """Table, row before and row after (as JSON knows rows) of all that a change touched, in the order of touching."""
    found = reading.rows("rows of a change", _rows_of_change, seq=seq)
    return [(table, before, after) for table, text in found for before, after in json.loads(text)]


def size_of_change(reading: Reading, seq: int) -> int:
    """How much a change put into the log, in characters: some 200 a row; words of interviews stand elsewhere."""
    query = sa.select(sa.func.coalesce(sa.func.sum(sa.func.length(CHANGE_ROWS.c.rows)), 0))
    return int(reading.connection.execute(query.where(CHANGE_ROWS.c.seq == seq)).scalar_one())


def _rows_of_change() -> sa.Select[Any]:
    seq = sa.bindparam("v_seq", type_=sa.Integer)
    moved = sa.select(CHANGE.c.target_seq).where(CHANGE.c.seq == seq).scalar_subquery()
    return (
        sa.select(CHANGE_ROWS.c.table_name, CHANGE_ROWS.c.rows)
        .where(CHANGE_ROWS.c.seq == sa.func.coalesce(moved, seq))
        .order_by(CHANGE_ROWS.c.nr)
    )


def _texts(plain: dict[str, Any] | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, _as_text(value)) for name, value in (plain or {}).items())


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return "; ".join(value) if isinstance(value, list) else str(value)


def _entry(row: Any) -> ChangeEntry:
    return ChangeEntry(
        seq=row.seq,
        id=row.id,
        kind=ChangeKind(row.kind),
        state=ChangeState(row.state),
        target_seq=row.target_seq,
        act=row.act,
        what=row.what,
        args=tuple(row.what_args.items()),
        reason=row.reason,
        coder_id=row.coder_id,
        coder_name=row.coder_name,
        at=row.at,
    )


def entry_of(reading: Reading, seq: int) -> ChangeEntry | None:
    """The entry with a number, or nothing."""
    row = reading.connection.execute(sa.select(CHANGE).where(CHANGE.c.seq == seq)).first()
    return None if row is None else _entry(row)


def in_force(reading: Reading) -> tuple[int, ...]:
    """The numbers of the changes that undo could take back one after the other."""
    query = sa.select(CHANGE.c.seq).where(CHANGE.c.kind == "do", CHANGE.c.state == "done", CHANGE.c.seq > 1)
    return tuple(row[0] for row in reading.connection.execute(query))


def next_undo(reading: Reading, before: int | None = None) -> ChangeEntry | None:
    """The change that `undo` would take back (the last one below a number, where that is given)."""
    query = sa.select(CHANGE).where(CHANGE.c.kind == "do", CHANGE.c.state == "done").order_by(CHANGE.c.seq.desc())
    if before is not None:
        query = query.where(CHANGE.c.seq < before)
    row = reading.connection.execute(query.limit(1)).first()
    # The first change made the study: without it there is no project.
    return None if row is None or row.seq == 1 else _entry(row)


def next_redo(reading: Reading) -> ChangeEntry | None:
    """The change that `redo` would bring back: of those undone and not overtaken, the oldest."""
    query = sa.select(CHANGE).where(CHANGE.c.kind == "do", CHANGE.c.state == "undone").order_by(CHANGE.c.seq)
    row = reading.connection.execute(query.limit(1)).first()
    return None if row is None else _entry(row)
