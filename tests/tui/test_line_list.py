"""The list of lines: where the cursor stays, what hangs under what, and how little is painted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.pilot import Pilot

from cmo_coder.settings import Settings
from cmo_coder.tui.widgets.line_list import Line, LineList, blank, heading, height_of
from tests.tui.screen_text import screen_text


class ListApp(App[None]):
    """Shows one list of lines."""

    CSS = "LineList { width: 20; height: 6; }"

    def __init__(self, lines: Sequence[Line], *, ascii_only: bool = False) -> None:
        super().__init__()
        self.settings = Settings(ascii=ascii_only)
        self._lines = lines

    def compose(self) -> ComposeResult:
        yield LineList()

    def on_mount(self) -> None:
        lines = self.query_one(LineList)
        lines.show(self._lines)
        lines.focus()


@asynccontextmanager
async def showing(lines: Sequence[Line], **how: Any) -> AsyncIterator[tuple[LineList, Pilot[None]]]:
    app = ListApp(lines, **how)
    async with app.run_test(size=(24, 8)) as pilot:
        await pilot.pause()
        yield app.query_one(LineList), pilot


def rows(lines: LineList) -> list[str]:
    return [row.rstrip(" ▁▂▃▄▅▆▇█") for row in screen_text(lines.screen).splitlines()]


def numbered(n: int) -> list[Line]:
    return [Line(str(nr), f"line {nr}") for nr in range(n)]


async def test_what_wraps_stays_to_the_right_of_what_stands_before_it() -> None:
    async with showing([Line("a", "one two three four", lead="C", indent=4)]) as (lines, _pilot):
        assert rows(lines)[:2] == [" C   one two", "     three four"]


async def test_the_cursor_passes_over_headings_and_the_first_one_can_be_seen_again() -> None:
    made = [heading("h", "Top"), *numbered(9), blank("b"), heading("h2", "End"), Line("x", "last")]
    async with showing(made) as (lines, pilot):
        assert lines.line is not None and lines.line.id == "0"
        await pilot.press("end")
        assert lines.line.id == "x"
        await pilot.press("j")
        assert lines.line.id == "x", "the last stays the last"
        await pilot.press("home", "k")
        assert lines.line.id == "0"
        await pilot.pause()
        assert rows(lines)[0].strip() == "Top"


async def test_the_cursor_stays_on_its_line_and_near_its_place_where_that_is_gone() -> None:
    async with showing(numbered(8)) as (lines, _pilot):
        assert lines.go_to("5")
        lines.show([Line("new", "before"), *numbered(8)])
        assert lines.line is not None and lines.line.id == "5"
        lines.show([line for line in lines.lines if line.id != "5"])
        assert lines.line.id == "6"
        lines.show(numbered(8), "2")
        assert lines.line.id == "2"
        assert not lines.go_to("nowhere")


async def test_a_step_paints_the_two_lines_that_changed_and_lays_out_nothing() -> None:
    async with showing(numbered(5)) as (_lines, pilot):
        painted: list[Region] = []
        laid_out: list[bool] = []
        plain = LineList.refresh

        def counted(self: LineList, *regions: Region, layout: bool = False, **how: Any) -> LineList:
            painted.extend(regions or [Region(0, 0, 20, 6)])
            laid_out.append(layout)
            return plain(self, *regions, layout=layout, **how)

        LineList.refresh = counted  # type: ignore[method-assign, assignment]
        try:
            await pilot.press("j")
        finally:
            LineList.refresh = plain  # type: ignore[method-assign]
        assert sorted(region.y for region in painted) == [0, 1]
        assert all(region.height == 1 for region in painted)
        assert not any(laid_out)


async def test_other_lines_in_the_same_place_need_no_new_layout() -> None:
    async with showing(numbered(20)) as (lines, pilot):
        asked: list[bool] = []
        screen = lines.screen
        plain = type(screen)._refresh_layout
        type(screen)._refresh_layout = lambda self, *a, **k: (asked.append(True), plain(self, *a, **k))[1]  # type: ignore
        try:
            lines.show(numbered(30))
            await pilot.pause()
        finally:
            type(screen)._refresh_layout = plain  # type: ignore[method-assign]
        assert not asked
        lines.show(numbered(2))
        await pilot.pause()
        assert rows(lines)[:3] == [" line 0", " line 1", ""]


async def test_a_plain_terminal_gets_plain_signs() -> None:
    async with showing([Line("a", "● “ja” …", lead="→", indent=2)], ascii_only=True) as (lines, _pilot):
        assert rows(lines)[0] == ' > * "ja" .'


WORDS = st.lists(
    st.sampled_from(["a", "een", "woord", "langwoord", "", "  ", "漢字", "↔", "\t", "x-y-z", "12345678901234567890"]),
    max_size=12,
).map(" ".join)


@given(st.one_of(WORDS, st.lists(WORDS, max_size=3).map("\n".join)), st.integers(1, 30))
def test_the_rows_that_are_counted_are_those_of_the_layout(plain: str, width: int) -> None:
    assert height_of(plain, width) == max(1, Content(plain).get_height({}, width))
