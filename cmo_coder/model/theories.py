"""Programme theories with their versions, and the middle-range theories they lean on."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.fragments import Stance
from cmo_coder.model.ids import ClaimId, ConfigurationVersionId, MidrangeTheoryId, TheoryId, TheoryVersionId


class TheoryStatus(StrEnum):
    """How far a theory version has come."""

    INITIAL = "initial"
    REFINED = "refined"
    TESTED = "tested"
    REJECTED = "rejected"


class TheorySource(StrEnum):
    """Where a theory version comes from."""

    DOCUMENT = "document"
    TEAM = "team"
    LITERATURE = "literature"
    LEARNING_SESSION = "learning_session"


@entity("programme_theory")
class ProgrammeTheory(Entity):
    """A programme theory; its statements stand in its versions (0 is the initial one)."""

    title: str


@entity("programme_theory_version")
class ProgrammeTheoryVersion(Entity):
    """One statement of a programme theory, and what gave rise to it."""

    programme_theory_id: TheoryId
    nr: int
    statement: str
    in_force: bool = True
    status: TheoryStatus = TheoryStatus.INITIAL
    source: TheorySource | None = None
    date: str = ""
    reason: str = ""
    assumptions: str = ""


@entity("theory_configuration")
class TheoryConfiguration(Entity):
    """A configuration version that a theory version rests on."""

    programme_theory_version_id: TheoryVersionId
    configuration_version_id: ConfigurationVersionId


@entity("theory_version_claim")
class TheoryVersionClaim(Entity):
    """A claim that gave rise to a version of a theory."""

    programme_theory_version_id: TheoryVersionId
    claim_id: ClaimId
    stance: Stance | None = None


@entity("midrange_theory")
class MidrangeTheory(Entity):
    """A theory from the literature."""

    name: str
    reference: str = ""
    core_idea: str = ""


@entity("theory_midrange")
class TheoryMidrange(Entity):
    """A middle-range theory behind a programme theory."""

    programme_theory_id: TheoryId
    midrange_theory_id: MidrangeTheoryId
