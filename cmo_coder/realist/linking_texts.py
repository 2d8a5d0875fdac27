"""The words to compare when a claim is linked: its own quotes, and those behind each configuration."""

from __future__ import annotations

from cmo_coder.model.fragments import Stance
from cmo_coder.realist.snapshot import Snapshot

MOST_CHARACTERS = 1500
"""So much of the quotes behind a configuration is compared: enough to tell them apart, soon done in a large study."""


def words_of_claim(snapshot: Snapshot, claim_id: str) -> str:
    """The quotes of a claim, in reading order."""
    return " ".join(snapshot.fragments[id_].quote for id_ in snapshot.fragments_of_claims([claim_id]))


def words_of_configurations(snapshot: Snapshot) -> dict[str, str]:
    """By configuration: the labels of its slots, and the quotes of the claims that support or refine it."""
    found = {}
    for configuration in snapshot.configurations.values():
        version = snapshot.version_of(configuration.id)
        labels = [
            snapshot.canonical[slot.canonical_element_id].label
            for slot in snapshot.slots_of_version.get(version.id, ())
        ]
        claims = [
            row.claim_id
            for row in snapshot.evidence_of_version.get(version.id, ())
            if row.stance is not Stance.CONTRADICTS
        ]
        quotes = [snapshot.fragments[id_].quote for id_ in snapshot.fragments_of_claims(claims)]
        found[configuration.id] = " ".join([*labels, *quotes])[:MOST_CHARACTERS]
    return found
