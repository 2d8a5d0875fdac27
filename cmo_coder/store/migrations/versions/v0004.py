"""Which texts the search index holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cmo_coder.store.migrations.kinds import string

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "search_text",
        sa.Column("text_version_id", string(36), nullable=False),
        sa.Column("sha256", string(64), nullable=False),
        sa.Column("first_row", sa.Integer(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("passages", sa.LargeBinary(), nullable=False),
        sa.Column("rules", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("text_version_id", name=op.f("pk_search_text")),
    )
