"""Configurations (CMO): the analyst's abstraction over claims, with versions, evidence and relations."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.canonical import Level, Role
from cmo_coder.model.fragments import Stance
from cmo_coder.model.ids import (
    ActorId,
    CanonicalElementId,
    ClaimId,
    CoderId,
    ConfigurationId,
    ConfigurationVersionId,
    DemiRegularityId,
    EffectiveElementId,
)


class ConfigurationStatus(StrEnum):
    """How far a configuration has come. The hard rules of `rules.py` guard `refined` and `supported`."""

    PROVISIONAL = "provisional"
    REFINED = "refined"
    SUPPORTED = "supported"
    CONTESTED = "contested"
    REJECTED = "rejected"


class Inference(StrEnum):
    """By which inference a configuration was made."""

    DEDUCTIVE = "deductive"
    INDUCTIVE = "inductive"
    ABDUCTIVE = "abductive"
    RETRODUCTIVE = "retroductive"


class Certainty(StrEnum):
    """How sure the analyst is; the reason stands beside it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Form(StrEnum):
    """The form that follows from the filled slots."""

    TRIAD = "triad"
    DYAD = "dyad"
    INCOMPLETE = "incomplete"


class EvidencePart(StrEnum):
    """Which part of the configuration a piece of evidence speaks to."""

    C = "C"
    I = "I"  # noqa: E741 - the method's own letter
    M = "M"
    O = "O"  # noqa: E741
    LINK = "link"


class Strength(StrEnum):
    """How strong a piece of evidence is."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


class RelationType(StrEnum):
    """How one configuration relates to another. A ripple: the outcome of `from` is the context of `to`."""

    RIPPLE = "ripple"
    RIVAL = "rival"
    SPECIALISATION = "specialisation"
    PRECURSOR = "precursor"
    COUNTERPART = "counterpart"


class Template(StrEnum):
    """Sentence templates (realist-method, section 5)."""

    NL_1 = "NL-1"
    NL_2 = "NL-2"
    NL_3 = "NL-3"
    NL_4 = "NL-4"
    NL_5 = "NL-5"
    NL_6 = "NL-6"
    NL_7 = "NL-7"
    EN_1 = "EN-1"


@entity("configuration")
class Configuration(Entity):
    """A configuration. Its slots and its sentence stand in its versions."""

    number: int
    label: str = ""
    coder_id: CoderId | None = None
    status: ConfigurationStatus = ConfigurationStatus.PROVISIONAL
    inference: Inference | None = None
    level: Level | None = None
    certainty: Certainty | None = None
    certainty_reason: str = ""
    negative_case: bool = False


@entity("configuration_version")
class ConfigurationVersion(Entity):
    """One wording of a configuration.

    `sentence` replaces the whole generated sentence where the analyst wrote one. `wordings` replaces single parts:
    each item is `"<slot>=<words>"`, slot being C, I, M_res, M_red, O or actor; the parts not named follow.
    `slots_then` keeps what these slots read when the own words were put on them, as `"<slot>=<label>"`, an item for
    each label; empty where that is not known.
    """

    configuration_id: ConfigurationId
    nr: int
    in_force: bool = True
    actor_id: ActorId | None = None
    template: Template | None = None
    sentence: str = ""
    wordings: tuple[str, ...] = ()
    reason: str = ""
    coder_id: CoderId | None = None
    at: str = ""
    slots_then: tuple[str, ...] = ()


@entity("configuration_slot")
class ConfigurationSlot(Entity):
    """An element in a role of a configuration version. Elements within a role are joined by AND; OR needs another
    configuration.
    """

    configuration_version_id: ConfigurationVersionId
    role: Role
    canonical_element_id: CanonicalElementId
    position: int = 0


@entity("evidence")
class Evidence(Entity):
    """A claim linked to a configuration version, with its stance and the part it speaks to.

    `suggested`: the program proposed the configuration for the claim, and the coder took it.
    """

    claim_id: ClaimId
    configuration_version_id: ConfigurationVersionId
    stance: Stance
    part: EvidencePart | None = None
    strength: Strength | None = None
    note: str = ""
    suggested: bool = False


@entity("configuration_relation")
class ConfigurationRelation(Entity):
    """A directed relation between two configurations. A ripple names the shared element. Loops are allowed.

    `suggested`: the program proposed it, and the coder accepted.
    """

    type: RelationType
    from_id: ConfigurationId
    to_id: ConfigurationId
    canonical_element_id: CanonicalElementId | None = None
    note: str = ""
    suggested: bool = False


@entity("demi_regularity")
class DemiRegularity(Entity):
    """A pattern over configurations: a human judgement, with its ground and its exceptions."""

    description: str
    basis: str = ""
    exceptions: str = ""


@entity("demi_regularity_configuration")
class DemiRegularityConfiguration(Entity):
    """A configuration that belongs to a demi-regularity, or is a negative case of it."""

    demi_regularity_id: DemiRegularityId
    configuration_id: ConfigurationId
    negative: bool = False


@entity("negative_search")
class NegativeSearch(Entity):
    """A search for negative cases: what was asked, when, and what was found (empty: nothing)."""

    configuration_id: ConfigurationId | None = None
    effective_element_id: EffectiveElementId | None = None
    query: str = ""
    date: str = ""
    found: str = ""
    demi_regularity_id: DemiRegularityId | None = None
