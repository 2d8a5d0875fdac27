"""Where a search looks: which documents, whose words, and under which codes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from cmo_coder.model.cases import Case, Group, Respondent
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.documents import Document, Speaker, SpeakerKind, Turn
from cmo_coder.model.fragments import FragmentState
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import TABLES


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: ids and values; what is empty sets no limit, what is filled must hold all at once.

    A case stands for the cases within it as well, and a code for those under it. `uncoded` keeps to words that carry no
    code of anybody; `codes` and `roles` to words that carry one of these.
    """

    documents: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    respondents: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    speakers: tuple[SpeakerKind, ...] = ()
    codes: tuple[str, ...] = ()
    roles: tuple[CodeType, ...] = ()
    uncoded: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether it sets no limit."""
        return self == Scope()


EVERYTHING = Scope()


@dataclass(slots=True)
class _Speaking:
    """Who speaks where in a text: where each turn starts and ends, and its speaker."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    speakers: list[str | None] = field(default_factory=list)


class ScopeCheck:
    """A scope made ready for one search: which documents come into it, and which places in them."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self._reading = reading
        self._scope = scope
        self._cases = _with_those_within(scope.cases, {one.id: one.parent_id for one in reading.all(Case)})
        self._by_speaker = bool(scope.respondents or scope.groups or scope.speakers or scope.cases)
        self._by_code = bool(scope.codes or scope.roles or scope.uncoded)
        self._speakers = {one.id: one for one in reading.all(Speaker)} if self._by_speaker else {}
        self._respondents = {one.id: one for one in reading.all(Respondent)} if self._by_speaker else {}
        codes = reading.all(Code) if self._by_code else ()
        under = _with_those_within(scope.codes, {code.id: code.parent_id for code in codes})
        self._codes = {
            code.id
            for code in codes
            if (not scope.codes or code.id in under) and (not scope.roles or code.type in scope.roles)
        }

    def takes(self, document: Document) -> bool:
        """Whether any place of a document may be in the scope."""
        scope = self._scope
        return (
            (not scope.documents or document.id in scope.documents)
            and (not scope.rounds or document.round_id in scope.rounds)
            and (not scope.cases or document.case_id is None or document.case_id in self._cases)
        )

    def within(
        self, document: Document, version_id: str, places: Iterable[tuple[int, int]]
    ) -> Iterable[tuple[int, int]]:
        """The places (code points) of a text that are in the scope."""
        if self._by_speaker:
            speaking = self._speaking(version_id)
            places = [place for place in places if self._is_said_by(document, speaking, place[0])]
        if self._by_code:
            coded = self._coded(document, version_id)
            places = [place for place in places if _touches(coded, place) != self._scope.uncoded]
        return places

    def _speaking(self, version_id: str) -> _Speaking:
        found = _Speaking()
        for turn in self._reading.all(Turn, order=("start",), text_version_id=version_id):
            found.starts.append(turn.start)
            found.ends.append(turn.end)
            found.speakers.append(turn.speaker_id)
        return found

    def _is_said_by(self, document: Document, speaking: _Speaking, at: int) -> bool:
        scope = self._scope
        number = bisect_right(speaking.starts, at) - 1
        spoken = number >= 0 and at < speaking.ends[number]
        speaker = self._speakers.get(speaking.speakers[number] or "") if spoken else None
        respondent = self._respondents.get(speaker.respondent_id or "") if speaker else None
        kind = speaker.kind if speaker else SpeakerKind.UNKNOWN
        case_id = document.case_id or (respondent.case_id if respondent else None)
        return (
            (not scope.speakers or kind in scope.speakers)
            and (not scope.respondents or (respondent is not None and respondent.id in scope.respondents))
            and (not scope.groups or (respondent is not None and respondent.group in scope.groups))
            and (not scope.cases or case_id in self._cases)
        )

    def _coded(self, document: Document, version_id: str) -> list[tuple[int, int]]:
        """Where words carry a code: any code where uncoded words are asked for, else one of those in the scope."""
        fragment, coding = TABLES["fragment"], TABLES["coding"]
        query = (
            sa.select(fragment.c.start, fragment.c.end, coding.c.code_id)
            .join(coding, coding.c.fragment_id == fragment.c.id)
            .where(fragment.c.text_version_id == version_id, fragment.c.state == FragmentState.SITS.value)
            .order_by(fragment.c.start)
        )
        rows = self._reading.connection.execute(query)
        uncoded = self._scope.uncoded
        return [(int(row[0]), int(row[1])) for row in rows if uncoded or row[2] in self._codes]


def _with_those_within(ids: Iterable[str], parents: dict[str, str | None]) -> set[str]:
    """These, and all that lie within them."""
    found = set(ids)
    grown = True
    while grown:
        more = {one for one, parent in parents.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return found


def _touches(coded: list[tuple[int, int]], place: tuple[int, int]) -> bool:
    """Whether a place shares a code point with one of these stretches."""
    return any(start < place[1] and end > place[0] for start, end in coded)
