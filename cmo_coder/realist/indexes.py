"""The indexes of a snapshot: rows by what they belong to, each made when it is first asked for.

In them a missing key means that there is nothing, so ask with `.get(id, ())`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from types import CodeType
from typing import Any

from cmo_coder.model.canonical import CanonicalElementActor, Role
from cmo_coder.model.cases import Case, CaseAttribute, Group
from cmo_coder.model.checks import MemberCheckOutcome, MemberCheckParticipant
from cmo_coder.model.claims import ClaimCase, ClaimSlot, SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.configurations import (
    ConfigurationSlot,
    ConfigurationVersion,
    DemiRegularityConfiguration,
    Evidence,
    NegativeSearch,
)
from cmo_coder.model.documents import DocumentType
from cmo_coder.model.effective_elements import (
    EffectiveElementVersion,
    ElementConfiguration,
    ElementTheme,
    ElementVersionClaim,
    OmkeringClaim,
    Strategy,
    StrategyClaim,
    ThemeQuestion,
)
from cmo_coder.model.fragments import Coding, FragmentElement, FragmentTheme
from cmo_coder.model.memos import DecisionObject, MemoAnchor
from cmo_coder.model.stories import StoryItem, StoryItemFragment
from cmo_coder.model.theories import ProgrammeTheoryVersion, TheoryConfiguration, TheoryMidrange, TheoryVersionClaim
from cmo_coder.realist.keeping import KEPT
from cmo_coder.realist.rows import Rows, by_id, grouped
from cmo_coder.store.evidence import TurnMark

_USED: dict[tuple[type[object], str], frozenset[str]] = {}


def _used_by(cls: type[object], name: str) -> frozenset[str]:
    """The rows that an index is made of: those that its code names, and those of the indexes that it names."""
    known = _USED.get((cls, name))
    if known is None:
        index = getattr(cls, name, None)
        rows = {field.name for field in fields(Rows)}
        named = _names_in(index.func.__code__) if isinstance(index, cached_property) else set()
        known = frozenset().union(*({one} if one in rows else _used_by(cls, one) for one in named))
        _USED[cls, name] = known
    return known


def _names_in(code: CodeType) -> set[str]:
    inner = (_names_in(one) for one in code.co_consts if isinstance(one, CodeType))
    return set(code.co_names).union(*inner)


@dataclass(frozen=True)
class Indexes(Rows):
    """Rows with indexes. Frozen; without slots, since its indexes are kept where they were first asked for."""

    def take_over(self, before: Indexes) -> None:
        """Take over the indexes and answers of a former state whose rows are the same objects still."""
        same = {field.name for field in fields(Rows) if getattr(self, field.name) is getattr(before, field.name)}
        for name, made in vars(before).items():
            used = _used_by(type(self), name)
            if used and used <= same:
                vars(self)[name] = made
        self.answers.update({name: found for name, found in before.answers.items() if KEPT[name] <= same})

    @cached_property
    def answers(self) -> dict[str, dict[Any, Any]]:
        """What was asked before, by the name of the function and its arguments (see `keeping`)."""
        return {}

    # Indexes

    @cached_property
    def texts_with_words(self) -> frozenset[str]:
        """The text versions that carry fragments."""
        return frozenset(fragment.text_version_id for fragment in self.fragments.values())

    @cached_property
    def rank_of_fragment(self) -> Mapping[str, int]:
        """The place of each fragment in reading order: by document, then by where it stands."""
        return {id_: nr for nr, id_ in enumerate(self.fragments)}

    @cached_property
    def slot_by_id(self) -> Mapping[str, ClaimSlot]:
        """The slots of claims by id."""
        return by_id(self.claim_slots)

    @cached_property
    def attributes_of_case(self) -> Mapping[str, tuple[CaseAttribute, ...]]:
        """The attributes of each case, in order."""
        return grouped(self.case_attributes, lambda row: row.case_id)

    @cached_property
    def attribute_keys(self) -> tuple[str, ...]:
        """The names of the attributes that cases have, each once, in order."""
        return tuple(dict.fromkeys(row.key for row in self.case_attributes))

    @cached_property
    def turns_of_text(self) -> Mapping[str, tuple[TurnMark, ...]]:
        """The turns of each text version, by place."""
        return grouped(self.turns, lambda row: row.text_version_id)

    @cached_property
    def turn_starts(self) -> Mapping[str, tuple[int, ...]]:
        """Where the turns of each text version begin, for looking up the turn of a place."""
        return {text: tuple(turn.start for turn in turns) for text, turns in self.turns_of_text.items()}

    @cached_property
    def codings_of_fragment(self) -> Mapping[str, tuple[Coding, ...]]:
        """The codings on each fragment, oldest first."""
        return grouped(self.codings, lambda row: row.fragment_id)

    @cached_property
    def themes_of_fragment(self) -> Mapping[str, tuple[FragmentTheme, ...]]:
        """The themes that each fragment speaks to."""
        return grouped(self.fragment_themes, lambda row: row.fragment_id)

    @cached_property
    def elements_of_fragment(self) -> Mapping[str, tuple[FragmentElement, ...]]:
        """The direct links of each fragment to versions of elements."""
        return grouped(self.fragment_elements, lambda row: row.fragment_id)

    @cached_property
    def fragments_of_element_version(self) -> Mapping[str, tuple[FragmentElement, ...]]:
        """The direct links of each element version to fragments, in reading order."""
        return grouped(self.fragment_elements, lambda row: row.effective_element_version_id)

    @cached_property
    def slots_of_claim(self) -> Mapping[str, tuple[ClaimSlot, ...]]:
        """The slots of each claim, in the order of ROLE_ORDER."""
        return grouped(self.claim_slots, lambda row: row.claim_id)

    @cached_property
    def cases_of_claim(self) -> Mapping[str, tuple[ClaimCase, ...]]:
        """The cases that each claim speaks of."""
        return grouped(self.claim_cases, lambda row: row.claim_id)

    @cached_property
    def words_of_slot(self) -> Mapping[str, tuple[SlotEvidence, ...]]:
        """The words behind each slot of a claim, in reading order."""
        return grouped(self.slot_words, lambda row: row.claim_slot_id)

    @cached_property
    def words_of_fragment(self) -> Mapping[str, tuple[SlotEvidence, ...]]:
        """The slots of claims that each fragment is evidence for."""
        return grouped(self.slot_words, lambda row: row.fragment_id)

    @cached_property
    def slots_of_version(self) -> Mapping[str, tuple[ConfigurationSlot, ...]]:
        """The slots of each configuration version, in the order of ROLE_ORDER."""
        return grouped(self.configuration_slots, lambda row: row.configuration_version_id)

    @cached_property
    def ids_of_version(self) -> Mapping[str, Mapping[Role, frozenset[str]]]:
        """The ids of the elements in the slots of each configuration version, by role; a role without any is absent."""
        found: dict[str, dict[Role, set[str]]] = {}
        for slot in self.configuration_slots:
            of_version = found.setdefault(slot.configuration_version_id, {})
            of_version.setdefault(slot.role, set()).add(slot.canonical_element_id)
        return {id_: {role: frozenset(ids) for role, ids in roles.items()} for id_, roles in found.items()}

    @cached_property
    def evidence_of_version(self) -> Mapping[str, tuple[Evidence, ...]]:
        """The claims linked to each configuration version, by number of the claim."""
        return grouped(self.evidence, lambda row: row.configuration_version_id)

    @cached_property
    def evidence_of_claim(self) -> Mapping[str, tuple[Evidence, ...]]:
        """The links of each claim to configuration versions."""
        return grouped(self.evidence, lambda row: row.claim_id)

    @cached_property
    def versions_of_configuration(self) -> Mapping[str, tuple[ConfigurationVersion, ...]]:
        """The versions of each configuration, oldest first."""
        return grouped(self.configuration_versions.values(), lambda row: row.configuration_id)

    @cached_property
    def versions_of_element(self) -> Mapping[str, tuple[EffectiveElementVersion, ...]]:
        """The versions of each effective element, oldest first."""
        return grouped(self.element_versions.values(), lambda row: row.effective_element_id)

    @cached_property
    def behind_element_version(self) -> Mapping[str, tuple[ElementConfiguration, ...]]:
        """The links of each element version to configuration versions."""
        return grouped(self.element_configurations, lambda row: row.effective_element_version_id)

    @cached_property
    def ahead_of_version(self) -> Mapping[str, tuple[ElementConfiguration, ...]]:
        """The links of each configuration version to element versions."""
        return grouped(self.element_configurations, lambda row: row.configuration_version_id)

    @cached_property
    def themes_of_element(self) -> Mapping[str, tuple[ElementTheme, ...]]:
        """The themes of each element, in order."""
        return grouped(self.element_themes, lambda row: row.effective_element_id)

    @cached_property
    def elements_of_theme(self) -> Mapping[str, tuple[ElementTheme, ...]]:
        """The elements that answer to each theme."""
        return grouped(self.element_themes, lambda row: row.theme_id)

    @cached_property
    def questions_of_theme(self) -> Mapping[str, tuple[ThemeQuestion, ...]]:
        """The questions under each theme, in order."""
        return grouped(self.theme_questions, lambda row: row.theme_id)

    @cached_property
    def strategies_of_element(self) -> Mapping[str, tuple[Strategy, ...]]:
        """The strategies of each element, in order."""
        return grouped(self.strategies.values(), lambda row: row.effective_element_id)

    @cached_property
    def claims_of_strategy(self) -> Mapping[str, tuple[StrategyClaim, ...]]:
        """The claims that each strategy rests on, by number."""
        return grouped(self.strategy_claims, lambda row: row.strategy_id)

    @cached_property
    def claims_of_omkering(self) -> Mapping[str, tuple[OmkeringClaim, ...]]:
        """The negative claims that each omkering starts from, by number."""
        return grouped(self.omkering_claims, lambda row: row.omkering_id)

    @cached_property
    def actors_of_canonical(self) -> Mapping[str, tuple[CanonicalElementActor, ...]]:
        """The actors of each canonical element."""
        return grouped(self.canonical_actors, lambda row: row.canonical_element_id)

    @cached_property
    def codes_of_canonical(self) -> Mapping[str, tuple[Code, ...]]:
        """The codes that stand for each canonical element."""
        return grouped(
            (code for code in self.codes.values() if code.canonical_element_id),
            lambda row: row.canonical_element_id or "",
        )

    @cached_property
    def participants_of_check(self) -> Mapping[str, tuple[MemberCheckParticipant, ...]]:
        """Who took part in each member check."""
        return grouped(self.check_participants, lambda row: row.member_check_id)

    @cached_property
    def outcomes_of_check(self) -> Mapping[str, tuple[MemberCheckOutcome, ...]]:
        """What each member check said."""
        return grouped(self.check_outcomes, lambda row: row.member_check_id)

    @cached_property
    def outcomes_of_element_version(self) -> Mapping[str, tuple[MemberCheckOutcome, ...]]:
        """What member checks said of each version of an element."""
        return grouped(self.check_outcomes, lambda row: row.effective_element_version_id or "")

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
    def people_per_group(self) -> Mapping[Group, int]:
        """How many respondents each group has; a group without any is not in it."""
        return Counter(respondent.group for respondent in self.respondents.values())

    @cached_property
    def document_types(self) -> tuple[DocumentType, ...]:
        """The kinds of source that the study has, in the order of the model."""
        present = {document.type for document in self.documents.values()}
        return tuple(kind for kind in DocumentType if kind in present)

    # Theories, patterns, stories

    @cached_property
    def versions_of_theory(self) -> Mapping[str, tuple[ProgrammeTheoryVersion, ...]]:
        """The versions of each programme theory, oldest first."""
        return grouped(self.theory_versions.values(), lambda row: row.programme_theory_id)

    @cached_property
    def configurations_of_theory_version(self) -> Mapping[str, tuple[TheoryConfiguration, ...]]:
        """The configuration versions that each theory version rests on."""
        return grouped(self.theory_configurations, lambda row: row.programme_theory_version_id)

    @cached_property
    def claims_of_theory_version(self) -> Mapping[str, tuple[TheoryVersionClaim, ...]]:
        """The claims that gave rise to each theory version, by number."""
        return grouped(self.theory_version_claims, lambda row: row.programme_theory_version_id)

    @cached_property
    def midrange_of_theory(self) -> Mapping[str, tuple[TheoryMidrange, ...]]:
        """The middle-range theories behind each programme theory."""
        return grouped(self.theory_midrange, lambda row: row.programme_theory_id)

    @cached_property
    def claims_of_element_version(self) -> Mapping[str, tuple[ElementVersionClaim, ...]]:
        """The claims that gave rise to each version of an element, by number."""
        return grouped(self.element_version_claims, lambda row: row.effective_element_version_id)

    @cached_property
    def configurations_of_demi(self) -> Mapping[str, tuple[DemiRegularityConfiguration, ...]]:
        """The configurations of each demi-regularity, its negative cases included."""
        return grouped(self.demi_configurations, lambda row: row.demi_regularity_id)

    @cached_property
    def searches_of(self) -> Mapping[str, tuple[NegativeSearch, ...]]:
        """The searches for negative cases, by the id of the configuration, element or demi-regularity."""
        return grouped(
            self.negative_searches,
            lambda row: row.configuration_id or row.effective_element_id or row.demi_regularity_id or "",
        )

    @cached_property
    def story_of_case(self) -> Mapping[str, tuple[StoryItem, ...]]:
        """The items of the change story of each case, in order."""
        return grouped(self.story_items.values(), lambda row: row.case_id)

    @cached_property
    def words_of_story_item(self) -> Mapping[str, tuple[StoryItemFragment, ...]]:
        """The words behind each item of a change story, in reading order."""
        return grouped(self.story_item_fragments, lambda row: row.story_item_id)

    @cached_property
    def objects_of_decision(self) -> Mapping[str, tuple[DecisionObject, ...]]:
        """What each decision is about."""
        return grouped(self.decision_objects, lambda row: row.decision_id)

    @cached_property
    def anchors_of_memo(self) -> Mapping[str, tuple[MemoAnchor, ...]]:
        """What each memo hangs on."""
        return grouped(self.memo_anchors, lambda row: row.memo_id)
