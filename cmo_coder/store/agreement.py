"""What coders are compared on, read from the project: documents that two or more of them finished, and their codings.

The universe of every figure is the documents that two or more of the compared coders declared finished. A document that
was finished without a coding is data; one that was not finished is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from cmo_coder.agreement.coding import Coding as Compared
from cmo_coder.agreement.coding import Mark, Spans, Text, without
from cmo_coder.agreement.value import Unit
from cmo_coder.messages import N_
from cmo_coder.model.adjudication import CodingSnapshot
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.documents import Document, Speaker, SpeakerKind, TextVersion, Turn
from cmo_coder.model.errors import NotFound
from cmo_coder.model.study import Assignment, Coder, Progress, ProgressState
from cmo_coder.store.agreement_marks import Marks, into, marks_of
from cmo_coder.store.not_compared import BegunAgain, begun_again, blind_in
from cmo_coder.store.reading import Reading
from cmo_coder.store.universe import CodeLevel, Segments, Universe
from cmo_coder.text.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class Material:
    """What was read: the coding for the statistics, and the names of what is in it.

    `coding` is in positions of what is compared (without the interviewers, where those are out), `whole` in positions
    of the text in force; `marks_in` and `whole_in` are their marks by document. `codings_in` gives by document for a
    mark of `whole` the id of its coding, where it is one that stands now. `left_out` are finished documents whose text
    changed after a coder was done, `not_kept` how many codings (document and coder) were not kept as they were
    finished.
    """

    universe: Universe
    coding: Compared
    whole: Compared
    coders: Mapping[str, str]
    documents: Mapping[str, str]
    codes: Mapping[str, str]
    codings_in: Mapping[str, Mapping[Mark, str]]
    finished: int
    left_out: tuple[str, ...] = ()
    not_kept: int = 0
    fragments: dict[str, str] = field(default_factory=dict)
    """The fragment of each coding in `codings_in`; one book, also for what is read again."""
    types: Mapping[str, CodeType] = field(default_factory=dict)
    """The type of every code of the study."""
    named: Mapping[str, str] = field(default_factory=dict)
    """For every code what it is compared as."""
    marks_in: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    whole_in: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    holes: Mapping[str, Spans] = field(default_factory=dict)
    """The turns of interviewers in each text, where those are out."""
    target: Mapping[str, str] = field(default_factory=dict)
    """For every code itself, or the one that it was merged into."""
    begun_again: tuple[BegunAgain, ...] = ()
    """What coders were done with and are not now, as when a sample was drawn for a next round."""
    blind: tuple[str, ...] = ()
    """Titles of documents that are not compared while who reads works blind in them."""


def finishers(reading: Reading) -> dict[str, frozenset[str]]:
    """Return which coders finished each document."""
    found: dict[str, set[str]] = {}
    for row in reading.all(Progress, state=ProgressState.FINISHED):
        found.setdefault(row.document_id, set()).add(row.coder_id)
    return {document: frozenset(coders) for document, coders in found.items()}


def comparable_coders(reading: Reading) -> tuple[Coder, ...]:
    """Return the coders who share a finished document with another, by name."""
    shared = {coder for coders in finishers(reading).values() if len(coders) > 1 for coder in coders}
    return tuple(coder for coder in reading.all(Coder, order=("name",)) if coder.id in shared)


def material(reading: Reading, universe: Universe) -> Material:
    """Read what a comparison needs.

    Raises NotFound where fewer than two coders, or no document that two of them finished, are left.
    """
    coders = {coder.id: coder.name for coder in reading.all(Coder, order=("name",))}
    chosen = universe.coder_ids or tuple(coder.id for coder in comparable_coders(reading))
    done = _finished_in(reading, universe)
    documents = {
        one.id: one.title
        for one in reading.all(Document, order=("position", "title"))
        if (not universe.document_ids or one.id in universe.document_ids)
        and _may_be_seen(reading, one.id)
        and len(done.get(one.id, frozenset()) & set(chosen)) > 1
    }
    if len(chosen) < 2 or not documents:
        if reading.hidden is not None and any(
            len(coders & set(chosen)) > 1 for id_, coders in done.items() if not _may_be_seen(reading, id_)
        ):
            raise NotFound(
                N_("You work blind in what others finished too: it is compared when everybody is done."),
                N_("Who is not done yet: d on the agreement screen, or cmo-coder rounds show"),
            )
        if again := begun_again(reading, done, universe):
            raise NotFound(
                N_("Documents that two of these coders had finished were begun again, such as {title} (round {nr})."),
                N_("Compare that round by itself: s and then Coding round, or cmo-coder agreement --round {nr}"),
                title=again[0].title,
                nr=again[0].coding_round,
            )
        raise NotFound(
            N_("There is no document that two of these coders have finished."),
            N_("A coder says so while reading a document, or: cmo-coder rounds done DOCUMENT"),
        )
    codes = {code.id: code for code in reading.all(Code, order=("position", "name"))}
    versions = {one.document_id: one for one in reading.all(TextVersion, in_force=True) if one.document_id in documents}
    target = {id_: into(codes, id_) for id_ in codes}
    read = marks_of(reading, universe, chosen, versions, target)
    kept = {id_: title for id_, title in documents.items() if id_ not in read.left_out}
    turns = _turns(reading, versions)
    texts = tuple(
        Text(id_, versions[id_].length, _segments(reading, universe, versions[id_], turns.get(id_, ()))) for id_ in kept
    )
    assigned = {coder: frozenset(id_ for id_ in kept if coder in done[id_]) for coder in chosen}
    names = _names(codes, universe)
    codings_in = {id_: _named(read.by_document[id_], names) for id_ in kept}
    whole_in = {id_: tuple(marks) for id_, marks in codings_in.items()}
    whole = Compared(texts, chosen, tuple(dict.fromkeys(names.values())), assigned, _together(whole_in))
    holes = {} if universe.interviewer else {id_: _interviewers(turns.get(id_, ())) for id_ in kept}
    coding = without(whole, holes) if holes else whole
    return Material(
        universe,
        coding,
        whole,
        {coder: coders[coder] for coder in chosen},
        kept,
        {names[id_]: _label(codes, id_, universe.level) for id_ in names},
        {id_: {mark: row for mark, row in some.items() if row} for id_, some in codings_in.items()},
        len(done),
        tuple(documents[id_] for id_ in sorted(read.left_out)),
        sum((id_, coder) not in read.kept for coder, some in assigned.items() for id_ in some),
        read.fragments,
        {code.id: code.type for code in codes.values()},
        names,
        _by_document(coding.marks, kept) if holes else whole_in,
        whole_in,
        holes,
        target,
        begun_again(reading, done, universe),
        blind_in(reading, done, universe),
    )


def material_again(reading: Reading, before: Material, documents: Collection[str]) -> Material:
    """Return the material with the marks of some documents read again; everything else is as it was.

    For where codings (or which fragment they stand on) changed and nothing else.
    """
    here = [id_ for id_ in before.documents if id_ in set(documents)]
    versions = {one.document_id: one for one in reading.among(TextVersion, "document_id", here) if one.in_force}
    read: Marks = marks_of(reading, before.universe, before.coders, versions, before.target)
    named = {id_: _named(read.by_document[id_], before.named) for id_ in here}
    whole_in = {**before.whole_in, **{id_: tuple(marks) for id_, marks in named.items()}}
    whole = replace(before.whole, marks=_together(whole_in))
    coding, marks_in = whole, whole_in
    if before.holes:
        marks_in = {**before.marks_in, **{id_: _placed_again(before, id_, whole_in[id_]) for id_ in here}}
        coding = replace(before.coding, marks=_together(marks_in))
    before.fragments.update(read.fragments)
    return replace(
        before,
        whole=whole,
        coding=coding,
        whole_in=whole_in,
        marks_in=marks_in,
        codings_in={
            **before.codings_in,
            **{id_: {mark: row for mark, row in some.items() if row} for id_, some in named.items()},
        },
    )


def _placed_again(before: Material, document: str, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return marks of a text where they lie without its interviewers; of what was there before that is known."""
    placed = dict(zip(before.whole_in[document], before.marks_in[document], strict=True))
    if new := tuple(mark for mark in marks if mark not in placed):
        texts = tuple(text for text in before.whole.texts if text.id == document)
        part = replace(before.whole, texts=texts, marks=new)
        placed |= dict(zip(new, without(part, {document: before.holes[document]}).marks, strict=True))
    return tuple(placed[mark] for mark in marks)


