"""Where messages stand: a short one over the title line, a long one where it covers no words of the work."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from cmo_coder.settings import Settings
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.dialogs import Confirm
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.session import open_session
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import flat, screen_text, until
from tests.tui.test_read import make

__all__ = ["board"]
LAST = "as one sees"
LONG = (
    "“Vertrouwd gezicht” looks like “Vertrouwen” and “Bekend gezicht”. One and the same? u takes it back, "
    "v in the codebook (F7) merges; and this goes on until the second line is full in a wide window as well, "
    "which takes quite some words, as one sees."
)
SIZES = [(80, 24), (160, 48)]


@asynccontextmanager
async def shown(place: str | Path, name: str, size: tuple[int, int]) -> AsyncIterator[tuple[CmoApp, Any]]:
    """A screen of a study, with its messages, which tests do not show otherwise."""
    app = CmoApp(settings=Settings(language="en"))
    async with app.run_test(size=size, notifications=True) as pilot:
        app.use_session(open_session(str(place), with_backup=False), name)
        await pilot.pause()
        await pilot.pause()
        yield app, pilot


def _words(lines: list[str]) -> list[str]:
    """Lines without scrollbars and maps, which become lower."""
    return [" ".join(re.sub("[▁▂▃▄▅▆▇█▏▎▍│]", " ", line).split()) for line in lines]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["read", "overview", "elements", "card"])
async def test_a_long_message_covers_nothing_of_a_screen(board: BoardStudy, name: str, size: tuple[int, int]) -> None:
    async with shown(board.place, name, size) as (app, pilot):
        before = screen_text(app.screen).splitlines()
        app.warn(LONG)
        await until(pilot, lambda: LAST in flat(app.screen).replace("▌ ", ""))
        await pilot.pause()
        lines = screen_text(app.screen).splitlines()
        of_message = [nr for nr, line in enumerate(lines) if "▌" in line]
        assert len(of_message) > 1, "it is a message of more than one line"
        above = slice(1, of_message[0] - 3)  # the strip of the open claim moves up with the keys
        assert _words(lines[above]) == _words(before[above]), "what stands above it stays where it is"
        assert lines[-1] == before[-1], "the keys stay in sight"
        app.clear_notifications()
        await until(pilot, lambda: screen_text(app.screen).splitlines() == before)


async def test_the_caret_stays_in_sight_above_a_long_message(tmp_path: Path) -> None:
    after = "".join(f"\nInterviewer: Regel {nr} van het gesprek." for nr in range(60))
    make(tmp_path / "p.cmo", after=after).close()
    async with shown(tmp_path / "p.cmo", "read", (80, 24)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadScreen)
        reader = screen.reader
        text = reader.text
        reader.move_to(text.index("Regel 40"))
        await until(pilot, lambda: "Regel 40" in screen_text(screen))
        while "Regel 41" in screen_text(screen):
            reader.scroll_relative(y=-1, animate=False)  # until the caret is on the last line that is seen
            await pilot.pause()
        app.warn(LONG)
        await until(pilot, lambda: LAST in flat(screen).replace("▌ ", ""))
        await pilot.pause()
        assert "Regel 40" in screen_text(screen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_message_covers_no_word_of_a_dialog(board: BoardStudy, size: tuple[int, int]) -> None:
    async with shown(board.place, "overview", size) as (app, pilot):
        app.push_screen(Confirm("Really remove it?"))
        await until(pilot, lambda: "Really remove it?" in screen_text(app.screen))
        app.warn(LONG)
        await until(pilot, lambda: LAST in flat(app.screen).replace("▌ ", ""))
        assert "Really remove it?" in screen_text(app.screen)
        assert "Yes (y)" in screen_text(app.screen)


async def test_a_short_message_stands_over_the_title_and_moves_nothing(board: BoardStudy) -> None:
    async with shown(board.place, "overview", (80, 24)) as (app, pilot):
        before = screen_text(app.screen).splitlines()
        app.tell("Undone: code added")
        await until(pilot, lambda: "Undone" in screen_text(app.screen))
        lines = screen_text(app.screen).splitlines()
        assert "Undone" in lines[0]
        assert lines[1:] == before[1:]


async def test_of_many_things_done_after_each_other_the_last_are_told_and_warnings_stay(board: BoardStudy) -> None:
    async with shown(board.place, "overview", (80, 24)) as (app, pilot):
        before = screen_text(app.screen).splitlines()
        app.warn("Careful: look here")
        for nr in range(20):
            app.tell(f"Undone: act {nr}")
        await until(pilot, lambda: "act 19" in screen_text(app.screen))
        await pilot.pause()
        lines = screen_text(app.screen).splitlines()
        assert ["act" in line or "Careful" in line for line in lines[:4]] == [True, True, True, False]
        assert "act 18" in screen_text(app.screen) and "act 17" not in screen_text(app.screen)
        assert lines[3:] == before[3:]


async def test_many_messages_after_each_other_leave_no_gap(board: BoardStudy) -> None:
    async with shown(board.place, "overview", (80, 24)) as (app, pilot):
        for _time in range(6):
            app.push_screen(Confirm("Really remove it?"))
            await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen.is_mounted)
            app.screen.dismiss(True)
            app.warn(LONG)
            await until(pilot, lambda: LAST in flat(app.screen).replace("▌ ", ""))
        await pilot.pause()
        of_message = [nr for nr, line in enumerate(screen_text(app.screen).splitlines()) if "▌" in line]
        assert of_message == list(range(23 - len(of_message), 23)), "all of it, right above the keys"


async def test_a_message_is_read_to_its_end_whatever_its_length(board: BoardStudy) -> None:
    async with shown(board.place, "overview", (80, 24)) as (app, pilot):
        before = screen_text(app.screen).splitlines()
        for letters in (72, 75, 76, 77, 78, 79, 81):
            app.warn(("een twee drie vier vijf zes " * 4)[: letters - 6] + f" eind{letters % 10}")
            await until(pilot, lambda letters=letters: f"eind{letters % 10}" in screen_text(app.screen))
            assert screen_text(app.screen).splitlines()[1:20] == before[1:20], "one line, or below"
            app.clear_notifications()
            await until(pilot, lambda: screen_text(app.screen).splitlines() == before)
