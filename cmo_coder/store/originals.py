"""The files that documents were read from: which they were, and their bytes where the team keeps these.

The change log knows a file by its hash only. Like the words of a text, its bytes are written once, beside the log, and
stay when an import is undone, so that it can be redone. Dropping them is for good: no undo brings them back.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id, now
from cmo_coder.model.documents import Document, Original
from cmo_coder.model.errors import NotFound
from cmo_coder.store.change import Change, next_seq
from cmo_coder.store.file_settings import set_setting, setting_of
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import CHANGE, SETTING, STORED_FILE, TABLES

KEEP = "keep_originals"
"""The setting that says whether originals are kept: "yes" or "no", as answered at the last import."""


ALONE = "loaded:"
"""What the settings begin with that note a file of which no document came."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that a document was read from, and whether its bytes are in the project."""

    original: Original
    name: str
    kept: bool


def keeps_originals(project: Project) -> bool:
    """Whether the team chose to keep originals when it last loaded files; not, where it never chose.

    The default is no: a transcript is sensitive, the team has its own files, and what is not kept need not be guarded.
    """
    return setting_of(project, KEEP) == "yes"


def note_original(change: Change, document_ids: Iterable[str], sha256: str, size: int) -> None:
    """Note that documents were read from one file of `size` bytes; its bytes are not kept by this."""
    note_originals(change, [(one, sha256, size) for one in document_ids])


def note_originals(change: Change, files: Iterable[tuple[str, str, int]]) -> None:
    """Note from what files documents were read: the id of each, and the hash and size (bytes) of its file."""
    at = now()
    change.insert(
        *(Original(id=new_id(), document_id=one, sha256=sha256, size=size, at=at) for one, sha256, size in files)
    )


def note_without_document(change: Change, sha256: str) -> None:
    """Note that a file was loaded of which no document came (a survey with closed questions only).

    It stands in the settings of the file with the number of this change, and counts as long as that is not undone.
    """
    set_setting(change, _alone(sha256), str(next_seq(change)))


def loaded_without_document(reading: Reading, sha256: str) -> str | None:
    """When a file of which no document came was loaded (ISO 8601, UTC); None where it was not, or that is undone."""
    query = sa.select(SETTING.c.value).where(SETTING.c.key == _alone(sha256))
    noted = reading.connection.execute(query).scalar()
    if noted is None:
        return None
    done = sa.select(CHANGE.c.at).where(CHANGE.c.seq == int(noted), CHANGE.c.state == "done")
    at: str | None = reading.connection.execute(done).scalar()
    return at


def _alone(sha256: str) -> str:
    return f"{ALONE}{sha256[:48]}"  # a key has at most 60 characters


def keep_bytes(change: Change, sha256: str, data: bytes) -> None:
    """Keep the bytes of a file, compressed. Raises ValueError where they are not those of the hash."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError("these are not the bytes of that hash")
    if not _kept(change, [sha256]):
        change.store_file(sha256, zlib.compress(data))


def remember_choice(change: Change, keep: bool) -> None:
    """Remember for the next import whether originals are kept."""
    set_setting(change, KEEP, "yes" if keep else "no")


def originals_of(project: Project, document: Document) -> tuple[KeptFile, ...]:
    """The files that a document was read from, the last one first."""
    with project.read() as reading:
        found = reading.all(Original, order=("at",), document_id=document.id)
        kept = _kept(reading, [one.sha256 for one in found])
        return tuple(KeptFile(one, document.source_name, one.sha256 in kept) for one in reversed(found))


def original_bytes(project: Project, document: Document) -> bytes:
    """The bytes of the file that a document was read from last, exactly as they were. Raises NotFound."""
    with project.read() as reading:
        for one in reversed(reading.all(Original, order=("at",), document_id=document.id)):
            row = reading.connection.execute(
                sa.select(STORED_FILE.c.packed).where(STORED_FILE.c.sha256 == one.sha256)
            ).first()
            if row is not None:
                return zlib.decompress(row.packed)
    raise NotFound(
        N_("The original file of {title} is not kept in this project."),
        N_("Look for it where it was loaded from: {name}."),
        title=document.title,
        name=document.source_name or "-",
    )


def drop_originals(change: Change, document_ids: Iterable[str] | None = None) -> int:
    """Remove the bytes of the files that these documents were read from (of all for None), for good; gives how many.

    Other documents that came from the same file lose it too. Files that no document refers to any more (of imports
    that were undone, of documents that were removed) go along. That they were loaded, and when, stays known.
    """
    original = TABLES["original"]
    if document_ids is None:
        return _drop(change, sa.true())
    wanted = set(document_ids)
    hashes = {one.sha256 for one in change.among(Original, "document_id", wanted)}
    number = 0
    for sha256 in sorted(hashes):
        number += _drop(change, STORED_FILE.c.sha256 == sha256)
    return number + _drop(change, STORED_FILE.c.sha256.not_in(sa.select(original.c.sha256)))


def forget_originals(project: Project, documents: Iterable[Document] | None = None) -> int:
    """Remove the kept originals of documents (of all for None), for good; gives how many. No undo brings them back.

    Raises NotFound where nothing is kept.
    """
    chosen = None if documents is None else tuple(documents)
    with project.change("original.drop", N_("Kept original files removed for good")) as change:
        number = drop_originals(change, None if chosen is None else [one.id for one in chosen])
        if not number:
            raise NotFound(N_("There is no original file to remove."), N_("Nothing was changed."))
    return number


def loaded_before(reading: Reading, sha256s: Iterable[str]) -> dict[str, tuple[Document, str]]:
    """By the hash of a file: a document that was read from it, and when it was loaded (ISO 8601, UTC)."""
    found: dict[str, tuple[Document, str]] = {}
    rows = reading.among(Original, "sha256", sha256s, order=("at",))
    documents = {one.id: one for one in reading.among(Document, "id", [row.document_id for row in rows])}
    for row in rows:
        found.setdefault(row.sha256, (documents[row.document_id], row.at))
    return found


def _kept(reading: Reading, sha256s: Iterable[str]) -> set[str]:
    wanted = sorted(set(sha256s))
    query = sa.select(STORED_FILE.c.sha256).where(STORED_FILE.c.sha256.in_(wanted))
    return {row.sha256 for row in reading.connection.execute(query)}


def _drop(change: Change, condition: sa.ColumnElement[bool]) -> int:
    if change.connection.dialect.name == "sqlite":
        # What is removed for good is overwritten, and not left in pages that are free.
        change.connection.exec_driver_sql("PRAGMA secure_delete = ON")
    return int(change.connection.execute(sa.delete(STORED_FILE).where(condition)).rowcount)
