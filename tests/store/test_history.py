"""Undo and redo without limit, and a log that people and programs can read."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from cmo_coder.messages import set_language
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import ProjectError
from cmo_coder.model.history import ChangeKind, ChangeState
from cmo_coder.model.study import Coder, Study
from cmo_coder.store import history, log_export
from cmo_coder.store.project import Project
from cmo_coder.store.tables import CHANGE
from tests.store.example import everything, only


def add(project: Project, name: str, reason: str = "") -> Code:
    made = Code(id=new_id(), name=name, aliases=("een", "twee"))
    with project.change("code.add", "Code {name} added", name=name, reason=reason) as change:
        change.insert(made)
    return made


def names(project: Project) -> list[str]:
    with project.read() as reading:
        return sorted(one.name for one in reading.all(Code))


def states(project: Project) -> list[tuple[int, str, str, int | None]]:
    with project.read() as reading:
        return [(e.seq, e.kind, e.state, e.target_seq) for e in history.entries(reading, newest_first=False)]


def test_thirty_steps_back_and_thirty_forward_give_the_same_project(filled: Project) -> None:
    before = []
    for i in range(30):
        before.append(everything(filled))
        with filled.change("code.edit", "Code edited") as change:
            match i % 3:
                case 0:
                    change.insert(Code(id=new_id(), name=f"{i}"))
                case 1:
                    change.update(only(change, Code, name=f"{i - 1}"), colour="#00f", aliases=("a", "b"))
                case _:
                    change.delete(only(change, Code, name=f"{i - 2}"))
    after = everything(filled)
    for state in reversed(before):
        assert filled.undo() is not None
        assert everything(filled) == state
    for state in [*before[1:], after]:
        assert filled.redo() is not None
        assert everything(filled) == state
    assert filled.redo() is None


def test_everything_but_the_study_itself_can_be_taken_back(filled: Project) -> None:
    full = everything(filled)
    while filled.undo() is not None:
        pass
    empty = {table: rows for table, rows in everything(filled).items() if rows}
    assert list(empty) == ["study"]
    while filled.redo() is not None:
        pass
    assert everything(filled) == full


def test_undo_and_redo_go_on_after_the_project_was_closed(new_project, project: Project) -> None:
    for name in "abc":
        add(project, name)
    project.undo()
    project.close()
    with Project.open(project.place) as again:
        assert again.undo() is not None
        assert names(again) == ["a"]
    with Project.open(project.place) as again:
        assert [entry.args for entry in (again.redo(), again.redo()) if entry] == [
            (("name", "b"),),
            (("name", "c"),),
        ]
        assert again.redo() is None
        assert names(again) == ["a", "b", "c"]


def test_a_new_change_overtakes_what_was_undone(project: Project) -> None:
    add(project, "a")
    add(project, "b")
    project.undo()
    add(project, "c")
    assert project.redo() is None
    assert names(project) == ["a", "c"]
    assert states(project)[1:] == [
        (2, "do", "done", None),
        (3, "do", "dropped", None),
        (4, "undo", "done", 3),
        (5, "do", "done", None),
    ]
    assert [project.undo(), project.undo(), project.undo()][-1] is None
    assert names(project) == []
    project.redo()
    project.redo()
    assert project.redo() is None
    assert names(project) == ["a", "c"]


def test_undo_and_redo_stand_in_the_log_in_the_name_of_who_did_them(project: Project) -> None:
    add(project, "a")
    project.coder = Coder(id=new_id(), name="Codeur B")
    project.undo()
    project.redo()
    with project.read() as reading:
        *_rest, undone, redone = history.entries(reading, newest_first=False)
    assert (undone.kind, undone.coder_name, undone.target_seq) == (ChangeKind.UNDO, "Codeur B", 2)
    assert (redone.kind, redone.coder_name, redone.target_seq) == (ChangeKind.REDO, "Codeur B", 2)
    assert states(project)[1] == (2, "do", ChangeState.DONE, None)


def test_undo_to_a_point_takes_back_all_that_came_after(project: Project) -> None:
    for name in "abcd":
        add(project, name)
    assert project.undo_to(3) == 2
    assert names(project) == ["a", "b"]
    assert project.undo_to(3) == 0
    assert project.undo_to(0) == 2  # the study itself stays
    assert names(project) == []
    for _ in range(4):
        project.redo()
    assert names(project) == ["a", "b", "c", "d"]


def test_undo_says_what_it_would_take_back(project: Project) -> None:
    with project.read() as reading:
        assert history.next_undo(reading) is None
        assert history.next_redo(reading) is None
    add(project, "a")
    with project.read() as reading:
        found = history.next_undo(reading)
        assert found is not None
        assert found.text() == "Code a added"
    project.undo()
    with project.read() as reading:
        assert history.next_undo(reading) is None
        found = history.next_redo(reading)
        assert found is not None
        assert found.text() == "Code a added"


def test_undo_refuses_to_overwrite_what_the_log_does_not_know(project: Project) -> None:
    made = add(project, "a")
    with project._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE code SET name = 'changed elsewhere'")
    with pytest.raises(ProjectError, match="change log and what stands here do not agree"):
        project.undo()
    assert names(project) == ["changed elsewhere"]
    with project._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM code")
    with pytest.raises(ProjectError, match="do not agree"):
        project.undo()
    assert made.id
    assert len(states(project)) == 2


# Reading the log


def test_the_log_reads_in_the_language_of_the_reader(project: Project) -> None:
    add(project, "Gezien")
    project.undo()
    project.redo()
    with project.read() as reading:
        texts = [entry.text() for entry in history.entries(reading)]
        assert texts == [
            "Done again: Code Gezien added",
            "Undone: Code Gezien added",
            "Code Gezien added",
            "Study Gezonde wijk made",
        ]
        set_language("nl")
        texts = [entry.text() for entry in history.entries(reading)]
        assert texts == [
            "Opnieuw gedaan: Code Gezien toegevoegd",
            "Ongedaan gemaakt: Code Gezien toegevoegd",
            "Code Gezien toegevoegd",
            "Studie Gezonde wijk gemaakt",
        ]


def test_a_name_with_braces_does_no_harm(project: Project) -> None:
    add(project, "{name} {0} {")
    with project.read() as reading:
        assert history.entries(reading, limit=1)[0].text() == "Code {name} {0} { added"


def test_the_log_can_be_narrowed_down(project: Project) -> None:
    one, two = Coder(id=new_id(), name="A"), Coder(id=new_id(), name="B")
    for coder, act, reason, day in (
        (one, "code.add", "", "2026-01-10T09:00:00Z"),
        (two, "code.edit", "na Overleg", "2026-01-11T09:00:00Z"),
        (one, "coder.add", "", "2026-01-12T09:00:00Z"),
        (one, "code", "", "2026-01-13T09:00:00Z"),
    ):
        project.coder = coder
        with project.change(act, "Code {name} added", name=act, reason=reason) as change:
            change.insert(Code(id=new_id(), name=act))
        with project._engine.begin() as connection:
            connection.execute(CHANGE.update().where(CHANGE.c.seq == history.last_seq(connection)).values(at=day))
    with project.read() as reading:

        def found(**how: object) -> list[int]:
            return [entry.seq for entry in history.entries(reading, **how)]  # type: ignore[arg-type]

        assert found() == [5, 4, 3, 2, 1]
        assert found(newest_first=False) == [1, 2, 3, 4, 5]
        assert found(limit=2) == [5, 4]
        assert found(coder_id=one.id) == [5, 4, 2]
        assert found(act="code") == [5, 3, 2]
        assert found(act="code.edit") == [3]
        assert found(act="cod") == []
        assert found(act="c%") == []
        assert found(since="2026-01-11", until="2026-01-13", coder_id=one.id) == [4]
        assert found(before_seq=3) == [2, 1]
        assert found(words="overleg") == [3]
        assert found(words="CODE.ADD") == [2]
        assert found(words="added", limit=1) == [5]
        set_language("nl")
        assert found(words="toegevoegd") == [5, 4, 3, 2]


def test_the_rows_of_a_change_can_be_looked_at(project: Project) -> None:
    made = add(project, "a")
    with project.change("code.edit", "x") as change:
        change.update(made, parent_id=None, colour="#123456")
    with project.change("code.remove", "x") as change:
        change.delete(only(change, Code))
    project.undo()
    with project.read() as reading:
        (new,), (edited,), (gone,), (undone,) = (history.rows_of(reading, seq) for seq in (2, 3, 4, 5))
    assert new.before == ()
    assert dict(new.after)["aliases"] == "een; twee"
    assert dict(new.after)["parent_id"] == ""
    assert {name for (name, old), (_name, now) in zip(edited.before, edited.after, strict=True) if old != now} == {
        "colour"
    }
    assert gone.after == ()
    assert undone == gone


# The log as a file


def test_the_log_as_csv(project: Project) -> None:
    add(project, "=cmd", reason='hij zei "ja",\nen toen')
    add(project, "b", reason="=1+1")
    with project.read() as reading:
        text = "".join(log_export.csv_lines(history.entries(reading, newest_first=False)))
    head, study, first, second = csv.reader(io.StringIO(text, newline=""))
    assert head[:5] == ["sequence number", "when (UTC)", "who", "what", "why"]
    assert study[3] == "Study Gezonde wijk made"
    assert first[3:5] == ["Code =cmd added", 'hij zei "ja",\nen toen']
    assert second[4] == "'=1+1"  # no formula for a spreadsheet
    set_language("nl")
    with project.read() as reading:
        head, *_rest = csv.reader(log_export.csv_lines(history.entries(reading)))
    assert head[:5] == ["volgnummer", "wanneer (UTC)", "wie", "wat", "waarom"]


def test_the_log_as_json_lines(project: Project) -> None:
    add(project, "a")
    project.undo()
    with project.read() as reading:
        entries = history.entries(reading, newest_first=False)
        plain = [json.loads(line) for line in log_export.json_lines(reading, entries)]
        whole = [json.loads(line) for line in log_export.json_lines(reading, entries, with_rows=True)]
    assert [(one["seq"], one["kind"], one["state"], one["target_seq"]) for one in plain] == [
        (1, "do", "done", None),
        (2, "do", "undone", None),
        (3, "undo", "done", 2),
    ]
    assert "rows" not in plain[0]
    assert whole[1]["rows"][0]["table"] == "code"
    assert whole[1]["rows"][0]["before"] is None
    assert whole[1]["rows"][0]["after"]["name"] == "a"


def test_an_old_entry_without_translation_still_reads(file_project: Project, path: Path) -> None:
    file_project.close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE change SET what = 'A text that no version knows any more' WHERE seq = 2")
    raw.close()
    with Project.open(path) as again, again.read() as reading:
        set_language("nl")
        assert history.entries(reading, newest_first=False)[1].text() == "A text that no version knows any more"


def test_the_number_of_the_data_grows_with_every_act_of_anybody(project: Project) -> None:
    with Project.open(project.place) as other:
        assert project.data_version() == other.data_version() == 1
        add(project, "a")
        assert other.data_version() == 2
        other.undo()
        assert project.data_version() == 3
        with project.read() as reading:
            assert reading.count(Study) == 1


def test_the_log_is_written_to_a_file(project: Project, tmp_path: Path) -> None:
    add(project, "a", reason="één")
    assert log_export.write_log(project, tmp_path / "log.csv") == 2
    raw = (tmp_path / "log.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfsequence number,")
    assert raw.count(b"\r\n") == 3
    assert "één".encode() in raw
    assert log_export.write_log(project, tmp_path / "log.jsonl", act="code") == 1
    (line,) = (tmp_path / "log.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["rows"][0]["after"]["name"] == "a"


def test_a_log_that_cannot_be_written_leaves_what_was_there(project: Project, tmp_path: Path) -> None:
    (tmp_path / "log.csv").mkdir()
    with pytest.raises(ProjectError, match="cannot be written"):
        log_export.write_log(project, tmp_path / "log.csv")
    assert [path.name for path in tmp_path.iterdir() if "log" in path.name] == ["log.csv"]
    with pytest.raises(ProjectError, match="cannot be written"):
        log_export.write_log(project, tmp_path / "nowhere" / "log.csv")
