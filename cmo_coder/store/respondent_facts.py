"""Facts about respondents: answers to closed questions of a survey, or what the team knows of them."""

from __future__ import annotations

from collections.abc import Mapping

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id
from cmo_coder.model.cases import AttributeType, Respondent, RespondentAttribute
from cmo_coder.store.project import Project


def facts_of(project: Project, respondent: Respondent) -> tuple[RespondentAttribute, ...]:
    """The facts about a respondent, in their own order."""
    with project.read() as reading:
        return reading.all(RespondentAttribute, order=("position", "key"), respondent_id=respondent.id)


def set_facts(
    project: Project,
    respondent: Respondent,
    values: Mapping[str, str],
    types: Mapping[str, AttributeType] | None = None,
    *,
    only_these: bool = False,
) -> None:
    """Set facts about a respondent by name, as one change; an empty value removes one.

    A fact that is there keeps its type; a new one has that of `types`, or is text. With `only_these` facts that are not
    named are removed as well.
    """
    name = respondent.pseudonym
    with project.change("respondent.attribute", N_("Attributes of {name} set"), name=name) as change:
        present = {one.key: one for one in change.all(RespondentAttribute, respondent_id=respondent.id)}
        last = max((one.position for one in present.values()), default=0)
        for key, value in values.items():
            before = present.pop(key, None)
            if before is not None and value:
                change.update(before, value=value)
            elif before is not None:
                change.delete(before)
            elif value:
                last += 1
                type_ = (types or {}).get(key, AttributeType.TEXT)
                change.insert(
                    RespondentAttribute(
                        id=new_id(), respondent_id=respondent.id, key=key, value=value, type=type_, position=last
                    )
                )
        if only_these:
            change.delete(*present.values())
