"""Support: how many cases, respondents, groups, rounds and kinds of source stand behind a configuration or an element.

Source: realist-method, section 7, rules 2 (a vector, never one number), 3 (distinctness), 4 (contradictions are never
netted out) and 6 (an omkering never raises support). Counting happens on claims; every number carries their ids.

* Ten fragments of one respondent are one respondent; two rounds of one person are one respondent and two rounds.
* Only a case that is named counts; a claim that covers it collectively ("all three regions") is counted apart.
* What is only hoped never stands among the counted support: hoped claims are counted apart, status by status.
* A configuration that is a negative case of an element is kept apart: it neither supports nor contradicts the element.
* Strategies and omkeringen are no evidence and are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cmo_coder.messages import _
from cmo_coder.model.claims import Claim, EpistemicStatus, Naming
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.leading import follows_leading, follows_theory
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that was counted: its id (of a case, a respondent, a round; or the value of a group or document type),
    how it is shown, and the claims that make it count."""

    id: str
    label: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it is made of. `total` is how many there are in the study."""

    items: tuple[Counted, ...]
    total: int

    @property
    def number(self) -> int:
        """How many."""
        return len(self.items)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind the number, each once."""
        return tuple(dict.fromkeys(claim for item in self.items for claim in item.claims))


@dataclass(frozen=True, slots=True)
class Vector:
    """The support vector of some claims (rule 2). `voices` counts respondents, and for claims without a respondent the
    document that speaks; `collective` counts the cases that are covered but not named."""

    claims: tuple[str, ...]
    cases: Count
    respondents: Count
    voices: Count
    groups: Count
    rounds: Count
    document_types: Count
    collective: Count

    @property
    def only_collective(self) -> Count:
        """The cases that are covered by a collective claim and named by none: no support of a case (AC-6)."""
        named = {item.id for item in self.cases.items}
        return Count(tuple(item for item in self.collective.items if item.id not in named), self.collective.total)


