"""From texts that were read to documents of the study: what is meant by each, and all of them as one change."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cmo_coder.ingest.value import ReadText
from cmo_coder.messages import N_
from cmo_coder.model.base import new_id
from cmo_coder.model.documents import Document, DocumentType, Mode, SpeakerKind
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document

if TYPE_CHECKING:
    from cmo_coder.model.cases import Respondent
    from cmo_coder.store.project import Project


@dataclass(frozen=True, slots=True)
class Plan:
    """A text with everything that is said about it before it is accepted; `speakers` is by label in the text."""

    read: ReadText
    title: str
    type: DocumentType = DocumentType.INTERVIEW
    date: str = ""
    round_id: str | None = None
    mode: Mode | None = None
    case_id: str | None = None
    speakers: Mapping[str, SpeakerIs] = field(default_factory=dict)


def plan_for(read: ReadText, respondents: Sequence[Respondent] = (), **fields: object) -> Plan:
    """A plan with sensible guesses: interviewers by their label, respondents by a pseudonym that equals the label."""
    known = {one.pseudonym.casefold(): one.id for one in respondents}
    speakers: dict[str, SpeakerIs] = {}
    for guess in read.speakers:
        respondent_id = known.get(guess.label.casefold())
        if respondent_id is not None:
            speakers[guess.label] = SpeakerIs(SpeakerKind.RESPONDENT, respondent_id)
        elif guess.role == "interviewer":
            speakers[guess.label] = SpeakerIs(SpeakerKind.INTERVIEWER)
        elif guess.role == "respondent":
            speakers[guess.label] = SpeakerIs(SpeakerKind.RESPONDENT)
        else:
            speakers[guess.label] = SpeakerIs(SpeakerKind.UNKNOWN)
    plan = Plan(read, read.title, speakers=speakers)
    return dataclasses.replace(plan, **fields)  # type: ignore[arg-type]


def known_texts(project: Project) -> dict[str, str]:
    """The titles of the documents by the hash of their text in force, to say that words are there already."""
    from cmo_coder.model.documents import TextVersion

    with project.read() as reading:
        titles = {one.id: one.title for one in reading.all(Document)}
        return {one.sha256: titles[one.document_id] for one in reading.all(TextVersion, in_force=True)}


def load_documents(project: Project, plans: Sequence[Plan]) -> tuple[Document, ...]:
    """Add a document for every plan, as one change that one undo takes back."""
    what = N_("Document {title} loaded") if len(plans) == 1 else N_("{n} documents loaded")
    made: list[Document] = []
    with project.change("document.load", what, n=len(plans), title=plans[0].title if plans else ""):
        for plan in plans:
            document = Document(
                id=new_id(),
                title=plan.title,
                type=plan.type,
                date=plan.date,
                round_id=plan.round_id,
                mode=plan.mode,
                case_id=plan.case_id,
                source_name=plan.read.source_name,
                source_sha256=plan.read.sha256,
            )
            turns = [
                NewTurn(turn.start, turn.end, turn.text_start, turn.speaker, turn.time) for turn in plan.read.turns
            ]
            made.append(add_document(project, document, plan.read.text, turns, plan.speakers))
    return tuple(made)
