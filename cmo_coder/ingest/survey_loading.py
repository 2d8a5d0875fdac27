"""Loading a survey: one change that one undo takes back; its mapping is remembered for the next with these columns."""

from __future__ import annotations

from pathlib import Path

from cmo_coder.ingest.source import Watch, unreadable, unwatched
from cmo_coder.ingest.survey_mapping import SurveyMapping, from_text, guess_mapping, signature, to_text
from cmo_coder.ingest.survey_plan import SurveyPlan, plan_survey
from cmo_coder.ingest.survey_table import SurveyTable
from cmo_coder.messages import N_
from cmo_coder.model.base import changed
from cmo_coder.model.cases import CaseAttribute, RespondentAttribute
from cmo_coder.model.documents import Document
from cmo_coder.model.errors import RuleError
from cmo_coder.store import originals
from cmo_coder.store.bulk_memory import without_collecting
from cmo_coder.store.change import Change
from cmo_coder.store.documents import add_documents
from cmo_coder.store.file_settings import set_setting, setting_of
from cmo_coder.store.project import Project

_AT_ONCE = 200


def mapping_for(project: Project, table: SurveyTable) -> tuple[SurveyMapping, bool]:
    """The mapping that was used for a survey with these columns, or a guess; and whether it is remembered."""
    kept = setting_of(project, f"survey:{signature(table.header)}")
    found = from_text(kept, table) if kept else None
    return (found, True) if found is not None else (guess_mapping(table), False)


def load_survey(
    project: Project,
    table: SurveyTable,
    mapping: SurveyMapping,
    *,
    round_id: str | None = None,
    keep_original: bool | None = None,
    watch: Watch = unwatched,
) -> tuple[Document, ...]:
    """Load a survey as one change; the mapping is remembered for the next one with the same columns.

    Gives the documents. Raises what `plan_survey` raises; where `watch` raises, nothing is loaded.
    """
    with (
        without_collecting(),
        project.change("survey.load", N_("Survey {name} loaded"), name=table.source_name) as change,
    ):
        plan = plan_survey(project, table, mapping, round_id=round_id)
        change.insert(*plan.cases, *plan.respondents)
        change.replace(plan.known)
        change.insert(*_new_facts(change, plan))
        change.insert(*_new_case_facts(change, plan))
        made: list[Document] = []
        change.watch = lambda done: watch(0.5 + 0.5 * done)
        for start in range(0, len(plan.documents), _AT_ONCE):
            watch(0.5 * start / len(plan.documents))
            made += add_documents(change, plan.documents[start : start + _AT_ONCE])
        originals.note_original(change, [one.id for one in made], table.file_sha256, table.source_size)
        if keep_original is not None:
            originals.remember_choice(change, keep_original)
        if keep_original and made:
            _keep(change, table)
        if not made and change.touched.tables:
            originals.note_without_document(change, table.file_sha256)
        set_setting(change, f"survey:{signature(table.header)}", to_text(mapping))
        watch(0.5)
    return tuple(made)


def _new_facts(change: Change, plan: SurveyPlan) -> list[RespondentAttribute]:
    """The facts about respondents that are new; where one has another value now, that is changed."""
    there = {
        (one.respondent_id, one.key): one
        for one in change.among(RespondentAttribute, "respondent_id", [one.id for one, _after in plan.known])
    }
    different = []
    new = []
    for fact in plan.facts:
        before = there.get((fact.respondent_id, fact.key))
        if before is None:
            new.append(fact)
        else:
            different.append((before, changed(before, value=fact.value, type=fact.type)))
    change.replace(different)
    return new


def _new_case_facts(change: Change, plan: SurveyPlan) -> list[CaseAttribute]:
    there = {
        (one.case_id, one.key)
        for one in change.among(CaseAttribute, "case_id", {one.case_id for one in plan.case_facts})
    }
    return [one for one in plan.case_facts if (one.case_id, one.key) not in there]


def _keep(change: Change, table: SurveyTable) -> None:
    path = Path(table.path)
    try:
        originals.keep_bytes(change, table.file_sha256, path.read_bytes())
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:
        raise RuleError(
            N_("{name} has changed since it was read."), N_("Load it again."), name=table.source_name
        ) from error
