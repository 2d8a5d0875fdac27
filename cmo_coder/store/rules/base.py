"""What the rules share: a rule, and asking a query for the touched rows only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cmo_coder.model.errors import RuleError
from cmo_coder.store.reading import Reading
from cmo_coder.store.touched import How, Touched

_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the method: which touched rows may break it, and how broken ones are found.

    `find` takes what was touched, or None to look at everything.
    """

    when: Mapping[str, How]
    find: Callable[[Reading, Touched | None], Iterable[RuleError]]

    def concerns(self, touched: Touched) -> bool:
        """Whether a change that touched these rows can have broken the rule."""
        return any(touched.has(table, self.when[table]) for table in touched.tables if table in self.when)


def rows(reading: Reading, query: sa.Select[Any], column: Any, ids: Iterable[str] | None) -> list[Any]:
    """The rows of a query, narrowed to those whose `column` is one of `ids`; all of them for None."""
    if ids is None:
        return list(reading.connection.execute(query))
    wanted = sorted(ids)
    found: list[Any] = []
    for start in range(0, len(wanted), _MOST_AT_ONCE):
        found += reading.connection.execute(query.where(column.in_(wanted[start : start + _MOST_AT_ONCE])))
    return found
