"""The commands of the CMO card."""

from __future__ import annotations

from cmo_coder.messages import N_
from cmo_coder.tui.commands import Command, commands

CARD_COMMANDS = commands(
    Command("card.open", N_("Quotes"), N_("The quotes behind the line; on a quote: its transcript"), footer=True),
    Command("card.slots", N_("Slots"), N_("Change the slots; with evidence that makes a new version"), footer=True),
    Command("card.element", N_("Element"), N_("What the element under the cursor is: name, level, direction, whose")),
    Command("card.same", N_("Same element"), N_("Make the element under the cursor one with another of its role")),
    Command("card.status", N_("Status"), N_("Set the status, with a reason"), footer=True),
    Command("card.supports", N_("Supports"), N_("Link a claim that supports this configuration"), footer=True),
    Command("card.contradicts", N_("Contradicts"), N_("Link a claim that contradicts it"), footer=True),
    Command("card.refines", N_("Refines"), N_("Link a claim that refines it")),
    Command("card.new", N_("New"), N_("A new, provisional configuration from theory")),
    Command("card.filter", N_("Filter"), N_("Show only configurations with these words"), footer=True),
    Command("card.sort", N_("Sort"), N_("Sort the list by number, status or effective element")),
    Command("card.wording", N_("Wording"), N_("Reword the sentence or one part of it")),
    Command("card.template", N_("Template"), N_("Choose the template of the sentence")),
    Command("card.actor", N_("For whom"), N_("Say for whom the configuration holds")),
    Command("card.particulars", N_("Particulars"), N_("Label, inference, level, certainty with its reason")),
    Command("card.negative", N_("Negative case"), N_("Mark as a negative case, or not")),
    Command("card.evidence", N_("Strength and part"), N_("How strong the claim under the cursor is, and about what")),
    Command("card.relate", N_("Relate"), N_("Relate to another configuration: ripple, rival, ...")),
    Command("card.alike", N_("Alike and rivals"), N_("Configurations that are nearly the same, or may be rivals")),
    Command("card.chains", N_("Ripples"), N_("The ripple chains of the study, those of this one first")),
    Command("card.remove", N_("Take off"), N_("Take off what is under the cursor: claim, relation or memo")),
    Command("card.search", N_("Log a search"), N_("Log a search for negative cases and what it found")),
    Command("card.check", N_("Member check"), N_("Record what a session said of this configuration")),
    Command("card.memo", N_("Memo"), N_("Write a memo on this configuration, or edit the one under the cursor")),
    Command("card.diff", N_("Differences"), N_("What changed between two versions, slot by slot")),
    Command("card.read", N_("To the text"), N_("Read the words of the line in their transcript")),
    Command("card.link", N_("Link claims"), N_("Go to the claim under the cursor beside the configurations like it")),
    Command("card.delete", N_("Delete"), N_("Delete this configuration; its claims stay")),
)
"""In the order of help and footer."""
