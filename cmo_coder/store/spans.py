"""Queries over spans that only the database should answer."""

from __future__ import annotations

import sqlalchemy as sa

from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.store.reading import Reading
from cmo_coder.store.rows import loader
from cmo_coder.store.tables import TABLES


def fragments_overlapping(reading: Reading, text_version_id: str, start: int, end: int) -> tuple[Fragment, ...]:
    """The fragments of a text version that share at least one code point with `[start, end)`."""
    table = TABLES["fragment"]
    query = (
        sa.select(table)
        .where(table.c.text_version_id == text_version_id, table.c.start < end, table.c.end > start)
        .order_by(table.c.start, table.c.end)
    )
    load = loader(Fragment)
    return tuple(load(row) for row in reading.connection.execute(query))


def codings_in(reading: Reading, document_id: str) -> tuple[Coding, ...]:
    """The codings of a document, in the order in which they were made."""
    coding, fragment = TABLES["coding"], TABLES["fragment"]
    query = (
        sa.select(coding)
        .join(fragment, coding.c.fragment_id == fragment.c.id)
        .where(fragment.c.document_id == document_id)
        .order_by(coding.c.at, coding.c.id)
    )
    load = loader(Coding)
    return tuple(load(row) for row in reading.connection.execute(query))
