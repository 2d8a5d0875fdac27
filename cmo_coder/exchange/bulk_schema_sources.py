"""The study, its people and its texts as records of the bulk form: one class per kind, and per part of one."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from cmo_coder.exchange.bulk_base import (
    CaseRef,
    ClaimRef,
    CodeRef,
    CoderRef,
    ConfigurationRef,
    DocumentRef,
    ElementRef,
    Filled,
    Form,
    Id,
    Item,
    Number,
    Part,
    RoundRef,
    Signed,
    ThemeRef,
    TurnForm,
    Turns,
    Whole,
    YesNo,
)
from cmo_coder.model.canonical import Role
from cmo_coder.model.cases import AttributeType, CaseType, Consent, Group
from cmo_coder.model.documents import DocumentType, Mode
from cmo_coder.model.fragments import FragmentState, Stance
from cmo_coder.model.study import CoderRole, Ethics, Profile, ProgressState, RoundPurpose
from cmo_coder.model.suggestions import SuggestionKind, SuggestionOutcome


class StudyForm(Form):
    name: Filled
    client: str = ""
    question: str = ""
    pillar: str = ""
    profile: Profile = Profile.ICMO_DEWEGER
    language: Literal["nl", "en"] = "nl"
    ethics: Ethics | None = None
    ethics_reason: str = ""
    quantifiers: list[Filled] = Field(default_factory=list)
    small_cell: Whole = 0


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


class FactForm(Part):
    """A fact about a respondent."""

    key: Filled
    value: str
    type: AttributeType = AttributeType.TEXT


class OriginalForm(Part):
    """A file that a document was read from; its bytes stay where they are."""

    sha256: str
    size: Signed


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
    attributes: list[FactForm] = Field(default_factory=list)


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
    originals: list[OriginalForm] = Field(default_factory=list)
    speakers: dict[Filled, Filled] = Field(default_factory=dict)
    turns: Turns = True
    nr: Whole | None = None
    reason: str = ""
    versions: list[TextVersionForm] = Field(default_factory=list)


class CodingForm(Item):
    bare: ClassVar[str] = "code"

    code: CodeRef
    coder: CoderRef | None = None
    suggested: bool = False


class FragmentElementForm(Part):
    element: ElementRef
    version: Whole | None = None
    stance: Stance


class FragmentForm(Form):
    id: Id
    document: DocumentRef
    version: Whole | None = None
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


class SuggestionForm(Form):
    proposed: SuggestionKind = SuggestionKind.CODE
    document: DocumentRef | None = None
    version: Whole | None = None
    start: Whole = 0
    end: Whole = 0
    provider: str
    provider_version: str
    rule: str = ""
    cue: str = ""
    role: Role | None = None
    code: CodeRef | None = None
    claim: ClaimRef | None = None
    configuration: ConfigurationRef | None = None
    other_configuration: ConfigurationRef | None = None
    value: str = ""
    score: Number | None = None
    rank: Whole | None = None
    model: str = ""
    settings: str = ""
    outcome: SuggestionOutcome | None = None
    coder: CoderRef | None = None


class AgreementRunForm(Form):
    id: Id
    label: str
    settings: str = ""
    results: str = ""
    coders: list[CoderRef] = Field(default_factory=list)
    documents: list[DocumentRef] = Field(default_factory=list)
