"""Near-duplicates and possible rivals of a configuration on its card: proposed, taken, refused."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from cmo_coder.model.canonical import Direction, Role
from cmo_coder.model.configurations import Configuration, ConfigurationRelation, RelationType
from cmo_coder.model.suggestions import SuggestionOutcome
from cmo_coder.store.canonical import add_canonical
from cmo_coder.store.configurations import add_configuration
from cmo_coder.store.suggestions import outcomes_of
from cmo_coder.tui.screens.card import CardScreen
from cmo_coder.tui.screens.proposals import ProposalsDialog
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import app_on, flat, press

__all__ = ["board"]


@pytest.fixture
def pair(board: BoardStudy) -> tuple[Configuration, Configuration, Configuration]:
    """A configuration, one that is nearly the same, and one with the same strategy and the opposite outcome."""
    project = board.project
    table = add_canonical(project, Role.I, "een tafel op het plein")
    comes = add_canonical(project, Role.O, "buren komen", direction=Direction.PLUS)
    stays = add_canonical(project, Role.O, "buren blijven weg", direction=Direction.MINUS)
    slots = {Role.I: [table.id], Role.O: [comes.id]}
    one, same = (add_configuration(project, slots, label=name) for name in ("tafel", "tafeltje"))
    return one, same, add_configuration(project, {Role.I: [table.id], Role.O: [stays.id]}, label="leeg plein")


async def ask(pilot: Pilot[None], one: Configuration) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, CardScreen)
    screen.show_configuration(one.id)
    await pilot.pause()
    await press(pilot, "A")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return flat(pilot.app.screen)


def relations(study: BoardStudy, one: Configuration) -> list[tuple[RelationType, str, bool]]:
    with study.project.read() as reading:
        return [(row.type, row.to_id, row.suggested) for row in reading.all(ConfigurationRelation, from_id=one.id)]


Pair = tuple[Configuration, Configuration, Configuration]


async def test_both_are_proposed_with_their_reasons(board: BoardStudy, pair: Pair) -> None:
    async with app_on(board.place, "card") as (app, pilot):
        shown = await ask(pilot, pair[0])
        assert "tafeltje" in shown and "nearly the same" in shown
        assert "leeg plein" in shown and "possible rival" in shown
        await press(pilot, "question_mark")
        assert "I: een tafel op het plein" in flat(app.screen) and "made by configuration" in flat(app.screen)


async def test_a_rival_is_taken_as_that_and_not_proposed_again(board: BoardStudy, pair: Pair) -> None:
    one, _same, rival = pair
    async with app_on(board.place, "card") as (_app, pilot):
        await ask(pilot, one)
        await press(pilot, "2")
        await pilot.pause()
        assert relations(board, one) == [(RelationType.RIVAL, rival.id, True)]
        assert [told.outcome for told in outcomes_of(board.project)] == [SuggestionOutcome.ACCEPTED]
        assert "possible rival" not in await ask(pilot, one)


async def test_of_two_that_are_nearly_the_same_the_relation_is_asked_for(board: BoardStudy, pair: Pair) -> None:
    one, same, _rival = pair
    async with app_on(board.place, "card") as (_app, pilot):
        await ask(pilot, one)
        await press(pilot, "tab", "3")
        await pilot.pause()
        assert relations(board, one) == [(RelationType.SPECIALISATION, same.id, False)]
        assert [told.outcome for told in outcomes_of(board.project)] == [SuggestionOutcome.CHANGED]


async def test_x_refuses_one_and_shows_the_other(board: BoardStudy, pair: Pair) -> None:
    async with app_on(board.place, "card") as (app, pilot):
        await ask(pilot, pair[0])
        await press(pilot, "x")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, ProposalsDialog)
        assert "nearly the same" not in flat(app.screen) and "possible rival" in flat(app.screen)
        assert [told.outcome for told in outcomes_of(board.project)] == [SuggestionOutcome.REJECTED]
