"""A snapshot that is brought up to date is the one that would be read anew, whatever was changed, undone and redone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.realist_study import made_study
from cmo_coder.model.base import Entity, changed, new_id, table_of
from cmo_coder.model.documents import Turn
from cmo_coder.model.errors import UserError
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.realist.snapshot import Snapshot, advance_snapshot, load_snapshot
from cmo_coder.realist.sources import SOURCES
from cmo_coder.store.change import Change
from cmo_coder.store.memos import add_memo
from cmo_coder.store.project import Project
from cmo_coder.store.since import MOST_ENTRIES

INDEXES = [name for name in dir(Snapshot) if isinstance(getattr(Snapshot, name), cached_property)]
CLASSES: list[type[Entity]] = [*(source.cls for source in SOURCES.values()), Turn]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "edit", "copy", "remove", "undo", "redo"]),
        st.integers(0, len(CLASSES) - 1),
        st.integers(0, 10**6),
        st.integers(0, 12),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("advance") / "study.cmo"
    made_study(path, 10, characters=4_000)
    with Project.open(path, with_backup=False) as opened:
        yield opened


def pictured(snapshot: Snapshot) -> dict[str, Any]:
    """Everything in a snapshot, the order of mappings included; its indexes too, so that they are made and kept."""
    names = [field.name for field in dataclasses.fields(snapshot)] + INDEXES
    values = {name: getattr(snapshot, name) for name in names}
    return {name: list(value.items()) if isinstance(value, dict) else value for name, value in values.items()}


def act(project: Project, kind: str, cls: type[Entity], which: int, value: int) -> None:
    """Do something to a row; what a rule or a reference forbids is not done."""
    if kind == "undo":
        project.undo()
        return
    if kind == "redo":
        project.redo()
        return
    with project.change("random", "x") as change:
        rows = change.all(cls)
        if not rows:
            return
        row = rows[which % len(rows)]
        if kind == "remove":
            change.delete(row)
        elif kind == "edit":
            change.update(row, **_other(row, value))
        else:
            change.insert(changed(row, id=new_id(), **_other(row, value)))


def _other(row: Entity, value: int) -> dict[str, Any]:
    """Other values for what rows are ordered by, and for text."""
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(row):
        present = getattr(row, field.name)
        if field.name in ("position", "number", "nr"):
            fields[field.name] = value
        elif field.name in ("label", "name", "title", "at", "date", "pseudonym", "note"):
            fields[field.name] = f"{present[:3]}{value}"
    if isinstance(row, Fragment):
        fields |= {"start": value, "end": value + 40 + value % 3}
    return fields


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_advancing_gives_what_reading_anew_gives(project: Project, acts: list[tuple[str, int, int, int]]) -> None:
    with project.read() as reading:
        kept = load_snapshot(reading)
    pictured(kept)
    for kind, cls, which, value in acts:
        try:
            act(project, kind, CLASSES[cls], which, value)
        except UserError:
            continue
        with project.read() as reading:
            kept, fresh = advance_snapshot(kept, reading), load_snapshot(reading)
        found, wanted = pictured(kept), pictured(fresh)
        assert [name for name in wanted if found[name] != wanted[name]] == []


def test_a_change_of_one_row_reads_few_rows_and_keeps_the_rest(project: Project) -> None:
    with project.read() as reading:
        before = load_snapshot(reading)
    made_of_fragments = before.rank_of_fragment
    add_memo(project, "Een gedachte", [("study", before.study.id)])
    seen: list[str] = []
    with project.read() as reading:
        driver = reading.connection.connection.driver_connection
        driver.set_trace_callback(seen.append)
        after = advance_snapshot(before, reading)
        driver.set_trace_callback(None)
    assert len(after.memos) == len(before.memos) + 1
    assert len(seen) <= 5
    assert after.fragments is before.fragments
    assert after.rank_of_fragment is made_of_fragments
    assert advance_snapshot_again(project, after) is after


def advance_snapshot_again(project: Project, kept: Snapshot) -> Snapshot:
    with project.read() as reading:
        return advance_snapshot(kept, reading)


def test_after_very_many_changes_all_is_read_again(project: Project) -> None:
    with project.read() as reading:
        before = load_snapshot(reading)
    code = next(iter(before.codes.values()))
    for nr in range(MOST_ENTRIES + 1):
        with project.change("test", "x") as change:
            change.update(code, name=f"anders {nr}")
    after = advance_snapshot_again(project, before)
    assert after.codes[code.id].name == f"anders {MOST_ENTRIES}"
    assert after.fragments is not before.fragments


def test_a_fragment_in_a_text_without_any_brings_the_turns_of_that_text(project: Project) -> None:
    with project.read() as reading:
        all_turns = reading.all(Turn)
        kept = load_snapshot(reading)
    first = next(iter(kept.fragments.values()))
    there = {mark.text_version_id for mark in kept.turns}
    with project.change("test", "x") as change:
        of_text = [one for one in change.all(Fragment) if one.text_version_id == first.text_version_id]
        _without_links(change, of_text)
    emptied = advance_snapshot_again(project, kept)
    assert {mark.text_version_id for mark in emptied.turns} == there - {first.text_version_id}
    project.undo()
    again = advance_snapshot_again(project, emptied)
    assert again.turns == kept.turns
    assert len(all_turns) >= len(again.turns)


def _without_links(change: Change, fragments: list[Fragment]) -> None:
    """Remove fragments with everything that hangs on them."""
    ids = [one.id for one in fragments]
    for cls in CLASSES:
        if "fragment_id" in {field.name for field in dataclasses.fields(cls)}:
            change.delete(*change.among(cls, "fragment_id", ids))
    change.delete(*fragments)


def test_every_table_with_codings_is_a_source() -> None:
    assert table_of(Coding) in {table_of(source.cls) for source in SOURCES.values()}
