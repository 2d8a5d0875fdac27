"""Applying the change log backwards (undo) and forwards (redo)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.base import ENTITIES
from cmo_coder.model.errors import ProjectError, RuleError
from cmo_coder.model.history import ChangeEntry, ChangeKind, ChangeState
from cmo_coder.model.study import Coder
from cmo_coder.store import search_index
from cmo_coder.store.barriers import check_may_undo
from cmo_coder.store.change import entry_values, next_seq, run
from cmo_coder.store.history import entry_of, next_redo, next_undo, touched_rows
from cmo_coder.store.names import Named
from cmo_coder.store.reading import Reading
from cmo_coder.store.rows import Plain, to_plain
from cmo_coder.store.sql import sql_for
from cmo_coder.store.tables import CHANGE

Move = tuple[str, Plain | None, Plain | None]
"""A table, a row as it stands there now (None: it is not there), and as it will stand there."""


Find = Callable[[Reading], ChangeEntry | None]
"""Finds the change to undo or redo."""


def undo(connection: sa.Connection, coder: Coder | None, find: Find = next_undo) -> ChangeEntry | None:
    """Take back the last change in force; with `find` the one it finds, when nothing later stands in the way."""
    reading = Reading(connection)
    entry = find(reading)
    if entry is None:
        return None
    last = next_undo(reading)
    while last is not None and last.seq > entry.seq:
        check_may_undo(last)
        last = next_undo(reading, before=last.seq)
    check_may_undo(entry)
    with _overtaken(find is not next_undo):
        _apply(reading, [(table, after, before) for table, before, after in reversed(touched_rows(reading, entry.seq))])
    _record(reading, entry, ChangeKind.UNDO, ChangeState.UNDONE, coder)
    return entry


def redo(connection: sa.Connection, coder: Coder | None, find: Find = next_redo) -> ChangeEntry | None:
    """Bring back the change that was undone last; with `find` the one it finds."""
    reading = Reading(connection)
    entry = find(reading)
    if entry is None:
        return None
    with _overtaken(find is not next_redo):
        _apply(reading, touched_rows(reading, entry.seq))
    _record(reading, entry, ChangeKind.REDO, ChangeState.DONE, coder)
    return entry


@contextmanager
def _overtaken(picked: bool) -> Iterator[None]:
    """Where a change was picked from among others, a clash is no damage: later work rests on what it made."""
    try:
        yield
    except (ProjectError, sqlite3.IntegrityError, sa.exc.IntegrityError) as error:
        if not picked:
            raise
        raise RuleError(
            N_("Later work rests on this change, and you may not see that work now; nothing was changed."),
            N_("It can be taken back when everybody who codes these documents blind is done."),
        ) from error


def undo_to(connection: sa.Connection, seq: int, coder: Coder | None, only: Collection[int] | None = None) -> int:
    """Take back every change after number `seq` (of those in `only`, where given); gives how many."""
    number = 0
    if only is not None:
        for one in sorted((one for one in only if one > seq), reverse=True):
            number += undo(connection, coder, lambda reading, wanted=one: entry_of(reading, wanted)) is not None  # type: ignore[misc]
        return number
    while (entry := next_undo(Reading(connection))) is not None and entry.seq > seq:
        undo(connection, coder)
        number += 1
    return number


def _apply(reading: Reading, moves: Sequence[Move]) -> None:
    sql, driver = sql_for(reading.connection), reading.connection.connection.driver_connection
    for table, group in _together(moves):
        _check(reading, table, group)
        wanted = [after for _table, _before, after in group if after is not None]
        if not wanted:
            run(driver, sql.delete(table), [before for _table, before, _after in group if before is not None])
        elif group[0][1] is None:
            run(driver, sql.insert(table), wanted)
        else:
            run(driver, sql.update(table), wanted)
    search_index.keep(reading, moves)


def _together(moves: Iterable[Move]) -> Iterator[tuple[str, list[Move]]]:
    """Moves that follow each other, are of one table and one kind, and are not of the same row twice."""
    group: list[Move] = []
    ids: set[str] = set()
    for move in moves:
        row_id = _id_of(move)
        if group and (_kind(move) != _kind(group[0]) or row_id in ids):
            yield group[0][0], group
            group, ids = [], set()
        group.append(move)
        ids.add(row_id)
    if group:
        yield group[0][0], group


def _kind(move: Move) -> tuple[str, bool, bool]:
    return move[0], move[1] is None, move[2] is None


def _id_of(move: Move) -> str:
    row_id: Any = (move[1] or move[2] or {})["id"]
    return str(row_id)


def _check(reading: Reading, table: str, moves: list[Move]) -> None:
    """Refuse to overwrite a row that does not stand there as the log says."""
    present = {row.id: to_plain(row) for row in reading.among(ENTITIES[table], "id", map(_id_of, moves))}
    if any(present.get(_id_of(move)) != move[1] for move in moves):
        raise ProjectError(
            N_("The change log and what stands here do not agree ({table}); nothing was changed."),
            N_("Something else wrote in this project. The command `verify` says more."),
            table=Named(table),
        )


def _record(reading: Reading, entry: ChangeEntry, kind: ChangeKind, state: ChangeState, coder: Coder | None) -> None:
    reading.connection.execute(sa.update(CHANGE).where(CHANGE.c.seq == entry.seq).values(state=state.value))
    values = entry_values(next_seq(reading), kind.value, entry.seq, entry.act, entry.what, dict(entry.args), "", coder)
    reading.connection.execute(sa.insert(CHANGE), values)
