"""Where each field of a snapshot comes from: the rows of which table, and in which order.

Read whole from the project, or brought up to date from a former state by the few rows that changed; both ways the same
rows stand in the same order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cmo_coder.model.base import Entity, table_of
from cmo_coder.model.canonical import Actor, CanonicalElement, CanonicalElementActor, Role
from cmo_coder.model.cases import Case, CaseAttribute, CaseScale, Respondent
from cmo_coder.model.checks import MemberCheck, MemberCheckOutcome, MemberCheckParticipant
from cmo_coder.model.claims import Claim, ClaimCase, ClaimSlot, SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.configurations import (
    Configuration,
    ConfigurationRelation,
    ConfigurationSlot,
    ConfigurationVersion,
    DemiRegularity,
    DemiRegularityConfiguration,
    Evidence,
    NegativeSearch,
)
from cmo_coder.model.documents import Document, Speaker
from cmo_coder.model.effective_elements import (
    EffectiveElement,
    EffectiveElementVersion,
    ElementConfiguration,
    ElementTheme,
    ElementVersionClaim,
    Omkering,
    OmkeringClaim,
    Strategy,
    StrategyClaim,
    Theme,
    ThemeQuestion,
)
from cmo_coder.model.fragments import Coding, Fragment, FragmentElement, FragmentTheme
from cmo_coder.model.memos import Decision, DecisionObject, Memo, MemoAnchor
from cmo_coder.model.reporting import DesignStep, ReportItem
from cmo_coder.model.stories import StoryItem, StoryItemFragment
from cmo_coder.model.study import Coder, Round
from cmo_coder.model.theories import (
    MidrangeTheory,
    ProgrammeTheory,
    ProgrammeTheoryVersion,
    TheoryConfiguration,
    TheoryMidrange,
    TheoryVersionClaim,
)
from cmo_coder.store.reading import Reading

ROLE_ORDER: tuple[Role, ...] = (Role.I, Role.C, Role.M_RES, Role.M_RED, Role.O)
"""The order in which slots are read: what is done, where, what it offers, how people respond, what comes of it."""
_ROLE_RANK = {role: nr for nr, role in enumerate(ROLE_ORDER)}

MOST_CHANGED = 500
"""Of more changed rows than this, the rows of a field are sorted again instead of put in their places one by one."""

Fields = Mapping[str, Any]
"""The fields of a snapshot that were made already."""


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of a class, ordered by the number that `first` gives, then by the fields of `order`, then by id.

    `by_id` says whether the field of the snapshot is a mapping by id or a tuple; `uses` are the fields (made before
    this one) that `first` looks into.
    """

    cls: type[Entity]
    order: tuple[str, ...] = ()
    by_id: bool = True
    uses: tuple[str, ...] = ()
    first: Callable[[Fields], Callable[[Any], Any]] | None = None

    def load(self, reading: Reading, made: Fields) -> Any:
        """All rows."""
        rows: Sequence[Any] = reading.all(self.cls, order=self.order)
        if self.first is not None:
            rows = sorted(rows, key=self.first(made))
        return {row.id: row for row in rows} if self.by_id else tuple(rows)

    def advance(self, reading: Reading, made: Fields, kept: Any, ids: Collection[str], *, moved: bool) -> Any:
        """The rows of before, with those of some ids as they are now. `moved`: others may have changed places too."""
        rows: list[Any] = list(kept.values() if self.by_id else kept)
        key = self._key(made)
        new = reading.among(self.cls, "id", ids) if ids else ()
        if moved or len(ids) > MOST_CHANGED:
            rows = [row for row in rows if row.id not in ids]
            rows += new
            rows.sort(key=key)
        else:
            gone = [nr for nr, row in enumerate(rows) if row.id in ids]
            for nr in reversed(gone):
                del rows[nr]
            for row in new:
                rows.insert(bisect_left(rows, key(row), key=key), row)
        return {row.id: row for row in rows} if self.by_id else tuple(rows)

    def moves(self, made: Fields, before: Fields, after: Fields, ids: Collection[str]) -> bool:
        """Whether one of these rows, there before and after, stands elsewhere now: then so do those ordered by it."""
        key = self._key(made)
        return any(key(before[id_]) != key(after[id_]) for id_ in ids if id_ in before and id_ in after)

    def _key(self, made: Fields) -> Callable[[Any], tuple[Any, ...]]:
        names = (*self.order, "id")
        first = self.first(made) if self.first is not None else lambda _row: 0

        def key(row: Any) -> tuple[Any, ...]:
            # Empty ones first, as the database gives them.
            values = ((value is not None, value) for value in (getattr(row, name) for name in names))
            return first(row), *values

        return key


def _by_role(_made: Fields) -> Callable[[Any], int]:
    return lambda row: _ROLE_RANK[row.role]


def _by_claim(made: Fields) -> Callable[[Any], int]:
    claims = made["claims"]
    return lambda row: int(claims[row.claim_id].number)


def _by_document(made: Fields) -> Callable[[Any], int]:
    place = {id_: nr for nr, id_ in enumerate(made["documents"])}
    return lambda row: place[row.document_id]


