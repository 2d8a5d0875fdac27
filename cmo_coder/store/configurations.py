"""Acts on configurations: make them (from a claim or from theory), reword them in versions, relate them, set their
status.
"""

from __future__ import annotations

from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id, now
from cmo_coder.model.canonical import Role
from cmo_coder.model.checks import MemberCheckOutcome
from cmo_coder.model.claims import Claim, ClaimSlot
from cmo_coder.model.configurations import (
    Configuration,
    ConfigurationRelation,
    ConfigurationSlot,
    ConfigurationStatus,
    ConfigurationVersion,
    DemiRegularityConfiguration,
    Evidence,
    NegativeSearch,
    RelationType,
)
from cmo_coder.model.effective_elements import ElementConfiguration
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Stance
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.model.theories import TheoryConfiguration
from cmo_coder.store.anchors import drop_memos
from cmo_coder.store.claims import link_claim
from cmo_coder.store.configuration_versions import Slots, slot_rows
from cmo_coder.store.memos import write_decision
from cmo_coder.store.project import Project


def add_configuration(
    project: Project, slots: Slots, *, label: str = "", actor_id: str | None = None, negative_case: bool = False
) -> Configuration:
    """Make a configuration; without claims it is provisional (a hypothesis of the theory)."""
    with project.change("configuration.add", N_("Configuration made")) as change:
        coder_id = project.coder.id if project.coder else None
        made = Configuration(
            id=new_id(),
            number=change.highest(Configuration, "number") + 1,
            label=label,
            coder_id=coder_id,
            negative_case=negative_case,
        )
        version = ConfigurationVersion(
            id=new_id(), configuration_id=made.id, nr=1, actor_id=actor_id, coder_id=coder_id, at=now()
        )
        change.insert(made, version, *slot_rows(version.id, slots))
    return made


def configuration_from_claim(project: Project, claim: Claim, *, label: str = "") -> Configuration:
    """Make a configuration with the elements of a claim, which then supports it: one change."""
    with project.change(
        "configuration.add", N_("Configuration made from claim {number}"), number=claim.number
    ) as change:
        slots: dict[Role, list[str]] = {}
        for slot in change.all(ClaimSlot, order=("position",), claim_id=claim.id):
            if slot.canonical_element_id is not None:
                elements = slots.setdefault(slot.role, [])
                if slot.canonical_element_id not in elements:
                    elements.append(slot.canonical_element_id)
        if not slots:
            raise RuleError(
                N_("Claim {number} names no elements yet."), N_("Fill its slots first."), number=claim.number
            )
        made = add_configuration(project, slots, label=label)
        link_claim(project, claim, made.id, Stance.SUPPORTS)
    return made


def edit_configuration(project: Project, configuration: Configuration, **fields: Any) -> Configuration:
    """Change fields of a configuration other than its status: label, inference, level, certainty, negative case.

    Raises RuleError for a certainty without its reason (realist-method, section 2).
    """
    if "status" in fields:
        raise ValueError("a status is set with set_status, which asks for a reason")
    certainty = fields.get("certainty", configuration.certainty)
    if certainty is not None and not fields.get("certainty_reason", configuration.certainty_reason).strip():
        raise RuleError(N_("How sure you are needs a reason."), N_("Say in a few words what it rests on."))
    with project.change(
        "configuration.edit", N_("Configuration {number} edited"), number=configuration.number
    ) as change:
        return change.update(configuration, **fields)


def set_status(
    project: Project, configuration: Configuration, status: ConfigurationStatus, reason: str
) -> Configuration:
    """Set the status, with a reason that goes to the decision log. Refused where the hard rules forbid it."""
    if not reason.strip():
        raise RuleError(N_("A change of status needs a reason."), N_("Say in a few words why."))
    what = N_("Configuration {number}: status {status}")
    with project.change(
        "configuration.status", what, reason=reason, number=configuration.number, status=status
    ) as change:
        after = change.update(configuration, status=status)
        write_decision(
            project, what, reason, [("configuration", configuration.id)], number=configuration.number, status=status
        )
    return after


def relate(
    project: Project,
    type: RelationType,
    from_: Configuration,
    to: Configuration,
    *,
    shared_id: str | None = None,
    note: str = "",
    suggested: bool = False,
) -> ConfigurationRelation:
    """Relate two configurations. A ripple must name the element they share (RuleError).

    `suggested`: the program proposed it.
    """
    if from_.id == to.id:
        raise RuleError(N_("A configuration cannot be related to itself."))
    with project.change(
        "configuration.relate",
        N_("Configurations {from_} and {to} related: {type}"),
        from_=from_.number,
        to=to.number,
        type=type,
    ) as change:
        made = ConfigurationRelation(
            id=new_id(),
            type=type,
            from_id=from_.id,
            to_id=to.id,
            canonical_element_id=shared_id,
            note=note,
            suggested=suggested,
        )
        change.insert(made)
    return made


def unrelate(project: Project, relation: ConfigurationRelation) -> None:
    """Remove a relation."""
    with project.change("configuration.relate", N_("Relation between configurations removed")) as change:
        change.delete(relation)


def remove_configuration(project: Project, configuration: Configuration) -> None:
    """Remove a configuration with all its versions, evidence links and relations; the claims stay."""
    with project.change(
        "configuration.remove", N_("Configuration {number} removed"), number=configuration.number
    ) as change:
        versions = change.all(ConfigurationVersion, configuration_id=configuration.id)
        ids = [version.id for version in versions]
        drop_memos(change, [configuration, *versions])
        for field in ("configuration_id", "other_configuration_id"):
            for told in change.all(Suggestion, **{field: configuration.id}):
                change.update(told, **{field: None})
        change.delete(
            *change.among(Evidence, "configuration_version_id", ids),
            *change.among(ConfigurationSlot, "configuration_version_id", ids),
            *change.among(ElementConfiguration, "configuration_version_id", ids),
            *change.among(TheoryConfiguration, "configuration_version_id", ids),
            *change.among(MemberCheckOutcome, "configuration_version_id", ids),
            *change.all(ConfigurationRelation, from_id=configuration.id),
            *change.all(ConfigurationRelation, to_id=configuration.id),
            *change.all(DemiRegularityConfiguration, configuration_id=configuration.id),
            *change.all(NegativeSearch, configuration_id=configuration.id),
            *versions,
            configuration,
        )


def log_search(
    project: Project,
    query: str,
    *,
    configuration_id: str | None = None,
    element_id: str | None = None,
    found: str = "",
    date: str = "",
) -> NegativeSearch:
    """Log a search for negative cases of a configuration or an element; `found` empty: nothing found."""
    if not query.strip():
        raise RuleError(N_("Say what was searched for."))
    with project.change("search.log", N_("Search for negative cases logged")) as change:
        made = NegativeSearch(
            id=new_id(),
            configuration_id=configuration_id,
            effective_element_id=element_id,
            query=query,
            date=date or now()[:10],
            found=found,
        )
        change.insert(made)
    return made
