"""The filter on claims: chosen once, it holds on every screen that lists claims, quotes or configurations."""

from __future__ import annotations

from cmo_coder.realist.filtering import EVERY_CLAIM, filter_of
from cmo_coder.store.configurations import edit_configuration
from cmo_coder.store.elements import Labels, add_element, assign
from cmo_coder.store.patterns import add_demi
from cmo_coder.store.theories import add_theory
from cmo_coder.tui.screens.card import CardScreen
from cmo_coder.tui.screens.contradictions import ContradictionsScreen
from cmo_coder.tui.screens.elements import ElementsScreen
from cmo_coder.tui.screens.export import ExportScreen
from cmo_coder.tui.screens.link import LinkScreen
from cmo_coder.tui.screens.patterns import PatternsScreen
from cmo_coder.tui.screens.pick_many import PickMany
from cmo_coder.tui.screens.quotes import QuotesDialog
from cmo_coder.tui.screens.theories import TheoriesScreen
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


async def test_of_the_elements_those_that_match_are_shown_and_the_chosen_one(board: BoardStudy) -> None:
    first = add_element(board.project, Labels("Zorg voor bezoek"))
    assign(board.project, first, board.configurations[0].id)
    second = add_element(board.project, Labels("Zorg voor koffie"))
    async with app_on(board.place, "elements", size=SIZE) as (app, pilot):
        assert app.session is not None
        screen = app.screen
        assert isinstance(screen, ElementsScreen)

        def shown() -> list[str]:
            return [one.id for one in screen.lines_of("elements").lines if one.about[0] == "effective_element"]

        everything = shown()
        assert {first.id, second.id} < set(everything)
        screen.choose_element(first.id)
        app.session.claim_filter = filter_of([("polarity", "works_not")])  # behind CMO 1
        screen.show_all()
        await pilot.pause()
        assert first.id in shown()
        assert second.id not in shown()
        assert f"{len(shown())}/{len(everything)} elements" in flat(screen)
        assert "no claim matches" not in flat(screen)
        await press(pilot, str(second.nr))
        assert second.id in shown()
        assert "no claim matches" in flat(screen)


async def test_headings_count_what_is_shown_of_how_many(board: BoardStudy) -> None:
    for one in board.configurations[:2]:
        edit_configuration(board.project, one, negative_case=True)
    async with app_on(board.place, "contradictions", size=SIZE) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ContradictionsScreen)

        def headings() -> list[str]:
            return [line.words for line in screen.left.lines if line.heading]

        assert "Negative cases (2)" in headings() and "Claims without configuration (1)" in headings()
        assert app.session is not None
        app.session.claim_filter = filter_of([("polarity", "works")])  # claims 1 and 2, behind CMO 1
        screen.show_all()
        await pilot.pause()
        assert "Negative cases (1/2)" in headings()
        assert not [one for one in headings() if one.startswith("Claims without")], "nothing is left under it"
        app.session.claim_filter = EVERY_CLAIM
        screen.words = "koken"
        screen.show_all()
        await pilot.pause()
        assert "Negative cases (1/2)" in headings(), "words narrow the numbers as well"
        await press(pilot, "g", "e")
        app.session.claim_filter = filter_of([("polarity", "works")])
        other = app.screen
        assert isinstance(other, ElementsScreen)
        other.show_all()
        await pilot.pause()
        assert "0/2 not assigned" in flat(other)


async def test_it_holds_for_patterns_and_theories(board: BoardStudy) -> None:
    one, two = board.configurations[:2]
    add_demi(board.project, "Eerste patroon", configuration_ids=[one.id])
    add_demi(board.project, "Tweede patroon", configuration_ids=[two.id], negative_ids=[one.id])
    add_demi(board.project, "Nog zonder")
    add_theory(board.project, "Rust", "Als er rust is", configuration_ids=[one.id])
    add_theory(board.project, "Losse theorie", "Als")
    async with app_on(board.place, "patterns", size=SIZE) as (app, pilot):
        assert app.session is not None
        app.session.claim_filter = filter_of([("polarity", "works_not")])  # claim 3, which contradicts CMO 1
        screen = app.screen
        assert isinstance(screen, PatternsScreen)
        screen.show_all()
        await pilot.pause()
        assert [line.words.split("  ")[0] for line in screen.left.lines] == ["Eerste patroon", "Tweede patroon"]
        shown = [line.about[1] for line in screen.right.lines if line.about[0] == "configuration"]
        assert shown == [one.id]
        assert "only claims with Polarity: does not work" in flat(screen)
        await press(pilot, "g", "p")
        theories = app.screen
        assert isinstance(theories, TheoriesScreen)
        assert [line.words for line in theories.left.lines if line.heading] == ["Rust"]
        app.session.claim_filter = filter_of([("status", "hearsay")])
        theories.show_all()
        await pilot.pause()
        assert "Nothing matches" in flat(theories)


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
