"""The claims that a team agreed on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cmo_coder.store.migrations.kinds import string

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "consensus_slot",
        sa.Column("id", string(36), nullable=False),
        sa.Column("adjudication_id", string(36), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("role", string(40), nullable=False),
        sa.Column("canonical_element_id", string(36), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('C', 'I', 'M_res', 'M_red', 'O')", name=op.f("ck_consensus_slot_role")),
        sa.ForeignKeyConstraint(
            ["adjudication_id"],
            ["adjudication.id"],
            name=op.f("fk_consensus_slot_adjudication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["canonical_element_id"],
            ["canonical_element.id"],
            name=op.f("fk_consensus_slot_canonical_element_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consensus_slot")),
    )
    with op.batch_alter_table("consensus_slot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consensus_slot_adjudication_id"), ["adjudication_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_consensus_slot_canonical_element_id"), ["canonical_element_id"], unique=False
        )
