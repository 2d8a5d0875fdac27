"""What became of suggestions, kept with the coding and gone with what it is about."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.model.study import Study
from cmo_coder.model.suggestions import Suggestion, SuggestionOutcome
from cmo_coder.store import migrate
from cmo_coder.store.codes import add_code, merge_codes, remove_code
from cmo_coder.store.documents import add_document, remove_document
from cmo_coder.store.engine import engine_for
from cmo_coder.store.fragments import code_span
from cmo_coder.store.history import next_undo
from cmo_coder.store.project import Project
from cmo_coder.store.resizing import resize
from cmo_coder.store.study import add_coder
from cmo_coder.store.suggestions import accept_suggestion, outcomes_of, reject_suggestion
from cmo_coder.store.verify import verify
from cmo_coder.store.versions import edit_text
from cmo_coder.text.edits import Edit

MARKED = "0008"
"""The migration that marks codings."""
TEXT = "Er stond een tafel met koffie. Ik kende niemand."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p.cmo", Study(id=new_id(), name="Proef"))
    made.coder = add_coder(made, "Anna")
    return made


@pytest.fixture
def document(project: Project) -> Document:
    return add_document(project, Document(id=new_id(), title="Gesprek"), TEXT)


@pytest.fixture
def coffee(project: Project) -> Code:
    return add_code(project, Code(id=new_id(), name="Koffie"))


def suggestion(project: Project, document: Document, code: Code) -> Suggestion:
    with project.read() as reading:
        version = reading.find(TextVersion, document_id=document.id, in_force=True)
    assert version is not None
    return Suggestion(
        id="",
        text_version_id=version.id,
        text_length=version.length,
        start=0,
        end=30,
        provider="codebook+exemplar",
        provider_version="1",
        code_id=code.id,
        score=1.5,
        rank=1,
    )


def codings(project: Project) -> int:
    with project.read() as reading:
        return reading.count(Coding)


def test_taking_one_codes_and_says_so_as_one_change(project: Project, document: Document, coffee: Code) -> None:
    accept_suggestion(project, suggestion(project, document, coffee), coffee)
    (kept,) = outcomes_of(project)
    assert kept.outcome is SuggestionOutcome.ACCEPTED
    assert project.coder is not None and kept.coder_id == project.coder.id
    assert codings(project) == 1
    project.undo()
    assert codings(project) == 0 and outcomes_of(project) == ()
    project.redo()
    assert codings(project) == 1 and outcomes_of(project) == (kept,)


def test_the_coding_stays_marked_as_suggested(project: Project, document: Document, coffee: Code) -> None:
    coding, _claim = accept_suggestion(project, suggestion(project, document, coffee), coffee)
    assert coding.suggested
    with project.read() as reading:
        fragment = reading.get(Fragment, coding.fragment_id)
    resize(project, fragment, 3, 30)
    edit_text(project, document, [Edit(0, "", "Nou. ")])
    with project.read() as reading:
        assert reading.get(Coding, coding.id).suggested


def at_0007(project: Project, place: Path) -> sa.Engine:
    """The rows of a project in tables as they were before codings carried the mark."""
    engine = engine_for(place)
    migrate.upgrade(engine, "0007")
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("ATTACH ? AS new", (str(project.path),))
        for table in ("study", "coder", "document", "text_version", "code", "fragment", "coding", "suggestion"):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            named = ", ".join(f'"{one}"' for one in columns)
            connection.execute(f"INSERT INTO {table} ({named}) SELECT {named} FROM new.{table}")
    return engine


def test_a_coding_from_before_the_mark_gets_it(tmp_path: Path, project: Project, document: Document) -> None:
    coffee, other = (add_code(project, Code(id=new_id(), name=name)) for name in ("Koffie", "Tafel"))
    taken, _claim = accept_suggestion(project, suggestion(project, document, coffee), coffee)
    own = code_span(project, document.id, 0, 30, other)
    project.close()
    engine = at_0007(project, tmp_path / "old.cmo")
    try:
        migrate.upgrade(engine, MARKED)
        with engine.connect() as connection:
            rows = connection.execute(sa.text("SELECT id, suggested FROM coding")).all()
    finally:
        engine.dispose()
    assert {row.id: bool(row.suggested) for row in rows} == {taken.id: True, own.id: False}


def test_another_code_than_proposed_is_changed(project: Project, document: Document, coffee: Code) -> None:
    other = add_code(project, Code(id=new_id(), name="Tafel"))
    coding, _claim = accept_suggestion(project, suggestion(project, document, coffee), other)
    assert outcomes_of(project)[0].outcome is SuggestionOutcome.CHANGED
    assert not coding.suggested, "the program did not propose this code"
    with project.read() as reading:
        last = next_undo(reading)
        assert last is not None and last.text() == "Suggestion Koffie changed into: Tafel"


def test_a_refusal_codes_nothing(project: Project, document: Document, coffee: Code) -> None:
    reject_suggestion(project, suggestion(project, document, coffee), coffee.name)
    assert [one.outcome for one in outcomes_of(project)] == [SuggestionOutcome.REJECTED]
    assert codings(project) == 0


def test_what_is_removed_takes_its_suggestions_along(project: Project, document: Document, coffee: Code) -> None:
    reject_suggestion(project, suggestion(project, document, coffee), coffee.name)
    remove_code(project, coffee)
    assert outcomes_of(project) == ()
    project.undo()
    remove_document(project, document)
    assert outcomes_of(project) == ()
    project.undo()
    assert len(outcomes_of(project)) == 1
    assert verify(project) == ()


def test_merging_keeps_them_and_editing_moves_them(project: Project, document: Document, coffee: Code) -> None:
    accept_suggestion(project, suggestion(project, document, coffee), coffee)
    merge_codes(project, coffee, add_code(project, Code(id=new_id(), name="Drank")), "hetzelfde")
    edit_text(project, document, [Edit(0, "", "Nou. ")])
    (kept,) = outcomes_of(project)
    assert (kept.start, kept.end) == (5, 35)
    assert verify(project) == ()
