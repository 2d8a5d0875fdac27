"""Files that documents came from, and attributes of respondents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cmo_coder.store.migrations.kinds import string

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "stored_file",
        sa.Column("sha256", string(64), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "original",
        sa.Column("id", string(36), nullable=False),
        sa.Column("document_id", string(36), nullable=False),
        sa.Column("sha256", string(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", string(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_original_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_original")),
    )
    with op.batch_alter_table("original", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_original_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_original_sha256"), ["sha256"], unique=False)

    op.create_table(
        "respondent_attribute",
        sa.Column("id", string(36), nullable=False),
        sa.Column("respondent_id", string(36), nullable=False),
        sa.Column("key", string(), nullable=False),
        sa.Column("value", string(), nullable=False),
        sa.Column("type", string(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "type IN ('text', 'number', 'date', 'ordinal', 'boolean')", name=op.f("ck_respondent_attribute_type")
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name=op.f("fk_respondent_attribute_respondent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondent_attribute")),
    )
    with op.batch_alter_table("respondent_attribute", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_respondent_attribute_respondent_id"), ["respondent_id"], unique=False)
