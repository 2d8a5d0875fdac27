"""What the realist analysis needs beyond the base."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from cmo_coder.store.migrations.kinds import string
from cmo_coder.store.migrations.log import Row, rewrite_log

revision = "0003"
down_revision = "0002"


def _new_tables() -> None:
    op.create_table(
        "case_scale",
        sa.Column("id", string(36), nullable=False),
        sa.Column("key", string(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_scale")),
        sa.UniqueConstraint("key", name=op.f("uq_case_scale_key")),
    )
    op.create_table(
        "design_step",
        sa.Column("id", string(36), nullable=False),
        sa.Column("step", string(), nullable=False),
        sa.Column("what", string(), nullable=False),
        sa.Column("methods", string(), nullable=False),
        sa.Column("by_whom", string(), nullable=False),
        sa.Column("sources", string(), nullable=False),
        sa.Column("outputs", string(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_design_step")),
    )
    op.create_table(
        "report_item",
        sa.Column("id", string(36), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("reported", string(40), nullable=True),
        sa.Column("pages", string(), nullable=False),
        sa.Column("text", string(), nullable=False),
        sa.CheckConstraint("reported IN ('yes', 'no', 'unclear')", name=op.f("ck_report_item_reported")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_item")),
        sa.UniqueConstraint("item", name=op.f("uq_report_item_item")),
    )
    op.create_table(
        "story_item",
        sa.Column("id", string(36), nullable=False),
        sa.Column("case_id", string(36), nullable=False),
        sa.Column("box", string(40), nullable=False),
        sa.Column("text", string(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "box IN ('region', 'process', 'ambition', 'approach', 'target_group', 'higher_effect', 'condition')",
            name=op.f("ck_story_item_box"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["study_case.id"], name=op.f("fk_story_item_case_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_item")),
    )
    with op.batch_alter_table("story_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_item_case_id"), ["case_id"], unique=False)

    op.create_table(
        "element_version_claim",
        sa.Column("id", string(36), nullable=False),
        sa.Column("effective_element_version_id", string(36), nullable=False),
        sa.Column("claim_id", string(36), nullable=False),
        sa.Column("stance", string(40), nullable=True),
        sa.CheckConstraint(
            "stance IN ('supports', 'contradicts', 'refines')", name=op.f("ck_element_version_claim_stance")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
            name=op.f("fk_element_version_claim_claim_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["effective_element_version_id"],
            ["effective_element_version.id"],
            name=op.f("fk_element_version_claim_effective_element_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_element_version_claim")),
        sa.UniqueConstraint(
            "effective_element_version_id",
            "claim_id",
            name=op.f("uq_element_version_claim_effective_element_version_id_claim_id"),
        ),
    )
    with op.batch_alter_table("element_version_claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_element_version_claim_claim_id"), ["claim_id"], unique=False)

    op.create_table(
        "theory_version_claim",
        sa.Column("id", string(36), nullable=False),
        sa.Column("programme_theory_version_id", string(36), nullable=False),
        sa.Column("claim_id", string(36), nullable=False),
        sa.Column("stance", string(40), nullable=True),
        sa.CheckConstraint(
            "stance IN ('supports', 'contradicts', 'refines')", name=op.f("ck_theory_version_claim_stance")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
            name=op.f("fk_theory_version_claim_claim_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["programme_theory_version_id"],
            ["programme_theory_version.id"],
            name=op.f("fk_theory_version_claim_programme_theory_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theory_version_claim")),
        sa.UniqueConstraint(
            "programme_theory_version_id",
            "claim_id",
            name=op.f("uq_theory_version_claim_programme_theory_version_id_claim_id"),
        ),
    )
    with op.batch_alter_table("theory_version_claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theory_version_claim_claim_id"), ["claim_id"], unique=False)

    op.create_table(
        "story_item_fragment",
        sa.Column("id", string(36), nullable=False),
        sa.Column("story_item_id", string(36), nullable=False),
        sa.Column("fragment_id", string(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["fragment_id"],
            ["fragment.id"],
            name=op.f("fk_story_item_fragment_fragment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["story_item_id"],
            ["story_item.id"],
            name=op.f("fk_story_item_fragment_story_item_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_item_fragment")),
        sa.UniqueConstraint(
            "story_item_id", "fragment_id", name=op.f("uq_story_item_fragment_story_item_id_fragment_id")
        ),
    )
    with op.batch_alter_table("story_item_fragment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_item_fragment_fragment_id"), ["fragment_id"], unique=False)


_COLUMNS: tuple[tuple[str, sa.Column[Any], Any], ...] = (
    ("effective_element_version", sa.Column("condition", string(), nullable=False, server_default=""), ""),
    ("programme_theory_version", sa.Column("assumptions", string(), nullable=False, server_default=""), ""),
    ("study", sa.Column("quantifiers", sa.JSON(), nullable=False, server_default="[]"), []),
    ("study", sa.Column("small_cell", sa.Integer(), nullable=False, server_default="0"), 0),
    ("claim", sa.Column("level", string(40), nullable=True), None),
)
"""New columns by table, with the value that rows from before have."""


def _new_columns() -> None:
    for table, column, value in _COLUMNS:
        name, default = column.name, column.server_default
        with op.batch_alter_table(table) as batch:
            batch.add_column(column)
            if table == "claim":
                batch.create_check_constraint(op.f("ck_claim_level"), "level IN ('nano', 'micro', 'meso', 'macro')")
        if default is not None:
            with op.batch_alter_table(table) as batch:
                batch.alter_column(name, server_default=None)
        rewrite_log(op.get_bind(), table, _with(name, value))


def _with(name: str, value: Any) -> Any:
    def given(row: Row) -> Row:
        return {**row, name: value}

    return given


def _searches_of_patterns() -> None:
    with op.batch_alter_table("negative_search") as batch:
        batch.add_column(sa.Column("demi_regularity_id", string(36), nullable=True))
    with op.batch_alter_table("negative_search") as batch:
        batch.drop_constraint(op.f("ck_negative_search_one_object"), type_="check")
        batch.create_check_constraint(
            op.f("ck_negative_search_one_object"),
            "(CASE WHEN configuration_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN effective_element_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN demi_regularity_id IS NULL THEN 0 ELSE 1 END) = 1",
        )
        batch.create_index(op.f("ix_negative_search_demi_regularity_id"), ["demi_regularity_id"], unique=False)
        batch.create_foreign_key(
            op.f("fk_negative_search_demi_regularity_id"),
            "demi_regularity",
            ["demi_regularity_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
    rewrite_log(op.get_bind(), "negative_search", _with("demi_regularity_id", None))


def _questions_as_memos() -> None:
    with op.batch_alter_table("memo") as batch:
        batch.drop_constraint(op.f("ck_memo_type"), type_="check")
        batch.create_check_constraint(op.f("ck_memo_type"), "type IN ('reflexivity', 'method', 'content', 'question')")


def upgrade() -> None:
    _new_tables()
    _new_columns()
    _searches_of_patterns()
    _questions_as_memos()
