"""Acts on claims: tag words in a role, open a claim, say how the respondent knows, link it to configurations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id, now
from cmo_coder.model.canonical import CanonicalElement, Role
from cmo_coder.model.claims import Claim, ClaimCase, ClaimSlot, Naming, SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.configurations import Evidence, EvidencePart, Strength
from cmo_coder.model.documents import Document
from cmo_coder.model.effective_elements import ElementVersionClaim, OmkeringClaim, StrategyClaim
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment, Stance
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.model.theories import TheoryVersionClaim
from cmo_coder.store.anchors import drop_memos
from cmo_coder.store.change import Change
from cmo_coder.store.codes import ROLE_TYPES, canonical_of
from cmo_coder.store.configuration_versions import version_in_force
from cmo_coder.store.fragments import code_span, drop_if_bare, fragment_at
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.speaking import respondent_at


@dataclass(frozen=True, slots=True)
class SlotWords:
    """One slot of a claim with its element and the words behind it; `suggested` are the ids of the fragments that were
    proposed for it.
    """

    slot: ClaimSlot
    element: CanonicalElement | None
    fragments: tuple[Fragment, ...]
    suggested: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FullClaim:
    """A claim with its cases, slots and words."""

    claim: Claim
    cases: tuple[ClaimCase, ...]
    slots: tuple[SlotWords, ...]


def tag(
    project: Project,
    document_id: str,
    start: int,
    end: int,
    code: Code,
    *,
    claim: Claim | None = None,
    new_claim: bool = False,
    suggested: bool = False,
) -> tuple[Coding, Claim | None]:
    """Code words and, with a claim open (or a new one asked for), put them in its slot: one change.

    `suggested`: the program proposed the words for the slot, which is kept with them there.

    The slot's role is the code's type; a code of another type is only a coding. An element that the claim has in
    that role gets the words added to it. Raises as `code_span` does, and RuleError for the words of an interviewer.
    """
    with project.change("claim.tag", N_("Code {code} put on words"), code=code.name) as change:
        coding = code_span(project, document_id, start, end, code)
        role = ROLE_TYPES.get(code.type)
        if role is not None:
            element = canonical_of(change, code)
            if new_claim and claim is None:
                claim = start_claim(project, document_id, start)
            if claim is not None and element is not None:
                put_in_slot(change, claim, role, element.id, coding.fragment_id, suggested=suggested)
    return coding, claim


def start_claim(project: Project, document_id: str, offset: int) -> Claim:
    """Make an empty claim of whoever speaks at a place; round and case come from the document and the respondent."""
    with project.change("claim.add", N_("Claim made")) as change:
        document = change.get(Document, document_id)
        respondent = respondent_at(change, document_id, offset)
        made = Claim(
            id=new_id(),
            number=change.highest(Claim, "number") + 1,
            document_id=document_id,
            respondent_id=respondent.id if respondent else None,
            round_id=document.round_id,
            coder_id=project.coder.id if project.coder else None,
            at=now(),
        )
        change.insert(made)
        case_id = document.case_id or (respondent.case_id if respondent else None)
        if case_id is not None:
            change.insert(ClaimCase(id=new_id(), claim_id=made.id, case_id=case_id))
    return made


def add_slot(
    project: Project, claim: Claim, role: Role, element_id: str | None, spans: Sequence[tuple[int, int]] = ()
) -> ClaimSlot:
    """Add a slot to a claim, with words as code points `[start, end)` of the claim's document.

    Raises RuleError where spans are given and the claim has no document.
    """
    with project.change(
        "claim.slot", N_("Claim {number}: slot {role} filled"), number=claim.number, role=role
    ) as change:
        made = _slot(change, claim, role, element_id)
        for start, end in spans:
            if claim.document_id is None:
                raise RuleError(N_("Claim {number} has no document."), number=claim.number)
            fragment = fragment_at(change, claim.document_id, start, end)
            _add_words(change, made, fragment.id)
    return made


def remove_slot(project: Project, slot: ClaimSlot) -> None:
    """Empty and remove a slot of a claim; its words and codings stay where they are."""
    with project.read() as reading:
        claim = reading.get(Claim, slot.claim_id)
    with project.change(
        "claim.slot", N_("Claim {number}: slot {role} emptied"), number=claim.number, role=slot.role
    ) as change:
        words = change.all(SlotEvidence, claim_slot_id=slot.id)
        change.delete(*words, slot)
        for word in words:
            drop_if_bare(change, word.fragment_id)


def edit_claim(project: Project, claim: Claim, **fields: Any) -> Claim:
    """Change fields of a claim: polarity, status, phase, explicitness, respondent, round, note."""
    with project.change("claim.edit", N_("Claim {number} edited"), number=claim.number) as change:
        before = change.get(Claim, claim.id)
        for field in ("status", "polarity"):
            # What a person says instead of what was proposed is their own.
            if field in fields and fields[field] is not getattr(before, field):
                fields.setdefault(f"{field}_suggested", False)
        return change.update(claim, **fields)


def set_claim_cases(project: Project, claim: Claim, cases: Sequence[tuple[str, Naming]]) -> None:
    """Say of which cases a claim speaks, and whether each is named or only covered collectively."""
    with project.change("claim.cases", N_("Claim {number}: cases set"), number=claim.number) as change:
        change.delete(*change.all(ClaimCase, claim_id=claim.id))
        change.insert(
            *(ClaimCase(id=new_id(), claim_id=claim.id, case_id=case_id, naming=naming) for case_id, naming in cases)
        )


def remove_claim(project: Project, claim: Claim) -> None:
    """Remove a claim with its slots and links; the words and their codings stay."""
    with project.change("claim.remove", N_("Claim {number} removed"), number=claim.number) as change:
        slots = change.all(ClaimSlot, claim_id=claim.id)
        words = change.among(SlotEvidence, "claim_slot_id", [slot.id for slot in slots])
        drop_memos(change, [claim])
        # What was suggested for it, and what came of that, stays told.
        for told in change.all(Suggestion, claim_id=claim.id):
            change.update(told, claim_id=None)
        change.delete(
            *words,
            *slots,
            *change.all(ClaimCase, claim_id=claim.id),
            *change.all(Evidence, claim_id=claim.id),
            *change.all(OmkeringClaim, claim_id=claim.id),
            *change.all(StrategyClaim, claim_id=claim.id),
            *change.all(ElementVersionClaim, claim_id=claim.id),
            *change.all(TheoryVersionClaim, claim_id=claim.id),
            claim,
        )
        for word in words:
            drop_if_bare(change, word.fragment_id)


def link_claim(
    project: Project,
    claim: Claim,
    configuration_id: str,
    stance: Stance,
    *,
    part: EvidencePart | None = None,
    strength: Strength | None = None,
    note: str = "",
    suggested: bool = False,
) -> Evidence:
    """Link a claim to the version in force of a configuration. A second link of the same claim replaces the first.

    `suggested`: the program proposed the configuration; the mark of the first link stays.
    """
    from cmo_coder.model.configurations import Configuration

    with project.read() as reading:
        configuration = reading.get(Configuration, configuration_id)
        version = version_in_force(reading, configuration_id)
    with project.change(
        "claim.link",
        N_("Claim {number} linked to configuration {configuration}"),
        number=claim.number,
        configuration=configuration.number,
    ) as change:
        present = change.find(Evidence, claim_id=claim.id, configuration_version_id=version.id)
        if present is not None:
            return change.update(present, stance=stance, part=part, strength=strength, note=note or present.note)
        made = Evidence(
            id=new_id(),
            claim_id=claim.id,
            configuration_version_id=version.id,
            stance=stance,
            part=part,
            strength=strength,
            note=note,
            suggested=suggested,
        )
        change.insert(made)
        return made


def unlink_claim(project: Project, evidence: Evidence) -> None:
    """Take a claim off a configuration."""
    with project.change("claim.unlink", N_("Claim taken off a configuration")) as change:
        change.delete(evidence)


def full_claims(reading: Reading, claims: Sequence[Claim]) -> tuple[FullClaim, ...]:
    """Claims with their cases, slots and words, in the order given."""
    ids = [claim.id for claim in claims]
    cases = reading.among(ClaimCase, "claim_id", ids)
    slots = reading.among(ClaimSlot, "claim_id", ids, order=("position",))
    words = reading.among(SlotEvidence, "claim_slot_id", [slot.id for slot in slots])
    fragments = {f.id: f for f in reading.among(Fragment, "id", [word.fragment_id for word in words])}
    elements = {
        e.id: e
        for e in reading.among(
            CanonicalElement, "id", [s.canonical_element_id for s in slots if s.canonical_element_id is not None]
        )
    }
    of_slot: dict[str, list[Fragment]] = {}
    suggested: dict[str, frozenset[str]] = {}
    for word in words:
        if word.suggested:
            suggested[word.claim_slot_id] = suggested.get(word.claim_slot_id, frozenset()) | {word.fragment_id}
        of_slot.setdefault(word.claim_slot_id, []).append(fragments[word.fragment_id])
    order = {role: nr for nr, role in enumerate((Role.I, Role.C, Role.M_RES, Role.M_RED, Role.O))}
    full: dict[str, list[SlotWords]] = {}
    for slot in sorted(slots, key=lambda s: (order[s.role], s.position)):
        found = sorted(of_slot.get(slot.id, ()), key=lambda f: (f.start, f.end))
        full.setdefault(slot.claim_id, []).append(
            SlotWords(
                slot,
                elements.get(slot.canonical_element_id or ""),
                tuple(found),
                suggested.get(slot.id, frozenset()),
            )
        )
    return tuple(
        FullClaim(claim, tuple(c for c in cases if c.claim_id == claim.id), tuple(full.get(claim.id, ())))
        for claim in claims
    )


def put_in_slot(
    change: Change, claim: Claim, role: Role, element_id: str | None, fragment_id: str, *, suggested: bool = False
) -> None:
    """Put words in the slot of an element (or of one that has no name yet), which is made where the claim has none."""
    slot = change.find(ClaimSlot, claim_id=claim.id, role=role, canonical_element_id=element_id)
    if slot is None:
        slot = _slot(change, claim, role, element_id)
    _add_words(change, slot, fragment_id, suggested=suggested)


def _slot(change: Change, claim: Claim, role: Role, element_id: str | None) -> ClaimSlot:
    position = change.highest(ClaimSlot, "position", claim_id=claim.id) + 1
    made = ClaimSlot(id=new_id(), claim_id=claim.id, role=role, canonical_element_id=element_id, position=position)
    change.insert(made)
    return made


def _add_words(change: Change, slot: ClaimSlot, fragment_id: str, *, suggested: bool = False) -> None:
    if change.find(SlotEvidence, claim_slot_id=slot.id, fragment_id=fragment_id) is None:
        change.insert(SlotEvidence(id=new_id(), claim_slot_id=slot.id, fragment_id=fragment_id, suggested=suggested))


def claims_of_fragment(reading: Reading, fragment_id: str) -> tuple[Claim, ...]:
    """The claims that a fragment is evidence of, by number."""
    words = reading.all(SlotEvidence, fragment_id=fragment_id)
    slots = reading.among(ClaimSlot, "id", [one.claim_slot_id for one in words])
    return reading.among(Claim, "id", [slot.claim_id for slot in slots], order=("number",))
