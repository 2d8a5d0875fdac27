"""Types of columns that migrations share. What stands here is frozen: a new type gets a new name."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa


def string(length: int | None = None) -> sa.types.TypeEngine[Any]:
    """Text (of at most `length` code points) that sorts by code point on SQLite and on PostgreSQL."""
    if length is None:
        return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")
