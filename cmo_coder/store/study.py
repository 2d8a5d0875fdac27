"""Acts on the study itself, its rounds and its coders."""

from __future__ import annotations

from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id, now
from cmo_coder.model.errors import NotFound, RuleError
from cmo_coder.model.study import Coder, CoderRole, Progress, ProgressState, Round, RoundPurpose, Study
from cmo_coder.store.project import Project
from cmo_coder.store.references import check_unused
from cmo_coder.store.rounds import keep_as_finished


def study_of(project: Project) -> Study:
    """The one study of the project. Raises NotFound in a project without one."""
    with project.read() as reading:
        found = reading.all(Study)
    if not found:
        raise NotFound(N_("This project holds no study."), N_("Run: cmo-coder verify"))
    return found[0]


def edit_study(project: Project, **fields: Any) -> Study:
    """Change fields of the study."""
    study = study_of(project)
    with project.change("study.edit", N_("Study {name} edited"), name=fields.get("name", study.name)) as change:
        return change.update(study, **fields)


def rounds_of(project: Project) -> tuple[Round, ...]:
    """The rounds by number."""
    with project.read() as reading:
        return reading.all(Round, order=("nr",))


def add_round(project: Project, label: str, *, period: str = "", purpose: RoundPurpose | None = None) -> Round:
    """Add a round with the next number."""
    with project.change("round.add", N_("Round {label} added"), label=label) as change:
        made = Round(id=new_id(), nr=change.highest(Round, "nr") + 1, label=label, period=period, purpose=purpose)
        change.insert(made)
    return made


def edit_round(project: Project, round_: Round, **fields: Any) -> Round:
    """Change fields of a round."""
    with project.change("round.edit", N_("Round {label} edited"), label=round_.label) as change:
        return change.update(round_, **fields)


def remove_round(project: Project, round_: Round) -> None:
    """Remove a round that nothing refers to. Raises RuleError otherwise."""
    with project.change("round.remove", N_("Round {label} removed"), label=round_.label) as change:
        check_unused(change, round_, round_.label)
        change.delete(round_)


def coders_of(project: Project) -> tuple[Coder, ...]:
    """The coders by name."""
    with project.read() as reading:
        return reading.all(Coder, order=("name",))


def add_coder(project: Project, name: str, *, role: CoderRole = CoderRole.RESEARCHER, blind: bool = False) -> Coder:
    """Add a coder. Raises RuleError where the name is taken or empty."""
    if not name.strip():
        raise RuleError(N_("A coder needs a name."))
    with project.change("coder.add", N_("Coder {name} added"), name=name) as change:
        if any(coder.name.casefold() == name.casefold() for coder in change.all(Coder)):
            raise RuleError(N_("There is already a coder called {name}."), N_("Choose another name."), name=name)
        made = Coder(id=new_id(), name=name.strip(), role=role, blind=blind)
        change.insert(made)
    return made


def edit_coder(project: Project, coder: Coder, **fields: Any) -> Coder:
    """Change fields of a coder."""
    with project.change("coder.edit", N_("Coder {name} edited"), name=coder.name) as change:
        return change.update(coder, **fields)


def remove_coder(project: Project, coder: Coder) -> None:
    """Remove a coder who coded nothing. Raises RuleError where something refers to the coder, or who works here."""
    if project.coder is not None and project.coder.id == coder.id:
        raise RuleError(N_("{name} works here now."), N_("Say first that somebody else does."), name=coder.name)
    with project.change("coder.remove", N_("Coder {name} removed"), name=coder.name) as change:
        check_unused(change, coder, coder.name)
        change.delete(coder)


def progress_of(project: Project) -> tuple[Progress, ...]:
    """How far every coder is with every document that they began."""
    with project.read() as reading:
        return reading.all(Progress)


def set_progress(project: Project, document_id: str, coder_id: str, state: ProgressState | None) -> None:
    """Say how far a coder is with a document; nothing means not begun."""
    if state is ProgressState.FINISHED:
        what = N_("{coder} finished {document}")
    elif state is ProgressState.BEGUN:
        what = N_("{coder} began with {document}")
    else:
        what = N_("{coder} has not begun with {document}")
    from cmo_coder.model.documents import Document

    with project.read() as reading:
        document, coder = reading.get(Document, document_id), reading.get(Coder, coder_id)
        present = reading.find(Progress, document_id=document_id, coder_id=coder_id)
    if (present.state if present else None) is state:
        return
    with project.change("progress.set", what, coder=coder.name, document=document.title) as change:
        if state is ProgressState.FINISHED:
            keep_as_finished(change, document_id, coder_id)
        if present is not None and state is None:
            change.delete(present)
        elif present is not None:
            change.update(present, state=state, at=now())
        elif state is not None:
            change.insert(Progress(id=new_id(), document_id=document_id, coder_id=coder_id, state=state, at=now()))
