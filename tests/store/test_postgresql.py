"""What is different on a database server; all else runs there in the tests of its own subject."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import ProjectBusy, ProjectError
from cmo_coder.model.study import Study
from cmo_coder.store.engine import engine_for
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.store.example import STUDY, everything, fill
from tests.store.postgres import Server


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("mysql://anna@host/study", "works with PostgreSQL, not with mysql"),
        ("sqlite:///study.db", "works with PostgreSQL, not with sqlite"),
        ("postgresql://host:port/study", "not an address of a database"),
        ("://", "not an address of a database"),
        ("postgresql:///study?host=/nowhere/at/all", "The database does not answer"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_plainly(place: str, message: str) -> None:
    for attempt in (lambda: Project.open(place), lambda: Project.create(place, STUDY)):
        with pytest.raises(ProjectError, match=message) as raised:
            attempt()
        assert raised.value.remedy_text()


def test_without_the_driver_it_is_said_which_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ProjectError, match=r"psycopg is needed\. Install it: pip install"):
        engine_for("postgresql://anna@host/study")


pytestmark = pytest.mark.postgres


@pytest.fixture
def url(postgres: Server) -> str:
    return postgres.url(postgres.new_database())


def test_an_address_may_be_written_in_each_usual_way(url: str) -> None:
    Project.create(url, STUDY).close()
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        with Project.open(url.replace("postgresql", scheme, 1)) as project, project.read() as reading:
            assert reading.all(Study) == (STUDY,)


def test_an_empty_database_is_no_project(url: str) -> None:
    with pytest.raises(ProjectError, match="There are no tables of a project"):
        Project.open(url)


def test_a_project_on_a_server_has_no_file_and_no_backups_of_its_own(url: str) -> None:
    with Project.create(url, STUDY) as project:
        assert project.path is None
        with pytest.raises(ProjectError, match="pg_dump"):
            project.back_up()


def test_the_server_is_reached_without_an_internet_socket(postgres: Server) -> None:
    with (
        Project.create(postgres.url(postgres.new_database()), STUDY) as project,
        project._engine.connect() as connection,
    ):
        assert connection.exec_driver_sql("SELECT inet_client_addr()").scalar() is None


def test_who_may_only_read_can_read_and_gets_a_plain_message_when_writing(postgres: Server, url: str) -> None:
    with Project.create(url, STUDY) as project:
        fill(project)
        with project._engine.begin() as connection:
            for sql in (
                "DROP ROLE IF EXISTS looker",
                "CREATE ROLE looker LOGIN",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO looker",
            ):
                connection.exec_driver_sql(sql)
        full = everything(project)
    with Project.open(url.replace("//cmo@", "//looker@")) as project:
        assert everything(project) == full
        with pytest.raises(ProjectError, match="cannot be written"), project.change("x", "x") as change:
            change.insert(Code(id=new_id(), name="x"))
        assert verify(project) == ()
    with Project.open(url) as project, project._engine.begin() as connection:
        connection.exec_driver_sql("DROP OWNED BY looker")
        connection.exec_driver_sql("DROP ROLE looker")


def test_waiting_for_another_writer_ends(url: str) -> None:
    with Project.create(url, STUDY) as project, Project.open(url, busy_seconds=0.1) as other:
        with project.change("x", "x") as change:
            change.insert(Code(id=new_id(), name="a"))
            for act in (other.undo, other.redo, lambda: other.undo_to(1)):
                with pytest.raises(ProjectBusy, match="Another program is writing"):
                    act()
        assert other.undo() is not None
        assert project.redo() is not None


def test_a_connection_that_the_server_has_dropped_is_made_again(url: str) -> None:
    with Project.create(url, STUDY) as project:
        with project._engine.connect() as connection:
            mine: Any = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        other = engine_for(url)
        with other.begin() as connection:
            connection.exec_driver_sql(f"SELECT pg_terminate_backend({mine})")
        other.dispose()
        with project.read() as reading:
            assert reading.count(Study) == 1


def test_a_connection_that_breaks_in_the_middle_of_a_change_loses_only_that_change(url: str) -> None:
    with Project.create(url, STUDY) as project:
        fill(project)
        before = everything(project)
        with pytest.raises(ProjectError, match="does not answer"), project.change("x", "x") as change:  # noqa: PT012
            change.insert(Code(id=new_id(), name="a"))
            mine: Any = change.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
            other = engine_for(url)
            with other.begin() as connection:
                connection.exec_driver_sql(f"SELECT pg_terminate_backend({mine})")
            other.dispose()
            change.insert(Code(id=new_id(), name="b"))
        assert everything(project) == before
        assert verify(project) == ()
