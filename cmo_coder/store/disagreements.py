"""The list of disagreements of two coders, each with what rests on it, and whether it was settled."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from cmo_coder.agreement.coding import Mark
from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.kinds import Case, Kind, cases_in
from cmo_coder.agreement.readings import Reading as Explanation
from cmo_coder.agreement.readings import Slot, links, matched
from cmo_coder.model.adjudication import Adjudication, DisagreementKind
from cmo_coder.store.agreement import Material
from cmo_coder.store.disagreement import Disagreement, Side
from cmo_coder.store.disagreement_lists import in_order, kept_in, kept_of_claims, made_again
from cmo_coder.store.reading import Reading
from cmo_coder.store.readings import Layer
from cmo_coder.store.support_at_stake import Lost

KINDS: dict[Kind, DisagreementKind] = {
    Kind.BOUNDARY: DisagreementKind.BOUNDARY,
    Kind.SPLIT_MERGE: DisagreementKind.SPLIT_MERGE,
    Kind.CONFLICT: DisagreementKind.CONFLICT,
    Kind.ONLY_FIRST: DisagreementKind.ONLY_FIRST,
    Kind.ONLY_SECOND: DisagreementKind.ONLY_SECOND,
}


def disagreements(reading: Reading, found: Material, on: Layer, pair: tuple[str, str]) -> tuple[Disagreement, ...]:
    """Return the disagreements of two coders, what would change most for the elements first."""
    decided = decided_in(reading, found)
    return listed(found, on, Comparison(found.whole), pair, decided)


def decided_in(reading: Reading, found: Material) -> dict[str, Adjudication]:
    """Return what was decided in the documents that are compared, by the key of the case."""
    return {one.case_key: one for one in reading.among(Adjudication, "document_id", found.documents)}


def listed(
    found: Material, on: Layer, comparison: Comparison, pair: tuple[str, str], decided: Mapping[str, Adjudication]
) -> tuple[Disagreement, ...]:
    """Return the disagreements of two coders, from what was read; `comparison` is that of the whole texts.

    Those of a document are kept with the comparison until a span of it changes; then those of other spans stay.
    """

    def of_document(document: str) -> list[Disagreement]:
        codings = found.codings_in.get(document, {})
        marks = by_place(codings)
        cases = [case for case in cases_in(comparison, document, *pair) if case.kind is not Kind.EXACT]
        return made_again(
            on, ("of", document, *pair), codings, cases, _codes, lambda case: _made(found, on, case, pair, marks)
        )

    groups = [
        kept_in(found, on, comparison, document, ("listed", *pair), of_document)
        for document in comparison.scope(pair).documents
    ]
    return in_order([*groups, *kept_of_claims(on, found, pair, lambda: _explanations(on, pair))], decided)


def _codes(case: Case) -> frozenset[str]:
    return frozenset((case.first_code, case.second_code))


def _made(found: Material, on: Layer, case: Case, pair: tuple[str, str], marks: Places) -> Disagreement:
    mine = codings_behind(marks, case.document, pair[0], case.first_code, case.first)
    theirs = codings_behind(marks, case.document, pair[1], case.second_code, case.second)
    kind = KINDS[case.kind]
    other_role = found.types.get(case.first_code) != found.types.get(case.second_code)
    if kind is DisagreementKind.CONFLICT and other_role:
        kind = DisagreementKind.ROLE
    key = case_key(pair, case, mine, theirs)
    sides = (
        Side(pair[0], tuple((*span, case.first_code) for span in case.first), mine),
        Side(pair[1], tuple((*span, case.second_code) for span in case.second), theirs),
    )
    elements = elements_behind(found, on, (*mine, *theirs))
    at_stake = stake_behind(found, on, (*mine, *theirs))
    return Disagreement(key, kind, case, *pair, mine, theirs, elements, None, sides, at_stake)


def elements_behind(found: Material, on: Layer, codings: Sequence[str]) -> tuple[str, ...]:
    """Return the effective elements that rest on the words of some codings."""
    if not on.behind:
        return ()
    return tuple(sorted({one for id_ in codings for one in on.behind.get(found.fragments.get(id_, ""), frozenset())}))


def stake_behind(found: Material, on: Layer, codings: Sequence[str]) -> Lost:
    """Return what effective elements would lose without the claims that rest on the words of some codings."""
    if not on.stake.elements:
        return ()
    fragments = {found.fragments.get(id_, "") for id_ in codings}
    return on.stake.lost({claim for id_ in fragments for claim in on.claims_on.get(id_, frozenset())})


def _explanations(on: Layer, pair: tuple[str, str]) -> list[Disagreement]:
    """Return the claims that differ: matched ones with other slots or links, and those of one coder only."""
    first, second = on.coded[pair[0]].readings, on.coded[pair[1]].readings
    pairs = matched(first, second)
    one_of = {met.first: met.second for met in pairs}
    taken = set(one_of.values())
    sides: list[tuple[Explanation | None, Explanation | None]] = [
        (one, second[one_of[nr]] if nr in one_of else None) for nr, one in enumerate(first)
    ]
    sides += [(None, other) for nr, other in enumerate(second) if nr not in taken]
    found = []
    for one, other in sides:
        if one is not None and other is not None and one.slots == other.slots and links(one) == links(other):
            continue
        anyone = one or other
        if anyone is None or not anyone.words:
            continue
        said = [chain(side, on.labels) if side is not None else "" for side in (one, other)]
        kind = Kind.CONFLICT if one and other else Kind.ONLY_FIRST if one else Kind.ONLY_SECOND
        case = Case(
            kind,
            anyone.document,
            said[0] or said[1],
            said[1] or said[0],
            spans_of(one, anyone.document),
            spans_of(other, anyone.document),
            0,
        )
        same_slots = one is not None and other is not None and one.slots == other.slots
        mine, theirs = (one.id,) if one else (), (other.id,) if other else ()
        key = case_key(pair, case, mine, theirs)
        elements = tuple(
            sorted({*(one.effective_elements if one else ()), *(other.effective_elements if other else ())})
        )
        what = DisagreementKind.LINK if same_slots else DisagreementKind.CONFIGURATION
        both = tuple(
            Side(coder, (), ids, (side,) if side is not None else (), words)
            for coder, ids, side, words in zip(pair, (mine, theirs), (one, other), said, strict=True)
        )
        lost = on.stake.lost((*mine, *theirs))
        found.append(Disagreement(key, what, case, *pair, mine, theirs, elements, None, both, lost))
    return found


def spans_of(reading: Explanation | None, document: str) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for place, start, end in reading.words if place == document) if reading else ()


def chain(reading: Explanation, labels: Mapping[str, str]) -> str:
    """Return a claim as its links: context, what is offered, mechanism, outcome with its sign."""
    parts = []
    for slot in Slot:
        named = sorted(labels.get(one, "?") for one in reading.of(slot))
        if slot is Slot.O:
            named = sorted(
                f"{labels.get(one, '?')} ({reading.signs[one]})" if reading.signs.get(one) else labels.get(one, "?")
                for one in reading.of(slot)
            )
        if named:
            parts.append(f"{slot.value}: {' + '.join(named)}")
    return " ─▶ ".join(parts)


def case_key(pair: tuple[str, str], case: Case, first: Sequence[str], second: Sequence[str]) -> str:
    """Return what tells a case from others: the codings in dispute, or its place where these are not known.

    Codings keep their id when the text is edited. Where one is added, removed or moved the key is another one.
    """
    rows = sorted((*first, *second))
    what = "|".join(rows) if rows else f"{case.kind}|{case.first_code}|{case.second_code}|{case.first}|{case.second}"
    return hashlib.sha256(f"{case.document}|{'|'.join(sorted(pair))}|{what}".encode()).hexdigest()


Places = Mapping[tuple[str, str, str], Sequence[tuple[int, int, str]]]


def by_place(codings: Mapping[Mark, str]) -> Places:
    """Return codings with their words by document, coder and code, in order of text."""
    found: dict[tuple[str, str, str], list[tuple[int, int, str]]] = {}
    for mark, id_ in codings.items():
        found.setdefault((mark.document, mark.coder, mark.code), []).append((mark.start, mark.end, id_))
    for some in found.values():
        some.sort()
    return found


def codings_behind(
    marks: Places, document: str, coder: str, code: str, spans: Sequence[tuple[int, int]]
) -> tuple[str, ...]:
    """Return the codings of a coder behind (merged) spans."""
    here = marks.get((document, coder, code), ())
    if len(spans) == 1:
        begin, stop = spans[0]
        return tuple([id_ for start, end, id_ in here if begin <= start and end <= stop])
    return tuple(id_ for start, end, id_ in here if any(begin <= start and end <= stop for begin, stop in spans))
