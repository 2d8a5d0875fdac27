"""The documents of a study as a list: what each is, how long, and whether it is known who speaks in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cmo_coder.model.cases import Case, Respondent
from cmo_coder.model.documents import Document, Speaker, SpeakerKind, TextVersion
from cmo_coder.model.study import Round
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document with the names of its round and case, its speakers, and its words (counted between white space)."""

    document: Document
    round: str
    case: str
    speakers: tuple[Speaker, ...]
    respondents: Mapping[str, Respondent]
    """By id: those that its speakers stand for."""
    words: int

    @property
    def known_speakers(self) -> int:
        """How many speakers are known: an interviewer, or a respondent of whom it is said who."""
        return sum(is_known(speaker) for speaker in self.speakers)


def is_known(speaker: Speaker) -> bool:
    """Whether it is said who a speaker label stands for."""
    return speaker.kind is SpeakerKind.INTERVIEWER or speaker.respondent_id is not None


def document_lines(project: Project) -> tuple[DocumentLine, ...]:
    """Every document in its own order."""
    with project.read() as reading:
        documents = reading.all(Document, order=("position", "title"))
        rounds = {one.id: one.label for one in reading.all(Round)}
        cases = {one.id: one.name for one in reading.all(Case)}
        respondents = {one.id: one for one in reading.all(Respondent)}
        speakers: dict[str, list[Speaker]] = {}
        for speaker in reading.all(Speaker, order=("label",)):
            speakers.setdefault(speaker.document_id, []).append(speaker)
        versions = {one.document_id: one for one in reading.all(TextVersion, in_force=True)}
        return tuple(
            DocumentLine(
                document,
                rounds.get(document.round_id or "", ""),
                cases.get(document.case_id or "", ""),
                tuple(of_document := speakers.get(document.id, [])),
                {one.respondent_id: respondents[one.respondent_id] for one in of_document if one.respondent_id},
                _words(reading, versions[document.id].sha256) if document.id in versions else 0,
            )
            for document in documents
        )


_COUNTED: dict[str, int] = {}
"""The words of texts that were counted before: a text under a hash never changes."""


def _words(reading: Reading, sha256: str) -> int:
    if sha256 not in _COUNTED:
        _COUNTED[sha256] = len(reading.text(sha256).split())
    return _COUNTED[sha256]
