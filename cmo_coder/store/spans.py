"""Queries over spans that only the database should answer."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import LONG_FRAGMENT, LONG_ONLY, TABLES


def fragments_overlapping(reading: Reading, text_version_id: str, start: int, end: int) -> tuple[Fragment, ...]:
    """The fragments of a text version that share at least one code point with `[start, end)`, by place."""
    return reading.select(
        Fragment, "fragments overlapping", _by_place, text_version_id=text_version_id, start=start, end=end
    )


def _by_place() -> sa.CompoundSelect[Any]:
    return overlapping().order_by("start", "end")


def overlapping() -> sa.CompoundSelect[Any]:
    """A query for the fragments of a text version on `[start, end)`, in no order; parameters as in `Reading.select`."""
    # An index finds where a fragment starts, not how far it reaches. Nearly all are shorter than LONG_FRAGMENT, so
    # those that matter start not far before; the few long ones have an index of their own. It goes by document:
    # by text version the database might take the index of all fragments.
    fragment, version = TABLES["fragment"], TABLES["text_version"]
    text = sa.bindparam("v_text_version_id", type_=version.c.id.type)
    start, end = sa.bindparam("v_start", type_=sa.Integer), sa.bindparam("v_end", type_=sa.Integer)
    overlaps = sa.and_(fragment.c.start < end, fragment.c.end > start)
    near = fragment.c.start >= start - sa.literal_column(str(LONG_FRAGMENT))
    of_document = sa.select(version.c.document_id).where(version.c.id == text).scalar_subquery()
    short = sa.select(fragment).where(fragment.c.text_version_id == text, overlaps, near, sa.text(f"NOT ({LONG_ONLY})"))
    long = sa.select(fragment).where(
        fragment.c.document_id == of_document,
        fragment.c.text_version_id + sa.literal_column("''") == text,
        overlaps,
        sa.text(LONG_ONLY),
    )
    return sa.union_all(short, long)


def codings_in(reading: Reading, document_id: str) -> tuple[Coding, ...]:
    """The codings of a document, in the order in which they were made."""
    return reading.select(Coding, "codings in a document", _codings_in, document_id=document_id)


def _codings_in() -> sa.Select[Any]:
    coding, fragment = TABLES["coding"], TABLES["fragment"]
    return (
        sa.select(coding)
        .join(fragment, coding.c.fragment_id == fragment.c.id)
        .where(fragment.c.document_id == sa.bindparam("v_document_id", type_=fragment.c.document_id.type))
        .order_by(coding.c.at, coding.c.id)
    )
