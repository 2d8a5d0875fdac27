"""What the realist commands list: ripple chains and change stories, a line for each."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cmo_coder.cli.common import OK, by_name, opened, say, say_json, say_rows
from cmo_coder.messages import _

if TYPE_CHECKING:
    from cmo_coder.realist.ripples import Chain
    from cmo_coder.realist.snapshot import Snapshot


def list_chains(arguments: argparse.Namespace) -> int:
    """The ripple chains: the numbers of their configurations, and the status of each."""
    from cmo_coder.realist.ripples import ripple_chains
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.realist.words import word

    with opened(arguments) as project, project.read() as reading:
        snapshot = load_snapshot(reading)
    chains = ripple_chains(snapshot)
    if arguments.json:
        say_json(
            [
                {
                    "configurations": _numbers(snapshot, chain),
                    "statuses": [link.firmest.value if link.firmest else None for link in chain.links],
                    "loop_to": chain.loop_to,
                    "falls": chain.falls,
                }
                for chain in chains
            ]
        )
        return OK
    if not chains:
        say(_("There are no ripples yet."))
        return OK
    rows = []
    for nr, chain in enumerate(chains, start=1):
        numbers = _numbers(snapshot, chain)
        back = "" if chain.loop_to is None else f" → CMO {numbers[chain.loop_to]}"
        statuses = ", ".join(word(link.firmest) if link.firmest else "-" for link in chain.links)
        rows.append([str(nr), " → ".join(f"CMO {number}" for number in numbers) + back, statuses])
    say_rows(rows, [_("no."), _("chain"), _("status")])
    return OK


def _numbers(snapshot: Snapshot, chain: Chain) -> list[int]:
    return [snapshot.configurations[link.configuration_id].number for link in chain.links]


def list_stories(arguments: argparse.Namespace) -> int:
    """The items of the change stories, of all cases or of one."""
    from cmo_coder.model.stories import StoryBox
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.realist.stories import items_in
    from cmo_coder.realist.words import word

    with opened(arguments) as project, project.read() as reading:
        snapshot = load_snapshot(reading)
    cases = tuple(snapshot.cases.values())
    if arguments.case:
        cases = (by_name(cases, arguments.case, lambda one: one.name, _("case")),)
    found = [(case, box, item) for case in cases for box in StoryBox for item in items_in(snapshot, case.id, box)]
    if arguments.json:
        say_json(
            [{"case": case.name, "box": box.value, "text": item.text, "lead": item.lead} for case, box, item in found]
        )
    elif found:
        say_rows([[case.name, word(box), item.text] for case, box, item in found], [_("case"), _("box"), _("text")])
    else:
        say(_("There are no story items yet. Make one: cmo-coder stories add CASE BOX TEXT"))
    return OK
