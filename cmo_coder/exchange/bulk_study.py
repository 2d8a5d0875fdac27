"""All rows of a study at one moment, grouped as the writer of the bulk form asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from cmo_coder.exchange.bulk_base import Form, Part
from cmo_coder.exchange.bulk_rows import uuid5
from cmo_coder.exchange.bulk_texts import TextIs
from cmo_coder.model.base import Entity, table_of
from cmo_coder.store.reading import Reading
from cmo_coder.text.spans import Span

E = TypeVar("E", bound=Entity)
P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class Written:
    """A record: its form without `exact`, and its rows in the order in which loading makes them."""

    id: str
    form: Form
    rows: Sequence[Entity]
    text: TextIs | None = None
    place: Span | None = None


@dataclass(slots=True)
class AllRows:
    """The rows of every table. Each is read once."""

    reading: Reading
    _all: dict[type[Entity], tuple[Entity, ...]] = field(default_factory=dict)
    _groups: dict[tuple[type[Entity], str], dict[str, list[Entity]]] = field(default_factory=dict)

    def all(self, cls: type[E]) -> tuple[E, ...]:
        """Every row of a class, by id."""
        if cls not in self._all:
            self._all[cls] = self.reading.all(cls)
        return self._all[cls]  # type: ignore[return-value]

    def below(self, cls: type[E], name: str, owner: str) -> list[E]:
        """The rows of a class whose field `name` holds the id of their owner."""
        if (cls, name) not in self._groups:
            groups: dict[str, list[Entity]] = {}
            for row in self.all(cls):
                groups.setdefault(getattr(row, name), []).append(row)
            self._groups[cls, name] = groups
        return self._groups[cls, name].get(owner, [])  # type: ignore[return-value]

    def get(self, cls: type[E], row_id: str) -> E:
        """One row by id."""
        return self.below(cls, "id", row_id)[0]

    def made(
        self,
        record_id: str,
        rows: Iterable[E],
        key: Callable[[E], Any] = lambda row: (),
        last: Callable[[E], Any] = lambda row: (),
    ) -> list[E]:
        """Rows below a record by `key`; where that is the same, in the order in which a load made them, if one did; the
        others after these, by `last`.
        """
        found = list(rows)
        if len(found) < 2:
            return found
        size = 4 * len(found) + 40  # more rows of this table may belong to the record
        table = table_of(type(found[0]))
        order = {uuid5(record_id, table, str(number)): number for number in range(1, size)}
        return sorted(found, key=lambda row: (key(row), order.get(row.id, size), last(row), row.id))


def form(cls: type[P], **fields: Any) -> P:
    """A form, or a part of one, of values that stand in the study: nothing is checked; None is left out."""
    given = {name: value for name, value in fields.items() if value is not None}
    return cls.model_construct(**(_defaults(cls) | given))


@cache
def _defaults(cls: type[Part]) -> dict[str, Any]:
    """The defaults of a class by the name in the file, asked of pydantic once: it is slow at giving them."""
    return {
        info.alias or name: info.get_default(call_default_factory=True)
        for name, info in cls.model_fields.items()
        if not info.is_required()
    }
