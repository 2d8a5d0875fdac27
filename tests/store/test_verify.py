"""A project that was damaged on purpose: `verify` says in plain words what is wrong and where, in both languages."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from cmo_coder.messages import in_language
from cmo_coder.model.base import changed, new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import ProjectError
from cmo_coder.model.fragments import Fragment
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify, verify_quickly
from tests.store.example import TEXT, fill, only

EMOJI_START = TEXT.index("koffie")


def damage(path: Path, *statements: str) -> None:
    """Write in a closed project as no act of the program would."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            assert raw.execute(statement).rowcount != 0, statement
        raw.commit()


def found(path: Path, look: Callable[[Project], tuple[object, ...]] = verify) -> tuple[list[str], list[str]]:
    """What is wrong, in English and in Dutch."""
    with Project.open(path, with_backup=False) as project:
        problems = look(project)
    english, dutch = [], []
    for problem in problems:
        english.append(problem.text())  # type: ignore[attr-defined]
        with in_language("nl"):
            dutch.append(problem.text())  # type: ignore[attr-defined]
    return english, dutch


@pytest.fixture
def closed(file_project: Project, path: Path) -> Path:
    file_project.close()
    return path


def test_a_sound_project_has_no_problems(filled: Project) -> None:
    assert verify(filled) == ()
    assert verify_quickly(filled) == ()
    assert filled.problems == ()


def test_progress_is_told_for_each_document(filled: Project) -> None:
    told: list[tuple[str, int, int]] = []
    verify(filled, lambda title, number, of: told.append((title, number, of)))
    assert told == [("Anna", 1, 1)]


QUOTE = f"UPDATE fragment SET quote = 'iets anders' WHERE start = {EMOJI_START}"
SHIFTED = f'UPDATE fragment SET start = start + 1, "end" = "end" + 1 WHERE start = {EMOJI_START}'


@pytest.mark.parametrize(
    ("statement", "english", "dutch"),
    [
        pytest.param(
            QUOTE,
            f"Anna: the fragment at {EMOJI_START}-{EMOJI_START + 36} does not read its quote any more.",
            f"Anna: op {EMOJI_START}-{EMOJI_START + 36} staat niet meer het citaat van het fragment.",
            id="quote",
        ),
        pytest.param(
            SHIFTED,
            f"Anna: the fragment at {EMOJI_START + 1}-{EMOJI_START + 37} does not read its quote any more.",
            f"Anna: op {EMOJI_START + 1}-{EMOJI_START + 37} staat niet meer het citaat van het fragment.",
            id="shifted",
        ),
        pytest.param(
            "UPDATE stored_text SET text = replace(text, 'koffie', 'kaffie')",
            "Anna: the words of text version 1 are not those that were stored.",
            "Anna: de woorden van tekstversie 1 zijn niet de woorden die zijn opgeslagen.",
            id="hash",
        ),
        pytest.param(
            "UPDATE text_version SET length = length + 1",
            "Anna: the words of text version 1 are not those that were stored.",
            "Anna: de woorden van tekstversie 1 zijn niet de woorden die zijn opgeslagen.",
            id="length",
        ),
        pytest.param(
            "DELETE FROM stored_text",
            "Anna: the words of text version 1 are missing.",
            "Anna: de woorden van tekstversie 1 ontbreken.",
            id="no words",
        ),
        pytest.param(
            'UPDATE fragment SET "end" = 9999, text_length = 9999 WHERE start > 100',
            "-9999 does not lie in the text in force of its document.",
            "-9999 ligt niet in de geldende tekst van zijn document.",
            id="beyond",
        ),
        pytest.param(
            "UPDATE turn SET start = start - 5 WHERE nr = 2",
            "Anna: turn 2 overlaps another or runs beyond the text.",
            "Anna: beurt 2 overlapt een andere of loopt voorbij het einde van de tekst.",
            id="turns",
        ),
        pytest.param(
            "DELETE FROM code",
            "A reference leads nowhere: from coding to code (1 times).",
            "Een verwijzing komt nergens op uit: van codering naar code (1 keer).",
            id="dangling",
        ),
        pytest.param(
            "UPDATE memo_anchor SET object_id = 'nergens'",
            "A memo hangs on something that is not there: fragment (1 times).",
            "Een memo hangt aan iets wat er niet is: fragment (1 keer).",
            id="memo",
        ),
        pytest.param(
            "UPDATE memo_anchor SET object_type = 'wolk'",
            "A memo hangs on an unknown kind of thing: wolk.",
            "Een memo hangt aan iets van een onbekende soort: wolk.",
            id="memo on what",
        ),
        pytest.param(
            "INSERT INTO configuration_version (id, configuration_id, nr, in_force, sentence, wordings, slots_then,"
            " reason, at) SELECT 'x', configuration_id, 2, 1, '', '[]', '[]', '', '' FROM configuration_version",
            "Configuration 1 has 2 versions in force instead of one.",
            "Configuratie 1 heeft 2 geldende versies in plaats van één.",
            id="two in force",
        ),
        pytest.param(
            "UPDATE text_version SET in_force = 0",
            "Document Anna has 0 texts in force instead of one.",
            "Document Anna heeft 0 geldende teksten in plaats van één.",
            id="none in force",
        ),
        pytest.param(
            "UPDATE speaker SET kind = 'interviewer'",
            "The words of the interviewer (turn 2) cannot be evidence (claim 1).",
            "Woorden van de interviewer (beurt 2) kunnen geen bewijs zijn (claim 1).",
            id="rule",
        ),
        pytest.param(
            "UPDATE configuration SET label = 'anders'",
            "Not as the change log says: configuration (1 times; the first:",
            "Niet zoals de geschiedenis zegt: configuratie (1 keer; de eerste:",
            id="outside the log",
        ),
        pytest.param(
            "INSERT INTO actor (id, name, type, \"group\") VALUES ('x', 'iemand', '', '')",
            "Not as the change log says: actor (1 times; the first: x).",
            "Niet zoals de geschiedenis zegt: actor (1 keer; de eerste: x).",
            id="a row that the log does not know",
        ),
        pytest.param(
            "DELETE FROM change WHERE seq = 3",
            "The change log has gaps: 5 entries, the last is number 6.",
            "De geschiedenis heeft gaten: 5 regels, de laatste heeft nummer 6.",
            id="gap in the log",
        ),
        pytest.param(
            "UPDATE change_rows SET rows = substr(rows, 3) WHERE seq = 3",
            "The change log cannot be read.",
            "De geschiedenis kan niet worden gelezen.",
            id="unreadable log",
        ),
        pytest.param(
            "UPDATE claim SET polarity = 'zomaar'",
            "The project file is damaged: CHECK constraint failed in claim.",
            "Het projectbestand is beschadigd: CHECK constraint failed in claim.",
            id="unknown value",
        ),
    ],
)
def test_damage_is_named_in_plain_words(closed: Path, statement: str, english: str, dutch: str) -> None:
    assert found(closed) == ([], [])
    statements = (
        ["DELETE FROM change_rows WHERE seq = 3"] if "WHERE seq = 3" in statement and "DELETE" in statement else []
    )
    damage(closed, *statements, statement)
    in_english, in_dutch = found(closed)
    assert any(english in line for line in in_english), in_english
    assert any(dutch in line for line in in_dutch), in_dutch


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM stored_text",
        "UPDATE text_version SET in_force = 0",
        "UPDATE text_version SET length = length - 60",
        "UPDATE fragment SET start = -1 WHERE start > 100",
        "UPDATE fragment SET document_id = 'x' WHERE start > 100",
        "UPDATE fragment SET text_version_id = 'x' WHERE start > 100",
        "UPDATE effective_element_version SET in_force = 0",
    ],
)
def test_the_cheap_look_on_opening_sees_the_worst(closed: Path, statement: str) -> None:
    damage(closed, statement)
    with Project.open(closed) as project:  # it opens all the same: what is there can be saved
        assert project.problems
        assert all(problem.text() for problem in project.problems)


