"""From database rows to values of the model, and back."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from cmo_coder.model.base import Entity
from cmo_coder.store.tables import hints_of, without_none

T = TypeVar("T", bound=Entity)

Plain = dict[str, Any]
"""A row as JSON knows it: what the change log keeps and the tables take."""


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    hint, _nullable = without_none(hint)
    if typing.get_origin(hint) is tuple:
        return tuple
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {value.value: value for value in hint}.__getitem__
    return None


@cache
def _readers(cls: type[Entity]) -> tuple[tuple[str, ...], tuple[tuple[int, Callable[[Any], Any]], ...]]:
    hints = hints_of(cls)
    names = tuple(hints)
    return names, tuple((i, reader) for i, name in enumerate(names) if (reader := _reader(hints[name])) is not None)


def loader(cls: type[T]) -> Callable[[typing.Sequence[Any]], T]:
    """A function that makes a value of a row whose columns stand in the order of the table."""
    names, readers = _readers(cls)

    def load(row: typing.Sequence[Any]) -> T:
        values = list(row)
        for i, read in readers:
            if values[i] is not None:
                values[i] = read(values[i])
        return cls(**dict(zip(names, values, strict=True)))

    return load


def to_plain(row: Entity) -> Plain:
    """An entity as JSON knows it."""
    names, _readers_ = _readers(type(row))
    plain: Plain = {}
    for name in names:
        value = getattr(row, name)
        if isinstance(value, StrEnum):
            value = value.value
        elif isinstance(value, tuple):
            value = list(value)
        plain[name] = value
    return plain


def from_plain(cls: type[T], plain: Mapping[str, Any]) -> T:
    """The entity that a plain row stands for."""
    names, _readers_ = _readers(cls)
    return loader(cls)([plain[name] for name in names])
