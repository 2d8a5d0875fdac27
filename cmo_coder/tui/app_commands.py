"""The commands of the app itself: the screens of the main job, and what works everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmo_coder.messages import N_
from cmo_coder.tui.commands import Command, commands

if TYPE_CHECKING:
    from textual.binding import BindingType

APP_COMMANDS: list[BindingType] = commands(
    Command("app.help", N_("Help"), N_("Show what this screen is for and all its keys"), footer=True),
    Command("app.overview", N_("Overview"), N_("Rounds, cases and groups; how far every document is"), footer=False),
    Command("app.read", N_("Read & code"), N_("Read a transcript, code it, build claims")),
    Command("app.documents", N_("Documents"), N_("Load interviews, say who speaks, open one")),
    Command("app.review", N_("Review"), N_("Fragments that lost their words to an edit: where they belong now")),
    Command("app.link", N_("Link claims"), N_("Put claims beside the configurations they support or contradict")),
    Command("app.card", N_("CMO card"), N_("One configuration with its sentence, quotes and evidence")),
    Command("app.elements", N_("Element board"), N_("Group configurations into effective elements")),
    Command("app.codebook", N_("Codebook"), N_("The codes: add, edit, move, merge, import, export")),
    Command("app.export", N_("Export"), N_("Choose a table, look at it, write it to a file")),
    Command("app.study", N_("Study"), N_("The study, its rounds, cases, respondents and coders")),
    Command("app.pseudonymise", N_("Pseudonymise"), N_("Find names, choose what replaces them, and replace them")),
    Command("app.search", N_("Search"), N_("Find words in all texts, and code what is found")),
    Command("app.agreement", N_("Agreement"), N_("Where coders differ, settle it, and the figures per code")),
    Command("app.history", N_("History"), N_("Who did what and when; undo to a point; backups")),
    Command("app.settings", N_("Settings"), N_("Language, theme, keys")),
    Command(
        "app.claims",
        N_("Filter claims"),
        N_("Only claims of some status, form, phase, ...: on every screen that lists claims, quotes or CMOs"),
    ),
    Command("app.theories", N_("Programme theories"), N_("Versions of the theory, and what changed them")),
    Command("app.contradictions", N_("Contradictions"), N_("Rivals, negative cases, what is open; step by step")),
    Command("app.patterns", N_("Demi-regularities"), N_("Patterns over configurations, with their exceptions")),
    Command("app.decisions", N_("Decision log"), N_("What was decided, why, and what it changed")),
    Command("app.memos", N_("Memos"), N_("All memos: by kind, what they hang on")),
    Command("app.stories", N_("Change stories"), N_("Seven boxes per case, and what cases have in common")),
    Command("app.report", N_("Report"), N_("RAMESES II: what the study can say, and what is missing")),
    Command("app.queue", N_("Suggestions one by one"), N_("Go through what is not coded yet, one key for each")),
    Command("app.evaluation", N_("How good the suggestions are"), N_("Measured on this study, beside two coders")),
    Command("app.goto", N_("Go to"), N_("Go to a screen by its letter"), footer=True),
    Command("app.palette", N_("Commands"), N_("Find any command by name"), footer=True),
    Command("app.undo", N_("Undo"), N_("Take back the last change, without limit"), footer=True),
    Command("app.redo", N_("Redo"), N_("Bring back what was undone")),
    Command("app.continue", N_("Continue where I was"), N_("Open the last document at the last place")),
    Command("app.open", N_("Open another project"), N_("Close this study and choose another")),
    Command("app.tour", N_("Guided first run"), N_("Go through a first complete CMO step by step")),
    Command("app.back", N_("Back"), N_("One level back; never leaves the program")),
    Command("app.quit", N_("Quit"), N_("Leave the program; everything is saved already"), footer=True),
)
