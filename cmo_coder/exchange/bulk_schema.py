"""The records of the bulk form, one class per kind (docs/reference/bulk-form.md). Checked by pydantic, field by field.

What a record may refer to, and whether quotes sit on their words, is checked in `bulk_checks`.
"""

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
    DocumentRef,
    ElementRef,
    Filled,
    Form,
    FragmentRef,
    Id,
    Item,
    MidrangeRef,
    Number,
    OmkeringRef,
    Part,
    RespondentRef,
    RoundRef,
    Signed,
    ThemeRef,
    TheoryRef,
    TurnForm,
    Turns,
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
from cmo_coder.model.cases import AttributeType, CaseType, Consent, Group
from cmo_coder.model.checks import CheckOutcome, SessionKind
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
from cmo_coder.model.documents import DocumentType, Mode
from cmo_coder.model.effective_elements import (
    ElementChange,
    ElementStatus,
    OmkeringStatus,
    StrategySource,
    ThemeList,
)
from cmo_coder.model.fragments import FragmentState, Stance
from cmo_coder.model.memos import MemoType
from cmo_coder.model.study import CoderRole, Ethics, Profile, ProgressState, RoundPurpose
from cmo_coder.model.suggestions import SuggestionOutcome
from cmo_coder.model.theories import TheorySource, TheoryStatus

# The study and its people


class StudyForm(Form):
    name: Filled
    client: str = ""
    question: str = ""
    pillar: str = ""
    profile: Profile = Profile.ICMO_DEWEGER
    language: Literal["nl", "en"] = "nl"
    ethics: Ethics | None = None
    ethics_reason: str = ""


class CoderForm(Form):
    id: Id
    name: Filled
    role: CoderRole = CoderRole.RESEARCHER
    blind: YesNo = False


class RoundForm(Form):
    id: Id
    nr: Signed
    label: Filled
    period: str = ""
    purpose: RoundPurpose | None = None


class AttributeForm(Part):
    key: Filled
    value: str
    type: AttributeType = AttributeType.TEXT
    date: str = ""


class CaseForm(Form):
    id: Id
    name: Filled
    type: CaseType = CaseType.REGION
    parent: CaseRef | None = None
    phase: str = ""
    attributes: list[AttributeForm] = Field(default_factory=list)


class RespondentForm(Form):
    id: Id
    pseudonym: Filled
    group: Group
    function: str = ""
    organisation: str = ""
    domain: str = ""
    case: CaseRef | None = None
    consent: Consent = Consent.UNKNOWN


# Texts


class TextVersionForm(Part):
    """An earlier text of a document."""

    nr: Whole
    text: str = Field(min_length=1)
    turns: list[TurnForm] = Field(default_factory=list)
    reason: str = ""


class DocumentForm(Form):
    id: Id
    title: Filled
    file: Filled | None = None
    text: str | None = Field(default=None, min_length=1)
    type: DocumentType
    date: str = ""
    round: RoundRef | None = None
    mode: Mode | None = None
    case: CaseRef | None = None
    source_name: str = ""
    source_sha256: str = ""
    speakers: dict[Filled, Filled] = Field(default_factory=dict)
    turns: Turns = True
    nr: Whole | None = None
    reason: str = ""
    versions: list[TextVersionForm] = Field(default_factory=list)


class CodingForm(Item):
    bare: ClassVar[str] = "code"

    code: CodeRef
    coder: CoderRef | None = None


class FragmentElementForm(Part):
    element: ElementRef
    version: Whole | None = None
    stance: Stance


class FragmentForm(Form):
    id: Id
    document: DocumentRef
    quote: str = Field(min_length=1)
    start: Whole | None = None
    end: Whole | None = None
    before: str | None = Field(default=None, min_length=1)
    coder: CoderRef | None = None
    codes: list[CodingForm] = Field(default_factory=list)
    themes: list[ThemeRef] = Field(default_factory=list)
    elements: list[FragmentElementForm] = Field(default_factory=list)
    note: str = ""
    state: FragmentState = FragmentState.SITS


class ProgressForm(Form):
    document: DocumentRef
    coder: CoderRef
    state: ProgressState


