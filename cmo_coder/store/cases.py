"""Acts on cases, their attributes, and respondents."""

from __future__ import annotations

from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id
from cmo_coder.model.cases import (
    AttributeType,
    Case,
    CaseAttribute,
    CaseType,
    Consent,
    Group,
    Respondent,
    RespondentAttribute,
)
from cmo_coder.model.errors import RuleError
from cmo_coder.store.order import reordered
from cmo_coder.store.project import Project
from cmo_coder.store.references import check_unused
from cmo_coder.store.tree import check_no_loop


def cases_of(project: Project) -> tuple[Case, ...]:
    """The cases in their own order."""
    with project.read() as reading:
        return reading.all(Case, order=("position", "name"))


def add_case(
    project: Project, name: str, *, type: CaseType = CaseType.REGION, parent_id: str | None = None, phase: str = ""
) -> Case:
    """Add a case. Raises RuleError where the name is empty or taken."""
    if not name.strip():
        raise RuleError(N_("A case needs a name."))
    with project.change("case.add", N_("Case {name} added"), name=name) as change:
        if change.find(Case, name=name) is not None:
            raise RuleError(N_("There is already a case called {name}."), N_("Choose another name."), name=name)
        made = Case(
            id=new_id(),
            name=name.strip(),
            type=type,
            parent_id=parent_id,
            phase=phase,
            position=change.highest(Case, "position") + 1,
        )
        change.insert(made)
    return made


def edit_case(project: Project, case: Case, **fields: Any) -> Case:
    """Change fields of a case. Raises RuleError where a case would lie within itself."""
    with project.change("case.edit", N_("Case {name} edited"), name=fields.get("name", case.name)) as change:
        after = change.update(case, **fields)
        check_no_loop({one.id: one.parent_id for one in change.all(Case)}, after.name)
        return after


def remove_case(project: Project, case: Case) -> None:
    """Remove a case with its attributes; refused where documents, respondents or claims refer to it."""
    with project.change("case.remove", N_("Case {name} removed"), name=case.name) as change:
        check_unused(change, case, case.name, besides=("case_attribute",))
        change.delete(*change.all(CaseAttribute, case_id=case.id), case)


def move_case(project: Project, case: Case, step: int) -> None:
    """Move a case up (-1) or down (1) among the cases within the same case; at the end nothing happens."""
    with project.change("case.move", N_("Case {name} moved"), name=case.name) as change:
        siblings = change.all(Case, order=("position", "name"), parent_id=case.parent_id)
        change.replace(reordered(siblings, case.id, step))


def attributes_of(project: Project, case_id: str | None = None) -> tuple[CaseAttribute, ...]:
    """The attributes of a case, or of all cases, in their own order."""
    with project.read() as reading:
        if case_id is None:
            return reading.all(CaseAttribute, order=("position", "key"))
        return reading.all(CaseAttribute, order=("position", "key"), case_id=case_id)


def set_attribute(
    project: Project, case: Case, key: str, value: str, *, type: AttributeType = AttributeType.TEXT, date: str = ""
) -> CaseAttribute | None:
    """Set an attribute of a case at a reference date; an empty value removes it."""
    with project.change("case.attribute", N_("{key} of case {name} set"), key=key, name=case.name) as change:
        present = change.find(CaseAttribute, case_id=case.id, key=key, date=date)
        if not value:
            if present is not None:
                change.delete(present)
            return None
        if present is not None:
            return change.update(present, value=value, type=type)
        made = CaseAttribute(
            id=new_id(),
            case_id=case.id,
            key=key,
            value=value,
            type=type,
            date=date,
            position=change.highest(CaseAttribute, "position", case_id=case.id) + 1,
        )
        change.insert(made)
        return made


def respondents_of(project: Project) -> tuple[Respondent, ...]:
    """The respondents by pseudonym."""
    with project.read() as reading:
        return reading.all(Respondent, order=("pseudonym",))


def add_respondent(
    project: Project,
    pseudonym: str,
    *,
    group: Group = Group.OTHER,
    function: str = "",
    organisation: str = "",
    domain: str = "",
    case_id: str | None = None,
    consent: Consent = Consent.UNKNOWN,
) -> Respondent:
    """Add a respondent. Raises RuleError where the pseudonym is empty or taken."""
    if not pseudonym.strip():
        raise RuleError(N_("A respondent needs a pseudonym."))
    with project.change("respondent.add", N_("Respondent {name} added"), name=pseudonym) as change:
        if change.find(Respondent, pseudonym=pseudonym) is not None:
            raise RuleError(
                N_("There is already a respondent called {name}."), N_("Choose another pseudonym."), name=pseudonym
            )
        made = Respondent(
            id=new_id(),
            pseudonym=pseudonym.strip(),
            group=group,
            function=function,
            organisation=organisation,
            domain=domain,
            case_id=case_id,
            consent=consent,
        )
        change.insert(made)
    return made


def edit_respondent(project: Project, respondent: Respondent, **fields: Any) -> Respondent:
    """Change fields of a respondent."""
    name = fields.get("pseudonym", respondent.pseudonym)
    with project.change("respondent.edit", N_("Respondent {name} edited"), name=name) as change:
        return change.update(respondent, **fields)


def remove_respondent(project: Project, respondent: Respondent) -> None:
    """Remove a respondent that nothing else refers to, with its attributes; refused otherwise."""
    with project.change("respondent.remove", N_("Respondent {name} removed"), name=respondent.pseudonym) as change:
        check_unused(change, respondent, respondent.pseudonym, besides=("respondent_attribute",))
        change.delete(*change.all(RespondentAttribute, respondent_id=respondent.id), respondent)
