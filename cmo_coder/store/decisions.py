"""What decisions changed: the values before and after, read from the change in which each decision was written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cmo_coder.store.history import touched_rows
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import CHANGE, CHANGE_ROWS

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "configuration": ("status",),
    "effective_element_version": ("status", "long_label", "short_label", "public_label"),
    "programme_theory_version": ("status", "statement"),
    "code": ("name", "status"),
}
"""The fields of each table that a decision is about."""
_OWNER = {
    "effective_element_version": "effective_element_id",
    "programme_theory_version": "programme_theory_id",
}
"""Tables of versions: there a change is a new row beside the one that is no longer in force."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a table before and after (empty: it was not there, or is empty).

    `object_type` and `object_id` are the row, and of a version what it is a version of.
    """

    table: str
    field: str
    before: str
    after: str
    object_type: str = ""
    object_id: str = ""


def what_changed(reading: Reading) -> dict[str, tuple[FieldChange, ...]]:
    """By id of the decision, what the same change did; decisions of the team alone changed nothing else."""
    query = (
        sa.select(CHANGE_ROWS.c.seq, CHANGE_ROWS.c.rows)
        .join(CHANGE, CHANGE.c.seq == CHANGE_ROWS.c.seq)
        .where(CHANGE_ROWS.c.table_name == "decision", CHANGE.c.kind == "do", CHANGE.c.state == "done")
    )
    found: dict[str, tuple[FieldChange, ...]] = {}
    for seq, rows in reading.connection.execute(query).all():
        ids = [after["id"] for before, after in json.loads(rows) if before is None and after is not None]
        changes = tuple(_changes(touched_rows(reading, seq))) if ids else ()
        found |= dict.fromkeys(ids, changes)
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """What the change in which a decision was written says that it did: a message id and what fills it."""

    what: str
    args: tuple[tuple[str, object], ...]


def what_was_said(reading: Reading) -> dict[str, Said]:
    """By id of the decision, the words of its change, so that they can be given in the language of the reader."""
    query = (
        sa.select(CHANGE.c.what, CHANGE.c.what_args, CHANGE_ROWS.c.rows)
        .join(CHANGE, CHANGE.c.seq == CHANGE_ROWS.c.seq)
        .where(CHANGE_ROWS.c.table_name == "decision", CHANGE.c.kind == "do", CHANGE.c.state == "done")
    )
    return {
        after["id"]: Said(row.what, tuple(row.what_args.items()))
        for row in reading.connection.execute(query)
        for before, after in json.loads(row.rows)
        if before is None and after is not None
    }


def _changes(rows: list[tuple[str, Any, Any]]) -> Iterator[FieldChange]:
    for table, before, after in rows:
        if table not in _FIELDS or after is None:
            continue
        if before is None:
            before = _replaced(rows, table, after)
        if before is not None and (table not in _OWNER or after.get("in_force")):
            yield from _fields(table, before, after)


def _replaced(rows: list[tuple[str, Any, Any]], table: str, new: Row) -> Row | None:
    """The version that went out of force in the same change, for the same owner."""
    owner = _OWNER.get(table, "")
    for other, before, after in rows:
        if (
            other == table
            and owner
            and before is not None
            and after is not None
            and before.get(owner) == new.get(owner)
            and before.get("in_force")
            and not after.get("in_force")
        ):
            found: Row = before
            return found
    return None


def _fields(table: str, before: Row, after: Row) -> Iterator[FieldChange]:
    for field in _FIELDS[table]:
        old, new = str(before.get(field) or ""), str(after.get(field) or "")
        if old != new:
            owner = _OWNER.get(table, "id")
            yield FieldChange(
                table, field, old, new, owner.removesuffix("_id") if owner != "id" else table, after[owner]
            )
