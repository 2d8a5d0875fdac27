"""What a claim lacks, and the configurations that it is like: asked, taken and refused in plain lines."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cmo_coder.cli.common import by_name, by_number, choice, opened
from cmo_coder.cli.suggested_configurations import near_claim
from cmo_coder.cli.suggested_items import Item, answer, facts_of, me, not_blind
from cmo_coder.messages import N_, _
from cmo_coder.realist.words import word

if TYPE_CHECKING:
    from cmo_coder.model.claims import Claim
    from cmo_coder.model.suggestions import Suggestion
    from cmo_coder.store.project import Project
    from cmo_coder.suggest.lacking import Lack


def ask_about_claim(arguments: argparse.Namespace) -> int:
    """What a claim lacks, and the configurations that it is like."""
    from cmo_coder.model.claims import Claim

    with opened(arguments) as project:
        with project.read() as reading:
            claim = by_number(reading.all(Claim), arguments.claim, lambda one: one.number, _("claim"))
        if claim.document_id is not None:
            not_blind(project, claim.document_id)
        return answer(arguments, project, [*_lacks(project, arguments, claim), *near_claim(project, claim)])


def _lacks(project: Project, arguments: argparse.Namespace, claim: Claim) -> list[Item]:
    from cmo_coder.model.documents import TextVersion
    from cmo_coder.store.claim_suggestions import refused_for
    from cmo_coder.store.claims import full_claims
    from cmo_coder.suggest.lacking import lacking_of
    from cmo_coder.suggest.pipeline import check_model

    check_model(arguments.model)
    with project.read() as reading:
        (full,) = full_claims(reading, [claim])
        refused = refused_for(reading, me(project), "claim_id", claim.id)

        def text_of(version_id: str) -> str:
            return reading.text(reading.get(TextVersion, version_id).sha256)

        found = lacking_of(full, text_of, arguments.model, refused)
    return [_lack(project, claim, one) for one in found]


def _lack(project: Project, claim: Claim, one: Lack) -> Item:
    cues = ", ".join(one.cues)
    if one.row is None:
        role = one.role.value if one.role is not None else ""
        return Item(_("empty slot: {role}").format(role=role), (), {"kind": "slot", "about": role, "score": 0.0})
    row = one.row
    facts = facts_of(row, cues=list(one.cues), clause=one.clause)
    if one.value is not None:
        line = f"{word(row.kind)}: {word(one.value)}"
        facts |= {"about": row.value}
        grounds = (_("cue “{cue}”").format(cue=cues), f"“{one.clause}”")
        return Item(line, grounds, facts, row, lambda other: _take_value(project, row, claim, other))
    assert one.role is not None
    line = _("empty slot: {role}").format(role=one.role.value) + f" ({row.score:.2f}) “{one.quote}”"
    facts |= {"about": one.role.value, "quote": one.quote, "start": row.start, "end": row.end}
    grounds = (_("cue “{cue}”").format(cue=cues), f"“{one.clause}”")
    return Item(line, grounds, facts, row, lambda code: _take_words(project, row, claim, code))


def _take_value(project: Project, row: Suggestion, claim: Claim, other: str | None) -> str:
    from cmo_coder.model.claims import EpistemicStatus, Polarity
    from cmo_coder.model.suggestions import SuggestionKind
    from cmo_coder.store.claim_suggestions import accept_value

    kind = EpistemicStatus if row.kind is SuggestionKind.STATUS else Polarity
    value = choice(kind, other or row.value)
    accept_value(project, row, claim, value)
    return _("Claim {number}: {value}").format(number=claim.number, value=word(value))


def _take_words(project: Project, row: Suggestion, claim: Claim, named: str | None) -> str:
    from cmo_coder.model.errors import UserError
    from cmo_coder.store.claim_suggestions import accept_words
    from cmo_coder.store.codes import codes_of

    if named is None:
        raise UserError(N_("Which code do these words get?"), N_("Name it: --as CODE"))
    code = by_name(codes_of(project, active_only=True), named, lambda one: one.name, _("code"))
    accept_words(project, row, (row.start, row.end), code, claim)
    return _("Claim {number}: words put in slot {role} with code {code}").format(
        number=claim.number, role=code.type.value, code=code.name
    )
