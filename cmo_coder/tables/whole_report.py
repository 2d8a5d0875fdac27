"""The report as one document: how it was done, what was found, where it does not work, and what is still missing.

Each part is a table of the catalogue, made of live data, so that nothing in the report was typed over. The methods
paragraph stands before the steps of the design. Quotes go along where they are the evidence: with the elements, and
where it does not work.
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING

from cmo_coder.messages import N_, _, in_language
from cmo_coder.messages.dates import day
from cmo_coder.realist.methods_text import methods_paragraph
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.tables.catalogue import build
from cmo_coder.tables.making import PROGRAM
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.value import Front, Table

if TYPE_CHECKING:
    from cmo_coder.realist.agreement import Agreement

PARTS: tuple[tuple[str, str], ...] = (
    ("opzet", N_("How the evaluation was done")),
    ("theorieversies", N_("The programme theory and how it changed")),
    ("icamo", N_("Configurations")),
    ("werkzame_elementen", N_("Effective elements")),
    ("elementen_over_rondes", N_("How the elements came about")),
    ("waar_werkt_het_niet", N_("Where does it not work?")),
    ("rameses", N_("RAMESES II checklist")),
)
"""The tables of the report in order, with the headings they have there (message ids)."""
WITH_QUOTES = frozenset({"werkzame_elementen", "waar_werkt_het_niet"})
ALWAYS = frozenset({"opzet", "rameses"})
"""Parts that stand there also where the study has nothing for them yet: that is what is missing."""


def front_page(snapshot: Snapshot, *, language: str = "nl", date: datetime.date | None = None) -> Front:
    """The first page of the report: the study and its question, for whom, by whom, when, and of which state."""
    study = snapshot.study
    when = (date or datetime.date.today()).isoformat()
    with in_language(language):
        rounds = (f"{one.label} ({one.period})" if one.period else one.label for one in snapshot.rounds.values())
        facts = (
            (_("Commissioned by"), study.client),
            (_("Line of the study"), study.pillar),
            (_("Cases"), ", ".join(case.name for case in snapshot.top_cases)),
            (_("Rounds"), ", ".join(rounds)),
            (_("Coders"), ", ".join(coder.name for coder in snapshot.coders.values())),
            (_("Profile"), study.profile.value),
            (_("Date"), day(when)),
            (_("Version"), f"{_('state {change} of the project').format(change=snapshot.change)} · {PROGRAM}"),
        )
    return Front(study.name, study.question, tuple(fact for fact in facts if fact[1]), language)


def report_tables(
    snapshot: Snapshot,
    *,
    language: str = "nl",
    compared: Agreement | None = None,
    date: datetime.date | None = None,
) -> tuple[Table, ...]:
    """The parts of the report, the methods paragraph before the first. `compared`: the comparison of coders."""
    options = TableOptions(support=True, contradiction=True, member_check=True)
    made = []
    for table_id, title in PARTS:
        table = build(table_id, snapshot, language=language, options=options, date=date)
        if not table.rows and table_id not in ALWAYS:
            continue
        with in_language(language):
            lead = (methods_paragraph(snapshot, compared),) if table_id == PARTS[0][0] else ()
            table = dataclasses.replace(table, title=_(title), lead=tuple(filter(None, lead)))
        made.append(table if table_id in WITH_QUOTES else dataclasses.replace(table, quotes=()))
    return tuple(made)
