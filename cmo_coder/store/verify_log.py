"""The part of `verify` that looks at memos and at the change log."""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.base import ENTITIES
from cmo_coder.store.names import Named
from cmo_coder.store.problems import Problem, problem
from cmo_coder.store.reading import Reading
from cmo_coder.store.rows import Plain, to_plain
from cmo_coder.store.tables import CHANGE, CHANGE_ROWS, TABLES


def anchors_exist(reading: Reading) -> Iterator[Problem]:
    """What a memo hangs on is there. (What a decision was about may be gone by that very decision: that is history.)"""
    anchor = TABLES["memo_anchor"]
    kinds = sorted(row[0] for row in reading.connection.execute(sa.select(anchor.c.object_type).distinct()))
    for kind in kinds:
        if kind not in ENTITIES:
            yield problem(N_("A memo hangs on an unknown kind of thing: {kind}."), kind=kind)
            continue
        target = TABLES[kind]
        missing = (
            sa.select(sa.func.count())
            .select_from(anchor.outerjoin(target, anchor.c.object_id == target.c.id))
            .where(anchor.c.object_type == kind, target.c.id.is_(None))
        )
        if number := reading.connection.execute(missing).scalar_one():
            yield problem(
                N_("A memo hangs on something that is not there: {kind} ({n} times)."), kind=Named(kind), n=number
            )


def log_is_sound(reading: Reading) -> Iterator[Problem]:
    """The change log counts without gaps, and every row stands as the changes in force left it."""
    numbers = [row[0] for row in reading.connection.execute(sa.select(CHANGE.c.seq).order_by(CHANGE.c.seq))]
    if numbers != list(range(1, len(numbers) + 1)):
        yield problem(
            N_("The change log has gaps: {n} entries, the last is number {last}."), n=len(numbers), last=numbers[-1]
        )
    try:
        expected = _as_logged(reading)
    except (ValueError, KeyError, TypeError):
        yield problem(N_("The change log cannot be read."))
        return
    for table in ENTITIES:
        present = {row.id: to_plain(row) for row in reading.all(ENTITIES[table])}
        logged = expected.get(table, {})
        differing = [row_id for row_id in present.keys() | logged.keys() if present.get(row_id) != logged.get(row_id)]
        if differing:
            yield problem(
                N_("Not as the change log says: {table} ({n} times; the first: {id})."),
                table=Named(table),
                n=len(differing),
                id=min(differing)[-8:],
            )


def _as_logged(reading: Reading) -> dict[str, dict[str, Plain]]:
    """Every row as the changes in force left it, by table and id."""
    # Undo takes back the last change first, so the changes in force, in order, leave what stands there now.
    query = (
        sa.select(CHANGE_ROWS.c.table_name, CHANGE_ROWS.c.rows)
        .select_from(CHANGE_ROWS.join(CHANGE, CHANGE_ROWS.c.seq == CHANGE.c.seq))
        .where(CHANGE.c.kind == "do", CHANGE.c.state == "done")
        .order_by(CHANGE_ROWS.c.seq, CHANGE_ROWS.c.nr)
    )
    found: dict[str, dict[str, Plain]] = {}
    for record in reading.connection.execute(query):
        rows = found.setdefault(record.table_name, {})
        for before, after in json.loads(record.rows):
            if after is None:
                rows.pop(before["id"], None)
            else:
                rows[after["id"]] = after
    return found
