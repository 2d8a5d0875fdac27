"""One frozen picture of the whole analytic layer, read with one query per table.

Everything in `realist` and `tables` works on a snapshot, so that many questions about one state of the project cost one
reading. Mappings by id stand in the order in which people meet the things: cases by position, fragments in reading
order, claims and configurations by number. The indexes ("slots_of_claim") are made when first asked for; in them a
missing key means that there is nothing, so ask with `.get(id, ())`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from cmo_coder.model.base import Entity
from cmo_coder.model.canonical import Actor, CanonicalElement, CanonicalElementActor, Role
from cmo_coder.model.cases import Case, CaseAttribute, Group, Respondent
from cmo_coder.model.checks import MemberCheck, MemberCheckOutcome, MemberCheckParticipant
from cmo_coder.model.claims import Claim, ClaimCase, ClaimSlot, SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.configurations import (
    Configuration,
    ConfigurationRelation,
    ConfigurationSlot,
    ConfigurationVersion,
    Evidence,
    NegativeSearch,
)
from cmo_coder.model.documents import Document, DocumentType, Speaker
from cmo_coder.model.effective_elements import (
    EffectiveElement,
    EffectiveElementVersion,
    ElementConfiguration,
    ElementStatus,
    ElementTheme,
    Omkering,
    OmkeringClaim,
    Strategy,
    StrategyClaim,
    Theme,
    ThemeQuestion,
)
from cmo_coder.model.fragments import Coding, Fragment, FragmentElement, FragmentTheme
from cmo_coder.model.study import Coder, Round, Study
from cmo_coder.store.evidence import TurnMark, turn_marks
from cmo_coder.store.history import last_seq
from cmo_coder.store.reading import Reading

T = TypeVar("T")
E = TypeVar("E", bound=Entity)

ROLE_ORDER: tuple[Role, ...] = (Role.I, Role.C, Role.M_RES, Role.M_RED, Role.O)
"""The order in which slots are read: what is done, where, what it offers, how people respond, what comes of it."""


@dataclass(frozen=True)
class Snapshot:
    """The analytic layer of a study at one moment. `change` is the number of the last change of the project.

    Frozen; without slots, since its indexes are kept where they were first asked for.
    """

    study: Study
    change: int
    cases: Mapping[str, Case]
    case_attributes: tuple[CaseAttribute, ...]
    rounds: Mapping[str, Round]
    respondents: Mapping[str, Respondent]
    documents: Mapping[str, Document]
    speakers: Mapping[str, Speaker]
    turns: tuple[TurnMark, ...]
    coders: Mapping[str, Coder]
    codes: Mapping[str, Code]
    fragments: Mapping[str, Fragment]
    codings: tuple[Coding, ...]
    fragment_themes: tuple[FragmentTheme, ...]
    fragment_elements: tuple[FragmentElement, ...]
    canonical: Mapping[str, CanonicalElement]
    canonical_actors: tuple[CanonicalElementActor, ...]
    actors: Mapping[str, Actor]
    claims: Mapping[str, Claim]
    claim_cases: tuple[ClaimCase, ...]
    claim_slots: tuple[ClaimSlot, ...]
    slot_words: tuple[SlotEvidence, ...]
    configurations: Mapping[str, Configuration]
    configuration_versions: Mapping[str, ConfigurationVersion]
    configuration_slots: tuple[ConfigurationSlot, ...]
    evidence: tuple[Evidence, ...]
    relations: tuple[ConfigurationRelation, ...]
    negative_searches: tuple[NegativeSearch, ...]
    themes: Mapping[str, Theme]
    theme_questions: tuple[ThemeQuestion, ...]
    elements: Mapping[str, EffectiveElement]
    element_versions: Mapping[str, EffectiveElementVersion]
    element_configurations: tuple[ElementConfiguration, ...]
    element_themes: tuple[ElementTheme, ...]
    strategies: Mapping[str, Strategy]
    strategy_claims: tuple[StrategyClaim, ...]
    omkeringen: Mapping[str, Omkering]
    omkering_claims: tuple[OmkeringClaim, ...]
    member_checks: Mapping[str, MemberCheck]
    check_participants: tuple[MemberCheckParticipant, ...]
    check_outcomes: tuple[MemberCheckOutcome, ...]

    # Indexes

    @cached_property
    def rank_of_fragment(self) -> Mapping[str, int]:
        """The place of each fragment in reading order: by document, then by where it stands."""
        return {id_: nr for nr, id_ in enumerate(self.fragments)}

    @cached_property
    def slot_by_id(self) -> Mapping[str, ClaimSlot]:
        """The slots of claims by id."""
        return _by_id(self.claim_slots)

    @cached_property
    def attributes_of_case(self) -> Mapping[str, tuple[CaseAttribute, ...]]:
        """The attributes of each case, in order."""
        return _grouped(self.case_attributes, lambda row: row.case_id)

    @cached_property
    def turns_of_text(self) -> Mapping[str, tuple[TurnMark, ...]]:
        """The turns of each text version, by place."""
        return _grouped(self.turns, lambda row: row.text_version_id)

    @cached_property
    def codings_of_fragment(self) -> Mapping[str, tuple[Coding, ...]]:
        """The codings on each fragment, oldest first."""
        return _grouped(self.codings, lambda row: row.fragment_id)

    @cached_property
    def themes_of_fragment(self) -> Mapping[str, tuple[FragmentTheme, ...]]:
        """The themes that each fragment speaks to."""
        return _grouped(self.fragment_themes, lambda row: row.fragment_id)

    @cached_property
    def elements_of_fragment(self) -> Mapping[str, tuple[FragmentElement, ...]]:
        """The direct links of each fragment to versions of elements."""
        return _grouped(self.fragment_elements, lambda row: row.fragment_id)

    @cached_property
    def fragments_of_element_version(self) -> Mapping[str, tuple[FragmentElement, ...]]:
        """The direct links of each element version to fragments, in reading order."""
        return _grouped(self.fragment_elements, lambda row: row.effective_element_version_id)

    @cached_property
    def slots_of_claim(self) -> Mapping[str, tuple[ClaimSlot, ...]]:
        """The slots of each claim, in the order of ROLE_ORDER."""
        return _grouped(self.claim_slots, lambda row: row.claim_id)

    @cached_property
    def cases_of_claim(self) -> Mapping[str, tuple[ClaimCase, ...]]:
        """The cases that each claim speaks of."""
        return _grouped(self.claim_cases, lambda row: row.claim_id)

    @cached_property
    def words_of_slot(self) -> Mapping[str, tuple[SlotEvidence, ...]]:
        """The words behind each slot of a claim, in reading order."""
        return _grouped(self.slot_words, lambda row: row.claim_slot_id)

    @cached_property
    def words_of_fragment(self) -> Mapping[str, tuple[SlotEvidence, ...]]:
        """The slots of claims that each fragment is evidence for."""
        return _grouped(self.slot_words, lambda row: row.fragment_id)

    @cached_property
    def slots_of_version(self) -> Mapping[str, tuple[ConfigurationSlot, ...]]:
        """The slots of each configuration version, in the order of ROLE_ORDER."""
        return _grouped(self.configuration_slots, lambda row: row.configuration_version_id)

    @cached_property
    def evidence_of_version(self) -> Mapping[str, tuple[Evidence, ...]]:
        """The claims linked to each configuration version, by number of the claim."""
        return _grouped(self.evidence, lambda row: row.configuration_version_id)

    @cached_property
    def evidence_of_claim(self) -> Mapping[str, tuple[Evidence, ...]]:
        """The links of each claim to configuration versions."""
        return _grouped(self.evidence, lambda row: row.claim_id)

    @cached_property
    def versions_of_configuration(self) -> Mapping[str, tuple[ConfigurationVersion, ...]]:
        """The versions of each configuration, oldest first."""
        return _grouped(self.configuration_versions.values(), lambda row: row.configuration_id)

    @cached_property
    def versions_of_element(self) -> Mapping[str, tuple[EffectiveElementVersion, ...]]:
        """The versions of each effective element, oldest first."""
        return _grouped(self.element_versions.values(), lambda row: row.effective_element_id)

    @cached_property
    def behind_element_version(self) -> Mapping[str, tuple[ElementConfiguration, ...]]:
        """The links of each element version to configuration versions."""
        return _grouped(self.element_configurations, lambda row: row.effective_element_version_id)

    @cached_property
    def ahead_of_version(self) -> Mapping[str, tuple[ElementConfiguration, ...]]:
        """The links of each configuration version to element versions."""
        return _grouped(self.element_configurations, lambda row: row.configuration_version_id)

    @cached_property
    def themes_of_element(self) -> Mapping[str, tuple[ElementTheme, ...]]:
        """The themes of each element, in order."""
        return _grouped(self.element_themes, lambda row: row.effective_element_id)

    @cached_property
    def elements_of_theme(self) -> Mapping[str, tuple[ElementTheme, ...]]:
        """The elements that answer to each theme."""
        return _grouped(self.element_themes, lambda row: row.theme_id)

    @cached_property
    def questions_of_theme(self) -> Mapping[str, tuple[ThemeQuestion, ...]]:
        """The questions under each theme, in order."""
        return _grouped(self.theme_questions, lambda row: row.theme_id)

    @cached_property
    def strategies_of_element(self) -> Mapping[str, tuple[Strategy, ...]]:
        """The strategies of each element, in order."""
        return _grouped(self.strategies.values(), lambda row: row.effective_element_id)

    @cached_property
    def claims_of_strategy(self) -> Mapping[str, tuple[StrategyClaim, ...]]:
        """The claims that each strategy rests on, by number."""
        return _grouped(self.strategy_claims, lambda row: row.strategy_id)

    @cached_property
    def claims_of_omkering(self) -> Mapping[str, tuple[OmkeringClaim, ...]]:
        """The negative claims that each omkering starts from, by number."""
        return _grouped(self.omkering_claims, lambda row: row.omkering_id)

    @cached_property
    def actors_of_canonical(self) -> Mapping[str, tuple[CanonicalElementActor, ...]]:
        """The actors of each canonical element."""
        return _grouped(self.canonical_actors, lambda row: row.canonical_element_id)

    @cached_property
    def codes_of_canonical(self) -> Mapping[str, tuple[Code, ...]]:
        """The codes that stand for each canonical element."""
        return _grouped(
            (code for code in self.codes.values() if code.canonical_element_id),
            lambda row: row.canonical_element_id or "",
        )

    @cached_property
    def participants_of_check(self) -> Mapping[str, tuple[MemberCheckParticipant, ...]]:
        """Who took part in each member check."""
        return _grouped(self.check_participants, lambda row: row.member_check_id)

    @cached_property
    def outcomes_of_check(self) -> Mapping[str, tuple[MemberCheckOutcome, ...]]:
        """What each member check said."""
        return _grouped(self.check_outcomes, lambda row: row.member_check_id)

    @cached_property
    def outcomes_of_element_version(self) -> Mapping[str, tuple[MemberCheckOutcome, ...]]:
        """What member checks said of each version of an element."""
        return _grouped(self.check_outcomes, lambda row: row.effective_element_version_id or "")

    @cached_property
    def top_cases(self) -> tuple[Case, ...]:
        """The cases that do not lie within another: the N of "n of N cases"."""
        return tuple(case for case in self.cases.values() if case.parent_id is None)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups that have respondents, in the order of the model."""
        present = {respondent.group for respondent in self.respondents.values()}
        return tuple(group for group in Group if group in present)

    @cached_property
    def document_types(self) -> tuple[DocumentType, ...]:
        """The kinds of source that the study has, in the order of the model."""
        present = {document.type for document in self.documents.values()}
        return tuple(kind for kind in DocumentType if kind in present)

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
    documents = _by_id(read(Document, order=("position", "title")))
    place = {id_: nr for nr, id_ in enumerate(documents)}
    fragments = _by_id(_sorted(read(Fragment, order=("start", "end")), lambda row: place[row.document_id]))
    rank = {id_: nr for nr, id_ in enumerate(fragments)}
    claims = _by_id(read(Claim, order=("number",)))
    role_rank = {role: nr for nr, role in enumerate(ROLE_ORDER)}
    return Snapshot(
        study=read(Study)[0],
        change=last_seq(reading.connection),
        cases=_by_id(read(Case, order=("position", "name"))),
        case_attributes=read(CaseAttribute, order=("position", "key")),
        rounds=_by_id(read(Round, order=("nr",))),
        respondents=_by_id(read(Respondent, order=("pseudonym",))),
        documents=documents,
        speakers=_by_id(read(Speaker)),
        turns=turn_marks(reading),
        coders=_by_id(read(Coder, order=("name",))),
        codes=_by_id(read(Code, order=("position", "name"))),
        fragments=fragments,
        codings=read(Coding, order=("at",)),
        fragment_themes=read(FragmentTheme),
        fragment_elements=_sorted(read(FragmentElement), lambda row: rank[row.fragment_id]),
        canonical=_by_id(read(CanonicalElement, order=("label",))),
        canonical_actors=read(CanonicalElementActor),
        actors=_by_id(read(Actor, order=("name",))),
        claims=claims,
        claim_cases=read(ClaimCase),
        claim_slots=_sorted(read(ClaimSlot, order=("position",)), lambda row: role_rank[row.role]),
        slot_words=_sorted(read(SlotEvidence), lambda row: rank[row.fragment_id]),
        configurations=_by_id(read(Configuration, order=("number",))),
        configuration_versions=_by_id(read(ConfigurationVersion, order=("nr",))),
        configuration_slots=_sorted(read(ConfigurationSlot, order=("position",)), lambda row: role_rank[row.role]),
        evidence=_sorted(read(Evidence), lambda row: claims[row.claim_id].number),
        relations=read(ConfigurationRelation),
        negative_searches=read(NegativeSearch, order=("date",)),
        themes=_by_id(read(Theme, order=("position", "label"))),
        theme_questions=read(ThemeQuestion, order=("position",)),
        elements=_by_id(read(EffectiveElement, order=("nr",))),
        element_versions=_by_id(read(EffectiveElementVersion, order=("nr",))),
        element_configurations=read(ElementConfiguration),
        element_themes=read(ElementTheme, order=("position",)),
        strategies=_by_id(read(Strategy, order=("position",))),
        strategy_claims=_sorted(read(StrategyClaim), lambda row: claims[row.claim_id].number),
        omkeringen=_by_id(read(Omkering)),
        omkering_claims=_sorted(read(OmkeringClaim), lambda row: claims[row.claim_id].number),
        member_checks=_by_id(read(MemberCheck, order=("date", "session"))),
        check_participants=read(MemberCheckParticipant),
        check_outcomes=read(MemberCheckOutcome),
    )


def _by_id(rows: Sequence[E]) -> dict[str, E]:
    return {row.id: row for row in rows}


def _grouped(rows: Iterable[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {owner: tuple(members) for owner, members in groups.items()}


def _sorted(rows: Iterable[T], key: Callable[[T], int]) -> tuple[T, ...]:
    # The sort is stable: rows that the key does not tell apart keep the order in which they were read.
    return tuple(sorted(rows, key=key))
