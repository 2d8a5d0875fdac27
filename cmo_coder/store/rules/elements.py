"""Rules on effective elements: what is definitive rests on something, and its limits were sought."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.effective_elements import ElementStatus
from cmo_coder.model.errors import RuleError
from cmo_coder.store.reading import Reading
from cmo_coder.store.rules.base import Rule
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


RULES: tuple[Rule, ...] = (
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
