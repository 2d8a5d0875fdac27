"""What rests on a claim: the cases, respondents, groups and rounds that effective elements would lose without it.

Counted as support is counted (realist-method, section 7): on claims that support and do not only hope; a case counts
where it is named, as the case of the highest level that it lies in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cmo_coder.model.cases import Case, Respondent
from cmo_coder.model.claims import Claim, ClaimCase, EpistemicStatus, Naming
from cmo_coder.model.configurations import Evidence
from cmo_coder.model.fragments import Stance
from cmo_coder.store.reading import Reading


class Counted(StrEnum):
    """What support is counted in."""

    CASE = "case"
    RESPONDENT = "respondent"
    GROUP = "group"
    ROUND = "round"


Lost = tuple[tuple[str, tuple[int, int, int, int]], ...]
"""By effective element how many cases, respondents, groups and rounds it would lose."""

Key = tuple[Counted, str]


@dataclass(frozen=True, slots=True)
class Stake:
    """For every effective element what it counts, each with the claims that make it count."""

    claims: Mapping[str, Mapping[Key, frozenset[str]]] = field(default_factory=dict)
    elements: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The effective elements that a claim supports."""

    def lost(self, claims: Collection[str]) -> Lost:
        """Return what the elements would lose without some claims; elements that lose nothing are left out."""
        gone = set(claims)
        found = []
        for element in sorted({one for claim in gone for one in self.elements.get(claim, frozenset())}):
            counted = dict.fromkeys(Counted, 0)
            for (what, _id), behind in self.claims[element].items():
                counted[what] += behind <= gone
            cases, respondents, groups, rounds = (counted[what] for what in Counted)
            if cases or respondents or groups or rounds:
                found.append((element, (cases, respondents, groups, rounds)))
        return tuple(found)


def stake(reading: Reading, behind: Mapping[str, frozenset[str]]) -> Stake:
    """Read what the effective elements count; `behind` tells which of them rest on a configuration version now."""
    if not behind:
        return Stake()
    evidence = [
        one for one in reading.all(Evidence) if one.stance is Stance.SUPPORTS and one.configuration_version_id in behind
    ]
    claims = {
        one.id: one
        for one in reading.among(Claim, "id", {one.claim_id for one in evidence})
        if one.status is not EpistemicStatus.HOPED
    }
    keys = _keys(reading, list(claims.values()))
    counted: dict[str, dict[Key, set[str]]] = defaultdict(lambda: defaultdict(set))
    elements: dict[str, set[str]] = defaultdict(set)
    for one in evidence:
        if one.claim_id in claims:
            for element in behind[one.configuration_version_id]:
                elements[one.claim_id].add(element)
                for key in keys[one.claim_id]:
                    counted[element][key].add(one.claim_id)
    return Stake(
        {element: {key: frozenset(some) for key, some in of.items()} for element, of in counted.items()}
        | {element: {} for some in elements.values() for element in some if element not in counted},
        {claim: frozenset(some) for claim, some in elements.items()},
    )


def _keys(reading: Reading, claims: Sequence[Claim]) -> dict[str, list[Key]]:
    """Return what each claim counts towards."""
    parents = {one.id: one.parent_id for one in reading.all(Case)}
    groups = {one.id: one.group for one in reading.all(Respondent)}
    found: dict[str, list[Key]] = {one.id: [] for one in claims}
    for link in reading.among(ClaimCase, "claim_id", found):
        if link.naming is Naming.NAMED:
            top: str = link.case_id
            while parent := parents.get(top):
                top = parent
            found[link.claim_id].append((Counted.CASE, top))
    for claim in claims:
        if claim.respondent_id is not None and claim.respondent_id in groups:
            found[claim.id].append((Counted.RESPONDENT, claim.respondent_id))
            found[claim.id].append((Counted.GROUP, groups[claim.respondent_id].value))
        if claim.round_id is not None:
            found[claim.id].append((Counted.ROUND, claim.round_id))
    return found
