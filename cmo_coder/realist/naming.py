"""Which cases are named where an element is spoken of, and which are only covered collectively (AC-6).

Wider than support: every stance counts here, and so do negative cases, for the question is only whether a case has an
example of its own. A claim belongs to an element through a configuration behind it, or through words that are linked to
the element directly.
"""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.model.claims import Naming
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.support import top_case


@dataclass(frozen=True, slots=True)
class CaseNaming:
    """One case at one element: named, only collectively covered, or (None) neither; with the claims that do it."""

    case_id: str
    naming: Naming | None
    claims: tuple[str, ...]


def claims_of_element(snapshot: Snapshot, element_id: str) -> tuple[str, ...]:
    """The claims that speak of an element, by number: behind the version in force, or with directly linked words.

    Direct links of earlier versions count too: they are a reading aid and are not carried over to a new wording.
    """
    found = {
        evidence.claim_id
        for version in snapshot.configurations_behind(snapshot.element_version_of(element_id).id)
        for evidence in snapshot.evidence_of_version.get(version.id, ())
    }
    for version in snapshot.versions_of_element[element_id]:
        for link in snapshot.fragments_of_element_version.get(version.id, ()):
            words = snapshot.words_of_fragment.get(link.fragment_id, ())
            found |= {snapshot.slot_by_id[one.claim_slot_id].claim_id for one in words}
    return tuple(id_ for id_ in snapshot.claims if id_ in found)


def cases_named(snapshot: Snapshot, element_id: str) -> tuple[CaseNaming, ...]:
    """One row per top case of the study, in order."""
    by_case: dict[tuple[str, Naming], list[str]] = {}
    for claim_id in claims_of_element(snapshot, element_id):
        for link in snapshot.cases_of_claim.get(claim_id, ()):
            by_case.setdefault((top_case(snapshot, link.case_id), link.naming), []).append(claim_id)
    rows = []
    for case in snapshot.top_cases:
        named = by_case.get((case.id, Naming.NAMED))
        collective = by_case.get((case.id, Naming.COLLECTIVE))
        naming = Naming.NAMED if named else Naming.COLLECTIVE if collective else None
        rows.append(CaseNaming(case.id, naming, tuple(named or collective or ())))
    return tuple(rows)
