"""Acts on the report: the checklist, the steps of the design, the words for shares, the limit for small groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id
from cmo_coder.model.errors import RuleError
from cmo_coder.model.reporting import DesignStep, Reported, ReportItem
from cmo_coder.model.study import Study
from cmo_coder.store.project import Project

ITEMS = 20
"""How many items the checklist has."""


def set_report_item(project: Project, item: int, *, reported: Reported | None, pages: str = "", text: str = "") -> None:
    """Fill in an item of the checklist: whether and where it is reported, and the team's own draft."""
    if not 1 <= item <= ITEMS:
        raise RuleError(N_("The checklist has items 1 to {n}."), n=ITEMS)
    with project.change("report_item.set", N_("Item {item} of the checklist filled in"), item=item) as change:
        present = change.find(ReportItem, item=item)
        if present is None:
            change.insert(ReportItem(id=new_id(), item=item, reported=reported, pages=pages.strip(), text=text.strip()))
        else:
            change.update(present, reported=reported, pages=pages.strip(), text=text.strip())


def add_design_step(project: Project, step: str, **fields: str) -> DesignStep:
    """Write down a step of the design. Raises RuleError without a name."""
    if not step.strip():
        raise RuleError(N_("A step needs a name."))
    with project.change("design_step.add", N_("Step '{step}' of the design written"), step=step.strip()) as change:
        place = change.highest(DesignStep, "position") + 1
        made = DesignStep(id=new_id(), step=step.strip(), position=place, **_stripped(fields))
        change.insert(made)
    return made


def edit_design_step(project: Project, row: DesignStep, **fields: str) -> DesignStep:
    """Change a step."""
    if not fields.get("step", row.step).strip():
        raise RuleError(N_("A step needs a name."))
    with project.change("design_step.edit", N_("Step '{step}' of the design edited"), step=row.step) as change:
        return change.update(row, **_stripped(fields))


def remove_design_step(project: Project, row: DesignStep) -> None:
    """Take a step away."""
    with project.change("design_step.remove", N_("Step '{step}' of the design removed"), step=row.step) as change:
        change.delete(row)


def set_words(project: Project, quantifiers: Sequence[str], small_cell: int) -> None:
    """Set the words for shares (see `realist.quantifiers`, which checks them) and the limit for small groups."""
    fields = fields_of_words(quantifiers, small_cell)
    with project.change("study.words", N_("Words for shares and limit for small groups set")) as change:
        change.update(change.all(Study)[0], **fields)


def fields_of_words(quantifiers: Sequence[str], small_cell: int) -> dict[str, Any]:
    """The fields of the study in which they are kept. Raises RuleError for a limit below 0."""
    if small_cell < 0:
        raise RuleError(N_("The limit for small groups cannot be below 0."))
    return {"quantifiers": tuple(quantifiers), "small_cell": small_cell}


def _stripped(fields: dict[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in fields.items()}
