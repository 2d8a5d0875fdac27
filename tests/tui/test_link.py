"""Linking claims: what stands beside a claim, and what one key does."""

from __future__ import annotations

import pytest

from cmo_coder.model.canonical import Role
from cmo_coder.model.fragments import Stance
from cmo_coder.model.suggestions import Suggestion, SuggestionKind, SuggestionOutcome
from cmo_coder.tui.screens.link import LinkScreen
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import app_on, flat, press, type_words, until

__all__ = ["board"]


def stances(study: BoardStudy, claim: int) -> dict[int, Stance]:
    """The stance of a claim by number of the configuration."""
    snapshot = study.now()
    rows = snapshot.evidence_of_claim.get(study.claims[claim - 1].id, ())
    return {snapshot.configuration_of(row.configuration_version_id).number: row.stance for row in rows}


async def test_a_claim_without_a_configuration_comes_first_with_what_it_is_most_like(board: BoardStudy) -> None:
    async with app_on(board.place, "link") as (app, _pilot):
        screen = app.screen
        assert isinstance(screen, LinkScreen)
        assert screen.claim_id == board.claims[3].id
        assert screen.configuration_id == board.configurations[2].id
        text = flat(screen)
        assert "1 claim without a configuration" in text
        assert "CMO 3 plek 100%" in text
        assert "= een vaste plek" in text
        assert "hoped" in text


async def test_two_keys_link_a_claim(board: BoardStudy) -> None:
    async with app_on(board.place, "link") as (app, pilot):
        await press(pilot, "2", "w")
        assert stances(board, 4) == {2: Stance.CONTRADICTS}
        screen = app.screen
        assert isinstance(screen, LinkScreen)
        assert screen.claim_id == board.claims[3].id, "the claim does not jump away from under the cursor"
        assert next(line.id for line in screen.lines_of("claims").lines) == board.claims[3].id
        await press(pilot, "1", "s")
        assert stances(board, 4) == {2: Stance.CONTRADICTS, 3: Stance.SUPPORTS}
        await press(pilot, "x")
        assert stances(board, 4) == {2: Stance.CONTRADICTS}
        await press(pilot, "u")
        assert stances(board, 4) == {2: Stance.CONTRADICTS, 3: Stance.SUPPORTS}


async def test_keys_that_come_faster_than_the_screen_mean_what_the_cursor_was_on(board: BoardStudy) -> None:
    async with app_on(board.place, "link") as (app, pilot):
        for key in ("2", "w", "j", "1", "f"):
            app.simulate_key(key)
        await until(pilot, lambda: stances(board, 1).get(1) is Stance.REFINES)
        assert stances(board, 4) == {2: Stance.CONTRADICTS}


async def test_a_refining_claim_can_bring_its_slots_into_a_new_version(board: BoardStudy) -> None:
    async with app_on(board.place, "link") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, LinkScreen)
        screen.lines_of("claims").go_to(board.claims[0].id)
        await press(pilot, "f", "V", "ctrl+s")
        snapshot = board.now()
        assert len(snapshot.versions_of_configuration[board.configurations[0].id]) == 1, "nothing differs: no version"
        await until(pilot, lambda: screen.claim_id == board.claims[0].id)
        screen.lines_of("near").go_to(board.configurations[1].id)
        await press(pilot, "f", "V", "ctrl+s")
        await type_words(pilot, "plek")
        await press(pilot, "ctrl+s")
        snapshot = board.now()
        versions = snapshot.versions_of_configuration[board.configurations[1].id]
        assert [version.reason for version in versions] == ["", "plek"]
        labels = [element.label for element in snapshot.slots(versions[1].id, Role.C)]
        assert labels == ["een vaste plek"]
        assert stances(board, 1)[2] is Stance.REFINES


async def test_a_new_configuration_is_made_of_a_claim(board: BoardStudy) -> None:
    async with app_on(board.place, "link") as (app, pilot):
        await press(pilot, "n")
        await type_words(pilot, "hoop")
        await press(pilot, "enter")
        snapshot = board.now()
        made = [one for one in snapshot.configurations.values() if one.label == "hoop"]
        assert [one.number for one in made] == [4]
        assert stances(board, 4) == {4: Stance.SUPPORTS}
        assert "CMO 4 hoop" in flat(app.screen)


async def test_any_configuration_can_be_chosen_by_name(board: BoardStudy) -> None:
    async with app_on(board.place, "link") as (_app, pilot):
        await press(pilot, "t")
        await type_words(pilot, "kok")
        await press(pilot, "enter", "f")
        assert stances(board, 4) == {1: Stance.REFINES}


async def test_the_chosen_configuration_opens_as_a_card_and_escape_leads_back(board: BoardStudy) -> None:
    async with app_on(board.place, "link") as (app, pilot):
        await press(pilot, "2", "c")
        await until(pilot, lambda: "CMO card" in flat(app.screen))
        assert "CMO 2 · zorg" in flat(app.screen)
        await press(pilot, "escape")
        assert isinstance(app.screen, LinkScreen)
        assert app.screen.configuration_id == board.configurations[1].id


