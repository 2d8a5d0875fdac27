"""The CMO card: what it shows, what lies behind each number, and what can be done on it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select

from cmo_coder.model.canonical import Horizon, Role
from cmo_coder.model.configurations import ConfigurationStatus, RelationType, Strength, Template
from cmo_coder.model.fragments import Stance
from cmo_coder.model.study import Profile
from cmo_coder.realist.sentences import sentence_in
from cmo_coder.store.canonical import add_actor
from cmo_coder.store.configuration_versions import edit_wording, new_version
from cmo_coder.store.configurations import relate
from cmo_coder.store.memos import memos_on
from cmo_coder.store.study import edit_study
from cmo_coder.tui.screens.card import CardScreen
from cmo_coder.tui.screens.dialogs import Confirm, Pick
from cmo_coder.tui.screens.form import Form
from cmo_coder.tui.screens.quotes import QuotesDialog
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.screens.start import StartScreen
from cmo_coder.tui.widgets.line_list import LineList
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import app_on, flat, press, screen_text, type_words, until

__all__ = ["board"]
NARROW = (80, 24)
WIDE = (160, 48)


def card_of(screen: Any) -> CardScreen:
    """The screen, which must be the card."""
    assert isinstance(screen, CardScreen)
    return screen


async def on_line(pilot: Pilot[Any], screen: CardScreen, id_: str, column: str = "evidence") -> LineList:
    """Put the cursor on a line of the card."""
    lines = screen.lines_of(column)
    lines.focus()
    assert lines.go_to(id_), [line.id for line in lines.lines]
    await pilot.pause()
    return lines


async def test_a_card_shows_sentence_slots_with_quotes_and_both_sides_of_the_evidence(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=WIDE) as (app, _pilot):
        text = flat(app.screen)
        sentence = "Als een vaste plek, dan leidt samen koken tot meer bezoek, omdat bewoners vertrouwen krijgen."
        assert sentence in text
        assert "CMO 1 · koken" in text
        assert "provisional · triad" in text
        assert "support 2/2 cases · 2 resp · 2/2 groups · R1 | contradicts 1" in text
        slots = "\n".join(line.words for line in card_of(app.screen).lines_of("slots").lines)
        assert "“Zin 0001.” Ans · resident · Noord · R1" in slots
        assert "[contradicts]" in slots
        evidence = [line.words for line in card_of(app.screen).lines_of("evidence").lines]
        assert evidence.index("supports · 2 claims") < evidence.index("contradicts · 1 claim")
        assert "cases 2/2  Noord, Zuid" in evidence


async def test_the_study_is_closed_from_the_palette_over_a_dialog_on_the_card(board: BoardStudy) -> None:
    async with app_on(board.place, "card") as (app, pilot):
        app.push_screen(Confirm("?"))
        await press(pilot, "ctrl+p")
        app.pop_screen()  # the palette goes before its command is done
        app.action_command("app.open")
        await pilot.pause()
        assert app.session is None
        assert isinstance(app.screen, StartScreen)


async def test_from_a_number_to_its_quotes_in_one_key_to_the_text_in_two_and_back(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        screen = card_of(app.screen)
        await on_line(pilot, screen, "support-supports-respondents")
        await press(pilot, "enter")
        dialog = app.screen
        assert isinstance(dialog, QuotesDialog)
        text = flat(dialog)
        assert "respondents 2 · 7 quotes" in text
        assert "C of claim 1 (experienced)" in text
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadScreen) and app.screen.document is not None)
        read = app.screen
        assert isinstance(read, ReadScreen) and read.document is not None
        assert read.document.document.title == "Interview Ans"
        await press(pilot, "escape")
        assert card_of(app.screen) is screen
        focused = screen.focused
        assert isinstance(focused, LineList) and focused.line is not None
        assert focused.line.id == "support-supports-respondents"


async def test_a_small_terminal_shows_the_whole_card_in_one_list(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=NARROW) as (app, pilot):
        screen = card_of(app.screen)
        assert not screen.lines_of("evidence").display
        assert all(len(row) <= 80 for row in screen_text(screen).splitlines())
        await on_line(pilot, screen, "stance-contradicts", "slots")
        await press(pilot, "enter")
        assert "contradicts · 1 claim · 2 quotes" in flat(app.screen)
        await press(pilot, "escape")
        assert card_of(app.screen) is screen


async def test_moving_in_the_list_shows_the_next_configuration(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        await press(pilot, "j")
        await until(pilot, lambda: "CMO 2 · zorg" in flat(app.screen))
        await press(pilot, "slash")
        await type_words(pilot, "plek")
        await press(pilot, "enter")
        ids = {line.id for line in card_of(app.screen).lines_of("list").lines}
        assert board.configurations[2].id in ids
        assert board.configurations[1].id not in ids


async def test_a_key_right_behind_a_step_is_about_the_line_that_was_stepped_to(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        for key in ("j", "minus"):
            app.simulate_key(key)
        await until(pilot, lambda: board.now().configurations[board.configurations[1].id].negative_case)
        assert not board.now().configurations[board.configurations[0].id].negative_case


@pytest.mark.parametrize(("digit", "status"), [("4", ConfigurationStatus.CONTESTED), ("3", None)])
async def test_a_status_takes_a_reason_and_the_rules_say_no_where_it_was_asked(
    board: BoardStudy, digit: str, status: ConfigurationStatus | None
) -> None:
    which = board.configurations[0 if status else 2]
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        card_of(app.screen).show_configuration(which.id)
        await press(pilot, "t", digit)
        await type_words(pilot, "om")
        await press(pilot, "enter")
        if status is None:
            assert "has no claims, so it can only be provisional" in flat(app.screen)
            await press(pilot, "escape", "escape")
        after = board.now().configurations[which.id]
        assert after.status is (status or ConfigurationStatus.PROVISIONAL)
        decided = [line.words for line in card_of(app.screen).lines_of("evidence").lines if line.about[0] == "decision"]
        assert len(decided) == (1 if status else 0), "the reason of a status stands on the card"


async def test_slots_change_in_a_new_version_with_a_reason_where_claims_rest_on_them(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        await press(pilot, "e", "c")
        await type_words(pilot, "nieuw")
        await press(pilot, "enter", "ctrl+s")
        assert "Version 2: what changed, and why?" in flat(app.screen)
        await press(pilot, "enter")
        assert "Reason cannot be empty." in flat(app.screen)
        await type_words(pilot, "ja")
        await press(pilot, "enter")
        snapshot = board.now()
        version = snapshot.version_of(board.configurations[0].id)
        assert (version.nr, version.reason) == (2, "ja")
        assert [one.label for one in snapshot.slots(version.id, Role.C)] == ["een vaste plek", "nieuw"]
        assert len(snapshot.evidence_of_version[version.id]) == 3
        await press(pilot, "d")
        text = flat(app.screen)
        assert "CMO 1: version 1 → version 2" in text
        assert "+ nieuw" in text and "why: ja" in text
        await press(pilot, "escape", "u")
        assert board.now().version_of(board.configurations[0].id).nr == 1
        assert [one.label for one in board.now().canonical.values() if one.label == "nieuw"] == []


async def test_slots_without_evidence_change_in_place(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        card_of(app.screen).show_configuration(board.configurations[2].id)
        await press(pilot, "e", "i", "enter", "ctrl+s")
        snapshot = board.now()
        version = snapshot.version_of(board.configurations[2].id)
        assert version.nr == 1
        assert [one.label for one in snapshot.slots(version.id, Role.I)] == ["samen koken"]


async def test_one_part_of_the_sentence_is_reworded_and_the_rest_follows_the_slots(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        await press(pilot, "z")
        await type_words(pilot, "O")
        await press(pilot, "enter", "end")
        await type_words(pilot, "ers")
        await press(pilot, "enter")
        assert "tot meer bezoekers, omdat" in flat(app.screen)
        version = board.now().version_of(board.configurations[0].id)
        assert version.wordings == ("O=meer bezoekers",)
        await press(pilot, "z")
        await type_words(pilot, "O")
        await press(pilot, "enter", "end", "backspace", "backspace", "backspace", "enter")
        assert board.now().version_of(board.configurations[0].id).wordings == (), "the slot's own words are no wording"
        edit_wording(board.project, board.configurations[0], wordings=("O=veel",))
        app.refresh_screen()
        await press(pilot, "z")
        await type_words(pilot, "follow")
        await press(pilot, "enter")
        assert "tot meer bezoek, omdat" in flat(app.screen)


async def test_a_template_is_chosen_by_what_it_makes_of_the_slots(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        await press(pilot, "T")
        await type_words(pilot, "EN")
        assert "If een vaste plek, then" in flat(app.screen)
        await press(pilot, "enter")
        assert board.now().version_of(board.configurations[0].id).template is Template.EN_1


async def test_a_claim_is_linked_regraded_and_taken_off(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        screen = card_of(app.screen)
        screen.show_configuration(board.configurations[2].id)
        await press(pilot, "s")
        await type_words(pilot, "4")
        await press(pilot, "enter")
        row = board.now().evidence_of_claim[board.claims[3].id][0]
        assert row.stance is Stance.SUPPORTS
        line = next(line for line in screen.lines_of("evidence").lines if line.about == ("evidence", row.id))
        await on_line(pilot, screen, line.id)
        await press(pilot, "b", "enter", "down", "enter", "ctrl+s")
        assert board.now().evidence_of_claim[board.claims[3].id][0].strength is Strength.STRONG
        await press(pilot, "w")
        assert board.now().evidence_of_claim[board.claims[3].id][0].stance is Stance.CONTRADICTS
        line = next(line for line in screen.lines_of("evidence").lines if line.about[0] == "evidence")
        await on_line(pilot, screen, line.id)
        await press(pilot, "x")
        assert board.claims[3].id not in board.now().evidence_of_claim


async def test_a_ripple_is_related_through_the_element_they_share_and_its_chain_is_shown(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        await press(pilot, "r", "1")
        await type_words(pilot, "plek")
        await press(pilot, "enter", "enter")
        relation = board.now().relations[0]
        assert relation.type is RelationType.RIPPLE
        assert relation.canonical_element_id == board.canonical["more"].id
        lines = [line.words for line in card_of(app.screen).lines_of("evidence").lines]
        assert "ripple: CMO 3 plek (through 'meer bezoek')" in lines
        assert "CMO 1 (experienced) → CMO 3 (no claims)" in lines


async def test_a_loop_of_ripples_says_where_it_leads_back_to(board: BoardStudy) -> None:
    one, _two, three = board.configurations
    relate(board.project, RelationType.RIPPLE, one, three, shared_id=board.canonical["more"].id)
    relate(board.project, RelationType.RIPPLE, three, one, shared_id=board.canonical["c"].id)
    async with app_on(board.place, "card", size=WIDE) as (app, _pilot):
        lines = [line.words for line in card_of(app.screen).lines_of("evidence").lines]
        assert "CMO 1 (experienced) → CMO 3 (no claims) ↺ back to CMO 1" in lines


async def test_a_configuration_comes_from_theory_and_stays_provisional(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        await press(pilot, "n", "o", "enter", "ctrl+s")
        await type_words(pilot, "idee")
        await press(pilot, "enter")
        made = board.now().configurations[card_of(app.screen).configuration_id or ""]
        assert (made.number, made.label, made.status) == (4, "idee", ConfigurationStatus.PROVISIONAL)
        await press(pilot, "X", "y")
        assert made.id not in board.now().configurations


async def test_memo_search_actor_and_negative_case_are_written(board: BoardStudy) -> None:
    which = board.configurations[1]
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        card_of(app.screen).show_configuration(which.id)
        await press(pilot, "M")
        await type_words(pilot, "let op")
        await press(pilot, "ctrl+s", "L")
        await type_words(pilot, "nee")
        await press(pilot, "ctrl+s", "a")
        await type_words(pilot, "buren")
        await press(pilot, "ctrl+s", "minus")
        snapshot = board.now()
        assert [memo.text for memo in memos_on(board.project, "configuration", which.id)] == ["let op"]
        assert [(one.query, one.configuration_id) for one in snapshot.negative_searches] == [("nee", which.id)]
        assert snapshot.actors[snapshot.version_of(which.id).actor_id or ""].name == "buren"
        assert snapshot.configurations[which.id].negative_case
        assert "nothing found" in flat(app.screen)


async def test_the_actor_is_a_slot_of_its_own_where_the_profile_has_one(board: BoardStudy) -> None:
    which = board.configurations[1]
    edit_wording(board.project, which, actor_id=add_actor(board.project, "buren").id)
    for profile in Profile:
        edit_study(board.project, profile=profile)
        async with app_on(board.place, "card", size=WIDE) as (app, pilot):
            card_of(app.screen).show_configuration(which.id)
            await pilot.pause()
            assert (re.search(r"A +buren", flat(app.screen)) is not None) is (profile is Profile.ICAMO)


async def test_particulars_hold_certainty_with_its_reason(board: BoardStudy) -> None:
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        await press(pilot, "c", "tab", "tab", "tab", "enter", "down", "enter", "ctrl+s")
        assert "needs a reason" in flat(app.screen)
        await press(pilot, "tab")
        await type_words(pilot, "dun")
        await press(pilot, "ctrl+s")
        after = board.now().configurations[board.configurations[0].id]
        assert (after.certainty, after.certainty_reason) == ("low", "dun")


async def test_own_words_are_marked_and_a_version_keeps_them(board: BoardStudy) -> None:
    which = board.configurations[0]
    edit_wording(board.project, which, wordings=("actor=de buren",))
    slots = {Role.O: [board.canonical["more"].id], Role.M_RED: [board.canonical["trust"].id]}
    new_version(board.project, which, slots, "korter", wordings=("actor=de buren",))
    async with app_on(board.place, "card", size=WIDE) as (app, _pilot):
        assert "[own words: for whom]" in flat(app.screen)
        snapshot = board.now()
        assert sentence_in(snapshot, snapshot.version_of(which.id)) in flat(app.screen)


async def test_an_empty_study_says_what_to_do_and_refuses_the_rest(board: BoardStudy) -> None:
    from cmo_coder.store.configurations import remove_configuration

    for one in board.configurations:
        remove_configuration(board.project, one)
    async with app_on(board.place, "card", size=NARROW) as (app, pilot):
        assert "There are no configurations yet." in flat(app.screen)
        await press(pilot, "e", "s", "d", "x", "enter")
        assert isinstance(app.screen, CardScreen)


async def test_an_element_of_a_slot_gets_its_particulars_and_another_name(board: BoardStudy) -> None:
    more = board.canonical["more"]
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        screen = card_of(app.screen)
        await press(pilot, "E")
        assert isinstance(app.screen, Pick), "the cursor is in the list: it is asked which element is meant"
        await press(pilot, "escape")
        await on_line(pilot, screen, f"slot-O-{more.id}", "slots")
        await press(pilot, "E")
        form = app.screen
        assert isinstance(form, Form)
        form.query_one("#f-label", Input).value = "veel meer bezoek"
        form.query_one("#f-horizon", Select).value = "long"
        form.query_one("#f-actors", Input).value = "bewoners, buren"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        assert "veel meer bezoek (+ · long" in flat(screen)
        now = board.now()
        assert now.canonical[more.id].horizon is Horizon.LONG
        assert {now.actors[link.actor_id].name for link in now.actors_of_canonical[more.id]} == {"bewoners", "buren"}
        await press(pilot, "u")
        assert board.now().canonical[more.id] == more


async def test_two_elements_of_a_role_become_one(board: BoardStudy) -> None:
    more, less = board.canonical["more"], board.canonical["less"]
    async with app_on(board.place, "card", size=WIDE) as (app, pilot):
        screen = card_of(app.screen)
        await on_line(pilot, screen, f"slot-O-{more.id}", "slots")
        await press(pilot, "V")
        await type_words(pilot, "minder")
        await press(pilot, "enter")
        await type_words(pilot, "hetzelfde")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        now = board.now()
        assert more.id not in now.canonical
        assert less.id in now.slot_ids(now.version_of(screen.chosen.id).id, Role.O)
