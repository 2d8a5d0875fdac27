"""The reference says what the program does: its example is sound, and it names every kind, field and value."""

from __future__ import annotations

import re
import typing
from enum import StrEnum
from pathlib import Path

import pytest

from cmo_coder.exchange.bulk import read_bulk
from cmo_coder.exchange.bulk_schema import FORMS
from cmo_coder.exchange.bulk_shapes import part_in
from tests.shared import ROOT

REFERENCE = (ROOT / "docs" / "reference" / "bulk-form.md").read_text("utf-8")
BLOCKS = re.findall(r"(?:^    .*\n)+", REFERENCE, re.MULTILINE)


def said_of(kind: str) -> str:
    """What the reference says of a kind: from its name to the next one, with the parts below it."""
    block = next(block for block in BLOCKS if re.search(rf"^    {kind} ", block, re.MULTILINE))
    _before, _name, rest = block.partition(f"    {kind} ")
    return re.split(r"^    (?=\w)", rest, flags=re.MULTILINE)[0]


def fields_of(form: typing.Any) -> set[str]:
    """The names of the fields of a form and of everything within it."""
    names = set()
    for name, info in form.model_fields.items():
        if name != "exact":
            names.add(info.alias or name)
            part = part_in(form, info.alias or name)
            names |= fields_of(part) if part is not None else set()
    return names


def values_of(form: typing.Any) -> set[str]:
    """The values that the fields of a form may have, where they are named one by one."""
    found: set[str] = set()
    for hint in typing.get_type_hints(form).values():
        for one in (hint, *typing.get_args(hint)):
            if isinstance(one, type) and issubclass(one, StrEnum):
                found |= {value.value for value in one}
    return found


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_every_field_and_value_of_a_kind_is_named(kind: str) -> None:
    words = set(re.findall(r"[\w+-]+", said_of(kind)))
    assert fields_of(FORMS[kind]) - words - {"C", "I", "M_res", "M_red", "O", "actor"} == set()
    levels = {"nano", "micro", "meso", "macro"}
    missing = values_of(FORMS[kind]) - words - {f"NL-{nr}" for nr in range(2, 7)}
    assert missing - (levels if kind == "configuration" else set()) - ({"C", "I", "O", "M_res", "M_red"}) == set()


def test_the_example_is_sound(tmp_path: Path) -> None:
    (example,) = re.findall(r"```json\n(.*?)```", REFERENCE, re.DOTALL)
    (tmp_path / "gerda.txt").write_text(
        "I: Hoe is het hier?\nR: Ach, iedereen kent elkaar hier.\nI: Ja?\nR: Ja.\n", "utf-8"
    )
    path = tmp_path / "study.jsonl"
    path.write_text(example, "utf-8")
    assert sum(one.n for one in read_bulk(path).counts) == 11
