"""The filter on claims: chosen once, it holds on every screen that lists claims, quotes or configurations."""

from __future__ import annotations

from cmo_coder.realist.filtering import filter_of
from cmo_coder.tui.screens.card import CardScreen
from cmo_coder.tui.screens.contradictions import ContradictionsScreen
from cmo_coder.tui.screens.elements import ElementsScreen
from cmo_coder.tui.screens.export import ExportScreen
from cmo_coder.tui.screens.link import LinkScreen
from cmo_coder.tui.screens.pick_many import PickMany
from cmo_coder.tui.screens.quotes import QuotesDialog
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import app_on, flat, press, type_words, until

__all__ = ["board"]
SIZE = (160, 48)


async def test_one_key_asks_which_claims_and_the_list_shows_only_those(board: BoardStudy) -> None:
    async with app_on(board.place, "link", size=SIZE) as (app, pilot):
        await press(pilot, "ctrl+f")
        assert isinstance(app.screen, PickMany)
        assert "Epistemic status: hoped 1 claim" in flat(app.screen)
        await type_words(pilot, "hoped")
        await press(pilot, "enter", "ctrl+s")
        screen = app.screen
        assert isinstance(screen, LinkScreen)
        assert [line.id for line in screen.lines_of("claims").lines] == [board.claims[3].id]
        assert "only claims with Epistemic status: hoped (ctrl+f)" in flat(screen)
        await press(pilot, "ctrl+f", "enter", "ctrl+s")
        assert len(screen.lines_of("claims").lines) == 4, "taken off again"


async def test_it_holds_for_configurations_and_evidence_on_the_card(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=SIZE) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CardScreen)
        assert len(screen.lines_of("list").lines) == 3
        assert app.session is not None
        app.session.claim_filter = filter_of([("polarity", "works_not")])
        screen.show_all()
        await pilot.pause()
        assert [line.id for line in screen.lines_of("list").lines] == [board.configurations[0].id]
        shown = [line.title for line in screen.lines_of("evidence").lines if line.about[0] == "evidence"]
        assert shown == ["claim 3"]


async def test_it_holds_on_the_board_and_among_contradictions(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=SIZE) as (app, pilot):
        assert app.session is not None
        app.session.claim_filter = filter_of([("status", "hoped")])
        screen = app.screen
        assert isinstance(screen, ElementsScreen)
        screen.show_all()
        await pilot.pause()
        assert not [one for one in screen.lines_of("configurations").lines if one.about[0] == "configuration"]
        await press(pilot, "g", "t")
        other = app.screen
        assert isinstance(other, ContradictionsScreen)
        claims = {line.about[1] for line in other.left.lines if line.about[0] == "claim"}
        assert claims == {board.claims[3].id}
        app.session.claim_filter = filter_of([("status", "hearsay")])
        other.show_all()
        await pilot.pause()
        assert "Nothing matches" in flat(other)


async def test_quotes_show_those_that_match_and_one_key_shows_all(board: BoardStudy) -> None:
    async with app_on(board.place, "link", size=SIZE) as (app, pilot):
        assert app.session is not None
        app.session.claim_filter = filter_of([("status", "hoped")])
        ids = board.now().fragments_of_claims(one.id for one in board.claims)
        QuotesDialog.show(app, "meer bezoek", ids)
        await pilot.pause()
        assert f"2 of {len(ids)} quotes, only claims with Epistemic status: hoped" in flat(app.screen)
        await press(pilot, "f")
        assert f"{len(ids)} quotes (f: only" in flat(app.screen)


async def test_a_table_is_made_and_written_of_the_claims_that_match(board: BoardStudy) -> None:
    async with app_on(board.place, "export", size=SIZE) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ExportScreen)
        assert app.session is not None
        app.session.claim_filter = filter_of([("polarity", "works_not")])
        screen.show_all()
        await until(pilot, lambda: screen.table is not None and bool(screen.table.notes))
        assert screen.table is not None
        assert "werkt niet" in screen.table.notes[0]
