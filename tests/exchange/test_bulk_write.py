"""A whole study out and in again."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_coder.exchange.bulk import create_project_from_bulk, load_bulk, read_bulk
from cmo_coder.exchange.bulk_write import write_bulk
from cmo_coder.export.errors import ExportError
from cmo_coder.model.everything import ENTITIES
from cmo_coder.model.study import Study
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.exchange.comparing import study_rows
from tests.exchange.studies import Studies
from tests.store.postgres import Server

NewProject = Callable[[], Project]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.cmo"
    Project.create(path, Study(id="11111111-1111-4111-8111-111111111111", name="Leeg")).close()
    return path


@pytest.fixture(scope="module")
def new_project(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewProject]:
    opened: list[Project] = []

    def new() -> Project:
        path = tmp_path_factory.mktemp("p") / "p.cmo"
        shutil.copyfile(empty, path)
        opened.append(Project.open(path, with_backup=False))
        return opened[-1]

    yield new
    for project in opened:
        project.close()


@given(seed=st.integers(0, 2**32), size=st.integers(0, 1))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_study_written_and_loaded_is_the_same_study(
    seed: int, size: int, new_project: NewProject, tmp_path: Path
) -> None:
    project, other = new_project(), new_project()
    Studies(seed, size).put_into(project)
    first = write_bulk(project, tmp_path / "een.jsonl", overwrite=True)
    assert load_bulk(other, read_bulk(first)).study_taken
    assert study_rows(other) == study_rows(project)
    second = write_bulk(other, tmp_path / "twee.jsonl", overwrite=True)
    assert first.read_bytes() == second.read_bytes()


def test_the_random_studies_use_every_table_and_are_sound(new_project: NewProject) -> None:
    used: Counter[str] = Counter()
    for seed in (5, 14, 18, 19):
        project = new_project()
        Studies(seed, 2).put_into(project)
        assert verify(project) == ()
        used.update(table for table, rows in study_rows(project).items() if rows)
    assert set(used) == set(ENTITIES)


@pytest.mark.postgres
def test_a_study_goes_to_postgresql_and_back(postgres: Server, new_project: NewProject, tmp_path: Path) -> None:
    project = new_project()
    Studies(7, 2).put_into(project)
    first = write_bulk(project, tmp_path / "een.jsonl")
    with create_project_from_bulk(first, postgres.url(postgres.new_database())) as other:
        assert study_rows(other) == study_rows(project)
        assert verify(other) == ()
        second = write_bulk(other, tmp_path / "twee.jsonl")
        other.undo()
        assert sum(len(rows) for rows in study_rows(other).values()) == 1
    assert first.read_bytes() == second.read_bytes()


def test_a_study_that_was_loaded_needs_no_exact_fields(tmp_path: Path) -> None:
    source = tmp_path / "bron.jsonl"
    lines = [
        {"kind": "study", "name": "Proef"},
        {"kind": "coder", "id": "A", "name": "A"},
        {"kind": "code", "id": "k2", "name": "twee"},
        {"kind": "code", "id": "k1", "name": "een"},
        {"kind": "document", "id": "d", "title": "D", "type": "interview", "text": "I: Hoe?\nR: Goed hoor.\n"},
        {"kind": "fragment", "id": "f", "document": "d", "quote": "Goed hoor", "coder": "A", "codes": ["k2", "k1"]},
    ]
    source.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    with create_project_from_bulk(source, tmp_path / "p.cmo") as project:
        written = write_bulk(project, tmp_path / "uit.jsonl").read_text("utf-8")
    assert '"exact"' not in written
    fragment = json.loads(written.splitlines()[-1])
    assert [len(fragment["codes"]), isinstance(fragment["codes"][0], str)] == [2, True]


def test_a_file_that_is_there_is_only_replaced_when_asked(new_project: NewProject, tmp_path: Path) -> None:
    path = tmp_path / "uit.jsonl"
    path.write_text("van mij", "utf-8")
    with pytest.raises(ExportError, match="already"):
        write_bulk(new_project(), path)
    assert path.read_text("utf-8") == "van mij"
    write_bulk(new_project(), path, overwrite=True)
    assert json.loads(path.read_text("utf-8"))["name"] == "Leeg"
