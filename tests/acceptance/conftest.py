"""The RIVM case, loaded once through the bulk import; tests that change it work on a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.exchange.bulk import create_project_from_bulk
from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.store.project import Project
from tests.acceptance.adapter import Cases, write_cases
from tests.shared import shared


@pytest.fixture(autouse=True)
def acceptance_case(request: pytest.FixtureRequest) -> str:
    """The acceptance case that a test shows (`marks.acceptance`); empty where it shows none."""
    return str(getattr(request, "param", ""))


@pytest.fixture(scope="session")
def cases() -> Cases:
    """The case files as they are."""
    return Cases(shared("cases"))


@pytest.fixture(scope="session")
def bulk_path(cases: Cases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case files in the bulk form, with the report beside them."""
    return write_cases(cases.folder, tmp_path_factory.mktemp("rivm"))


@pytest.fixture(scope="session")
def rivm_path(bulk_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project file made of them. Never changed: see `rivm_copy`."""
    path = tmp_path_factory.mktemp("project") / "rivm.cmo"
    create_project_from_bulk(bulk_path, path).close()
    return path


@pytest.fixture(scope="session")
def rivm(rivm_path: Path) -> Iterator[Project]:
    """The project, to read."""
    with Project.open(rivm_path, with_backup=False) as project:
        yield project


@pytest.fixture(scope="session")
def snapshot(rivm: Project) -> Snapshot:
    """Its analytic layer."""
    with rivm.read() as reading:
        return load_snapshot(reading)


@pytest.fixture
def rivm_copy(rivm_path: Path, tmp_path: Path) -> Iterator[Project]:
    """A copy of the project, to change."""
    path = tmp_path / "rivm.cmo"
    shutil.copyfile(rivm_path, path)
    with Project.open(path, with_backup=False) as project:
        yield project
