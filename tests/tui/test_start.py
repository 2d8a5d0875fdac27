"""The start screen: what it shows of places, and opening a study on a database server."""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from textual.widgets import Input

from cmo_coder import paths
from cmo_coder.model.errors import ProjectError
from cmo_coder.settings import (
    Place,
    Recent,
    Settings,
    recent,
    recent_projects,
    remember,
    with_password,
    without_password,
)
from cmo_coder.tui import session
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens import new_study
from cmo_coder.tui.screens.codebook import CodebookScreen
from cmo_coder.tui.screens.dialogs import AskText, Form
from cmo_coder.tui.screens.overview import OverviewScreen
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.screens.start import shown_place
from cmo_coder.tui.tour import NAME, on_tour
from tests.tui.screen_text import flat, press, type_words, until
from tests.tui.test_read import make


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("postgresql://anna:gehe:im@host/studie", "postgresql://anna@host/studie"),
        ("postgresql://anna@host:5432/studie", "postgresql://anna@host:5432/studie"),
        ("postgresql://host/studie", "postgresql://host/studie"),
        ("postgresql://anna:ge/h@im@host/studie", "postgresql://anna@host/studie"),
        ("postgresql://host/studie?user=anna&password=geheim", "postgresql://host/studie?user=anna"),
        ("postgresql://host/studie?PASSWORD=geheim", "postgresql://host/studie"),
        ("/map/wijk.cmo", "wijk.cmo"),
    ],
)
def test_a_place_is_shown_without_its_password(place: str, shown: str) -> None:
    assert shown_place(place) == shown


async def test_s_asks_for_the_address_of_a_database_and_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(CmoApp, "open_project", lambda _self, place, then="overview": opened.append(place))
    async with CmoApp().run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AskText)
        pilot.app.screen.query_one(Input).value = " postgresql://anna@host/studie "
        await pilot.press("enter")
        await pilot.pause()
    assert opened == ["postgresql://anna@host/studie"]


@pytest.mark.parametrize(
    "address", ["postgresql://anna:gehe:im@host/studie", "postgresql://host/studie?user=anna&password=gehe:im"]
)
def test_a_password_is_remembered_nowhere(address: str) -> None:
    paths.recent_file().parent.mkdir(parents=True, exist_ok=True)
    paths.recent_file().write_text(json.dumps([{"project": address.replace("gehe:im", "oud")}]), "utf-8")
    assert "oud" not in str(recent_projects())
    remember(Recent(address, Place("d", 7), "c"))
    written = paths.recent_file().read_text("utf-8")
    assert "gehe" not in written and "oud" not in written
    assert recent(address) == Recent(without_password(address), Place("d", 7), "c")
    assert len(recent_projects()) == 1


def test_a_password_goes_into_an_address_as_it_is_typed() -> None:
    address = with_password("postgresql://anna@host:5432/studie", "ge/h@im:")
    made = urlsplit(address)
    assert (made.username, unquote(made.password or ""), made.hostname, made.port) == ("anna", "ge/h@im:", "host", 5432)
    assert without_password(address) == "postgresql://anna@host:5432/studie"


async def test_a_server_that_wants_a_password_is_asked_again_with_the_one_that_is_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []

    def refusing(place: str, **_options: Any) -> session.Session:
        tried.append(place)
        raise ProjectError("The database does not answer: no password supplied.")

    monkeypatch.setattr(session, "open_session", refusing)
    app = CmoApp("postgresql://anna@host/studie")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, AskText))
        app.screen.query_one(Input).value = "geheim"
        await pilot.pause()
        assert "postgresql://anna@host/studie" in flat(app.screen) and "geheim" not in flat(app.screen)
        await pilot.press("enter")
        await until(pilot, lambda: len(tried) == 2 and isinstance(app.screen, AskText))
        assert tried == ["postgresql://anna@host/studie", "postgresql://anna:geheim@host/studie"]
        assert "geheim" not in flat(app.screen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#choices").display


async def test_a_screen_asked_for_while_the_study_is_being_opened_comes_when_it_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "a.cmo").close()
    may_open = threading.Event()
    really = session.open_session

    def slowly(*given: Any, **named: Any) -> session.Session:
        may_open.wait(20)
        return really(*given, **named)

    monkeypatch.setattr(session, "open_session", slowly)
    app = CmoApp(str(tmp_path / "a.cmo"))
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("f3")
        await pilot.pause()
        assert app.session is None
        may_open.set()
        await app.workers.wait_for_complete()
        for _ in range(100):
            if isinstance(app.screen, ReadScreen):
                break
            await pilot.pause(0.02)
        assert isinstance(app.screen, ReadScreen)


