"""Words that stand as high as those before them, also where a place cuts off what is more."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from cmo_coder.tui.widgets.heights import is_as_high


class PlaceApp(App[None]):
    """One place of at most three lines."""

    CSS = "#place { height: auto; max-height: 3; padding: 0 1; }"

    def compose(self) -> ComposeResult:
        yield Static(id="place", markup=False)


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [("a", "b", True), ("a", "b\nc", False), ("a\nb\nc", "1\n2\n3\n4\n5", True), ("1\n2\n3\n4", "a\nb", False)],
)
async def test_words_are_as_high(before: str, now: str, same: bool) -> None:
    async with PlaceApp().run_test(size=(20, 8)) as pilot:
        place = pilot.app.query_one("#place", Static)
        place.update(before)
        await pilot.pause()
        assert is_as_high(place, now) is same
