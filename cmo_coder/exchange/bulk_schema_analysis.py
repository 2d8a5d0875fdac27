"""Codes, claims and configurations as records of the bulk form: one class per kind, and per part of one."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from cmo_coder.exchange.bulk_base import (
    ActorRef,
    CanonicalRef,
    CaseRef,
    ClaimRef,
    CodeRef,
    CoderRef,
    ConfigurationRef,
    DemiRegularityRef,
    DocumentRef,
    ElementRef,
    Filled,
    Form,
    FragmentRef,
    Id,
    Item,
    Part,
    RespondentRef,
    RoundRef,
    Whole,
    YesNo,
)
from cmo_coder.model.canonical import (
    ContextEffect,
    ContextKind,
    Direction,
    Horizon,
    Intended,
    Level,
    OutcomeKind,
    Role,
    Transformation,
)
from cmo_coder.model.claims import EpistemicStatus, Explicitness, Naming, Phase, Polarity
from cmo_coder.model.codes import CodeStatus, CodeType
from cmo_coder.model.configurations import (
    Certainty,
    ConfigurationStatus,
    EvidencePart,
    Inference,
    RelationType,
    Strength,
    Template,
)
from cmo_coder.model.effective_elements import ThemeList
from cmo_coder.model.fragments import Stance


class CodeForm(Form):
    id: Id
    name: Filled
    type: CodeType = CodeType.OPEN
    parent: CodeRef | None = None
    definition: str = ""
    inclusion: str = ""
    exclusion: str = ""
    example: str = ""
    colour: Annotated[str, StringConstraints(pattern=r"^(#[0-9A-Fa-f]{6})?$")] = ""
    aliases: list[Filled] = Field(default_factory=list)
    keywords: list[Filled] = Field(default_factory=list)
    key: Annotated[str, StringConstraints(pattern=r"^[^\W_]?$")] = ""
    element: CanonicalRef | None = None
    status: CodeStatus = CodeStatus.ACTIVE
    merged_into: CodeRef | None = None


class ActorForm(Form):
    id: Id
    name: Filled
    type: str = ""
    group: str = ""


class CanonicalElementForm(Form):
    id: Id
    role: Role
    label: Filled
    definition: str = ""
    level: Level | None = None
    context_kind: ContextKind | None = None
    context_effect: ContextEffect | None = None
    direction: Direction | None = None
    intended: Intended | None = None
    outcome_kind: OutcomeKind | None = None
    horizon: Horizon | None = None
    change: Transformation | None = None
    actors: list[ActorRef] = Field(default_factory=list)


class ThemeForm(Form):
    id: Id
    label: Filled
    list_: ThemeList = Field(default=ThemeList.OWN, alias="list")
    questions: list[Filled] = Field(default_factory=list)


class ClaimCaseForm(Item):
    bare: ClassVar[str] = "case"

    case: CaseRef
    naming: Naming = Naming.NAMED


class ClaimSlotForm(Part):
    role: Role
    element: CanonicalRef | None = None
    fragments: list[FragmentRef] = Field(default_factory=list)
    suggested: list[FragmentRef] = Field(default_factory=list)


class ClaimForm(Form):
    id: Id
    number: Whole | None = None
    document: DocumentRef | None = None
    coder: CoderRef | None = None
    respondent: RespondentRef | None = None
    round: RoundRef | None = None
    cases: list[ClaimCaseForm] = Field(default_factory=list)
    phase: Phase | None = None
    level: Level | None = None
    polarity: Polarity = Polarity.WORKS
    status: EpistemicStatus = EpistemicStatus.UNDETERMINED
    explicitness: Explicitness | None = None
    slots: list[ClaimSlotForm] = Field(default_factory=list)
    note: str = ""
    status_suggested: YesNo = False
    polarity_suggested: YesNo = False


class SlotsForm(Part):
    C: list[CanonicalRef] = Field(default_factory=list)
    I: list[CanonicalRef] = Field(default_factory=list)  # noqa: E741 - the method's own letter
    M_res: list[CanonicalRef] = Field(default_factory=list)
    M_red: list[CanonicalRef] = Field(default_factory=list)
    O: list[CanonicalRef] = Field(default_factory=list)  # noqa: E741


class EvidenceForm(Part):
    claim: ClaimRef
    stance: Stance
    part: EvidencePart | None = None
    strength: Strength | None = None
    note: str = ""
    suggested: YesNo = False


Worded = Literal["C", "I", "M_res", "M_red", "O", "actor"]
"""The parts of a generated sentence that may have words of their own."""


class WordedForm(Part):
    """What a version of a configuration holds."""

    nr: Whole | None = None
    slots: SlotsForm = Field(default_factory=SlotsForm)
    actor: ActorRef | None = None
    template: Template | None = None
    sentence: str = ""
    wordings: dict[Worded, str] = Field(default_factory=dict)
    reason: str = ""
    evidence: list[EvidenceForm] = Field(default_factory=list)


class ConfigurationVersionForm(WordedForm):
    nr: Whole


class ConfigurationForm(WordedForm, Form):
    id: Id
    number: Whole | None = None
    label: str = ""
    coder: CoderRef | None = None
    status: ConfigurationStatus = ConfigurationStatus.PROVISIONAL
    inference: Inference | None = None
    level: Level | None = None
    certainty: Certainty | None = None
    certainty_reason: str = ""
    negative_case: YesNo = False
    memo: str = ""
    versions: list[ConfigurationVersionForm] = Field(default_factory=list)


class RelationForm(Form):
    type: RelationType
    from_: ConfigurationRef = Field(alias="from")
    to: ConfigurationRef
    shared: CanonicalRef | None = None
    note: str = ""
    suggested: YesNo = False


class VersionOf(Item):
    """A configuration in one of its versions (default: the one in force)."""

    bare: ClassVar[str] = "configuration"

    configuration: ConfigurationRef
    version: Whole | None = None


class CauseForm(Item):
    """A claim that gave rise to a version of an element or a theory."""

    bare: ClassVar[str] = "claim"

    claim: ClaimRef
    stance: Stance | None = None


class DemiConfigurationForm(Item):
    bare: ClassVar[str] = "configuration"

    configuration: ConfigurationRef
    negative: YesNo = False


class DemiRegularityForm(Form):
    id: Id
    description: Filled
    basis: str = ""
    exceptions: str = ""
    configurations: list[DemiConfigurationForm] = Field(default_factory=list)


class NegativeSearchForm(Form):
    configuration: ConfigurationRef | None = None
    element: ElementRef | None = None
    demi_regularity: DemiRegularityRef | None = None
    query: str
    date: str
    found: str = ""
