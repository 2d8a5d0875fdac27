"""The element board: assigning, splitting, merging, wording, strategies, omkering, member checks, and its numbers."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from cmo_coder.model.checks import CheckOutcome
from cmo_coder.model.effective_elements import (
    EffectiveElement,
    EffectiveElementVersion,
    ElementChange,
    ElementConfiguration,
    ElementStatus,
    ElementTheme,
    OmkeringStatus,
    Strategy,
    StrategyClaim,
    StrategySource,
)
from cmo_coder.model.fragments import Stance
from cmo_coder.store.configurations import log_search
from cmo_coder.store.elements import Labels, new_element_version
from cmo_coder.store.member_checks import add_member_check
from cmo_coder.store.strategies import add_strategy
from cmo_coder.tui.screens.card import CardScreen
from cmo_coder.tui.screens.elements import ElementsScreen
from cmo_coder.tui.screens.quotes import QuotesDialog
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.widgets.line_list import LineList
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import app_on, flat, press, screen_text, type_words, until

__all__ = ["board"]
NARROW = (80, 24)
WIDE = (160, 48)


def board_of(screen: Any) -> ElementsScreen:
    """The screen, which must be the board."""
    assert isinstance(screen, ElementsScreen)
    return screen


def words_of(screen: ElementsScreen, column: str) -> list[str]:
    """The lines of a column."""
    return [line.words for line in screen.lines_of(column).lines]


async def on_line(pilot: Pilot[Any], screen: ElementsScreen, column: str, id_: str) -> None:
    """Put the cursor on a line of a column."""
    screen.go_to_column(column)
    lines = screen.lines_of(column)
    assert lines.go_to(id_), [line.id for line in lines.lines]
    await pilot.pause()


def behind(study: BoardStudy, element: int) -> list[int]:
    """The numbers of the configurations behind the wording in force of an element."""
    snapshot = study.now()
    version = snapshot.element_version_of(study.elements[element - 1].id)
    return [snapshot.configuration_of(one.id).number for one in snapshot.configurations_behind(version.id)]


async def test_what_is_unassigned_comes_first_and_groups_are_only_proposed(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        screen = board_of(app.screen)
        words = words_of(screen, "configurations")
        assert words[:2] == ["2 not assigned", "proposal: share O: minder zorg"]
        assert words.index("1 Creëer een vaste plek") > words.index("○ plek")
        assert behind(board, 1) == [1] and behind(board, 2) == [], "a proposal assigns nothing"
        await press(pilot, "p")
        words = words_of(screen, "configurations")
        assert words[:2] == ["3 configurations", "proposal: share M: vertrouwen krijgen"]


async def test_two_keys_assign_a_configuration(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=NARROW) as (app, pilot):
        screen = board_of(app.screen)
        await on_line(pilot, screen, "configurations", f"free-{board.configurations[1].id}")
        await press(pilot, "2", "a")
        assert behind(board, 2) == [2]
        assert "2 Zorg voor rust" in words_of(screen, "configurations")
        await press(pilot, "u")
        assert behind(board, 2) == []


async def test_keys_that_come_faster_than_the_screen_choose_the_right_element(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        await on_line(pilot, board_of(app.screen), "configurations", f"free-{board.configurations[1].id}")
        for key in ("2", "a", "1"):
            app.simulate_key(key)
        await until(pilot, lambda: behind(board, 2) == [2])
        assert behind(board, 1) == [1]


async def test_a_whole_proposal_is_marked_and_assigned_in_one_change(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        screen = board_of(app.screen)
        await press(pilot, "space")
        assert screen.marked == {board.configurations[1].id, board.configurations[2].id}
        assert "2 marked" in flat(screen)
        await press(pilot, "2", "a")
        assert behind(board, 2) == [2, 3]
        assert not screen.marked
        await press(pilot, "u")
        assert behind(board, 2) == []


async def test_a_configuration_is_taken_off_the_element_it_stands_under(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        screen = board_of(app.screen)
        await press(pilot, "2")
        line = f"{board.elements[0].id}-{board.configurations[0].id}"
        await on_line(pilot, screen, "configurations", line)
        await press(pilot, "x")
        assert behind(board, 1) == []


async def test_each_number_of_the_support_leads_to_its_quotes_and_on_to_the_text_and_back(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        screen = board_of(app.screen)
        words = words_of(screen, "detail")
        assert "support 2/2 cases · 2 resp · 2/2 groups · R1 | contradicts 1" in words
        assert "groups 2/2  professional, resident" in words
        assert "experienced 2" in words
        await on_line(pilot, screen, "detail", "support-contradicts-cases")
        await press(pilot, "enter")
        assert isinstance(app.screen, QuotesDialog)
        assert "cases 1/2 · 2 quotes" in flat(app.screen)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadScreen) and app.screen.document is not None)
        await press(pilot, "escape")
        assert app.screen is screen
        focused = screen.focused
        assert isinstance(focused, LineList) and focused.line is not None
        assert focused.line.id == "support-contradicts-cases"


async def test_a_new_element_takes_what_is_marked_and_hints_at_its_style(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        screen = board_of(app.screen)
        await on_line(pilot, screen, "configurations", f"free-{board.configurations[2].id}")
        await press(pilot, "space", "n")
        await type_words(pilot, "Rust en tijd")
        await press(pilot, "ctrl+s")
        snapshot = board.now()
        made = snapshot.elements[screen.element_id or ""]
        assert made.nr == 3
        version = snapshot.element_version_of(made.id)
        assert [snapshot.configuration_of(v.id).number for v in snapshot.configurations_behind(version.id)] == [3]
        assert "'en' may join two ideas: is this one?" in words_of(screen, "detail")


async def test_a_part_of_an_element_becomes_an_element_of_its_own(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        await press(pilot, "z", "space", "down", "space", "ctrl+s")
        await type_words(pilot, "Kook")
        await press(pilot, "tab", "tab", "tab")
        await type_words(pilot, "om")
        await press(pilot, "ctrl+s")
        snapshot = board.now()
        made = snapshot.elements[board_of(app.screen).element_id or ""]
        assert made.split_from_id == board.elements[0].id
        assert behind(board, 1) == []
        assert [one.text for one in snapshot.strategies_of_element[made.id]] == ["Kook elke week samen"]
        old = snapshot.element_version_of(board.elements[0].id)
        assert (old.nr, old.change, old.reason) == (2, ElementChange.SPLIT, "om")


async def test_an_element_merges_into_another_and_stays_visible(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        await press(pilot, "v", "enter")
        await type_words(pilot, "om")
        await press(pilot, "enter")
        assert board.now().elements[board.elements[0].id].merged_into_id == board.elements[1].id
        assert behind(board, 2) == [1]
        assert "merged into 2" in flat(app.screen)


async def test_a_new_wording_says_what_changed_and_loses_the_member_check(board: BoardStudy) -> None:
    version = board.now().element_version_of(board.elements[0].id)
    add_member_check(board.project, "Leersessie 1", [(version, CheckOutcome.RECOGNISED, "klopt")])
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        screen = board_of(app.screen)
        assert any("recognised (Leersessie 1)" in words for words in words_of(screen, "detail"))
        await press(pilot, "e")
        await press(pilot, "ctrl+s")
        assert "was laid before a session" in flat(app.screen), "a wording that was checked is not edited"
        await press(pilot, "escape", "V", "end")
        await type_words(pilot, "je")
        await press(pilot, "tab", "tab", "tab", "tab")
        await type_words(pilot, "om")
        await press(pilot, "ctrl+s")
        assert "Which claims gave rise to it?" in flat(app.screen)
        await press(pilot, "space", "ctrl+s")
        after = board.now().element_version_of(board.elements[0].id)
        assert (after.nr, after.long_label, after.change) == (2, "Creëer een vaste plekje", ElementChange.SHARPENED)
        assert "version 2  changed later, not laid before a session again" in words_of(screen, "detail")
        (cause,) = board.now().claims_of_element_version[after.id]
        assert (cause.claim_id, cause.stance) == (board.claims[2].id, Stance.CONTRADICTS)


async def test_definitive_is_refused_where_it_was_asked_until_the_rules_are_met(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        await press(pilot, "t", "2")
        await type_words(pilot, "af")
        await press(pilot, "enter")
        assert "has no claim and no omkering behind it" in flat(app.screen)
        await press(pilot, "escape", "escape")
        screen = board_of(app.screen)
        await on_line(pilot, screen, "detail", f"strategy-{_strategy(board, 'Vraag buren')}")
        await press(pilot, "x")
        log_search(board.project, "gezocht", element_id=board.elements[0].id)
        await press(pilot, "t", "2")
        await type_words(pilot, "af")
        await press(pilot, "enter")
        assert board.now().element_version_of(board.elements[0].id).status is ElementStatus.DEFINITIVE


@pytest.mark.parametrize("column", ["configurations", "elements", "detail"])
async def test_a_strategy_just_added_is_in_sight_on_a_narrow_screen(board: BoardStudy, column: str) -> None:
    for nr in range(12):
        add_strategy(board.project, board.elements[0], f"Doe stap {nr} samen met wie in de buurt woont")
    async with app_on(board.place, "elements", size=(80, 24)) as (app, pilot):
        screen = board_of(app.screen)
        screen.go_to_column(column)
        await pilot.pause()
        await press(pilot, "s")
        await type_words(pilot, "Bel eens")
        await press(pilot, "ctrl+s")
        await pilot.pause()
        assert "Bel eens" in flat(app.screen)


def _strategy(study: BoardStudy, text: str) -> str:
    return next(one.id for one in study.now().strategies.values() if one.text == text)


async def test_a_strategy_says_when_it_has_no_origin_and_takes_claims(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        screen = board_of(app.screen)
        assert "Vraag buren  [no origin]" in words_of(screen, "detail")
        await on_line(pilot, screen, "detail", f"strategy-{_strategy(board, 'Vraag buren')}")
        await press(pilot, "c", "space", "ctrl+s")
        snapshot = board.now()
        links = snapshot.claims_of_strategy[_strategy(board, "Vraag buren")]
        assert [snapshot.claims[link.claim_id].number for link in links] == [1]
        await press(pilot, "K")
        texts = [one.text for one in board.now().strategies_of_element[board.elements[0].id]]
        assert texts == ["Vraag buren", "Kook elke week samen"]
        await press(pilot, "c", "space", "ctrl+s")
        assert _strategy(board, "Vraag buren") not in board.now().claims_of_strategy


async def test_an_omkering_starts_from_negative_claims_and_stays_derived_until_confirmed(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        screen = board_of(app.screen)
        await press(pilot, "o", "space", "ctrl+s")
        assert "− 3 samen koken → meer bezoek" in flat(app.screen)
        await type_words(pilot, "Begin")
        await press(pilot, "tab")
        await type_words(pilot, "zo")
        await press(pilot, "ctrl+s")
        made = board.now().strategies[_strategy(board, "Begin")]
        assert made.source is StrategySource.DERIVED
        words = "\n".join(words_of(screen, "detail"))
        assert "[derived] Niet gewerkt: samen koken → meer bezoek. Afgeleid: Begin. (niet waargenomen)" in words
        await on_line(pilot, screen, "detail", f"strategy-{made.id}")
        await press(pilot, "O")
        await type_words(pilot, "R2")
        await press(pilot, "enter")
        omkering = board.now().omkeringen[made.omkering_id or ""]
        assert (omkering.status, omkering.confirmed_in) == (OmkeringStatus.CONFIRMED, "R2")


async def test_a_member_check_is_recorded_with_who_was_there(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        await press(pilot, "m")
        await type_words(pilot, "LS")
        await press(pilot, "ctrl+s", "space", "ctrl+s")
        await type_words(pilot, "veel")
        await press(pilot, "ctrl+s")
        assert "'veel' is no number of people" in flat(app.screen)
        await press(pilot, "backspace", "backspace", "backspace", "backspace", "8", "ctrl+s", "ctrl+s", "tab")
        await type_words(pilot, "ja")
        await press(pilot, "ctrl+s")
        snapshot = board.now()
        version = snapshot.element_version_of(board.elements[0].id)
        outcome = snapshot.outcomes_of_element_version[version.id][0]
        assert (outcome.outcome, outcome.quote) == (CheckOutcome.RECOGNISED, "ja")
        assert "recognised (LS) [resident 8]" in "\n".join(words_of(board_of(app.screen), "detail"))


async def test_themes_are_chosen_and_questions_without_an_element_are_listed(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        screen = board_of(app.screen)
        words = words_of(screen, "elements")
        assert words[words.index("Questions without an element") + 1] == "Geld"
        await press(pilot, "h", "down", "space", "ctrl+s")
        snapshot = board.now()
        links = snapshot.themes_of_element[board.elements[0].id]
        assert [snapshot.themes[link.theme_id].label for link in links] == ["Ontmoeten", "Geld"]
        assert "Questions without an element" not in words_of(screen, "elements")
        await press(pilot, "H")
        await type_words(pilot, "Tijd")
        await press(pilot, "tab", "tab")
        await type_words(pilot, "hoe")
        await press(pilot, "ctrl+s")
        words = words_of(screen, "elements")
        assert words[words.index("Themes outside the list") + 1] == "Tijd"
        assert "hoe" in words_of(screen, "detail")


async def test_a_small_terminal_shows_two_columns_and_tab_goes_on(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=NARROW) as (app, pilot):
        screen = board_of(app.screen)
        shown = [[name for name in ("configurations", "elements", "detail") if screen.lines_of(name).display]]
        for _step in range(3):
            await press(pilot, "tab")
            shown.append([name for name in ("configurations", "elements", "detail") if screen.lines_of(name).display])
            assert all(len(row) <= 80 for row in screen_text(screen).splitlines())
        left, right = ["configurations", "elements"], ["elements", "detail"]
        assert shown == [left, left, right, left]


async def test_from_the_card_to_the_board_and_back(board: BoardStudy) -> None:
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        screen = board_of(app.screen)
        await on_line(pilot, screen, "detail", f"behind-{board.configurations[0].id}")
        await press(pilot, "enter")
        card = app.screen
        assert isinstance(card, CardScreen)
        card.lines_of("evidence").focus()
        assert card.lines_of("evidence").go_to(f"element-{board.elements[0].id}")
        await press(pilot, "enter")
        assert app.screen is screen


async def test_an_empty_study_says_what_to_do(board: BoardStudy) -> None:
    behind_elements = (StrategyClaim, Strategy, ElementTheme, ElementConfiguration)
    with board.project.change("test", "rows") as change:
        for cls in (*behind_elements, EffectiveElementVersion, EffectiveElement):
            change.delete(*change.all(cls))
    async with app_on(board.place, "elements", size=NARROW) as (app, pilot):
        assert "There is no element yet." in flat(app.screen)
        await press(pilot, "a", "z", "v", "e", "x", "tab", "5")
        assert isinstance(app.screen, ElementsScreen)


async def test_the_board_counts_the_wording_in_force(board: BoardStudy) -> None:
    new_element_version(board.project, board.elements[0], Labels("Creëer twee plekken"), ElementChange.EXTENDED, "om")
    async with app_on(board.place, "elements", size=WIDE) as (app, _pilot):
        words = words_of(board_of(app.screen), "elements")
        assert words[0] == "Creëer twee plekken\nv2 · draft · 1 CMO · 2/2 cases · 2 resp · contradicts 1"
