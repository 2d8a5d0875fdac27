"""Acts on documents: adding a text with its turns, saying who speaks, reading it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cmo_coder.messages import N_
from cmo_coder.model.adjudication import Adjudication, CodingSnapshot, ConsensusMark, ConsensusSlot
from cmo_coder.model.base import changed, new_id, new_ids, now
from cmo_coder.model.claims import Claim, ClaimSlot, SlotEvidence
from cmo_coder.model.documents import Document, Original, Speaker, SpeakerKind, TextVersion, Turn
from cmo_coder.model.errors import NotFound, RuleError
from cmo_coder.model.fragments import Coding, Fragment, FragmentElement, FragmentTheme
from cmo_coder.model.stories import StoryItemFragment
from cmo_coder.model.study import Assignment, Progress
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.store.anchors import drop_memos
from cmo_coder.store.change import Change
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.rows import Plain
from cmo_coder.store.texts import sha256_of


class NewTurn(NamedTuple):
    """A turn to be stored: `[start, end)` in code points, words from `text_start`; `speaker` is the label."""

    start: int
    end: int
    text_start: int
    speaker: str | None = None
    seconds: float | None = None
    leading: bool = False
    theory_shown: bool = False


@dataclass(frozen=True, slots=True)
class SpeakerIs:
    """Who a speaker label stands for."""

    kind: SpeakerKind
    respondent_id: str | None = None


@dataclass(frozen=True, slots=True)
class FullDocument:
    """A document as it is read: its text in force, turns and speakers."""

    document: Document
    version: TextVersion
    text: str
    turns: tuple[Turn, ...]
    speakers: Mapping[str, Speaker]
    """By id."""

    def speaker_of(self, turn: Turn) -> Speaker | None:
        """The speaker of a turn, where one is known."""
        return None if turn.speaker_id is None else self.speakers.get(turn.speaker_id)

    def turn_at(self, offset: int) -> Turn | None:
        """The turn that holds a place (code points), where there are turns."""
        low, high = 0, len(self.turns)
        while low < high:
            middle = (low + high) // 2
            if self.turns[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        turn = self.turns[low] if low < len(self.turns) else None
        return turn if turn is not None and turn.start <= offset else None


def documents_of(project: Project) -> tuple[Document, ...]:
    """The documents in their own order."""
    with project.read() as reading:
        return reading.all(Document, order=("position", "title"))


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document to be added: its text (newline-normalised), its turns, and who the labels of these stand for."""

    document: Document
    text: str
    turns: Sequence[NewTurn] = ()
    speakers: Mapping[str, SpeakerIs] = field(default_factory=dict)


def add_document(
    project: Project,
    document: Document,
    text: str,
    turns: Sequence[NewTurn] = (),
    speakers: Mapping[str, SpeakerIs] | None = None,
) -> Document:
    """Add a document with its first text version. `text` is newline-normalised; `speakers` maps labels of the turns.

    Raises RuleError for an empty text.
    """
    with project.change("document.add", N_("Document {title} added"), title=document.title) as change:
        return add_documents(change, [NewDocument(document, text, turns, speakers or {})])[0]


def add_documents(change: Change, new: Sequence[NewDocument]) -> tuple[Document, ...]:
    """Add documents with their first text versions, table by table: thousands cost little more than their rows.

    Documents without a position come after those there are, in the order given. Raises RuleError for an empty text.
    """
    position = change.highest(Document, "position")
    documents: list[Document] = []
    versions: list[TextVersion] = []
    speakers: list[Speaker] = []
    turns: list[Plain] = []
    texts: dict[str, str] = {}
    at = now()
    for one in new:
        if not one.text:
            raise RuleError(N_("{title} holds no text."), title=one.document.title)
        position += 1
        documents.append(one.document if one.document.position else changed(one.document, position=position))
        sha256 = sha256_of(one.text)
        texts[sha256] = one.text
        version = TextVersion(
            id=new_id(), document_id=one.document.id, nr=1, sha256=sha256, length=len(one.text), at=at
        )
        known = _new_speakers(one.document, one.turns, {}, one.speakers)
        versions.append(version)
        speakers += known.values()
        turns += _turn_rows(version, one.turns, known)
    change.store_texts(texts)
    change.insert(*documents, *versions, *speakers)
    change.insert_plain(Turn, turns)
    return tuple(documents)


def add_text_version(
    change: Change,
    document: Document,
    text: str,
    turns: Sequence[NewTurn],
    speakers: Mapping[str, SpeakerIs],
    reason: str = "",
    *,
    version_id: str = "",
) -> TextVersion:
    """Store a text as the version in force of a document, with its turns; speakers that are new are made.

    `version_id` is the id of the new version, where the caller has chosen it.
    """
    sha256 = sha256_of(text)
    change.store_text(sha256, text)
    for old in change.all(TextVersion, document_id=document.id, in_force=True):
        change.update(old, in_force=False)
    version = TextVersion(
        id=version_id or new_id(),
        document_id=document.id,
        nr=change.highest(TextVersion, "nr", document_id=document.id) + 1,
        sha256=sha256,
        length=len(text),
        reason=reason,
        at=now(),
    )
    known = {speaker.label: speaker for speaker in change.all(Speaker, document_id=document.id)}
    made = _new_speakers(document, turns, known, speakers)
    change.insert(version, *made.values())
    change.insert_plain(Turn, _turn_rows(version, turns, {**known, **made}))
    return version


