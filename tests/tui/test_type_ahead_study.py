"""Typing faster than a study opens, and faster than the palette finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.codebook import CodebookScreen
from cmo_coder.tui.screens.dialogs import Form
from cmo_coder.tui.screens.overview import OverviewScreen
from cmo_coder.tui.screens.pick_files import PickFiles
from cmo_coder.tui.screens.start import StartScreen
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import flat, until

__all__ = ["board"]
NAMES = {"\r": "enter", ":": "colon"}


def type_at_once(app: CmoApp, *keys: str) -> None:
    """Everything in one go, as a terminal hands over what was typed while the program was busy."""
    for key in keys:
        app.post_message(events.Key(NAMES.get(key, key), key if len(key) == 1 else None))


def named(app: CmoApp) -> str:
    """The name in the form on top; none where it is not there yet."""
    return "".join(one.value for one in app.screen.query("#f-name").results(Input))


async def test_what_is_typed_after_g_and_a_letter_while_a_study_opens_goes_to_that_screen(board: BoardStudy) -> None:
    app = CmoApp(str(board.place))
    async with app.run_test(size=(80, 24)) as pilot:
        type_at_once(app, *"gdl")
        await until(pilot, lambda: isinstance(app.screen, PickFiles))


async def test_words_for_a_form_of_a_screen_that_was_asked_for_while_a_study_opens(board: BoardStudy) -> None:
    app = CmoApp(str(board.place))
    async with app.run_test(size=(80, 24)) as pilot:
        type_at_once(app, "f7", *"aNieuw")
        await until(pilot, lambda: named(app) == "Nieuw")
        assert any(isinstance(one, CodebookScreen) for one in app.screen_stack)


async def test_keys_for_a_study_that_does_not_open_go_nowhere(tmp_path: Path) -> None:
    app = CmoApp(str(tmp_path / "gone.cmo"))
    async with app.run_test(size=(80, 24)) as pilot:
        type_at_once(app, "f7", *"no")  # on the start screen n makes a new study, and o asks for a file
        await until(pilot, lambda: "Look around in the example study" in flat(app.screen))
        await pilot.pause()
        assert isinstance(app.screen, StartScreen)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, Form))


@pytest.mark.parametrize("words", ["codebook", "codeb"])
async def test_a_command_and_what_follows_can_be_typed_at_once(board: BoardStudy, words: str) -> None:
    app = CmoApp(str(board.place))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        type_at_once(app, ":", *words, "\r", *"aNieuw")
        await until(pilot, lambda: named(app) == "Nieuw")
        assert any(isinstance(one, CodebookScreen) for one in app.screen_stack)
