"""Export: tables, choices, preview, from a cell to its quotes, writing one and all; printing a transcript."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from rich.text import Text
from textual.widgets import DataTable, Input

from cmo_coder.tables import tracing
from cmo_coder.tables.catalogue import CATALOGUE
from cmo_coder.tables.tracing import Place
from cmo_coder.tables.value import Cell, CellKind
from cmo_coder.tui.screens.dialogs import AskText, Confirm
from cmo_coder.tui.screens.export import ExportScreen
from cmo_coder.tui.screens.places import PlacesDialog
from cmo_coder.tui.screens.quotes import QuotesDialog
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.widgets.line_list import LineList
from cmo_coder.tui.widgets.table_preview import _as_text, fitted_widths
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import app_on, flat, press, screen_text, type_words
from tests.tui.source_case import rest, said, study

__all__ = ["board"]
NARROW = (80, 24)


def export(app: Any) -> ExportScreen:
    """The screen, which must be the export."""
    screen = app.screen
    assert isinstance(screen, ExportScreen)
    return screen


def preview(app: Any) -> DataTable[Text]:
    """The preview."""
    return export(app).query_one("#preview", DataTable)


async def write_to(app: Any, pilot: Any, path: Path) -> None:
    """Give a path in the dialog, and wait until it is written."""
    assert isinstance(app.screen, AskText)
    app.screen.query_one(Input).value = str(path)
    await press(pilot, "enter")
    await rest(app, pilot)


async def test_the_tables_stand_left_and_the_one_under_the_cursor_is_made_right(board: BoardStudy) -> None:
    async with app_on(board.place, "export", size=NARROW) as (app, pilot):
        await rest(app, pilot)
        assert "Export · Effective elements" in screen_text(app.screen)
        assert preview(app).row_count == 2
        await press(pilot, *["down"] * 4)
        await rest(app, pilot)
        table = export(app).table
        assert table is not None
        assert table.id == "cmo"
        assert preview(app).row_count == len(table.rows) > 0


async def test_from_a_cell_to_its_quotes_in_one_key_and_to_the_text_in_two(board: BoardStudy) -> None:
    async with app_on(board.place, "export", size=NARROW) as (app, pilot):
        await rest(app, pilot)
        await press(pilot, "tab", "enter")
        assert isinstance(app.screen, QuotesDialog)
        assert "“Zin 0001.”" in flat(app.screen)
        await press(pilot, "enter")
        assert isinstance(app.screen, ReadScreen)
        await press(pilot, "escape")
        await rest(app, pilot)
        assert isinstance(app.screen, ExportScreen)


async def test_from_a_quote_to_the_cells_that_rest_on_it_and_to_one_of_them(board: BoardStudy) -> None:
    async with app_on(board.place, "export", size=NARROW) as (app, pilot):
        await rest(app, pilot)
        await press(pilot, "tab", "enter", "t")
        assert isinstance(app.screen, PlacesDialog)
        shown = flat(app.screen)
        assert "Supports" in shown
        assert "1 Creëer een vaste plek" in shown
        await press(pilot, "down", "enter")
        await rest(app, pilot)
        assert export(app).table is not None
        column = preview(app).cursor_coordinate.column
        made = export(app).table
        assert made is not None
        assert made.rows[preview(app).cursor_coordinate.row].cells[column].evidence


async def test_of_a_large_study_the_tables_are_looked_through_behind_the_dialog(
    board: BoardStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_look = threading.Event()
    looked_by: list[threading.Thread] = []
    really = tracing.places_in_table

    def slowly(*given: Any) -> Mapping[str, tuple[Place, ...]]:
        looked_by.append(threading.current_thread())
        assert may_look.wait(20)
        return really(*given)

    monkeypatch.setattr("cmo_coder.tui.screens.places.LARGE", 0)
    monkeypatch.setattr(tracing, "places_in_table", slowly)
    async with app_on(board.place, "export", size=NARROW) as (app, pilot):
        await rest(app, pilot)
        await press(pilot, "tab", "enter", "t")
        assert isinstance(app.screen, PlacesDialog)
        assert "looking through the tables" in flat(app.screen)
        may_look.set()
        await rest(app, pilot)
        shown = flat(app.screen)
        assert "1 Creëer een vaste plek" in shown
        assert "looking" not in shown
        assert threading.main_thread() not in looked_by
        await press(pilot, "down", "enter")
        await rest(app, pilot)
        assert export(app).table is not None


async def test_a_number_without_words_of_its_own_leads_to_those_of_its_row(board: BoardStudy) -> None:
    async with app_on(board.place, "export", size=NARROW) as (app, pilot):
        await rest(app, pilot)
        await press(pilot, *["down"] * 4)
        await rest(app, pilot)
        await press(pilot, "tab", "enter")
        assert isinstance(app.screen, QuotesDialog)


async def test_a_cell_without_quotes_says_so(board: BoardStudy) -> None:
    async with app_on(board.place, "export", size=NARROW) as (app, pilot):
        await rest(app, pilot)
        await press(pilot, "tab", "down", "enter")
        assert isinstance(app.screen, ExportScreen)
        assert "There are no quotes behind this cell." in said(app)


async def test_on_a_narrow_screen_the_list_gives_way_to_the_table_one_walks_through(board: BoardStudy) -> None:
    async with app_on(board.place, "export", size=NARROW) as (app, pilot):
        await rest(app, pilot)
        assert "Hoe te bereiken?" not in flat(app.screen).replace("hoe te bereiken; ", "")
        await press(pilot, "tab")
        await rest(app, pilot)
        assert preview(app).has_focus
        assert preview(app).size.width == NARROW[0] - 1
        assert "Hoe te bereiken?" in flat(app.screen)
        await press(pilot, "escape")
        await rest(app, pilot)
        assert export(app).query_one("#tables").has_focus
        assert "CMO-matrix" in flat(app.screen) or "CMO matrix" in flat(app.screen)


async def test_choices_are_turned_with_their_digit_and_with_enter(board: BoardStudy) -> None:
    async with app_on(board.place, "export", size=(160, 48)) as (app, pilot):
        await rest(app, pilot)
        columns = len(preview(app).columns)
        await press(pilot, "4")
        await rest(app, pilot)
        assert export(app).options.support
        assert len(preview(app).columns) > columns
        assert "4 [x] Support" in flat(app.screen)
        export(app).query_one("#tables", LineList).go_to("choice:label")
        await press(pilot, "enter")
        assert "short label (2/3)" in flat(app.screen)
        await press(pilot, "9")
        assert isinstance(app.screen, ExportScreen)


async def test_the_language_of_the_table_is_not_that_of_the_screen(board: BoardStudy) -> None:
    async with app_on(board.place, "export", size=(160, 48), language="en") as (app, pilot):
        await rest(app, pilot)
        assert "Werkzaam element" in flat(app.screen)
        await press(pilot, "t")
        await rest(app, pilot)
        assert "Werkzaam element" not in flat(app.screen)
        assert "in English" in flat(app.screen)


async def test_a_table_is_written_and_a_file_is_not_replaced_unasked(board: BoardStudy, tmp_path: Path) -> None:
    async with app_on(board.place, "export", size=NARROW) as (app, pilot):
        await rest(app, pilot)
        await press(pilot, "f")
        await type_words(pilot, "csv")
        await press(pilot, "enter", "w")
        assert app.screen.query_one(Input).value.endswith(".csv")
        path = tmp_path / "uit" / "tabel"
        path.parent.mkdir()
        await write_to(app, pilot, path)
        written = path.with_suffix(".csv")
        assert "werkzaam_element" in written.read_text("utf-8-sig")
        assert f"Written: {written}" in said(app)
        written.write_text("mine", "utf-8")
        await press(pilot, "w")
        assert app.screen.query_one(Input).value.startswith(str(path.parent))
        await write_to(app, pilot, written)
        assert isinstance(app.screen, Confirm)
        await press(pilot, "n")
        assert written.read_text("utf-8") == "mine"
        await press(pilot, "w")
        await write_to(app, pilot, written)
        await press(pilot, "y")
        await rest(app, pilot)
        assert written.read_text("utf-8") != "mine"


async def test_a_folder_that_is_not_there_is_said_and_nothing_is_written(board: BoardStudy, tmp_path: Path) -> None:
    async with app_on(board.place, "export", size=NARROW) as (app, pilot):
        await rest(app, pilot)
        await press(pilot, "w")
        await write_to(app, pilot, tmp_path / "nergens" / "t.md")
        assert "There is no folder" in said(app)
        assert not (tmp_path / "nergens").exists()


async def test_all_tables_are_written_into_one_folder(board: BoardStudy, tmp_path: Path) -> None:
    async with app_on(board.place, "export", size=NARROW) as (app, pilot):
        await rest(app, pilot)
        export(app).format = "md"
        await press(pilot, "A")
        await write_to(app, pilot, tmp_path / "tabellen")
        names = {path.stem for path in (tmp_path / "tabellen").glob("*.md")}
        assert names == {one.id for one in CATALOGUE}


async def test_an_empty_study_says_what_is_missing(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "export", size=NARROW) as (app, pilot):
        await rest(app, pilot)
        assert "This table is empty as yet" in flat(app.screen)
        await press(pilot, "tab", "enter")
        assert not isinstance(app.screen, QuotesDialog)


async def test_a_transcript_is_printed_from_the_reading_screen(board: BoardStudy, tmp_path: Path) -> None:
    async with app_on(board.place, "read", size=NARROW) as (app, pilot):
        await press(pilot, "P")
        assert app.screen.query_one(Input).value.endswith(".html")
        await write_to(app, pilot, tmp_path / "gesprek.txt")
        assert "Zin 0001." in (tmp_path / "gesprek.txt").read_text("utf-8")
        assert "Written:" in said(app)


def test_a_long_list_is_cut_and_shows_how_many_quotes_stand_behind_it() -> None:
    items = tuple(f"punt {nr}" for nr in range(20))
    cell = Cell("\n".join(items), CellKind.BULLETS, items, evidence=("a", "b"))
    lines = _as_text(cell).plain.split("\n")
    assert lines[0] == "• punt 0"
    assert lines[-1] == "… and 13 more [2]"


@pytest.mark.parametrize(
    ("wanted", "room", "widths", "whole"),
    [
        ([22, 15, 41], 46, [14, 13, 13], 3),
        ([22, 15, 41], 78, [22, 15, 35], 3),
        ([22, 15, 41], 40, [21, 15, 17], 2),
        ([6, 6, 6], 46, [6, 6, 6], 3),
        ([20, 20], 10, [17, 17], 0),
        ([], 40, [], 0),
    ],
)
def test_columns_fill_the_room_and_none_is_seen_by_a_letter(
    wanted: list[int], room: int, widths: list[int], whole: int
) -> None:
    assert fitted_widths(wanted, room, 17) == (widths, whole)


async def test_what_is_not_in_view_of_a_table_is_counted(board: BoardStudy) -> None:
    async with app_on(board.place, "export", size=NARROW) as (app, pilot):
        await rest(app, pilot)
        assert "2 columns" not in flat(app.screen) and "1-7 choices" in flat(app.screen)
        await press(pilot, "4", "5")
        await rest(app, pilot)
        assert "9 quotes, 2 columns" in flat(app.screen)
        assert "[x] Contradiction" in said(app)
