"""Changing the rows in the change log along with the tables, so that undo still fits."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

_ROWS = sa.table(
    "change_rows",
    sa.column("seq", sa.Integer),
    sa.column("nr", sa.Integer),
    sa.column("table_name", sa.String),
    sa.column("rows", sa.Text),
)

Row = dict[str, Any]


def rewrite_log(
    connection: sa.Connection, table: str, function: Callable[[Row], Row | None], new_table: str | None = None
) -> int:
    """Put every logged row of a table through `function`, and give it a new table name where that changed too.

    A pair of which both sides become None is left out of the log. Gives how many rows were looked at.
    """
    number = 0
    found = connection.execute(sa.select(_ROWS).where(_ROWS.c.table_name == table)).all()
    for record in found:
        pairs = []
        for before, after in json.loads(record.rows):
            pair = [None if row is None else function(row) for row in (before, after)]
            number += 1
            if pair != [None, None]:
                pairs.append(pair)
        text = json.dumps(pairs, ensure_ascii=False, separators=(",", ":"))
        connection.execute(
            sa.update(_ROWS)
            .where(_ROWS.c.seq == record.seq, _ROWS.c.nr == record.nr)
            .values(rows=text, table_name=new_table or table)
        )
    return number
