"""Files that no one would write: whatever stands in them, the answer is a study or a message for people."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_coder.exchange.bulk import load_bulk, read_bulk
from cmo_coder.exchange.bulk_schema import FORMS
from cmo_coder.messages import in_language
from cmo_coder.model.errors import UserError
from cmo_coder.model.study import Study
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.exchange.files import WHOLE, Json, write

MORE: tuple[Json, ...] = (
    {"kind": "theory", "id": "th", "title": "T", "versions": [{"nr": 0, "statement": "als", "configurations": ["x"]}]},
    {"kind": "omkering", "id": "om", "claims": ["q"], "statement": "doe", "reasoning": "want"},
    {"kind": "strategy", "element": "e", "text": "doe", "claims": ["q"], "omkering": "om"},
    {"kind": "member_check", "id": "m", "session": "s", "participants": [{"case": "wijk", "n": 3}],
     "checks": [{"element": "e", "version": 1, "outcome": "recognised"}]},
    {"kind": "memo", "text": "x", "on": [["fragment", "f"]]},
    {"kind": "decision", "what": "x", "why": "y", "objects": [["code", "k"]]},
    {"kind": "negative_search", "configuration": "x", "query": "z", "date": "2021"},
    {"kind": "relation", "type": "ripple", "from": "x", "to": "y", "shared": "o"},
    {"kind": "progress", "document": "d", "coder": "A", "state": "begun"},
    {"kind": "suggestion", "document": "d", "start": 0, "end": 3, "provider": "p", "provider_version": "1"},
)  # fmt: skip
RECORDS = (*WHOLE, *MORE)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(
        ["q", "f", "d", "x", "e", "A", "study", "C", "\ud800", "\0", "6f0b5c0e-5d1c-4f0e-9b8a-3c6f7d5a2e41", -1, 10**20]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in an object that can be replaced."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*place, key)
        yield from places(item, (*place, key))


@st.composite
def spoiled(draw: st.DrawFn) -> list[Json]:
    """The records with one to three values replaced, or fields added."""
    records = copy.deepcopy(list(RECORDS))
    for _ in range(draw(st.integers(1, 3))):
        record = draw(st.sampled_from(records))
        added = [(name,) for name in FORMS.get(str(record.get("kind")), FORMS["coder"]).model_fields]
        *path, last = draw(st.sampled_from([*places(record), *added]))
        target = record
        for key in path:
            target = target[key]
        target[last] = draw(anything)
    return records


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.cmo"
    Project.create(path, Study(id="11111111-1111-4111-8111-111111111111", name="Leeg")).close()
    return path


def test_the_records_before_they_are_spoiled_are_sound(tmp_path: Path) -> None:
    assert read_bulk(write(tmp_path, *RECORDS))


@given(records=spoiled())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_spoiled_file_ends_in_a_message_or_in_a_sound_study(records: list[Json], empty: Path, tmp_path: Path) -> None:
    path = write(tmp_path, *(json.dumps(record) for record in records))
    place = tmp_path / "p.cmo"
    shutil.copyfile(empty, place)
    with Project.open(place, with_backup=False) as project:
        told: UserError | None = None
        try:
            load_bulk(project, read_bulk(path))
        except UserError as error:
            told = error
        assert verify(project) == ()
    if told is not None:
        with in_language("nl"):
            assert str(told)
