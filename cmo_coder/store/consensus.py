"""The consensus as a third layer, and the coding and the claims as they are after discussion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from cmo_coder.agreement.coding import Coding as Compared
from cmo_coder.agreement.coding import Mark
from cmo_coder.agreement.readings import Reading as Explanation
from cmo_coder.agreement.readings import Slot
from cmo_coder.model.adjudication import Choice, ConsensusMark, ConsensusSlot
from cmo_coder.model.canonical import CanonicalElement, Role
from cmo_coder.model.codes import Code
from cmo_coder.model.fragments import Fragment
from cmo_coder.store.adjudication import OF_CLAIMS
from cmo_coder.store.agreement import Material
from cmo_coder.store.disagreement import Disagreement
from cmo_coder.store.reading import Reading
from cmo_coder.store.readings import SLOTS, UNNAMED, Coded, occurrences


def marks_after(reading: Reading, found: Material, listed: Sequence[Disagreement]) -> dict[str, tuple[Mark, ...]]:
    """Return the marks of the documents in which something was settled, with that in the place of what each coder had.

    What is open, or was not looked at, stays as each coder has it. In positions of the text in force.
    """
    decided = [one for one in listed if one.settled is not None and not one.is_open and one.kind not in OF_CLAIMS]
    settled = {one.settled.id: one for one in decided if one.settled is not None}
    gone: dict[str, set[Mark]] = {one.case.document: set() for one in settled.values()}
    at: dict[tuple[str, str, str], list[Mark]] = defaultdict(list)
    for document in gone:
        for mark in found.whole_in[document]:
            at[document, mark.coder, mark.code].append(mark)
    for one in settled.values():
        for side in one.sides:
            for start, end, code in side.places:
                here = at[one.case.document, side.coder, code]
                gone[one.case.document] |= {mark for mark in here if start <= mark.start and mark.end <= end}
    made = {
        document: [mark for mark in found.whole_in[document] if mark not in some] for document, some in gone.items()
    }
    marks = reading.among(ConsensusMark, "adjudication_id", settled)
    fragments = {one.id: one for one in reading.among(Fragment, "id", [mark.fragment_id for mark in marks])}
    for row in marks:
        one, fragment = settled[row.adjudication_id], fragments[row.fragment_id]
        made.setdefault(fragment.document_id, []).extend(
            Mark(fragment.document_id, side.coder, fragment.start, fragment.end, row.code_id) for side in one.sides
        )
    return {document: tuple(some) for document, some in made.items()}


def after_discussion(reading: Reading, found: Material, listed: Sequence[Disagreement]) -> Compared:
    """Return the coding with what was settled put in the place of what each coder had: agreement after discussion."""
    then = marks_after(reading, found, listed)
    if not then:
        return found.whole
    marks = chain.from_iterable(then.get(document, some) for document, some in found.whole_in.items())
    return replace(found.whole, marks=tuple(marks))


def consensus(found: Material, coders: Sequence[str], after: Compared) -> tuple[Mark, ...]:
    """Return the third layer: what all these coders have after discussion, as the coding of one imaginary coder."""
    layers = [{mark[:1] + mark[2:] for mark in after.marks if mark.coder == one} for one in coders]
    shared = set.intersection(*layers) if layers else set()
    return tuple(Mark(document, "", start, end, code) for document, start, end, code in sorted(shared))


def agreed_claims(reading: Reading, listed: Sequence[Disagreement]) -> dict[str, tuple[Explanation, ...]]:
    """Return the claims of the consensus, by the key of the disagreement that they settle; none where there is none.

    They rest on the words of the claims in dispute. Stance and effective elements are those of the claims of the coder
    that was chosen, or else of all.
    """
    settled = {one.settled.id: one for one in listed if one.settled and not one.is_open and one.kind in OF_CLAIMS}
    elements = {one.id: one for one in reading.all(CanonicalElement)} if settled else {}
    rows: dict[tuple[str, int], list[ConsensusSlot]] = defaultdict(list)
    for slot in reading.among(ConsensusSlot, "adjudication_id", settled, order=("nr", "position")):
        rows[slot.adjudication_id, slot.nr].append(slot)
    found: dict[str, list[Explanation]] = {one.key: [] for one in settled.values()}
    for (id_, nr), slots in rows.items():
        one = settled[id_]
        found[one.key].append(_claim(f"{id_}{nr}", one, slots, elements))
    return {key: tuple(some) for key, some in found.items()}


def _claim(
    id_: str, one: Disagreement, slots: Sequence[ConsensusSlot], elements: Mapping[str, CanonicalElement]
) -> Explanation:
    claims = [claim for side in one.sides for claim in side.claims]
    assert one.settled is not None
    chosen = claims
    if one.settled.choice in (Choice.FIRST, Choice.SECOND):
        coder = one.settled.first_coder_id if one.settled.choice is Choice.FIRST else one.settled.second_coder_id
        chosen = [claim for side in one.sides if side.coder == coder for claim in side.claims]
    filled: dict[Slot, set[str]] = defaultdict(set)
    signs: dict[str, str] = {}
    for slot in slots:
        element = slot.canonical_element_id or f"{UNNAMED}{slot.id}"
        filled[SLOTS[slot.role]].add(element)
        if slot.role is Role.O and element in elements:
            signs[element] = elements[element].direction or ""
    stances = sorted({claim.stance for claim in chosen})
    return Explanation(
        id=id_,
        slots={slot: frozenset(some) for slot, some in filled.items()},
        signs=signs,
        document=one.case.document,
        words=tuple(sorted({word for claim in claims for word in claim.words})),
        turns=frozenset().union(*(claim.turns for claim in claims)),
        effective_elements=frozenset().union(*(claim.effective_elements for claim in chosen)),
        stance=stances[0] if len(stances) == 1 else ", ".join(stances),
    )


def coded_after(
    reading: Reading,
    found: Material,
    coded: Mapping[str, Coded],
    listed: Sequence[Disagreement],
    after: Compared,
) -> dict[str, Coded]:
    """Return what every coder has after discussion: the elements on words, the claims, and the support they give."""
    agreed = agreed_claims(reading, listed)
    gone: dict[str, set[str]] = defaultdict(set)
    given: dict[str, list[Explanation]] = defaultdict(list)
    for one in listed:
        for side in one.sides if one.key in agreed else ():
            gone[side.coder] |= {claim.id for claim in side.claims}
            given[side.coder] += agreed[one.key]
    then = replace(found, whole=after)
    codes = {code.id: code for code in reading.all(Code)}
    made = {}
    for coder, before in coded.items():
        kept = [one for one in before.readings if one.id not in gone[coder]]
        out = [one for one in before.readings if one.id in gone[coder]]
        support = {element: dict(stances) for element, stances in before.support.items()}
        for sign, some in ((-1, out), (1, given[coder])):
            for claim in some:
                for element in claim.effective_elements:
                    stances = support.setdefault(element, {})
                    for stance in claim.stance.split(", "):
                        stances[stance] = stances.get(stance, 0) + sign
        counted = {
            element: {stance: n for stance, n in stances.items() if n > 0} for element, stances in support.items()
        }
        support = {element: stances for element, stances in counted.items() if stances}
        made[coder] = Coded((*kept, *given[coder]), partial(dict, support), partial(occurrences, codes, then, coder))
    return made
