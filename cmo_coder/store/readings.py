"""Claims as the coders that are compared made them: their elements on words, their links, and what rests on them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from cmo_coder.agreement.levels import Support
from cmo_coder.agreement.pairing import Occurrence
from cmo_coder.agreement.readings import Reading as Explanation
from cmo_coder.agreement.readings import Slot
from cmo_coder.model.canonical import CanonicalElement, Role
from cmo_coder.model.claims import Claim, ClaimSlot, SlotEvidence
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.configurations import Evidence
from cmo_coder.model.documents import TextVersion, Turn
from cmo_coder.model.effective_elements import EffectiveElement, EffectiveElementVersion, ElementConfiguration
from cmo_coder.model.fragments import Fragment, FragmentElement, FragmentState
from cmo_coder.store.agreement import Material
from cmo_coder.store.reading import Reading
from cmo_coder.store.support_at_stake import Stake, stake

SLOTS: dict[Role, Slot] = {
    Role.C: Slot.C,
    Role.I: Slot.I,
    Role.M_RES: Slot.M,
    Role.M_RED: Slot.M,
    Role.O: Slot.O,
}
"""Both parts of a mechanism are one slot where configurations are compared (realist-method, section 9)."""

UNNAMED = "?"
"""Before the role of a slot whose element has no name: two of these are not the same element by accident."""


@dataclass(frozen=True)
class Coded:
    """What one coder made in the documents that are compared; what asks for all her codings is worked out when asked
    for.
    """

    readings: tuple[Explanation, ...]
    count: Callable[[], Support]
    find: Callable[[], tuple[Occurrence, ...]]

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """The elements that she put on words."""
        return self.find()

    @cached_property
    def support(self) -> Support:
        """How often she takes each stance towards each effective element."""
        return self.count()


@dataclass(frozen=True, slots=True)
class Direct:
    """Words that were linked to an effective element without a claim."""

    document: str
    start: int
    end: int
    element: str
    stance: str


@dataclass(frozen=True, slots=True)
class Layer:
    """What every coder made, with the names of the elements and of the effective elements.

    `behind` tells for a fragment which effective elements rest on it, through whoever's claims; `claims_on` which
    claims do, and `stake` what the elements would lose without a claim.
    """

    coded: Mapping[str, Coded]
    labels: Mapping[str, str]
    effective: Mapping[str, str]
    behind: Mapping[str, frozenset[str]]
    direct: tuple[Direct, ...] = ()
    codes: Mapping[str, Code] = field(default_factory=dict)
    claims_on: Mapping[str, frozenset[str]] = field(default_factory=dict)
    stake: Stake = field(default_factory=Stake)
    kept: dict[tuple[str, ...], Any] = field(default_factory=dict, compare=False)
    """What was worked out of the claims alone, by coders: it stays while only codings change."""

    def on(self, found: Material) -> Layer:
        """Return the same claims beside other codings."""
        return replace(
            self, coded={coder: _coded(found, coder, one.readings, self) for coder, one in self.coded.items()}
        )


def _coded(found: Material, coder: str, readings: tuple[Explanation, ...], on: Layer) -> Coded:
    return Coded(
        readings, partial(_support, found, coder, readings, on.direct), partial(occurrences, on.codes, found, coder)
    )


def layer(reading: Reading, found: Material) -> Layer:
    """Read the claims of the coders of a comparison in its documents."""
    documents = tuple(found.documents)
    codes = {code.id: code for code in reading.all(Code)}
    claims = [one for one in reading.among(Claim, "document_id", documents, order=("number",))]
    slots = reading.among(ClaimSlot, "claim_id", [one.id for one in claims], order=("position",))
    placed = reading.among(SlotEvidence, "claim_slot_id", [one.id for one in slots])
    linked = reading.all(FragmentElement)
    fragments = {
        one.id: one
        for one in reading.among(
            Fragment, "id", [*(row.fragment_id for row in placed), *(row.fragment_id for row in linked)]
        )
        if one.state is FragmentState.SITS and one.document_id in found.documents
    }
    words: dict[str, list[Fragment]] = defaultdict(list)
    for row in placed:
        if row.fragment_id in fragments:
            words[row.claim_slot_id].append(fragments[row.fragment_id])
    canonical = {one.id: one for one in reading.all(CanonicalElement)}
    effective, behind_version = _effective(reading)
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for one in reading.among(Evidence, "claim_id", [claim.id for claim in claims]):
        evidence[one.claim_id].append(one)
    slots_of: dict[str, list[ClaimSlot]] = defaultdict(list)
    for slot in slots:
        slots_of[slot.claim_id].append(slot)
    turns = _turn_starts(reading, documents)
    behind: dict[str, set[str]] = defaultdict(set)
    claims_on: dict[str, set[str]] = defaultdict(set)
    explanations: dict[str, list[Explanation]] = defaultdict(list)
    for claim in claims:
        made = _explanation(claim, slots_of[claim.id], words, canonical, evidence[claim.id], behind_version, turns)
        for slot in slots_of[claim.id]:
            for fragment in words[slot.id]:
                behind[fragment.id] |= made.effective_elements
                claims_on[fragment.id].add(claim.id)
        if claim.coder_id in found.coders and claim.document_id in found.coding.assigned.get(claim.coder_id or "", ()):
            explanations[claim.coder_id or ""].append(made)
    version_of = {one.id: one.effective_element_id for one in reading.all(EffectiveElementVersion)}
    direct = []
    for link in linked:
        if link.fragment_id not in fragments:
            continue
        element, on = version_of[link.effective_element_version_id], fragments[link.fragment_id]
        behind[link.fragment_id].add(element)
        direct.append(Direct(on.document_id, on.start, on.end, element, link.stance or ""))
    made_of = Layer(
        {},
        {one.id: one.label for one in canonical.values()} | dict(found.codes),
        effective,
        {id_: frozenset(elements) for id_, elements in behind.items()},
        tuple(direct),
        codes,
        {id_: frozenset(some) for id_, some in claims_on.items()},
        stake(reading, behind_version),
    )
    return replace(
        made_of, coded={coder: _coded(found, coder, tuple(explanations[coder]), made_of) for coder in found.coders}
    )


def _effective(reading: Reading) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Return the names of the effective elements, and which of them rest on each configuration version now."""
    elements = {one.id: one for one in reading.all(EffectiveElement, order=("nr",))}
    versions = {one.id: one for one in reading.all(EffectiveElementVersion, in_force=True)}
    names = {
        one.effective_element_id: f"{elements[one.effective_element_id].nr}. {one.short_label or one.long_label}"
        for one in versions.values()
    }
    behind: dict[str, set[str]] = defaultdict(set)
    for link in reading.all(ElementConfiguration):
        if link.effective_element_version_id in versions:
            behind[link.configuration_version_id].add(versions[link.effective_element_version_id].effective_element_id)
    return names, {id_: frozenset(some) for id_, some in behind.items()}


