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
from cmo_coder.ingest.source import Watch, unreadable, unwatched
from cmo_coder.ingest.value import ReadNote, ReadText
from cmo_coder.messages import N_
from cmo_coder.model.base import Entity, new_id
from cmo_coder.model.cases import Case, Respondent
from cmo_coder.model.documents import Document, DocumentType, Mode, SpeakerKind
from cmo_coder.model.errors import RuleError
from cmo_coder.model.study import Round
from cmo_coder.store import originals
from cmo_coder.store.bulk_memory import without_collecting
from cmo_coder.store.documents import NewDocument, NewTurn, SpeakerIs, add_documents
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


def load_documents(
    project: Project,
    plans: Sequence[Plan],
    new: Collection[Entity] = (),
    *,
    keep_originals: bool | None = None,
    watch: Watch = unwatched,
) -> tuple[Document, ...]:
    """Add a document for every plan, as one change that one undo takes back.

    `new` holds rounds, cases and respondents that plans may refer to; of them only those that one does refer to are
    made. `keep_originals` keeps the bytes of the files in the project, or not; the next load offers the same (None:
    not kept, and nothing is remembered). `watch` is told how far it is; where it raises, nothing is loaded.

    Raises RuleError where a text is empty, a new pseudonym is taken, or a file that is to be kept has changed.
    """
    what = N_("Document {title} loaded") if len(plans) == 1 else N_("{n} documents loaded")
    with (
        without_collecting(),
        project.change("document.load", what, n=len(plans), title=plans[0].title if plans else "") as change,
    ):
        needed = _needed(plans, {one.id: one for one in new})
        _check_free(change, needed)
        # Rounds and cases before respondents: what is referred to comes first.
        change.insert(*sorted(needed, key=lambda one: isinstance(one, Respondent)))
        if keep_originals is not None:
            originals.remember_choice(change, keep_originals)
        made: list[Document] = []
        change.watch = lambda done: watch(_WRITTEN + (1 - _WRITTEN) * done)
        for start in range(0, len(plans), _AT_ONCE):
            watch(_WRITTEN * start / len(plans))
            some = plans[start : start + _AT_ONCE]
            documents = add_documents(change, [_document(plan) for plan in some])
            pairs = list(zip(documents, some, strict=True))
            originals.note_originals(
                change, [(one.id, plan.read.file_sha256, plan.read.source_size) for one, plan in pairs]
            )
            for document, plan in pairs:
                if keep_originals:
                    keep_file(change, plan.read)
                if plan.notes:
                    _add_notes(project, change, document, plan.read.notes)
            made += documents
        watch(_WRITTEN)
    return tuple(made)


_WRITTEN = 0.5
"""Which part of a load is done when the documents are written; the log and the index are the rest."""
_AT_ONCE = 50
"""Documents that are written together; between such groups a load can be stopped."""


def _document(plan: Plan) -> NewDocument:
    document = Document(
        id=new_id(),
        title=plan.title,
        type=plan.type,
        date=plan.date,
        round_id=plan.round_id,
        mode=plan.mode,
        case_id=plan.case_id,
        source_name=plan.read.source_name,
        source_sha256=plan.read.file_sha256,
    )
    return NewDocument(document, plan.read.text, new_turns(plan), plan.speakers)


def keep_file(change: Change, read: ReadText) -> None:
    """Keep the bytes of a file that was read. Raises RuleError where it has changed since."""
    assert read.path is not None
    try:
        originals.keep_bytes(change, read.file_sha256, read.path.read_bytes())
    except OSError as error:
        raise unreadable(read.path, error) from error
    except ValueError as error:
        raise RuleError(
            N_("{name} has changed since it was read."), N_("Load it again."), name=read.source_name
        ) from error


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


def new_turns(plan: Plan) -> list[NewTurn]:
    """The turns of a text as they are stored."""
    # One speaker has one label, however it is written from turn to turn.
    labels = {label_key(label): label for label in plan.speakers}
    as_written = dict.fromkeys(turn.speaker for turn in plan.read.turns)
    kept = {one: labels.get(label_key(one), one) if one else None for one in as_written}
    return [NewTurn(turn.start, turn.end, turn.text_start, kept[turn.speaker], turn.time) for turn in plan.read.turns]


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
