"""Member checks from the card and from the theories: of the version under the cursor, lapsed when it is reworded."""

from __future__ import annotations

from cmo_coder.model.checks import CheckOutcome
from cmo_coder.store.configuration_versions import edit_wording
from cmo_coder.store.theories import add_theory, new_theory_version
from cmo_coder.tui.screens.card import CardScreen
from cmo_coder.tui.screens.theories import TheoriesScreen
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import app_on, flat, press, type_words

__all__ = ["board"]
WIDE = (160, 48)


async def test_a_configuration_is_laid_before_a_session_from_its_card(board: BoardStudy) -> None:
    one = board.configurations[0]
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CardScreen)
        await press(pilot, "m")
        await type_words(pilot, "LS 1")
        await press(pilot, "ctrl+s", "ctrl+s")  # the session, and nobody is named
        assert "CMO 1, version 1" in flat(app.screen)
        await press(pilot, "ctrl+s", "tab")
        await type_words(pilot, "zo gaat het")
        await press(pilot, "ctrl+s")
        (said,) = board.now().check_outcomes
        assert said.configuration_version_id == board.now().version_of(one.id).id
        assert (said.outcome, said.quote) == (CheckOutcome.RECOGNISED, "zo gaat het")
        lines = "\n".join(line.words for line in screen.lines_of("evidence").lines)
        assert "recognised (LS 1)" in lines and "“zo gaat het”" in lines and "lapsed" not in lines
        edit_wording(board.project, one, sentence="Als er een plek is, komt men.")
        await pilot.pause()
        screen.show_all()
        await pilot.pause()
        lines = "\n".join(line.words for line in screen.lines_of("evidence").lines)
        assert "of version 1: lapsed, it was reworded since" in lines


async def test_a_version_of_a_theory_is_laid_before_a_session(board: BoardStudy) -> None:
    theory = add_theory(board.project, "Samen", "Als men kookt, dan komt men.")
    async with app_on(board.place, "theories", size=WIDE) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, TheoriesScreen)
        await press(pilot, "t")
        await type_words(pilot, "LS 2")
        await press(pilot, "ctrl+s", "ctrl+s", "ctrl+s", "ctrl+s")
        (said,) = board.now().check_outcomes
        assert said.programme_theory_version_id == board.now().versions_of_theory[theory.id][0].id
        assert "recognised (LS 2)" in flat(screen)
        new_theory_version(board.project, theory, "Als men eet, dan komt men.", "ronde 2")
        screen.show_all()
        await press(pilot, "home")
        assert "of version 0: lapsed" in flat(screen)