def test_problems_that_come_by_the_hundred_are_counted(file_project: Project, path: Path) -> None:
    with file_project.change("x", "x") as change:
        one = change.all(Fragment)[0]
        change.insert(*(changed(one, id=new_id(), start=i, end=i + 1, quote=TEXT[i]) for i in range(100)))
    file_project.close()
    damage(path, "UPDATE fragment SET quote = 'iets anders'")
    english, dutch = found(path)
    quotes = [line for line in english if "does not read its quote" in line]
    assert len(quotes) == 20
    assert "... and 83 more like this." in english
    assert "... en nog 83 van dezelfde soort." in dutch


def test_a_file_with_broken_pages_is_told_and_not_a_traceback(closed: Path) -> None:
    raw = bytearray(closed.read_bytes())
    page = int.from_bytes(raw[16:18], "big")
    with closing(sqlite3.connect(closed)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'fragment'").fetchone()
    raw[(root - 1) * page : root * page] = b"\xff" * page
    closed.write_bytes(raw)
    try:
        project = Project.open(closed, with_backup=False)
    except ProjectError as error:  # the cheap look on opening may need that very page
        english = [str(error)]
    else:
        english = [problem.text() for problem in verify(project)]
        project.close()
    assert any("damaged" in line for line in english), english


def test_after_undo_and_redo_the_log_still_agrees(filled: Project) -> None:
    for _ in range(3):
        filled.undo()
    assert verify(filled) == ()
    with filled.change("x", "x") as change:
        change.insert(Code(id=new_id(), name="nieuw", aliases=("a",)))
    filled.undo()
    filled.redo()
    assert verify(filled) == ()


def test_rows_changed_outside_the_log_are_seen_on_every_database(project: Project) -> None:
    fill(project)
    with project._engine.begin() as connection:
        connection.execute(sa.text("UPDATE code SET name = 'anders'"))
    texts = [problem.text() for problem in verify(project)]
    assert len(texts) == 1
    assert texts[0].startswith("Not as the change log says: code (1 times")


def test_what_a_decision_was_about_may_be_gone(project: Project) -> None:
    from cmo_coder.model.memos import Decision, DecisionObject

    decision = Decision(id=new_id(), what="samengevoegd", why="hetzelfde")
    with project.change("x", "x") as change:
        change.insert(
            decision, DecisionObject(id=new_id(), decision_id=decision.id, object_type="code", object_id=new_id())
        )
    assert verify(project) == ()


def test_a_fragment_in_review_need_not_read_its_quote(filled: Project) -> None:
    with filled.change("x", "x") as change:
        one = change.all(Fragment, order=("start",))[0]
        change.update(one, state="review", quote="woorden die weg zijn")
    assert verify(filled) == ()


def test_the_log_holds_rows_as_json_of_one_table_each(filled: Project) -> None:
    with filled._engine.connect() as connection:
        for table, rows in connection.execute(sa.text("SELECT table_name, rows FROM change_rows")):
            for before, after in json.loads(rows):
                assert before is None or after is None or before["id"] == after["id"], table
    with filled.read() as reading:
        assert only(reading, Code).name == "Gezien worden"
