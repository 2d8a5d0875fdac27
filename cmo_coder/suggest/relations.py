"""How a configuration may relate to others: nearly the same, or a rival; without what is settled or was refused."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.model.configurations import ConfigurationRelation
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.store.claim_suggestions import refused_for, sameness
from cmo_coder.store.reading import Reading
from cmo_coder.suggest.later import Later
from cmo_coder.suggest.provider import Answer, Material, OfConfiguration
from cmo_coder.suggest.providers.configuration import make, relation_row


@dataclass(frozen=True, slots=True)
class Related:
    """Another configuration, what it may be, and the row of that suggestion, not yet decided."""

    answer: Answer
    row: Suggestion


def relations_of(
    reading: Reading, configuration_id: str, coder_id: str | None, snapshot: Snapshot | None = None
) -> tuple[Related, ...]:
    """What a configuration may be to others that it is not related to yet, most alike first."""
    known = snapshot or load_snapshot(reading)
    refused = refused_for(reading, coder_id, "configuration_id", configuration_id)
    settled = {
        one.to_id if one.from_id == configuration_id else one.from_id
        for one in reading.all(ConfigurationRelation)
        if configuration_id in (one.from_id, one.to_id)
    }
    provider = make(Material(snapshot=Later(lambda: known)))
    found: list[Related] = []
    for answer in provider.answer(OfConfiguration(configuration_id)) if provider is not None else ():
        row = relation_row(configuration_id, answer, len(found) + 1)
        if answer.about not in settled and sameness(row) not in refused:
            found.append(Related(answer, row))
    return tuple(found)
