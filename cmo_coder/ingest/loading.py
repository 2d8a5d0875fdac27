"""From texts that were read to documents of the study: what is meant by each, and all of them as one change."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cmo_coder.ingest.guessing import (
    case_in_name,
    date_in_name,
    group_in_words,
    is_numbered_here,
    next_pseudonym,
    number_of,
    round_in_name,
    same_number,
    type_in_name,
)
from cmo_coder.ingest.value import ReadNote, ReadText
from cmo_coder.messages import N_
from cmo_coder.model.base import Entity, new_id
from cmo_coder.model.cases import Case, Respondent
from cmo_coder.model.documents import Document, DocumentType, Mode, SpeakerKind
from cmo_coder.model.errors import RuleError
from cmo_coder.model.study import Round
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document
from cmo_coder.store.fragments import fragment_at
from cmo_coder.store.memos import add_memo
from cmo_coder.text.speakers import label_key

if TYPE_CHECKING:
    from cmo_coder.store.change import Change
    from cmo_coder.store.project import Project


@dataclass(frozen=True, slots=True)
class Plan:
    """A text with everything that is said about it before it is accepted; `speakers` is by label in the text.

    With `notes` the comments that stand beside the text become memos on its words.
    """

    read: ReadText
    title: str
    type: DocumentType = DocumentType.INTERVIEW
    date: str = ""
    round_id: str | None = None
    mode: Mode | None = None
    case_id: str | None = None
    speakers: Mapping[str, SpeakerIs] = field(default_factory=dict)
    notes: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What the study holds that a text may belong to."""

    rounds: tuple[Round, ...] = ()
    cases: tuple[Case, ...] = ()
    respondents: tuple[Respondent, ...] = ()


def known_of(project: Project) -> Known:
    """What the study holds that a text may belong to."""
    with project.read() as reading:
        return Known(
            reading.all(Round, order=("nr",)),
            reading.all(Case, order=("position", "name")),
            reading.all(Respondent, order=("pseudonym",)),
        )


def plan_for(read: ReadText, respondents: Sequence[Respondent] = (), **fields: object) -> Plan:
    """A plan with sensible guesses: interviewers by their label, respondents by a pseudonym that equals the label.

    A label that only counts within its text ("R1" in every file) is nobody's pseudonym.
    """
    labels = [guess.label for guess in read.speakers if guess.role != "interviewer"]
    speakers: dict[str, SpeakerIs] = {}
    for guess in read.speakers:
        known = None if is_numbered_here(guess.label, labels) else _respondent_called(guess.label, respondents)
        if known is not None:
            speakers[guess.label] = SpeakerIs(SpeakerKind.RESPONDENT, known.id)
        else:
            speakers[guess.label] = SpeakerIs(SpeakerKind(guess.role) if guess.role else SpeakerKind.UNKNOWN)
    plan = Plan(read, read.title, speakers=speakers)
    return dataclasses.replace(plan, **fields)  # type: ignore[arg-type]


def _respondent_called(label: str, respondents: Sequence[Respondent]) -> Respondent | None:
    for one in respondents:
        if label_key(one.pseudonym) == label_key(label) or same_number(one.pseudonym, label):
            return one
    return None


def guess_plans(reads: Sequence[ReadText], known: Known) -> tuple[tuple[Plan, ...], tuple[Respondent, ...]]:
    """A plan for every text, with the respondents that would be new.

    Round, case, kind and day come from the name of the file; the only round or case of a study is always taken. Who is
    no interviewer and not known yet becomes a new respondent with the next free pseudonym ("R04"): neither a label nor
    the name of a file is taken for one, since it may hold the real name of a person.
    """
    respondents = list(known.respondents)
    new: list[Respondent] = []
    plans = []
    for read in reads:
        name = read.title
        round_ = known.rounds[0] if len(known.rounds) == 1 else round_in_name(name, known.rounds)
        case = known.cases[0] if len(known.cases) == 1 else case_in_name(name, known.cases)
        plan = plan_for(
            read,
            known.respondents,
            type=type_in_name(name),
            date=date_in_name(name),
            round_id=round_.id if round_ else None,
            case_id=case.id if case else None,
        )
        labels = [guess.label for guess in read.speakers if guess.role != "interviewer"]
        speakers = dict(plan.speakers)
        for label in sorted(plan.speakers, key=lambda one: number_of(one) or 0):
            who = plan.speakers[label]
            if who.kind is SpeakerKind.RESPONDENT and who.respondent_id is None:
                made = _new_respondent(label, labels, name, plan, respondents)
                respondents.append(made)
                new.append(made)
                speakers[label] = SpeakerIs(SpeakerKind.RESPONDENT, made.id)
        plans.append(dataclasses.replace(plan, speakers=speakers))
    return tuple(plans), tuple(new)


