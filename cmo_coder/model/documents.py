"""Documents, their text versions, and the turns of speakers in them."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.ids import CaseId, DocumentId, RespondentId, RoundId, SpeakerId, TextVersionId


class DocumentType(StrEnum):
    """What kind of source a document is."""

    INTERVIEW = "interview"
    NARRATIVE_INTERVIEW = "narrative_interview"
    FOCUS_GROUP = "focus_group"
    LEARNING_SESSION_NOTE = "learning_session_note"
    POLICY_DOCUMENT = "policy_document"
    OPEN_ANSWER = "open_answer"
    OBSERVATION = "observation"
    OTHER = "other"


class Mode(StrEnum):
    """How a conversation was held."""

    LIVE = "live"
    PHONE = "phone"
    DIGITAL = "digital"


class SpeakerKind(StrEnum):
    """Who speaks in a turn. The turns of an interviewer are never evidence."""

    INTERVIEWER = "interviewer"
    RESPONDENT = "respondent"
    UNKNOWN = "unknown"


@entity("document")
class Document(Entity):
    """A source. Its words stand in text versions, of which one is in force."""

    title: str
    type: DocumentType = DocumentType.INTERVIEW
    date: str = ""
    round_id: RoundId | None = None
    mode: Mode | None = None
    case_id: CaseId | None = None
    source_name: str = ""
    source_sha256: str = ""
    position: int = 0


@entity("text_version")
class TextVersion(Entity):
    """One immutable text of a document; `sha256` points at the stored words, `length` counts code points."""

    document_id: DocumentId
    nr: int
    sha256: str
    length: int
    in_force: bool = True
    reason: str = ""
    at: str = ""


@entity("speaker")
class Speaker(Entity):
    """A speaker label of a document, and who that is."""

    document_id: DocumentId
    label: str
    kind: SpeakerKind = SpeakerKind.UNKNOWN
    respondent_id: RespondentId | None = None


@entity("turn")
class Turn(Entity):
    """A turn `[start, end)` in code points of a text version; the spoken words begin at `text_start`.

    `seconds` is the time stamp, where the transcript has one. `leading` marks a leading question, `theory_shown` one in
    which the interviewer presented theory.
    """

    text_version_id: TextVersionId
    nr: int
    start: int
    end: int
    text_start: int
    speaker_id: SpeakerId | None = None
    seconds: float | None = None
    leading: bool = False
    theory_shown: bool = False


@entity("original")
class Original(Entity):
    """A file that (a part of) a document was read from: the SHA-256 and size of its bytes, and when it was loaded.

    Several documents may come from one file (a survey), and a document from several (loaded anew). The bytes stand
    apart, under their hash, and only where the team wanted to keep them. Its name is the document's `source_name`.
    """

    document_id: DocumentId
    sha256: str
    size: int
    at: str = ""
