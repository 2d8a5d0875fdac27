"""Random rows of any entity, derived from the types of its fields."""

from __future__ import annotations

import dataclasses
import typing
import uuid
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from cmo_coder.model.base import Entity
from cmo_coder.store.tables import hints_of, without_none

IDS = st.uuids().map(str)
# What ingest lets through: no NUL (PostgreSQL has no place for it), no halves of UTF-16 pairs (they are no characters).
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
NUMBERS = st.integers(0, 2**31 - 1)
SECONDS = st.floats(0, 1e6, allow_nan=False)


def rows(cls: type[Entity]) -> st.SearchStrategy[Entity]:
    """Rows of an entity that satisfy what the database checks within one row; their references point at nothing."""
    fields = {name: _values(hint) for name, hint in hints_of(cls).items()}
    return st.fixed_dictionaries(fields).map(lambda values: _fitting(cls(**values)))


def _values(hint: Any) -> st.SearchStrategy[Any]:
    kind, nullable = without_none(hint)
    found: st.SearchStrategy[Any]
    if typing.get_origin(kind) is typing.Annotated:
        found = IDS
    elif typing.get_origin(kind) is tuple:
        found = st.lists(TEXTS, max_size=4).map(tuple)
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        found = st.sampled_from(list(kind))
    else:
        found = {str: TEXTS, int: NUMBERS, float: SECONDS, bool: st.booleans()}[kind]
    return st.none() | found if nullable else found


def _fitting(row: Entity) -> Entity:
    names = {field.name for field in dataclasses.fields(row)}
    fixed: dict[str, Any] = {"id": str(uuid.uuid5(uuid.NAMESPACE_OID, repr(row)))}
    if {"start", "end"} <= names:
        start = row.start % 1000
        fixed |= {"start": start, "end": start + 1 + row.end % 1000}
        if "text_length" in names:
            fixed["text_length"] = fixed["end"] + row.text_length % 1000
        if "text_start" in names:
            fixed["text_start"] = start
        if getattr(row, "text_version_id", "") is None:  # a suggestion that is about no words
            fixed |= {"start": 0, "end": 0, "text_length": 0}
    if "length" in names:
        fixed["length"] = 1 + row.length % 1000
    objects = {
        "member_check_outcome": (
            "effective_element_version_id",
            "configuration_version_id",
            "programme_theory_version_id",
        ),
        "negative_search": ("configuration_id", "effective_element_id", "demi_regularity_id"),
    }
    for one, *others in (columns for columns in objects.values() if set(columns) <= names):
        fixed |= {one: getattr(row, one) or fixed["id"], **dict.fromkeys(others)}
    return dataclasses.replace(row, **fixed)
