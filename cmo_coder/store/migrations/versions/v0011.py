"""Suggestions for claims and configurations: what became of them, and the mark on what was taken."""

from __future__ import annotations

from functools import partial

import sqlalchemy as sa
from alembic import op

from cmo_coder.store.migrations.kinds import string
from cmo_coder.store.migrations.log import Row, rewrite_log

revision = "0011"
down_revision = "0010"

MARKED = {
    "claim": ("status_suggested", "polarity_suggested"),
    "configuration_relation": ("suggested",),
    "evidence": ("suggested",),
    "slot_evidence": ("suggested",),
}
REFERENCES = {"claim_id": "claim", "configuration_id": "configuration", "other_configuration_id": "configuration"}
NOT_ABOUT = {"kind": "code", "value": "", **dict.fromkeys(REFERENCES)}
"""What a suggestion made before this says in the new fields: it was a code for words."""


def upgrade() -> None:
    for table, marks in MARKED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in marks:
                batch_op.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in marks:
                batch_op.alter_column(name, server_default=None)
        rewrite_log(op.get_bind(), table, partial(_with, dict.fromkeys(marks, False)))
    _suggestions()
    rewrite_log(op.get_bind(), "suggestion", partial(_with, NOT_ABOUT))


def _with(more: Row, row: Row) -> Row:
    return {**row, **more}


def _suggestions() -> None:
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", string(40), nullable=False, server_default="code"))
        batch_op.add_column(sa.Column("value", string(), nullable=False, server_default=""))
        for name in REFERENCES:
            batch_op.add_column(sa.Column(name, string(36), nullable=True))
        batch_op.alter_column("text_version_id", existing_type=string(36), nullable=True)
        batch_op.drop_constraint(op.f("ck_suggestion_span_order"), type_="check")
        batch_op.drop_constraint(op.f("ck_suggestion_span_in_text"), type_="check")
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.alter_column("kind", server_default=None)
        batch_op.alter_column("value", server_default=None)
        batch_op.create_check_constraint(
            op.f("ck_suggestion_kind"),
            "kind IN ('code', 'slot', 'status', 'polarity', 'link', 'configuration', 'relation')",
        )
        batch_op.create_check_constraint(
            op.f("ck_suggestion_span_order"),
            '0 <= start AND (start < "end" OR (text_version_id IS NULL AND start = 0 AND "end" = 0))',
        )
        batch_op.create_check_constraint(
            op.f("ck_suggestion_span_in_text"),
            '"end" <= text_length AND (text_version_id IS NOT NULL OR text_length = 0)',
        )
        for name, target in REFERENCES.items():
            batch_op.create_index(batch_op.f(f"ix_suggestion_{name}"), [name], unique=False)
            batch_op.create_foreign_key(
                batch_op.f(f"fk_suggestion_{name}"), target, [name], ["id"], initially="DEFERRED", deferrable=True
            )
