"""The commands of the agreement screen."""

from __future__ import annotations

from cmo_coder.messages import N_
from cmo_coder.tui.commands import Command

COMMANDS = (
    Command("agreement.first", N_("As the first"), N_("Decide: as the first coder has it"), footer=True),
    Command("agreement.second", N_("As the second"), N_("Decide: as the second coder has it"), footer=True),
    Command(
        "agreement.third",
        N_("Otherwise"),
        N_("Of two coders another decision; of more: as the third coder has it"),
        footer=True,
    ),
    Command("agreement.fourth", N_("As the fourth"), N_("Decide: as the fourth coder has it")),
    Command("agreement.fifth", N_("As the fifth"), N_("Decide: as the fifth coder has it")),
    Command("agreement.sixth", N_("As the sixth"), N_("Decide: as the sixth coder has it")),
    Command("agreement.other", N_("Other decision"), N_("Both, neither, other words or another code")),
    Command("agreement.view", N_("Figures"), N_("The next view: codes, documents, rounds …"), footer=True),
    Command("agreement.open", N_("Discuss"), N_("Keep it open for discussion"), footer=True),
    Command("agreement.next", N_("Next"), N_("The next difference that is open"), footer=True),
    Command("agreement.view_back", N_("View before"), N_("The view before this one")),
    Command("agreement.columns", N_("More columns"), N_("Of figures that do not fit: the columns to the right")),
    Command("agreement.columns_back", N_("Columns before"), N_("Back to the columns on the left")),
    Command("agreement.take_back", N_("Take back"), N_("Take the decision back")),
    Command("agreement.widest", N_("Boundaries"), N_("Settle all that differ in boundaries only: the widest")),
    Command("agreement.note", N_("Codebook note"), N_("Write a memo on the codes in dispute")),
    Command("agreement.read", N_("Read there"), N_("Read the transcript at these words")),
    Command("agreement.filter", N_("Filter"), N_("Only one kind, code or document"), footer=True),
    Command("agreement.pair", N_("Coders"), N_("Choose which two coders are compared")),
    Command(
        "agreement.options",
        N_("Settings"),
        N_("Unit, interviewer, before or after discussion; whom, which codes, documents, round, figures"),
    ),
    Command(
        "agreement.rounds",
        N_("Rounds"),
        N_("Who codes what, blind or not; draw a sample; work on two computers"),
    ),
    Command("agreement.stop", N_("Stop"), N_("Stop what is being computed")),
    Command("agreement.more", N_("Other figures"), N_("Span matching, domains, sets of codes, gamma")),
    Command("agreement.explain", N_("Meaning"), N_("What each figure answers, its formula and its source")),
    Command("agreement.write", N_("Write"), N_("Write the report to a file (docx, xlsx, html, md)"), footer=True),
)
