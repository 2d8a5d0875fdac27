"""From the object on a line to a checked form of its kind, with the complaints of pydantic in plain words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cmo_coder.exchange.bulk_base import Form
from cmo_coder.exchange.bulk_lines import RawRecord
from cmo_coder.exchange.bulk_schema import FORMS
from cmo_coder.exchange.errors import Problem, problem
from cmo_coder.messages import N_


@dataclass(frozen=True, slots=True)
class Record:
    """A record on its line. `id` is as written, or made of what the record says where it gives none (`given_id` false).

    `form` is None where the record has mistakes.
    """

    kind: str
    line: int
    id: str
    form: Form | None
    given_id: bool = True


_NOT_VALID = N_("This is not a valid value.")
_MESSAGES = {
    "missing": N_("This field is missing."),
    "string_type": N_("A text is expected here, between double quotation marks."),
    "string_too_short": N_("This field is empty."),
    "too_short": N_("This list is empty."),
    "list_type": N_("A list is expected here, between square brackets."),
    "model_type": N_("An object is expected here, with fields between braces."),
    "model_attributes_type": N_("An object is expected here, with fields between braces."),
    "dict_type": N_("An object is expected here, with fields between braces."),
    "bool_type": N_("Only true or false can stand here, without quotation marks."),
    "int_type": N_("A whole number is expected here, without quotation marks."),
    "float_type": N_("A number is expected here, without quotation marks."),
    "finite_number": N_("A number is expected here, without quotation marks."),
    "greater_than_equal": N_("This number is too small."),
    "less_than_equal": N_("This number is too large."),
}
_PATTERNS = {
    "colour": N_("A colour is written as '#' and six digits or letters a-f, such as '#1f77b4'."),
    "key": N_("A key is one letter or digit."),
    "exact": N_("The fields under 'exact' are written by the program; leave them out of a file made elsewhere."),
}
_EMPTY = N_("This field is empty.")


def form_of(raw: RawRecord) -> tuple[Record | None, list[Problem]]:
    """The record on a line and its mistakes; no record where its kind is not known."""
    data = dict(raw.data)
    kind = data.pop("kind", None)
    if not isinstance(kind, str) or kind not in FORMS:
        return None, [_unknown_kind(raw.line, kind)]
    given = data.get("id")
    has_id = isinstance(given, str) and bool(given.strip())
    id_ = str(given) if has_id else _made_id(kind, data)
    try:
        return Record(kind, raw.line, id_, FORMS[kind].model_validate(data), has_id), []
    except ValidationError as error:
        found = error.errors(include_url=False)
        return Record(kind, raw.line, id_, None, has_id), [_in_plain_words(raw.line, FORMS[kind], one) for one in found]


def _made_id(kind: str, data: dict[str, Any]) -> str:
    """What stands for the id of a record without one: there is one study, and of the others all that they say."""
    return "study" if kind == "study" else json.dumps(data, ensure_ascii=False, sort_keys=True)


def _unknown_kind(line: int, kind: object) -> Problem:
    kinds = ", ".join(FORMS)
    if kind is None:
        return problem(line, "kind", N_("This field is missing. It says what the record is: {kinds}."), kinds=kinds)
    close = get_close_matches(str(kind), FORMS, n=1)
    if close:
        return problem(line, "kind", N_("There is no kind '{kind}'; was {name} meant?"), kind=kind, name=close[0])
    return problem(line, "kind", N_("There is no kind '{kind}'; the kinds are {kinds}."), kind=kind, kinds=kinds)


def field_name(place: Iterable[str | int]) -> str:
    """A place within a record as people read it: `slots[2].role`, items counted from 1."""
    name = ""
    for part in place:
        if isinstance(part, int):
            name += f"[{part + 1}]"
        elif not part.startswith("~") and part != "[key]":
            name += f".{part}" if name else part
    return name


def _in_plain_words(line: int, form: type[Form], error: ErrorDetails) -> Problem:
    field = field_name(error["loc"])
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_field(line, field, str(error["loc"][-1]), _fields_at(form, error["loc"][:-1]))
    if kind in ("enum", "literal_error"):
        allowed = ", ".join(re.findall(r"'([^']*)'", str(error.get("ctx", {}).get("expected", ""))))
        message = N_("'{value}' cannot stand here; allowed are: {allowed}.")
        return problem(line, field, message, value=error["input"], allowed=allowed)
    if kind == "string_pattern_mismatch":
        first, last = str(error["loc"][0]), str(error["loc"][-1])
        return problem(line, field, _PATTERNS.get("exact" if first == "exact" else last, _EMPTY))
    return problem(line, field, _MESSAGES.get(kind, _NOT_VALID))


def _unknown_field(line: int, field: str, name: str, known: tuple[str, ...]) -> Problem:
    close = get_close_matches(name, known, n=1)
    if close:
        return problem(line, field, N_("There is no such field; was {name} meant?"), name=close[0])
    return problem(line, field, N_("There is no such field; the fields are {names}."), names=", ".join(known))


def _fields_at(form: type[BaseModel], place: tuple[str | int, ...]) -> tuple[str, ...]:
    """The names of the fields that the object at a place may have."""
    from cmo_coder.exchange.bulk_shapes import part_in

    model: Any = form
    for part in place:
        if isinstance(part, str) and not part.startswith("~") and model is not None:
            model = part_in(model, part)
    names = [info.alias or name for name, info in (model or form).model_fields.items()]
    return tuple(name for name in names if name != "exact")
