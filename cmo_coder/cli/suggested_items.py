"""What is proposed for claims, configurations and between fragments: listed by number, taken or refused by it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, say, say_json
from cmo_coder.messages import N_, _

if TYPE_CHECKING:
    from cmo_coder.model.suggestions import Suggestion
    from cmo_coder.store.project import Project


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is proposed. `row` is its suggestion, not yet decided; without one there is nothing to decide.

    `take` does what is proposed, or what its argument names in its place; it says what was done.
    """

    line: str
    grounds: tuple[str, ...]
    facts: dict[str, Any]
    row: Suggestion | None = None
    take: Callable[[str | None], str] | None = None


def not_blind(project: Project, document_id: str) -> None:
    """Raise RuleError where a document is coded blind now."""
    from cmo_coder.model.errors import RuleError

    if project.works_blind(document_id):
        raise RuleError(
            N_("You code this document blind: suggestions are hidden until everybody who codes it is done.")
        )


def answer(arguments: argparse.Namespace, project: Project, items: Sequence[Item]) -> int:
    """Decide on the one that is named by its number; without one, list them."""
    from cmo_coder.store.claim_suggestions import refuse

    if arguments.take is not None:
        one = _decidable(items, arguments.take)
        assert one.take is not None
        say(one.take(arguments.instead))
    elif arguments.refuse is not None:
        one = _decidable(items, arguments.refuse)
        assert one.row is not None
        refuse(project, one.row)
        say(_("Refused; it is not proposed again. Undo brings it back."))
    elif arguments.json:
        say_json([{"nr": nr, **one.facts} for nr, one in enumerate(items, start=1)])
    else:
        for nr, one in enumerate(items, start=1):
            say(f"{nr}. {one.line}", *(f"    {ground}" for ground in one.grounds))
        if not items:
            say(_("Nothing to propose."))
    return OK


def _decidable(items: Sequence[Item], number: int) -> Item:
    from cmo_coder.model.errors import NotFound, UserError

    if not 1 <= number <= len(items):
        raise NotFound(
            N_("There is no suggestion {number}."), N_("Without --take and --refuse they are listed."), number=number
        )
    one = items[number - 1]
    if one.row is None:
        raise UserError(
            N_("For this slot no words were found: there is nothing to take or to refuse."),
            N_("Put a code on words of your own: cmo-coder code add, claims add."),
        )
    return one


def facts_of(row: Suggestion | None, **more: Any) -> dict[str, Any]:
    """What a script reads of a proposal."""
    if row is None:
        return more
    made = {"provider": row.provider, "version": row.provider_version, "model": row.model, "settings": row.settings}
    return {"kind": row.kind.value, "score": row.score, "rank": row.rank, "cue": row.cue, **made, **more}


def me(project: Project) -> str | None:
    """The id of whoever works here."""
    return project.coder.id if project.coder else None
