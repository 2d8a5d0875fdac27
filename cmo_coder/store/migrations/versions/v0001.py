"""The tables of the first version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cmo_coder.store.migrations.kinds import string

revision = "0001"
down_revision = None


def _actor() -> None:
    op.create_table(
        "actor",
        sa.Column("id", string(36), nullable=False),
        sa.Column("name", string(), nullable=False),
        sa.Column("type", string(), nullable=False),
        sa.Column("group", string(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
    )


def _agreement_run() -> None:
    op.create_table(
        "agreement_run",
        sa.Column("id", string(36), nullable=False),
        sa.Column("label", string(), nullable=False),
        sa.Column("settings", string(), nullable=False),
        sa.Column("results", string(), nullable=False),
        sa.Column("at", string(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_run")),
    )


def _canonical_element() -> None:
    op.create_table(
        "canonical_element",
        sa.Column("id", string(36), nullable=False),
        sa.Column("role", string(40), nullable=False),
        sa.Column("label", string(), nullable=False),
        sa.Column("definition", string(), nullable=False),
        sa.Column("level", string(40), nullable=True),
        sa.Column("context_kind", string(40), nullable=True),
        sa.Column("context_effect", string(40), nullable=True),
        sa.Column("direction", string(40), nullable=True),
        sa.Column("intended", string(40), nullable=True),
        sa.Column("outcome_kind", string(40), nullable=True),
        sa.Column("horizon", string(40), nullable=True),
        sa.Column("change", string(40), nullable=True),
        sa.CheckConstraint(
            "change IN ('transformation', 'invariance', 'reproduction')", name=op.f("ck_canonical_element_change")
        ),
        sa.CheckConstraint(
            "context_effect IN ('enabling', 'hindering', 'neutral')", name=op.f("ck_canonical_element_context_effect")
        ),
        sa.CheckConstraint(
            "context_kind IN ('physical', 'organisational', 'relational', 'cultural', 'policy', 'personal', 'time')",
            name=op.f("ck_canonical_element_context_kind"),
        ),
        sa.CheckConstraint("direction IN ('+', '-', '0', 'mixed')", name=op.f("ck_canonical_element_direction")),
        sa.CheckConstraint("horizon IN ('direct', 'medium', 'long')", name=op.f("ck_canonical_element_horizon")),
        sa.CheckConstraint("intended IN ('yes', 'no', 'unforeseen')", name=op.f("ck_canonical_element_intended")),
        sa.CheckConstraint("level IN ('nano', 'micro', 'meso', 'macro')", name=op.f("ck_canonical_element_level")),
        sa.CheckConstraint(
            "outcome_kind IN ('process', 'outcome', 'higher_effect')", name=op.f("ck_canonical_element_outcome_kind")
        ),
        sa.CheckConstraint("role IN ('C', 'I', 'M_res', 'M_red', 'O')", name=op.f("ck_canonical_element_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canonical_element")),
    )


def _change() -> None:
    op.create_table(
        "change",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", string(36), nullable=False),
        sa.Column("kind", string(8), nullable=False),
        sa.Column("state", string(8), nullable=False),
        sa.Column("target_seq", sa.Integer(), nullable=True),
        sa.Column("act", string(60), nullable=False),
        sa.Column("what", string(), nullable=False),
        sa.Column("what_args", sa.JSON(), nullable=False),
        sa.Column("reason", string(), nullable=False),
        sa.Column("coder_id", string(36), nullable=True),
        sa.Column("coder_name", string(), nullable=False),
        sa.Column("at", string(32), nullable=False),
        sa.CheckConstraint("kind IN ('do', 'undo', 'redo')", name=op.f("ck_change_kind")),
        sa.CheckConstraint("state IN ('done', 'undone', 'dropped')", name=op.f("ck_change_state")),
        sa.ForeignKeyConstraint(["target_seq"], ["change.seq"], name=op.f("fk_change_target_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change")),
        sa.UniqueConstraint("id", name=op.f("uq_change_id")),
    )
    op.create_index("ix_change_kind_state", "change", ["kind", "state"], unique=False)


def _coder() -> None:
    op.create_table(
        "coder",
        sa.Column("id", string(36), nullable=False),
        sa.Column("name", string(), nullable=False),
        sa.Column("role", string(40), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role IN ('researcher', 'lead', 'reviewer')", name=op.f("ck_coder_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coder")),
    )


def _demi_regularity() -> None:
    op.create_table(
        "demi_regularity",
        sa.Column("id", string(36), nullable=False),
        sa.Column("description", string(), nullable=False),
        sa.Column("basis", string(), nullable=False),
        sa.Column("exceptions", string(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demi_regularity")),
    )


def _effective_element() -> None:
    op.create_table(
        "effective_element",
        sa.Column("id", string(36), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("split_from_id", string(36), nullable=True),
        sa.Column("merged_into_id", string(36), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["effective_element.id"],
            name=op.f("fk_effective_element_merged_into_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["split_from_id"],
            ["effective_element.id"],
            name=op.f("fk_effective_element_split_from_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effective_element")),
        sa.UniqueConstraint("nr", name=op.f("uq_effective_element_nr")),
    )
    op.create_index(op.f("ix_effective_element_merged_into_id"), "effective_element", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_effective_element_split_from_id"), "effective_element", ["split_from_id"], unique=False)


def _member_check() -> None:
    op.create_table(
        "member_check",
        sa.Column("id", string(36), nullable=False),
        sa.Column("session", string(), nullable=False),
        sa.Column("session_kind", string(40), nullable=True),
        sa.Column("date", string(), nullable=False),
        sa.CheckConstraint(
            "session_kind IN ('learning_session', 'knowledge_meeting', 'panel')",
            name=op.f("ck_member_check_session_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_check")),
    )


def _midrange_theory() -> None:
    op.create_table(
        "midrange_theory",
        sa.Column("id", string(36), nullable=False),
        sa.Column("name", string(), nullable=False),
        sa.Column("reference", string(), nullable=False),
        sa.Column("core_idea", string(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_midrange_theory")),
    )


def _programme_theory() -> None:
    op.create_table(
        "programme_theory",
        sa.Column("id", string(36), nullable=False),
        sa.Column("title", string(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_theory")),
    )


def _round() -> None:
    op.create_table(
        "round",
        sa.Column("id", string(36), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("label", string(), nullable=False),
        sa.Column("period", string(), nullable=False),
        sa.Column("purpose", string(40), nullable=True),
        sa.CheckConstraint("purpose IN ('gleaning', 'refining', 'consolidation')", name=op.f("ck_round_purpose")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("nr", name=op.f("uq_round_nr")),
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("key", string(60), nullable=False),
        sa.Column("value", string(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )


def _stored_text() -> None:
    op.create_table(
        "stored_text",
        sa.Column("sha256", string(64), nullable=False),
        sa.Column("text", string(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_text")),
    )


def _study() -> None:
    op.create_table(
        "study",
        sa.Column("id", string(36), nullable=False),
        sa.Column("name", string(), nullable=False),
        sa.Column("client", string(), nullable=False),
        sa.Column("pillar", string(), nullable=False),
        sa.Column("question", string(), nullable=False),
        sa.Column("profile", string(40), nullable=False),
        sa.Column("language", string(), nullable=False),
        sa.Column("ethics", string(40), nullable=True),
        sa.Column("ethics_reason", string(), nullable=False),
        sa.CheckConstraint("ethics IN ('yes', 'no', 'not_applicable')", name=op.f("ck_study_ethics")),
        sa.CheckConstraint("profile IN ('ICMO-DeWeger', 'CMO-Dalkin', 'CIMO', 'ICAMO')", name=op.f("ck_study_profile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
    )


def _study_case() -> None:
    op.create_table(
        "study_case",
        sa.Column("id", string(36), nullable=False),
        sa.Column("name", string(), nullable=False),
        sa.Column("type", string(40), nullable=False),
        sa.Column("parent_id", string(36), nullable=True),
        sa.Column("phase", string(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "type IN ('province', 'region', 'municipality', 'neighbourhood', 'pledge', 'organisation', 'other')",
            name=op.f("ck_study_case_type"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["study_case.id"],
            name=op.f("fk_study_case_parent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_case")),
    )
    op.create_index(op.f("ix_study_case_parent_id"), "study_case", ["parent_id"], unique=False)


def _theme() -> None:
    op.create_table(
        "theme",
        sa.Column("id", string(36), nullable=False),
        sa.Column("label", string(), nullable=False),
        sa.Column("list", string(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("list IN ('learning_needs', 'noticeable', 'own')", name=op.f("ck_theme_list")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
    )


def _agreement_run_coder() -> None:
    op.create_table(
        "agreement_run_coder",
        sa.Column("id", string(36), nullable=False),
        sa.Column("agreement_run_id", string(36), nullable=False),
        sa.Column("coder_id", string(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_run_id"],
            ["agreement_run.id"],
            name=op.f("fk_agreement_run_coder_agreement_run_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"],
            ["coder.id"],
            name=op.f("fk_agreement_run_coder_coder_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_run_coder")),
    )
    op.create_index(
        op.f("ix_agreement_run_coder_agreement_run_id"), "agreement_run_coder", ["agreement_run_id"], unique=False
    )
    op.create_index(op.f("ix_agreement_run_coder_coder_id"), "agreement_run_coder", ["coder_id"], unique=False)


def _canonical_element_actor() -> None:
    op.create_table(
        "canonical_element_actor",
        sa.Column("id", string(36), nullable=False),
        sa.Column("canonical_element_id", string(36), nullable=False),
        sa.Column("actor_id", string(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actor.id"],
            name=op.f("fk_canonical_element_actor_actor_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["canonical_element_id"],
            ["canonical_element.id"],
            name=op.f("fk_canonical_element_actor_canonical_element_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canonical_element_actor")),
        sa.UniqueConstraint(
            "canonical_element_id", "actor_id", name=op.f("uq_canonical_element_actor_canonical_element_id_actor_id")
        ),
    )
    op.create_index(op.f("ix_canonical_element_actor_actor_id"), "canonical_element_actor", ["actor_id"], unique=False)


def _case_attribute() -> None:
    op.create_table(
        "case_attribute",
        sa.Column("id", string(36), nullable=False),
        sa.Column("case_id", string(36), nullable=False),
        sa.Column("key", string(), nullable=False),
        sa.Column("value", string(), nullable=False),
        sa.Column("type", string(40), nullable=False),
        sa.Column("date", string(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "type IN ('text', 'number', 'date', 'ordinal', 'boolean')", name=op.f("ck_case_attribute_type")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["study_case.id"],
            name=op.f("fk_case_attribute_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_attribute")),
    )
    op.create_index(op.f("ix_case_attribute_case_id"), "case_attribute", ["case_id"], unique=False)


def _change_rows() -> None:
    op.create_table(
        "change_rows",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("table_name", string(60), nullable=False),
        sa.Column("rows", string(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["change.seq"], name=op.f("fk_change_rows_seq")),
        sa.PrimaryKeyConstraint("seq", "nr", name=op.f("pk_change_rows")),
    )


def _code() -> None:
    op.create_table(
        "code",
        sa.Column("id", string(36), nullable=False),
        sa.Column("name", string(), nullable=False),
        sa.Column("type", string(40), nullable=False),
        sa.Column("parent_id", string(36), nullable=True),
        sa.Column("definition", string(), nullable=False),
        sa.Column("inclusion", string(), nullable=False),
        sa.Column("exclusion", string(), nullable=False),
        sa.Column("example", string(), nullable=False),
        sa.Column("colour", string(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("key", string(), nullable=False),
        sa.Column("status", string(40), nullable=False),
        sa.Column("merged_into_id", string(36), nullable=True),
        sa.Column("canonical_element_id", string(36), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('active', 'archived', 'merged')", name=op.f("ck_code_status")),
        sa.CheckConstraint(
            "type IN ('open', 'C', 'I', 'M_res', 'M_red', 'O', 'actor', 'theme')", name=op.f("ck_code_type")
        ),
        sa.ForeignKeyConstraint(
            ["canonical_element_id"],
            ["canonical_element.id"],
            name=op.f("fk_code_canonical_element_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["code.id"], name=op.f("fk_code_merged_into_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["code.id"], name=op.f("fk_code_parent_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
    )
    op.create_index(op.f("ix_code_canonical_element_id"), "code", ["canonical_element_id"], unique=False)
    op.create_index(op.f("ix_code_merged_into_id"), "code", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_code_parent_id"), "code", ["parent_id"], unique=False)


def _configuration() -> None:
    op.create_table(
        "configuration",
        sa.Column("id", string(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", string(), nullable=False),
        sa.Column("coder_id", string(36), nullable=True),
        sa.Column("status", string(40), nullable=False),
        sa.Column("inference", string(40), nullable=True),
        sa.Column("level", string(40), nullable=True),
        sa.Column("certainty", string(40), nullable=True),
        sa.Column("certainty_reason", string(), nullable=False),
        sa.Column("negative_case", sa.Boolean(), nullable=False),
        sa.CheckConstraint("certainty IN ('low', 'medium', 'high')", name=op.f("ck_configuration_certainty")),
        sa.CheckConstraint(
            "inference IN ('deductive', 'inductive', 'abductive', 'retroductive')",
            name=op.f("ck_configuration_inference"),
        ),
        sa.CheckConstraint("level IN ('nano', 'micro', 'meso', 'macro')", name=op.f("ck_configuration_level")),
        sa.CheckConstraint(
            "status IN ('provisional', 'refined', 'supported', 'contested', 'rejected')",
            name=op.f("ck_configuration_status"),
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_configuration_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_configuration")),
        sa.UniqueConstraint("number", name=op.f("uq_configuration_number")),
    )
    op.create_index(op.f("ix_configuration_coder_id"), "configuration", ["coder_id"], unique=False)


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", string(36), nullable=False),
        sa.Column("what", string(), nullable=False),
        sa.Column("why", string(), nullable=False),
        sa.Column("alternatives", string(), nullable=False),
        sa.Column("coder_id", string(36), nullable=True),
        sa.Column("date", string(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_decision_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_coder_id"), "decision", ["coder_id"], unique=False)


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("id", string(36), nullable=False),
        sa.Column("title", string(), nullable=False),
        sa.Column("type", string(40), nullable=False),
        sa.Column("date", string(), nullable=False),
        sa.Column("round_id", string(36), nullable=True),
        sa.Column("mode", string(40), nullable=True),
        sa.Column("case_id", string(36), nullable=True),
        sa.Column("source_name", string(), nullable=False),
        sa.Column("source_sha256", string(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("mode IN ('live', 'phone', 'digital')", name=op.f("ck_document_mode")),
        sa.CheckConstraint(
            "type IN ('interview', 'narrative_interview', 'focus_group', 'learning_session_note', 'policy_document', 'open_answer', 'observation', 'other')",  # noqa: E501
            name=op.f("ck_document_type"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["study_case.id"], name=op.f("fk_document_case_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_document_round_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_case_id"), "document", ["case_id"], unique=False)
    op.create_index(op.f("ix_document_round_id"), "document", ["round_id"], unique=False)


def _effective_element_version() -> None:
    op.create_table(
        "effective_element_version",
        sa.Column("id", string(36), nullable=False),
        sa.Column("effective_element_id", string(36), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("long_label", string(), nullable=False),
        sa.Column("short_label", string(), nullable=False),
        sa.Column("public_label", string(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("status", string(40), nullable=False),
        sa.Column("round_id", string(36), nullable=True),
        sa.Column("change", string(40), nullable=False),
        sa.Column("reason", string(), nullable=False),
        sa.Column("date", string(), nullable=False),
        sa.CheckConstraint(
            "change IN ('new', 'extended', 'sharpened', 'split', 'merged', 'retired')",
            name=op.f("ck_effective_element_version_change"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'definitive', 'retired')", name=op.f("ck_effective_element_version_status")
        ),
        sa.ForeignKeyConstraint(
            ["effective_element_id"],
            ["effective_element.id"],
            name=op.f("fk_effective_element_version_effective_element_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_effective_element_version_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effective_element_version")),
        sa.UniqueConstraint(
            "effective_element_id", "nr", name=op.f("uq_effective_element_version_effective_element_id_nr")
        ),
    )
    op.create_index(
        op.f("ix_effective_element_version_round_id"), "effective_element_version", ["round_id"], unique=False
    )


def _element_theme() -> None:
    op.create_table(
        "element_theme",
        sa.Column("id", string(36), nullable=False),
        sa.Column("effective_element_id", string(36), nullable=False),
        sa.Column("theme_id", string(36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["effective_element_id"],
            ["effective_element.id"],
            name=op.f("fk_element_theme_effective_element_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_element_theme_theme_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_element_theme")),
        sa.UniqueConstraint(
            "effective_element_id", "theme_id", name=op.f("uq_element_theme_effective_element_id_theme_id")
        ),
    )
    op.create_index(op.f("ix_element_theme_theme_id"), "element_theme", ["theme_id"], unique=False)


def _member_check_participant() -> None:
    op.create_table(
        "member_check_participant",
        sa.Column("id", string(36), nullable=False),
        sa.Column("member_check_id", string(36), nullable=False),
        sa.Column("group", string(40), nullable=True),
        sa.Column("case_id", string(36), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "\"group\" IN ('resident', 'professional', 'policy_maker', 'director', 'project_leader', 'other')",
            name=op.f("ck_member_check_participant_group"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["study_case.id"],
            name=op.f("fk_member_check_participant_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["member_check_id"],
            ["member_check.id"],
            name=op.f("fk_member_check_participant_member_check_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_check_participant")),
    )
    op.create_index(op.f("ix_member_check_participant_case_id"), "member_check_participant", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_member_check_participant_member_check_id"),
        "member_check_participant",
        ["member_check_id"],
        unique=False,
    )


def _memo() -> None:
    op.create_table(
        "memo",
        sa.Column("id", string(36), nullable=False),
        sa.Column("text", string(), nullable=False),
        sa.Column("type", string(40), nullable=False),
        sa.Column("coder_id", string(36), nullable=True),
        sa.Column("at", string(), nullable=False),
        sa.CheckConstraint("type IN ('reflexivity', 'method', 'content')", name=op.f("ck_memo_type")),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_memo_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
    )
    op.create_index(op.f("ix_memo_coder_id"), "memo", ["coder_id"], unique=False)


def _omkering() -> None:
    op.create_table(
        "omkering",
        sa.Column("id", string(36), nullable=False),
        sa.Column("statement", string(), nullable=False),
        sa.Column("reasoning", string(), nullable=False),
        sa.Column("coder_id", string(36), nullable=True),
        sa.Column("status", string(40), nullable=False),
        sa.Column("confirmed_in", string(), nullable=False),
        sa.CheckConstraint("status IN ('derived', 'confirmed')", name=op.f("ck_omkering_status")),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_omkering_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_omkering")),
    )
    op.create_index(op.f("ix_omkering_coder_id"), "omkering", ["coder_id"], unique=False)


def _programme_theory_version() -> None:
    op.create_table(
        "programme_theory_version",
        sa.Column("id", string(36), nullable=False),
        sa.Column("programme_theory_id", string(36), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("statement", string(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("status", string(40), nullable=False),
        sa.Column("source", string(40), nullable=True),
        sa.Column("date", string(), nullable=False),
        sa.Column("reason", string(), nullable=False),
        sa.CheckConstraint(
            "source IN ('document', 'team', 'literature', 'learning_session')",
            name=op.f("ck_programme_theory_version_source"),
        ),
        sa.CheckConstraint(
            "status IN ('initial', 'refined', 'tested', 'rejected')", name=op.f("ck_programme_theory_version_status")
        ),
        sa.ForeignKeyConstraint(
            ["programme_theory_id"],
            ["programme_theory.id"],
            name=op.f("fk_programme_theory_version_programme_theory_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_theory_version")),
        sa.UniqueConstraint(
            "programme_theory_id", "nr", name=op.f("uq_programme_theory_version_programme_theory_id_nr")
        ),
    )


def _respondent() -> None:
    op.create_table(
        "respondent",
        sa.Column("id", string(36), nullable=False),
        sa.Column("pseudonym", string(), nullable=False),
        sa.Column("group", string(40), nullable=False),
        sa.Column("function", string(), nullable=False),
        sa.Column("organisation", string(), nullable=False),
        sa.Column("domain", string(), nullable=False),
        sa.Column("case_id", string(36), nullable=True),
        sa.Column("consent", string(40), nullable=False),
        sa.CheckConstraint("consent IN ('yes', 'no', 'unknown', 'withdrawn')", name=op.f("ck_respondent_consent")),
        sa.CheckConstraint(
            "\"group\" IN ('resident', 'professional', 'policy_maker', 'director', 'project_leader', 'other')",
            name=op.f("ck_respondent_group"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["study_case.id"], name=op.f("fk_respondent_case_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondent")),
    )
    op.create_index(op.f("ix_respondent_case_id"), "respondent", ["case_id"], unique=False)


def _theme_question() -> None:
    op.create_table(
        "theme_question",
        sa.Column("id", string(36), nullable=False),
        sa.Column("theme_id", string(36), nullable=False),
        sa.Column("text", string(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_theme_question_theme_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_question")),
    )
    op.create_index(op.f("ix_theme_question_theme_id"), "theme_question", ["theme_id"], unique=False)


def _theory_midrange() -> None:
    op.create_table(
        "theory_midrange",
        sa.Column("id", string(36), nullable=False),
        sa.Column("programme_theory_id", string(36), nullable=False),
        sa.Column("midrange_theory_id", string(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["midrange_theory_id"],
            ["midrange_theory.id"],
            name=op.f("fk_theory_midrange_midrange_theory_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["programme_theory_id"],
            ["programme_theory.id"],
            name=op.f("fk_theory_midrange_programme_theory_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theory_midrange")),
    )
    op.create_index(
        op.f("ix_theory_midrange_midrange_theory_id"), "theory_midrange", ["midrange_theory_id"], unique=False
    )
    op.create_index(
        op.f("ix_theory_midrange_programme_theory_id"), "theory_midrange", ["programme_theory_id"], unique=False
    )


def _agreement_run_document() -> None:
    op.create_table(
        "agreement_run_document",
        sa.Column("id", string(36), nullable=False),
        sa.Column("agreement_run_id", string(36), nullable=False),
        sa.Column("document_id", string(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_run_id"],
            ["agreement_run.id"],
            name=op.f("fk_agreement_run_document_agreement_run_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_agreement_run_document_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_run_document")),
    )
    op.create_index(
        op.f("ix_agreement_run_document_agreement_run_id"), "agreement_run_document", ["agreement_run_id"], unique=False
    )
    op.create_index(
        op.f("ix_agreement_run_document_document_id"), "agreement_run_document", ["document_id"], unique=False
    )


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", string(36), nullable=False),
        sa.Column("document_id", string(36), nullable=False),
        sa.Column("coder_id", string(36), nullable=False),
        sa.Column("coding_round", sa.Integer(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_assignment_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_assignment_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_coder_id"), "assignment", ["coder_id"], unique=False)
    op.create_index(op.f("ix_assignment_document_id"), "assignment", ["document_id"], unique=False)


def _claim() -> None:
    op.create_table(
        "claim",
        sa.Column("id", string(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document_id", string(36), nullable=True),
        sa.Column("respondent_id", string(36), nullable=True),
        sa.Column("round_id", string(36), nullable=True),
        sa.Column("coder_id", string(36), nullable=True),
        sa.Column("phase", string(40), nullable=True),
        sa.Column("polarity", string(40), nullable=False),
        sa.Column("status", string(40), nullable=False),
        sa.Column("explicitness", string(40), nullable=True),
        sa.Column("note", string(), nullable=False),
        sa.Column("at", string(), nullable=False),
        sa.CheckConstraint("explicitness IN ('literal', 'interpreted')", name=op.f("ck_claim_explicitness")),
        sa.CheckConstraint("phase IN ('inspire', 'implement', 'sustain')", name=op.f("ck_claim_phase")),
        sa.CheckConstraint("polarity IN ('works', 'works_not', 'mixed')", name=op.f("ck_claim_polarity")),
        sa.CheckConstraint(
            "status IN ('experienced', 'observed', 'expected', 'hoped', 'hearsay', 'undetermined')",
            name=op.f("ck_claim_status"),
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_claim_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_claim_document_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name=op.f("fk_claim_respondent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_claim_round_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("number", name=op.f("uq_claim_number")),
    )
    op.create_index(op.f("ix_claim_coder_id"), "claim", ["coder_id"], unique=False)
    op.create_index(op.f("ix_claim_document_id"), "claim", ["document_id"], unique=False)
    op.create_index(op.f("ix_claim_respondent_id"), "claim", ["respondent_id"], unique=False)
    op.create_index(op.f("ix_claim_round_id"), "claim", ["round_id"], unique=False)


def _configuration_relation() -> None:
    op.create_table(
        "configuration_relation",
        sa.Column("id", string(36), nullable=False),
        sa.Column("type", string(40), nullable=False),
        sa.Column("from_id", string(36), nullable=False),
        sa.Column("to_id", string(36), nullable=False),
        sa.Column("canonical_element_id", string(36), nullable=True),
        sa.Column("note", string(), nullable=False),
        sa.CheckConstraint(
            "type IN ('ripple', 'rival', 'specialisation', 'precursor', 'counterpart')",
            name=op.f("ck_configuration_relation_type"),
        ),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_configuration_relation_two_ends")),
        sa.ForeignKeyConstraint(
            ["canonical_element_id"],
            ["canonical_element.id"],
            name=op.f("fk_configuration_relation_canonical_element_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["configuration.id"],
            name=op.f("fk_configuration_relation_from_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["to_id"],
            ["configuration.id"],
            name=op.f("fk_configuration_relation_to_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_configuration_relation")),
        sa.UniqueConstraint("type", "from_id", "to_id", name=op.f("uq_configuration_relation_type_from_id_to_id")),
    )
    op.create_index(
        op.f("ix_configuration_relation_canonical_element_id"),
        "configuration_relation",
        ["canonical_element_id"],
        unique=False,
    )
    op.create_index(op.f("ix_configuration_relation_from_id"), "configuration_relation", ["from_id"], unique=False)
    op.create_index(op.f("ix_configuration_relation_to_id"), "configuration_relation", ["to_id"], unique=False)


def _configuration_version() -> None:
    op.create_table(
        "configuration_version",
        sa.Column("id", string(36), nullable=False),
        sa.Column("configuration_id", string(36), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("actor_id", string(36), nullable=True),
        sa.Column("template", string(40), nullable=True),
        sa.Column("sentence", string(), nullable=False),
        sa.Column("wordings", sa.JSON(), nullable=False),
        sa.Column("reason", string(), nullable=False),
        sa.Column("coder_id", string(36), nullable=True),
        sa.Column("at", string(), nullable=False),
        sa.CheckConstraint(
            "template IN ('NL-1', 'NL-2', 'NL-3', 'NL-4', 'NL-5', 'NL-6', 'NL-7', 'EN-1')",
            name=op.f("ck_configuration_version_template"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actor.id"],
            name=op.f("fk_configuration_version_actor_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"],
            ["coder.id"],
            name=op.f("fk_configuration_version_coder_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["configuration_id"],
            ["configuration.id"],
            name=op.f("fk_configuration_version_configuration_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_configuration_version")),
        sa.UniqueConstraint("configuration_id", "nr", name=op.f("uq_configuration_version_configuration_id_nr")),
    )
    op.create_index(op.f("ix_configuration_version_actor_id"), "configuration_version", ["actor_id"], unique=False)
    op.create_index(op.f("ix_configuration_version_coder_id"), "configuration_version", ["coder_id"], unique=False)


def _decision_object() -> None:
    op.create_table(
        "decision_object",
        sa.Column("id", string(36), nullable=False),
        sa.Column("decision_id", string(36), nullable=False),
        sa.Column("object_type", string(), nullable=False),
        sa.Column("object_id", string(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decision.id"],
            name=op.f("fk_decision_object_decision_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_object")),
        sa.UniqueConstraint(
            "decision_id", "object_type", "object_id", name=op.f("uq_decision_object_decision_id_object_type_object_id")
        ),
    )
    op.create_index(
        op.f("ix_decision_object_object_type_object_id"), "decision_object", ["object_type", "object_id"], unique=False
    )


def _demi_regularity_configuration() -> None:
    op.create_table(
        "demi_regularity_configuration",
        sa.Column("id", string(36), nullable=False),
        sa.Column("demi_regularity_id", string(36), nullable=False),
        sa.Column("configuration_id", string(36), nullable=False),
        sa.Column("negative", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["configuration_id"],
            ["configuration.id"],
            name=op.f("fk_demi_regularity_configuration_configuration_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["demi_regularity_id"],
            ["demi_regularity.id"],
            name=op.f("fk_demi_regularity_configuration_demi_regularity_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demi_regularity_configuration")),
    )
    op.create_index(
        op.f("ix_demi_regularity_configuration_configuration_id"),
        "demi_regularity_configuration",
        ["configuration_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_demi_regularity_configuration_demi_regularity_id"),
        "demi_regularity_configuration",
        ["demi_regularity_id"],
        unique=False,
    )


def _memo_anchor() -> None:
    op.create_table(
        "memo_anchor",
        sa.Column("id", string(36), nullable=False),
        sa.Column("memo_id", string(36), nullable=False),
        sa.Column("object_type", string(), nullable=False),
        sa.Column("object_id", string(), nullable=False),
        sa.ForeignKeyConstraint(
            ["memo_id"], ["memo.id"], name=op.f("fk_memo_anchor_memo_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo_anchor")),
        sa.UniqueConstraint(
            "memo_id", "object_type", "object_id", name=op.f("uq_memo_anchor_memo_id_object_type_object_id")
        ),
    )
    op.create_index(
        op.f("ix_memo_anchor_object_type_object_id"), "memo_anchor", ["object_type", "object_id"], unique=False
    )


def _negative_search() -> None:
    op.create_table(
        "negative_search",
        sa.Column("id", string(36), nullable=False),
        sa.Column("configuration_id", string(36), nullable=True),
        sa.Column("effective_element_id", string(36), nullable=True),
        sa.Column("query", string(), nullable=False),
        sa.Column("date", string(), nullable=False),
        sa.Column("found", string(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN configuration_id IS NULL THEN 0 ELSE 1 END + CASE WHEN effective_element_id IS NULL THEN 0 ELSE 1 END) = 1",  # noqa: E501
            name=op.f("ck_negative_search_one_object"),
        ),
        sa.ForeignKeyConstraint(
            ["configuration_id"],
            ["configuration.id"],
            name=op.f("fk_negative_search_configuration_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["effective_element_id"],
            ["effective_element.id"],
            name=op.f("fk_negative_search_effective_element_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_negative_search")),
    )
    op.create_index(op.f("ix_negative_search_configuration_id"), "negative_search", ["configuration_id"], unique=False)
    op.create_index(
        op.f("ix_negative_search_effective_element_id"), "negative_search", ["effective_element_id"], unique=False
    )


def _progress() -> None:
    op.create_table(
        "progress",
        sa.Column("id", string(36), nullable=False),
        sa.Column("document_id", string(36), nullable=False),
        sa.Column("coder_id", string(36), nullable=False),
        sa.Column("state", string(40), nullable=False),
        sa.Column("at", string(), nullable=False),
        sa.CheckConstraint("state IN ('begun', 'finished')", name=op.f("ck_progress_state")),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_progress_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_progress_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
        sa.UniqueConstraint("document_id", "coder_id", name=op.f("uq_progress_document_id_coder_id")),
    )
    op.create_index(op.f("ix_progress_coder_id"), "progress", ["coder_id"], unique=False)


def _speaker() -> None:
    op.create_table(
        "speaker",
        sa.Column("id", string(36), nullable=False),
        sa.Column("document_id", string(36), nullable=False),
        sa.Column("label", string(), nullable=False),
        sa.Column("kind", string(40), nullable=False),
        sa.Column("respondent_id", string(36), nullable=True),
        sa.CheckConstraint("kind IN ('interviewer', 'respondent', 'unknown')", name=op.f("ck_speaker_kind")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_speaker_document_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name=op.f("fk_speaker_respondent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("document_id", "label", name=op.f("uq_speaker_document_id_label")),
    )
    op.create_index(op.f("ix_speaker_respondent_id"), "speaker", ["respondent_id"], unique=False)


def _strategy() -> None:
    op.create_table(
        "strategy",
        sa.Column("id", string(36), nullable=False),
        sa.Column("effective_element_id", string(36), nullable=False),
        sa.Column("text", string(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", string(40), nullable=True),
        sa.Column("actor", string(), nullable=False),
        sa.Column("reservation", string(), nullable=False),
        sa.Column("phase", string(40), nullable=True),
        sa.Column("omkering_id", string(36), nullable=True),
        sa.Column("document_id", string(36), nullable=True),
        sa.CheckConstraint("phase IN ('inspire', 'implement', 'sustain')", name=op.f("ck_strategy_phase")),
        sa.CheckConstraint("source IN ('done', 'planned', 'derived', 'document')", name=op.f("ck_strategy_source")),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_strategy_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["effective_element_id"],
            ["effective_element.id"],
            name=op.f("fk_strategy_effective_element_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["omkering_id"],
            ["omkering.id"],
            name=op.f("fk_strategy_omkering_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy")),
    )
    op.create_index(op.f("ix_strategy_document_id"), "strategy", ["document_id"], unique=False)
    op.create_index(op.f("ix_strategy_effective_element_id"), "strategy", ["effective_element_id"], unique=False)
    op.create_index(op.f("ix_strategy_omkering_id"), "strategy", ["omkering_id"], unique=False)


def _text_version() -> None:
    op.create_table(
        "text_version",
        sa.Column("id", string(36), nullable=False),
        sa.Column("document_id", string(36), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("sha256", string(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("reason", string(), nullable=False),
        sa.Column("at", string(), nullable=False),
        sa.CheckConstraint("length > 0", name=op.f("ck_text_version_length_positive")),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_text_version_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_version")),
        sa.UniqueConstraint("document_id", "nr", name=op.f("uq_text_version_document_id_nr")),
        sa.UniqueConstraint("id", "length", name=op.f("uq_text_version_id_length")),
    )


def _claim_case() -> None:
    op.create_table(
        "claim_case",
        sa.Column("id", string(36), nullable=False),
        sa.Column("claim_id", string(36), nullable=False),
        sa.Column("case_id", string(36), nullable=False),
        sa.Column("naming", string(40), nullable=False),
        sa.CheckConstraint("naming IN ('named', 'collective')", name=op.f("ck_claim_case_naming")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["study_case.id"], name=op.f("fk_claim_case_case_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_claim_case_claim_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_case")),
        sa.UniqueConstraint("claim_id", "case_id", name=op.f("uq_claim_case_claim_id_case_id")),
    )
    op.create_index(op.f("ix_claim_case_case_id"), "claim_case", ["case_id"], unique=False)


def _claim_slot() -> None:
    op.create_table(
        "claim_slot",
        sa.Column("id", string(36), nullable=False),
        sa.Column("claim_id", string(36), nullable=False),
        sa.Column("role", string(40), nullable=False),
        sa.Column("canonical_element_id", string(36), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('C', 'I', 'M_res', 'M_red', 'O')", name=op.f("ck_claim_slot_role")),
        sa.ForeignKeyConstraint(
            ["canonical_element_id"],
            ["canonical_element.id"],
            name=op.f("fk_claim_slot_canonical_element_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_claim_slot_claim_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_slot")),
    )
    op.create_index(op.f("ix_claim_slot_canonical_element_id"), "claim_slot", ["canonical_element_id"], unique=False)
    op.create_index(op.f("ix_claim_slot_claim_id"), "claim_slot", ["claim_id"], unique=False)


def _configuration_slot() -> None:
    op.create_table(
        "configuration_slot",
        sa.Column("id", string(36), nullable=False),
        sa.Column("configuration_version_id", string(36), nullable=False),
        sa.Column("role", string(40), nullable=False),
        sa.Column("canonical_element_id", string(36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('C', 'I', 'M_res', 'M_red', 'O')", name=op.f("ck_configuration_slot_role")),
        sa.ForeignKeyConstraint(
            ["canonical_element_id"],
            ["canonical_element.id"],
            name=op.f("fk_configuration_slot_canonical_element_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["configuration_version_id"],
            ["configuration_version.id"],
            name=op.f("fk_configuration_slot_configuration_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_configuration_slot")),
        sa.UniqueConstraint(
            "configuration_version_id",
            "role",
            "canonical_element_id",
            name=op.f("uq_configuration_slot_configuration_version_id_role_canonical_element_id"),
        ),
    )
    op.create_index(
        op.f("ix_configuration_slot_canonical_element_id"), "configuration_slot", ["canonical_element_id"], unique=False
    )


def _element_configuration() -> None:
    op.create_table(
        "element_configuration",
        sa.Column("id", string(36), nullable=False),
        sa.Column("effective_element_version_id", string(36), nullable=False),
        sa.Column("configuration_version_id", string(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["configuration_version_id"],
            ["configuration_version.id"],
            name=op.f("fk_element_configuration_configuration_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["effective_element_version_id"],
            ["effective_element_version.id"],
            name=op.f("fk_element_configuration_effective_element_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_element_configuration")),
        sa.UniqueConstraint(
            "effective_element_version_id",
            "configuration_version_id",
            name=op.f("uq_element_configuration_effective_element_version_id_configuration_version_id"),
        ),
    )
    op.create_index(
        op.f("ix_element_configuration_configuration_version_id"),
        "element_configuration",
        ["configuration_version_id"],
        unique=False,
    )


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", string(36), nullable=False),
        sa.Column("claim_id", string(36), nullable=False),
        sa.Column("configuration_version_id", string(36), nullable=False),
        sa.Column("stance", string(40), nullable=False),
        sa.Column("part", string(40), nullable=True),
        sa.Column("strength", string(40), nullable=True),
        sa.Column("note", string(), nullable=False),
        sa.CheckConstraint("part IN ('C', 'I', 'M', 'O', 'link')", name=op.f("ck_evidence_part")),
        sa.CheckConstraint("stance IN ('supports', 'contradicts', 'refines')", name=op.f("ck_evidence_stance")),
        sa.CheckConstraint("strength IN ('strong', 'moderate', 'weak')", name=op.f("ck_evidence_strength")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_evidence_claim_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["configuration_version_id"],
            ["configuration_version.id"],
            name=op.f("fk_evidence_configuration_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_claim_id"), "evidence", ["claim_id"], unique=False)
    op.create_index(
        op.f("ix_evidence_configuration_version_id"), "evidence", ["configuration_version_id"], unique=False
    )


def _fragment() -> None:
    op.create_table(
        "fragment",
        sa.Column("id", string(36), nullable=False),
        sa.Column("document_id", string(36), nullable=False),
        sa.Column("text_version_id", string(36), nullable=False),
        sa.Column("text_length", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", string(), nullable=False),
        sa.Column("prefix", string(), nullable=False),
        sa.Column("suffix", string(), nullable=False),
        sa.Column("state", string(40), nullable=False),
        sa.Column("note", string(), nullable=False),
        sa.CheckConstraint("state IN ('sits', 'review')", name=op.f("ck_fragment_state")),
        sa.CheckConstraint('"end" <= text_length', name=op.f("ck_fragment_span_in_text")),
        sa.CheckConstraint('0 <= start AND start < "end"', name=op.f("ck_fragment_span_order")),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_fragment_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id", "text_length"],
            ["text_version.id", "text_version.length"],
            name="fk_fragment_text_length",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_fragment_text_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fragment")),
    )
    op.create_index(op.f("ix_fragment_document_id"), "fragment", ["document_id"], unique=False)
    op.create_index(
        "ix_fragment_long",
        "fragment",
        ["document_id", "start", "end"],
        unique=False,
        sqlite_where=sa.text('"end" - start > 2000'),
        postgresql_where=sa.text('"end" - start > 2000'),
    )
    op.create_index(
        op.f("ix_fragment_text_version_id_start_end"), "fragment", ["text_version_id", "start", "end"], unique=False
    )


def _member_check_outcome() -> None:
    op.create_table(
        "member_check_outcome",
        sa.Column("id", string(36), nullable=False),
        sa.Column("member_check_id", string(36), nullable=False),
        sa.Column("effective_element_version_id", string(36), nullable=True),
        sa.Column("configuration_version_id", string(36), nullable=True),
        sa.Column("programme_theory_version_id", string(36), nullable=True),
        sa.Column("outcome", string(40), nullable=False),
        sa.Column("quote", string(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('recognised', 'extended', 'disputed', 'renamed', 'rejected')",
            name=op.f("ck_member_check_outcome_outcome"),
        ),
        sa.CheckConstraint(
            "(CASE WHEN effective_element_version_id IS NULL THEN 0 ELSE 1 END + CASE WHEN configuration_version_id IS NULL THEN 0 ELSE 1 END + CASE WHEN programme_theory_version_id IS NULL THEN 0 ELSE 1 END) = 1",  # noqa: E501
            name=op.f("ck_member_check_outcome_one_object"),
        ),
        sa.ForeignKeyConstraint(
            ["configuration_version_id"],
            ["configuration_version.id"],
            name=op.f("fk_member_check_outcome_configuration_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["effective_element_version_id"],
            ["effective_element_version.id"],
            name=op.f("fk_member_check_outcome_effective_element_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["member_check_id"],
            ["member_check.id"],
            name=op.f("fk_member_check_outcome_member_check_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["programme_theory_version_id"],
            ["programme_theory_version.id"],
            name=op.f("fk_member_check_outcome_programme_theory_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_check_outcome")),
    )
    op.create_index(
        op.f("ix_member_check_outcome_configuration_version_id"),
        "member_check_outcome",
        ["configuration_version_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_member_check_outcome_effective_element_version_id"),
        "member_check_outcome",
        ["effective_element_version_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_member_check_outcome_member_check_id"), "member_check_outcome", ["member_check_id"], unique=False
    )
    op.create_index(
        op.f("ix_member_check_outcome_programme_theory_version_id"),
        "member_check_outcome",
        ["programme_theory_version_id"],
        unique=False,
    )


def _omkering_claim() -> None:
    op.create_table(
        "omkering_claim",
        sa.Column("id", string(36), nullable=False),
        sa.Column("omkering_id", string(36), nullable=False),
        sa.Column("claim_id", string(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_omkering_claim_claim_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["omkering_id"],
            ["omkering.id"],
            name=op.f("fk_omkering_claim_omkering_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_omkering_claim")),
        sa.UniqueConstraint("omkering_id", "claim_id", name=op.f("uq_omkering_claim_omkering_id_claim_id")),
    )
    op.create_index(op.f("ix_omkering_claim_claim_id"), "omkering_claim", ["claim_id"], unique=False)


def _strategy_claim() -> None:
    op.create_table(
        "strategy_claim",
        sa.Column("id", string(36), nullable=False),
        sa.Column("strategy_id", string(36), nullable=False),
        sa.Column("claim_id", string(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_strategy_claim_claim_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["strategy_id"],
            ["strategy.id"],
            name=op.f("fk_strategy_claim_strategy_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_claim")),
        sa.UniqueConstraint("strategy_id", "claim_id", name=op.f("uq_strategy_claim_strategy_id_claim_id")),
    )
    op.create_index(op.f("ix_strategy_claim_claim_id"), "strategy_claim", ["claim_id"], unique=False)


def _suggestion() -> None:
    op.create_table(
        "suggestion",
        sa.Column("id", string(36), nullable=False),
        sa.Column("text_version_id", string(36), nullable=False),
        sa.Column("text_length", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("provider", string(), nullable=False),
        sa.Column("provider_version", string(), nullable=False),
        sa.Column("rule", string(), nullable=False),
        sa.Column("cue", string(), nullable=False),
        sa.Column("role", string(40), nullable=True),
        sa.Column("code_id", string(36), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("outcome", string(40), nullable=True),
        sa.Column("coder_id", string(36), nullable=True),
        sa.Column("at", string(), nullable=False),
        sa.CheckConstraint("outcome IN ('accepted', 'changed', 'rejected')", name=op.f("ck_suggestion_outcome")),
        sa.CheckConstraint("role IN ('C', 'I', 'M_res', 'M_red', 'O')", name=op.f("ck_suggestion_role")),
        sa.CheckConstraint('"end" <= text_length', name=op.f("ck_suggestion_span_in_text")),
        sa.CheckConstraint('0 <= start AND start < "end"', name=op.f("ck_suggestion_span_order")),
        sa.ForeignKeyConstraint(
            ["code_id"], ["code.id"], name=op.f("fk_suggestion_code_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_suggestion_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id", "text_length"],
            ["text_version.id", "text_version.length"],
            name="fk_suggestion_text_length",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_suggestion_text_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    op.create_index(op.f("ix_suggestion_code_id"), "suggestion", ["code_id"], unique=False)
    op.create_index(op.f("ix_suggestion_coder_id"), "suggestion", ["coder_id"], unique=False)
    op.create_index(op.f("ix_suggestion_text_version_id"), "suggestion", ["text_version_id"], unique=False)


def _theory_configuration() -> None:
    op.create_table(
        "theory_configuration",
        sa.Column("id", string(36), nullable=False),
        sa.Column("programme_theory_version_id", string(36), nullable=False),
        sa.Column("configuration_version_id", string(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["configuration_version_id"],
            ["configuration_version.id"],
            name=op.f("fk_theory_configuration_configuration_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["programme_theory_version_id"],
            ["programme_theory_version.id"],
            name=op.f("fk_theory_configuration_programme_theory_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theory_configuration")),
    )
    op.create_index(
        op.f("ix_theory_configuration_configuration_version_id"),
        "theory_configuration",
        ["configuration_version_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_theory_configuration_programme_theory_version_id"),
        "theory_configuration",
        ["programme_theory_version_id"],
        unique=False,
    )


def _turn() -> None:
    op.create_table(
        "turn",
        sa.Column("id", string(36), nullable=False),
        sa.Column("text_version_id", string(36), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text_start", sa.Integer(), nullable=False),
        sa.Column("speaker_id", string(36), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("leading", sa.Boolean(), nullable=False),
        sa.Column("theory_shown", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            '0 <= start AND start <= text_start AND text_start <= "end" AND start < "end"',
            name=op.f("ck_turn_turn_order"),
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name=op.f("fk_turn_speaker_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_turn_text_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sa.UniqueConstraint("text_version_id", "nr", name=op.f("uq_turn_text_version_id_nr")),
    )
    op.create_index(op.f("ix_turn_speaker_id"), "turn", ["speaker_id"], unique=False)


def _coding() -> None:
    op.create_table(
        "coding",
        sa.Column("id", string(36), nullable=False),
        sa.Column("fragment_id", string(36), nullable=False),
        sa.Column("code_id", string(36), nullable=False),
        sa.Column("coder_id", string(36), nullable=True),
        sa.Column("at", string(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_id"], ["code.id"], name=op.f("fk_coding_code_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_coding_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["fragment_id"], ["fragment.id"], name=op.f("fk_coding_fragment_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint("fragment_id", "code_id", "coder_id", name=op.f("uq_coding_fragment_id_code_id_coder_id")),
    )
    op.create_index(op.f("ix_coding_code_id"), "coding", ["code_id"], unique=False)
    op.create_index(op.f("ix_coding_coder_id"), "coding", ["coder_id"], unique=False)


def _fragment_element() -> None:
    op.create_table(
        "fragment_element",
        sa.Column("id", string(36), nullable=False),
        sa.Column("fragment_id", string(36), nullable=False),
        sa.Column("effective_element_version_id", string(36), nullable=False),
        sa.Column("stance", string(40), nullable=False),
        sa.CheckConstraint("stance IN ('supports', 'contradicts', 'refines')", name=op.f("ck_fragment_element_stance")),
        sa.ForeignKeyConstraint(
            ["effective_element_version_id"],
            ["effective_element_version.id"],
            name=op.f("fk_fragment_element_effective_element_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["fragment_id"],
            ["fragment.id"],
            name=op.f("fk_fragment_element_fragment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fragment_element")),
        sa.UniqueConstraint(
            "fragment_id",
            "effective_element_version_id",
            name=op.f("uq_fragment_element_fragment_id_effective_element_version_id"),
        ),
    )
    op.create_index(
        op.f("ix_fragment_element_effective_element_version_id"),
        "fragment_element",
        ["effective_element_version_id"],
        unique=False,
    )


def _fragment_theme() -> None:
    op.create_table(
        "fragment_theme",
        sa.Column("id", string(36), nullable=False),
        sa.Column("fragment_id", string(36), nullable=False),
        sa.Column("theme_id", string(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["fragment_id"],
            ["fragment.id"],
            name=op.f("fk_fragment_theme_fragment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_fragment_theme_theme_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fragment_theme")),
        sa.UniqueConstraint("fragment_id", "theme_id", name=op.f("uq_fragment_theme_fragment_id_theme_id")),
    )
    op.create_index(op.f("ix_fragment_theme_theme_id"), "fragment_theme", ["theme_id"], unique=False)


def _slot_evidence() -> None:
    op.create_table(
        "slot_evidence",
        sa.Column("id", string(36), nullable=False),
        sa.Column("claim_slot_id", string(36), nullable=False),
        sa.Column("fragment_id", string(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_slot_id"],
            ["claim_slot.id"],
            name=op.f("fk_slot_evidence_claim_slot_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["fragment_id"],
            ["fragment.id"],
            name=op.f("fk_slot_evidence_fragment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot_evidence")),
        sa.UniqueConstraint("claim_slot_id", "fragment_id", name=op.f("uq_slot_evidence_claim_slot_id_fragment_id")),
    )
    op.create_index(op.f("ix_slot_evidence_fragment_id"), "slot_evidence", ["fragment_id"], unique=False)


def upgrade() -> None:
    _actor()
    _agreement_run()
    _canonical_element()
    _change()
    _coder()
    _demi_regularity()
    _effective_element()
    _member_check()
    _midrange_theory()
    _programme_theory()
    _round()
    _setting()
    _stored_text()
    _study()
    _study_case()
    _theme()
    _agreement_run_coder()
    _canonical_element_actor()
    _case_attribute()
    _change_rows()
    _code()
    _configuration()
    _decision()
    _document()
    _effective_element_version()
    _element_theme()
    _member_check_participant()
    _memo()
    _omkering()
    _programme_theory_version()
    _respondent()
    _theme_question()
    _theory_midrange()
    _agreement_run_document()
    _assignment()
    _claim()
    _configuration_relation()
    _configuration_version()
    _decision_object()
    _demi_regularity_configuration()
    _memo_anchor()
    _negative_search()
    _progress()
    _speaker()
    _strategy()
    _text_version()
    _claim_case()
    _claim_slot()
    _configuration_slot()
    _element_configuration()
    _evidence()
    _fragment()
    _member_check_outcome()
    _omkering_claim()
    _strategy_claim()
    _suggestion()
    _theory_configuration()
    _turn()
    _coding()
    _fragment_element()
    _fragment_theme()
    _slot_evidence()
