"""The tables of the product, in the order in which people meet them, and the one door through which they are made."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from cmo_coder.messages import N_, in_language
from cmo_coder.model.errors import NotFound
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.tables.options import Choice, TableOptions
from cmo_coder.tables.value import Table

Builder = Callable[[Snapshot, TableOptions, str], Table]
"""Makes a table in the current language; the last argument is the day of its stamp (ISO 8601)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A table that can be made. `title` and `description` are message ids."""

    id: str
    title: str
    description: str
    build: Builder
    choices: tuple[Choice, ...] = ()


CATALOGUE: tuple[Entry, ...] = ()
"""Every table, in fixed order."""


def entry(table_id: str) -> Entry:
    """The table of an id. Raises NotFound."""
    for one in CATALOGUE:
        if one.id == table_id:
            return one
    raise NotFound(
        N_("There is no table called {id}."),
        N_("Choose one of: {known}."),
        id=table_id,
        known=", ".join(one.id for one in CATALOGUE),
    )


def build(
    table_id: str,
    snapshot: Snapshot,
    *,
    language: str = "nl",
    options: TableOptions | None = None,
    date: datetime.date | None = None,
) -> Table:
    """Make a table: titles and words of the program in `language` ("nl" or "en"), the study's own words as they are.

    `date` stands on the table; without it, today. The same snapshot, options, language and date give the same table.
    Raises NotFound for a table that does not exist, ValueError for another language.
    """
    with in_language(language):
        day = (date or datetime.date.today()).isoformat()
        return entry(table_id).build(snapshot, options or TableOptions(), day)
