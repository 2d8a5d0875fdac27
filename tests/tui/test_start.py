"""The start screen: what it shows of places, and opening a study on a database server."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.dialogs import AskText
from cmo_coder.tui.screens.start import shown_place


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
