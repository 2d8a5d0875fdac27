"""The tables of a project, derived from the entities of the model, and the change log beside them.

Every constraint has a name (migrations and error messages need one). Values are stored as SQLite and PostgreSQL both
know them: text, integers, floats, booleans, JSON lists; moments and days as ISO 8601 text.
"""

from __future__ import annotations

import types
import typing
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from cmo_coder.model.base import Entity, Ref, table_of
from cmo_coder.model.everything import ENTITIES
from cmo_coder.store.migrations.kinds import string

METADATA = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

_UNIQUE: dict[str, tuple[tuple[str, ...], ...]] = {
    "round": (("nr",),),
    "progress": (("document_id", "coder_id"),),
    "text_version": (("document_id", "nr"), ("id", "length")),
    "speaker": (("document_id", "label"),),
    "turn": (("text_version_id", "nr"),),
    "coding": (("fragment_id", "code_id", "coder_id"),),
    "claim": (("number",),),
    "claim_case": (("claim_id", "case_id"),),
    "slot_evidence": (("claim_slot_id", "fragment_id"),),
    "configuration": (("number",),),
    "configuration_version": (("configuration_id", "nr"),),
    "configuration_slot": (("configuration_version_id", "role", "canonical_element_id"),),
    "configuration_relation": (("type", "from_id", "to_id"),),
    "programme_theory_version": (("programme_theory_id", "nr"),),
    "effective_element": (("nr",),),
    "effective_element_version": (("effective_element_id", "nr"),),
    "element_configuration": (("effective_element_version_id", "configuration_version_id"),),
    "element_version_claim": (("effective_element_version_id", "claim_id"),),
    "theory_version_claim": (("programme_theory_version_id", "claim_id"),),
    "story_item_fragment": (("story_item_id", "fragment_id"),),
    "case_scale": (("key",),),
    "report_item": (("item",),),
    "coding_snapshot": (("document_id", "coder_id", "coding_round"),),
    "adjudication": (("document_id", "case_key"),),
    "consensus_mark": (("adjudication_id", "fragment_id", "code_id"),),
    "element_theme": (("effective_element_id", "theme_id"),),
    "fragment_theme": (("fragment_id", "theme_id"),),
    "fragment_element": (("fragment_id", "effective_element_version_id"),),
    "omkering_claim": (("omkering_id", "claim_id"),),
    "strategy_claim": (("strategy_id", "claim_id"),),
    "canonical_element_actor": (("canonical_element_id", "actor_id"),),
    "memo_anchor": (("memo_id", "object_type", "object_id"),),
    "decision_object": (("decision_id", "object_type", "object_id"),),
}


_SPAN_CHECKS = (("span_order", '0 <= start AND start < "end"'), ("span_in_text", '"end" <= text_length'))
_SPAN_OR_NONE = (
    ("span_order", '0 <= start AND (start < "end" OR (text_version_id IS NULL AND start = 0 AND "end" = 0))'),
    ("span_in_text", '"end" <= text_length AND (text_version_id IS NOT NULL OR text_length = 0)'),
)
"""Of what may be about no words; then its three numbers are 0."""
_CHECKS: dict[str, tuple[tuple[str, str], ...]] = {
    "fragment": _SPAN_CHECKS,
    "suggestion": _SPAN_OR_NONE,
    "text_version": (("length_positive", "length > 0"),),
    "turn": (("turn_order", '0 <= start AND start <= text_start AND text_start <= "end" AND start < "end"'),),
    "configuration_relation": (("two_ends", "from_id <> to_id"),),
    "member_check_outcome": (
        (
            "one_object",
            "(CASE WHEN effective_element_version_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN configuration_version_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN programme_theory_version_id IS NULL THEN 0 ELSE 1 END) = 1",
        ),
    ),
    "negative_search": (
        (
            "one_object",
            "(CASE WHEN configuration_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN effective_element_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN demi_regularity_id IS NULL THEN 0 ELSE 1 END) = 1",
        ),
    ),
}

_INDEXED: dict[str, tuple[tuple[str, ...], ...]] = {
    "memo_anchor": (("object_type", "object_id"),),
    "decision_object": (("object_type", "object_id"),),
    "fragment": (("text_version_id", "start", "end"),),
    "original": (("sha256",),),
}

LONG_FRAGMENT = 2000
"""Fragments longer than this (code points) are few, and have an index of their own: see `spans.py`."""

LONG_ONLY = f'"end" - start > {LONG_FRAGMENT}'
"""The condition of that index, as SQL: a query that is to use it must say exactly the same."""

_WITH_TEXT_LENGTH = ("fragment", "suggestion")
"""Tables whose spans are held inside their text by a foreign key on (version, length)."""


