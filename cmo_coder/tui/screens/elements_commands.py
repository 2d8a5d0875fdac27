"""The commands of the element board."""

from __future__ import annotations

from cmo_coder.messages import N_
from cmo_coder.tui.commands import Command, commands

ELEMENT_COMMANDS = commands(
    Command(
        "elements.assign",
        N_("Assign"),
        N_("Put the marked configurations behind the chosen element"),
        footer=True,
    ),
    Command("elements.choose", N_("Choose"), N_("Choose an element by its number"), footer=True),
    Command(
        "elements.mark",
        N_("Mark"),
        N_("Mark the configuration under the cursor (or a whole proposal)"),
        footer=True,
    ),
    Command(
        "elements.new",
        N_("New element"),
        N_("Make an element; marked configurations go behind it"),
        footer=True,
    ),
    Command("elements.column", N_("Column"), N_("Go to the next column"), footer=True),
    Command("elements.open", N_("Open"), N_("The quotes behind a number; a configuration's card")),
    Command(
        "elements.edit",
        N_("Edit"),
        N_("Edit what is under the cursor: labels, strategy, theme or memo"),
        footer=True,
    ),
    Command("elements.version", N_("New version"), N_("A new wording, with the kind of change and a reason")),
    Command("elements.status", N_("Status"), N_("Draft, definitive or retired, with a reason")),
    Command("elements.split", N_("Split"), N_("Make a new element of a part of this one")),
    Command("elements.merge", N_("Merge"), N_("Merge this element into another")),
    Command(
        "elements.remove",
        N_("Take off"),
        N_("Take off what is under the cursor: configuration, strategy, theme"),
    ),
    Command("elements.themes", N_("Themes"), N_("Choose the themes that this element answers to")),
    Command("elements.new_theme", N_("New theme"), N_("Add a theme with its questions")),
    Command("elements.strategy", N_("Strategy"), N_("Add a way to reach this element")),
    Command("elements.up", N_("Strategy up"), N_("Move the strategy under the cursor up")),
    Command("elements.down", N_("Strategy down"), N_("Move the strategy under the cursor down")),
    Command("elements.move", N_("Strategy elsewhere"), N_("Move the strategy under the cursor to another element")),
    Command("elements.alike", N_("Alike"), N_("Strategies that may say the same: merge them, or keep them apart")),
    Command("elements.link_claim", N_("Claims"), N_("Choose the claims that the strategy under the cursor rests on")),
    Command("elements.omkering", N_("Omkering"), N_("Turn what did not work into a strategy, with the reasoning")),
    Command("elements.confirm", N_("Confirm omkering"), N_("Say where the derived strategy was confirmed")),
    Command(
        "elements.theory",
        N_("Middle-range theory"),
        N_("Choose what the programme theory behind it leans on"),
    ),
    Command("elements.check", N_("Member check"), N_("Record what a session said of wordings")),
    Command("elements.search", N_("Log a search"), N_("Log a search for negative cases and what it found")),
    Command("elements.memo", N_("Memo"), N_("Write a memo on this element, or edit the one under the cursor")),
    Command(
        "elements.proposals",
        N_("Proposals"),
        N_("Propose groups over all configurations, or the unassigned only"),
    ),
    Command("elements.read", N_("To the text"), N_("Read the words of the line in their transcript")),
    Command("elements.back", N_("Previous column"), N_("Go to the previous column")),
)
"""In the order of help and footer."""
