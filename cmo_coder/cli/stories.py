"""Change stories: list the seven boxes of the cases, put an item in one, write the figure of a case."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from cmo_coder.cli.common import OK, by_name, choice, command, group, opened, say
from cmo_coder.cli.listing import list_stories
from cmo_coder.cli.logs import snapshot_of
from cmo_coder.cli.report import add_file
from cmo_coder.messages import N_, _


def add(sub: Any) -> None:
    """Add the commands of this group."""
    stories = group(sub, "stories", N_("change stories: the seven boxes of a case"))
    listing = command(
        stories, "list", N_("list the items of all cases, or of one"), list_stories,
        examples=("stories list", "stories list Noord"),
    )  # fmt: skip
    listing.add_argument("case", nargs="?")
    adding = command(
        stories, "add", N_("put an item in a box of a case"), _add_item, examples=('stories add Noord ambition "Fit"',)
    )
    adding.add_argument("case")
    adding.add_argument("box", help="region, process, ambition, approach, target_group, higher_effect, condition")
    adding.add_argument("text")
    adding.add_argument("--lead", action="store_true", help=_("it introduces the others and is not counted"))
    figure = command(
        stories, "figure", N_("write the change story of a case as one page (.docx or .html)"), _figure,
        examples=("stories figure Noord verhaal.docx",),
    )  # fmt: skip
    figure.add_argument("case")
    add_file(figure)


def _add_item(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.stories import StoryBox
    from cmo_coder.store.stories import add_story_item

    box = choice(StoryBox, arguments.box)
    with opened(arguments) as project:
        case = by_name(tuple(snapshot_of(project).cases.values()), arguments.case, lambda one: one.name, _("case"))
        add_story_item(project, case, box, arguments.text, lead=arguments.lead)
    say(f"{case.name}: {arguments.text}")
    return OK


def _figure(arguments: argparse.Namespace) -> int:
    from cmo_coder.export.figure import figure_of, write_figure
    from cmo_coder.tables.catalogue import build

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
    case = by_name(tuple(snapshot.cases.values()), arguments.case, lambda one: one.name, _("case"))
    language = arguments.language or snapshot.study.language
    stamp = build("veranderverhaal", snapshot, language=language).stamp
    made = write_figure(
        figure_of(snapshot, case.id, stamp, language), Path(arguments.file), overwrite=arguments.overwrite
    )
    say(_("Written: {path}").format(path=made))
    return OK
