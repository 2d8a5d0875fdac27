"""Theories, effective elements, member checks, memos and decisions as records of the bulk form."""

from __future__ import annotations

from pydantic import Field

from cmo_coder.exchange.bulk_base import (
    CaseRef,
    ClaimRef,
    CoderRef,
    ConfigurationRef,
    DocumentRef,
    ElementRef,
    Filled,
    Form,
    Id,
    MidrangeRef,
    OmkeringRef,
    Part,
    RoundRef,
    Signed,
    ThemeRef,
    TheoryRef,
    Whole,
    YesNo,
)
from cmo_coder.exchange.bulk_schema_analysis import CauseForm, VersionOf
from cmo_coder.model.cases import Group
from cmo_coder.model.checks import CheckOutcome, SessionKind
from cmo_coder.model.claims import Phase
from cmo_coder.model.effective_elements import ElementChange, ElementStatus, OmkeringStatus, StrategySource
from cmo_coder.model.memos import MemoType
from cmo_coder.model.theories import TheorySource, TheoryStatus


class MidrangeTheoryForm(Form):
    id: Id
    name: Filled
    reference: str = ""
    core_idea: str = ""


class TheoryVersionForm(Part):
    nr: Whole
    statement: Filled
    status: TheoryStatus = TheoryStatus.INITIAL
    source: TheorySource | None = None
    date: str = ""
    reason: str = ""
    assumptions: str = ""
    configurations: list[VersionOf] = Field(default_factory=list)
    claims: list[CauseForm] = Field(default_factory=list)


class TheoryForm(Form):
    id: Id
    title: Filled
    midrange: list[MidrangeRef] = Field(default_factory=list)
    in_force: Whole | None = None
    versions: list[TheoryVersionForm] = Field(min_length=1)


class ElementVersionForm(Part):
    nr: Whole
    long_label: Filled
    short_label: str = ""
    public_label: str = ""
    status: ElementStatus = ElementStatus.DRAFT
    round: RoundRef | None = None
    change: ElementChange = ElementChange.NEW
    reason: str = ""
    date: str = ""
    condition: str = ""
    configurations: list[VersionOf] = Field(default_factory=list)
    claims: list[CauseForm] = Field(default_factory=list)


class ElementForm(Form):
    id: Id
    nr: Signed
    themes: list[ThemeRef] = Field(default_factory=list)
    split_from: ElementRef | None = None
    merged_into: ElementRef | None = None
    in_force: Whole | None = None
    versions: list[ElementVersionForm] = Field(min_length=1)


class OmkeringForm(Form):
    id: Id
    claims: list[ClaimRef] = Field(default_factory=list)
    statement: Filled
    reasoning: Filled
    coder: CoderRef | None = None
    status: OmkeringStatus = OmkeringStatus.DERIVED
    confirmed_in: str = ""


class StrategyForm(Form):
    element: ElementRef
    text: Filled
    source: StrategySource | None = None
    actor: str = ""
    reservation: str = ""
    phase: Phase | None = None
    claims: list[ClaimRef] = Field(default_factory=list)
    omkering: OmkeringRef | None = None
    document: DocumentRef | None = None


class ParticipantsForm(Part):
    group: Group | None = None
    case: CaseRef | None = None
    n: Whole | None = None


class CheckForm(Part):
    """What was said of one version of an element, a configuration or a theory."""

    element: ElementRef | None = None
    configuration: ConfigurationRef | None = None
    theory: TheoryRef | None = None
    version: Whole
    outcome: CheckOutcome
    quote: str = ""


class MemberCheckForm(Form):
    id: Id
    session: Filled
    session_kind: SessionKind | None = None
    date: str = ""
    participants: list[ParticipantsForm] = Field(default_factory=list)
    checks: list[CheckForm] = Field(default_factory=list)


class MemoForm(Form):
    text: Filled
    type: MemoType = MemoType.CONTENT
    coder: CoderRef | None = None
    on: list[tuple[Filled, Id]] = Field(default_factory=list)


class DecisionForm(Form):
    what: Filled
    why: str
    alternatives: str = ""
    coder: CoderRef | None = None
    date: str = ""
    automatic: YesNo = False
    objects: list[tuple[Filled, Id]] = Field(default_factory=list)
