"""What a search asks of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import SEARCH_TEXT


@dataclass(frozen=True, slots=True)
class Indexed:
    """A document with its text in force, and the rows that this text has in the index (none where it is in none)."""

    document: Document
    version_id: str
    sha256: str
    first_row: int
    row_count: int


def documents_with_texts(reading: Reading) -> list[Indexed]:
    """Every document that has a text, in their own order."""
    rows = {row[0]: (int(row[1]), int(row[2])) for row in reading.rows("search rows", _rows)}
    versions = {version.document_id: version for version in reading.all(TextVersion, in_force=True)}
    return [
        Indexed(document, version.id, version.sha256, *rows.get(version.id, (0, 0)))
        for document in reading.all(Document, order=("position", "title"))
        if (version := versions.get(document.id)) is not None
    ]


def passages_kept(reading: Reading, version_id: str) -> bytes:
    """The passages of a text as the index keeps them."""
    ((found,),) = reading.rows("search passages", _passages, version=version_id)
    return bytes(found)


def _rows() -> sa.Select[Any]:
    return sa.select(SEARCH_TEXT.c.text_version_id, SEARCH_TEXT.c.first_row, SEARCH_TEXT.c.row_count)


def _passages() -> sa.Select[Any]:
    version = sa.bindparam("v_version", type_=SEARCH_TEXT.c.text_version_id.type)
    return sa.select(SEARCH_TEXT.c.passages).where(SEARCH_TEXT.c.text_version_id == version)