def _turn_starts(reading: Reading, documents: tuple[str, ...]) -> dict[str, list[tuple[int, int, int]]]:
    """Return for each document its turns in force: start, end, number."""
    versions = {one.id: one.document_id for one in reading.among(TextVersion, "document_id", documents) if one.in_force}
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for turn in reading.among(Turn, "text_version_id", versions, order=("start",)):
        found[versions[turn.text_version_id]].append((turn.start, turn.end, turn.nr))
    return found


def _explanation(
    claim: Claim,
    slots: list[ClaimSlot],
    words: Mapping[str, list[Fragment]],
    canonical: Mapping[str, CanonicalElement],
    evidence: list[Evidence],
    behind: Mapping[str, frozenset[str]],
    turns: Mapping[str, list[tuple[int, int, int]]],
) -> Explanation:
    """Return a claim as the statistics see it."""
    filled: dict[Slot, set[str]] = defaultdict(set)
    signs: dict[str, str] = {}
    stretches: set[tuple[str, int, int]] = set()
    for slot in slots:
        element = slot.canonical_element_id or f"{UNNAMED}{claim.id}{slot.id}"
        filled[SLOTS[slot.role]].add(element)
        if slot.role is Role.O and element in canonical:
            signs[element] = canonical[element].direction or ""
        stretches |= {(one.document_id, one.start, one.end) for one in words[slot.id]}
    stances = sorted({one.stance.value for one in evidence})
    return Explanation(
        id=claim.id,
        slots={slot: frozenset(some) for slot, some in filled.items()},
        signs=signs,
        document=claim.document_id or "",
        words=tuple(sorted(stretches)),
        turns=frozenset(
            (document, nr)
            for document, start, end in stretches
            for begin, stop, nr in turns.get(document, ())
            if begin < end and start < stop
        ),
        effective_elements=frozenset(
            one for link in evidence for one in behind.get(link.configuration_version_id, frozenset())
        ),
        stance=", ".join(stances),
    )


def occurrences(codes: Mapping[str, Code], found: Material, coder: str) -> tuple[Occurrence, ...]:
    """Return the elements that a coder put on words: her codings with a code of a role."""
    made = []
    for mark in found.whole.marks:
        code = codes.get(mark.code)
        if mark.coder != coder or code is None or mark.document not in found.coding.assigned[coder]:
            continue
        if code.type in (CodeType.OPEN, CodeType.ACTOR, CodeType.THEME):
            continue
        element = code.canonical_element_id or code.id
        id_ = found.codings_in.get(mark.document, {}).get(mark, "")
        made.append(Occurrence(mark.document, mark.start, mark.end, code.type, element, code.parent_id or "", id_))
    return tuple(made)


def _support(found: Material, coder: str, explanations: Sequence[Explanation], direct: Sequence[Direct]) -> Support:
    """Count for each effective element the stances of a coder: by her claims, and by the fragments that she coded."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in explanations:
        for element in one.effective_elements:
            counted[element].update(one.stance.split(", "))
    if direct:
        mine = {(mark.document, mark.start, mark.end) for mark in found.whole.marks if mark.coder == coder}
        for link in direct:
            if (link.document, link.start, link.end) in mine:
                counted[link.element][link.stance] += 1
    return {element: dict(stances) for element, stances in counted.items()}
