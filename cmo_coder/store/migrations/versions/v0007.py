"""A code's own keywords and patterns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cmo_coder.store.migrations.log import rewrite_log

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("code", schema=None) as batch_op:
        batch_op.add_column(sa.Column("keywords", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("code", schema=None) as batch_op:
        batch_op.alter_column("keywords", server_default=None)
    rewrite_log(op.get_bind(), "code", lambda row: {**row, "keywords": []})
