"""The start screen: what it shows of places, and opening a study on a database server."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from cmo_coder.tui import session
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.dialogs import AskText
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.screens.start import shown_place
from tests.tui.test_read import make


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("postgresql://anna:gehe:im@host/studie", "postgresql://anna@host/studie"),
        ("postgresql://anna@host:5432/studie", "postgresql://anna@host:5432/studie"),
        ("postgresql://host/studie", "postgresql://host/studie"),
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
