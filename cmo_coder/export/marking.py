"""A document of the study as a transcript with its codes, ready to be printed."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from cmo_coder import __version__
from cmo_coder.export.marked import MarkedSpan, MarkedTranscript, MarkedTurn
from cmo_coder.messages import _, in_language, ngettext
from cmo_coder.model.cases import Case, Respondent
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Turn
from cmo_coder.model.study import Coder, Round, Study
from cmo_coder.realist.words import word
from cmo_coder.store.documents import FullDocument, full_document
from cmo_coder.store.fragments import CodedFragment, coded_fragments
from cmo_coder.store.history import last_seq
from cmo_coder.store.review import waiting_fragments
from cmo_coder.tables.value import Stamp
from cmo_coder.text.sentences import paragraph_spans

if TYPE_CHECKING:
    from cmo_coder.store.project import Project


def marked_transcript(
    project: Project,
    document_id: str,
    *,
    language: str,
    hidden_coders: Collection[str] = (),
    date: datetime.date | None = None,
) -> MarkedTranscript:
    """The text in force of a document with its codes. Raises NotFound.

    A respondent has the pseudonym of the study, any other speaker the label of the text. `hidden_coders` are ids of
    coders whose codes are left out: a coder who works blind must not find them on paper. `date` (without it, today)
    stands on the stamp.
    """
    full = full_document(project, document_id)
    with project.read() as reading:
        study = reading.all(Study)[0]
        fragments = coded_fragments(reading, document_id)
        codes = {one.id: one for one in reading.all(Code)}
        coders = {one.id: one for one in reading.all(Coder)}
        respondents = {one.id: one for one in reading.all(Respondent)}
        rounds = {one.id: one for one in reading.all(Round)}
        cases = {one.id: one for one in reading.all(Case)}
        change = last_seq(reading.connection)
        waiting = len(waiting_fragments(reading, document_id))
    day = (date or datetime.date.today()).isoformat()
    marks = [mark for one in fragments if (mark := _mark(one, codes, hidden_coders)) is not None]
    with in_language(language):
        return MarkedTranscript(
            title=full.document.title,
            meta=_about(full, rounds, cases, respondents, _who_coded(fragments, coders, hidden_coders), waiting),
            turns=tuple(_turns(full, respondents, marks)),
            language=language,
            stamp=Stamp(study.name, day, change, f"cmo-coder {__version__}"),
        )


def _mark(
    one: CodedFragment, codes: Mapping[str, Code], hidden_coders: Collection[str]
) -> tuple[int, int, tuple[str, ...]] | None:
    names = [codes[coding.code_id].name for coding in one.codings if (coding.coder_id or "") not in hidden_coders]
    return (one.fragment.start, one.fragment.end, tuple(dict.fromkeys(names))) if names else None


def _who_coded(
    fragments: Sequence[CodedFragment], coders: Mapping[str, Coder], hidden_coders: Collection[str]
) -> list[str]:
    ids = {coding.coder_id for one in fragments for coding in one.codings if coding.coder_id is not None}
    return sorted(coders[id_].name for id_ in ids - set(hidden_coders))


def _about(
    full: FullDocument,
    rounds: Mapping[str, Round],
    cases: Mapping[str, Case],
    respondents: Mapping[str, Respondent],
    coders: Sequence[str],
    waiting: int,
) -> tuple[str, ...]:
    document = full.document
    facts = [word(document.type)]
    if document.round_id is not None:
        facts.append(rounds[document.round_id].label)
    if document.case_id is not None:
        facts.append(cases[document.case_id].name)
    facts.append(document.date)
    lines = [" · ".join(fact for fact in facts if fact)]
    said = [respondents[one.respondent_id] for one in full.speakers.values() if one.respondent_id is not None]
    if said:
        names = ", ".join(sorted({f"{one.pseudonym} ({word(one.group)})" for one in said}))
        lines.append(_("Respondents: {names}").format(names=names))
    if waiting:
        lines.append(
            ngettext(
                "{n} fragment lost its words to an edit and is not marked here.",
                "{n} fragments lost their words to an edit and are not marked here.",
                waiting,
            ).format(n=waiting)
        )
    if coders:
        lines.append(_("Coded by: {names}").format(names=", ".join(coders)))
    return tuple(lines)


def _turns(
    full: FullDocument, respondents: Mapping[str, Respondent], marks: Sequence[tuple[int, int, tuple[str, ...]]]
) -> list[MarkedTurn]:
    """The turns, or the paragraphs of a text without turns, each with the part of every mark that lies in it."""
    made = []
    places = [(turn.text_start, turn.end, *_speaks(full, turn, respondents)) for turn in full.turns]
    for start, end, speaker, time in places or [(a, b, "", "") for a, b in paragraph_spans(full.text)]:
        words = full.text[start:end].rstrip()
        end = start + len(words)
        spans = tuple(
            MarkedSpan(max(first, start) - start, min(last, end) - start, names)
            for first, last, names in marks
            if first < end and last > start
        )
        made.append(MarkedTurn(speaker, time, words, spans))
    return made


def _speaks(full: FullDocument, turn: Turn, respondents: Mapping[str, Respondent]) -> tuple[str, str]:
    """Who speaks in a turn and when, as text."""
    speaker = full.speaker_of(turn)
    name = ""
    if speaker is not None:
        known = respondents.get(speaker.respondent_id or "")
        name = known.pseudonym if known is not None else speaker.label
    if turn.seconds is None:
        return name, ""
    whole = int(turn.seconds)
    return name, f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
