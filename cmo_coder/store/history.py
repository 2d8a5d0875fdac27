"""The change log: reading it, and applying it backwards (undo) and forwards (redo)."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id, now
from cmo_coder.model.errors import ProjectError
from cmo_coder.model.history import ChangeEntry, ChangeKind, ChangeState, RowChange
from cmo_coder.model.study import Coder
from cmo_coder.store.change import RowPair, next_seq
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import CHANGE, CHANGE_ROWS, TABLES


def last_seq(connection: sa.Connection) -> int:
    """The number of the last entry, 0 in an empty log."""
    return next_seq(connection) - 1


def entries(
    reading: Reading,
    *,
    newest_first: bool = True,
    limit: int | None = None,
    coder_id: str | None = None,
    act: str | None = None,
    since: str = "",
    before_seq: int | None = None,
) -> tuple[ChangeEntry, ...]:
    """Entries of the log. `act` filters on an act or its first part ("code" takes "code.add"); `since` is ISO 8601."""
    query = sa.select(CHANGE)
    if coder_id is not None:
        query = query.where(CHANGE.c.coder_id == coder_id)
    if act is not None:
        query = query.where(sa.or_(CHANGE.c.act == act, CHANGE.c.act.startswith(act + ".", autoescape=True)))
    if since:
        query = query.where(CHANGE.c.at >= since)
    if before_seq is not None:
        query = query.where(CHANGE.c.seq < before_seq)
    query = query.order_by(CHANGE.c.seq.desc() if newest_first else CHANGE.c.seq)
    if limit is not None:
        query = query.limit(limit)
    return tuple(_entry(row) for row in reading.connection.execute(query))


def rows_of(reading: Reading, seq: int) -> tuple[RowChange, ...]:
    """The rows that a change touched, as text fields; for an undo or redo, those of the change that it moved."""
    target = reading.connection.execute(sa.select(CHANGE.c.target_seq).where(CHANGE.c.seq == seq)).scalar()
    return tuple(
        RowChange(table, _texts(before), _texts(after)) for table, before, after in _pairs(reading.connection, target or seq)
    )


def _texts(plain: dict[str, Any] | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, "" if value is None else str(value)) for name, value in (plain or {}).items())


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


def next_undo(reading: Reading) -> ChangeEntry | None:
    """The change that `undo` would take back."""
    query = sa.select(CHANGE).where(CHANGE.c.kind == "do", CHANGE.c.state == "done").order_by(CHANGE.c.seq.desc())
    row = reading.connection.execute(query.limit(1)).first()
    # The first change made the study: without it there is no project.
    return None if row is None or row.seq == 1 else _entry(row)


def next_redo(reading: Reading) -> ChangeEntry | None:
    """The change that `redo` would bring back: of those undone and not overtaken, the oldest."""
    query = sa.select(CHANGE).where(CHANGE.c.kind == "do", CHANGE.c.state == "undone").order_by(CHANGE.c.seq)
    row = reading.connection.execute(query.limit(1)).first()
    return None if row is None else _entry(row)


def undo(connection: sa.Connection, coder: Coder | None) -> ChangeEntry | None:
    """Take back the last change in force."""
    entry = next_undo(Reading(connection))
    if entry is None:
        return None
    for table, before, after in reversed(_pairs(connection, entry.seq)):
        _move(connection, table, after, before)
    _record(connection, entry, ChangeKind.UNDO, ChangeState.UNDONE, coder)
    return entry


def redo(connection: sa.Connection, coder: Coder | None) -> ChangeEntry | None:
    """Bring back the change that was undone last."""
    entry = next_redo(Reading(connection))
    if entry is None:
        return None
    for table, before, after in _pairs(connection, entry.seq):
        _move(connection, table, before, after)
    _record(connection, entry, ChangeKind.REDO, ChangeState.DONE, coder)
    return entry


def undo_to(connection: sa.Connection, seq: int, coder: Coder | None) -> int:
    """Take back every change after number `seq`."""
    number = 0
    while (entry := next_undo(Reading(connection))) is not None and entry.seq > seq:
        undo(connection, coder)
        number += 1
    return number


def _pairs(connection: sa.Connection, seq: int) -> list[tuple[str, Any, Any]]:
    query = sa.select(CHANGE_ROWS).where(CHANGE_ROWS.c.seq == seq).order_by(CHANGE_ROWS.c.nr)
    return [
        (record.table_name, before, after)
        for record in connection.execute(query)
        for before, after in _decoded(record.rows)
    ]


def _decoded(text: str) -> list[RowPair]:
    pairs: list[RowPair] = json.loads(text)
    return pairs


def _move(connection: sa.Connection, table: str, present: dict[str, Any] | None, wanted: dict[str, Any] | None) -> None:
    """Bring one row from one state to the other, and refuse where it is not in the first."""
    columns = TABLES[table].c
    if present is None:
        assert wanted is not None
        connection.execute(sa.insert(TABLES[table]), wanted)
        return
    where = columns.id == present["id"]
    if wanted is None:
        result = connection.execute(sa.delete(TABLES[table]).where(where))
    else:
        result = connection.execute(sa.update(TABLES[table]).where(where).values(**wanted))
    if result.rowcount != 1:
        raise ProjectError(
            N_("The change log and the table {table} do not agree; nothing was changed."),
            N_("Run: cmo-coder verify"),
            table=table,
        )


def _record(connection: sa.Connection, entry: ChangeEntry, kind: ChangeKind, state: ChangeState, coder: Coder | None) -> None:
    connection.execute(sa.update(CHANGE).where(CHANGE.c.seq == entry.seq).values(state=state.value))
    connection.execute(
        sa.insert(CHANGE),
        {
            "seq": next_seq(connection),
            "id": new_id(),
            "kind": kind.value,
            "state": "done",
            "target_seq": entry.seq,
            "act": entry.act,
            "what": entry.what,
            "what_args": dict(entry.args),
            "reason": "",
            "coder_id": coder.id if coder else None,
            "coder_name": coder.name if coder else "",
            "at": now(),
        },
    )
