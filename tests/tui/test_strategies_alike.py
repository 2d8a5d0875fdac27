"""Strategies that may say the same, on the board: seen, merged with a reason, kept apart, and taken back."""

from __future__ import annotations

from cmo_coder.store.strategies import add_strategy
from cmo_coder.tui.screens.elements import ElementsScreen
from cmo_coder.tui.screens.strategies_alike import AlikeDialog
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import app_on, flat, press, type_words

__all__ = ["board"]
SIZE = (160, 48)


def texts(study: BoardStudy) -> list[str]:
    """The strategies of the study."""
    return sorted(one.text for one in study.now().strategies.values())


async def test_two_become_one_by_two_keys_and_a_reason(board: BoardStudy) -> None:
    add_strategy(board.project, board.elements[1], "Samen elke week koken")
    async with app_on(board.place, "elements", size=SIZE) as (app, pilot):
        assert isinstance(app.screen, ElementsScreen)
        assert "looks like 2.1 (D)" in flat(app.screen)
        await press(pilot, "D")
        assert isinstance(app.screen, AlikeDialog)
        shown = flat(app.screen)
        assert "1 pair of strategies that may say the same" in shown
        assert "share the words: kook, elke, week, samen" in shown or "share the words: elke, week, samen" in shown
        await press(pilot, "enter", "2")
        await type_words(pilot, "zelfde")
        await press(pilot, "ctrl+s")
        assert texts(board) == ["Samen elke week koken", "Vraag buren"]
        assert len(next(iter(board.now().claims_of_strategy.values()))) == 1, "the claim went along"
        await press(pilot, "u")
        assert texts(board) == ["Kook elke week samen", "Samen elke week koken", "Vraag buren"]


async def test_two_that_differ_are_not_proposed_again(board: BoardStudy) -> None:
    add_strategy(board.project, board.elements[1], "Samen elke week koken")
    async with app_on(board.place, "elements", size=SIZE) as (app, pilot):
        await press(pilot, "D", "enter", "x")
        await type_words(pilot, "anders")
        await press(pilot, "ctrl+s", "D")
        assert isinstance(app.screen, ElementsScreen), "nothing is left to judge"
        assert len(texts(board)) == 3
        (decision,) = board.now().decisions.values()
        assert decision.why == "anders"
