"""What of the files that are looked at is in the study already: the same file, or the same words in another file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cmo_coder.ingest.value import ReadText
from cmo_coder.messages import _
from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.store.originals import loaded_before, loaded_without_document
from cmo_coder.store.project import Project


@dataclass(frozen=True, slots=True)
class Already:
    """A document that holds what a file holds: the very same file, loaded at a moment (ISO 8601), or the same words.

    Without a title: the same file, a survey of which no document came.
    """

    title: str
    document_id: str = ""
    same_file: bool = False
    at: str = ""

    def text(self, name: str) -> str:
        """What to tell a person about the file of this name."""
        if not self.title:
            return _("{name}: this file was loaded on {day} already.").format(name=name, day=self.at[:10])
        if self.same_file and self.at:
            return _("{name}: this file was loaded on {day} already, as {title}.").format(
                name=name, day=self.at[:10], title=self.title
            )
        return _("{name}: these words are in the study already, as {title}.").format(name=name, title=self.title)


@dataclass(frozen=True, slots=True)
class There:
    """What is in the study: by the hash of a file, and by the hash of the words in force."""

    files: Mapping[str, Already] = field(default_factory=dict)
    words: Mapping[str, Already] = field(default_factory=dict)

    def find(self, read: ReadText) -> Already | None:
        """The document that holds a file already, if one does."""
        return self.files.get(read.file_sha256) or self.words.get(read.sha256)


def same_file(project: Project, sha256: str) -> Already | None:
    """The load of a file with this hash of its bytes, with the document that came of it, if there was one."""
    with project.read() as reading:
        found = loaded_before(reading, [sha256]).get(sha256)
        at = loaded_without_document(reading, sha256) if found is None else None
    if found is not None:
        return Already(found[0].title, found[0].id, True, found[1])
    return None if at is None else Already("", same_file=True, at=at)


def already_there(project: Project, reads: Iterable[ReadText]) -> There:
    """What of these files is in the study already."""
    with project.read() as reading:
        files = {
            sha256: Already(document.title, document.id, True, at)
            for sha256, (document, at) in loaded_before(reading, {one.file_sha256 for one in reads}).items()
        }
        documents = {one.id: one for one in reading.all(Document)}
        words = {
            one.sha256: Already(documents[one.document_id].title, one.document_id)
            for one in reading.all(TextVersion, in_force=True)
        }
    return There(files, words)
