"""Rules on effective elements: what is definitive rests on something, and its limits were sought."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.claims import Polarity
from cmo_coder.model.configurations import Strength
from cmo_coder.model.effective_elements import ElementStatus
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Stance
from cmo_coder.store.reading import Reading
from cmo_coder.store.rules.base import Rule, rows
from cmo_coder.store.tables import TABLES
from cmo_coder.store.touched import ANY, KEPT, How, Touched

_ELEMENT, _VERSION = TABLES["effective_element"], TABLES["effective_element_version"]
_DEFINITIVE = sa.and_(_VERSION.c.in_force, _VERSION.c.status == ElementStatus.DEFINITIVE.value)
_IN_FORCE = _ELEMENT.join(_VERSION, _VERSION.c.effective_element_id == _ELEMENT.c.id)


def _strategy_rests_on_something(reading: Reading, _touched: Touched | None) -> Iterable[RuleError]:
    """Each strategy of a definitive element has a claim or an omkering (rule 6 of section 7)."""
    strategy, link = TABLES["strategy"], TABLES["strategy_claim"]
    claims = sa.select(sa.func.count()).where(link.c.strategy_id == strategy.c.id).correlate(strategy).scalar_subquery()
    query = (
        sa.select(_ELEMENT.c.nr, strategy.c.text)
        .select_from(_IN_FORCE.join(strategy, strategy.c.effective_element_id == _ELEMENT.c.id))
        .where(_DEFINITIVE, strategy.c.omkering_id.is_(None), claims == 0)
        .order_by(_ELEMENT.c.nr, strategy.c.position)
    )
    for row in reading.connection.execute(query):
        yield RuleError(
            N_("Element {nr} cannot be definitive: the strategy '{text}' has no claim and no omkering behind it."),
            N_("Link a claim to the strategy first."),
            nr=row.nr,
            text=row.text,
        )


def _limits_were_sought(reading: Reading, _touched: Touched | None) -> Iterable[RuleError]:
    """A definitive element has a negative case, or a logged search for one (rule 12 of section 7)."""
    search, link, configuration, version = (
        TABLES[name] for name in ("negative_search", "element_configuration", "configuration", "configuration_version")
    )
    searches = (
        sa.select(sa.func.count())
        .where(search.c.effective_element_id == _ELEMENT.c.id)
        .correlate(_ELEMENT)
        .scalar_subquery()
    )
    negatives = (
        sa.select(sa.func.count())
        .select_from(
            link.join(version, link.c.configuration_version_id == version.c.id).join(
                configuration, version.c.configuration_id == configuration.c.id
            )
        )
        .where(link.c.effective_element_version_id == _VERSION.c.id, configuration.c.negative_case)
        .correlate(_VERSION)
        .scalar_subquery()
    )
    query = (
        sa.select(_ELEMENT.c.nr)
        .select_from(_IN_FORCE)
        .where(_DEFINITIVE, searches == 0, negatives == 0)
        .order_by(_ELEMENT.c.nr)
    )
    for row in reading.connection.execute(query):
        yield RuleError(
            N_("Element {nr} cannot be definitive: it has no negative case and no search for one is logged."),
            N_("Assign a negative case, or log the search (what, when, nothing found)."),
            nr=row.nr,
        )


def _strong_contradiction_is_answered(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    """An element that is strongly contradicted becomes definitive only with a condition ("does not work when ...") or a
    decision of the team on it that says why there is none (rule 4 of section 7).

    Only a version that is written is looked at: evidence that comes later is never refused, it shows among what lies
    open.
    """
    if touched is None:
        return
    link, configuration_version, evidence, objects, decision = (
        TABLES[name]
        for name in (
            "element_configuration",
            "configuration_version",
            "evidence",
            "decision_object",
            "decision",
        )
    )
    strong = (
        sa.select(sa.func.count())
        .select_from(
            link.join(configuration_version, link.c.configuration_version_id == configuration_version.c.id).join(
                evidence, evidence.c.configuration_version_id == configuration_version.c.id
            )
        )
        .where(
            link.c.effective_element_version_id == _VERSION.c.id,
            evidence.c.stance == Stance.CONTRADICTS.value,
            evidence.c.strength == Strength.STRONG.value,
        )
        .correlate(_VERSION)
        .scalar_subquery()
    )
    reasons = (
        sa.select(sa.func.count())
        .select_from(objects.join(decision, objects.c.decision_id == decision.c.id))
        .where(
            objects.c.object_type == "effective_element",
            objects.c.object_id == _ELEMENT.c.id,
            decision.c.automatic.is_(False),
        )
        .correlate(_ELEMENT)
        .scalar_subquery()
    )
    query = (
        sa.select(_ELEMENT.c.nr)
        .select_from(_IN_FORCE)
        .where(_DEFINITIVE, strong > 0, sa.func.trim(_VERSION.c.condition) == "", reasons == 0)
        .order_by(_ELEMENT.c.nr)
    )
    for row in rows(reading, query, _VERSION.c.id, touched.ids("effective_element_version", KEPT)):
        yield RuleError(
            N_("Element {nr} cannot be definitive: a claim contradicts it strongly, and nothing says when it fails."),
            N_("Say when it does not work (v in the contradictions), or log a decision of the team on why not."),
            nr=row.nr,
        )


def _omkering_starts_from_what_failed(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    """An omkering names the claims that it starts from, none of which says that it works, and its reasoning (rule 6).

    Claims that are deleted later do not count: who asks to be forgotten is forgotten.
    """
    omkering, link, claim = (TABLES[name] for name in ("omkering", "omkering_claim", "claim"))
    of = (link.c.omkering_id == omkering.c.id,)
    number = sa.select(sa.func.count()).where(*of).correlate(omkering).scalar_subquery()
    works = (
        sa.select(sa.func.count())
        .select_from(link.join(claim, link.c.claim_id == claim.c.id))
        .where(*of, claim.c.polarity == Polarity.WORKS.value)
        .correlate(omkering)
        .scalar_subquery()
    )
    query = sa.select(
        omkering.c.statement,
        number.label("claims"),
        works.label("works"),
        sa.func.length(sa.func.trim(omkering.c.reasoning)).label("reasoning"),
    ).order_by(omkering.c.statement)
    if touched is None:
        found = rows(reading, query, omkering.c.id, None)
    else:
        of_links = sa.select(link.c.omkering_id)
        ids = touched.ids("omkering", KEPT)
        ids |= {row[0] for row in rows(reading, of_links, link.c.id, touched.ids("omkering_claim", KEPT))}
        ids |= {row[0] for row in rows(reading, of_links, link.c.claim_id, touched.ids("claim", How.EDITED))}
        found = rows(reading, query, omkering.c.id, ids)
    for row in found:
        if row.works:
            yield RuleError(
                N_("The omkering '{text}' starts from a claim that says that it works."),
                N_("An omkering starts from claims that say what did not work: choose those."),
                text=row.statement,
            )
        elif not row.reasoning or (touched is not None and not row.claims):
            yield RuleError(
                N_("The omkering '{text}' needs the claims that it starts from, and its reasoning."),
                N_("Name at least one claim that says what did not work, and how that leads to this strategy."),
                text=row.statement,
            )


RULES: tuple[Rule, ...] = (
    Rule({"effective_element_version": KEPT}, _strong_contradiction_is_answered),
    Rule({"omkering": KEPT, "omkering_claim": KEPT, "claim": How.EDITED}, _omkering_starts_from_what_failed),
    Rule(
        {"effective_element_version": KEPT, "strategy": KEPT, "strategy_claim": How.EDITED | How.GONE},
        _strategy_rests_on_something,
    ),
    Rule(
        {
            "effective_element_version": KEPT,
            "negative_search": How.EDITED | How.GONE,
            "element_configuration": How.EDITED | How.GONE,
            "configuration": How.EDITED,
            "configuration_version": ANY,
        },
        _limits_were_sought,
    ),
)
