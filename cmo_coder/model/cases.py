"""Cases and respondents, with their attributes."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.ids import CaseId, RespondentId


class CaseType(StrEnum):
    """What kind of thing a case is."""

    PROVINCE = "province"
    REGION = "region"
    MUNICIPALITY = "municipality"
    NEIGHBOURHOOD = "neighbourhood"
    PLEDGE = "pledge"
    ORGANISATION = "organisation"
    OTHER = "other"


class AttributeType(StrEnum):
    """How the value of an attribute is read and sorted."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    ORDINAL = "ordinal"
    BOOLEAN = "boolean"


class Group(StrEnum):
    """The group that a respondent speaks for."""

    RESIDENT = "resident"
    PROFESSIONAL = "professional"
    POLICY_MAKER = "policy_maker"
    DIRECTOR = "director"
    PROJECT_LEADER = "project_leader"
    OTHER = "other"


class Consent(StrEnum):
    """What the respondent agreed to."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


@entity("study_case")
class Case(Entity):
    """A case of the study: a region, a neighbourhood, an organisation. May lie within another case."""

    name: str
    type: CaseType = CaseType.REGION
    parent_id: CaseId | None = None
    phase: str = ""
    position: int = 0


@entity("case_attribute")
class CaseAttribute(Entity):
    """A fact about a case at a reference date (`date`, ISO 8601, may be empty)."""

    case_id: CaseId
    key: str
    value: str
    type: AttributeType = AttributeType.TEXT
    date: str = ""
    position: int = 0


@entity("case_scale")
class CaseScale(Entity):
    """The values of an ordinal attribute of cases, from the lowest to the highest."""

    key: str
    steps: tuple[str, ...] = ()


@entity("respondent")
class Respondent(Entity):
    """Somebody who was interviewed, known by a pseudonym only. One respondent, however many rounds."""

    pseudonym: str
    group: Group = Group.OTHER
    function: str = ""
    organisation: str = ""
    domain: str = ""
    case_id: CaseId | None = None
    consent: Consent = Consent.UNKNOWN


@entity("respondent_attribute")
class RespondentAttribute(Entity):
    """A fact about a respondent: an answer to a closed question of a survey, an age, a role."""

    respondent_id: RespondentId
    key: str
    value: str
    type: AttributeType = AttributeType.TEXT
    position: int = 0
