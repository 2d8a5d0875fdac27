"""Finished coding, settled disagreements and the consensus."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cmo_coder.store.migrations.kinds import string

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "adjudication",
        sa.Column("id", string(36), nullable=False),
        sa.Column("document_id", string(36), nullable=False),
        sa.Column("first_coder_id", string(36), nullable=False),
        sa.Column("second_coder_id", string(36), nullable=False),
        sa.Column("case_key", string(), nullable=False),
        sa.Column("kind", string(40), nullable=False),
        sa.Column("choice", string(40), nullable=False),
        sa.Column("reason", string(), nullable=False),
        sa.Column("coder_id", string(36), nullable=True),
        sa.Column("at", string(), nullable=False),
        sa.CheckConstraint(
            "choice IN ('first', 'second', 'both', 'neither', 'new', 'open')", name=op.f("ck_adjudication_choice")
        ),
        sa.CheckConstraint(
            "kind IN ('boundary', 'split_merge', 'conflict', 'only_a', 'only_b', 'role', 'link', 'configuration')",
            name=op.f("ck_adjudication_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_adjudication_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_adjudication_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["first_coder_id"],
            ["coder.id"],
            name=op.f("fk_adjudication_first_coder_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["second_coder_id"],
            ["coder.id"],
            name=op.f("fk_adjudication_second_coder_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjudication")),
        sa.UniqueConstraint("document_id", "case_key", name=op.f("uq_adjudication_document_id_case_key")),
    )
    with op.batch_alter_table("adjudication", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adjudication_coder_id"), ["coder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_adjudication_first_coder_id"), ["first_coder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_adjudication_second_coder_id"), ["second_coder_id"], unique=False)

    op.create_table(
        "coding_snapshot",
        sa.Column("id", string(36), nullable=False),
        sa.Column("document_id", string(36), nullable=False),
        sa.Column("coder_id", string(36), nullable=False),
        sa.Column("text_version_id", string(36), nullable=False),
        sa.Column("coding_round", sa.Integer(), nullable=False),
        sa.Column("marks", string(), nullable=False),
        sa.Column("at", string(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_coding_snapshot_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_coding_snapshot_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_coding_snapshot_text_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_snapshot")),
        sa.UniqueConstraint(
            "document_id", "coder_id", "coding_round", name=op.f("uq_coding_snapshot_document_id_coder_id_coding_round")
        ),
    )
    with op.batch_alter_table("coding_snapshot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coding_snapshot_coder_id"), ["coder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coding_snapshot_text_version_id"), ["text_version_id"], unique=False)

    op.create_table(
        "consensus_mark",
        sa.Column("id", string(36), nullable=False),
        sa.Column("adjudication_id", string(36), nullable=False),
        sa.Column("fragment_id", string(36), nullable=False),
        sa.Column("code_id", string(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["adjudication_id"],
            ["adjudication.id"],
            name=op.f("fk_consensus_mark_adjudication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["code_id"], ["code.id"], name=op.f("fk_consensus_mark_code_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["fragment_id"],
            ["fragment.id"],
            name=op.f("fk_consensus_mark_fragment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consensus_mark")),
        sa.UniqueConstraint(
            "adjudication_id",
            "fragment_id",
            "code_id",
            name=op.f("uq_consensus_mark_adjudication_id_fragment_id_code_id"),
        ),
    )
    with op.batch_alter_table("consensus_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consensus_mark_code_id"), ["code_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consensus_mark_fragment_id"), ["fragment_id"], unique=False)
