"""The disagreements of three or more coders, each as one case in which one of them can be chosen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import combinations
from operator import attrgetter

from cmo_coder.agreement.coding import normalised
from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.joint import JointCase, connected, joint_cases_in
from cmo_coder.agreement.kinds import Case, Kind
from cmo_coder.agreement.readings import Reading as Explanation
from cmo_coder.agreement.readings import links, matched
from cmo_coder.model.adjudication import Adjudication, DisagreementKind
from cmo_coder.store.agreement import Material
from cmo_coder.store.disagreement import Disagreement, Side
from cmo_coder.store.disagreement_lists import in_order, kept_in, kept_of_claims, made_again
from cmo_coder.store.disagreements import KINDS, Places, by_place, chain, codings_behind, elements_behind, stake_behind
from cmo_coder.store.readings import Layer
from cmo_coder.store.support_at_stake import Lost


def joint_disagreements(
    found: Material,
    on: Layer,
    comparison: Comparison,
    coders: Sequence[str],
    decided: Mapping[str, Adjudication],
) -> tuple[Disagreement, ...]:
    """Return where three or more coders differ, what would change most for the elements first.

    `comparison` is that of the whole texts; what is listed of a document is kept with it until a span of it changes.
    """
    scope = comparison.scope(coders)

    def of_document(document: str) -> list[Disagreement]:
        codings = found.codings_in.get(document, {})
        marks = by_place(codings)
        cases = joint_cases_in(comparison, document, scope)
        return made_again(
            on,
            ("joint of", document, *scope.coders),
            codings,
            cases,
            attrgetter("codes"),
            lambda one: _joint(found, on, one, marks),
        )

    groups = [
        kept_in(found, on, comparison, document, ("joint", *scope.coders), of_document) for document in scope.documents
    ]
    return in_order([*groups, *kept_of_claims(on, found, coders, lambda: _claims(found, on, coders))], decided)


def _codings(one: JointCase, marks: Places, coder: str) -> tuple[str, ...]:
    """The codings of a coder behind what she has in a case."""
    if len(places := one.places[coder]) == 1:
        start, end, code = places[0]
        return codings_behind(marks, one.document, coder, code, ((start, end),))
    behind = [
        id_ for start, end, code in places for id_ in codings_behind(marks, one.document, coder, code, ((start, end),))
    ]
    return tuple(dict.fromkeys(behind))


def _joint(found: Material, on: Layer, one: JointCase, marks: Places) -> Disagreement:
    sides = [Side(coder, places, _codings(one, marks, coder)) for coder, places in one.places.items()]
    elements = elements_behind(found, on, [id_ for side in sides for id_ in side.codings])
    kind = KINDS[one.kind]
    if kind is DisagreementKind.CONFLICT and len({found.types.get(code) for code in one.codes}) > 1:
        kind = DisagreementKind.ROLE
    lost = stake_behind(found, on, [id_ for side in sides for id_ in side.codings])
    return _made(kind, _case(one), tuple(sides), elements, lost)


def _made(
    kind: DisagreementKind,
    case: Case,
    sides: tuple[Side, ...],
    elements: tuple[str, ...],
    lost: Lost,
) -> Disagreement:
    key = joint_key(case, sides)
    first, second = sides[0], sides[1]
    return Disagreement(
        key,
        kind,
        case,
        first.coder,
        second.coder,
        first.codings,
        second.codings,
        elements,
        None,
        sides,
        lost,
    )


def joint_key(case: Case, sides: Sequence[Side]) -> str:
    """Return what tells a joint case from others: its coders and the codings or claims in dispute, or their places."""
    rows = sorted(id_ for side in sides for id_ in side.codings)
    what = "|".join(rows) if rows else repr([side.places for side in sides])
    coders = "|".join(sorted(side.coder for side in sides))
    return hashlib.sha256(f"{case.document}|{coders}|{what}".encode()).hexdigest()


def _case(one: JointCase) -> Case:
    """The case that stands for all that anybody marked."""
    places = [place for some in one.places.values() for place in some]
    codes = list(dict.fromkeys(code for _start, _end, code in places))
    spans = normalised([(start, end) for start, end, _code in places], 2**62)
    width = sum(end - start for start, end in spans)
    return Case(one.kind, one.document, codes[0], codes[-1], spans, (), width)


def _claims(found: Material, on: Layer, coders: Sequence[str]) -> list[Disagreement]:
    """The claims that any two coders share as an explanation, and those of one alone, where they differ."""
    everything: dict[str, Explanation] = {}
    joined: list[set[tuple[str, str]]] = []
    for coder in coders:
        for one in on.coded[coder].readings:
            everything[one.id] = one
            joined.append({(coder, one.id)})
    for first, second in combinations(coders, 2):
        mine, theirs = on.coded[first].readings, on.coded[second].readings
        for met in matched(mine, theirs):
            joined.append({(first, mine[met.first].id), (second, theirs[met.second].id)})
    listed = []
    for group in connected(joined):
        members = sorted(set().union(*(joined[nr] for nr in group)))
        claims = [everything[id_] for _coder, id_ in members]
        document = claims[0].document
        present = [one for one in coders if document in found.coding.assigned.get(one, ())]
        words = [(start, end) for one in claims for place, start, end in one.words if place == document]
        alike = len({(frozenset(one.slots.items()), links(one)) for one in claims}) == 1
        if not words or (alike and {coder for coder, _id in members} >= set(present)) or len(present) < 2:
            continue
        sides = []
        for coder in present:
            own = tuple(everything[id_] for who, id_ in members if who == coder)
            said = "; ".join(chain(one, on.labels) for one in own)
            sides.append(Side(coder, (), tuple(one.id for one in own), own, said))
        chains = [side.chain for side in sides if side.chain]
        spans = normalised(words, 2**62)
        kind = Kind.CONFLICT if all(side.claims for side in sides) else Kind.ONLY_FIRST
        case = Case(kind, document, chains[0], chains[-1], spans, (), sum(end - start for start, end in spans))
        slots_alike = len({frozenset(one.slots.items()) for one in claims}) == 1 and kind is Kind.CONFLICT
        what = DisagreementKind.LINK if slots_alike else DisagreementKind.CONFIGURATION
        elements = tuple(sorted({element for one in claims for element in one.effective_elements}))
        lost = on.stake.lost([one.id for one in claims])
        listed.append(_made(what, case, tuple(sides), elements, lost))
    return listed
