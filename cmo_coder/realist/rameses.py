"""The RAMESES II checklist (Wong et al. 2016, 20 items): what the study can say about each, and what is missing.

Source: realist-method, section 6. `Level` says how far the program can go: A says it from the data, H drafts what a
person completes, M only reminds. Titles are our own short forms of the items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.messages import N_
from cmo_coder.model.reporting import ReportItem
from cmo_coder.realist import rameses_findings as findings
from cmo_coder.realist import rameses_methods as methods
from cmo_coder.realist import rameses_study as study
from cmo_coder.realist.snapshot import Snapshot


class Level(StrEnum):
    """Who can answer an item."""

    A = "A"
    AH = "A/H"
    H = "H"
    M = "M"


Say = Callable[[Snapshot], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the checklist: its title (a message id), and what can be said and is missing, line by line."""

    nr: int
    title: str
    level: Level
    says: Say
    lacks: Say


@dataclass(frozen=True, slots=True)
class Answer:
    """An item with what the study says about it now. `own` is what the team filled in, if anything."""

    item: Item
    says: tuple[str, ...]
    lacks: tuple[str, ...]
    fragments: tuple[str, ...]
    own: ReportItem | None


def _nothing(_snapshot: Snapshot) -> Iterator[str]:
    yield from ()


ITEMS: tuple[Item, ...] = (
    Item(1, N_("Title: names a realist evaluation"), Level.H, study.title, study.title_lacks),
    Item(2, N_("Abstract"), Level.H, study.abstract, study.abstract_lacks),
    Item(3, N_("Rationale for the evaluation"), Level.M, study.rationale, study.rationale_lacks),
    Item(4, N_("Initial programme theory"), Level.A, study.initial_theory, study.initial_theory_lacks),
    Item(5, N_("Questions, objectives and focus"), Level.H, study.questions, study.questions_lack),
    Item(6, N_("Ethical approval"), Level.H, study.ethics, study.ethics_lack),
    Item(7, N_("Why a realist evaluation"), Level.H, study.realist, _nothing),
    Item(8, N_("Environment of the evaluation"), Level.A, study.environment, study.environment_lacks),
    Item(9, N_("The programme that was evaluated"), Level.AH, study.programme, study.programme_lacks),
    Item(10, N_("Design"), Level.H, methods.design, methods.design_lacks),
    Item(11, N_("Data collection"), Level.A, methods.collection, methods.collection_lacks),
    Item(12, N_("Recruitment and sampling"), Level.AH, methods.sampling, methods.sampling_lacks),
    Item(13, N_("Data analysis"), Level.A, methods.analysis, methods.analysis_lacks),
    Item(14, N_("Participants"), Level.A, methods.participants, methods.participants_lack),
    Item(15, N_("Main findings"), Level.A, findings.main, findings.main_lacks),
    Item(16, N_("Summary of findings"), Level.H, findings.summary, findings.summary_lacks),
    Item(17, N_("Strengths, limitations, future"), Level.H, findings.limits, _nothing),
    Item(18, N_("Comparison with the literature"), Level.H, findings.literature, findings.literature_lacks),
    Item(19, N_("Conclusions and recommendations"), Level.H, findings.recommendations, findings.recommendations_lack),
    Item(20, N_("Funding and conflicts of interest"), Level.M, study.funding, study.funding_lacks),
)


def checklist(snapshot: Snapshot) -> tuple[Answer, ...]:
    """Every item, answered from the study as it is, in the current language."""
    own = {row.item: row for row in snapshot.report_items}
    return tuple(
        Answer(
            item,
            tuple(item.says(snapshot)),
            tuple(item.lacks(snapshot)),
            findings.words_of(snapshot) if item.nr in (15, 16) else (),
            own.get(item.nr),
        )
        for item in ITEMS
    )
