"""Documents: loading files with a preview, saying who speaks, editing, taking out, undoing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import DataTable, Input

from cmo_coder.ingest.loading import Plan, load_documents
from cmo_coder.ingest.reading import read_file
from cmo_coder.ingest.source import Watch
from cmo_coder.ingest.value import ReadText
from cmo_coder.model.cases import Group
from cmo_coder.model.documents import Document, DocumentType, SpeakerKind
from cmo_coder.model.memos import Memo
from cmo_coder.store.cases import cases_of, respondents_of
from cmo_coder.store.document_list import document_lines
from cmo_coder.store.documents import documents_of
from cmo_coder.store.study import rounds_of
from cmo_coder.tui.screens import load_files, load_versions
from cmo_coder.tui.screens.documents import DocumentsScreen
from cmo_coder.tui.screens.load_files import LoadFiles
from cmo_coder.tui.screens.load_state import Load
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.widgets.line_list import LineList
from tests.ingest.corpus import samples
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import app_on, flat, press, screen_text, type_words, until
from tests.tui.source_case import TALK, rest, said, study, talks

__all__ = ["board"]
NARROW = (80, 24)
WIDE = (160, 48)


def documents(app: Any) -> DocumentsScreen:
    """The screen, which must be the documents."""
    screen = app.screen
    assert isinstance(screen, DocumentsScreen)
    return screen


async def load(app: Any, pilot: Any, paths: list[Path]) -> LoadFiles:
    """Go to the preview of files."""
    documents(app).load(paths)
    await rest(app, pilot)
    assert isinstance(app.screen, LoadFiles)
    return app.screen


async def test_an_empty_study_says_what_to_do_and_l_leads_to_the_files(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        assert "l load interviews and other texts" in flat(app.screen)
        await press(pilot, "e")
        assert isinstance(app.screen, DocumentsScreen)
        await press(pilot, "l")
        assert "Which files?" in flat(app.screen)
        await press(pilot, "escape")
        assert isinstance(app.screen, DocumentsScreen)


async def test_three_clean_files_are_loaded_in_one_key_and_gone_in_one_undo(tmp_path: Path) -> None:
    place = study(tmp_path, rounds=["Ronde 1"], cases=["Noord"])
    async with app_on(place, "documents", size=NARROW) as (app, pilot):
        await load(app, pilot, talks(tmp_path, "inwoner ans", "inwoner bea", "wethouder"))
        text = flat(app.screen)
        assert "3 files to load" in text
        assert "R01 · resident (new)" in text
        assert "R03 · director (new)" in text
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert app.session is not None
        project = app.session.project
        made = documents_of(project)
        assert [one.title for one in made] == ["inwoner ans", "inwoner bea", "wethouder"]
        assert {(one.round_id, one.case_id) for one in made} == {(rounds_of(project)[0].id, cases_of(project)[0].id)}
        assert "✓ 2" in screen_text(app.screen)
        await press(pilot, "u")
        assert documents_of(project) == ()
        assert respondents_of(project) == ()
        assert "There are no documents yet" in flat(app.screen)


async def test_nothing_is_written_before_the_preview_is_accepted(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        await load(app, pilot, talks(tmp_path, "ans"))
        await press(pilot, "escape")
        assert isinstance(app.screen, DocumentsScreen)
        assert app.session is not None
        assert documents_of(app.session.project) == ()


async def test_a_file_that_cannot_be_read_says_so_and_does_not_stop_the_others(tmp_path: Path) -> None:
    broken = tmp_path / "kapot.docx"
    broken.write_bytes(b"\x00\x01\x02 no text at all")
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        await load(app, pilot, [*talks(tmp_path, "ans"), broken])
        text = flat(app.screen)
        assert "1 cannot be read" in text
        assert "✗ kapot.docx" in text
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert app.session is not None
        assert [one.title for one in documents_of(app.session.project)] == ["ans"]


async def test_words_that_are_there_already_are_left_out_until_asked_for(tmp_path: Path) -> None:
    paths = talks(tmp_path, "ans")
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        for _time in range(2):
            screen = await load(app, pilot, paths)
            await press(pilot, "ctrl+s")
            await rest(app, pilot)
        assert app.screen is screen
        assert "ans.txt: this file was loaded on" in flat(app.screen)
        assert "already, as ans" in flat(app.screen)
        screen.query_one("#files", LineList).go_to("0")
        await press(pilot, "space", "ctrl+s")
        await rest(app, pilot)
        assert app.session is not None
        assert len(documents_of(app.session.project)) == 2


async def test_round_case_kind_and_date_are_said_once_for_all_files(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        await load(app, pilot, talks(tmp_path, "ans", "bea"))
        await press(pilot, "c")
        await type_words(pilot, "Noord")
        await press(pilot, "enter", "r")
        await type_words(pilot, "Eerste")
        await press(pilot, "enter", "t")
        await type_words(pilot, "narr")
        await press(pilot, "enter", "d")
        app.screen.query_one(Input).value = "1-3-2026"
        await press(pilot, "enter")
        assert "Noord" in flat(app.screen)
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert app.session is not None
        project = app.session.project
        assert {one.date for one in documents_of(project)} == {"2026-03-01"}
        assert {one.type for one in documents_of(project)} == {DocumentType.NARRATIVE_INTERVIEW}
        assert [one.label for one in rounds_of(project)] == ["Eerste"]
        (case,) = cases_of(project)
        assert {one.case_id for one in respondents_of(project)} == {case.id}


async def test_a_date_that_is_none_is_refused_in_the_preview(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        await load(app, pilot, talks(tmp_path, "ans"))
        await press(pilot, "d")
        await type_words(pilot, "ooit")
        await press(pilot, "enter")
        assert "'ooit' is not a date" in flat(app.screen)
        await press(pilot, "escape")


async def test_two_files_can_be_of_one_respondent_and_a_new_one_can_be_named(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        screen = await load(app, pilot, talks(tmp_path, "ans", "ans later"))
        about = screen.query_one("#about", LineList)
        about.go_to("speaker:1:Respondent")
        await press(pilot, "enter")
        await type_words(pilot, "R01")
        await press(pilot, "enter")
        about.go_to("speaker:0:Respondent")
        await press(pilot, "enter")
        assert "R01: another name or group" in flat(app.screen)
        await press(pilot, "enter")
        app.screen.query_one("#f-pseudonym", Input).value = "Ans"
        await press(pilot, "ctrl+s")
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert app.session is not None
        (one,) = respondents_of(app.session.project)
        assert one.pseudonym == "Ans"
        lines = document_lines(app.session.project)
        assert {speaker.respondent_id for line in lines for speaker in line.speakers} == {None, one.id}


async def test_who_speaks_can_be_said_later_with_a_new_respondent_and_undo(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        screen = await load(app, pilot, talks(tmp_path, "ans"))
        screen.query_one("#about", LineList).go_to("speaker:0:Respondent")
        await press(pilot, "enter")
        await type_words(pilot, "unknown")
        await press(pilot, "enter", "ctrl+s")
        await rest(app, pilot)
        assert "? 1/2" in screen_text(app.screen)
        await press(pilot, "s", "enter")
        await type_words(pilot, "Ans")
        await press(pilot, "enter", "ctrl+s")
        assert app.session is not None
        (line,) = document_lines(app.session.project)
        assert line.known_speakers == 2
        assert respondents_of(app.session.project)[0].group is Group.OTHER
        await press(pilot, "u")
        (line,) = document_lines(app.session.project)
        assert [one.kind for one in line.speakers if one.label == "Respondent"] == [SpeakerKind.UNKNOWN]
        assert respondents_of(app.session.project) == ()


async def test_a_document_is_edited_opened_and_taken_out(tmp_path: Path) -> None:
    place = study(tmp_path, rounds=["Ronde 1"])
    async with app_on(place, "documents", size=NARROW) as (app, pilot):
        await load(app, pilot, talks(tmp_path, "ans", "bea"))
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        await press(pilot, "j", "e")
        app.screen.query_one("#f-title", Input).value = "Gesprek met Bea [2]"
        await press(pilot, "ctrl+s")
        assert "Gesprek met Bea [2]" in screen_text(app.screen)
        assert documents(app).query_one(DataTable).cursor_row == 1
        await press(pilot, "enter")
        assert isinstance(app.screen, ReadScreen)
        assert "Gesprek met Bea [2]" in screen_text(app.screen)
        await press(pilot, "escape")
        await press(pilot, "x", "y")
        assert app.session is not None
        assert [one.title for one in documents_of(app.session.project)] == ["ans"]


async def test_details_stand_beside_the_list_where_there_is_room(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "documents", size=(160, 48), language="nl") as (app, pilot):
        await load(app, pilot, talks(tmp_path, "ans"))
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        text = flat(app.screen)
        assert "Bestand: ans.txt" in text
        assert "Wie spreekt" in text


async def test_a_label_that_was_not_taken_for_a_speaker_can_be_made_one_and_the_other_way_round(tmp_path: Path) -> None:
    path = tmp_path / "gesprek.txt"
    path.write_text(TALK.format(name="x").replace("Respondent", "mevrouw"), "utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write("mevrouw: En nog iets.\nmevrouw: Tot slot dit.\n")
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        screen = await load(app, pilot, [path])
        state, about = screen.state, screen.query_one("#about", LineList)
        assert state is not None
        assert list(plan_of(state).speakers) == ["Interviewer"]
        assert about.go_to("also:mevrouw")
        await press(pilot, "enter")
        await rest(app, pilot)
        assert list(plan_of(state).speakers) == ["Interviewer", "mevrouw"]
        about.go_to("speaker:0:mevrouw")
        await press(pilot, "enter")
        await type_words(pilot, "no speaker")
        await press(pilot, "enter")
        await rest(app, pilot)
        assert list(plan_of(state).speakers) == ["Interviewer"]
        await press(pilot, "escape")


async def test_comments_are_shown_with_their_words_and_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "opmerkingen.docx"
    path.write_bytes(next(one for one in samples() if one.name == path.name).bytes())
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        screen = await load(app, pilot, [path])
        text = flat(screen)
        assert "“en door het buurthuis.” Karin de Wit, 2026-03-14: Mechanisme?" in text
        assert "Comments 2, become memos" in text
        screen.query_one("#about", LineList).go_to("notes")
        await press(pilot, "enter")
        assert "Comments 2, left out" in flat(screen)
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert app.session is not None
        with app.session.project.read() as reading:
            assert reading.all(Memo) == ()


async def test_the_preview_shows_times_and_paragraphs_in_and_out(tmp_path: Path) -> None:
    path = tmp_path / "teams.vtt"
    path.write_bytes(next(one for one in samples() if one.name == path.name).bytes())
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        text = flat(await load(app, pilot, [path]))
        assert "4 paragraphs in the file," in text and "3 in the text" in text
        assert "0:03 Anna Mulder: Hoe bent u erin gerold?" in text
        await press(pilot, "escape")


def plan_of(state: Load) -> Plan:
    """The plan of the first file."""
    plan = state.items[0].plan
    assert plan is not None
    return plan


async def test_reading_can_be_stopped_and_what_comes_too_late_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(path: Path, **_more: object) -> ReadText:
        begun.set()
        assert go_on.wait(10)
        return read_file(path)

    monkeypatch.setattr(load_files, "read_file", slow)
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        documents(app).load(talks(tmp_path, "ans", "bea"))
        await until(pilot, begun.is_set)
        assert "1/2 ans.txt" in flat(app.screen)
        await press(pilot, "escape")
        assert isinstance(app.screen, DocumentsScreen)
        go_on.set()
        await pilot.pause()
        assert app.session is not None
        assert documents_of(app.session.project) == ()


async def test_writing_can_be_stopped_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def slow(*given: Any, watch: Watch, **more: Any) -> tuple[Document, ...]:
        def told(done: float) -> None:
            begun.set()
            watch(done)
            assert stopped.wait(10)
            watch(done)

        return load_documents(*given, watch=told, **more)

    stopped = threading.Event()
    monkeypatch.setattr(load_versions, "load_documents", slow)
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        await load(app, pilot, talks(tmp_path, "ans", "bea"))
        await press(pilot, "ctrl+s")
        await until(pilot, begun.is_set)
        assert "Loading 2 files" in flat(app.screen)
        await press(pilot, "escape")
        stopped.set()
        await rest(app, pilot)
        assert "Stopped. Nothing was loaded." in flat(app.screen)
        assert app.session is not None
        assert documents_of(app.session.project) == ()
        monkeypatch.setattr(load_versions, "load_documents", load_documents)
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert len(documents_of(app.session.project)) == 2


async def test_the_file_itself_is_kept_when_asked_and_written_again(tmp_path: Path) -> None:
    (path,) = talks(tmp_path, "ans")
    async with app_on(study(tmp_path), "documents", size=WIDE) as (app, pilot):
        await load(app, pilot, [path])
        assert "not kept: only the text goes in" in flat(app.screen)
        await press(pilot, "o")
        assert "kept in the project as well" in flat(app.screen)
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert "the file is kept, o writes it" in flat(app.screen)
        await press(pilot, "o")
        app.screen.query_one(Input).value = str(tmp_path / "terug.txt")
        await press(pilot, "enter")
        await rest(app, pilot)
        assert (tmp_path / "terug.txt").read_bytes() == path.read_bytes()


async def test_without_its_file_there_is_nothing_to_write(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        await load(app, pilot, talks(tmp_path, "ans"))
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        await press(pilot, "o")
        assert "is not kept in the project" in said(app)


async def test_a_document_with_evidence_is_not_taken_out_and_the_number_of_claims_is_said(board: BoardStudy) -> None:
    async with app_on(board.place, "documents", size=NARROW) as (app, pilot):
        assert app.session is not None
        before = documents_of(app.session.project)
        await press(pilot, "x", "y")
        assert "stays: claims that rest on its words: 2." in said(app)
        assert documents_of(app.session.project) == before
