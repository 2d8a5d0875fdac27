"""Backups: made on opening and before what is risky, kept in limited number, put back without losing what was there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import ProjectBusy, ProjectError
from cmo_coder.store import backup
from cmo_coder.store.backup import BEFORE_RESTORE, BY_HAND, KEPT, ON_OPEN, back_up, backups_of, folder_of, restore
from cmo_coder.store.errors import DiskFull
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.store.example import everything


def add(project: Project, name: str) -> None:
    with project.change("code.add", "Code {name} added", name=name) as change:
        change.insert(Code(id=new_id(), name=name))


def kinds(path: Path) -> list[str]:
    return [one.kind for one in backups_of(path)]


def contents(path: Path) -> object:
    with Project.open(path, with_backup=False) as project:
        assert verify(project) == ()
        return everything(project)


def test_opening_makes_a_backup_when_something_changed(file_project: Project, path: Path) -> None:
    file_project.close()
    for _ in range(3):
        Project.open(path).close()
    assert kinds(path) == [ON_OPEN]
    with Project.open(path) as project:
        add(project, "a")
    Project.open(path).close()
    Project.open(path).close()
    assert kinds(path) == [ON_OPEN, ON_OPEN]
    with Project.open(path) as project:
        project.undo()  # what stands there is as before, but the log is not
    Project.open(path).close()
    assert kinds(path) == [ON_OPEN] * 3


def test_opening_without_a_backup_makes_none(file_project: Project, path: Path) -> None:
    file_project.close()
    Project.open(path, with_backup=False).close()
    assert kinds(path) == []
    assert not folder_of(path).exists()


def test_a_backup_is_one_whole_project(file_project: Project, path: Path) -> None:
    before = everything(file_project)
    made = file_project.back_up()
    add(file_project, "later")
    assert (made.kind, made.size) == (BY_HAND, made.path.stat().st_size)
    assert made.at.endswith("Z")
    assert made.mark != "00000000"
    assert [one.name for one in folder_of(path).iterdir()] == [made.path.name]
    assert contents(made.path) == before
    assert backups_of(path) == (made,)


def test_a_backup_may_be_made_in_the_middle_of_a_change_of_another(file_project: Project, path: Path) -> None:
    before = everything(file_project)
    with file_project.change("x", "x") as change:
        change.insert(Code(id=new_id(), name="half"))
        made = back_up(path)
    assert contents(made.path) == before


def test_the_oldest_backups_of_a_kind_go_first(
    file_project: Project, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KEPT, BY_HAND, 3)
    other = back_up(path, ON_OPEN)
    made = [file_project.back_up() for _ in range(5)]
    assert backups_of(path) == (*reversed(made[2:]), other)


def test_what_is_no_backup_is_left_alone(file_project: Project, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KEPT, BY_HAND, 1)
    folder = folder_of(path)
    folder.mkdir()
    mine = [folder / "aantekening.txt", folder / "20200101-hand-mijn kopie.cmo", folder / "20200101T000000Z-hand.cmo"]
    for one in mine:
        one.write_text("van mij")
    file_project.back_up()
    file_project.back_up()
    assert len(backups_of(path)) == 1
    assert all(one.exists() for one in mine)


@pytest.mark.parametrize("name", ["study", "mijn studie.v2.cmo", "été 😀.cmo", "100%.cmo", "a#b?c.cmo"])
def test_odd_names_of_projects_are_fine(tmp_path: Path, name: str) -> None:
    from tests.store.example import STUDY

    path = tmp_path / name
    Project.create(path, STUDY).close()
    Project.open(path).close()
    (made,) = backups_of(path)
    with Project.open(path) as project:
        add(project, "a")
    kept = restore(path, made.path)
    assert kept is not None
    with Project.open(path, with_backup=False) as project, project.read() as reading:
        assert reading.count(Code) == 0
    assert len(backups_of(path)) == 2


def test_restoring_puts_back_and_keeps_what_was_there(file_project: Project, path: Path) -> None:
    then = everything(file_project)
    made = file_project.back_up()
    add(file_project, "later")
    now = everything(file_project)
    file_project.close()
    kept = restore(path, made.path)
    assert kept is not None
    assert kept.kind == BEFORE_RESTORE
    assert contents(path) == then
    assert contents(kept.path) == now
    assert restore(path, kept.path) is not None
    assert contents(path) == now
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_work_goes_on_after_a_restore(file_project: Project, path: Path) -> None:
    made = file_project.back_up()
    add(file_project, "lost")
    file_project.close()
    restore(path, made.path)
    with Project.open(path) as project:
        add(project, "new")
        project.undo()
        project.undo()
        assert verify(project) == ()


def test_another_program_that_has_it_open_sees_the_restored_state(file_project: Project, path: Path) -> None:
    made = file_project.back_up()
    add(file_project, "later")
    restore(path, made.path)
    with file_project.read() as reading:
        assert [code.name for code in reading.all(Code)] == ["Gezien worden"]
    add(file_project, "after")
    assert verify(file_project) == ()


def test_a_restore_waits_for_nobody_who_is_writing(file_project: Project, path: Path) -> None:
    made = file_project.back_up()
    before = everything(file_project)
    with file_project.change("x", "x") as change:
        change.insert(Code(id=new_id(), name="a"))
        with pytest.raises(ProjectBusy, match="Another program is writing"):
            restore(path, made.path, busy_seconds=0.1)
    file_project.undo()
    assert everything(file_project) == before


def test_a_project_that_is_gone_is_restored(file_project: Project, path: Path) -> None:
    then = everything(file_project)
    made = file_project.back_up()
    file_project.close()
    path.unlink()
    assert restore(path, made.path) is None
    assert contents(path) == then


@pytest.mark.parametrize(
    "damage", [b"", b"nothing of the kind" * 100, None], ids=["empty", "another file", "truncated"]
)
def test_a_damaged_project_is_restored_and_kept_as_it_was(
    file_project: Project, path: Path, damage: bytes | None
) -> None:
    then = everything(file_project)
    made = file_project.back_up()
    file_project.close()
    broken = path.read_bytes()[:5000] if damage is None else damage
    path.write_bytes(broken)
    kept = restore(path, made.path)
    assert kept is not None
    assert kept.kind == BEFORE_RESTORE
    assert kept.path.read_bytes() == broken
    assert contents(path) == then


def test_only_a_whole_project_is_put_back(file_project: Project, path: Path, tmp_path: Path) -> None:
    made = file_project.back_up()
    before = everything(file_project)
    file_project.close()
    raw = path.read_bytes()
    text = tmp_path / "interview.txt"
    text.write_text("Interviewer: hallo\n")
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE study (id)")
    half = tmp_path / "half.cmo"
    half.write_bytes(made.path.read_bytes()[: made.size // 2])
    rotten = tmp_path / "rotten.cmo"
    rotten.write_bytes(made.path.read_bytes()[:8192] + b"\xff" * (made.size - 8192))
    for wrong in (text, other, half, rotten, tmp_path, tmp_path / "nowhere.cmo"):
        with pytest.raises(ProjectError, match=r"not a project|is damaged|is a folder|no project at"):
            restore(path, wrong)
    assert path.read_bytes() == raw
    assert contents(path) == before
    assert backups_of(path) == (made,)


def test_a_project_that_is_open_elsewhere_can_be_the_source_of_a_restore(
    file_project: Project, path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.cmo"
    shutil.copy(file_project.back_up().path, copy)
    with Project.open(copy, with_backup=False) as other:
        add(other, "in the -wal")
        now = everything(other)
        restore(path, copy)
    assert contents(path) == now


def test_a_disk_without_room_for_a_backup_leaves_no_half_one(
    file_project: Project, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(sqlite3.OperationalError):
        sqlite_errorcode = sqlite3.SQLITE_FULL

    def fill(target: Path, source: sqlite3.Connection) -> None:
        target.with_name(target.name + ".part").write_bytes(b"half")
        try:
            raise Full("database or disk is full")
        finally:
            target.with_name(target.name + ".part").unlink()

    monkeypatch.setattr(backup, "_fill", fill)
    with pytest.raises(DiskFull, match="disk is full"):
        file_project.back_up()
    assert list(folder_of(path).iterdir()) == []
    add(file_project, "a")
    file_project.close()
    with Project.open(path) as project:  # a full disk does not keep a project shut
        assert project.problems == ()
    with pytest.raises(DiskFull):
        restore(path, path)


@pytest.mark.skipif(os.name != "posix", reason="rights on folders are a matter of POSIX")
def test_a_folder_where_no_backup_can_be_made_does_not_keep_a_project_shut(file_project: Project, path: Path) -> None:
    folder_of(path).write_text("a file where the folder should be")
    with pytest.raises(ProjectError, match="folder of the backups"):
        file_project.back_up()
    file_project.close()
    Project.open(path).close()


def test_a_database_server_is_backed_up_by_its_own_means() -> None:
    from cmo_coder.store.engine import engine_for

    project = Project("postgresql://cmo@/study", engine_for("postgresql://cmo@/study"))
    with pytest.raises(ProjectError, match="pg_dump"):
        project.back_up()
