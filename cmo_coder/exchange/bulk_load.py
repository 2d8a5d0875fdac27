"""Loading a checked file: the rows of its records into a project, within one change."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_coder.exchange.bulk import BulkFile, BulkResult
from cmo_coder.exchange.bulk_build import build
from cmo_coder.exchange.bulk_read import study_form
from cmo_coder.exchange.bulk_rows import Builder, study_id_of
from cmo_coder.exchange.bulk_schema import StudyForm
from cmo_coder.exchange.errors import BulkError, Problem, problem
from cmo_coder.messages import N_
from cmo_coder.model.base import Entity, table_of
from cmo_coder.model.claims import Claim
from cmo_coder.model.configurations import Configuration
from cmo_coder.model.effective_elements import EffectiveElement
from cmo_coder.model.errors import RuleError
from cmo_coder.model.everything import ENTITIES
from cmo_coder.model.study import Coder, Round, Study
from cmo_coder.model.theories import ProgrammeTheory
from cmo_coder.store import rules
from cmo_coder.store.change import Change
from cmo_coder.store.reading import Reading


def load(change: Change, bulk: BulkFile) -> BulkResult:
    """Write the rows of a file; the caller opens the change. Raises BulkError (see `bulk.load_bulk`)."""
    builder, taken = _write(change, bulk)
    return BulkResult(bulk.counts, sum(len(made) for made in builder.rows.values()), taken)


def raise_for_rules(change: Change, bulk: BulkFile) -> None:
    """Raise BulkError with every hard rule that the rows of a file would break, by line."""
    builder, _taken = _write(change, bulk)
    broken = list(_rules_broken(change, builder))
    if broken:
        raise BulkError(bulk.path, broken)


def _write(change: Change, bulk: BulkFile) -> tuple[Builder, bool]:
    study = change.all(Study)[0]
    form = study_form(bulk.book)
    taken = form is not None and _is_empty(change)
    if form is not None and taken:
        study = _take_study(change, study, form)
    builder = build(bulk.book, study.id, _highest(change))
    problems = builder.problems or _there_already(change, builder) or list(_numbers_taken(change, builder))
    if problems:
        raise BulkError(bulk.path, problems)
    for sha256, text in builder.words.items():
        change.store_text(sha256, text)
    for made in builder.rows.values():
        change.insert(*made)
    return builder, taken


def study_of_file(bulk: BulkFile) -> Study:
    """The study that a file describes. Raises BulkError where it describes none."""
    form = study_form(bulk.book)
    if form is None:
        message = N_("A project is made of a file that names its study: a record of the kind 'study', with a name.")
        raise BulkError(bulk.path, [problem(0, "", message)])
    return _study(form, study_id_of(form, form.name))


def _study(form: StudyForm, id_: str) -> Study:
    return Study(
        id=id_,
        name=form.name,
        client=form.client,
        pillar=form.pillar,
        question=form.question,
        profile=form.profile,
        language=form.language,
        ethics=form.ethics,
        ethics_reason=form.ethics_reason,
        quantifiers=tuple(form.quantifiers),
        small_cell=form.small_cell,
    )


def _take_study(change: Change, study: Study, form: StudyForm) -> Study:
    wanted = _study(form, study.id if form.id is None else study_id_of(form, form.name))
    if wanted.id != study.id:
        change.delete(study)
        change.insert(wanted)
    elif wanted != study:
        change.replace([(study, wanted)])
    return wanted


def _is_empty(reading: Reading) -> bool:
    return not any(reading.count(cls) for cls in ENTITIES.values() if cls not in (Study, Coder))


_PLACED = ("study_case", "document", "code", "theme", "design_step")


def _highest(reading: Reading) -> dict[str, int]:
    places = {name: reading.highest(ENTITIES[name], "position") for name in _PLACED}
    numbers = {name: reading.highest(ENTITIES[name], "number") for name in ("claim", "configuration")}
    return places | numbers


def _there_already(change: Change, builder: Builder) -> list[Problem]:
    """Records that are in the project: mostly because this file was loaded before."""
    found: dict[int, Problem] = {}
    number = total = 0
    for cls, rows in builder.rows.items():
        total += len(rows)
        if not change.count(cls):
            continue
        there = change.among(cls, "id", [row.id for row in rows])
        number += len(there)
        for row in there:
            line = builder.line_of[table_of(cls), row.id]
            found.setdefault(line, problem(line, "id", N_("This is in the project already.")))
    if number and number == total:
        message = N_("This file was loaded before: all of it is in the project already.")
        return [problem(0, "", message)]
    return list(found.values())


def _numbers_taken(change: Change, builder: Builder) -> Iterator[Problem]:
    for cls, name in ((Round, "nr"), (EffectiveElement, "nr"), (Claim, "number"), (Configuration, "number")):
        taken = {getattr(row, name) for row in change.all(cls)}
        for row in builder.rows.get(cls, ()):
            if getattr(row, name) in taken:
                line = builder.line_of[table_of(cls), row.id]
                yield problem(line, name, N_("Number {nr} is taken already, in the project."), nr=getattr(row, name))


def _rules_broken(change: Change, builder: Builder) -> Iterator[Problem]:
    """The hard rules that the load would break, each with the line of what breaks it where the rule names it."""
    for error in rules.broken(change, change.touched):
        yield problem(_line_of(error, builder), "", N_("A rule of the method forbids this. {error}"), error=error)


def _line_of(error: RuleError, builder: Builder) -> int:
    """Rules name a claim or configuration by its number (a claim beside a turn), an element by its nr, a theory by its
    title."""
    told = error.args_
    cls: type[Entity]
    cls, name = (EffectiveElement, "nr") if "nr" in told else (Claim if "turn" in told else Configuration, "number")
    if "title" in told:
        cls, name = ProgrammeTheory, "title"
    for row in builder.rows.get(cls, ()):
        if getattr(row, name) == told.get(name):
            return builder.line_of[table_of(cls), row.id]
    return 0
