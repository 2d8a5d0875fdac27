"""Alembic's environment: runs the migrations on the connection that `store.migrate` hands over, in its transaction."""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from cmo_coder.store.tables import METADATA


def _short(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write the types of text columns in a new migration as `string(36)` (see `kinds.py`)."""
    if kind == "type" and isinstance(item, sa.String):
        return f"string({item.length or ''})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # SQLite changes a table by building it anew, which Alembic calls a batch.
    render_as_batch=context.config.attributes.get("batch", True),
    render_item=_short,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