@pytest.mark.parametrize("keys", [("g", "r"), ("r",)])
async def test_the_tour_comes_after_the_study_that_is_being_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    make(tmp_path / "a.cmo").close()
    may_open, opened = threading.Event(), []
    really = session.open_session

    def slowly(place: str, *given: Any, **named: Any) -> session.Session:
        may_open.wait(20)
        opened.append(Path(place).name)
        return really(place, *given, **named)

    monkeypatch.setattr(session, "open_session", slowly)
    app = CmoApp(str(tmp_path / "a.cmo"))
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in keys:
            await press(pilot, key)
        assert app.session is None and not app.touring
        may_open.set()
        await until(pilot, lambda: app.session is not None and on_tour(app))
        assert opened == ["a.cmo", NAME]


async def test_a_study_that_comes_between_g_and_its_letter_takes_neither_away(tmp_path: Path) -> None:
    make(tmp_path / "a.cmo").close()
    app = CmoApp()
    async with app.run_test() as pilot:
        await press(pilot, "g")
        app.use_session(session.open_session(str(tmp_path / "a.cmo")))
        await until(pilot, lambda: app.session is not None)
        await press(pilot, "b")
        await until(pilot, lambda: isinstance(app.screen, CodebookScreen))


async def test_a_screen_of_a_study_that_is_left_before_it_was_seen_does_nothing(tmp_path: Path) -> None:
    for name in ("a.cmo", "b.cmo"):
        make(tmp_path / name).close()
    app = CmoApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.use_session(session.open_session(str(tmp_path / "a.cmo")))
        app.use_session(session.open_session(str(tmp_path / "b.cmo")))
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen) and app.screen.is_mounted)
        assert app.session is not None and app.session.project.path == tmp_path / "b.cmo"


async def test_a_study_that_is_being_made_is_said_until_it_is_there_and_keys_for_it_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    may_make = threading.Event()
    really = new_study._make

    def slowly(values: Mapping[str, str]) -> session.Session:
        may_make.wait(20)
        return really(values)

    monkeypatch.setattr(new_study, "_make", slowly)
    app = CmoApp(settings=Settings(language="nl", coder="Anna"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Nieuwe studie (n)" in flat(app.screen))
        await press(pilot, "n")
        await type_words(pilot, "Wijk")
        await press(pilot, "tab")
        await type_words(pilot, "Anna")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "De studie wordt gemaakt" in flat(app.screen))
        assert "Nieuwe studie (n)" not in flat(app.screen)
        await press(pilot, "f7")
        assert app.session is None
        may_make.set()
        await app.workers.wait_for_complete()
        await until(pilot, lambda: isinstance(app.screen, CodebookScreen))


async def test_a_study_that_cannot_be_made_brings_the_choices_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def refused(_values: Mapping[str, str]) -> session.Session:
        tried.append(1)
        raise ProjectError("The disk is full.")

    tried: list[int] = []
    monkeypatch.setattr(new_study, "_make", refused)
    app = CmoApp(settings=Settings(language="nl", coder="Anna"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Nieuwe studie (n)" in flat(app.screen))
        await press(pilot, "n")
        await type_words(pilot, "Wijk")
        await press(pilot, "tab")
        await type_words(pilot, "Anna")
        await press(pilot, "ctrl+s")
        await app.workers.wait_for_complete()
        await until(pilot, lambda: bool(tried) and isinstance(app.screen, Form))
        assert tried == [1]
        assert app.screen.query(Input).first().value == "Wijk"
        await press(pilot, "escape")
        assert "Nog een keer esc" in flat(app.screen), "what was typed is still nowhere else"
        await press(pilot, "escape")
        assert "Nieuwe studie (n)" in flat(app.screen)


async def test_the_collector_of_garbage_goes_on_when_the_first_frame_is_out() -> None:
    gc.disable()  # as the command does before it imports what that frame needs
    try:
        async with CmoApp().run_test() as pilot:
            await until(pilot, gc.isenabled)
    finally:
        gc.unfreeze()
        gc.enable()
