"""What the slots of a configuration read when own words were put on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cmo_coder.store.migrations.log import rewrite_log

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("configuration_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("slots_then", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("configuration_version", schema=None) as batch_op:
        batch_op.alter_column("slots_then", server_default=None)
    rewrite_log(op.get_bind(), "configuration_version", lambda row: {**row, "slots_then": []})
