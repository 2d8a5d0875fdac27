"""What changed after a moment, by the change log: which rows, so that not everything need be read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from cmo_coder.store.barriers import PSEUDONYMISED, WITHDRAWN
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import CHANGE, CHANGE_ROWS

MOST_ENTRIES = 200
"""Of more entries than this, everything is read again."""
MOST_LOGGED = 1_000_000
"""Code points of logged rows above which that is the quicker way (about 2,000 rows)."""

REWRITES = frozenset({PSEUDONYMISED, WITHDRAWN})
"""Acts that touch rows which no entry of the log names."""


@dataclass(frozen=True, slots=True)
class Since:
    """The number of the last entry, the acts after the moment, and the ids of the rows that they touched, by table.

    `ids` is nothing where anything may have changed: then all must be read again.
    """

    last: int
    acts: frozenset[str] = frozenset()
    ids: Mapping[str, frozenset[str]] | None = field(default_factory=dict)


def changed_since(reading: Reading, seq: int) -> Since:
    """What changed after entry `seq` of the log. An undo or redo touches the rows of the change that it moves."""
    entries = reading.rows("entries since", _entries, seq=seq)
    if not entries:
        # A shorter log than was known: another file has come in its place.
        last = _last(reading)
        return Since(last, ids=None if last < seq else {})
    last = int(entries[-1][0])
    acts = frozenset(str(act) for _seq, act, _moved, _size in entries)
    logged = sum(int(size or 0) for _seq, _act, _moved, size in entries)
    if len(entries) > MOST_ENTRIES or acts & REWRITES or logged > MOST_LOGGED:
        return Since(_last(reading), acts, None)
    ids: dict[str, set[str]] = {}
    for moved in {int(moved) for _seq, _act, moved, _size in entries}:
        for table, rows in reading.rows("logged rows", _logged, seq=moved):
            found = ids.setdefault(table, set())
            found.update((after or before)["id"] for before, after in json.loads(rows))
    return Since(last, acts, {table: frozenset(found) for table, found in ids.items()})


def _last(reading: Reading) -> int:
    return int(reading.rows("last entry", lambda: sa.select(sa.func.max(CHANGE.c.seq)))[0][0] or 0)


def _entries() -> sa.Select[tuple[int, str, int, int]]:
    """Number, act, the change whose rows it touched, and how long those are written out."""
    moved = sa.func.coalesce(CHANGE.c.target_seq, CHANGE.c.seq)
    size = (
        sa.select(sa.func.sum(sa.func.length(CHANGE_ROWS.c.rows)))
        .where(CHANGE_ROWS.c.seq == moved)
        .correlate(CHANGE)
        .scalar_subquery()
    )
    return (
        sa.select(CHANGE.c.seq, CHANGE.c.act, moved, size)
        .where(CHANGE.c.seq > sa.bindparam("v_seq", type_=sa.Integer))
        .order_by(CHANGE.c.seq)
        .limit(MOST_ENTRIES + 1)
    )


def _logged() -> sa.Select[tuple[str, str]]:
    return (
        sa.select(CHANGE_ROWS.c.table_name, CHANGE_ROWS.c.rows)
        .where(CHANGE_ROWS.c.seq == sa.bindparam("v_seq", type_=sa.Integer))
        .order_by(CHANGE_ROWS.c.nr)
    )
