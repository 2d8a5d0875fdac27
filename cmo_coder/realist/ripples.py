"""Ripple chains: the outcome of one configuration is the context of the next, each link with its own status (AC-10).

Source: realist-method, sections 1.1 (AC-10) and 2 (relatie_config: cycles are allowed, and shown as a loop).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from cmo_coder.model.claims import EpistemicStatus
from cmo_coder.model.configurations import RelationType
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.snapshot import Snapshot

FIRMNESS: tuple[EpistemicStatus, ...] = (
    EpistemicStatus.EXPERIENCED,
    EpistemicStatus.OBSERVED,
    EpistemicStatus.HEARSAY,
    EpistemicStatus.EXPECTED,
    EpistemicStatus.HOPED,
)
"""From what somebody lived through to what somebody hopes. "Not determined" has no place in it."""

MOST_CHAINS = 200
"""Chains through a tangle of relations multiply; more than this nobody reads."""


@dataclass(frozen=True, slots=True)
class Link:
    """One configuration in a chain. `shared_id` is the element through which it follows from the one before (none for
    the first); `statuses` the epistemic statuses of its supporting claims, each with those claims, firmest first."""

    configuration_id: str
    shared_id: str | None
    statuses: tuple[tuple[EpistemicStatus, tuple[str, ...]], ...]

    @property
    def firmest(self) -> EpistemicStatus | None:
        """The firmest status that a supporting claim has; nothing where none is determined."""
        return next((status for status, _claims in self.statuses if status in FIRMNESS), None)


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of links. `loop_to` is the place in `links` that the last link leads back to, where there is a loop."""

    links: tuple[Link, ...]
    loop_to: int | None = None

    @property
    def falls(self) -> bool:
        """Whether the ground gets softer along the chain: seen at its beginning, expected or hoped at its end."""
        known = [FIRMNESS.index(link.firmest) for link in self.links if link.firmest is not None]
        return bool(known) and known[-1] > known[0]

    def softer_at(self, place: int) -> bool:
        """Whether a link is known less firmly than the one before it: where the ground gets softer."""
        before = [link.firmest for link in self.links[:place] if link.firmest is not None]
        here = self.links[place].firmest
        return bool(before) and here is not None and FIRMNESS.index(here) > FIRMNESS.index(before[-1])


def ripple_chains(snapshot: Snapshot) -> tuple[Chain, ...]:
    """Every chain from a configuration that nothing ripples into, and every loop, by number; at most MOST_CHAINS."""
    return tuple(islice(_chains(snapshot), MOST_CHAINS))


def _chains(snapshot: Snapshot) -> Iterator[Chain]:
    following: dict[str, list[tuple[str, str | None]]] = {}
    for relation in snapshot.relations:
        if relation.type is RelationType.RIPPLE:
            following.setdefault(relation.from_id, []).append((relation.to_id, relation.canonical_element_id))
    number = {id_: configuration.number for id_, configuration in snapshot.configurations.items()}
    for steps in following.values():
        steps.sort(key=lambda step: number[step[0]])
    entered = {to for steps in following.values() for to, _shared in steps}
    seen: set[str] = set()
    # What the chains with a beginning do not reach is pure loop: it starts at its lowest number.
    for start in sorted(following, key=lambda id_: (id_ in entered, number[id_])):
        if start not in seen:
            for chain in _walk(snapshot, following, start):
                seen.update(link.configuration_id for link in chain.links)
                yield chain


def _walk(snapshot: Snapshot, following: dict[str, list[tuple[str, str | None]]], start: str) -> Iterator[Chain]:
    """Every way on from `start`, until nothing follows or a place comes back."""
    waiting: list[tuple[tuple[str, str | None], ...]] = [((start, None),)]
    while waiting:
        path = waiting.pop()
        steps = following.get(path[-1][0], [])
        places = [configuration_id for configuration_id, _shared in path]
        if not steps:
            yield Chain(_links(snapshot, path))
        for step in steps:
            if step[0] in places:
                yield Chain(_links(snapshot, path), places.index(step[0]))
        waiting += [(*path, step) for step in reversed(steps) if step[0] not in places]


def _links(snapshot: Snapshot, path: tuple[tuple[str, str | None], ...]) -> tuple[Link, ...]:
    return tuple(
        Link(configuration_id, shared, statuses_of(snapshot, snapshot.version_of(configuration_id).id))
        for configuration_id, shared in path
    )


def statuses_of(snapshot: Snapshot, version_id: str) -> tuple[tuple[EpistemicStatus, tuple[str, ...]], ...]:
    """The epistemic statuses of the claims that support a configuration version, firmest first, with those claims."""
    claims = [
        snapshot.claims[evidence.claim_id]
        for evidence in snapshot.evidence_of_version.get(version_id, ())
        if evidence.stance is Stance.SUPPORTS
    ]
    order = (*FIRMNESS, EpistemicStatus.UNDETERMINED)
    found = ((status, tuple(claim.id for claim in claims if claim.status is status)) for status in order)
    return tuple((status, ids) for status, ids in found if ids)
