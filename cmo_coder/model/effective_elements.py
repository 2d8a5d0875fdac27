"""Effective elements (werkzame elementen), their versions, themes and strategies, and the omkering."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.claims import Phase
from cmo_coder.model.fragments import Stance
from cmo_coder.model.ids import (
    ClaimId,
    CoderId,
    ConfigurationVersionId,
    DocumentId,
    EffectiveElementId,
    EffectiveElementVersionId,
    OmkeringId,
    RoundId,
    StrategyId,
    ThemeId,
)


class ElementStatus(StrEnum):
    """How far a version of an effective element has come."""

    DRAFT = "draft"
    DEFINITIVE = "definitive"
    RETIRED = "retired"


class ElementChange(StrEnum):
    """What a version did to the element."""

    NEW = "new"
    EXTENDED = "extended"
    SHARPENED = "sharpened"
    SPLIT = "split"
    MERGED = "merged"
    RETIRED = "retired"


class ThemeList(StrEnum):
    """The list that a theme stands on."""

    LEARNING_NEEDS = "learning_needs"
    NOTICEABLE = "noticeable"
    OWN = "own"


class StrategySource(StrEnum):
    """Where a strategy comes from. `derived`: by an omkering, never counted as observed."""

    DONE = "done"
    PLANNED = "planned"
    DERIVED = "derived"
    DOCUMENT = "document"


class OmkeringStatus(StrEnum):
    """Whether a derived strategy has been confirmed by a claim or a session."""

    DERIVED = "derived"
    CONFIRMED = "confirmed"


@entity("theme")
class Theme(Entity):
    """A theme or question area that elements answer to."""

    label: str
    list: ThemeList = ThemeList.OWN
    position: int = 0


@entity("theme_question")
class ThemeQuestion(Entity):
    """A question under a theme."""

    theme_id: ThemeId
    text: str
    position: int = 0


@entity("effective_element")
class EffectiveElement(Entity):
    """An effective element; its labels stand in its versions. `nr` is the number that readers know it by."""

    nr: int
    split_from_id: EffectiveElementId | None = None
    merged_into_id: EffectiveElementId | None = None


@entity("effective_element_version")
class EffectiveElementVersion(Entity):
    """One wording of an effective element: a long label, a short one, and one for the public (B1 level)."""

    effective_element_id: EffectiveElementId
    nr: int
    long_label: str
    short_label: str = ""
    public_label: str = ""
    in_force: bool = True
    status: ElementStatus = ElementStatus.DRAFT
    round_id: RoundId | None = None
    change: ElementChange = ElementChange.NEW
    reason: str = ""
    date: str = ""
    condition: str = ""
    """Where it does not work (rule 4): "does not work where ..."."""


@entity("element_configuration")
class ElementConfiguration(Entity):
    """A configuration version behind a version of an element."""

    effective_element_version_id: EffectiveElementVersionId
    configuration_version_id: ConfigurationVersionId


@entity("element_version_claim")
class ElementVersionClaim(Entity):
    """A claim that gave rise to a version of an element: why its wording changed (rule 7)."""

    effective_element_version_id: EffectiveElementVersionId
    claim_id: ClaimId
    stance: Stance | None = None


@entity("element_theme")
class ElementTheme(Entity):
    """A theme that an element answers to."""

    effective_element_id: EffectiveElementId
    theme_id: ThemeId
    position: int = 0


@entity("omkering")
class Omkering(Entity):
    """What did not work, turned into what should: a strategy by reasoning, never observed support."""

    statement: str
    reasoning: str
    coder_id: CoderId | None = None
    status: OmkeringStatus = OmkeringStatus.DERIVED
    confirmed_in: str = ""


@entity("omkering_claim")
class OmkeringClaim(Entity):
    """A negative claim that an omkering starts from."""

    omkering_id: OmkeringId
    claim_id: ClaimId


@entity("strategy")
class Strategy(Entity):
    """A way to reach an element ("hoe te bereiken"), in the imperative, with its origin."""

    effective_element_id: EffectiveElementId
    text: str
    position: int = 0
    source: StrategySource | None = None
    actor: str = ""
    reservation: str = ""
    phase: Phase | None = None
    omkering_id: OmkeringId | None = None
    document_id: DocumentId | None = None


@entity("strategy_claim")
class StrategyClaim(Entity):
    """A claim that a strategy rests on."""

    strategy_id: StrategyId
    claim_id: ClaimId
