"""Noticing that another program wrote: only what is news, and without reading anything where there is none."""

from __future__ import annotations

from typing import Any

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading


def add(project: Project, name: str) -> None:
    with project.change("code.add", "Code {name} added", name=name) as change:
        change.insert(Code(id=new_id(), name=name))


def test_what_another_program_wrote_is_news_once(project: Project) -> None:
    watch = project.watch()
    with Project.open(project.place, with_backup=False) as other:
        assert not watch.news()
        add(other, "theirs")
        assert watch.news()
        assert not watch.news()


def test_what_was_changed_and_undone_here_is_no_news(project: Project) -> None:
    watch = project.watch()
    add(project, "mine")
    assert not watch.news()
    add(project, "mine too")
    project.undo()
    project.redo()
    assert not watch.news()


def test_what_another_wrote_between_changes_made_here_is_news(project: Project) -> None:
    watch = project.watch()
    with Project.open(project.place, with_backup=False) as other:
        add(project, "mine")
        add(other, "theirs")
        add(project, "mine too")
    assert watch.news()


@pytest.mark.parametrize("kind", ["sqlite"])
def test_where_nothing_changed_no_table_is_read(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = project.watch()

    def reads(*_given: Any) -> Any:
        raise AssertionError("a table was read")

    monkeypatch.setattr(Reading, "_rows", reads)
    assert not watch.news()


def test_a_project_that_was_watched_closes_as_one_file(project: Project) -> None:
    project.watch().news()
    project.close()
    if project.path is not None:
        assert [one.name for one in project.path.parent.glob(f"{project.path.name}*")] == [project.path.name]
