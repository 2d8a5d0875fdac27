"""Counts that only the database should make."""

from __future__ import annotations

import sqlalchemy as sa

from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import TABLES


def codings_per_code(reading: Reading) -> dict[str, int]:
    """The number of codings of every code that has any, by code id."""
    coding = TABLES["coding"]
    query = sa.select(coding.c.code_id, sa.func.count()).group_by(coding.c.code_id)
    return {row[0]: row[1] for row in reading.connection.execute(query)}


def codings_per_document(reading: Reading) -> dict[tuple[str, str], int]:
    """The number of codings by document id and coder id ("" where the coder is not known)."""
    coding, fragment = TABLES["coding"], TABLES["fragment"]
    query = (
        sa.select(fragment.c.document_id, coding.c.coder_id, sa.func.count())
        .select_from(coding.join(fragment, coding.c.fragment_id == fragment.c.id))
        .group_by(fragment.c.document_id, coding.c.coder_id)
    )
    return {(row[0], row[1] or ""): row[2] for row in reading.connection.execute(query)}


def claims_per_document(reading: Reading) -> dict[str, int]:
    """The number of claims by document id ("" where the document is not known)."""
    claim = TABLES["claim"]
    query = sa.select(claim.c.document_id, sa.func.count()).group_by(claim.c.document_id)
    return {row[0] or "": row[1] for row in reading.connection.execute(query)}


def uncoded_turns_per_document(reading: Reading) -> dict[str, int]:
    """The number of turns, other than an interviewer's, that no fragment touches, by document id (text in force)."""
    turn, version, speaker, fragment = (TABLES[name] for name in ("turn", "text_version", "speaker", "fragment"))
    touched = (
        sa.select(sa.literal(1))
        .where(
            fragment.c.text_version_id == turn.c.text_version_id,
            fragment.c.start < turn.c.end,
            fragment.c.end > turn.c.start,
        )
        .correlate(turn)
        .exists()
    )
    query = (
        sa.select(version.c.document_id, sa.func.count())
        .select_from(
            turn.join(version, turn.c.text_version_id == version.c.id).outerjoin(
                speaker, turn.c.speaker_id == speaker.c.id
            )
        )
        .where(version.c.in_force, sa.or_(speaker.c.id.is_(None), speaker.c.kind != "interviewer"), sa.not_(touched))
        .group_by(version.c.document_id)
    )
    return {row[0]: row[1] for row in reading.connection.execute(query)}