def _by_fragment(made: Fields) -> Callable[[Any], tuple[int, int, int, str]]:
    """By the place of the fragment in reading order."""
    place, fragments = {id_: nr for nr, id_ in enumerate(made["documents"])}, made["fragments"]

    def first(row: Any) -> tuple[int, int, int, str]:
        fragment = fragments[row.fragment_id]
        return place[fragment.document_id], fragment.start, fragment.end, fragment.id

    return first


def _many(cls: type[Entity], *order: str) -> Source:
    return Source(cls, order, by_id=False)


def _of_claims(cls: type[Entity]) -> Source:
    return Source(cls, by_id=False, uses=("claims",), first=_by_claim)


def _of_fragments(cls: type[Entity]) -> Source:
    return Source(cls, by_id=False, uses=("documents", "fragments"), first=_by_fragment)


def _of_roles(cls: type[Entity]) -> Source:
    return Source(cls, ("position",), by_id=False, first=_by_role)


SOURCES: dict[str, Source] = {
    "cases": Source(Case, ("position", "name")),
    "case_attributes": _many(CaseAttribute, "position", "key"),
    "rounds": Source(Round, ("nr",)),
    "respondents": Source(Respondent, ("pseudonym",)),
    "documents": Source(Document, ("position", "title")),
    "speakers": Source(Speaker),
    "coders": Source(Coder, ("name",)),
    "codes": Source(Code, ("position", "name")),
    "fragments": Source(Fragment, ("start", "end"), uses=("documents",), first=_by_document),
    "codings": _many(Coding, "at"),
    "fragment_themes": _many(FragmentTheme),
    "fragment_elements": _of_fragments(FragmentElement),
    "canonical": Source(CanonicalElement, ("label",)),
    "canonical_actors": _many(CanonicalElementActor),
    "actors": Source(Actor, ("name",)),
    "claims": Source(Claim, ("number",)),
    "claim_cases": _many(ClaimCase),
    "claim_slots": _of_roles(ClaimSlot),
    "slot_words": _of_fragments(SlotEvidence),
    "configurations": Source(Configuration, ("number",)),
    "configuration_versions": Source(ConfigurationVersion, ("nr",)),
    "configuration_slots": _of_roles(ConfigurationSlot),
    "evidence": _of_claims(Evidence),
    "relations": _many(ConfigurationRelation),
    "negative_searches": _many(NegativeSearch, "date"),
    "themes": Source(Theme, ("position", "label")),
    "theme_questions": _many(ThemeQuestion, "position"),
    "elements": Source(EffectiveElement, ("nr",)),
    "element_versions": Source(EffectiveElementVersion, ("nr",)),
    "element_configurations": _many(ElementConfiguration),
    "element_themes": _many(ElementTheme, "position"),
    "strategies": Source(Strategy, ("position",)),
    "strategy_claims": _of_claims(StrategyClaim),
    "omkeringen": Source(Omkering),
    "omkering_claims": _of_claims(OmkeringClaim),
    "member_checks": Source(MemberCheck, ("date", "session")),
    "check_participants": _many(MemberCheckParticipant),
    "check_outcomes": _many(MemberCheckOutcome),
    "memos": Source(Memo, ("at",)),
    "memo_anchors": _many(MemoAnchor),
    "decisions": Source(Decision, ("date",)),
    "decision_objects": _many(DecisionObject),
    "theories": Source(ProgrammeTheory, ("title",)),
    "theory_versions": Source(ProgrammeTheoryVersion, ("nr",)),
    "theory_configurations": _many(TheoryConfiguration),
    "theory_version_claims": _of_claims(TheoryVersionClaim),
    "midrange_theories": Source(MidrangeTheory, ("name",)),
    "theory_midrange": _many(TheoryMidrange),
    "demi_regularities": Source(DemiRegularity, ("description",)),
    "demi_configurations": _many(DemiRegularityConfiguration),
    "element_version_claims": _of_claims(ElementVersionClaim),
    "case_scales": _many(CaseScale, "key"),
    "story_items": Source(StoryItem, ("position",)),
    "story_item_fragments": _of_fragments(StoryItemFragment),
    "design_steps": _many(DesignStep, "position"),
    "report_items": _many(ReportItem, "item"),
}
"""Every field that holds rows, each after those that it uses."""


def load_rows(reading: Reading) -> dict[str, Any]:
    """Every field, read whole."""
    made: dict[str, Any] = {}
    for name, source in SOURCES.items():
        made[name] = source.load(reading, made)
    return made


def advance_rows(reading: Reading, kept: Fields, touched: Mapping[str, Collection[str]]) -> dict[str, Any]:
    """Every field, from a former state and the ids of the rows touched since; one without any is the same object."""
    made: dict[str, Any] = {}
    edited: set[str] = set()
    for name, source in SOURCES.items():
        ids = touched.get(table_of(source.cls), ())
        moved = not edited.isdisjoint(source.uses)
        if not ids and not moved:
            made[name] = kept[name]
            continue
        made[name] = source.advance(reading, made, kept[name], ids, moved=moved)
        if name in _USED and (moved or source.moves(made, kept[name], made[name], ids)):
            edited.add(name)
    return made


_USED = frozenset(name for source in SOURCES.values() for name in source.uses)
