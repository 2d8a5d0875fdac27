"""What has versions has exactly one of them in force, and says of each later one why it came.

Source: realist-method, section 2 (the decision log: "reason field mandatory") and section 7, rule 7.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.errors import RuleError
from cmo_coder.store.reading import Reading
from cmo_coder.store.rules.base import Rule, rows
from cmo_coder.store.tables import TABLES
from cmo_coder.store.touched import ANY, KEPT, How, Touched


@dataclass(frozen=True, slots=True)
class _Versioned:
    """A table of versions, the table and column that they belong to, what people call the owner, and the messages."""

    versions: str
    owner: str
    column: str
    known_as: str
    message: str
    no_reason: str = ""
    """Empty: a later version needs no reason (of a text, that it was read anew is one)."""


_VERSIONED = (
    _Versioned(
        "text_version", "document", "document_id", "title", N_("Document {name} has {n} texts in force instead of one.")
    ),
    _Versioned(
        "configuration_version",
        "configuration",
        "configuration_id",
        "number",
        N_("Configuration {name} has {n} versions in force instead of one."),
        N_("Version {version} of configuration {number} has no reason."),
    ),
    _Versioned(
        "effective_element_version",
        "effective_element",
        "effective_element_id",
        "nr",
        N_("Element {name} has {n} versions in force instead of one."),
        N_("Version {version} of element {nr} has no reason."),
    ),
    _Versioned(
        "programme_theory_version",
        "programme_theory",
        "programme_theory_id",
        "title",
        N_("Programme theory {name} has {n} versions in force instead of one."),
        N_("Version {version} of programme theory {title} has no reason."),
    ),
)


def _one_in_force(what: _Versioned) -> Callable[[Reading, Touched | None], Iterable[RuleError]]:
    versions, owner = TABLES[what.versions], TABLES[what.owner]
    number = sa.func.sum(sa.case((versions.c.in_force, 1), else_=0))
    name = owner.c[what.known_as]
    query: sa.Select[Any] = (
        sa.select(name.label("name"), number.label("n"))
        .select_from(versions.join(owner, versions.c[what.column] == owner.c.id))
        .group_by(owner.c.id, name)
        .having(number != 1)
        .order_by(name)
    )

    def find(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
        owners: set[str] | None = None
        # A version that is gone does not say any more whose it was: then all are looked at.
        if touched is not None and not touched.has(what.versions, How.GONE):
            mine = rows(reading, sa.select(versions.c[what.column]), versions.c.id, touched.ids(what.versions, KEPT))
            owners = {row[0] for row in mine}
        for row in rows(reading, query, owner.c.id, owners):
            yield RuleError(what.message, name=row.name, n=row.n)

    return find


def _later_one_has_a_reason(what: _Versioned) -> Callable[[Reading, Touched | None], Iterable[RuleError]]:
    versions, owner = TABLES[what.versions], TABLES[what.owner]
    earlier = versions.alias()
    query: sa.Select[Any] = (
        sa.select(owner.c[what.known_as].label("name"), versions.c.nr)
        .select_from(versions.join(owner, versions.c[what.column] == owner.c.id))
        .where(
            sa.func.trim(versions.c.reason) == "",
            sa.exists().where(earlier.c[what.column] == versions.c[what.column], earlier.c.nr < versions.c.nr),
        )
        .order_by("name", versions.c.nr)
    )

    def find(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
        # What came into being is asked only. A project of before this rule may hold versions without a reason, and
        # nobody can say afterwards, in the name of whoever made them, what it was.
        if touched is None:
            return
        for row in rows(reading, query, versions.c.id, touched.ids(what.versions, How.NEW)):
            told = {what.known_as: row.name, "version": row.nr}
            yield RuleError(what.no_reason, N_("Say in a few words what changed and why."), **told)

    return find


RULES: tuple[Rule, ...] = (
    *(Rule({what.versions: ANY}, _one_in_force(what)) for what in _VERSIONED),
    *(Rule({what.versions: How.NEW}, _later_one_has_a_reason(what)) for what in _VERSIONED if what.no_reason),
)
