"""Configurations proposed for a claim, and near-duplicates and rivals of a configuration, in plain lines."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import by_number, choice, opened
from cmo_coder.cli.suggested_items import Item, answer, facts_of, me
from cmo_coder.messages import N_, _
from cmo_coder.realist.words import word

if TYPE_CHECKING:
    from cmo_coder.model.claims import Claim
    from cmo_coder.model.configurations import Configuration
    from cmo_coder.model.suggestions import Suggestion
    from cmo_coder.realist.snapshot import Snapshot
    from cmo_coder.store.project import Project
    from cmo_coder.suggest.provider import Answer

_RELATIONS = {
    "near": N_("alike"),
    "duplicate": N_("near-duplicate"),
    "rival": N_("possible rival: the same strategy, the opposite outcome"),
}


def ask_about_configuration(arguments: argparse.Namespace) -> int:
    """The near-duplicates and possible rivals of a configuration."""
    from cmo_coder.model.configurations import Configuration

    with opened(arguments) as project:
        with project.read() as reading:
            found = reading.all(Configuration)
        one = by_number(found, arguments.configuration, lambda each: each.number, _("configuration"))
        return answer(arguments, project, _relations(project, one))


def near_claim(project: Project, claim: Claim) -> list[Item]:
    """The configurations most like a claim that it is not linked to."""
    from cmo_coder.realist.similarity import candidates
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.store.claim_suggestions import refused_configurations
    from cmo_coder.suggest.providers.configuration import MOST, Relation, row_of, said

    with project.read() as reading:
        snapshot = load_snapshot(reading)
        refused = refused_configurations(reading, me(project)).get(claim.id, frozenset())
    linked = {
        snapshot.configuration_of(row.configuration_version_id).id
        for row in snapshot.evidence_of_claim.get(claim.id, ())
    }
    near = [one for one in candidates(snapshot, claim.id, MOST + len(linked), without=refused)]
    near = [one for one in near if one.configuration_id not in linked and one.score > 0][:MOST]
    items = []
    for rank, one in enumerate(near, start=1):
        row = row_of(snapshot, claim.id, one, rank)
        line, grounds, facts = _configuration(snapshot, said(one, Relation.NEAR))
        items.append(Item(line, grounds, facts_of(row, **facts), row, _linker(project, row, claim)))
    return items


def _linker(project: Project, row: Suggestion, claim: Claim) -> Callable[[str | None], str]:
    def take(other: str | None) -> str:
        from cmo_coder.model.configurations import Configuration
        from cmo_coder.model.fragments import Stance
        from cmo_coder.store.claim_suggestions import accept_configuration

        stance = choice(Stance, other or Stance.SUPPORTS.value)
        with project.read() as reading:
            number = reading.get(Configuration, row.configuration_id or "").number
        accept_configuration(project, row, claim, row.configuration_id, stance)
        told = _("Claim {number} {stance} CMO {configuration}")
        return told.format(number=claim.number, stance=word(stance), configuration=number)

    return take


def _relations(project: Project, one: Configuration) -> list[Item]:
    """Near-duplicates and possible rivals that it is not related to yet."""
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.suggest.relations import relations_of

    with project.read() as reading:
        snapshot = load_snapshot(reading)
        found = relations_of(reading, one.id, me(project), snapshot)
    items = []
    for each in found:
        line, grounds, facts = _configuration(snapshot, each.answer)
        other = snapshot.configurations[each.answer.about]
        take = _relater(project, each.row, one, other)
        items.append(Item(line, grounds, facts_of(each.row, **facts), each.row, take))
    return items


def _relater(
    project: Project, row: Suggestion, one: Configuration, other: Configuration
) -> Callable[[str | None], str]:
    def take(named: str | None) -> str:
        from cmo_coder.model.configurations import RelationType
        from cmo_coder.model.errors import UserError
        from cmo_coder.store.claim_suggestions import accept_relation

        if named is None and row.value not in set(RelationType):
            raise UserError(
                N_("Which relation? Two that are nearly the same have none of their own."), N_("Name it: --as RELATION")
            )
        relation = choice(RelationType, named or row.value)
        accept_relation(project, row, relation, one, other)
        told = _("CMO {number} {relation} CMO {other}")
        return told.format(number=one.number, relation=word(relation), other=other.number)

    return take


def _configuration(snapshot: Snapshot, found: Answer) -> tuple[str, tuple[str, ...], dict[str, Any]]:
    """A configuration that is proposed: a line, its reasons, and what a script reads."""
    said = next((_RELATIONS[ground.id] for ground in found.evidence if ground.id in _RELATIONS), "")
    number = snapshot.configurations[found.about].number
    line = _("configuration {number} ({share}): {relation}").format(
        number=number, share=f"{found.score:.2f}", relation=_(said)
    )
    grounds = [ground for ground in found.evidence if ground.text and ground.ground != "reason"]
    facts = {
        "about": number,
        "relation": found.evidence[0].id,
        "evidence": [
            {"ground": ground.ground.value, "text": ground.text, "contribution": ground.contribution, "id": ground.id}
            for ground in grounds
        ],
    }
    return line, tuple(f"{ground.id}: {ground.text}" for ground in grounds), facts
