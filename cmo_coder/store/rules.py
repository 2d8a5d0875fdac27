"""The hard rules of the method, in one place: checked at the end of every change, whatever made it, and over everything by `verify`.

Source: realist-method, section 2 ("Hard rules" and the entity table) and section 7, rules 6 and 12. Each rule looks only at
what a change touched; `None` means everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.configurations import ConfigurationStatus
from cmo_coder.model.documents import SpeakerKind
from cmo_coder.model.effective_elements import ElementStatus
from cmo_coder.model.errors import RuleError, UserError
from cmo_coder.model.fragments import Stance
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import TABLES

Touched = Mapping[str, set[str]]
"""Ids of touched rows by table."""

_T = TABLES


def check(reading: Reading, touched: Touched) -> None:
    """Raise the first RuleError that a change would leave behind."""
    for error in broken(reading, touched):
        raise error


def broken(reading: Reading, touched: Touched | None = None) -> Iterable[RuleError]:
    """Every broken rule among what was touched, or in the whole project."""
    for tables, rule in _RULES:
        if touched is None:
            yield from rule(reading, None)
        elif any(table in touched for table in tables):
            yield from rule(reading, touched)


def broken_constraint(error: sa.exc.IntegrityError) -> UserError:
    """What a constraint of the database says to a person. The rules above speak first; this is the last line."""
    text = str(error.orig)
    if "UNIQUE" in text.upper():
        return RuleError(N_("This is there already ({detail})."), N_("Nothing was changed."), detail=text)
    if "FOREIGN KEY" in text.upper():
        return RuleError(
            N_("Something else still refers to this ({detail})."),
            N_("Remove or move that first; nothing was changed."),
            detail=text,
        )
    return RuleError(N_("The database refused this ({detail})."), N_("Nothing was changed."), detail=text)


def _ids(touched: Touched | None, table: str) -> set[str] | None:
    return None if touched is None else touched.get(table, set())


def _rows(reading: Reading, query: sa.Select[Any], column: Any, ids: set[str] | None) -> list[Any]:
    """The rows of a query, narrowed to ids where there are any."""
    if ids is None:
        return list(reading.connection.execute(query))
    wanted = sorted(ids)
    found: list[Any] = []
    for start in range(0, len(wanted), 500):
        found += reading.connection.execute(query.where(column.in_(wanted[start : start + 500])))
    return found


# A fragment with evidence stays


def _fragment_with_evidence_stays(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    """A fragment behind the slot of a claim cannot be deleted."""
    if touched is None:
        return
    s, f, l, c = _T["slot_evidence"], _T["fragment"], _T["claim_slot"], _T["claim"]  # noqa: E741
    query = (
        sa.select(c.c.number)
        .select_from(s.join(l, s.c.claim_slot_id == l.c.id).join(c, l.c.claim_id == c.c.id))
        .outerjoin(f, s.c.fragment_id == f.c.id)
        .where(f.c.id.is_(None))
    )
    for row in _rows(reading, query, s.c.fragment_id, _ids(touched, "fragment")):
        yield RuleError(
            N_("This fragment is evidence of claim {number} and cannot be deleted."),
            N_("First take it out of the claim, or delete the claim."),
            number=row.number,
        )


# Interviewer turns are never evidence


def _interviewer_is_no_evidence(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    s, f, t, p, l, c = (  # noqa: E741
        _T[name] for name in ("slot_evidence", "fragment", "turn", "speaker", "claim_slot", "claim")
    )
    query = (
        sa.select(c.c.number, t.c.nr)
        .select_from(
            s.join(f, s.c.fragment_id == f.c.id)
            .join(l, s.c.claim_slot_id == l.c.id)
            .join(c, l.c.claim_id == c.c.id)
            .join(
                t,
                sa.and_(
                    t.c.text_version_id == f.c.text_version_id, t.c.text_start < f.c.end, t.c.end > f.c.start
                ),
            )
            .join(p, t.c.speaker_id == p.c.id)
        )
        .where(p.c.kind == SpeakerKind.INTERVIEWER.value)
        .distinct()
    )
    found: list[Any] = []
    if touched is None:
        found = _rows(reading, query, s.c.id, None)
    else:
        found += _rows(reading, query, s.c.id, _ids(touched, "slot_evidence"))
        found += _rows(reading, query, f.c.id, _ids(touched, "fragment"))
        found += _rows(reading, query, p.c.id, _ids(touched, "speaker"))
        found += _rows(reading, query, t.c.id, _ids(touched, "turn"))
    for row in found:
        yield RuleError(
            N_("The words of the interviewer (turn {turn}) cannot be evidence (claim {number})."),
            N_("Select only what the respondent says."),
            turn=row.nr,
            number=row.number,
        )


# Configurations


def _configurations_touched(reading: Reading, touched: Touched | None) -> set[str] | None:
    """The configurations whose status may have lost its ground."""
    if touched is None:
        return None
    v, e, l = _T["configuration_version"], _T["evidence"], _T["claim_slot"]  # noqa: E741
    ids = set(_ids(touched, "configuration") or ())
    # Deleted evidence leaves no row to ask: then every configuration with a status is looked at (there are few).
    if touched.get("evidence") or touched.get("claim") or touched.get("claim_slot"):
        return None
    by_version = sa.select(v.c.configuration_id)
    ids |= {row[0] for row in _rows(reading, by_version, v.c.id, _ids(touched, "configuration_version"))}
    del e, l
    return ids


def _status_has_ground(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    """No claims: only `provisional`. `supported`: a supporting claim with a filled mechanism."""
    k, v, e, l = (_T[name] for name in ("configuration", "configuration_version", "evidence", "claim_slot"))  # noqa: E741
    provisional = ConfigurationStatus.PROVISIONAL.value
    claims = (
        sa.select(sa.func.count())
        .select_from(e.join(v, e.c.configuration_version_id == v.c.id))
        .where(v.c.configuration_id == k.c.id, v.c.in_force)
        .correlate(k)
        .scalar_subquery()
    )
    with_mechanism = (
        sa.select(sa.func.count())
        .select_from(
            e.join(v, e.c.configuration_version_id == v.c.id).join(l, l.c.claim_id == e.c.claim_id)
        )
        .where(
            v.c.configuration_id == k.c.id,
            v.c.in_force,
            e.c.stance == Stance.SUPPORTS.value,
            l.c.role.in_(["M_res", "M_red"]),
        )
        .correlate(k)
        .scalar_subquery()
    )
    query = sa.select(k.c.number, k.c.status, claims.label("claims"), with_mechanism.label("mechanism")).where(
        k.c.status != provisional
    )
    for row in _rows(reading, query, k.c.id, _configurations_touched(reading, touched)):
        if row.claims == 0:
            yield RuleError(
                N_("Configuration {number} has no claims, so it can only be provisional."),
                N_("Link a claim first, or set the status to provisional."),
                number=row.number,
            )
        elif row.status == ConfigurationStatus.SUPPORTED.value and row.mechanism == 0:
            yield RuleError(
                N_("Configuration {number} cannot be 'supported': no supporting claim names a mechanism (it is a dyad)."),
                N_("Link a supporting claim with an M slot first."),
                number=row.number,
            )


def _refined_names_its_actor(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    """From `refined` on, *voor wie* is named: an actor of the version, or of one of its M_red elements."""
    k, v, s, a = (
        _T[name] for name in ("configuration", "configuration_version", "configuration_slot", "canonical_element_actor")
    )
    of_reasoning = (
        sa.select(sa.func.count())
        .select_from(s.join(a, a.c.canonical_element_id == s.c.canonical_element_id))
        .where(s.c.configuration_version_id == v.c.id, s.c.role == "M_red")
        .correlate(v)
        .scalar_subquery()
    )
    query = (
        sa.select(k.c.number)
        .select_from(k.join(v, v.c.configuration_id == k.c.id))
        .where(
            v.c.in_force,
            k.c.status.in_([ConfigurationStatus.REFINED.value, ConfigurationStatus.SUPPORTED.value]),
            v.c.actor_id.is_(None),
            of_reasoning == 0,
        )
    )
    ids = None if touched and touched.get("canonical_element_actor") else _configurations_touched(reading, touched)
    for row in _rows(reading, query, k.c.id, ids):
        yield RuleError(
            N_("Configuration {number} does not say for whom: from 'refined' on an actor must be named."),
            N_("Name the actor of the configuration or of its reasoning first."),
            number=row.number,
        )


def _slot_has_its_role(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    """An element stands only in slots of its own role."""
    element = _T["canonical_element"]
    for name in ("configuration_slot", "claim_slot"):
        slot = _T[name]
        query = (
            sa.select(element.c.label, element.c.role, slot.c.role.label("slot"))
            .select_from(slot.join(element, slot.c.canonical_element_id == element.c.id))
            .where(slot.c.role != element.c.role)
        )
        found = _rows(reading, query, slot.c.id, _ids(touched, name))
        if touched is not None:
            found += _rows(reading, query, element.c.id, _ids(touched, "canonical_element"))
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
    r, k = _T["configuration_relation"], _T["configuration"]
    other = k.alias()
    query = (
        sa.select(k.c.number, other.c.number.label("other"))
        .select_from(r.join(k, r.c.from_id == k.c.id).join(other, r.c.to_id == other.c.id))
        .where(r.c.type == "ripple", r.c.canonical_element_id.is_(None))
    )
    for row in _rows(reading, query, r.c.id, _ids(touched, "configuration_relation")):
        yield RuleError(
            N_("A ripple from configuration {number} to {other} must name the element they share."),
            N_("Choose the outcome that becomes context."),
            number=row.number,
            other=row.other,
        )


# Effective elements


def _definitive_has_ground(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    """A definitive element: each strategy has a claim or an omkering; a negative case or a logged search for one."""
    v, s, c, n = (
        _T[name] for name in ("effective_element_version", "strategy", "strategy_claim", "negative_search")
    )
    e, k, kv, ec = (_T[name] for name in ("effective_element", "configuration", "configuration_version", "element_configuration"))
    definitive = sa.and_(v.c.in_force, v.c.status == ElementStatus.DEFINITIVE.value)
    claims = sa.select(sa.func.count()).where(c.c.strategy_id == s.c.id).correlate(s).scalar_subquery()
    without = (
        sa.select(e.c.nr, s.c.text)
        .select_from(e.join(v, v.c.effective_element_id == e.c.id).join(s, s.c.effective_element_id == e.c.id))
        .where(definitive, s.c.omkering_id.is_(None), claims == 0)
    )
    for row in _rows(reading, without, e.c.id, None):
        yield RuleError(
            N_("Element {nr} cannot be definitive: the strategy '{text}' has no claim and no omkering behind it."),
            N_("Link a claim to the strategy first."),
            nr=row.nr,
            text=row.text,
        )
    searches = sa.select(sa.func.count()).where(n.c.effective_element_id == e.c.id).correlate(e).scalar_subquery()
    negatives = (
        sa.select(sa.func.count())
        .select_from(ec.join(kv, ec.c.configuration_version_id == kv.c.id).join(k, kv.c.configuration_id == k.c.id))
        .where(ec.c.effective_element_version_id == v.c.id, k.c.negative_case)
        .correlate(v)
        .scalar_subquery()
    )
    unsought = (
        sa.select(e.c.nr)
        .select_from(e.join(v, v.c.effective_element_id == e.c.id))
        .where(definitive, searches == 0, negatives == 0)
    )
    for row in _rows(reading, unsought, e.c.id, None):
        yield RuleError(
            N_("Element {nr} cannot be definitive: it has no negative case and no search for one is logged."),
            N_("Assign a negative case, or log the search (what, when, nothing found)."),
            nr=row.nr,
        )


# One version in force


def _one_version_in_force(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    for table, owner in (
        ("text_version", "document_id"),
        ("configuration_version", "configuration_id"),
        ("effective_element_version", "effective_element_id"),
        ("programme_theory_version", "programme_theory_id"),
    ):
        if touched is not None and table not in touched:
            continue
        version = _T[table]
        number = sa.func.sum(sa.case((version.c.in_force, 1), else_=0))
        owners: set[str] | None = None
        if touched is not None:
            mine = sa.select(version.c[owner])
            owners = {row[0] for row in _rows(reading, mine, version.c.id, touched[table])}
        query = sa.select(version.c[owner]).group_by(version.c[owner]).having(number != 1)
        for row in _rows(reading, query, version.c[owner], owners):
            yield RuleError(
                N_("{table} of {owner}: exactly one version must be in force."), "", table=table, owner=row[0]
            )


_Rule = Callable[[Reading, "Touched | None"], Iterable[RuleError]]
_RULES: tuple[tuple[tuple[str, ...], _Rule], ...] = (
    (("fragment",), _fragment_with_evidence_stays),
    (("slot_evidence", "fragment", "speaker", "turn"), _interviewer_is_no_evidence),
    (("configuration", "configuration_version", "evidence", "claim", "claim_slot"), _status_has_ground),
    (
        ("configuration", "configuration_version", "configuration_slot", "canonical_element_actor"),
        _refined_names_its_actor,
    ),
    (("configuration_slot", "claim_slot", "canonical_element"), _slot_has_its_role),
    (("configuration_relation",), _ripple_shares),
    (
        (
            "effective_element_version",
            "strategy",
            "strategy_claim",
            "negative_search",
            "element_configuration",
            "configuration",
        ),
        _definitive_has_ground,
    ),
    (
        ("text_version", "configuration_version", "effective_element_version", "programme_theory_version"),
        _one_version_in_force,
    ),
)