def without_none(hint: Any) -> tuple[Any, bool]:
    """A field's type without `| None`, and whether it had one."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        kept = [part for part in typing.get_args(hint) if part is not type(None)]
        return kept[0], True
    return hint, False


def _column(table: str, name: str, hint: Any) -> sa.Column[Any]:
    hint, nullable = without_none(hint)
    if typing.get_origin(hint) is typing.Annotated:
        target = next(mark for mark in typing.get_args(hint)[1:] if isinstance(mark, Ref))
        key = sa.ForeignKey(f"{target.table}.id", deferrable=True, initially="DEFERRED")
        # An index of several columns that begins with this one serves just as well, and is one less to write.
        served = any(columns[0] == name for columns in (*_UNIQUE.get(table, ()), *_INDEXED.get(table, ())))
        return sa.Column(name, string(36), key, nullable=nullable, index=not served)
    if name == "id":
        return sa.Column(name, string(36), primary_key=True)
    if typing.get_origin(hint) is tuple:
        return sa.Column(name, sa.JSON, nullable=nullable)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return sa.Column(name, string(40), nullable=nullable)
    kinds: dict[Any, Any] = {str: string(), int: sa.Integer, float: sa.Float, bool: sa.Boolean}
    return sa.Column(name, kinds[hint], nullable=nullable)


def _enum_check(name: str, hint: Any) -> sa.CheckConstraint | None:
    hint, _nullable = without_none(hint)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return sa.CheckConstraint(sa.column(name).in_([sa.literal_column(f"'{value}'") for value in hint]), name=name)
    return None


def hints_of(cls: type[Entity]) -> dict[str, Any]:
    """The fields of an entity with their types, references kept."""
    hints = typing.get_type_hints(cls, include_extras=True)
    return {"id": hints.pop("id"), **hints}


def _table(name: str, cls: type[Entity]) -> sa.Table:
    hints = hints_of(cls)
    parts: list[Any] = [_column(name, field, hint) for field, hint in hints.items()]
    parts += [check for field, hint in hints.items() if (check := _enum_check(field, hint)) is not None]
    parts += [sa.CheckConstraint(sa.text(rule), name=rule_name) for rule_name, rule in _CHECKS.get(name, ())]
    parts += [sa.UniqueConstraint(*columns) for columns in _UNIQUE.get(name, ())]
    if name in _WITH_TEXT_LENGTH:
        parts.append(
            sa.ForeignKeyConstraint(
                ["text_version_id", "text_length"],
                ["text_version.id", "text_version.length"],
                name=f"fk_{name}_text_length",
                deferrable=True,
                initially="DEFERRED",
            )
        )
    table = sa.Table(name, METADATA, *parts)
    for columns in _INDEXED.get(name, ()):
        sa.Index(None, *(table.c[column] for column in columns))
    if name == "fragment":
        long = [table.c.document_id, table.c.start, table.c.end]
        sa.Index("ix_fragment_long", *long, sqlite_where=sa.text(LONG_ONLY))
    return table


TABLES: dict[str, sa.Table] = {name: _table(name, cls) for name, cls in ENTITIES.items()}
"""The table of every entity, by name."""


def as_postgresql_has_them() -> None:
    """Tell the tables what only PostgreSQL asks: said in their making it would import all that SQLAlchemy has of it."""
    for index in TABLES["fragment"].indexes:
        if index.name == "ix_fragment_long":
            index.dialect_options["postgresql"]["where"] = sa.text(LONG_ONLY)


def table_for(cls: type[Entity]) -> sa.Table:
    """The table of an entity class."""
    return TABLES[table_of(cls)]


STORED_TEXT = sa.Table(
    "stored_text",
    METADATA,
    sa.Column("sha256", string(64), primary_key=True),
    sa.Column("text", string(), nullable=False),
)
"""The words of all text versions, by their hash: written once, never changed, not repeated in the change log."""

SEARCH_TEXT = sa.Table(
    "search_text",
    METADATA,
    sa.Column("text_version_id", string(36), primary_key=True),
    sa.Column("sha256", string(64), nullable=False),
    sa.Column("first_row", sa.Integer, nullable=False),
    sa.Column("row_count", sa.Integer, nullable=False),
    sa.Column("passages", sa.LargeBinary, nullable=False),
    sa.Column("rules", sa.Integer, nullable=False),
)
"""Which text versions the search index holds, in which rows, and where their passages are: see `search_index.py`.

Derived from the texts, so not in the change log, and without foreign keys: it is brought in line after each change.
"""

STORED_FILE = sa.Table(
    "stored_file",
    METADATA,
    sa.Column("sha256", string(64), primary_key=True),
    sa.Column("packed", sa.LargeBinary, nullable=False),
)
"""The bytes of original files that the team keeps, by their hash, compressed (zlib): beside the change log as well."""

CHANGE = sa.Table(
    "change",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", string(36), nullable=False, unique=True),
    sa.Column("kind", string(8), nullable=False),
    sa.Column("state", string(8), nullable=False),
    sa.Column("target_seq", sa.Integer, sa.ForeignKey("change.seq"), nullable=True),
    sa.Column("act", string(60), nullable=False),
    sa.Column("what", string(), nullable=False),
    sa.Column("what_args", sa.JSON, nullable=False),
    sa.Column("reason", string(), nullable=False),
    sa.Column("coder_id", string(36), nullable=True),
    sa.Column("coder_name", string(), nullable=False),
    sa.Column("at", string(32), nullable=False),
    sa.CheckConstraint(sa.text("kind IN ('do', 'undo', 'redo')"), name="kind"),
    sa.CheckConstraint(sa.text("state IN ('done', 'undone', 'dropped')"), name="state"),
    sa.Index("ix_change_kind_state", "kind", "state"),
)
"""`state` of a `do`: done; undone (may be redone); dropped (undone, and overtaken by a later one)."""

CHANGE_ROWS = sa.Table(
    "change_rows",
    METADATA,
    sa.Column("seq", sa.Integer, sa.ForeignKey("change.seq"), primary_key=True),
    sa.Column("nr", sa.Integer, primary_key=True),
    sa.Column("table_name", string(60), nullable=False),
    sa.Column("rows", string(), nullable=False),
)
"""The rows that a change touched, in order: JSON `[[before | null, after | null], ...]` of one table per record."""

SETTING = sa.Table(
    "setting",
    METADATA,
    sa.Column("key", string(60), primary_key=True),
    sa.Column("value", string(), nullable=False),
)
"""What belongs to the file and not to the study: its format, when it was last verified and backed up."""