def _named(marks: Mapping[Mark, str], names: Mapping[str, str]) -> dict[Mark, str]:
    """Return marks under the names by which their codes are compared; where two fall together, one that stands now."""
    made: dict[Mark, str] = {}
    for mark, id_ in marks.items():
        if (name := names.get(mark.code)) is not None:
            other = mark if name == mark.code else mark._replace(code=name)
            made[other] = id_ or made.get(other, "")
    return made


def _together(by_document: Mapping[str, tuple[Mark, ...]]) -> tuple[Mark, ...]:
    return tuple(chain.from_iterable(by_document.values()))


def _by_document(marks: Sequence[Mark], documents: Collection[str]) -> dict[str, tuple[Mark, ...]]:
    made: dict[str, list[Mark]] = {id_: [] for id_ in documents}
    for mark in marks:
        made[mark.document].append(mark)
    return {id_: tuple(some) for id_, some in made.items()}


def _may_be_seen(reading: Reading, document_id: str) -> bool:
    """Whether a document may be compared by who reads: not while she works blind in it, whoever the coders are."""
    return reading.hidden is None or document_id not in reading.hidden.documents


def _finished_in(reading: Reading, universe: Universe) -> dict[str, frozenset[str]]:
    """Return who finished what: now, or in a coding round."""
    if universe.coding_round is None:
        return finishers(reading)
    found: dict[str, set[str]] = {}
    for row in reading.all(CodingSnapshot, coding_round=universe.coding_round):
        found.setdefault(row.document_id, set()).add(row.coder_id)
    return {document: frozenset(coders) for document, coders in found.items()}


