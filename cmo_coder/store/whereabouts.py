"""Who said what was found, and where: the document, its case and round, the turn and its speaker."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.model.cases import Case, Respondent
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document, Speaker, SpeakerKind
from cmo_coder.model.fragments import Coding, FragmentState
from cmo_coder.model.study import Round
from cmo_coder.store.documents import FullDocument, full_document
from cmo_coder.store.project import Project
from cmo_coder.store.spans import fragments_overlapping


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where words stand. Names are empty where nothing is known; `turn` counts from 1, 0 outside of turns."""

    title: str
    case: str
    round: str
    speaker: str
    kind: SpeakerKind
    turn: int


class Places:
    """Gives the whereabouts of places; the documents that were asked for last are kept at hand."""

    _MOST = 40

    def __init__(self, project: Project) -> None:
        self._project = project
        self._full: dict[str, FullDocument] = {}
        with project.read() as reading:
            self.documents = {one.id: one for one in reading.all(Document, order=("position", "title"))}
            self._cases = {one.id: one.name for one in reading.all(Case)}
            self._rounds = {one.id: one.label for one in reading.all(Round)}
            self._respondents = {one.id: one for one in reading.all(Respondent)}
            self._speakers: dict[str, list[Speaker]] = {}
            for speaker in reading.all(Speaker, order=("label",)):
                self._speakers.setdefault(speaker.document_id, []).append(speaker)

    def title(self, document_id: str) -> str:
        """The title of a document."""
        document = self.documents.get(document_id)
        return document.title if document is not None else ""

    def case(self, document_id: str) -> str:
        """The case of a document, or else the one case of all who speak in it; empty where there is none."""
        document = self.documents.get(document_id)
        if document is not None and document.case_id is not None:
            return self._cases.get(document.case_id, "")
        respondents = [self._respondents.get(one.respondent_id or "") for one in self._speakers.get(document_id, ())]
        found = {one.case_id for one in respondents if one is not None and one.case_id is not None}
        return self._cases.get(found.pop(), "") if len(found) == 1 else ""

    def text(self, document_id: str) -> FullDocument:
        """A document with its text and turns. Raises NotFound."""
        found = self._full.get(document_id)
        if found is None:
            found = self._full[document_id] = full_document(self._project, document_id)
            while len(self._full) > self._MOST:
                del self._full[next(iter(self._full))]
        return found

    def codes(self, document_id: str, start: int, end: int) -> tuple[str, ...]:
        """The names of the codes on any of these words (code points of the text in force), each once."""
        with self._project.read() as reading:
            fragments = fragments_overlapping(reading, self.text(document_id).version.id, start, end)
            sitting = [one.id for one in fragments if one.state is FragmentState.SITS]
            codings = reading.among(Coding, "fragment_id", sitting, order=("at",))
            names = {one.id: one.name for one in reading.among(Code, "id", [one.code_id for one in codings])}
        return tuple(dict.fromkeys(names[one.code_id] for one in codings))

    def of(self, document_id: str, offset: int) -> Whereabouts:
        """The whereabouts of a place (code points of the text in force). Raises NotFound."""
        full = self.text(document_id)
        turn = full.turn_at(offset)
        speaker = full.speaker_of(turn) if turn is not None else None
        name = ""
        if speaker is not None:
            respondent = self._respondents.get(speaker.respondent_id or "")
            name = respondent.pseudonym if respondent is not None else speaker.label
        return Whereabouts(
            full.document.title,
            self.case(document_id),
            self._rounds.get(full.document.round_id or "", ""),
            name,
            speaker.kind if speaker is not None else SpeakerKind.UNKNOWN,
            turn.nr if turn is not None else 0,
        )