class AssignmentForm(Form):
    document: DocumentRef
    coder: CoderRef
    coding_round: Signed = 1
    blind: YesNo = False


# Words of the study: codes, elements of the slots, actors, themes


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


# Claims and configurations


class ClaimCaseForm(Item):
    bare: ClassVar[str] = "case"

    case: CaseRef
    naming: Naming = Naming.NAMED


class ClaimSlotForm(Part):
    role: Role
    element: CanonicalRef | None = None
    fragments: list[FragmentRef] = Field(default_factory=list)


class ClaimForm(Form):
    id: Id
    number: Whole | None = None
    document: DocumentRef | None = None
    coder: CoderRef | None = None
    respondent: RespondentRef | None = None
    round: RoundRef | None = None
    cases: list[ClaimCaseForm] = Field(default_factory=list)
    phase: Phase | None = None
    polarity: Polarity = Polarity.WORKS
    status: EpistemicStatus = EpistemicStatus.UNDETERMINED
    explicitness: Explicitness | None = None
    slots: list[ClaimSlotForm] = Field(default_factory=list)
    note: str = ""


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


Worded = Literal["C", "I", "M_res", "M_red", "O", "actor"]
"""The parts of a generated sentence that may have words of their own."""


class WordedForm(Part):
    """What a version of a configuration holds."""

    nr: Whole | None = None
    slots: SlotsForm = Field(default_factory=SlotsForm)
    actor: ActorRef | None = None
    template: Template | None = None
    sentence: str = ""
    wordings: dict[Worded, Filled] = Field(default_factory=dict)
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


class VersionOf(Item):
    """A configuration in one of its versions (default: the one in force)."""

    bare: ClassVar[str] = "configuration"

    configuration: ConfigurationRef
    version: Whole | None = None


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
    query: str
    date: str
    found: str = ""


# Theories


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
    configurations: list[VersionOf] = Field(default_factory=list)


class TheoryForm(Form):
    id: Id
    title: Filled
    midrange: list[MidrangeRef] = Field(default_factory=list)
    in_force: Whole | None = None
    versions: list[TheoryVersionForm] = Field(min_length=1)


# Effective elements


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
    configurations: list[VersionOf] = Field(default_factory=list)


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


# Memos, decisions, and what the program did


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


class SuggestionForm(Form):
    document: DocumentRef
    version: Whole | None = None
    start: Whole
    end: Whole
    provider: str
    provider_version: str
    rule: str = ""
    cue: str = ""
    role: Role | None = None
    code: CodeRef | None = None
    score: Number | None = None
    outcome: SuggestionOutcome | None = None
    coder: CoderRef | None = None


class AgreementRunForm(Form):
    id: Id
    label: str
    settings: str = ""
    results: str = ""
    coders: list[CoderRef] = Field(default_factory=list)
    documents: list[DocumentRef] = Field(default_factory=list)


FORMS: dict[str, type[Form]] = {
    "study": StudyForm,
    "coder": CoderForm,
    "round": RoundForm,
    "case": CaseForm,
    "respondent": RespondentForm,
    "document": DocumentForm,
    "actor": ActorForm,
    "canonical_element": CanonicalElementForm,
    "code": CodeForm,
    "theme": ThemeForm,
    "fragment": FragmentForm,
    "claim": ClaimForm,
    "configuration": ConfigurationForm,
    "relation": RelationForm,
    "midrange_theory": MidrangeTheoryForm,
    "theory": TheoryForm,
    "demi_regularity": DemiRegularityForm,
    "element": ElementForm,
    "omkering": OmkeringForm,
    "strategy": StrategyForm,
    "member_check": MemberCheckForm,
    "negative_search": NegativeSearchForm,
    "memo": MemoForm,
    "decision": DecisionForm,
    "progress": ProgressForm,
    "assignment": AssignmentForm,
    "suggestion": SuggestionForm,
    "agreement_run": AgreementRunForm,
}
"""Every kind with its form, in the order in which a study is written."""

TABLES_OF_KINDS = {
    "case": "study_case",
    "relation": "configuration_relation",
    "theory": "programme_theory",
    "element": "effective_element",
}
"""The table of the kinds that do not carry its name."""
