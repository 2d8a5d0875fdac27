"""Loading a survey: the columns, what they give, saying otherwise, accepting, stopping, undoing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from cmo_coder.ingest.source import Watch
from cmo_coder.ingest.survey_loading import load_survey
from cmo_coder.ingest.survey_mapping import Layout, Use
from cmo_coder.model.documents import Document
from cmo_coder.store.cases import respondents_of
from cmo_coder.store.documents import documents_of
from cmo_coder.tui.screens import survey
from cmo_coder.tui.screens.documents import DocumentsScreen
from cmo_coder.tui.screens.load_files import LoadFiles
from cmo_coder.tui.screens.survey import SurveyScreen
from cmo_coder.tui.widgets.line_list import LineList
from tests.ingest.surveys import as_csv, as_xlsx, rows
from tests.tui.screen_text import app_on, flat, press, type_words
from tests.tui.source_case import rest, study

NARROW = (80, 24)


def made(folder: Path, number: int = 12, name: str = "enquête.csv") -> Path:
    path = folder / name
    path.write_bytes(as_xlsx(rows(number), first="Uitleg") if name.endswith("xlsx") else as_csv(rows(number)))
    return path


async def opened(app: Any, pilot: Any, path: Path) -> SurveyScreen:
    """Go to the mapping of a survey."""
    screen = app.screen
    assert isinstance(screen, DocumentsScreen)
    screen.load([path])
    await rest(app, pilot)
    assert isinstance(app.screen, SurveyScreen)
    return app.screen


async def test_a_survey_is_mapped_loaded_and_taken_back_with_one_undo(tmp_path: Path) -> None:
    async with app_on(study(tmp_path, rounds=["Eerste"]), "documents", size=NARROW) as (app, pilot):
        screen = await opened(app, pilot, made(tmp_path))
        text = flat(app.screen)
        assert "12 respondents · 10 columns" in text
        assert "Leeftijd attribute (number) 21, 22" in text
        assert "12 new respondents, 2 new cases, 36 attributes" in text
        assert "The first: 1 · professional · Oostwoud · Leeftijd: 21" in text
        columns = screen.query_one("#columns", LineList)
        columns.go_to("column:4")
        await press(pilot, "x")
        await rest(app, pilot)
        assert "24 attributes" in flat(app.screen)
        assert columns.line is not None and columns.line.id == "column:5"
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert app.session is not None
        project = app.session.project
        assert isinstance(app.screen, DocumentsScreen)
        assert len(documents_of(project)) == len(respondents_of(project)) == 12
        assert documents_of(project)[0].round_id is not None
        await press(pilot, "u")
        await rest(app, pilot)
        assert documents_of(project) == respondents_of(project) == ()


async def test_what_was_said_is_remembered_and_a_file_is_loaded_twice_only_when_asked(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        screen = await opened(app, pilot, made(tmp_path))
        screen.query_one("#columns", LineList).go_to("column:5")
        await press(pilot, "n")
        app.screen.query_one(Input).value = "rapportcijfer"
        await press(pilot, "enter", "l", "ctrl+s")
        await rest(app, pilot)
        again = await opened(app, pilot, made(tmp_path))
        assert again.mapping is not None
        assert (again.mapping.layout, again.mapping.columns[5].name) == (Layout.QUESTION, "rapportcijfer")
        assert "as the last time" in flat(app.screen)
        assert "this file was loaded on" in flat(app.screen)
        await press(pilot, "ctrl+s")
        assert "Load it once more?" in flat(app.screen)
        await press(pilot, "n", "escape")
        assert app.session is not None
        assert len(documents_of(app.session.project)) == 2


async def test_enter_asks_what_a_column_is_and_problems_are_said_in_the_screen(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        screen = await opened(app, pilot, made(tmp_path))
        columns = screen.query_one("#columns", LineList)
        columns.go_to("column:2")
        await press(pilot, "enter")
        await type_words(pilot, "organ")
        await press(pilot, "enter")
        assert screen.mapping is not None and screen.mapping.columns[2].use is Use.ORGANISATION
        columns.go_to("column:7")
        await press(pilot, "i")
        await rest(app, pilot)
        assert "stands in row 2 and in row 4" in flat(app.screen)
        await press(pilot, "ctrl+s")
        assert app.screen is screen


async def test_the_sheet_the_round_and_the_kind_can_be_chosen(tmp_path: Path) -> None:
    async with app_on(study(tmp_path, rounds=["Eerste", "Tweede"]), "documents", size=NARROW) as (app, pilot):
        screen = await opened(app, pilot, made(tmp_path, name="e.xlsx"))
        await press(pilot, "r")
        await type_words(pilot, "Tweede")
        await press(pilot, "enter")
        assert "Round Tweede" in flat(app.screen)
        screen.query_one("#columns", LineList).go_to("sheet")
        await press(pilot, "enter")
        await type_words(pilot, "Uitleg")
        await press(pilot, "enter")
        await rest(app, pilot)
        assert "no table of answers" in flat(app.screen)
        await press(pilot, "escape")
        assert isinstance(app.screen, DocumentsScreen)


async def test_loading_can_be_stopped_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*given: Any, watch: Watch, **more: Any) -> tuple[Document, ...]:
        def told(done: float) -> None:
            screen.workers.cancel_group(screen, "accept")
            watch(done)

        return load_survey(*given, watch=told, **more)

    monkeypatch.setattr(survey, "load_survey", stopped)
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        screen = await opened(app, pilot, made(tmp_path))
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert "Stopped. Nothing was loaded." in flat(app.screen)
        assert "ctrl+s load" in flat(app.screen)
        assert app.session is not None
        assert documents_of(app.session.project) == respondents_of(app.session.project) == ()


async def test_a_survey_among_other_files_is_sent_its_own_way(tmp_path: Path) -> None:
    other = tmp_path / "gesprek.txt"
    other.write_text("Interviewer: Hoe?\nRespondent: Zo.\n")
    async with app_on(study(tmp_path), "documents", size=NARROW) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, DocumentsScreen)
        screen.load([other, made(tmp_path)])
        await rest(app, pilot)
        assert isinstance(app.screen, LoadFiles)
        assert "that is read as a survey. Choose it alone" in flat(app.screen)
