"""Ripple chains: each link has its own status, a cycle is shown as a loop (AC-10)."""

from __future__ import annotations

from cmo_coder.model.canonical import CanonicalElement, Role
from cmo_coder.model.claims import EpistemicStatus
from cmo_coder.model.configurations import Configuration, RelationType
from cmo_coder.realist.ripples import Chain, ripple_chains
from cmo_coder.realist.snapshot import Snapshot
from tests.realist.builder import StudyBuilder

STATUS = EpistemicStatus


def link(study: StudyBuilder, *statuses: EpistemicStatus) -> tuple[Configuration, CanonicalElement]:
    """A configuration with an outcome, and claims of these statuses behind it."""
    document = study.document("Rapport")
    outcome = study.canonical(Role.O, "uitkomst")
    claims = [study.claim(document, [outcome], status=status) for status in statuses]
    return study.configuration([outcome], supports=claims)[0], outcome


def shape(snapshot: Snapshot, chain: Chain) -> list[int]:
    return [snapshot.configurations[one.configuration_id].number for one in chain.links]


def test_ac_10_a_chain_with_falling_status_and_a_branch(study: StudyBuilder) -> None:
    first, welfare = link(study, STATUS.OBSERVED)
    second, choices = link(study, STATUS.OBSERVED)
    third, _o = link(study, STATUS.EXPECTED)
    fourth, _o = link(study, STATUS.HOPED)
    study.relate(RelationType.RIPPLE, first, second, welfare)
    study.relate(RelationType.RIPPLE, second, third, choices)
    study.relate(RelationType.RIPPLE, second, fourth, choices)
    study.relate(RelationType.RIVAL, first, fourth)
    snapshot = study.snapshot()
    chains = ripple_chains(snapshot)
    assert [shape(snapshot, chain) for chain in chains] == [[1, 2, 3], [1, 2, 4]]
    assert [one.firmest for one in chains[0].links] == [STATUS.OBSERVED, STATUS.OBSERVED, STATUS.EXPECTED]
    assert [one.shared_id for one in chains[1].links] == [None, welfare.id, choices.id]
    assert [chain.falls for chain in chains] == [True, True]
    assert all(chain.loop_to is None for chain in chains)


def test_ac_10_a_link_keeps_every_status_with_its_claims(study: StudyBuilder) -> None:
    first, outcome = link(study, STATUS.HOPED, STATUS.UNDETERMINED, STATUS.EXPERIENCED, STATUS.HOPED)
    second, _o = link(study)
    study.relate(RelationType.RIPPLE, first, second, outcome)
    start, end = ripple_chains(study.snapshot())[0].links
    assert [(status, len(claims)) for status, claims in start.statuses] == [
        (STATUS.EXPERIENCED, 1),
        (STATUS.HOPED, 2),
        (STATUS.UNDETERMINED, 1),
    ]
    assert (end.statuses, end.firmest) == ((), None)


def test_ac_10_a_cycle_is_shown_as_a_loop_to_where_it_came_from(study: StudyBuilder) -> None:
    links = [link(study) for _nr in range(4)]
    for here, there in ((0, 1), (1, 2), (2, 1), (2, 3)):
        study.relate(RelationType.RIPPLE, links[here][0], links[there][0], links[here][1])
    snapshot = study.snapshot()
    chains = ripple_chains(snapshot)
    assert [(shape(snapshot, chain), chain.loop_to) for chain in chains] == [([1, 2, 3], 1), ([1, 2, 3, 4], None)]


def test_a_loop_without_a_beginning_starts_at_its_lowest_number(study: StudyBuilder) -> None:
    links = [link(study) for _nr in range(3)]
    for here, there in ((2, 0), (0, 1), (1, 2)):
        study.relate(RelationType.RIPPLE, links[here][0], links[there][0], links[here][1])
    snapshot = study.snapshot()
    assert [(shape(snapshot, chain), chain.loop_to) for chain in ripple_chains(snapshot)] == [([1, 2, 3], 0)]


def test_a_firmer_end_is_no_fall(study: StudyBuilder) -> None:
    first, outcome = link(study, STATUS.HOPED)
    second, _o = link(study, STATUS.EXPERIENCED)
    study.relate(RelationType.RIPPLE, first, second, outcome)
    assert not ripple_chains(study.snapshot())[0].falls
