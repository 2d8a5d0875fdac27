"""Which claims are meant: one filter for all screens, commands and tables.

A filter names values of facets ("status=hoped,expected form=C-M"). A claim matches where it has one of the values of
every facet that is named. Configurations and quotes match where a claim that matches stands behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from cmo_coder.messages import N_, _
from cmo_coder.model.canonical import Level
from cmo_coder.model.cases import Group
from cmo_coder.model.claims import Claim, EpistemicStatus, Explicitness, Phase, Polarity
from cmo_coder.model.configurations import Configuration
from cmo_coder.model.errors import UserError
from cmo_coder.realist.leading import follows_leading, follows_theory
from cmo_coder.realist.sentences import letters_of
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word

NOT_SET = "none"
"""The value of a claim that says nothing about a facet."""
YES, NO = "yes", "no"

_LETTERS = ("I", "C", "M", "O")
_FORMS = tuple("-".join(some) for n in range(1, 5) for some in combinations(_LETTERS, n))


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to filter claims by: its name in a filter, its title (a message id), the values that there are in a
    study (each with how it is shown), and those of a claim."""

    name: str
    title: str
    values: Callable[[Snapshot], tuple[tuple[str, str], ...]]
    of: Callable[[Snapshot, Claim], frozenset[str]]


def _enum(name: str, title: str, kind: type[StrEnum], of: Callable[[Claim], StrEnum | None]) -> Facet:
    def values(_snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
        return (*((one.value, word(one)) for one in kind), (NOT_SET, _("not set")))

    return Facet(name, title, values, lambda _snapshot, claim: _one(of(claim)))


def _one(value: StrEnum | None) -> frozenset[str]:
    return frozenset((value.value if value is not None else NOT_SET,))


def _yes_no(name: str, title: str, ids: Callable[[Snapshot], frozenset[str]]) -> Facet:
    return Facet(
        name,
        title,
        lambda _snapshot: ((YES, _("yes")), (NO, _("no"))),
        lambda snapshot, claim: frozenset((YES if claim.id in ids(snapshot) else NO,)),
    )


def form_of_claim(snapshot: Snapshot, claim_id: str) -> str:
    """The form of a claim, from its slots: "C-M", "I-C-M-O"; empty without slots."""
    return letters_of(slot.role for slot in snapshot.slots_of_claim.get(claim_id, ()))


def _group(snapshot: Snapshot, claim: Claim) -> frozenset[str]:
    respondent = snapshot.respondents.get(claim.respondent_id or "")
    return _one(respondent.group if respondent is not None else None)


def _round(snapshot: Snapshot, claim: Claim) -> frozenset[str]:
    found = snapshot.rounds.get(claim.round_id or "")
    return frozenset((f"{found.nr}" if found is not None else NOT_SET,))


def _case(snapshot: Snapshot, claim: Claim) -> frozenset[str]:
    names = {snapshot.cases[link.case_id].name for link in snapshot.cases_of_claim.get(claim.id, ())}
    return frozenset(names or {NOT_SET})


def _coder(snapshot: Snapshot, claim: Claim) -> frozenset[str]:
    found = snapshot.coders.get(claim.coder_id or "")
    return frozenset((found.name if found is not None else NOT_SET,))


def _named(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return (*((name, name) for name in names), (NOT_SET, _("not set")))


FACETS: tuple[Facet, ...] = (
    _enum("status", N_("Epistemic status"), EpistemicStatus, lambda claim: claim.status),
    _enum("polarity", N_("Polarity"), Polarity, lambda claim: claim.polarity),
    Facet(
        "form",
        N_("Form"),
        lambda _snapshot: (*((form, form) for form in _FORMS), (NOT_SET, _("not set"))),
        lambda snapshot, claim: frozenset((form_of_claim(snapshot, claim.id) or NOT_SET,)),
    ),
    _enum("phase", N_("Phase"), Phase, lambda claim: claim.phase),
    _enum("level", N_("Level"), Level, lambda claim: claim.level),
    _enum("explicitness", N_("Explicitness"), Explicitness, lambda claim: claim.explicitness),
    _yes_no("leading", N_("After a leading question"), follows_leading),
    _yes_no("theory", N_("After the theory was shown"), follows_theory),
    Facet("group", N_("Group"), lambda _s: (*((g.value, word(g)) for g in Group), (NOT_SET, _("not set"))), _group),
    Facet(
        "round",
        N_("Round"),
        lambda snapshot: (*((f"{r.nr}", r.label) for r in snapshot.rounds.values()), (NOT_SET, _("not set"))),
        _round,
    ),
    Facet("case", N_("Case"), lambda snapshot: _named(case.name for case in snapshot.cases.values()), _case),
    Facet("coder", N_("Coder"), lambda snapshot: _named(one.name for one in snapshot.coders.values()), _coder),
)
"""Everything that claims can be filtered by, in the order in which it is shown."""

_BY_NAME = {facet.name: facet for facet in FACETS}


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Wanted values per facet, by name; empty: every claim is meant."""

    wanted: tuple[tuple[str, frozenset[str]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def matches(self, snapshot: Snapshot, claim: Claim) -> bool:
        """Whether a claim has one of the wanted values of every facet."""
        return all(_BY_NAME[name].of(snapshot, claim) & values for name, values in self.wanted)

    def text(self, snapshot: Snapshot) -> str:
        """The filter in words: "Epistemic status: hoped, expected · Form: C-M"; empty where there is none."""
        parts = []
        for name, values in self.wanted:
            facet = _BY_NAME[name]
            shown = [title for value, title in facet.values(snapshot) if value in values]
            parts.append(f"{_(facet.title)}: {', '.join(shown)}")
        return " · ".join(parts)

    def pairs(self) -> tuple[str, ...]:
        """The filter as it is written: "status=hoped,expected", a piece per facet."""
        return tuple(f"{name}={','.join(sorted(values))}" for name, values in self.wanted)


EVERY_CLAIM = ClaimFilter()


def filter_of(chosen: Iterable[tuple[str, str]]) -> ClaimFilter:
    """The filter of some (facet, value), in the order of FACETS."""
    values: dict[str, set[str]] = {}
    for name, value in chosen:
        values.setdefault(name, set()).add(value)
    return ClaimFilter(tuple((one.name, frozenset(values[one.name])) for one in FACETS if one.name in values))


def parse_filter(snapshot: Snapshot, written: Sequence[str]) -> ClaimFilter:
    """The filter of pieces such as "status=hoped,expected" or "form=C-M leading=yes"; values in English or as shown.

    Raises UserError for a facet or a value that there is not, with those that there are.
    """
    chosen: list[tuple[str, str]] = []
    for piece in written:
        for name, words in _pieces(piece):
            facet = _BY_NAME.get(name.casefold())
            if facet is None:
                raise UserError(
                    N_("Claims cannot be filtered by '{name}'."),
                    N_("Write for example status=hoped,expected. Known: {known}."),
                    name=name,
                    known=", ".join(_BY_NAME),
                )
            chosen += [(facet.name, _value(snapshot, facet, one)) for one in words.split(",") if one.strip()]
    return filter_of(chosen)


def _pieces(piece: str) -> list[tuple[str, str]]:
    """ "a=b c d=e" is a="b c" and d="e": a value may have spaces."""
    found: list[tuple[str, str]] = []
    for part in piece.split(" "):
        name, equals, value = part.partition("=")
        if equals or not found:
            found.append((name, value))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]} {part}")
    return [one for one in found if one != ("", "")]


def _value(snapshot: Snapshot, facet: Facet, written: str) -> str:
    wanted = written.strip().casefold()
    known = facet.values(snapshot)
    for value, title in known:
        if wanted in (value.casefold(), title.casefold()):
            return value
    raise UserError(
        N_("'{text}' is not one of: {known}."), text=written.strip(), known=", ".join(value for value, _title in known)
    )


# What matches


_KEPT: list[tuple[Snapshot, ClaimFilter, frozenset[str]]] = []


def matching_claims(snapshot: Snapshot, wanted: ClaimFilter) -> frozenset[str]:
    """The ids of the claims that a filter means; kept for the last snapshot and filter that were asked."""
    if _KEPT and _KEPT[0][0] is snapshot and _KEPT[0][1] == wanted:
        return _KEPT[0][2]
    found = frozenset(claim.id for claim in snapshot.claims.values() if wanted.matches(snapshot, claim))
    _KEPT[:] = [(snapshot, wanted, found)]
    return found


def matching_configurations(snapshot: Snapshot, wanted: ClaimFilter) -> tuple[Configuration, ...]:
    """The configurations whose version in force has a claim that matches behind it; without a filter all of them."""
    if not wanted:
        return tuple(snapshot.configurations.values())
    claims = matching_claims(snapshot, wanted)
    return tuple(
        one
        for one in snapshot.configurations.values()
        if any(row.claim_id in claims for row in snapshot.evidence_of_version.get(snapshot.version_of(one.id).id, ()))
    )


def matching_patterns(snapshot: Snapshot, wanted: ClaimFilter) -> frozenset[str]:
    """The ids of the demi-regularities that a configuration which matches shows or speaks against."""
    ids = {one.id for one in matching_configurations(snapshot, wanted)}
    return frozenset(row.demi_regularity_id for row in snapshot.demi_configurations if row.configuration_id in ids)


def matching_theory_versions(snapshot: Snapshot, wanted: ClaimFilter) -> frozenset[str]:
    """The ids of the versions of theories that rest on a configuration which matches, or that a claim which matches
    gave rise to."""
    claims = matching_claims(snapshot, wanted)
    ids = {one.id for one in matching_configurations(snapshot, wanted)}
    resting = (
        row.programme_theory_version_id
        for row in snapshot.theory_configurations
        if snapshot.configuration_versions[row.configuration_version_id].configuration_id in ids
    )
    caused = (row.programme_theory_version_id for row in snapshot.theory_version_claims if row.claim_id in claims)
    return frozenset((*resting, *caused))


def matching_elements(snapshot: Snapshot, wanted: ClaimFilter) -> frozenset[str]:
    """The ids of the effective elements whose version in force rests on a configuration which matches, or that have a
    strategy from a claim which matches; without a filter all of them."""
    if not wanted:
        return frozenset(snapshot.elements)
    claims = matching_claims(snapshot, wanted)
    resting = (
        element.id
        for one in matching_configurations(snapshot, wanted)
        for element in snapshot.elements_with(snapshot.version_of(one.id).id)
    )
    strategies = {row.strategy_id for row in snapshot.strategy_claims if row.claim_id in claims}
    turned = {row.omkering_id for row in snapshot.omkering_claims if row.claim_id in claims}
    reached = (
        one.effective_element_id
        for one in snapshot.strategies.values()
        if one.id in strategies or one.omkering_id in turned
    )
    return frozenset((*resting, *reached))


def matching_fragments(snapshot: Snapshot, wanted: ClaimFilter, fragment_ids: Iterable[str]) -> tuple[str, ...]:
    """The fragments that are words of a claim that matches, in the order given; without a filter all of them."""
    if not wanted:
        return tuple(fragment_ids)
    claims = matching_claims(snapshot, wanted)
    return tuple(
        id_
        for id_ in fragment_ids
        if any(
            snapshot.slot_by_id[words.claim_slot_id].claim_id in claims
            for words in snapshot.words_of_fragment.get(id_, ())
        )
    )


def number_per_value(snapshot: Snapshot, facet: Facet) -> dict[str, int]:
    """How many claims of the study have each value of a facet."""
    found: dict[str, int] = {}
    for claim in snapshot.claims.values():
        for value in facet.of(snapshot, claim):
            found[value] = found.get(value, 0) + 1
    return found
