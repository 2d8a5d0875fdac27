"""Rules on configurations: a status needs its ground, a slot its role, a ripple its shared element."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.canonical import Role
from cmo_coder.model.configurations import ConfigurationStatus, RelationType
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Stance
from cmo_coder.store.reading import Reading
from cmo_coder.store.rules.base import Rule, rows
from cmo_coder.store.tables import TABLES
from cmo_coder.store.touched import ANY, KEPT, How, Touched

_LESS = How.EDITED | How.GONE


def _of_versions(reading: Reading, touched: Touched) -> set[str]:
    """The configurations that were touched, themselves or by a version."""
    version = TABLES["configuration_version"]
    by_version = rows(
        reading, sa.select(version.c.configuration_id), version.c.id, touched.ids("configuration_version", KEPT)
    )
    return touched.ids("configuration", KEPT) | {row[0] for row in by_version}


def _status_has_ground(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    """No claims: only `provisional`. `supported`: a supporting claim with a filled mechanism."""
    configuration, version, evidence, slot = (
        TABLES[name] for name in ("configuration", "configuration_version", "evidence", "claim_slot")
    )
    linked = evidence.join(version, evidence.c.configuration_version_id == version.c.id)
    mine = (version.c.configuration_id == configuration.c.id, version.c.in_force)
    claims = sa.select(sa.func.count()).select_from(linked).where(*mine).correlate(configuration).scalar_subquery()
    with_mechanism = (
        sa.select(sa.func.count())
        .select_from(linked.join(slot, slot.c.claim_id == evidence.c.claim_id))
        .where(
            *mine,
            evidence.c.stance == Stance.SUPPORTS.value,
            slot.c.role.in_([Role.M_RES.value, Role.M_RED.value]),
        )
        .correlate(configuration)
        .scalar_subquery()
    )
    query = (
        sa.select(
            configuration.c.number, configuration.c.status, claims.label("claims"), with_mechanism.label("mechanism")
        )
        .where(configuration.c.status != ConfigurationStatus.PROVISIONAL.value)
        .order_by(configuration.c.number)
    )
    ids: set[str] | None = None
    # What is gone leaves no row to ask: then every configuration with a status is looked at (there are few).
    if touched is not None and not any(touched.has(name, _LESS) for name in ("evidence", "claim_slot")):
        ids = _of_versions(reading, touched)
    for row in rows(reading, query, configuration.c.id, ids):
        if row.claims == 0:
            yield RuleError(
                N_("Configuration {number} has no claims, so it can only be provisional."),
                N_("Link a claim first, or set the status to provisional."),
                number=row.number,
            )
        elif row.status == ConfigurationStatus.SUPPORTED.value and row.mechanism == 0:
            yield RuleError(
                N_("Configuration {number} cannot be 'supported': no supporting claim names a mechanism (a dyad)."),
                N_("Link a supporting claim with an M slot first."),
                number=row.number,
            )


def _refined_names_its_actor(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    """From `refined` on, *voor wie* is named: an actor of the version, or of one of its M_red elements."""
    configuration, version, slot, actor = (
        TABLES[name]
        for name in ("configuration", "configuration_version", "configuration_slot", "canonical_element_actor")
    )
    of_reasoning = (
        sa.select(sa.func.count())
        .select_from(slot.join(actor, actor.c.canonical_element_id == slot.c.canonical_element_id))
        .where(slot.c.configuration_version_id == version.c.id, slot.c.role == Role.M_RED.value)
        .correlate(version)
        .scalar_subquery()
    )
    query = (
        sa.select(configuration.c.number)
        .select_from(configuration.join(version, version.c.configuration_id == configuration.c.id))
        .where(
            version.c.in_force,
            configuration.c.status.in_([ConfigurationStatus.REFINED.value, ConfigurationStatus.SUPPORTED.value]),
            version.c.actor_id.is_(None),
            of_reasoning == 0,
        )
        .order_by(configuration.c.number)
    )
    ids: set[str] | None = None
    if touched is not None and not any(
        touched.has(name, _LESS) for name in ("configuration_slot", "canonical_element_actor")
    ):
        ids = _of_versions(reading, touched)
    for row in rows(reading, query, configuration.c.id, ids):
        yield RuleError(
            N_("Configuration {number} does not say for whom: from 'refined' on an actor must be named."),
            N_("Name the actor of the configuration or of its reasoning first."),
            number=row.number,
        )


def _slot_has_its_role(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    """An element stands only in slots of its own role."""
    element = TABLES["canonical_element"]
    for name in ("configuration_slot", "claim_slot"):
        slot = TABLES[name]
        query = (
            sa.select(element.c.label, element.c.role, slot.c.role.label("slot"))
            .select_from(slot.join(element, slot.c.canonical_element_id == element.c.id))
            .where(slot.c.role != element.c.role)
            .order_by(element.c.label)
        )
        if touched is None:
            found = rows(reading, query, slot.c.id, None)
        else:
            found = rows(reading, query, slot.c.id, touched.ids(name, KEPT))
            found += rows(reading, query, element.c.id, touched.ids("canonical_element", How.EDITED))
        for row in found:
            yield RuleError(
                N_("'{label}' is an element of role {role} and cannot stand in slot {slot}."),
                N_("Choose an element of role {slot}, or make one."),
                label=row.label,
                role=row.role,
                slot=row.slot,
            )


def _ripple_shares(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    """A ripple names the element that the two configurations share."""
    relation, configuration = TABLES["configuration_relation"], TABLES["configuration"]
    other = configuration.alias()
    query = (
        sa.select(configuration.c.number, other.c.number.label("other"))
        .select_from(
            relation.join(configuration, relation.c.from_id == configuration.c.id).join(
                other, relation.c.to_id == other.c.id
            )
        )
        .where(relation.c.type == RelationType.RIPPLE.value, relation.c.canonical_element_id.is_(None))
        .order_by(configuration.c.number, other.c.number)
    )
    ids = None if touched is None else touched.ids("configuration_relation", KEPT)
    for row in rows(reading, query, relation.c.id, ids):
        yield RuleError(
            N_("A ripple from configuration {number} to {other} must name the element they share."),
            N_("Choose the outcome that becomes context."),
            number=row.number,
            other=row.other,
        )


RULES: tuple[Rule, ...] = (
    Rule(
        {"configuration": KEPT, "configuration_version": ANY, "evidence": _LESS, "claim_slot": _LESS},
        _status_has_ground,
    ),
    Rule(
        {
            "configuration": KEPT,
            "configuration_version": ANY,
            "configuration_slot": _LESS,
            "canonical_element_actor": _LESS,
        },
        _refined_names_its_actor,
    ),
    Rule({"configuration_slot": KEPT, "claim_slot": KEPT, "canonical_element": How.EDITED}, _slot_has_its_role),
    Rule({"configuration_relation": KEPT}, _ripple_shares),
)
