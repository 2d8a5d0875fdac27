"""Two programs with one project: the second can read, waits its turn to write, and nothing is lost."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from cmo_coder.messages import set_language
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import ProjectBusy
from cmo_coder.store import history
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.store.example import STUDY, everything
from tests.store.processes import Child, child, needs_fork

pytestmark = needs_fork


def add(project: Project, name: str) -> None:
    with project.change("code.add", "Code {name} added", name=name) as change:
        change.insert(Code(id=new_id(), name=name))


def names(project: Project) -> list[str]:
    with project.read() as reading:
        return sorted(code.name for code in reading.all(Code))


@pytest.fixture
def place(path: Path) -> Path:
    Project.create(path, STUDY).close()
    return path


def test_while_another_program_writes_one_can_read_and_gets_a_clear_message_when_writing(place: Path) -> None:
    def write_slowly(me: Child) -> None:
        with Project.open(place, with_backup=False) as project, project.change("x", "x") as change:
            change.insert(Code(id=new_id(), name="theirs"))
            me.tell("writing")
            me.wait()
        me.tell("saved")

    with child(write_slowly) as other:
        assert other.line() == "writing"
        with Project.open(place, busy_seconds=0.3) as project:  # opening, with its backup, waits for nobody
            before = everything(project)
            begun = time.monotonic()
            with pytest.raises(ProjectBusy, match=r"Another program is writing .* nothing was lost") as raised:
                add(project, "mine")
            assert 0.2 < time.monotonic() - begun < 5
            set_language("nl")
            assert "Een ander programma is in dit project aan het schrijven" in str(raised.value)
            for act in (project.undo, project.redo, lambda: project.undo_to(1)):
                with pytest.raises(ProjectBusy):
                    act()
            assert everything(project) == before
            other.go()
            assert other.line() == "saved"
            add(project, "mine")
            assert names(project) == ["mine", "theirs"]
            assert verify(project) == ()


def test_one_waits_for_the_other_without_a_word_when_it_is_quick(place: Path) -> None:
    def write_slowly(me: Child) -> None:
        with Project.open(place, with_backup=False) as project, project.change("x", "x") as change:
            change.insert(Code(id=new_id(), name="theirs"))
            me.tell("writing")
            me.wait()

    def write_after(me: Child) -> None:
        with Project.open(place, with_backup=False, busy_seconds=60) as project:
            me.wait()
            me.tell("trying")
            add(project, "mine")
            me.tell("saved")

    with child(write_slowly) as first, child(write_after) as second:
        assert first.line() == "writing"
        second.go()
        assert second.line() == "trying"
        assert second.quiet_for(0.05)
        first.go()
        assert second.line() == "saved"
        assert (first.end(), second.end()) == (0, 0)
    with Project.open(place) as project:
        assert names(project) == ["mine", "theirs"]


def test_two_programs_that_write_in_turn_both_succeed(place: Path) -> None:
    def write(name: str) -> Child:
        def work(me: Child) -> None:
            with Project.open(place, with_backup=False, busy_seconds=60) as project:
                me.wait()
                for i in range(15):
                    add(project, f"{name}{i}")
                    if i % 5 == 4:
                        assert project.undo() is not None  # the last act of anybody
                    me.tell(name)

        return Child(work)

    both = [write("a"), write("b")]
    for one in both:
        one.go()
    said = [one.lines() for one in both]
    assert [one.end() for one in both] == [0, 0]
    assert said == [["a"] * 15, ["b"] * 15]
    with Project.open(place) as project:
        assert project.data_version() == 1 + 30 + 6
        assert len(names(project)) == 30 - 6
        assert verify(project) == ()
        with project.read() as reading:
            assert len({entry.id for entry in history.entries(reading)}) == 37


def test_both_may_close_in_any_order(place: Path) -> None:
    first, second = Project.open(place), Project.open(place)
    add(first, "a")
    add(second, "b")
    first.close()
    add(second, "c")
    second.close()
    with Project.open(place) as project:
        assert names(project) == ["a", "b", "c"]
    assert not place.with_name(place.name + "-wal").exists()


def test_a_lock_that_shows_only_at_the_end_of_a_change_leaves_nothing(place: Path) -> None:
    with Project.open(place, busy_seconds=0.1) as project:
        add(project, "a")
        # Without writing ahead a reader is in the way of the very COMMIT.
        with project._driver() as driver:
            assert driver.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
        with closing(sqlite3.connect(place, isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT * FROM code").fetchall()
            with pytest.raises(ProjectBusy):
                add(project, "b")
            assert names(project) == ["a"]
            other.execute("COMMIT")
        add(project, "b")
        assert names(project) == ["a", "b"]
        assert verify(project) == ()
