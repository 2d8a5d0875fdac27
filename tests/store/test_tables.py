"""Every entity has a table, and comes back from it as it went in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.model.base import ENTITIES, changed, new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Fragment
from cmo_coder.model.study import Round
from cmo_coder.store.change import Change
from cmo_coder.store.names import name_of
from cmo_coder.store.project import Project
from cmo_coder.store.rows import from_plain, to_plain
from cmo_coder.store.tables import METADATA, TABLES
from tests.store.entities import TEXTS, rows
from tests.store.example import STUDY, only

# One project for all examples of a property: each example takes back what it wrote.
_ONCE: dict[str, Project] = {}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Project]]:
    yield _ONCE
    for project in _ONCE.values():
        project.close()
    _ONCE.clear()


@pytest.fixture
def lasting(shared: dict[str, Project], kind: str, request: pytest.FixtureRequest) -> Project:
    """One project on each kind of database, for all tests of this module that leave it as it was."""
    if kind not in shared:
        if kind == "sqlite":
            folder: Path = request.getfixturevalue("tmp_path_factory").mktemp("lasting")
            shared[kind] = Project.create(folder / "study.cmo", STUDY)
        else:
            server = request.getfixturevalue("postgres")
            shared[kind] = Project.create(server.url(server.new_database()), STUDY)
    return shared[kind]


@pytest.mark.parametrize("table", list(ENTITIES))
def test_a_row_comes_back_as_it_went_in(lasting: Project, table: str) -> None:
    cls = ENTITIES[table]

    @settings(max_examples=5, deadline=None)
    @given(rows(cls), rows(cls))
    def comes_back(row: object, other: object) -> None:
        with lasting._engine.connect() as connection:  # never saved: the references point at nothing
            change = Change(connection)
            change.insert(row)  # type: ignore[arg-type]
            assert change.get(cls, row.id) == row  # type: ignore[attr-defined]
            assert type(row) is type(change.get(cls, row.id))  # type: ignore[attr-defined]
            after = changed(other, id=row.id)  # type: ignore[attr-defined,type-var]
            change.replace([(row, after)])  # type: ignore[list-item]
            assert change.among(cls, "id", [row.id, new_id()]) == (after,)  # type: ignore[attr-defined]
            change.delete(after)  # type: ignore[arg-type]
            assert change.find(cls, id=row.id) is None  # type: ignore[attr-defined]

    comes_back()


@given(st.sampled_from(list(ENTITIES.values())).flatmap(rows))
def test_the_log_holds_every_row_exactly(row: object) -> None:
    plain = json.loads(json.dumps(to_plain(row), ensure_ascii=False))  # type: ignore[arg-type]
    assert from_plain(type(row), plain) == row  # type: ignore[arg-type,type-var]


def test_every_entity_has_a_table_with_its_fields() -> None:
    assert set(ENTITIES) <= set(METADATA.tables)
    for table in ENTITIES:
        assert name_of(table) != table or " " not in table, f"no name in plain words for {table}"


def test_every_constraint_has_a_name() -> None:
    nameless = [
        (table.name, type(constraint).__name__)
        for table in METADATA.sorted_tables
        for constraint in table.constraints
        if not constraint.name
    ]
    assert not nameless


def test_every_reference_is_a_foreign_key_that_waits_for_the_end_of_a_change() -> None:
    keys = [key for table in TABLES.values() for key in table.foreign_key_constraints]
    assert len(keys) > 60
    assert all(key.deferrable and key.initially == "DEFERRED" for key in keys)


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, 10_000)], ids=["before", "empty", "backwards", "beyond"]
)
def test_the_database_refuses_a_span_that_does_not_lie_in_its_text(filled: Project, start: int, end: int) -> None:
    with filled.read() as reading:
        fragment = reading.all(Fragment)[0]
    with pytest.raises(RuleError, match="does not lie in its text"), filled.change("x", "x") as change:
        change.insert(changed(fragment, id=new_id(), start=start, end=end))


def test_the_database_refuses_a_wrong_length_of_the_text(filled: Project) -> None:
    with filled.read() as reading:
        fragment = reading.all(Fragment)[0]
    with pytest.raises(RuleError, match="from fragment to text version"), filled.change("x", "x") as change:
        change.insert(changed(fragment, id=new_id(), start=500, end=510, text_length=900))


def test_the_database_refuses_the_same_thing_twice_in_plain_words(project: Project) -> None:
    with project.change("round.add", "x") as change:
        change.insert(Round(id=new_id(), nr=1, label="a"))
    with pytest.raises(RuleError, match="This is there already: round"), project.change("round.add", "x") as change:
        change.insert(Round(id=new_id(), nr=1, label="b"))


def test_a_reference_to_nothing_is_refused_with_its_name(project: Project) -> None:
    with (
        pytest.raises(RuleError, match="from code to code"),
        project.change("x", "x") as c,
    ):
        c.insert(Code(id=new_id(), name="kind", parent_id=new_id()))
    with project.change("x", "x") as change:  # the refused transaction does not linger
        assert change.count(Code) == 0
        change.insert(Code(id=new_id(), name="kind"))


def test_what_is_referred_to_cannot_go(filled: Project) -> None:
    with filled.read() as reading:
        code = only(reading, Code)
    with pytest.raises(RuleError, match="from coding to code"), filled.change("x", "x") as change:
        change.delete(code)


def test_parents_may_come_after_their_children(project: Project) -> None:
    parent, child = new_id(), new_id()
    with project.change("x", "x") as change:
        change.insert(Code(id=child, name="kind", parent_id=parent), Code(id=parent, name="ouder"))
    with project.read() as reading:
        assert reading.count(Code) == 2


def test_text_sorts_by_code_point(lasting: Project) -> None:
    @settings(max_examples=15, deadline=None)
    @given(st.lists(TEXTS, min_size=2, max_size=6))
    def sorts(names: list[str]) -> None:
        with lasting._engine.connect() as connection:
            change = Change(connection)
            change.insert(*(Code(id=new_id(), name=name) for name in names))
            assert [code.name for code in change.all(Code, order=("name",))] == sorted(names)

    sorts()


def test_text_sorts_by_code_point_whatever_the_language_of_the_database(lasting: Project) -> None:
    with lasting._engine.connect() as connection:
        found = sa.inspect(connection).get_columns("code")
        if connection.dialect.name == "postgresql":
            strings = [column for column in found if isinstance(column["type"], sa.String)]
            assert strings
            assert all(column["type"].collation == "C" for column in strings)


def test_empty_values_come_first_on_every_database(project: Project) -> None:
    parent = Code(id=new_id(), name="b")
    with project.change("x", "x") as change:
        change.insert(parent, Code(id=new_id(), name="a", parent_id=parent.id))
    with project.read() as reading:
        found = reading.all(Code, order=("parent_id",))
        assert [code.name for code in found] == ["b", "a"]
        assert reading.among(Code, "id", [code.id for code in found], order=("parent_id",)) == found


def test_more_rows_than_one_statement_takes_are_found(project: Project) -> None:
    codes = [Code(id=new_id(), name=f"code {i}") for i in range(1300)]
    with project.change("x", "x") as change:
        change.insert(*codes)
    with project.read() as reading:
        found = reading.among(Code, "id", (code.id for code in codes))
        assert found == tuple(sorted(codes, key=lambda code: code.id))
        assert reading.count(Code) == reading.count(Code, parent_id=None) == 1300
        assert reading.highest(Round, "nr") == 0
