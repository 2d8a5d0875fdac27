"""Moving a case or theme among its neighbours, the list of documents, and removing a coder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.documents import Document, SpeakerKind
from cmo_coder.model.errors import RuleError
from cmo_coder.model.study import Study
from cmo_coder.store.cases import add_case, add_respondent, cases_of, move_case
from cmo_coder.store.document_list import document_lines
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document, set_speaker
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_coder, coders_of, remove_coder, set_progress
from cmo_coder.store.themes import add_theme, move_theme, questions_of, themes_of


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty study."""
    with Project.create(tmp_path / "studie.cmo", Study(id=new_id(), name="Studie")) as made:
        yield made


def test_a_case_moves_among_the_cases_within_the_same_case_and_no_further(project: Project) -> None:
    top = add_case(project, "Top")
    inner = [add_case(project, name, parent_id=top.id) for name in ("a", "b", "c")]
    move_case(project, inner[2], -1)
    assert [one.name for one in cases_of(project) if one.parent_id == top.id] == ["a", "c", "b"]
    move_case(project, inner[0], -1)
    assert [one.name for one in cases_of(project) if one.parent_id == top.id] == ["a", "c", "b"]


def test_a_theme_moves_and_undo_puts_it_back(project: Project) -> None:
    add_theme(project, "a", questions=["Hoe?", "Waarom?"])
    last = add_theme(project, "b")
    move_theme(project, last, -1)
    assert [one.label for one in themes_of(project)] == ["b", "a"]
    project.undo()
    assert [one.label for one in themes_of(project)] == ["a", "b"]
    assert list(questions_of(project).values()) == [("Hoe?", "Waarom?")]


def test_the_list_of_documents_counts_words_and_known_speakers(project: Project) -> None:
    text = "I: Hoe? \nR: Goed zo."
    document = Document(id=new_id(), title="Gesprek")
    turns = [NewTurn(0, 9, 3, "I"), NewTurn(9, 20, 12, "R")]
    add_document(project, document, text, turns, {"I": SpeakerIs(SpeakerKind.INTERVIEWER)})
    (line,) = document_lines(project)
    assert (line.words, line.known_speakers, len(line.speakers)) == (5, 1, 2)
    who = add_respondent(project, "R01")
    unknown = next(one for one in line.speakers if one.label == "R")
    set_speaker(project, unknown, SpeakerKind.RESPONDENT, who.id)
    (line,) = document_lines(project)
    assert line.known_speakers == 2
    assert line.respondents[who.id].pseudonym == "R01"


def test_a_coder_is_removed_unless_something_refers_to_it_or_it_works_here(project: Project) -> None:
    busy, spare, here = (add_coder(project, name) for name in ("Anna", "Bram", "Cor"))
    document = add_document(project, Document(id=new_id(), title="Gesprek"), "Goed.")
    from cmo_coder.model.study import ProgressState

    set_progress(project, document.id, busy.id, ProgressState.BEGUN)
    project.coder = here
    remove_coder(project, spare)
    with pytest.raises(RuleError):
        remove_coder(project, busy)
    with pytest.raises(RuleError, match="works here"):
        remove_coder(project, here)
    assert [one.name for one in coders_of(project)] == ["Anna", "Cor"]
