"""A screen that is shown for the first time is filled once, and what takes long was done by a worker."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.configurations import Configuration, ConfigurationVersion
from cmo_coder.realist import agreement_live
from cmo_coder.store.project import Project
from cmo_coder.tui import analysis, app_opening, comparing
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens import overview
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.card import CardScreen
from tests.tui.screen_text import app_on, press
from tests.tui.test_agreement import screen_of, team
from tests.tui.test_overview import begun
from tests.tui.test_reading_ahead import came


class Threads:
    """Remembers in which threads a function is called; `may_go` holds it back."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, where: object, name: str) -> None:
        self.found: list[threading.Thread] = []
        self.may_go = threading.Event()
        self.may_go.set()
        self._really: Callable[..., Any] = getattr(where, name)
        monkeypatch.setattr(where, name, self._call)

    def _call(self, *given: Any, **named: Any) -> Any:
        self.found.append(threading.current_thread())
        assert self.may_go.wait(20)
        return self._really(*given, **named)


@pytest.mark.parametrize("name", ["overview", "documents", "study", "history", "agreement"])
async def test_a_screen_is_filled_once(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled = []
    really = StudyScreen.show_all

    def counted(screen: StudyScreen) -> None:
        filled.append(screen.ID)
        really(screen)

    monkeypatch.setattr(StudyScreen, "show_all", counted)
    async with app_on(team(tmp_path), name) as (_app, _pilot):
        assert filled.count(name) == 1


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_card_is_filled_once(size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = begun(tmp_path)
    with Project.open(place, with_backup=False) as project, project.change("test", "x") as change:
        one = Configuration(id=new_id(), number=1)
        change.insert(one, ConfigurationVersion(id=new_id(), configuration_id=one.id, nr=1))
    filled = []
    really = CardScreen.refresh_data

    def counted(screen: CardScreen) -> None:
        filled.append(screen)
        really(screen)

    monkeypatch.setattr(CardScreen, "refresh_data", counted)
    async with app_on(place, "card", size=size):
        assert len(filled) == 1


async def test_columns_follow_the_width(tmp_path: Path) -> None:
    async with app_on(begun(tmp_path), "overview", size=(120, 40)) as (app, pilot):
        wide = app.screen.query_one("#documents", overview.FittedTable).virtual_size.width
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        narrow = app.screen.query_one("#documents", overview.FittedTable).virtual_size.width
        assert narrow < wide


async def test_the_overview_is_counted_where_the_study_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = Threads(monkeypatch, overview, "overview_of")
    app = CmoApp(begun(tmp_path))
    async with app.run_test(size=(100, 30)) as pilot:
        await came(app, pilot, "overview")
        await pilot.pause()
    assert len(threads.found) == 1
    assert threading.main_thread() not in threads.found


async def test_the_coders_of_a_large_study_are_compared_in_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where in (analysis, comparing):
        monkeypatch.setattr(where, "LARGE", 0)
    monkeypatch.setattr(app_opening, "BEFORE_ANALYSIS", 0.001)
    threads = Threads(monkeypatch, agreement_live, "agreement")
    threads.may_go.clear()
    app = CmoApp(team(tmp_path))
    async with app.run_test(size=(100, 30)) as pilot:
        await came(app, pilot, "overview")
        await press(pilot, "g", "a")
        assert getattr(app.screen, "ID", "") == "overview"
        threads.may_go.set()
        await came(app, pilot, "agreement")
        assert screen_of(app).found is not None
    assert threads.found
    assert threading.main_thread() not in threads.found