@dataclass(frozen=True, slots=True)
class StanceSupport:
    """The claims of one stance: `counted` without those that only hope, `by_status` each status for itself."""

    stance: Stance
    counted: Vector
    by_status: tuple[tuple[EpistemicStatus, Vector], ...]

    def of_status(self, status: EpistemicStatus) -> Vector:
        """The vector of one epistemic status."""
        return dict(self.by_status)[status]

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim of this stance, whatever its status."""
        return tuple(claim for _status, vector in self.by_status for claim in vector.claims)


@dataclass(frozen=True, slots=True)
class Support:
    """Support, contradiction and refinement beside each other. `negative` holds what stands behind negative cases;
    `only_hoped` the voices whose every supporting claim is a hope. `after_theory` and `after_leading` are those
    supporting claims that were made after the theory was shown or a leading question asked (Manzano 2016): counted, and
    told beside it."""

    supports: StanceSupport
    contradicts: StanceSupport
    refines: StanceSupport
    negative: Vector
    negative_configurations: tuple[str, ...]
    only_hoped: Count
    after_theory: tuple[str, ...]
    after_leading: tuple[str, ...]

    def of(self, stance: Stance) -> StanceSupport:
        """The support of one stance."""
        return {
            Stance.SUPPORTS: self.supports,
            Stance.CONTRADICTS: self.contradicts,
            Stance.REFINES: self.refines,
        }[stance]


def support_of_configuration(snapshot: Snapshot, configuration_id: str) -> Support:
    """The support of the version of a configuration that is in force."""
    return support_of_version(snapshot, snapshot.version_of(configuration_id).id)


def cases_in_support(snapshot: Snapshot, configuration_id: str) -> frozenset[str]:
    """The cases that count in the support of a configuration, without working out the rest of it."""
    claims = (
        snapshot.claims[row.claim_id]
        for row in snapshot.evidence_of_version.get(snapshot.version_of(configuration_id).id, ())
        if row.stance is Stance.SUPPORTS
    )
    firm = (claim for claim in claims if claim.status is not EpistemicStatus.HOPED)
    return frozenset(id_ for claim in firm for id_, _name in _cases(snapshot, claim, Naming.NAMED))


def support_of_version(snapshot: Snapshot, configuration_version_id: str) -> Support:
    """The support of one version of a configuration; of a negative case too, which its claims support as it is."""
    return _support(snapshot, _by_stance(snapshot, [configuration_version_id]), ())


def support_of_element(snapshot: Snapshot, element_version_id: str) -> Support:
    """The support of a version of an effective element, through the configurations behind it.

    A claim behind several configurations is one claim. A claim that supports one and contradicts another counts in both
    stances (rule 4).
    """
    behind = snapshot.configurations_behind(element_version_id)
    negative = [v for v in behind if snapshot.configurations[v.configuration_id].negative_case]
    plain = [v.id for v in behind if v not in negative]
    return _support(snapshot, _by_stance(snapshot, plain), [v.id for v in negative])


def vector_of(snapshot: Snapshot, claim_ids: Iterable[str]) -> Vector:
    """The support vector of some claims; their order and doubles do not matter."""
    claims = sorted((snapshot.claims[id_] for id_ in set(claim_ids)), key=lambda claim: claim.number)
    tops = len(snapshot.top_cases)
    return Vector(
        claims=tuple(claim.id for claim in claims),
        cases=_count(claims, lambda c: _cases(snapshot, c, Naming.NAMED), tops),
        respondents=_count(claims, lambda c: _respondent(snapshot, c), len(snapshot.respondents)),
        voices=_count(claims, lambda c: voice_of(snapshot, c), len(snapshot.respondents)),
        groups=_count(claims, lambda c: _group(snapshot, c), len(snapshot.groups)),
        rounds=_count(claims, lambda c: _round(snapshot, c), len(snapshot.rounds)),
        document_types=_count(claims, lambda c: _type(snapshot, c), len(snapshot.document_types)),
        collective=_count(claims, lambda c: _cases(snapshot, c, Naming.COLLECTIVE), tops),
    )


def voice_of(snapshot: Snapshot, claim: Claim) -> tuple[tuple[str, str], ...]:
    """Who speaks in a claim: the respondent, or else the document, or else the claim by itself."""
    respondent = _respondent(snapshot, claim)
    if respondent:
        return respondent
    if claim.document_id is not None:
        return ((claim.document_id, snapshot.documents[claim.document_id].title),)
    return ((claim.id, _("claim {number}").format(number=claim.number)),)


def top_case(snapshot: Snapshot, case_id: str) -> str:
    """The case of the highest level that a case lies in: a named part names its whole, so n of N is of one level."""
    parent = snapshot.cases[case_id].parent_id
    while parent is not None:
        case_id, parent = parent, snapshot.cases[parent].parent_id
    return case_id


def _by_stance(snapshot: Snapshot, version_ids: Iterable[str]) -> dict[Stance, list[str]]:
    found: dict[Stance, list[str]] = {stance: [] for stance in Stance}
    for version_id in version_ids:
        for evidence in snapshot.evidence_of_version.get(version_id, ()):
            found[evidence.stance].append(evidence.claim_id)
    return found


def _support(snapshot: Snapshot, by_stance: dict[Stance, list[str]], negative: Iterable[str]) -> Support:
    behind_negative = list(negative)
    of = {stance: _stance(snapshot, stance, claims) for stance, claims in by_stance.items()}
    hoped = of[Stance.SUPPORTS].of_status(EpistemicStatus.HOPED).voices
    others = {item.id for item in of[Stance.SUPPORTS].counted.voices.items}
    supporting = of[Stance.SUPPORTS].claims
    return Support(
        supports=of[Stance.SUPPORTS],
        contradicts=of[Stance.CONTRADICTS],
        refines=of[Stance.REFINES],
        negative=vector_of(snapshot, _by_stance(snapshot, behind_negative)[Stance.SUPPORTS]),
        negative_configurations=tuple(
            dict.fromkeys(snapshot.configuration_versions[id_].configuration_id for id_ in behind_negative)
        ),
        only_hoped=Count(tuple(item for item in hoped.items if item.id not in others), hoped.total),
        after_theory=_among(follows_theory(snapshot), supporting),
        after_leading=_among(follows_leading(snapshot), supporting),
    )


def _among(marked: frozenset[str], claims: Sequence[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in claims if id_ in marked) if marked else ()


def _stance(snapshot: Snapshot, stance: Stance, claim_ids: Iterable[str]) -> StanceSupport:
    of: dict[EpistemicStatus, list[str]] = {status: [] for status in EpistemicStatus}
    for claim_id in claim_ids:
        of[snapshot.claims[claim_id].status].append(claim_id)
    firm = [claim for status, claims in of.items() if status is not EpistemicStatus.HOPED for claim in claims]
    nothing = vector_of(snapshot, ())
    return StanceSupport(
        stance=stance,
        counted=vector_of(snapshot, firm) if firm else nothing,
        by_status=tuple((status, vector_of(snapshot, claims) if claims else nothing) for status, claims in of.items()),
    )


Keys = tuple[tuple[str, str], ...]
"""What a claim counts towards: ids with their labels."""


def _count(claims: Sequence[Claim], keys: Callable[[Claim], Keys], total: int) -> Count:
    if not claims:
        return Count((), total)
    labels: dict[str, str] = {}
    behind: dict[str, list[str]] = {}
    for claim in claims:
        for key, label in keys(claim):
            labels[key] = label
            behind.setdefault(key, []).append(claim.id)
    items = [Counted(key, labels[key], tuple(ids)) for key, ids in behind.items()]
    if len(items) > 1:
        items.sort(key=lambda item: (item.label.casefold(), item.id))
    return Count(tuple(items), total)


def _cases(snapshot: Snapshot, claim: Claim, naming: Naming) -> Keys:
    ids = dict.fromkeys(
        top_case(snapshot, link.case_id) for link in snapshot.cases_of_claim.get(claim.id, ()) if link.naming is naming
    )
    return tuple((id_, snapshot.cases[id_].name) for id_ in ids)


def _respondent(snapshot: Snapshot, claim: Claim) -> Keys:
    if claim.respondent_id is None:
        return ()
    return ((claim.respondent_id, snapshot.respondents[claim.respondent_id].pseudonym),)


def _group(snapshot: Snapshot, claim: Claim) -> Keys:
    if claim.respondent_id is None:
        return ()
    group = snapshot.respondents[claim.respondent_id].group
    return ((group.value, word(group)),)


def _round(snapshot: Snapshot, claim: Claim) -> Keys:
    return ((claim.round_id, snapshot.rounds[claim.round_id].label),) if claim.round_id is not None else ()


def _type(snapshot: Snapshot, claim: Claim) -> Keys:
    if claim.document_id is None:
        return ()
    kind = snapshot.documents[claim.document_id].type
    return ((kind.value, word(kind)),)
