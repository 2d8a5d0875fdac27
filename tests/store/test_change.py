"""One act of a user: one transaction, one entry of the change log, with every row before and after."""

from __future__ import annotations

import logging
import threading

import pytest

from cmo_coder.model.base import changed, new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document
from cmo_coder.model.errors import NotFound, ProjectBusy, ProjectError, RuleError
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.model.study import Coder, Round, Study
from cmo_coder.store import history
from cmo_coder.store.project import Project
from tests.store.example import TEXT, everything, only, statements


def code(name: str) -> Code:
    return Code(id=new_id(), name=name)


def log(project: Project) -> list[str]:
    """What was done, oldest first."""
    with project.read() as reading:
        return [entry.text() for entry in history.entries(reading, newest_first=False)]


def names(project: Project) -> list[str]:
    with project.read() as reading:
        return sorted(one.name for one in reading.all(Code))


def test_a_change_is_one_entry_with_who_when_what_and_why(project: Project) -> None:
    project.coder = Coder(id=new_id(), name="Codeur A")
    a, b = code("a"), code("b")
    with project.change("code.add", "Code {name} added", name="a", reason="uit de pilot") as change:
        change.insert(a)
        change.insert(b)
        change.update(a, name="aa")
    with project.read() as reading:
        made, entry = history.entries(reading, newest_first=False)
        assert (made.seq, entry.seq) == (1, 2)
        assert (entry.act, entry.text(), entry.reason) == ("code.add", "Code a added", "uit de pilot")
        assert (entry.coder_id, entry.coder_name) == (project.coder.id, "Codeur A")
        assert entry.at.endswith("Z")
        assert len(entry.at) == 20
        rows = history.rows_of(reading, 2)
        assert [(row.table, bool(row.before), dict(row.after)["name"]) for row in rows] == [
            ("code", False, "a"),
            ("code", False, "b"),
            ("code", True, "aa"),
        ]


def test_a_change_that_touches_nothing_leaves_no_entry(project: Project) -> None:
    told: list[int] = []
    project.on_change(lambda: told.append(1))
    with project.change("code.edit", "Nothing") as change:
        change.update(only(change, Study), name="Gezonde wijk")
    assert log(project) == ["Study Gezonde wijk made"]
    assert not told


def test_changes_within_a_change_join_it(project: Project) -> None:
    with project.change("import", "Imported") as outer:
        outer.insert(code("a"))
        with project.change("code.add", "Code added") as inner:
            inner.insert(code("b"))
        with project.read() as reading:
            assert reading.count(Code) == 2
    assert log(project) == ["Study Gezonde wijk made", "Imported"]
    assert project.undo() is not None
    assert names(project) == []


def test_an_error_inside_a_change_leaves_nothing(filled: Project) -> None:
    before, entries = everything(filled), log(filled)
    with pytest.raises(ZeroDivisionError), filled.change("x", "x") as change:  # noqa: PT012
        change.insert(code("a"))
        change.update(only(change, Code, name="Gezien worden"), name="anders")
        change.delete(only(change, Coding))
        raise ZeroDivisionError
    assert everything(filled) == before
    assert log(filled) == entries


def test_an_error_of_a_change_within_a_change_takes_back_only_that_one(project: Project) -> None:
    with project.change("import", "Imported") as outer:
        outer.insert(code("a"))
        for name in ("b", "c", "d"):
            try:
                with project.change("code.add", "Code added") as inner:
                    inner.insert(code(name))
                    if name == "c":
                        raise NotFound("no")
            except NotFound:
                pass
        outer.insert(code("e"))
    assert names(project) == ["a", "b", "d", "e"]
    with project.read() as reading:
        assert [dict(row.after)["name"] for row in history.rows_of(reading, 2)] == ["a", "b", "d", "e"]
    project.undo()
    assert names(project) == []
    project.redo()
    assert names(project) == ["a", "b", "d", "e"]


def test_a_refusal_of_the_database_within_a_change_can_be_caught(project: Project) -> None:
    with project.change("import", "Imported") as outer:
        outer.insert(Round(id=new_id(), nr=1, label="a"))
        with pytest.raises(RuleError), project.change("round.add", "Round added") as inner:
            inner.insert(Round(id=new_id(), nr=1, label="b"))
        outer.insert(Round(id=new_id(), nr=2, label="c"))
    with project.read() as reading:
        assert [one.label for one in reading.all(Round, order=("nr",))] == ["a", "c"]


