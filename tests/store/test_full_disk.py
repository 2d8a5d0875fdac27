"""A full disk: a clear message, an unchanged project, and work goes on when there is room again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from cmo_coder.messages import set_language
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import ProjectError, UserError
from cmo_coder.store.backup import folder_of
from cmo_coder.store.errors import DiskFull
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.store.example import STUDY, everything, fill
from tests.store.processes import Child, child, needs_fork

LONG = "heel veel woorden " * 4000


def add(project: Project, text: str = LONG) -> None:
    with project.change("code.add", "Code {name} added", name="x") as change:
        change.insert(Code(id=new_id(), name="x", definition=text))


@contextmanager
def no_more_pages(project: Project, room: int = 0) -> Iterator[None]:
    """Let SQLite find no more than `room` pages of the disk."""

    def limit(driver: Any, _record: object) -> None:
        pages = driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count = {pages + room}")

    sa.event.listen(project._engine, "connect", limit)
    project._engine.dispose()
    try:
        yield
    finally:
        sa.event.remove(project._engine, "connect", limit)
        project._engine.dispose()


@pytest.mark.parametrize("room", [0, 1, 2, 5, 20])
def test_a_change_that_finds_no_room_leaves_nothing(file_project: Project, path: Path, room: int) -> None:
    before, number = everything(file_project), file_project.data_version()
    with no_more_pages(file_project, room):
        with pytest.raises(DiskFull, match=r"The disk is full: this was not saved\. Make room") as raised:
            add(file_project)
        set_language("nl")
        assert "De schijf is vol" in str(raised.value)
        assert everything(file_project) == before
        assert file_project.data_version() == number
        assert verify(file_project) == ()
    add(file_project)
    assert file_project.undo() is not None
    assert everything(file_project) == before
    assert verify(file_project) == ()
    file_project.close()
    with Project.open(path) as again:
        assert everything(again) == before


def test_a_change_within_a_change_that_finds_no_room_cannot_be_saved_by_the_outer_one(file_project: Project) -> None:
    before = everything(file_project)
    with no_more_pages(file_project):
        with pytest.raises((RuntimeError, UserError)), file_project.change("import", "Imported") as outer:  # noqa: PT012
            outer.insert(Code(id=new_id(), name="klein"))
            try:
                add(file_project)
            except DiskFull:
                outer.insert(Code(id=new_id(), name="ook klein"))
        found = everything(file_project)
    # What SQLite had room for may have been kept only as a whole change; here it was taken back.
    assert found == before
    assert verify(file_project) == ()


def test_undo_that_finds_no_room_leaves_everything(file_project: Project) -> None:
    for _ in range(3):
        add(file_project)
    with file_project.change("code.remove", "Code removed") as change:
        change.delete(*change.all(Code, name="x"))
    before = everything(file_project)
    with file_project._driver() as driver:
        driver.execute("VACUUM")  # no free pages to write in
    with no_more_pages(file_project):
        with pytest.raises(DiskFull):
            file_project.undo()
        assert everything(file_project) == before
    assert file_project.undo() is not None
    assert verify(file_project) == ()


# The limit of a process on the size of its files: what a quota or a full disk looks like from inside a write


def limited(room: int, path: Path) -> None:
    """Allow this process no larger file than the project with its -wal is now, and some room."""
    import resource

    size = max(
        (one.stat().st_size for one in (path, path.with_name(path.name + "-wal")) if one.exists()),
        default=0,
    )
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))


@needs_fork
@pytest.mark.parametrize("room", [0, 5000, 90_000, 400_000])
def test_a_write_that_fails_leaves_the_project_as_it_was(file_project: Project, path: Path, room: int) -> None:
    file_project.close()

    def work(me: Child) -> None:
        with Project.open(path, with_backup=False) as project:
            add(project, "short")
            limited(room, path)
            for _ in range(1000):
                try:
                    add(project)
                except DiskFull as error:
                    me.tell(f"full {error}")
                    break
                me.tell("saved")
            with project.read() as reading:
                me.tell(f"reads {reading.count(Code)}")

    with child(work) as other:
        said = other.lines()
        assert other.end() == 0, said
    saved = said.count("saved")
    assert said[saved].startswith("full The disk is full: this was not saved.")
    assert said[-1] == f"reads {saved + 2}"
    with Project.open(path) as project:
        with project.read() as reading:
            assert reading.count(Code) == saved + 2
        assert verify(project) == ()
        add(project)


@needs_fork
@pytest.mark.parametrize("room", [0, 3000, 50_000, 200_000])
def test_making_a_project_without_room_leaves_nothing(tmp_path: Path, room: int) -> None:
    path = tmp_path / "new.cmo"

    def work(me: Child) -> None:
        limited(room, path)
        try:
            Project.create(path, STUDY)
        except ProjectError as error:
            me.tell(type(error).__name__)

    with child(work) as other:
        assert other.lines() == ["DiskFull"]
        assert other.end() == 0
    assert list(tmp_path.iterdir()) == []


@needs_fork
def test_a_backup_without_room_leaves_nothing_half(path: Path) -> None:
    with Project.create(path, STUDY) as project:
        fill(project)
        for _ in range(20):
            add(project)

    def work(me: Child) -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, resource.RLIM_INFINITY))
        with Project.open(path) as project:  # opens, though it cannot back up
            with project.read() as reading:
                me.tell(str(reading.count(Code)))
            try:
                project.back_up()
            except DiskFull as error:
                me.tell(str(error))

    with child(work) as other:
        said = other.lines()
        assert other.end() == 0, said
    assert said[0] == "21"
    assert said[1].startswith("The disk is full")
    assert list(folder_of(path).iterdir()) == []
    with Project.open(path) as project:
        assert verify(project) == ()


def test_a_project_that_finds_no_room_to_open_says_that_it_was_not_opened(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project.create(path, STUDY).close()

    def full(project: Project) -> None:
        del project
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(Project, "_keep_a_log_ahead", full)
    with pytest.raises(DiskFull, match=r"could not be opened: the disk is full.*nothing in it was changed") as raised:
        Project.open(path)
    assert "not saved" not in str(raised.value)
