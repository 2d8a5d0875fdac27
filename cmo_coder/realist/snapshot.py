"""One frozen picture of the whole analytic layer, read with one query per table.

Everything in `realist` and `tables` works on a snapshot, so that many questions about one state of the project cost one
reading. Mappings by id stand in the order in which people meet the things: cases by position, fragments in reading
order, claims and configurations by number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

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
    ElementStatus,
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
from cmo_coder.model.study import Coder, Round, Study
from cmo_coder.model.theories import (
    MidrangeTheory,
    ProgrammeTheory,
    ProgrammeTheoryVersion,
    TheoryConfiguration,
    TheoryMidrange,
    TheoryVersionClaim,
)
from cmo_coder.realist.indexes import Indexes
from cmo_coder.realist.rows import ROLE_ORDER, by_id, sorted_by
from cmo_coder.store.evidence import TurnMark, turn_marks
from cmo_coder.store.history import last_seq
from cmo_coder.store.reading import Reading
from cmo_coder.store.work import work_of

__all__ = ["ROLE_ORDER", "Snapshot", "load_snapshot"]


@dataclass(frozen=True)
class Snapshot(Indexes):
    """The analytic layer of a study at one moment."""

    # Words

    def in_reading_order(self, fragment_ids: Iterable[str]) -> tuple[str, ...]:
        """Fragment ids, each once, by document and place."""
        return tuple(sorted(set(fragment_ids), key=self.rank_of_fragment.__getitem__))

    def turn_of(self, fragment: Fragment) -> TurnMark | None:
        """The turn in which a fragment begins, where its text has turns."""
        turns = self.turns_of_text.get(fragment.text_version_id, ())
        nr = bisect_right(turns, fragment.start, key=lambda turn: turn.start) - 1
        return turns[nr] if nr >= 0 and fragment.start < turns[nr].end else None

    def respondent_of(self, fragment: Fragment) -> Respondent | None:
        """Who speaks in the turn in which a fragment begins, where that is known."""
        turn = self.turn_of(fragment)
        speaker = self.speakers.get(turn.speaker_id or "") if turn is not None else None
        return self.respondents.get(speaker.respondent_id or "") if speaker is not None else None

    def fragments_of_claims(self, claim_ids: Iterable[str], role: Role | None = None) -> tuple[str, ...]:
        """The fragments behind the slots of claims (of one role, or of all), in reading order."""
        return self.in_reading_order(
            words.fragment_id
            for claim_id in claim_ids
            for slot in self.slots_of_claim.get(claim_id, ())
            if role is None or slot.role is role
            for words in self.words_of_slot.get(slot.id, ())
        )

    # Configurations

    def version_of(self, configuration_id: str) -> ConfigurationVersion:
        """The version of a configuration that is in force."""
        return next(v for v in self.versions_of_configuration[configuration_id] if v.in_force)

    def configuration_of(self, version_id: str) -> Configuration:
        """The configuration that a version is of."""
        return self.configurations[self.configuration_versions[version_id].configuration_id]

    def slots(self, version_id: str, role: Role) -> tuple[CanonicalElement, ...]:
        """The elements in one slot of a configuration version, in order."""
        return tuple(
            self.canonical[slot.canonical_element_id]
            for slot in self.slots_of_version.get(version_id, ())
            if slot.role is role
        )

    def slot_ids(self, version_id: str, *roles: Role) -> frozenset[str]:
        """The ids of the elements in some slots of a configuration version (no role named: in all)."""
        return frozenset(
            slot.canonical_element_id
            for slot in self.slots_of_version.get(version_id, ())
            if not roles or slot.role in roles
        )

    # Effective elements

    def element_version_of(self, element_id: str) -> EffectiveElementVersion:
        """The version of an effective element that is in force."""
        return next(v for v in self.versions_of_element[element_id] if v.in_force)

    def current_elements(self) -> tuple[EffectiveElement, ...]:
        """The elements that are neither retired nor merged into another, by number."""
        return tuple(
            element
            for element in self.elements.values()
            if element.merged_into_id is None
            and self.element_version_of(element.id).status is not ElementStatus.RETIRED
        )

    def configurations_behind(self, element_version_id: str) -> tuple[ConfigurationVersion, ...]:
        """The configuration versions behind a version of an element, by the number of the configuration."""
        links = self.behind_element_version.get(element_version_id, ())
        return tuple(
            sorted(
                (self.configuration_versions[link.configuration_version_id] for link in links),
                key=lambda version: (self.configuration_of(version.id).number, version.nr),
            )
        )

    def elements_with(self, configuration_version_id: str) -> tuple[EffectiveElement, ...]:
        """The elements whose version in force rests on a configuration version, by number."""
        versions = (
            self.element_versions[link.effective_element_version_id]
            for link in self.ahead_of_version.get(configuration_version_id, ())
        )
        found = {version.effective_element_id for version in versions if version.in_force}
        return tuple(sorted((self.elements[id_] for id_ in found), key=lambda element: element.nr))


def load_snapshot(reading: Reading) -> Snapshot:
    """Read the whole analytic layer from one state of a project."""
    read = reading.all
    documents = by_id(read(Document, order=("position", "title")))
    place = {id_: nr for nr, id_ in enumerate(documents)}
    fragments = by_id(sorted_by(read(Fragment, order=("start", "end")), lambda row: place[row.document_id]))
    rank = {id_: nr for nr, id_ in enumerate(fragments)}
    claims = by_id(read(Claim, order=("number",)))
    role_rank = {role: nr for nr, role in enumerate(ROLE_ORDER)}
    return Snapshot(
        study=read(Study)[0],
        change=last_seq(reading.connection),
        cases=by_id(read(Case, order=("position", "name"))),
        case_attributes=read(CaseAttribute, order=("position", "key")),
        rounds=by_id(read(Round, order=("nr",))),
        respondents=by_id(read(Respondent, order=("pseudonym",))),
        documents=documents,
        speakers=by_id(read(Speaker)),
        turns=turn_marks(reading),
        coders=by_id(read(Coder, order=("name",))),
        codes=by_id(read(Code, order=("position", "name"))),
        fragments=fragments,
        codings=read(Coding, order=("at",)),
        fragment_themes=read(FragmentTheme),
        fragment_elements=sorted_by(read(FragmentElement), lambda row: rank[row.fragment_id]),
        canonical=by_id(read(CanonicalElement, order=("label",))),
        canonical_actors=read(CanonicalElementActor),
        actors=by_id(read(Actor, order=("name",))),
        claims=claims,
        claim_cases=read(ClaimCase),
        claim_slots=sorted_by(read(ClaimSlot, order=("position",)), lambda row: role_rank[row.role]),
        slot_words=sorted_by(read(SlotEvidence), lambda row: rank[row.fragment_id]),
        configurations=by_id(read(Configuration, order=("number",))),
        configuration_versions=by_id(read(ConfigurationVersion, order=("nr",))),
        configuration_slots=sorted_by(read(ConfigurationSlot, order=("position",)), lambda row: role_rank[row.role]),
        evidence=sorted_by(read(Evidence), lambda row: claims[row.claim_id].number),
        relations=read(ConfigurationRelation),
        negative_searches=read(NegativeSearch, order=("date",)),
        themes=by_id(read(Theme, order=("position", "label"))),
        theme_questions=read(ThemeQuestion, order=("position",)),
        elements=by_id(read(EffectiveElement, order=("nr",))),
        element_versions=by_id(read(EffectiveElementVersion, order=("nr",))),
        element_configurations=read(ElementConfiguration),
        element_themes=read(ElementTheme, order=("position",)),
        strategies=by_id(read(Strategy, order=("position",))),
        strategy_claims=sorted_by(read(StrategyClaim), lambda row: claims[row.claim_id].number),
        omkeringen=by_id(read(Omkering)),
        omkering_claims=sorted_by(read(OmkeringClaim), lambda row: claims[row.claim_id].number),
        member_checks=by_id(read(MemberCheck, order=("date", "session"))),
        check_participants=read(MemberCheckParticipant),
        check_outcomes=read(MemberCheckOutcome),
        memos=by_id(read(Memo, order=("at",))),
        memo_anchors=read(MemoAnchor),
        decisions=by_id(read(Decision, order=("date",))),
        decision_objects=read(DecisionObject),
        theories=by_id(read(ProgrammeTheory, order=("title",))),
        theory_versions=by_id(read(ProgrammeTheoryVersion, order=("nr",))),
        theory_configurations=read(TheoryConfiguration),
        theory_version_claims=sorted_by(read(TheoryVersionClaim), lambda row: claims[row.claim_id].number),
        midrange_theories=by_id(read(MidrangeTheory, order=("name",))),
        theory_midrange=read(TheoryMidrange),
        demi_regularities=by_id(read(DemiRegularity, order=("description",))),
        demi_configurations=read(DemiRegularityConfiguration),
        element_version_claims=sorted_by(read(ElementVersionClaim), lambda row: claims[row.claim_id].number),
        case_scales=read(CaseScale, order=("key",)),
        story_items=by_id(read(StoryItem, order=("position",))),
        story_item_fragments=sorted_by(read(StoryItemFragment), lambda row: rank[row.fragment_id]),
        design_steps=read(DesignStep, order=("position",)),
        report_items=read(ReportItem, order=("item",)),
        work=work_of(reading),
    )