def test_after_a_refusal_a_change_cannot_be_saved(project: Project) -> None:
    same = code("a")
    with pytest.raises(RuntimeError, match="failed before"), project.change("x", "x") as change:  # noqa: PT012
        change.insert(same)
        with pytest.raises(Exception, match=r"(?i)unique"):
            change.insert(same)
    assert names(project) == []
    with pytest.raises(RuntimeError, match="failed before"), project.change("x", "x") as change:  # noqa: PT012
        change.insert(same)
        with pytest.raises(Exception, match=r"(?i)unique"):
            change.insert(same)
        change.insert(code("b"))
    assert names(project) == []


def test_undo_within_a_change_is_a_mistake_of_the_program(project: Project) -> None:
    with pytest.raises(RuntimeError, match="inside an open change"), project.change("x", "x"):
        project.undo()


def test_an_update_starts_from_the_row_as_it_stands_now(project: Project) -> None:
    old = code("a")
    with project.change("x", "x") as change:
        change.insert(old)
    with project.change("x", "x") as change:
        change.update(old, definition="uitleg")
    with project.change("x", "x") as change:
        after = change.update(old, name="b")  # `old` is two changes behind
    assert (after.name, after.definition) == ("b", "uitleg")


def test_what_is_gone_cannot_be_changed(project: Project) -> None:
    gone, there = code("a"), code("b")
    with project.change("x", "x") as change:
        change.insert(there)
    for act in (
        lambda change: change.update(gone, name="x"),
        lambda change: change.delete(gone),
        lambda change: change.delete(there, gone),
        lambda change: change.replace([(gone, changed(gone, name="x"))]),
        lambda change: change.replace([(there, changed(there, name="x")), (gone, changed(gone, name="x"))]),
    ):
        with pytest.raises(NotFound, match="There is no code with id"), project.change("x", "x") as change:
            act(change)
    assert names(project) == ["b"]


def test_a_replacement_does_not_overwrite_what_somebody_else_wrote(project: Project) -> None:
    old = code("a")
    with project.change("x", "x") as change:
        change.insert(old)
        change.update(old, name="b")
    with (
        pytest.raises(ProjectError, match="Somebody else changed this meanwhile"),
        project.change("x", "x") as change,
    ):
        change.replace([(old, changed(old, name="c"))])
    assert names(project) == ["b"]


def test_the_same_row_twice_is_refused(project: Project) -> None:
    one = code("a")
    with project.change("x", "x") as change:
        change.insert(one)
    with pytest.raises(NotFound, match="named twice"), project.change("x", "x") as change:
        change.delete(one, one)
    assert names(project) == ["a"]


def test_a_text_is_kept_once(project: Project) -> None:
    with project.change("x", "x") as change:
        change.store_text("0" * 64, TEXT)
        change.store_text("0" * 64, TEXT)
        assert change.text("0" * 64) == TEXT
    with project.read() as reading, pytest.raises(NotFound, match="words of a text version are missing"):
        reading.text("1" * 64)


def test_a_text_for_the_log_that_cannot_be_filled_in_is_found_before_anything_is_written(project: Project) -> None:
    with pytest.raises(KeyError), project.change("code.add", "Code {name} added", title="a") as change:
        change.insert(code("a"))
    assert names(project) == []


def test_a_closed_project_says_so(project: Project) -> None:
    project.close()
    project.close()
    with pytest.raises(ProjectError, match="has been closed"), project.read():
        pass
    with pytest.raises(ProjectError, match="has been closed"), project.change("x", "x"):
        pass


# Those who are told


def test_listeners_are_told_after_each_change_undo_and_redo(project: Project) -> None:
    told: list[int] = []
    project.on_change(lambda: told.append(project.data_version()))
    with project.change("x", "x") as change:
        change.insert(code("a"))
        assert not told
    project.undo()
    project.redo()
    project.undo_to(1)
    assert project.undo() is None
    assert project.undo_to(1) == 0
    assert told == [2, 3, 4, 5]


