"""Coding what a search found, all at once: looked at beforehand, one change, and nothing coded twice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id, now
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import SpeakerKind
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.store.change import Change
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import FullDocument, full_document
from cmo_coder.store.fragments import made_fragment, mark_begun
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.search import Hit
from cmo_coder.store.tables import TABLES
from cmo_coder.text.sentences import paragraph_spans, sentence_spans, word_spans


class Boundary(StrEnum):
    """How far around a hit the words are that get the code."""

    WORD = "word"
    SENTENCE = "sentence"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class PlannedCoding:
    """Words `[start, end)` (code points of a text version) that would get the code."""

    document_id: str
    version_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AutocodePlan:
    """What would be coded, and what not: hits whose words carry the code of this coder already, and an interviewer's.

    `hits` counts what was found; several hits in one sentence make one coding.
    """

    codings: tuple[PlannedCoding, ...]
    hits: int
    doubled: int
    interviewer: int

    @property
    def documents(self) -> int:
        """In how many documents."""
        return len({one.document_id for one in self.codings})


def plan_autocode(
    project: Project,
    hits: Iterable[Hit],
    code: Code | None,
    boundary: Boundary,
    *,
    with_interviewer: bool = False,
) -> AutocodePlan:
    """What coding these hits would come to. Without a code: as for a new one.

    Raises RuleError where a text has changed since it was searched.
    """
    by_document: dict[str, list[Hit]] = {}
    for hit in hits:
        by_document.setdefault(hit.document_id, []).append(hit)
    found: list[PlannedCoding] = []
    doubled = interviewer = 0
    for document_id, some in by_document.items():
        full = full_document(project, document_id)
        if any(hit.version_id != full.version.id for hit in some):
            raise RuleError(
                N_("The text of {title} has changed since it was searched."),
                N_("Search again."),
                title=full.document.title,
            )
        said = [hit for hit in some if with_interviewer or not _by_interviewer(full, hit.start)]
        interviewer += len(some) - len(said)
        with project.read() as reading:
            taken = _coded(reading, full.version.id, code, project.coder.id if project.coder else None)
        places = [_widened(full, hit, boundary) for hit in said]
        doubled += sum(_overlaps(taken, place) for place in places)
        free = [place for place in places if not _overlaps(taken, place)]
        found += [PlannedCoding(document_id, full.version.id, start, end) for start, end in _joined(free)]
    return AutocodePlan(tuple(found), sum(map(len, by_document.values())), doubled, interviewer)


def autocode(project: Project, plan: AutocodePlan, code: Code | str) -> int:
    """Put a code (a name makes a new one) on what was planned, as one change; gives how many codings were made.

    Raises RuleError where a text has changed meanwhile, or where words would carry the code twice.
    """
    name = code if isinstance(code, str) else code.name
    what = N_("Code {code} put on what was found: {n}")
    with project.change("autocode.add", what, code=name, n=len(plan.codings)) as change:
        made = add_code(project, Code(id=new_id(), name=code)) if isinstance(code, str) else code
        coder_id = project.coder.id if project.coder else None
        documents: dict[str, list[PlannedCoding]] = {}
        for one in plan.codings:
            documents.setdefault(one.document_id, []).append(one)
        fragments: list[Fragment] = []
        codings: list[Coding] = []
        for document_id, some in documents.items():
            fragments += _fragments(change, project, document_id, some, codings, made, coder_id)
        change.insert(*fragments)
        change.insert(*codings)
        for document_id in documents:
            mark_begun(change, document_id, coder_id)
    return len(codings)


def _fragments(
    change: Change,
    project: Project,
    document_id: str,
    some: Sequence[PlannedCoding],
    codings: list[Coding],
    code: Code,
    coder_id: str | None,
) -> list[Fragment]:
    """The fragments that are not there yet; the codings are added to those that were made."""
    full = full_document(project, document_id)
    taken = _coded(change, full.version.id, code, coder_id)
    if any(one.version_id != full.version.id or _overlaps(taken, (one.start, one.end)) for one in some):
        raise RuleError(
            N_("{title} has changed since this was planned; nothing was coded."),
            N_("Search again."),
            title=full.document.title,
        )
    there = {
        (one.start, one.end): one
        for one in change.all(Fragment, text_version_id=full.version.id, state=FragmentState.SITS)
    }
    made: list[Fragment] = []
    for one in some:
        fragment = there.get((one.start, one.end))
        if fragment is None:
            fragment = made_fragment(full.version, full.text, one.start, one.end)
            made.append(fragment)
        codings.append(Coding(id=new_id(), fragment_id=fragment.id, code_id=code.id, coder_id=coder_id, at=now()))
    return made


def _by_interviewer(full: FullDocument, at: int) -> bool:
    turn = full.turn_at(at)
    speaker = full.speaker_of(turn) if turn is not None else None
    return speaker is not None and speaker.kind is SpeakerKind.INTERVIEWER


def _widened(full: FullDocument, hit: Hit, boundary: Boundary) -> tuple[int, int]:
    """The hit with what belongs to it: whole words, whole sentences, or the whole turn without its label."""
    text, turn = full.text, full.turn_at(hit.start)
    if turn is not None and turn.text_start <= hit.start:
        start, end = turn.text_start, turn.end
    else:
        lines = paragraph_spans(text, text.rfind("\n", 0, hit.start) + 1)
        start, end = lines[0] if lines else (hit.start, hit.end)
    end = max(end, hit.end)
    if boundary is Boundary.TURN:
        return _trimmed(text, start, end)
    pieces = sentence_spans(text, start, end) if boundary is Boundary.SENTENCE else word_spans(text, start, end)
    touched = [piece for piece in pieces if piece[0] < hit.end and piece[1] > hit.start]
    return min([hit.start, *(a for a, _b in touched)]), max([hit.end, *(b for _a, b in touched)])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in order; those that overlap become one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(set(places)):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _coded(reading: Reading, version_id: str, code: Code | None, coder_id: str | None) -> list[tuple[int, int]]:
    """Where a coder has put a code in a text, in order, as places that do not overlap."""
    if code is None:
        return []
    fragment, coding = TABLES["fragment"], TABLES["coding"]
    query = (
        sa.select(fragment.c.start, fragment.c.end)
        .join(coding, coding.c.fragment_id == fragment.c.id)
        .where(
            fragment.c.text_version_id == version_id,
            fragment.c.state == FragmentState.SITS.value,
            coding.c.code_id == code.id,
            coding.c.coder_id.is_(None) if coder_id is None else coding.c.coder_id == coder_id,
        )
    )
    rows: Iterable[Any] = reading.connection.execute(query)
    return _joined((int(row[0]), int(row[1])) for row in rows)


def _overlaps(taken: Sequence[tuple[int, int]], place: tuple[int, int]) -> bool:
    number = bisect_left(taken, (place[1],))  # those before it start before the place ends
    return number > 0 and taken[number - 1][1] > place[0]
