"""What connections keep of a project's file goes when nobody uses them."""

from __future__ import annotations

from pathlib import Path

from cmo_coder.model.base import new_id
from cmo_coder.model.study import Study
from cmo_coder.store.project import Project


def told_of(project: Project) -> list[str]:
    """The statements that the connections which are free get from now on."""
    found: list[str] = []
    with project._driver() as driver:
        driver.set_trace_callback(found.append)
    return found


def test_connections_that_are_free_forget_the_pages_that_they_read(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.cmo", Study(id=new_id(), name="Wijk")) as project:
        told = told_of(project)
        project.give_back()
        assert told == ["PRAGMA shrink_memory"]
        told.clear()
        with project.read() as reading:
            assert reading.all(Study)
            told.clear()
            project.give_back()  # the one that is in use is left alone
            assert "PRAGMA shrink_memory" not in told
            assert reading.all(Study)


def test_what_was_given_back_is_read_again(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.cmo", Study(id=new_id(), name="Wijk")) as project:
        project.give_back()
        with project.read() as reading:
            assert [one.name for one in reading.all(Study)] == ["Wijk"]
