"""Claims: what one respondent says about how something works, slot by slot, each slot with its own words."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.canonical import Level, Role
from cmo_coder.model.ids import (
    CanonicalElementId,
    CaseId,
    ClaimId,
    ClaimSlotId,
    CoderId,
    DocumentId,
    FragmentId,
    RespondentId,
    RoundId,
)


class Polarity(StrEnum):
    """Whether the respondent says that it works."""

    WORKS = "works"
    WORKS_NOT = "works_not"
    MIXED = "mixed"


class EpistemicStatus(StrEnum):
    """How the respondent knows (realist-method, section 2; `decisions.md`)."""

    EXPERIENCED = "experienced"
    OBSERVED = "observed"
    EXPECTED = "expected"
    HOPED = "hoped"
    HEARSAY = "hearsay"
    UNDETERMINED = "undetermined"


class Phase(StrEnum):
    """The phase of the change that is spoken of."""

    INSPIRE = "inspire"
    IMPLEMENT = "implement"
    SUSTAIN = "sustain"


class Explicitness(StrEnum):
    """Whether the respondent said it, or the analyst read it."""

    LITERAL = "literal"
    INTERPRETED = "interpreted"


class Naming(StrEnum):
    """Whether a case is named, or only covered by a collective claim ("all three"). Only a named case counts as
    support.
    """

    NAMED = "named"
    COLLECTIVE = "collective"


@entity("claim")
class Claim(Entity):
    """A claim. Its form (dyad, triad, ...) follows from its slots and is not stored.

    `status_suggested`, `polarity_suggested`: the program proposed the present one, and the coder accepted.
    """

    number: int
    document_id: DocumentId | None = None
    respondent_id: RespondentId | None = None
    round_id: RoundId | None = None
    coder_id: CoderId | None = None
    phase: Phase | None = None
    polarity: Polarity = Polarity.WORKS
    status: EpistemicStatus = EpistemicStatus.UNDETERMINED
    explicitness: Explicitness | None = None
    note: str = ""
    at: str = ""
    level: Level | None = None
    status_suggested: bool = False
    polarity_suggested: bool = False


@entity("claim_case")
class ClaimCase(Entity):
    """A case that a claim speaks of."""

    claim_id: ClaimId
    case_id: CaseId
    naming: Naming = Naming.NAMED


@entity("claim_slot")
class ClaimSlot(Entity):
    """One element in one role of a claim. The element may still be unnamed."""

    claim_id: ClaimId
    role: Role
    canonical_element_id: CanonicalElementId | None = None
    position: int = 0


@entity("slot_evidence")
class SlotEvidence(Entity):
    """The words behind one slot of a claim. `suggested`: the program proposed them there, and the coder accepted."""

    claim_slot_id: ClaimSlotId
    fragment_id: FragmentId
    suggested: bool = False
