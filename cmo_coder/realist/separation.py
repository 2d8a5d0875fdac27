"""Which context separates the two sides of a contradiction (realist-method, section 7, rule 5a).

A fact separates when both sides have it and no value is found on both: a case attribute, the case, the group, the
round, the phase, the kind of source (all through the supporting claims), or the contexts and actors of the
configurations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from cmo_coder.messages import _
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import Naming
from cmo_coder.realist.contradiction import Side
from cmo_coder.realist.people import group_shown
from cmo_coder.realist.sentences import actor_of
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.support import voice_of
from cmo_coder.realist.words import word


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a fact, with the claims that bring it (none where it stands in the configuration itself)."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Separation:
    """A fact that separates two sides: its name, and the values on either side, in alphabetical order."""

    name: str
    one: tuple[Value, ...]
    other: tuple[Value, ...]

    def text(self) -> str:
        """The fact in one line: "urbanity: city ↔ village"."""
        sides = (", ".join(value.text for value in side) for side in (self.one, self.other))
        return f"{self.name}: {' ↔ '.join(sides)}"


def separations(snapshot: Snapshot, one: Side, other: Side) -> tuple[Separation, ...]:
    """Every fact that separates two sides; none means that the context is unknown. Attributes of cases come first."""
    return tuple(between(facts_of(snapshot, one), facts_of(snapshot, other)))


def separations_among(snapshot: Snapshot, sides: Sequence[Side]) -> Iterator[Separation]:
    """Every fact that separates any two of some sides, found as it is asked for."""
    found = [facts_of(snapshot, side) for side in sides]
    for one, other in combinations(found, 2):
        yield from between(one, other)


def without_context(snapshot: Snapshot, sides: Sequence[Side]) -> tuple[int, ...]:
    """The sides (from 1) none of whose configurations names a context.

    There a context that both have cannot be ruled out, nor one that makes the difference: silence is no likeness.
    """
    return tuple(
        nr
        for nr, side in enumerate(sides, start=1)
        if not any(snapshot.slots(snapshot.version_of(id_).id, Role.C) for id_ in side.configurations)
    )


Facts = dict[str, dict[str, list[str]]]
"""For each fact its values, and for each value the claims."""


def between(one: Facts, other: Facts) -> Iterator[Separation]:
    """What separates two sides by their facts, which are worked out once for each side."""
    for name, values in one.items():
        if values and other.get(name) and not values.keys() & other[name].keys():
            yield Separation(name, _values(values), _values(other[name]))


class FactsOfSides(dict[Side, Facts]):
    """The facts of sides, each worked out when they are first asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self._snapshot = snapshot

    def __missing__(self, side: Side) -> Facts:
        self[side] = made = facts_of(self._snapshot, side)
        return made


def facts_of(snapshot: Snapshot, side: Side) -> Facts:
    """What is known of a side, by the name of the fact."""
    facts: Facts = {}
    names = (_("case"), _("group"), _("round"), _("phase"), _("kind of source"))
    context, who = _("context"), _("actor")
    for name in (*snapshot.attribute_keys, *names, context, who):
        facts[name] = {}
    for claim_id in side.claims:
        for name, value in _facts_of_claim(snapshot, claim_id, names):
            facts[name].setdefault(value, []).append(claim_id)
    for configuration_id in side.configurations:
        version = snapshot.version_of(configuration_id)
        # A context or an actor is the analyst's: behind it are the claims of the side that support the configuration.
        own = {row.claim_id for row in snapshot.evidence_of_version.get(version.id, ())}
        claims = [id_ for id_ in side.claims if id_ in own]
        actor = actor_of(snapshot, version)
        said = [(context, element.label) for element in snapshot.slots(version.id, Role.C)]
        said += [(who, actor.name)] if actor is not None else []
        for name, value in said:
            present = facts[name].setdefault(value, [])
            present += [id_ for id_ in claims if id_ not in present]
    return facts


def _facts_of_claim(snapshot: Snapshot, claim_id: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    case, group, round_, phase, source = names
    claim = snapshot.claims[claim_id]
    for link in snapshot.cases_of_claim.get(claim_id, ()):
        if link.naming is Naming.NAMED:
            yield case, snapshot.cases[link.case_id].name
            yield from _attributes(snapshot, link.case_id)
    if claim.respondent_id is not None:
        yield group, group_shown(snapshot, snapshot.respondents[claim.respondent_id].group)
    if claim.round_id is not None:
        yield round_, snapshot.rounds[claim.round_id].label
    if claim.phase is not None:
        yield phase, word(claim.phase)
    if claim.document_id is not None:
        yield source, word(snapshot.documents[claim.document_id].type)


def _attributes(snapshot: Snapshot, case_id: str | None) -> Iterator[tuple[str, str]]:
    """The attributes of a case and, where it has none of that name, those of the case it lies in."""
    seen: set[str] = set()
    while case_id is not None:
        own = snapshot.attributes_of_case.get(case_id, ())
        yield from ((attribute.key, attribute.value) for attribute in own if attribute.key not in seen)
        seen |= {attribute.key for attribute in own}
        case_id = snapshot.cases[case_id].parent_id


def _values(of: dict[str, list[str]]) -> tuple[Value, ...]:
    names = sorted(of, key=str.casefold) if len(of) > 1 else of
    return tuple([Value(name, tuple(of[name])) for name in names])


@dataclass(frozen=True, slots=True)
class Share:
    """A value with how often it stands on either side: in claims, and in the voices behind these."""

    text: str
    claims: tuple[tuple[str, ...], tuple[str, ...]]
    voices: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A fact over two sides, value by value; `separates` where no value stands on both."""

    name: str
    shares: tuple[Share, ...]
    separates: bool


def comparison(snapshot: Snapshot, one: Side, other: Side) -> tuple[Comparison, ...]:
    """Every fact that either side has, with the counts behind it; what separates comes first.

    Counts only: with so few voices nothing is said of chance.
    """
    left, right = facts_of(snapshot, one), facts_of(snapshot, other)
    found = []
    for name, values in left.items():
        others = right.get(name, {})
        texts = sorted({*values, *others}, key=str.casefold)
        if not texts:
            continue
        shares = []
        for text in texts:
            claims = (tuple(values.get(text, ())), tuple(others.get(text, ())))
            shares.append(Share(text, claims, (_voices(snapshot, claims[0]), _voices(snapshot, claims[1]))))
        separates = bool(values) and bool(others) and not values.keys() & others.keys()
        found.append(Comparison(name, tuple(shares), separates))
    return tuple(sorted(found, key=lambda one: not one.separates))


def _voices(snapshot: Snapshot, claim_ids: tuple[str, ...]) -> int:
    return len({id_ for claim_id in claim_ids for id_, _label in voice_of(snapshot, snapshot.claims[claim_id])})
