"""What a suggestion was made with, and its rank."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cmo_coder.store.migrations.kinds import string
from cmo_coder.store.migrations.log import rewrite_log

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rank", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("model", string(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("settings", string(), nullable=False, server_default=""))
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.alter_column("model", server_default=None)
        batch_op.alter_column("settings", server_default=None)
    rewrite_log(op.get_bind(), "suggestion", lambda row: {**row, "rank": None, "model": "", "settings": ""})
