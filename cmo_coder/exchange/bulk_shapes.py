"""Which fields of a form are references and which hold further parts: read once from the forms themselves."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from cmo_coder.exchange.bulk_base import To

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference found in a form: where, to which kind, and the id as written."""

    place: Place
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    shown: str
    kind: str | None
    part: type[BaseModel] | None


def references(form: BaseModel) -> Iterator[Reference]:
    """Every reference of a form and of the parts within it, except those of `on` and `objects`, which name a kind."""
    yield from _references(form, ())


def part_in(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """The class of the parts that a field holds, where it holds any."""
    return next((field.part for field in _fields(model) if field.shown == name), None)


def _references(form: BaseModel, place: Place) -> Iterator[Reference]:
    for field in _fields(type(form)):
        value = getattr(form, field.name)
        if value is None or isinstance(value, bool):
            continue
        here = (*place, field.shown)
        if field.kind is not None:
            if isinstance(value, str):
                yield Reference(here, field.kind, value)
            else:
                for number, item in enumerate(value):
                    yield Reference((*here, number), field.kind, item)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                yield from _references(item, (*here, number))
        else:
            yield from _references(value, here)


@cache
def _fields(model: type[BaseModel]) -> tuple[_Field, ...]:
    """The fields of a class that hold references or parts."""
    found = []
    for name, hint in typing.get_type_hints(model, include_extras=True).items():
        info = model.model_fields.get(name)
        if info is None or name == "exact":
            continue
        marks = list(_leaves(hint))
        kind = next((mark.kind for mark in marks if isinstance(mark, To)), None)
        part = next((mark for mark in marks if isinstance(mark, type) and issubclass(mark, BaseModel)), None)
        if kind is not None or part is not None:
            found.append(_Field(name, info.alias or name, kind, part))
    return tuple(found)


def _leaves(hint: Any) -> Iterator[Any]:
    """The classes and marks that a type is made of."""
    arguments = typing.get_args(hint)
    if not arguments:
        yield hint
    for argument in arguments:
        yield from _leaves(argument)