def _new_speakers(
    document: Document, turns: Sequence[NewTurn], known: Mapping[str, Speaker], speakers: Mapping[str, SpeakerIs]
) -> dict[str, Speaker]:
    """The speakers of turns that are not known yet, by label."""
    made: dict[str, Speaker] = {}
    for label in dict.fromkeys(turn.speaker for turn in turns if turn.speaker):
        if label not in known:
            who = speakers.get(label, SpeakerIs(SpeakerKind.UNKNOWN))
            made[label] = Speaker(
                id=new_id(), document_id=document.id, label=label, kind=who.kind, respondent_id=who.respondent_id
            )
    return made


def _turn_rows(version: TextVersion, turns: Sequence[NewTurn], speakers: Mapping[str, Speaker]) -> list[Plain]:
    """The rows of turns in their plain form: a transcript with a time on every line has a thousand of them."""
    ids = {label: speaker.id for label, speaker in speakers.items()}
    version_id = version.id
    return [
        {
            "id": turn_id,
            "text_version_id": version_id,
            "nr": nr,
            "start": start,
            "end": end,
            "text_start": text_start,
            "speaker_id": ids[speaker] if speaker else None,
            "seconds": seconds,
            "leading": leading,
            "theory_shown": theory_shown,
        }
        for nr, (turn_id, (start, end, text_start, speaker, seconds, leading, theory_shown)) in enumerate(
            zip(new_ids(len(turns)), turns, strict=True), start=1
        )
    ]


def edit_document(project: Project, document: Document, **fields: Any) -> Document:
    """Change fields of a document (title, type, date, round, mode, case)."""
    title = fields.get("title", document.title)
    with project.change("document.edit", N_("Document {title} edited"), title=title) as change:
        return change.update(document, **fields)


_ON_FRAGMENTS: tuple[type[FragmentTheme | FragmentElement | StoryItemFragment], ...] = (
    FragmentTheme,
    FragmentElement,
    StoryItemFragment,
)
"""What hangs on fragments beside their codings."""


def remove_document(project: Project, document: Document) -> None:
    """Remove a document with its versions, turns, fragments and codings; refused where a fragment is evidence."""
    with project.change("document.remove", N_("Document {title} removed"), title=document.title) as change:
        fragments = change.all(Fragment, document_id=document.id)
        claims = _claims_on(change, document, fragments)
        if claims:
            raise RuleError(
                N_("{title} stays: claims that rest on its words: {n}."),
                N_("Delete those claims first, or leave the document in."),
                title=document.title,
                n=claims,
            )
        ids = [fragment.id for fragment in fragments]
        codings = change.among(Coding, "fragment_id", ids)
        versions = change.all(TextVersion, document_id=document.id)
        turns = change.among(Turn, "text_version_id", [version.id for version in versions])
        drop_memos(change, [document, *fragments])
        settled = change.all(Adjudication, document_id=document.id)
        change.delete(
            *change.among(ConsensusMark, "adjudication_id", [one.id for one in settled]),
            *change.among(ConsensusSlot, "adjudication_id", [one.id for one in settled]),
            *settled,
            *codings,
            *(row for cls in _ON_FRAGMENTS for row in change.among(cls, "fragment_id", ids)),
            *fragments,
            *turns,
            *change.among(Suggestion, "text_version_id", [version.id for version in versions]),
            *versions,
            *change.all(Speaker, document_id=document.id),
            *change.all(Original, document_id=document.id),
            *change.all(Progress, document_id=document.id),
            *change.all(CodingSnapshot, document_id=document.id),
            *change.all(Assignment, document_id=document.id),
            document,
        )


def _claims_on(change: Change, document: Document, fragments: Sequence[Fragment]) -> int:
    """How many claims were made in a document, or have words of it behind a slot."""
    words = change.among(SlotEvidence, "fragment_id", [fragment.id for fragment in fragments])
    slots = change.among(ClaimSlot, "id", [one.claim_slot_id for one in words])
    ids = {slot.claim_id for slot in slots} | {claim.id for claim in change.all(Claim, document_id=document.id)}
    return len(ids)


def set_speaker(project: Project, speaker: Speaker, kind: SpeakerKind, respondent_id: str | None = None) -> Speaker:
    """Say who a speaker label stands for. Refused where an interviewer's words would then be evidence."""
    if kind is not SpeakerKind.RESPONDENT:
        respondent_id = None
    with project.change("speaker.set", N_("Speaker {label} set"), label=speaker.label) as change:
        return change.update(speaker, kind=kind, respondent_id=respondent_id)


def version_in_force(reading: Reading, document_id: str) -> TextVersion:
    """The text version of a document that is in force. Raises NotFound."""
    found = reading.find(TextVersion, document_id=document_id, in_force=True)
    if found is None:
        raise NotFound(N_("This document has no text."), N_("Run: cmo-coder verify"))
    return found


def full_document(project: Project, document_id: str) -> FullDocument:
    """A document with its text in force, turns and speakers. Raises NotFound."""
    with project.read() as reading:
        return full_document_in(reading, document_id)


def full_document_in(reading: Reading, document_id: str) -> FullDocument:
    """The same within one reading, for who wants more of the same moment."""
    document = reading.get(Document, document_id)
    version = version_in_force(reading, document_id)
    return FullDocument(
        document,
        version,
        reading.text(version.sha256),
        reading.all(Turn, order=("nr",), text_version_id=version.id),
        {speaker.id: speaker for speaker in reading.all(Speaker, document_id=document_id)},
    )
