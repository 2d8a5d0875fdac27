"""The search screen: hits under each other, to their place and back, where to look, coding what was found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.model.study import Study
from cmo_coder.store.documents import NewTurn, add_text_version, documents_of
from cmo_coder.store.project import Project
from cmo_coder.store.search import Found
from cmo_coder.tui.screens import search_running
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.screens.search import SearchScreen
from cmo_coder.tui.widgets.kwic_list import KwicList, KwicRow
from tests.store.search_case import NOORD, made
from tests.tui.screen_text import app_on, flat, press, screen_text, type_words, until
from tests.tui.source_case import rest, said

NARROW, WIDE = (80, 24), (160, 48)


@pytest.fixture
def place(tmp_path: Path) -> str:
    path = tmp_path / "studie.cmo"
    with Project.create(path, Study(id=new_id(), name="Studie")) as project:
        made(project)
    return str(path)


async def searched(app: Any, pilot: Any, words: str) -> None:
    """Type a query and wait for the last hit."""
    app.screen.query_one("#query").focus()
    app.screen.query_one("#query").value = words
    await press(pilot, "enter")
    await rest(app, pilot)


def rows(app: Any) -> list[str]:
    """The lines with hits."""
    lines = screen_text(app.screen).splitlines()
    return [line for line in lines[3:] if "▸" not in line][: app.screen.query_one(KwicList).count]


def state(app: Any) -> str:
    return str(app.screen.query_one("#state", Static).render())


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_hits_stand_under_each_other_with_their_words_in_the_middle(place: str, size: tuple[int, int]) -> None:
    async with app_on(place, "search", size=size, language="nl") as (app, pilot):
        await type_words(pilot, "koffie")
        await press(pilot, "enter")
        await rest(app, pilot)
        assert "6 treffers in 3 documenten" in state(app)
        found = rows(app)
        name, second, left, _right = app.screen.query_one(KwicList).columns()
        for line in found:
            before = next(
                line[:at] for at in range(len(line)) if cell_len(line[:at]) == 3 + name + left + bool(second) + second
            )
            assert line[len(before) :].lower().startswith("koffie")
        assert "De koffie was goed" in found[1]
        assert found[0].split()[0] == "Noord"
        assert ("Dorp" in found[0]) == (size == WIDE)


async def test_enter_goes_to_the_place_and_escape_comes_back_to_the_hit(place: str) -> None:
    async with app_on(place, "search", size=NARROW) as (app, pilot):
        await searched(app, pilot, "koffie")
        await press(pilot, "j", "j")
        assert "Noord · Dorp · ronde 1 · R1 · turn 2" in flat(app.screen)
        await press(pilot, "enter")
        # The first key for a new screen waits until that screen has been drawn, which on a busy machine takes a while.
        await until(pilot, lambda: isinstance(app.screen, ReadScreen) and app.screen.document is not None)
        screen = app.screen
        assert isinstance(screen, ReadScreen)
        assert screen.document is not None and screen.document.document.title == "Noord"
        await until(pilot, lambda: NOORD[screen.reader.caret :].startswith("koffie was warm"))
        await press(pilot, "n")
        await until(pilot, lambda: NOORD[screen.reader.caret :].startswith("koffie, dat was alles"))
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        assert app.screen.query_one(KwicList).cursor == 2
        await until(pilot, lambda: app.focused is app.screen.query_one(KwicList))


async def test_hits_are_sorted_by_what_stands_before_or_after(place: str) -> None:
    async with app_on(place, "search", size=WIDE) as (app, pilot):
        await searched(app, pilot, "koffie")
        await press(pilot, "j")
        await press(pilot, "o")
        before = [line.lower().partition("koffie")[0].split()[-1] for line in rows(app)]
        assert before[1:] == ["de", "de", "de", "keer", "was"]
        assert "by the words before" in state(app)
        assert "De koffie was goed" in rows(app)[app.screen.query_one(KwicList).cursor]
        await press(pilot, "o")
        after = [
            line.lower().partition("koffie")[2].replace("?", "").replace(",", "").split()[:1] for line in rows(app)
        ]
        assert [one[0] if one else "" for one in after][1:] == ["dat", "hielp;", "voor", "was", "was"]
        await press(pilot, "o")
        assert "by the words" not in state(app)


async def test_a_query_that_cannot_be_read_is_said_with_its_place(place: str) -> None:
    async with app_on(place, "search", size=NARROW, language="nl") as (app, pilot):
        await searched(app, pilot, "koffie EN (thee")
        assert "Het haakje op plaats 11 wordt niet gesloten.  ▸ (thee" in state(app)
        assert app.focused is app.screen.query_one("#query")
        await searched(app, pilot, "koffie EN (thee)")
        assert "0 treffers" in state(app) and "elke vorm" not in state(app)
        await searched(app, pilot, "zzkoff")
        assert "zzkoff* vindt wat zo begint, ~zzkoff elke vorm" in state(app)
        await press(pilot, "escape")
        await pilot.press("c")
        assert app.screen.query_one("#query") is not None


async def test_where_to_look_is_chosen_and_said(place: str) -> None:
    async with app_on(place, "search", size=NARROW) as (app, pilot):
        await searched(app, pilot, "koffie")
        await press(pilot, "s", "enter")
        await type_words(pilot, "ronde 1")
        await press(pilot, "enter", "ctrl+s")
        await rest(app, pilot)
        assert "3 hits in 1 document · in: only words that nobody has coded, ronde 1" in state(app)
        await press(pilot, "s", "enter", "ctrl+s")
        await rest(app, pilot)
        assert "4 hits in 1 document · in: ronde 1" in state(app)


async def test_expressions_and_likeness_are_chosen(place: str) -> None:
    async with app_on(place, "search", size=NARROW) as (app, pilot):
        app.screen.query_one("#query").value = "liep.*mee"
        await press(pilot, "m")
        assert app.focused is app.screen.query_one("#query")  # a letter typed in the field is a letter
        app.screen.query_one("#query").value = "liep.*mee"
        app.screen.query_one(KwicList).focus()
        await press(pilot, "m")
        await type_words(pilot, "regular")
        await press(pilot, "enter")
        await rest(app, pilot)
        assert "1 hit in 1 document" in state(app)
        await press(pilot, "m")
        await type_words(pilot, "like")
        await press(pilot, "enter")
        await rest(app, pilot)
        await searched(app, pilot, "kordinator")
        assert "coördinator" in rows(app)[0]


async def test_marked_hits_are_coded_by_turn_as_one_change_and_undone(place: str) -> None:
    async with app_on(place, "search", size=NARROW) as (app, pilot):
        await searched(app, pilot, "koffie")
        await press(pilot, "space", "space", "G", "space")
        assert "3 marked" in state(app)
        await press(pilot, "c")
        await type_words(pilot, "over koffie")
        await press(pilot, "ctrl+s")
        await type_words(pilot, "turn")
        await press(pilot, "enter")
        await rest(app, pilot)
        text = flat(app.screen)
        assert "Put over koffie on 3 hits: 2 codings in 2 documents, as one change?" in text
        assert "1 hit is an interviewer's words and is left out." in text
        assert "Er was koffie voor iedereen." in text
        await press(pilot, "y")
        await rest(app, pilot)
        assert app.session is not None
        with app.session.project.read() as reading:
            code = reading.find(Code, name="over koffie")
            assert code is not None
            ids = [coding.fragment_id for coding in reading.all(Coding, code_id=code.id)]
            quotes = {one.quote for one in reading.among(Fragment, "id", ids)}
        assert quotes == {
            "De koffie was goed 😀 en de koffie was warm. Daarna kwam de gemeente.",
            "Er was koffie voor iedereen.",
        }
        assert "2 codings (u takes it back)" in said(app)
        await press(pilot, "u")
        with app.session.project.read() as reading:
            assert reading.find(Code, name="over koffie") is None


async def test_counts_lead_to_a_document(place: str) -> None:
    async with app_on(place, "search", size=NARROW) as (app, pilot):
        await searched(app, pilot, "koffie")
        await press(pilot, "t")
        text = flat(app.screen)
        assert "4 Dorp" in text
        assert "1 without a case" in text
        await press(pilot, "end", "enter")
        await pilot.pause()
        assert app.screen.query_one(KwicList).cursor == 5
        await press(pilot, "d")
        assert app.screen.query_one(KwicList).cursor == 0
        await press(pilot, "d")
        assert app.screen.query_one(KwicList).cursor == 4


async def test_a_search_can_be_stopped_and_what_was_found_stays(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app_on(place, "search", size=NARROW) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        real = search_running.search
        closed: list[bool] = []

        def slow(*arguments: Any) -> Iterator[Found]:
            steps = real(*arguments)
            try:
                yield next(steps)
                yield Found(next(steps).hits * 20, 1, 3)
                app.call_from_thread(screen.run_command, "search.stop")
                yield from steps
            finally:
                closed.append(True)

        monkeypatch.setattr(search_running, "search", slow)
        await searched(app, pilot, "koffie")
        assert closed == [True]
        assert "stopped at 1 of 3 documents · 80 hits in 1 document" in state(app)


async def test_a_text_that_changed_is_not_gone_to_at_a_wrong_place(place: str) -> None:
    async with app_on(place, "search", size=NARROW) as (app, pilot):
        await searched(app, pilot, "koffie")
        assert app.session is not None
        project = app.session.project
        first = documents_of(project)[0]
        with project.change("x", "x") as change:
            change.delete(*change.all(Coding), *change.all(Fragment))
            add_text_version(change, first, "R1: Veel meer koffie.", [NewTurn(0, 21, 4, "R1")], {})
        app.refresh_screen()
        await pilot.pause()
        assert "a text has changed: r searches again" in state(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, SearchScreen)
        assert "has changed since it was searched" in said(app)
        await press(pilot, "r")
        await rest(app, pilot)
        assert "3 hits in 3 documents" in state(app)


async def test_only_the_rows_on_the_screen_are_made() -> None:
    from textual.app import App, ComposeResult

    asked: list[int] = []

    def row(number: int) -> KwicRow:
        asked.append(number)
        return KwicRow(f"d{number}", "", "links 👩🏽‍🔬 \x1b[31m", f"woord{number}", "rechts\nverder", number == 0)

    class ListApp(App[None]):
        def compose(self) -> ComposeResult:
            yield KwicList(row)

    async with ListApp().run_test(size=(60, 10)) as pilot:
        hits = pilot.app.query_one(KwicList)
        hits.focus()
        hits.show(100_000, 0)
        await pilot.pause()
        assert set(asked) <= set(range(11))
        assert "✓ d0" in screen_text(pilot.app.screen)
        assert "\x1b" not in screen_text(pilot.app.screen)
        assert "rechts verder" in screen_text(pilot.app.screen)
        asked.clear()
        await press(pilot, "end")
        assert hits.cursor == 99_999
        assert set(asked) <= {*range(11), *range(99_980, 100_000)}
        await press(pilot, "pageup", "up", "home")
        assert hits.cursor == 0
