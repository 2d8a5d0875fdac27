"""Choices about names: kept in the file and not in the log, gone with the names, there for later files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.documents import Document
from cmo_coder.names import key as key_module
from cmo_coder.names.finding import OwnName
from cmo_coder.names.value import LIKELY, Kind
from cmo_coder.store import name_proposals
from cmo_coder.store.documents import add_document
from cmo_coder.store.name_choices import Choice, choices_of, choose, keep_place, set_own_list
from cmo_coder.store.name_proposals import Found, Proposed, accept, find_names, sources_of
from cmo_coder.store.project import Project
from cmo_coder.store.pseudonyms import known_names, pseudonymise, undo_with_key
from cmo_coder.store.replaced_names import word_fields
from cmo_coder.store.verify import verify
from tests.store.names_study import found_in, make

PASSPHRASE = "vier losse woorden hier"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("names") / "made.cmo"
    make(path).close()
    return path


@pytest.fixture
def project(tmp_path: Path, made_once: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setattr(key_module, "_COST", {"n": 2**8, "r": 8, "p": 1})
    shutil.copy(made_once, tmp_path / "study.cmo")
    with Project.open(tmp_path / "study.cmo", with_backup=False) as opened:
        yield opened


def proposed(found: Found, name: str) -> Proposed:
    (one,) = [one for one in found.proposed if name in one.names]
    return one


def test_names_are_looked_for_in_transcripts_and_in_everything_else_that_people_wrote(project: Project) -> None:
    found = find_names(project)
    quirina = proposed(found, "Quirina Zandbergsma")
    assert {found.source(place).title for place in quirina.proposal.places} >= {
        "Gesprek met Quirina Zandbergsma",
        "document",
        "memo",
        "speaker",
        "respondent",
    }
    assert "Anna" not in {name for one in found.proposed for name in one.names}


def test_which_fields_hold_words_is_asked_once_for_each_table_and_not_for_each_row(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nr in range(20):
        add_document(project, Document(id=new_id(), title=f"Verslag {nr}"), "Niets bijzonders.")
    asked: list[str] = []

    def counted(table: str) -> tuple[str, ...]:
        asked.append(table)
        return word_fields(table)

    monkeypatch.setattr(name_proposals, "word_fields", counted)
    with project.read() as reading:
        assert len(sources_of(reading)) > 40
    assert len(asked) == len(set(asked))


def test_a_choice_holds_for_every_form_and_stays_out_of_the_log(project: Project) -> None:
    before = project.data_version()
    found = find_names(project)
    quirina = proposed(found, "Quirina Zandbergsma")
    assert (quirina.choice, quirina.replacement) == (None, "[naam-1]")
    accept(project, found, [quirina, proposed(found, "Bartholomé Okkersen")])
    again = find_names(project)
    assert proposed(again, "Quirina").choice is Choice.ACCEPT
    assert proposed(again, "Bartholomé Okkersen").replacement == "[naam-2]"
    assert proposed(again, "Zwaluwerdam").replacement == "[plaats-1]"
    assert project.data_version() == before
    choose(project, quirina.names, Kind.PERSON, None)
    assert proposed(find_names(project), "Quirina").choice is None


def test_what_is_never_a_name_is_not_proposed_again_and_survives_pseudonymising(project: Project) -> None:
    found = find_names(project)
    choose(project, proposed(found, "Zwaluwerdam").names, Kind.PLACE, Choice.NEVER)
    found = find_names(project)
    assert all("Zwaluwerdam" not in one.names for one in found.proposed)
    accept(project, found, [one for one in found.proposed if one.proposal.score >= LIKELY])
    pseudonymise(project, find_names(project).names_to_replace(), project.path.with_name("k.cmokey"), PASSPHRASE)  # type: ignore[union-attr]
    assert choices_of(project).never == {"Zwaluwerdam"}


def test_the_found_names_replaced_leave_nothing_but_what_was_not_accepted(project: Project) -> None:
    found = find_names(project)
    accept(project, found, found.proposed)
    assert project.path is not None
    key = project.path.with_name("k.cmokey")
    pseudonymise(project, find_names(project).names_to_replace(), key, PASSPHRASE)
    assert found_in(project.path) == []
    assert choices_of(project).accepted == ()
    assert verify(project) == ()
    undo_with_key(project, key, PASSPHRASE)
    assert len(choices_of(project).accepted) > 5


def test_a_later_file_gets_the_replacements_of_the_key_and_new_names_the_next_number(project: Project) -> None:
    found = find_names(project)
    accept(project, found, [proposed(found, "Quirina Zandbergsma"), proposed(found, "Bartholomé Okkersen")])
    assert project.path is not None
    key = project.path.with_name("k.cmokey")
    pseudonymise(project, find_names(project).names_to_replace(), key, PASSPHRASE)
    text = "Ik ken Quirina Zandbergsma nog, en mevrouw Vreugdenhilsma ook.\n"
    add_document(project, Document(id=new_id(), title="Later"), text)
    later = find_names(project, known=known_names(key, PASSPHRASE))
    assert proposed(later, "Quirina Zandbergsma").replacement == "[naam-1]"
    assert proposed(later, "Vreugdenhilsma").replacement == "[naam-3]"


def test_the_own_list_gives_its_own_replacements(project: Project) -> None:
    set_own_list(project, [OwnName("Zwaluwerdam", "een dorp"), OwnName("buiten")])
    found = find_names(project)
    assert proposed(found, "Zwaluwerdam").replacement == "een dorp"
    assert proposed(found, "buiten").proposal.kind is Kind.OWN


def test_a_place_that_stays_moves_along_with_its_text(project: Project) -> None:
    found = find_names(project)
    quirina = proposed(found, "Quirina Zandbergsma")
    place = [one for one in quirina.proposal.places if found.source(one).version_id][-1]
    keep_place(project, place.text_id, place.start, keep=True)
    accept(project, found, [quirina])
    assert project.path is not None
    key = project.path.with_name("k.cmokey")
    kept = choices_of(project).kept
    pseudonymise(project, find_names(project).names_to_replace(), key, PASSPHRASE, kept=kept)
    ((version, start),) = choices_of(project).kept
    with project.read() as reading:
        from cmo_coder.model.documents import TextVersion

        text = reading.text(reading.get(TextVersion, version).sha256)
    assert text.startswith(place.words, start)
    keep_place(project, version, start, keep=False)
    assert choices_of(project).kept == frozenset()
