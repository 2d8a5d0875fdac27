"""From a form back to its line: what stands at its default is left out, so that a line says only what is known."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import BaseModel

from cmo_coder.exchange.bulk_base import Form, Item

_MUST = object()


def line_of(kind: str, form: Form) -> str:
    """The line of a record, without its line end."""
    return json.dumps({"kind": kind, **_object(form)}, ensure_ascii=False)


def _object(form: BaseModel) -> dict[str, Any]:
    found = {}
    for name, shown, default in _defaults(type(form)):
        value = getattr(form, name)
        if value != default:
            found[shown] = _plain(value)
    if "exact" in found:
        found["exact"] = found.pop("exact")  # last: it is not for people
    return found


@cache
def _defaults(cls: type[BaseModel]) -> tuple[tuple[str, str, object], ...]:
    """The fields of a class with the name in the file and the default; one that must be given equals no default."""
    return tuple(
        (name, info.alias or name, _MUST if info.is_required() else info.get_default(call_default_factory=True))
        for name, info in cls.model_fields.items()
    )


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        plain = _object(value)
        return plain[value.bare] if isinstance(value, Item) and list(plain) == [value.bare] else plain
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
