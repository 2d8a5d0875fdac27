"""What became of suggestions, kept with the coding and gone with what it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.model.fragments import Coding
from cmo_coder.model.study import Study
from cmo_coder.model.suggestions import Suggestion, SuggestionOutcome
from cmo_coder.store.codes import add_code, merge_codes, remove_code
from cmo_coder.store.documents import add_document, remove_document
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_coder
from cmo_coder.store.suggestions import accept_suggestion, outcomes_of, reject_suggestion
from cmo_coder.store.verify import verify
from cmo_coder.store.versions import edit_text
from cmo_coder.text.edits import Edit

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


def test_another_code_than_proposed_is_changed(project: Project, document: Document, coffee: Code) -> None:
    other = add_code(project, Code(id=new_id(), name="Tafel"))
    accept_suggestion(project, suggestion(project, document, coffee), other)
    assert outcomes_of(project)[0].outcome is SuggestionOutcome.CHANGED


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
