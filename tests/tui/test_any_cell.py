"""From any cell of any table to verbatim quotes in at most two key presses (realist-method, section 7, rule 11)."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import DataTable

from cmo_coder.tables.catalogue import CATALOGUE
from cmo_coder.tables.value import Table
from cmo_coder.tui.screens.export import ExportScreen
from cmo_coder.tui.screens.quotes import QuotesDialog
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.widgets.line_list import LineList
from tests.realist.builder import StudyBuilder
from tests.tables.test_tracing import whole
from tests.tui.screen_text import app_on, flat, press, until
from tests.tui.source_case import rest

FORMS = {
    "T1": "cmo", "T2": "icamo", "T3": "icamo_niveau", "T4": "inventaris", "T5": "theorieverfijning", "T6": "rimpels",
    "T7": "verantwoording", "T8": "principes", "T9": "werkzame_elementen", "T10": "opzet", "T11": "rameses",
}  # fmt: skip
"""The published forms of realist-method, section 5."""
WITHOUT_WORDS = {"casussen", "typologie"}
"""Attributes of cases: what the team knows of them rests on no interview (`tests.tables.test_tracing`)."""


def cells(table: Table, nr: int) -> list[tuple[int, int]]:
    """The first cell with words behind it, of every other table the last one; that every cell has them is tested on
    the tables themselves."""
    found = [
        (row, column)
        for row in range(len(table.rows))
        for column in range(len(table.columns))
        if table.behind(row, column)
    ]
    return found[:1] if nr % 2 else found[-1:]


def test_every_published_form_is_a_table() -> None:
    assert {*FORMS.values()} <= {entry.id for entry in CATALOGUE}


async def test_one_key_shows_the_quotes_behind_a_cell_of_every_table_and_a_second_the_text(tmp_path: Path) -> None:
    study = StudyBuilder(tmp_path)
    snapshot = whole(study)
    seen = set()
    async with app_on(str(study.project.path), "export", size=(160, 48), painted=False) as (app, pilot):
        for nr in range(len(CATALOGUE)):
            screen = app.screen
            assert isinstance(screen, ExportScreen)
            await rest(app, pilot)
            table = screen.table
            assert table is not None and table.id == CATALOGUE[nr].id and table.rows, CATALOGUE[nr].id
            for row, column in cells(table, nr):
                preview = screen.query_one("#preview", DataTable)
                preview.focus()
                preview.move_cursor(row=row, column=column)
                await pilot.press("enter")
                await until(pilot, lambda: isinstance(app.screen, QuotesDialog) and app.screen.is_mounted)
                quote = snapshot.fragments[table.behind(row, column)[0]].quote
                await until(pilot, lambda quote=quote: quote in flat(app.screen))
                seen.add(table.id)
                app.screen.dismiss(None)
                await until(pilot, lambda screen=screen: app.screen is screen)
            following = CATALOGUE[(nr + 1) % len(CATALOGUE)].id  # after the last the first again
            screen.query_one("#tables", LineList).go_to(f"table:{following}")
        await rest(app, pilot)
        screen.query_one("#tables").focus()
        await press(pilot, "tab", "enter", "enter")
        assert isinstance(app.screen, ReadScreen), "and a second key shows them in their text"
    study.project.close()
    assert seen == {entry.id for entry in CATALOGUE} - WITHOUT_WORDS
