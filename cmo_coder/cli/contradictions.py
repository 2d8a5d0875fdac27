"""Contradictions: list them with where each stands in the protocol, and settle one or leave it open."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, add_filter, by_number, command, opened, say, say_json
from cmo_coder.cli.logs import snapshot_of
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import NotFound, UserError

if TYPE_CHECKING:
    from cmo_coder.model.configurations import Configuration
    from cmo_coder.realist.contradiction import Contradiction
    from cmo_coder.realist.snapshot import Snapshot


KINDS = {
    "opposite_outcome": N_("Same intervention or outcome, opposite direction"),
    "rival_mechanism": N_("Rival explanations"),
    "different_for_whom": N_("Different for whom"),
    "declared": N_("Called rivals by the team"),
}
STEPS = {
    "look": N_("a context separates them: give each side its own (contradictions context)"),
    "unknown": N_("no difference between them is known: leave it open with a question (contradictions leave)"),
    "settled": N_("settled: each side has its own context"),
    "open": N_("contested, context unknown; a question is written down"),
}
"""How kinds and steps are told on the command line, by their value."""


def add(sub: Any) -> None:
    """Add the commands of this group; without a command of its own it lists."""
    top = command(
        sub,
        "contradictions",
        N_("what speaks against what, and where each stands in the protocol; settle one, or leave it open"),
        _list,
        examples=(
            "contradictions",
            'contradictions leave 1 2 --question "Voor wie wel?" --reason "bleek niet"',
        ),
    )
    add_filter(top)
    top.add_argument(
        "--counts",
        action="store_true",
        help=_("which context differs: every fact with the claims and voices behind it, on both sides"),
    )
    below = top.add_subparsers(metavar=_("COMMAND"), dest="contradictions_command")
    listing = command(
        below,
        "list",
        N_("list what speaks against what, and where each stands in the protocol"),
        _list,
        below=True,
        examples=("contradictions list", "contradictions list --counts"),
    )
    add_filter(listing, below=True)
    listing.add_argument(
        "--counts",
        action="store_true",
        default=argparse.SUPPRESS,
        help=_("which context differs: every fact with the claims and voices behind it, on both sides"),
    )
    context = command(
        below,
        "context",
        N_("step b of the protocol: give each side of a contradiction its own context"),
        _context,
        below=True,
        examples=('contradictions context --side "met maatje" 1,3 --side "alleen" 2 --reason "bleek in ronde 2"',),
    )
    context.add_argument(
        "--side",
        nargs=2,
        action="append",
        default=[],
        metavar=(_("CONTEXT"), _("NUMBERS")),
        help=_("the context of a side, and its configurations as the list names them (1,3); once per side"),
    )
    leave = command(
        below,
        "leave",
        N_("step c of the protocol: contested, context unknown, with a question for the next round"),
        _leave,
        below=True,
        examples=('contradictions leave 1 2 --question "Voor wie wel?" --reason "niets onderscheidt ze"',),
    )
    leave.add_argument("configuration", type=int, nargs="+", help=_("all configurations of both sides"))
    leave.add_argument("--question", required=True, help=_("what the next round should find out"))
    for one in (context, leave):
        one.add_argument("--reason", required=True)


def _list(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.contradiction import contradictions
    from cmo_coder.realist.filtering import matching_configurations, parse_filter

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
    meant = {one.id for one in matching_configurations(snapshot, parse_filter(snapshot, arguments.filter))}
    found = [
        _entry(snapshot, one, counts=arguments.counts)
        for one in contradictions(snapshot)
        if any(id_ in meant for side in one.sides for id_ in side.configurations)
    ]
    if arguments.json:
        say_json(found)
    elif not found:
        say(_("Nothing speaks against anything."))
    else:
        for entry in found:
            _tell(entry)
    return OK


def _entry(snapshot: Snapshot, one: Contradiction, *, counts: bool) -> dict[str, Any]:
    """A contradiction as it is listed: its sides, its step in the protocol, what separates them; with `counts` every
    fact of the first side against the others."""
    from cmo_coder.realist.protocol import standing_of
    from cmo_coder.realist.separation import comparison, without_context

    standing = standing_of(snapshot, one)
    separating = list(dict.fromkeys(found.text() for found in standing.separations))
    first, *others = one.sides
    return {
        "kind": one.kind.value,
        "sides": _sides(snapshot, one),
        "about": snapshot.canonical[one.element_id].label if one.element_id else "",
        "step": standing.step.value,
        "separates": "; ".join(separating) or _("context unknown"),
        "configurations": [sorted(_numbers(snapshot, side.configurations)) for side in one.sides],
        "separating": separating,
        "without_context": list(without_context(snapshot, one.sides)),
        "questions": [memo.text for memo in standing.questions],
        "counts": [
            {
                "side": nr,
                "fact": made.name,
                "separates": made.separates,
                "values": [
                    {"text": share.text, "claims": [len(ids) for ids in share.claims], "voices": [*share.voices]}
                    for share in made.shares
                ],
            }
            for nr, other in enumerate(others if counts else (), start=2)
            for made in comparison(snapshot, first, other)
        ],
    }


def _tell(entry: dict[str, Any]) -> None:
    about = f": {entry['about']}" if entry["about"] else ""
    say(f"CMO {entry['sides']}  {_(KINDS[entry['kind']])}{about}", f"   {_(STEPS[entry['step']])}")
    say(*(f"   {one}" for one in entry["separating"] or [_("context unknown")]))
    say(*("   " + _("side {nr} names no context").format(nr=nr) for nr in entry["without_context"]))
    for one in entry["counts"]:
        mark = "≠" if one["separates"] else " "
        say(
            "   "
            + _("{mark} side 1 ↔ side {nr}, {fact} (claims/voices)").format(mark=mark, nr=one["side"], fact=one["fact"])
        )
        for value in one["values"]:
            left, right = (f"{value['claims'][side]}/{value['voices'][side]}" for side in (0, 1))
            say(f"       {value['text']}  {left} ↔ {right}")
    say(*(f"   ? {one}" for one in entry["questions"]), "")


def _numbers(snapshot: Snapshot, ids: tuple[str, ...]) -> list[int]:
    return [snapshot.configurations[id_].number for id_ in ids]


def _sides(snapshot: Snapshot, one: Contradiction) -> str:
    return " / ".join(",".join(map(str, _numbers(snapshot, side.configurations))) for side in one.sides)


def _meant(snapshot: Snapshot, sides: list[list[Configuration]]) -> None:
    """Raises NotFound where no contradiction has these sides; a single side stands for all of them together."""
    from cmo_coder.realist.contradiction import contradictions

    known = contradictions(snapshot)
    asked = [{one.id for one in side} for side in sides]
    for one in known:
        own = [set(side.configurations) for side in one.sides]
        if (len(asked) == 1 and asked[0] == set[str]().union(*own)) or (
            len(asked) == len(own) and all(side in own for side in asked)
        ):
            return
    raise NotFound(
        N_("There is no contradiction between these configurations."),
        N_("Name all of one contradiction, as they are listed: {known}."),
        known="; ".join(dict.fromkeys(_sides(snapshot, one) for one in known)) or "-",
    )


def _named(snapshot: Snapshot, numbers: list[int]) -> list[Configuration]:
    everything = tuple(snapshot.configurations.values())
    return [by_number(everything, nr, lambda one: one.number, _("configuration")) for nr in numbers]


def _context(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.contradictions import give_own_context

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
        sides = [(label, _named(snapshot, _written(numbers))) for label, numbers in arguments.side]
        if len(sides) < 2:
            raise UserError(N_("Name each side once: --side CONTEXT NUMBERS --side CONTEXT NUMBERS."))
        _meant(snapshot, [configurations for _label, configurations in sides])
        made = give_own_context(project, sides, arguments.reason)
    for label, configurations in sides:
        numbers = ", ".join(str(one.number) for one in configurations)
        say(f"CMO {numbers}: {made[label.strip()].label}")
    return OK


def _written(numbers: str) -> list[int]:
    pieces = [piece.strip() for piece in numbers.split(",")]
    for piece in pieces:
        if not piece.isdigit():
            raise UserError(N_("'{text}' is no number of a configuration."), text=piece)
    return [int(piece) for piece in pieces]


def _leave(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.contradictions import leave_open

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
        configurations = _named(snapshot, arguments.configuration)
        _meant(snapshot, [configurations])
        question = leave_open(project, configurations, arguments.question, arguments.reason)
    if arguments.json:
        say_json({"question": question.id, "configurations": [one.number for one in configurations]})
    else:
        say(_("Contested, context unknown. The question for the next round: {question}").format(question=question.text))
    return OK
