"""Acts on demi-regularities: a pattern over configurations, with its ground, its negative cases and its exceptions."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id, now
from cmo_coder.model.configurations import DemiRegularity, DemiRegularityConfiguration, NegativeSearch
from cmo_coder.model.errors import RuleError
from cmo_coder.store.anchors import drop_memos
from cmo_coder.store.memos import write_decision
from cmo_coder.store.project import Project


def add_demi(
    project: Project,
    description: str,
    *,
    basis: str = "",
    exceptions: str = "",
    configuration_ids: Sequence[str] = (),
    negative_ids: Sequence[str] = (),
) -> DemiRegularity:
    """Record a pattern that a person sees. Raises RuleError without a description."""
    if not description.strip():
        raise RuleError(N_("Say what the pattern is."))
    with project.change("demi_regularity.add", N_("Demi-regularity recorded")) as change:
        made = DemiRegularity(
            id=new_id(), description=description.strip(), basis=basis.strip(), exceptions=exceptions.strip()
        )
        change.insert(made, *_links(made.id, configuration_ids, negative_ids))
        # That something is a pattern is a judgement of people: it belongs in the log with its ground.
        write_decision(
            project,
            N_("Demi-regularity recorded: {description}"),
            basis.strip() or "-",
            [("demi_regularity", made.id)],
            description=made.description,
        )
    return made


def edit_demi(project: Project, demi: DemiRegularity, **fields: str) -> DemiRegularity:
    """Change description, basis or exceptions."""
    if not fields.get("description", demi.description).strip():
        raise RuleError(N_("Say what the pattern is."))
    with project.change("demi_regularity.edit", N_("Demi-regularity edited")) as change:
        return change.update(demi, **fields)


def set_demi_configurations(
    project: Project, demi: DemiRegularity, configuration_ids: Sequence[str], negative_ids: Sequence[str]
) -> None:
    """Say which configurations show the pattern, and which are negative cases of it; none is both (RuleError)."""
    if set(configuration_ids) & set(negative_ids):
        raise RuleError(N_("A configuration shows the pattern or is a negative case of it, not both."))
    with project.change("demi_regularity.link", N_("Configurations of a demi-regularity set")) as change:
        change.delete(*change.all(DemiRegularityConfiguration, demi_regularity_id=demi.id))
        change.insert(*_links(demi.id, configuration_ids, negative_ids))


def log_demi_search(project: Project, demi: DemiRegularity, query: str, *, found: str = "", date: str = "") -> None:
    """Log a search for negative cases of a pattern; `found` empty: searched, nothing found."""
    if not query.strip():
        raise RuleError(N_("Say what was searched for."))
    with project.change("search.log", N_("Search for negative cases logged")) as change:
        change.insert(
            NegativeSearch(
                id=new_id(),
                demi_regularity_id=demi.id,
                query=query.strip(),
                date=date or now()[:10],
                found=found.strip(),
            )
        )


def remove_demi(project: Project, demi: DemiRegularity) -> None:
    """Remove a pattern with its searches; the configurations stay."""
    with project.change("demi_regularity.remove", N_("Demi-regularity removed")) as change:
        drop_memos(change, [demi])
        change.delete(
            *change.all(DemiRegularityConfiguration, demi_regularity_id=demi.id),
            *change.all(NegativeSearch, demi_regularity_id=demi.id),
            demi,
        )


def _links(
    demi_id: str, configuration_ids: Sequence[str], negative_ids: Sequence[str]
) -> list[DemiRegularityConfiguration]:
    return [
        DemiRegularityConfiguration(id=new_id(), demi_regularity_id=demi_id, configuration_id=id_, negative=negative)
        for ids, negative in ((configuration_ids, False), (negative_ids, True))
        for id_ in dict.fromkeys(ids)
    ]