def test_an_error_of_a_listener_does_not_look_like_a_failed_change(
    project: Project, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []

    def fail() -> None:
        raise ZeroDivisionError

    project.on_change(fail)
    project.on_change(lambda: told.append("second"))
    with caplog.at_level(logging.ERROR), project.change("x", "x") as change:
        change.insert(code("a"))
    assert told == ["second"]
    assert names(project) == ["a"]
    assert "ZeroDivisionError" in caplog.text


# Threads


def test_two_threads_change_one_project_in_turn(project: Project) -> None:
    errors: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for i in range(15):
                with project.change("code.add", "Code {name} added", name=name) as change:
                    number = change.count(Code)
                    change.insert(code(f"{name}{i}"))
                    assert change.count(Code) == number + 1
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(names(project)) == 45
    assert project.data_version() == 46


def test_a_thread_reads_while_another_changes(project: Project) -> None:
    inside, seen = threading.Event(), threading.Event()
    counted: list[int] = []

    def look() -> None:
        inside.wait(20)
        with project.read() as reading:
            counted.append(reading.count(Code))
        seen.set()

    thread = threading.Thread(target=look)
    thread.start()
    with project.change("x", "x") as change:
        change.insert(code("a"))
        inside.set()
        assert seen.wait(20)
    thread.join()
    assert counted == [0]


def test_one_reading_sees_one_state(project: Project) -> None:
    with project.read() as reading:
        assert reading.count(Code) == 0
        with project.change("x", "x") as change:
            change.insert(code("a"))
        assert reading.count(Code) == 0
    assert names(project) == ["a"]


def test_a_reading_that_is_still_open_does_not_keep_others_from_writing(project: Project) -> None:
    with project.read() as reading:
        reading.count(Code)
        for i in range(3):
            with project.change("x", "x") as change:
                change.insert(code(str(i)))
        project.undo()
    assert names(project) == ["0", "1"]


def test_a_writer_that_waits_too_long_gets_a_plain_message(project: Project) -> None:
    with Project.open(project.place, busy_seconds=0.2) as other, project.change("x", "x") as change:
        change.insert(code("a"))
        with pytest.raises(ProjectBusy, match="Another program is writing"), other.change("x", "x") as late:
            late.insert(code("b"))
        with other.read() as reading:
            assert reading.count(Code) == 0
    assert names(project) == ["a"]


# Guards by counts: how much work an act is


def test_a_coding_is_a_handful_of_statements(file_project: Project) -> None:
    with file_project.read() as reading:
        fragment, kind = reading.all(Fragment)[0], only(reading, Code)
    with statements(file_project) as seen:
        with file_project.change("coding.add", "Code {code} put on words", code="x") as change:
            made = changed(fragment, id=new_id(), start=fragment.start + 1)
            change.insert(made, Coding(id=new_id(), fragment_id=made.id, code_id=kind.id))
        ours = [statement.split()[0] for statement in seen]
    # The two rows, the head of the log, the entry with its two runs of rows: no rule has to ask anything.
    assert ours == ["BEGIN", "INSERT", "INSERT", "SELECT", "INSERT", "INSERT", "INSERT", "COMMIT"]


def test_many_rows_are_looked_up_in_a_few_statements(file_project: Project) -> None:
    with file_project.read() as reading:
        document = only(reading, Document)
        fragment = reading.all(Fragment)[0]
    many = [changed(fragment, id=new_id(), start=i, end=i + 1, quote=TEXT[i]) for i in range(200)]
    with file_project.change("x", "x") as change:
        change.insert(*many)
    with statements(file_project) as seen, file_project.read() as reading:
        assert len(reading.among(Fragment, "id", [one.id for one in many])) == 200
        assert len(reading.all(Fragment, document_id=document.id)) == 203
    looks = [one for one in seen if one.startswith("SELECT")]
    assert len([one for one in looks if "coder.blind" not in one]) == 2
    assert len(looks) == 3, "and one look at whether who reads works blind"
    with statements(file_project) as seen:
        file_project.undo()
    # One run of deletions, each row by its key; beside it only the log and one look at the rows.
    assert len([one for one in seen if not one.startswith("DELETE")]) <= 12