def _names(codes: Mapping[str, Code], universe: Universe) -> dict[str, str]:
    """Return under which name each code is compared; those that are not asked for are left out."""
    found: dict[str, str] = {}
    for id_, code in codes.items():
        line = [id_]
        while (parent := codes[line[-1]].parent_id) and parent in codes and parent not in line:
            line.append(parent)
        if universe.code_ids and not set(line) & set(universe.code_ids):
            continue
        match universe.level:
            case CodeLevel.CODE:
                found[id_] = id_
            case CodeLevel.PARENT:
                found[id_] = line[-1]
            case CodeLevel.ROLE:
                found[id_] = code.type.value
    return found


def _label(codes: Mapping[str, Code], code_id: str, level: CodeLevel) -> str:
    """Return how a compared code is called."""
    code = codes[code_id]
    if level is CodeLevel.ROLE:
        return code.type.value
    while level is CodeLevel.PARENT and code.parent_id and code.parent_id in codes:
        code = codes[code.parent_id]
    return code.name


@dataclass(frozen=True, slots=True)
class _Turn:
    start: int
    end: int
    interviewer: bool


def _turns(reading: Reading, versions: Mapping[str, TextVersion]) -> dict[str, Sequence[_Turn]]:
    document_of = {version.id: id_ for id_, version in versions.items()}
    asking = {one.id for one in reading.all(Speaker) if one.kind is SpeakerKind.INTERVIEWER}
    found: dict[str, list[_Turn]] = {}
    for row in reading.among(Turn, "text_version_id", document_of, order=("start",)):
        into_ = found.setdefault(document_of[row.text_version_id], [])
        into_.append(_Turn(row.start, row.end, row.speaker_id in asking))
    return dict(found)


def _interviewers(turns: Sequence[_Turn]) -> Spans:
    return tuple((turn.start, turn.end) for turn in turns if turn.interviewer)


def _segments(reading: Reading, universe: Universe, version: TextVersion, turns: Sequence[_Turn]) -> Spans:
    """Return the segments of a text: its turns (a text without turns is its paragraphs' sentences) or its sentences."""
    if universe.unit is not Unit.SEGMENT:
        return ()
    if universe.segments is Segments.TURN and turns:
        return tuple((turn.start, turn.end) for turn in turns)
    return tuple(sentence_spans(reading.text(version.sha256)))


def rounds_done(reading: Reading) -> tuple[int, ...]:
    """Return the numbers of the coding rounds in which something was finished or handed out."""
    numbers = {row.coding_round for row in reading.all(CodingSnapshot)}
    return tuple(sorted(numbers | {row.coding_round for row in reading.all(Assignment)}))
