"""What the team did, counted from the project itself: for the methods paragraph and the checklist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from cmo_coder.model.agreement_runs import AgreementRun
from cmo_coder.model.study import Progress, ProgressState
from cmo_coder.model.suggestions import SuggestionKind, SuggestionOutcome
from cmo_coder.store.decisions import FieldChange, Said, what_changed, what_was_said
from cmo_coder.store.reading import Reading
from cmo_coder.store.since import Since
from cmo_coder.store.tables import CHANGE, TABLES


@dataclass(frozen=True, slots=True)
class Work:
    """Counts of acts and runs. `codebook_changes` counts the changes of the codebook that are in force;
    `suggestions` what became of those that somebody looked at, by what was proposed; `finished` the documents that
    each coder finished, by coder."""

    codebook_changes: int = 0
    suggestions: Mapping[SuggestionKind, Mapping[SuggestionOutcome, int]] = field(default_factory=dict)
    agreement_runs: tuple[tuple[str, str], ...] = ()
    """Label and moment of each, oldest first."""
    finished: Mapping[str, int] = field(default_factory=dict)
    decided: Mapping[str, tuple[FieldChange, ...]] = field(default_factory=dict)
    """What each decision changed, by its id."""
    said: Mapping[str, Said] = field(default_factory=dict)
    """What the change of each decision says, by the id of the decision."""


_TABLES = frozenset({"suggestion", "agreement_run", "progress", "decision"})
_ACTS = ("code.", "codebook.")


def is_work(since: Since) -> bool:
    """Whether the counts may be others after these changes."""
    return since.ids is None or not _TABLES.isdisjoint(since.ids) or any(act.startswith(_ACTS) for act in since.acts)


def work_of(reading: Reading) -> Work:
    """Count what was done."""
    about_codes = sa.or_(*(CHANGE.c.act.startswith(act) for act in _ACTS))
    in_force = sa.select(sa.func.count()).where(CHANGE.c.kind == "do", CHANGE.c.state == "done", about_codes)
    suggestion = TABLES["suggestion"]
    outcomes = (
        sa.select(suggestion.c.kind, suggestion.c.outcome, sa.func.count())
        .where(suggestion.c.outcome.is_not(None))
        .group_by(suggestion.c.kind, suggestion.c.outcome)
    )
    told: dict[SuggestionKind, dict[SuggestionOutcome, int]] = {}
    for kind, outcome, number in reading.connection.execute(outcomes):
        told.setdefault(SuggestionKind(kind), {})[SuggestionOutcome(outcome)] = int(number)
    finished: dict[str, int] = {}
    for row in reading.all(Progress):
        if row.state is ProgressState.FINISHED:
            finished[row.coder_id] = finished.get(row.coder_id, 0) + 1
    return Work(
        codebook_changes=int(reading.connection.execute(in_force).scalar() or 0),
        suggestions={kind: told[kind] for kind in SuggestionKind if kind in told},
        agreement_runs=tuple((run.label, run.at) for run in reading.all(AgreementRun, order=("at",))),
        finished=finished,
        decided=what_changed(reading),
        said=what_was_said(reading),
    )
