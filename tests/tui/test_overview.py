"""The overview: the grid, how far every document is, opening one and going on where one was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.widgets import DataTable

from cmo_coder.model.base import new_id
from cmo_coder.model.documents import Document
from cmo_coder.model.study import ProgressState
from cmo_coder.settings import Recent, remember
from cmo_coder.store.documents import add_document
from cmo_coder.store.project import Project
from cmo_coder.store.study import coders_of, rounds_of, set_progress
from cmo_coder.tui.screens.pick_files import PickFiles
from cmo_coder.tui.screens.read import ReadScreen
from tests.store.blind_case import BlindStudy
from tests.tui.screen_text import app_on, flat, press, screen_text
from tests.tui.source_case import said, study

NARROW = (80, 24)


def begun(folder: Path) -> str:
    """A study with two documents, of which Anna finished the first."""
    place = study(folder, rounds=["Ronde 1"])
    with Project.open(place, with_backup=False) as project:
        (round_,) = rounds_of(project)
        for nr, title in enumerate(("Gesprek [een]", "Gesprek twee"), start=1):
            document = Document(id=new_id(), title=title, round_id=round_.id, position=nr)
            add_document(project, document, f"Dit is gesprek {nr}.")
            if nr == 1:
                set_progress(project, document.id, coders_of(project)[0].id, ProgressState.FINISHED)
    return place


def documents(app: Any) -> DataTable[Any]:
    """The table of documents."""
    found: DataTable[Any] = app.screen.query_one("#documents", DataTable)
    return found


async def test_the_grid_and_the_documents_are_counted_and_brackets_stay(tmp_path: Path) -> None:
    async with app_on(begun(tmp_path), "overview", size=NARROW) as (app, _pilot):
        text = flat(app.screen)
        assert "Ronde 1 - - 2 0" in text
        assert "Gesprek [een] 0 0 0 ✓ 0" in text
        assert "Gesprek twee 0 0 0 · 0" in text


async def test_enter_opens_the_document_and_c_goes_on_there_later(tmp_path: Path) -> None:
    async with app_on(begun(tmp_path), "overview", size=NARROW) as (app, pilot):
        await press(pilot, "j", "enter")
        assert isinstance(app.screen, ReadScreen)
        assert "Dit is gesprek 2." in screen_text(app.screen)
        await press(pilot, "f2")
        assert documents(app).cursor_row == 1
        await press(pilot, "k", "c")
        assert isinstance(app.screen, ReadScreen)
        assert "Dit is gesprek 2." in screen_text(app.screen)


async def test_enter_on_a_combination_leads_to_its_documents(tmp_path: Path) -> None:
    place = begun(tmp_path)
    with Project.open(place, with_backup=False) as project:
        add_document(project, Document(id=new_id(), title="Zonder ronde", position=3), "Dit is gesprek 3.")
    async with app_on(place, "overview", size=NARROW) as (app, pilot):
        grid = app.screen.query_one("#grid", DataTable)
        grid.focus()
        await press(pilot, "enter")
        assert app.focused is documents(app) and documents(app).cursor_row == 2
        grid.focus()
        await press(pilot, "j", "enter")
        assert documents(app).cursor_row == 0
        await press(pilot, "enter")
        assert "Dit is gesprek 1." in screen_text(app.screen)


async def test_without_documents_it_says_the_steps_and_l_leads_to_the_files(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "overview", size=NARROW) as (app, pilot):
        assert "This study has no documents yet." in flat(app.screen)
        await press(pilot, "c")
        assert "Load a document first (g d)." in said(app)
        await press(pilot, "l")
        await pilot.pause()
        assert isinstance(app.screen, PickFiles)


async def test_who_codes_blind_reads_no_zero_for_what_she_is_not_told(tmp_path: Path) -> None:
    blind = BlindStudy(tmp_path / "wijk.cmo")
    blind.bram_works()
    place = str(tmp_path / "wijk.cmo")
    remember(Recent(place, None, blind.anna.id))
    async with app_on(place, "overview", size=NARROW) as (app, _pilot):
        assert "… 2 … -" in flat(app.screen)
    blind.all_done()
    async with app_on(place, "overview", size=NARROW) as (app, _pilot):
        assert "✓ 2 ✓ 3" in flat(app.screen)
    blind.project.close()
