"""From database rows to values of the model, and back."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import Any, TypeVar

from cmo_coder.model.base import Entity
from cmo_coder.store.tables import hints_of, without_none

T = TypeVar("T", bound=Entity)

Plain = dict[str, Any]
"""A row as JSON knows it: what the change log keeps and the tables take."""

Read = Callable[[Any], Any]
"""Makes the value of a field out of what a column holds."""


def _reader(hint: Any) -> Read | None:
    hint, _nullable = without_none(hint)
    if typing.get_origin(hint) is tuple:
        return tuple
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {value.value: value for value in hint}.__getitem__
    return None


_SHAPES: dict[type[Entity], tuple[tuple[str, ...], tuple[Read | None, ...]]] = {}


def _shape(cls: type[Entity]) -> tuple[tuple[str, ...], tuple[Read | None, ...]]:
    """The names of an entity's fields, and for each how its value is made of what a column holds."""
    found = _SHAPES.get(cls)
    if found is None:
        hints = hints_of(cls)
        found = _SHAPES[cls] = (tuple(hints), tuple(_reader(hint) for hint in hints.values()))
    return found


def loader(cls: type[T], raw: Sequence[Read | None] | None = None) -> Callable[[Sequence[Any]], T]:
    """A function that makes a value of a row whose columns stand in the order of the table.

    `raw` has a function for each column that must first be read from the driver's form (JSON, booleans).
    """
    names, readers = _shape(cls)
    first = raw or [None] * len(names)
    steps = tuple((i, step) for i in range(len(names)) for step in (first[i], readers[i]) if step is not None)

    # A study is a hundred thousand rows: filling the slots directly takes half the time of the frozen class's __init__,
    # which would only check again what the database has checked.
    setters = [getattr(cls, name).__set__ for name in names]
    new = object.__new__

    def load(row: Sequence[Any]) -> T:
        values = list(row)
        for i, read in steps:
            if values[i] is not None:
                values[i] = read(values[i])
        made = new(cls)
        for put, value in zip(setters, values, strict=True):
            put(made, value)
        return made

    return load


_FLAT: dict[type[Entity], tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[str, ...]]] = {}
"""The names of an entity's fields, what reads them all, and the names of those that JSON does not know as they are."""


def to_plain(row: Entity) -> Plain:
    """An entity as JSON knows it."""
    cls = type(row)
    known = _FLAT.get(cls)
    if known is None:
        names, readers = _shape(cls)
        odd = tuple(name for name, read in zip(names, readers, strict=True) if read is not None)
        known = _FLAT[cls] = (names, attrgetter(*names), odd)
    names, read_all, odd = known
    plain: Plain = dict(zip(names, read_all(row), strict=True))
    for name in odd:
        value = plain[name]
        if isinstance(value, StrEnum):
            plain[name] = value.value
        elif isinstance(value, tuple):
            plain[name] = list(value)
    return plain


def from_plain(cls: type[T], plain: Mapping[str, Any]) -> T:
    """The entity that a plain row stands for."""
    names, _steps = _shape(cls)
    return loader(cls)([plain[name] for name in names])
