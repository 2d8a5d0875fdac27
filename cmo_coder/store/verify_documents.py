"""The part of `verify` that looks at texts, turns and fragments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.documents import Document, TextVersion, Turn
from cmo_coder.model.errors import NotFound
from cmo_coder.model.fragments import Fragment, FragmentState
from cmo_coder.store.problems import Problem, limited, problem
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import STORED_TEXT, TABLES


def texts_are_there(reading: Reading) -> Iterator[Problem]:
    """The words of every text version are kept."""
    version, document = TABLES["text_version"], TABLES["document"]
    query = (
        sa.select(document.c.title, version.c.nr)
        .select_from(
            version.join(document, version.c.document_id == document.c.id).outerjoin(
                STORED_TEXT, version.c.sha256 == STORED_TEXT.c.sha256
            )
        )
        .where(STORED_TEXT.c.sha256.is_(None))
        .order_by(document.c.title, version.c.nr)
    )
    for row in reading.connection.execute(query):
        yield problem(N_("{title}: the words of text version {nr} are missing."), title=row.title, nr=row.nr)


def spans_in_their_text(reading: Reading) -> Iterator[Problem]:
    """Every fragment lies within the text in force of its own document; the database alone can say so.

    A fragment that waits for review keeps its place in the version in which it last stood.
    """
    fragment, version, document = (TABLES[name] for name in ("fragment", "text_version", "document"))
    query = (
        sa.select(document.c.title, fragment.c.start, fragment.c.end)
        .select_from(
            fragment.outerjoin(version, fragment.c.text_version_id == version.c.id).outerjoin(
                document, fragment.c.document_id == document.c.id
            )
        )
        .where(
            sa.or_(
                version.c.id.is_(None),
                version.c.document_id != fragment.c.document_id,
                sa.and_(sa.not_(version.c.in_force), fragment.c.state != FragmentState.REVIEW.value),
                fragment.c.text_length != version.c.length,
                fragment.c.start < 0,
                fragment.c.start >= fragment.c.end,
                fragment.c.end > version.c.length,
            )
        )
        .order_by(document.c.title, fragment.c.start, fragment.c.end)
    )
    return limited(
        problem(
            N_("{title}: the fragment at {start}-{end} does not lie in the text in force of its document."),
            title=row.title or "?",
            start=row.start,
            end=row.end,
        )
        for row in reading.connection.execute(query)
    )


def document_is_sound(reading: Reading, document: Document) -> Iterator[Problem]:
    """Each text is the one that was stored, its turns follow each other, its fragments read their quotes."""
    for version in reading.all(TextVersion, order=("nr",), document_id=document.id):
        try:
            text = reading.stored_text(version.sha256)
        except NotFound:
            continue  # `texts_are_there` has said so
        if len(text) != version.length or hashlib.sha256(text.encode("utf-8")).hexdigest() != version.sha256:
            yield problem(
                N_("{title}: the words of text version {nr} are not those that were stored."),
                title=document.title,
                nr=version.nr,
            )
        yield from limited(_turns(reading, document, version))
        yield from limited(_quotes(reading, document, version, text))


def _turns(reading: Reading, document: Document, version: TextVersion) -> Iterable[Problem]:
    last = 0
    for turn in reading.all(Turn, order=("nr",), text_version_id=version.id):
        if turn.start < last or turn.end > version.length:
            yield problem(
                N_("{title}: turn {nr} overlaps another or runs beyond the text."), title=document.title, nr=turn.nr
            )
        last = max(last, turn.end)


def _quotes(reading: Reading, document: Document, version: TextVersion, text: str) -> Iterable[Problem]:
    sitting = reading.all(Fragment, order=("start", "end"), text_version_id=version.id, state=FragmentState.SITS)
    for fragment in sitting:
        if text[fragment.start : fragment.end] != fragment.quote:
            yield problem(
                N_("{title}: the fragment at {start}-{end} does not read its quote any more."),
                title=document.title,
                start=fragment.start,
                end=fragment.end,
            )
