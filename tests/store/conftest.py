"""Projects for the tests of the store: in a file, and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cmo_coder.store.change import Change
from cmo_coder.store.project import Project
from cmo_coder.store.tables import METADATA
from tests.store.example import STUDY, fill
from tests.store.postgres import NotUsable, Server, running_server

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for the whole run."""
    try:
        with running_server() as server:
            yield server
    except NotUsable as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def used_databases() -> list[str]:
    """Databases with a project that no test uses at the moment: emptying one is quicker than making one."""
    return []


def emptied(place: str) -> Project:
    """The project in a database, with nothing but its study."""
    project = Project.open(place)
    with project._writing() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())
        change = Change(connection)
        change.insert(STUDY)
        change.write_log("study.create", "Study {name} made", {"name": STUDY.name}, "", None)
        connection.commit()
    return project


@pytest.fixture(params=BOTH)
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database."""
    return str(request.param)


@pytest.fixture
def empty_place(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place where a project can be made."""
    if kind == "sqlite":
        return str(tmp_path / "study.cmo")
    server: Server = request.getfixturevalue("postgres")
    return server.url(server.new_database())


@pytest.fixture
def new_project(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Project]]:
    """Makes projects that hold nothing but their study."""
    made: list[Project] = []
    used: list[str] = request.getfixturevalue("used_databases")

    def make() -> Project:
        if kind == "sqlite":
            project = Project.create(tmp_path / f"study-{len(made)}.cmo", STUDY)
        elif used:
            project = emptied(used.pop())
        else:
            server: Server = request.getfixturevalue("postgres")
            project = Project.create(server.url(server.new_database()), STUDY)
        made.append(project)
        return project

    yield make
    for project in made:
        project.close()
        if kind != "sqlite":
            used.append(project.place)


@pytest.fixture
def project(new_project: Callable[[], Project]) -> Project:
    """A project that holds nothing but its study, on each kind of database."""
    return new_project()


@pytest.fixture
def filled(project: Project) -> Project:
    """The project of `tests.store.example`, on each kind of database."""
    fill(project)
    return project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a project in a file may be made."""
    return tmp_path / "study.cmo"


@pytest.fixture
def file_project(path: Path) -> Iterator[Project]:
    """The project of `tests.store.example`, in a file."""
    project = Project.create(path, STUDY)
    fill(project)
    yield project
    project.close()
