"""What coders are compared on, read from the project: documents that two or more of them finished, and their codings.

The universe of every figure is the documents that two or more of the compared coders declared finished. A document that
was finished without a coding is data; one that was not finished is missing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain

from cmo_coder.agreement.coding import Coding as Compared
from cmo_coder.agreement.coding import Mark, Spans, Text, recoded, without
from cmo_coder.agreement.value import Unit
from cmo_coder.messages import N_
from cmo_coder.model.adjudication import CodingSnapshot
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.documents import Document, Speaker, SpeakerKind, TextVersion, Turn
from cmo_coder.model.errors import NotFound
from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.model.study import Assignment, Coder, Progress, ProgressState
from cmo_coder.store.reading import Reading
from cmo_coder.text.sentences import sentence_spans


class CodeLevel(StrEnum):
    """What counts as the same: the code itself, its top code, or its role."""

    CODE = "code"
    PARENT = "parent"
    ROLE = "role"


class Segments(StrEnum):
    """What a segment is."""

    TURN = "turn"
    SENTENCE = "sentence"


class AsOf(StrEnum):
    """Which coding is compared: as it was when each coder was done (independent), or as it is now."""

    FINISHED = "finished"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Universe:
    """The choice behind a comparison, all of it: it is printed beside every figure."""

    coder_ids: tuple[str, ...] = ()
    document_ids: tuple[str, ...] = ()
    code_ids: tuple[str, ...] = ()
    level: CodeLevel = CodeLevel.CODE
    unit: Unit = Unit.CHARACTER
    segments: Segments = Segments.TURN
    interviewer: bool = True
    as_of: AsOf = AsOf.NOW
    coding_round: int | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What was read: the coding for the statistics, and the names of what is in it.

    `coding` is in positions of what is compared (without the interviewers, where those are out), `whole` in positions
    of the text in force. `codings_in` gives by document for a mark (document, coder, start, end, code) of `whole` the
    id of its coding, where it is one that stands now. `left_out` are finished documents whose text changed after a
    coder was done, `not_kept` how many codings (document and coder) were not kept as they were finished.
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
    fragments: Mapping[str, str] = field(default_factory=dict)
    """The fragment of each coding in `codings`."""
    types: Mapping[str, CodeType] = field(default_factory=dict)
    """The type of every code of the study."""
    named: Mapping[str, str] = field(default_factory=dict)
    """For every code what it is compared as."""

    @property
    def codings(self) -> dict[Mark, str]:
        """The ids of all codings by their marks."""
        return {mark: id_ for some in self.codings_in.values() for mark, id_ in some.items()}


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
        raise NotFound(
            N_("There is no document that two of these coders have finished."),
            N_("A coder says so while reading a document, or: cmo-coder rounds done DOCUMENT"),
        )
    codes = {code.id: code for code in reading.all(Code, order=("position", "name"))}
    versions = {one.document_id: one for one in reading.all(TextVersion, in_force=True) if one.document_id in documents}
    marks, left_out, frozen, fragment_of = _marks(reading, universe, chosen, versions, codes)
    kept = {id_: title for id_, title in documents.items() if id_ not in left_out}
    turns = _turns(reading, versions)
    texts = tuple(
        Text(id_, versions[id_].length, _segments(reading, universe, versions[id_], turns.get(id_, ()))) for id_ in kept
    )
    assigned = {coder: frozenset(id_ for id_ in kept if coder in done[id_]) for coder in chosen}
    names = _names(codes, universe)
    everything = Compared(texts, chosen, tuple(codes), assigned, tuple(mark for mark in marks if mark.document in kept))
    whole = recoded(everything, names)
    holes = {} if universe.interviewer else {id_: _interviewers(turns.get(id_, ())) for id_ in kept}
    return Material(
        universe,
        without(whole, holes) if holes else whole,
        whole,
        {coder: coders[coder] for coder in chosen},
        kept,
        {names[id_]: _label(codes, id_, universe.level) for id_ in names},
        _by_document(
            {mark._replace(code=names[mark.code]): id_ for mark, id_ in marks.items() if id_ and mark.code in names}
        ),
        len(done),
        tuple(documents[id_] for id_ in sorted(left_out)),
        sum((id_, coder) not in frozen for coder, some in assigned.items() for id_ in some),
        fragment_of,
        {code.id: code.type for code in codes.values()},
        names,
    )


def material_again(reading: Reading, before: Material, documents: Collection[str]) -> Material:
    """Return the material with the marks of some documents read again; everything else is as it was.

    Only where the interviewers are in, and for the coding as it is now: what was kept as it was finished does not
    change.
    """
    versions = {one.document_id: one for one in reading.among(TextVersion, "document_id", documents) if one.in_force}
    codes = {code.id: code for code in reading.all(Code)}
    marks, _left, _frozen, fragment_of = _marks(reading, before.universe, before.coders, versions, codes)
    assigned = before.whole.assigned
    named = {
        mark._replace(code=before.named[mark.code]): id_
        for mark, id_ in marks.items()
        if mark.code in before.named and mark.document in assigned.get(mark.coder, ())
    }
    changed = frozenset(documents)
    codings_in = {**before.codings_in, **{document: {} for document in changed}, **_by_document(named)}
    # As things are now every mark is a coding.
    whole = replace(before.whole, marks=tuple(chain.from_iterable(codings_in.values())))
    return replace(
        before, whole=whole, coding=whole, codings_in=codings_in, fragments={**before.fragments, **fragment_of}
    )


def _by_document(codings: Mapping[Mark, str]) -> dict[str, dict[Mark, str]]:
    made: dict[str, dict[Mark, str]] = {}
    for mark, id_ in codings.items():
        made.setdefault(mark.document, {})[mark] = id_
    return made


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


def _marks(
    reading: Reading,
    universe: Universe,
    coders: Collection[str],
    versions: Mapping[str, TextVersion],
    codes: Mapping[str, Code],
) -> tuple[dict[Mark, str], frozenset[str], frozenset[tuple[str, str]], dict[str, str]]:
    """Return the marks of the coders with the coding behind each, the documents that cannot be compared, of which
    documents and coders the coding was kept as it was finished, and the fragment of each coding.
    """
    fragment_of: dict[str, str] = {}
    fragments = {
        one.id: one
        for one in reading.among(Fragment, "document_id", versions)
        if one.state is FragmentState.SITS and one.text_version_id == versions[one.document_id].id
    }
    now: dict[Mark, str] = {}
    for row in reading.among(Coding, "fragment_id", fragments):
        if row.coder_id is not None and row.coder_id in coders:
            one = fragments[row.fragment_id]
            fragment_of[row.id] = one.id
            now[Mark(one.document_id, row.coder_id, one.start, one.end, into(codes, row.code_id))] = row.id
    if universe.as_of is AsOf.NOW:
        return now, frozenset(), frozenset(), fragment_of
    found: dict[Mark, str] = {}
    left_out: set[str] = set()
    frozen = _snapshots(reading, universe.coding_round, coders, versions)
    for mark, id_ in now.items():
        if (mark.document, mark.coder) not in frozen:
            found[mark] = id_
    for (document, coder), snapshot in frozen.items():
        if snapshot.text_version_id != versions[document].id:
            left_out.add(document)
            continue
        for start, end, code in json.loads(snapshot.marks):
            if code in codes:
                mark = Mark(document, coder, start, end, into(codes, code))
                found[mark] = now.get(mark, "")
    return found, frozenset(left_out), frozenset(frozen), fragment_of


def _snapshots(
    reading: Reading, coding_round: int | None, coders: Collection[str], versions: Mapping[str, TextVersion]
) -> dict[tuple[str, str], CodingSnapshot]:
    """Return the coding of each coder and document as it was finished: in a round, or in the last one."""
    found: dict[tuple[str, str], CodingSnapshot] = {}
    for row in reading.all(CodingSnapshot, order=("coding_round",)):
        if row.document_id in versions and row.coder_id in coders and coding_round in (None, row.coding_round):
            found[row.document_id, row.coder_id] = row
    return found


def into(codes: Mapping[str, Code], code_id: str) -> str:
    """Return the code that a merged code went into."""
    seen = set()
    while (target := codes[code_id].merged_into_id) and target in codes and code_id not in seen:
        seen.add(code_id)
        code_id = target
    return code_id


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