def _new_respondent(
    label: str, labels: Sequence[str], name: str, plan: Plan, respondents: Sequence[Respondent]
) -> Respondent:
    pseudonyms = [one.pseudonym for one in respondents]
    wanted = "" if is_numbered_here(label, labels) else label
    return Respondent(
        id=new_id(),
        pseudonym=next_pseudonym(pseudonyms, wanted),
        group=group_in_words(label, name),
        case_id=plan.case_id,
    )


def known_texts(project: Project) -> dict[str, str]:
    """The titles of the documents by the hash of their text in force, to say that words are there already."""
    from cmo_coder.model.documents import TextVersion

    with project.read() as reading:
        titles = {one.id: one.title for one in reading.all(Document)}
        return {one.sha256: titles[one.document_id] for one in reading.all(TextVersion, in_force=True)}


def load_documents(project: Project, plans: Sequence[Plan], new: Collection[Entity] = ()) -> tuple[Document, ...]:
    """Add a document for every plan, as one change that one undo takes back.

    `new` holds rounds, cases and respondents that plans may refer to; of them only those that one does refer to are
    made. Raises RuleError where a text is empty or a new pseudonym is taken.
    """
    what = N_("Document {title} loaded") if len(plans) == 1 else N_("{n} documents loaded")
    made: list[Document] = []
    with project.change("document.load", what, n=len(plans), title=plans[0].title if plans else "") as change:
        needed = _needed(plans, {one.id: one for one in new})
        _check_free(change, needed)
        # Rounds and cases before respondents: what is referred to comes first.
        change.insert(*sorted(needed, key=lambda one: isinstance(one, Respondent)))
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
            made.append(add_document(project, document, plan.read.text, _turns(plan), plan.speakers))
            if plan.notes:
                _add_notes(project, change, made[-1], plan.read.notes)
    return tuple(made)


def _add_notes(project: Project, change: Change, document: Document, notes: Sequence[ReadNote]) -> None:
    """A memo for each comment, on a fragment of the words that it is about."""
    for note in notes:
        fragment = fragment_at(change, document.id, note.start, note.end)
        add_memo(project, memo_of(note), [("fragment", fragment.id)])


def memo_of(note: ReadNote) -> str:
    """The words of a comment as a memo: who wrote it and when, and then what."""
    who = ", ".join(part for part in (note.author, note.at[:10]) if part)
    return f"{who}: {note.text}" if who else note.text


def _check_free(change: Change, new: Collection[Entity]) -> None:
    """Refuse a pseudonym or case name that somebody else took while the files were looked at."""
    for one in new:
        if isinstance(one, Respondent) and change.find(Respondent, pseudonym=one.pseudonym) is not None:
            raise RuleError(
                N_("There is already a respondent called {name}."), N_("Choose another pseudonym."), name=one.pseudonym
            )
        if isinstance(one, Case) and change.find(Case, name=one.name) is not None:
            raise RuleError(N_("There is already a case called {name}."), N_("Choose another name."), name=one.name)


def _turns(plan: Plan) -> list[NewTurn]:
    # One speaker has one label, however it is written from turn to turn.
    labels = {label_key(label): label for label in plan.speakers}
    return [
        NewTurn(
            turn.start,
            turn.end,
            turn.text_start,
            labels.get(label_key(turn.speaker), turn.speaker) if turn.speaker else None,
            turn.time,
        )
        for turn in plan.read.turns
    ]


def _needed(plans: Sequence[Plan], new: Mapping[str, Entity]) -> list[Entity]:
    """Those of `new` that a plan, or a respondent of a plan, refers to; a respondent's case that is not made goes."""
    ids: dict[str, None] = {}
    for plan in plans:
        for id_ in (plan.round_id, plan.case_id, *(who.respondent_id for who in plan.speakers.values())):
            if id_ in new:
                ids[str(id_)] = None
    for id_ in tuple(ids):
        one = new[id_]
        if isinstance(one, Respondent) and one.case_id in new:
            ids[str(one.case_id)] = None
    return [new[id_] for id_ in ids]
