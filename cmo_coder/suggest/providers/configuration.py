"""Provider `configuration`: for a claim the nearest configurations; for a configuration near-duplicates and rivals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cmo_coder.model.canonical import Role
from cmo_coder.model.configurations import ConfigurationStatus
from cmo_coder.model.suggestions import Suggestion, SuggestionKind
from cmo_coder.realist.directions import opposite, sign_of
from cmo_coder.realist.similarity import Likeness, likeness, nearest_configurations
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.suggest.provenance import Provenance, marked
from cmo_coder.suggest.provider import (
    Answer,
    AnswerKind,
    Asked,
    Evidence,
    Ground,
    Material,
    OfClaim,
    OfConfiguration,
)

NAME = "configuration"
MOST = 5
DUPLICATE = 0.6
"""From which likeness (0 to 1) two configurations that point the same way are called near-duplicates."""
PROVENANCE = marked(NAME, repr((MOST, DUPLICATE)))


class Relation(StrEnum):
    """What a configuration may be to what was asked about: the id of the first evidence of an answer."""

    NEAR = "near"
    DUPLICATE = "duplicate"
    RIVAL = "rival"


@dataclass(frozen=True, slots=True)
class ConfigurationProvider:
    """Proposes configurations, slot by slot with the reason."""

    snapshot: Callable[[], Snapshot]
    provenance: Provenance

    def answer(self, asked: Asked) -> tuple[Answer, ...]:
        """The configurations, best first."""
        if isinstance(asked, OfClaim):
            near = nearest_configurations(self.snapshot(), asked.claim_id, MOST)
            return tuple(said(one, Relation.NEAR) for one in near if one.score > 0)
        if isinstance(asked, OfConfiguration):
            found = self._beside(self.snapshot(), asked.configuration_id)
            return tuple(sorted(found, key=lambda one: -one.score)[:MOST])
        return ()

    def _beside(self, snapshot: Snapshot, configuration_id: str) -> Iterator[Answer]:
        version = snapshot.version_of(configuration_id)
        own = {role: ids for role in Role if (ids := snapshot.slot_ids(version.id, role))}
        sign = sign_of(snapshot, version.id)
        for id_, other in snapshot.configurations.items():
            if id_ == configuration_id or other.status is ConfigurationStatus.REJECTED:
                continue
            found = likeness(snapshot, own, id_)
            theirs = snapshot.version_of(id_)
            shares_strategy = bool(own.get(Role.I, frozenset()) & snapshot.slot_ids(theirs.id, Role.I))
            if opposite(sign, sign_of(snapshot, theirs.id)):
                if shares_strategy:
                    yield said(found, Relation.RIVAL)
            elif found.score >= DUPLICATE:
                yield said(found, Relation.DUPLICATE)


def make(material: Material) -> ConfigurationProvider | None:
    """The provider, where claims and configurations can be read."""
    if material.snapshot is None:
        return None
    return ConfigurationProvider(material.snapshot.get, PROVENANCE)


def said(found: Likeness, relation: Relation) -> Answer:
    """A configuration as it is proposed: what it may be, and on which slots that rests."""
    grounds = [Evidence(Ground.REASON, relation.value, id=relation.value)]
    for slot in found.slots:
        share = slot.score / len(found.slots)
        grounds += [Evidence(Ground.LABEL, label, contribution=share, id=slot.role.value) for label in slot.both]
        grounds += [
            Evidence(Ground.LABEL, f"{one.claim} ~ {one.configuration}", contribution=share, id=slot.role.value)
            for one in slot.akin
        ]
    return Answer(AnswerKind.LINK, found.configuration_id, found.score, tuple(grounds), PROVENANCE)


def row_of(snapshot: Snapshot, claim_id: str, found: Likeness, rank: int) -> Suggestion:
    """The row that keeps what becomes of a configuration proposed for a claim, not yet decided.

    It is about the first words of the claim, where it has words: who may not see these does not see it either.
    """
    words = [snapshot.fragments[id_] for id_ in snapshot.fragments_of_claims([claim_id])]
    first = min(words, key=lambda one: (one.document_id, one.start), default=None)
    return _row(
        kind=SuggestionKind.CONFIGURATION,
        text_version_id=first.text_version_id if first is not None else None,
        text_length=first.text_length if first is not None else 0,
        start=first.start if first is not None else 0,
        end=first.end if first is not None else 0,
        claim_id=claim_id,
        configuration_id=found.configuration_id,
        score=found.score,
        rank=rank,
    )


def relation_row(configuration_id: str, other: Answer, rank: int) -> Suggestion:
    """The same for how another configuration may relate to one: as a rival, or as nearly the same."""
    return _row(
        kind=SuggestionKind.RELATION,
        text_version_id=None,
        text_length=0,
        start=0,
        end=0,
        configuration_id=configuration_id,
        other_configuration_id=other.about,
        value=other.evidence[0].id,
        score=other.score,
        rank=rank,
    )


def _row(**fields: Any) -> Suggestion:
    made_by = PROVENANCE
    return Suggestion(
        id="",
        provider=made_by.provider,
        provider_version=made_by.version,
        model=made_by.model,
        settings=made_by.settings,
        **fields,
    )


make.offline = True  # type: ignore[attr-defined]