async def test_what_shares_nothing_is_no_candidate_and_stays_to_be_found_by_name(
    board: BoardStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claim 3 shares nothing with CMO 2, which is linked by name and then stands there, so that it can be taken off."""
    monkeypatch.setattr("cmo_coder.realist.similarity.LEAST_TEXT", 2.0)  # words are compared in a worker: not here
    async with app_on(board.place, "link") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, LinkScreen)
        screen.lines_of("claims").go_to(board.claims[2].id)
        await until(pilot, lambda: screen.lines_of("words").lines[0].title == "Claim 3")
        assert [line.id for line in screen.lines_of("near").lines] == [board.configurations[0].id]
        await press(pilot, "t")
        await type_words(pilot, "zorg")
        await press(pilot, "enter", "f")
        assert [line.id for line in screen.lines_of("near").lines] == [one.id for one in board.configurations[:2]]
        await press(pilot, "2", "x")
        assert stances(board, 3) == {1: Stance.CONTRADICTS}


async def test_where_no_configuration_is_like_the_claim_the_screen_says_so(
    board: BoardStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cmo_coder.store.claims import unlink_claim
    from cmo_coder.store.configurations import remove_configuration

    monkeypatch.setattr("cmo_coder.realist.similarity.LEAST_TEXT", 2.0)
    (row,) = board.now().evidence_of_claim[board.claims[2].id]
    unlink_claim(board.project, row)
    remove_configuration(board.project, board.configurations[0])
    async with app_on(board.place, "link") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, LinkScreen)
        screen.lines_of("claims").go_to(board.claims[2].id)
        said = "No configuration is like this claim: n makes a new one of it, t chooses one by name."
        await until(pilot, lambda: said in flat(app.screen))
        await press(pilot, "s", "1")
        assert stances(board, 3) == {}
        await press(pilot, "t", "enter", "s")
        assert stances(board, 3) == {2: Stance.SUPPORTS}


async def test_an_empty_study_says_what_to_do(board: BoardStudy) -> None:
    from cmo_coder.store.claims import remove_claim

    for claim in board.claims:
        remove_claim(board.project, claim)
    async with app_on(board.place, "link", size=(80, 24)) as (app, pilot):
        assert "There are no claims yet. Press F3" in flat(app.screen)
        await press(pilot, "s", "n", "1", "x", "enter")
        assert isinstance(app.screen, LinkScreen)


def kept(study: BoardStudy) -> list[tuple[SuggestionKind, SuggestionOutcome | None, int | None]]:
    """What became of what was proposed: kind, outcome, rank."""
    with study.project.read() as reading:
        rows = reading.all(Suggestion, order=("at", "id"))
    return [(one.kind, one.outcome, one.rank) for one in rows]


CONFIGURATION = SuggestionKind.CONFIGURATION


async def test_a_proposed_configuration_that_is_taken_is_kept_and_marked(board: BoardStudy) -> None:
    async with app_on(board.place, "link") as (app, pilot):
        await press(pilot, "2", "w")
        assert kept(board) == [(CONFIGURATION, SuggestionOutcome.ACCEPTED, 2)]
        rows = board.now().evidence_of_claim[board.claims[3].id]
        assert [row.suggested for row in rows] == [True]
        await press(pilot, "s")  # another stance of the same is no other suggestion
        assert len(kept(board)) == 1
        await press(pilot, "u", "u")
        assert kept(board) == [] and stances(board, 4) == {}
        assert app.screen.ID == "link"  # type: ignore[attr-defined]


async def test_x_refuses_what_is_only_proposed_and_it_does_not_come_again(board: BoardStudy) -> None:
    async with app_on(board.place, "link") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, LinkScreen)
        refused = screen.configuration_id
        await press(pilot, "x")
        assert kept(board) == [(CONFIGURATION, SuggestionOutcome.REJECTED, 1)]
        assert refused not in [line.id for line in screen.lines_of("near").lines]
        screen.lines_of("claims").go_to(board.claims[0].id)
        await pilot.pause()
        screen.lines_of("claims").go_to(board.claims[3].id)
        await pilot.pause()
        assert refused not in [line.id for line in screen.lines_of("near").lines]
        await press(pilot, "u")
        await pilot.pause()
        assert refused in [line.id for line in screen.lines_of("near").lines]


async def test_a_new_configuration_in_the_place_of_the_proposed_is_changed(board: BoardStudy) -> None:
    async with app_on(board.place, "link") as (_app, pilot):
        await press(pilot, "n")
        await press(pilot, "enter")
        await pilot.pause()
        assert kept(board) == [(CONFIGURATION, SuggestionOutcome.CHANGED, 1)]
        assert [row.suggested for row in board.now().evidence_of_claim[board.claims[3].id]] == [False]
