"""Moving a row among its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from cmo_coder.model.base import Entity, changed

T = TypeVar("T", bound=Entity)


def reordered(rows: Sequence[T], row_id: str, step: int) -> list[tuple[T, T]]:
    """The rows before and after moving one by `step` places; `rows` stand in their order and have a `position`.

    All are numbered anew from 1, so that rows that shared a place get one of their own. Empty where the row would leave
    the list.
    """
    at = next(nr for nr, row in enumerate(rows) if row.id == row_id)
    if not 0 <= at + step < len(rows):
        return []
    order = [row for row in rows if row.id != row_id]
    order.insert(at + step, rows[at])
    return [(row, changed(row, position=nr)) for nr, row in enumerate(order, start=1)]
