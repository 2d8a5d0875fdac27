"""The rows of the analytic layer as they stand at one moment: what a snapshot is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cmo_coder.model.base import Entity
from cmo_coder.model.canonical import Actor, CanonicalElement, CanonicalElementActor
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
from cmo_coder.model.study import Coder, Round, Study
from cmo_coder.model.theories import (
    MidrangeTheory,
    ProgrammeTheory,
    ProgrammeTheoryVersion,
    TheoryConfiguration,
    TheoryMidrange,
    TheoryVersionClaim,
)
from cmo_coder.store.evidence import TurnMark
from cmo_coder.store.work import Work

T = TypeVar("T")
E = TypeVar("E", bound=Entity)


@dataclass(frozen=True)
class Rows:
    """Every row of the analytic layer. `change` is the number of the last change of the project."""

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
    memos: Mapping[str, Memo]
    memo_anchors: tuple[MemoAnchor, ...]
    decisions: Mapping[str, Decision]
    decision_objects: tuple[DecisionObject, ...]
    theories: Mapping[str, ProgrammeTheory]
    theory_versions: Mapping[str, ProgrammeTheoryVersion]
    theory_configurations: tuple[TheoryConfiguration, ...]
    theory_version_claims: tuple[TheoryVersionClaim, ...]
    midrange_theories: Mapping[str, MidrangeTheory]
    theory_midrange: tuple[TheoryMidrange, ...]
    demi_regularities: Mapping[str, DemiRegularity]
    demi_configurations: tuple[DemiRegularityConfiguration, ...]
    element_version_claims: tuple[ElementVersionClaim, ...]
    case_scales: tuple[CaseScale, ...]
    story_items: Mapping[str, StoryItem]
    story_item_fragments: tuple[StoryItemFragment, ...]
    design_steps: tuple[DesignStep, ...]
    report_items: tuple[ReportItem, ...]
    work: Work


def by_id(rows: Sequence[E]) -> dict[str, E]:
    """Rows by their id, in the order given."""
    return {row.id: row for row in rows}


def grouped(rows: Iterable[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    """Rows by the key of their owner, in the order given."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {owner: tuple(members) for owner, members in groups.items()}
