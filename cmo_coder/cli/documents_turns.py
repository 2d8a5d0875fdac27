"""Marks on the turns of a document: a leading question, the programme theory shown to the respondent."""

from __future__ import annotations

import argparse
from typing import Any

from cmo_coder.cli.coding import document_named
from cmo_coder.cli.common import OK, by_number, command, opened, say, say_json
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError

ANSWERS = ("yes", "no")


def add(documents: Any) -> None:
    """Add these commands to the group `documents`."""
    turn = command(
        documents,
        "turn",
        N_("mark a turn: a leading question, or one in which the respondent was shown the theory"),
        _turn,
        examples=("documents turn gesprek 5 --leading yes", "documents turn gesprek 9 --theory-shown yes"),
    )
    turn.add_argument("document", help=_("the document, by title or the start of it"))
    turn.add_argument("number", type=int, help=_("the number of the turn (documents show)"))
    turn.add_argument("--leading", choices=ANSWERS, help=_("it puts the answer in somebody's mouth"))
    turn.add_argument("--theory-shown", choices=ANSWERS, help=_("the interviewer shows the programme theory in it"))


def _turn(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.documents import full_document
    from cmo_coder.store.turns import mark_turn

    if arguments.leading is None and arguments.theory_shown is None:
        raise UserError(N_("What is to change?"), N_("Name it: --leading yes, --theory-shown no."))
    with opened(arguments) as project:
        document = document_named(project, arguments.document)
        turns = full_document(project, document.id).turns
        turn = by_number(turns, arguments.number, lambda one: one.nr, _("turn"))
        made = mark_turn(
            project, turn, leading=_answer(arguments.leading), theory_shown=_answer(arguments.theory_shown)
        )
    if arguments.json:
        say_json({"turn": made.nr, "leading": made.leading, "theory_shown": made.theory_shown})
    else:
        marks = [_("leading")] if made.leading else []
        marks += [_("theory shown")] if made.theory_shown else []
        say(f"[{made.nr}] {', '.join(marks) or '-'}")
    return OK


def _answer(given: str | None) -> bool | None:
    return None if given is None else given == "yes"
