"""The screens of the realist analysis, key by key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from cmo_coder.model.canonical import Direction, Role
from cmo_coder.model.configurations import ConfigurationStatus, RelationType
from cmo_coder.model.fragments import Stance
from cmo_coder.model.memos import MemoType
from cmo_coder.model.theories import TheoryStatus
from cmo_coder.store.theories import add_midrange, add_theory, new_theory_version, set_theory_configurations
from cmo_coder.tables.writings import changes_of
from cmo_coder.tui.screens.card import CardScreen
from cmo_coder.tui.screens.chains import ChainsDialog
from cmo_coder.tui.screens.dialogs import AskText, Form, Pick
from cmo_coder.tui.screens.pick_many import PickMany
from cmo_coder.tui.screens.quotes import QuotesDialog
from cmo_coder.tui.screens.theories import TheoriesScreen
from cmo_coder.tui.screens.theories_diff import TheoryDiffDialog
from cmo_coder.tui.widgets.line_list import LineList
from tests.realist.builder import StudyBuilder
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import app_on, flat, press, screen_text, type_words
from tests.tui.source_case import rest, said

__all__ = ["board"]
NARROW = (80, 24)
WIDE = (160, 48)


@pytest.fixture
def opposed(tmp_path: Path) -> Iterator[StudyBuilder]:
    """One intervention, two outcomes that point apart, in two cases."""
    make = StudyBuilder(tmp_path)
    north, south = make.case("Noord", ligging="stad"), make.case("Zuid", ligging="dorp")
    visit = make.canonical(Role.I, "een huisbezoek")
    up, down = (
        make.canonical(Role.O, name, direction=sign)
        for name, sign in (("rust", Direction.PLUS), ("onrust", Direction.MINUS))
    )
    document = make.document("A")
    make.configuration([visit, up], supports=[make.claim(document, [visit, up], cases=[north])])
    make.configuration([visit, down], supports=[make.claim(document, [visit, down], cases=[south])])
    yield make
    make.project.close()


# Programme theories


@pytest.mark.parametrize(("language", "title"), [("nl", "Programmatheorieën"), ("en", "Programme theories")])
async def test_without_a_theory_the_screen_says_what_to_do(board: BoardStudy, language: str, title: str) -> None:
    async with app_on(board.place, "theories", size=NARROW, language=language) as (app, _pilot):
        shown = flat(app.screen)
        assert title in shown
        assert "n" in shown
        assert ("versie 0" if language == "nl" else "version 0") in shown


async def test_a_theory_is_written_and_rests_on_configurations(board: BoardStudy) -> None:
    async with app_on(board.place, "theories", size=NARROW) as (app, pilot):
        await press(pilot, "n")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#f-title", Input).value = "Koken"
        app.screen.query_one("#f-statement", TextArea).text = "Als je kookt, dan komt men."
        await press(pilot, "ctrl+s")
        assert "Als je kookt, dan komt men." in flat(app.screen)
        await press(pilot, "c")
        assert isinstance(app.screen, PickMany)
        await press(pilot, "space", "ctrl+s")
        assert "CMO 1" in flat(app.screen)
        await press(pilot, "tab", "enter")
        assert isinstance(app.screen, CardScreen | TheoriesScreen)
    (theory,) = board.now().theories.values()
    first = board.now().versions_of_theory[theory.id][0]
    assert (first.nr, first.status) == (0, TheoryStatus.INITIAL)
    assert len(board.now().configurations_of_theory_version[first.id]) == 1


async def test_a_theory_is_promoted_only_with_a_reason(board: BoardStudy) -> None:
    add_theory(board.project, "Koken", "Als je kookt, dan komt men.")
    async with app_on(board.place, "theories", size=NARROW) as (app, pilot):
        await press(pilot, "p")
        assert isinstance(app.screen, Pick)
        await press(pilot, "enter")
        assert isinstance(app.screen, AskText)
        await press(pilot, "enter")
        assert isinstance(app.screen, AskText)  # without a reason it stays open
        await type_words(pilot, "ronde 2")
        await press(pilot, "enter")
        await rest(app, pilot)
        app.screen.query_one("#right", LineList).go_to("h-time")
        await press(pilot, "tab", "end")
        # The promotion stands in the timeline with its own day and reason, beside the version that it is about.
        assert "status refined ronde 2" in flat(app.screen)
    (version,) = board.now().theory_versions.values()
    assert version.status is TheoryStatus.REFINED
    (decision,) = board.now().decisions.values()
    assert (decision.why, decision.automatic) == ("ronde 2", True)


async def test_two_versions_stand_side_by_side_with_what_caused_the_change(board: BoardStudy) -> None:
    one, other, _third = board.configurations
    theory = add_theory(board.project, "Koken", "Als je kookt, dan komt men.", configuration_ids=[one.id])
    version = new_theory_version(
        board.project, theory, "Als je samen kookt, dan helpt men.", "ronde 2", configuration_ids=[other.id],
        causes={board.claims[2].id: None},
    )  # fmt: skip
    async with app_on(board.place, "theories", size=WIDE) as (app, pilot):
        await press(pilot, "d")
        assert isinstance(app.screen, TheoryDiffDialog)
        shown = flat(app.screen)
        assert "version 0" in shown and "version 1" in shown
        assert "− samen koken" in shown
        assert "+ minder zorg" in shown
        assert "claim 3" in shown
        await press(pilot, "enter")
        assert isinstance(app.screen, QuotesDialog)
    assert version.nr == 1


async def test_the_theory_stands_among_the_rounds(board: BoardStudy) -> None:
    theory = add_theory(board.project, "Koken", "Als je kookt, dan komt men.", date="2020-01-01")
    set_theory_configurations(board.project, theory, board.now().versions_of_theory[theory.id][0], [])
    add_midrange(board.project, "Contacttheorie", reference="Allport 1954")
    async with app_on(board.place, "theories", size=WIDE) as (app, _pilot):
        shown = flat(app.screen)
        assert "Over time" in shown
        assert "R1 2 documents" in shown
        assert "Contacttheorie" in shown


# Contradictions


async def test_what_speaks_against_what_stands_with_its_sides_and_what_separates(opposed: StudyBuilder) -> None:
    async with app_on(str(opposed.project.path), "contradictions", size=WIDE) as (app, pilot):
        shown = flat(app.screen)
        assert "1 ↔ 2" in shown
        assert "ligging: stad ↔ dorp" in shown
        await press(pilot, "c")
        assert "stad 1/1 ↔ 0/0" in flat(app.screen)
        assert "nothing is said of chance" in flat(app.screen)


async def test_step_b_gives_each_side_its_own_context_and_settles_it(opposed: StudyBuilder) -> None:
    async with app_on(str(opposed.project.path), "contradictions", size=WIDE) as (app, pilot):
        await press(pilot, "b")
        assert isinstance(app.screen, Form)
        assert app.screen.query_one("#f-s0", Input).value == "stad"
        app.screen.query_one("#f-reason", Input).value = "zo verschilt het"
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert "settled" in flat(app.screen)
    snapshot = opposed.snapshot()
    contexts = [
        [c.label for c in snapshot.slots(snapshot.version_of(id_).id, Role.C)] for id_ in snapshot.configurations
    ]
    assert contexts == [["stad"], ["dorp"]]
    assert [v.nr for v in snapshot.configuration_versions.values() if v.in_force] == [2, 2]


async def test_step_c_leaves_it_open_with_a_question_for_the_next_round(opposed: StudyBuilder) -> None:
    async with app_on(str(opposed.project.path), "contradictions", size=WIDE) as (app, pilot):
        await press(pilot, "o")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#f-question", TextArea).text = "Waar ligt dit aan?"
        app.screen.query_one("#f-reason", Input).value = "niets scheidt ze"
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert "Waar ligt dit aan?" in flat(app.screen)
        await press(pilot, "u")  # one change: one undo takes all of it back
        await rest(app, pilot)
    snapshot = opposed.snapshot()
    assert not snapshot.memos
    assert {one.status for one in snapshot.configurations.values()} == {ConfigurationStatus.PROVISIONAL}


async def test_what_lies_open_is_listed_with_its_number(board: BoardStudy) -> None:
    async with app_on(board.place, "contradictions", size=WIDE) as (app, pilot):
        shown = flat(app.screen)
        assert "Claims without configuration (1)" in shown
        assert "Configurations without mechanism (1)" in shown
        await press(pilot, "L")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#f-query", Input).value = "koken helpt niet"
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert "searched, nothing found" in flat(app.screen)


# Patterns, decisions, memos


async def test_a_pattern_is_recorded_with_its_configurations_and_a_search(board: BoardStudy) -> None:
    async with app_on(board.place, "patterns", size=NARROW) as (app, pilot):
        await press(pilot, "n")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#f-description", TextArea).text = "Samen doen bindt"
        await press(pilot, "ctrl+s")
        await press(pilot, "c", "space", "ctrl+s")
        await press(pilot, "L")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#f-query", Input).value = "zonder binding"
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert "searched, nothing found" in flat(app.screen)
    snapshot = board.now()
    (demi,) = snapshot.demi_regularities.values()
    assert len(snapshot.configurations_of_demi[demi.id]) == 1
    assert snapshot.searches_of[demi.id][0].query == "zonder binding"
    assert len(snapshot.decisions) == 1


async def test_the_decision_log_shows_before_and_after(board: BoardStudy) -> None:
    from cmo_coder.store.configurations import set_status

    set_status(board.project, board.configurations[0], ConfigurationStatus.CONTESTED, "spreekt zich tegen")
    async with app_on(board.place, "decisions", size=WIDE) as (app, pilot):
        shown = flat(app.screen)
        assert "provisional → contested" in shown
        assert "spreekt zich tegen" in shown
        await press(pilot, "s")
        assert "of the team" in screen_text(app.screen).splitlines()[0]
        assert "contested" not in flat(app.screen)


async def test_each_of_several_decisions_in_one_change_shows_its_own_values(board: BoardStudy) -> None:
    from cmo_coder.store.claims import link_claim
    from cmo_coder.store.contradictions import leave_open

    link_claim(board.project, board.claims[0], board.configurations[1].id, Stance.SUPPORTS)
    leave_open(board.project, board.configurations[:2], "Wie ontbreekt?", "niets scheidt ze")
    snapshot = board.now()
    by_number = {
        tuple(one.object_id for one in snapshot.objects_of_decision[id_]): list(changes_of(snapshot, id_))
        for id_ in snapshot.decisions
    }
    one, two, *_rest = (configuration.id for configuration in board.configurations)
    assert by_number[(one,)] == ["configuration: provisional → contested"]
    assert sorted(by_number[one, two] if (one, two) in by_number else by_number[two, one]) == [
        "configuration 1: provisional → contested",
        "configuration 2: provisional → contested",
    ]


async def test_memos_are_filtered_by_kind_and_words_and_hung_on_more(board: BoardStudy) -> None:
    from cmo_coder.store.memos import add_memo

    add_memo(board.project, "Eerst.", [("configuration", board.configurations[0].id)], MemoType.METHOD)
    add_memo(board.project, "Later.", [("study", board.now().study.id)], MemoType.REFLEXIVITY)
    async with app_on(board.place, "memos", size=WIDE) as (app, pilot):
        assert "Later." in flat(app.screen) and "Eerst." in flat(app.screen)
        await press(pilot, "s", "s")
        assert "Eerst." in flat(app.screen) and "Later." not in flat(app.screen)
        await press(pilot, "a")
        assert isinstance(app.screen, PickMany)
        assert [one.value for one in app.screen._choices[:2]] == [
            f"configuration:{board.configurations[0].id}",
            f"study:{board.now().study.id}",
        ], "what it hangs on already stands first"
        await press(pilot, "down", "space", "ctrl+s")
        await rest(app, pilot)
    method = next(one for one in board.now().memos.values() if one.type is MemoType.METHOD)
    assert len(board.now().anchors_of_memo[method.id]) == 2


# Change stories and report


async def test_an_item_is_put_in_a_box_with_its_sources(board: BoardStudy) -> None:
    async with app_on(board.place, "stories", size=NARROW) as (app, pilot):
        await press(pilot, "a")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#f-text", TextArea).text = "Veel ouderen"
        await press(pilot, "ctrl+s")
        assert "Veel ouderen" in flat(app.screen)
        await press(pilot, "s")
        assert "Go to an item at the right first" in said(app)
        await press(pilot, "tab", "s")
        assert isinstance(app.screen, PickMany)
        await press(pilot, "space", "ctrl+s")
        await press(pilot, "enter")
        assert isinstance(app.screen, QuotesDialog)
    (item,) = board.now().story_items.values()
    assert len(board.now().words_of_story_item[item.id]) == 1


async def test_the_report_says_what_is_missing_and_takes_what_the_team_writes(board: BoardStudy) -> None:
    async with app_on(board.place, "report", size=WIDE, language="nl") as (app, pilot):
        shown = flat(app.screen)
        assert "Initiële programmatheorie" in shown
        assert "De naam van de studie zegt niet dat het een realistische evaluatie is." in shown
        await press(pilot, "e")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#f-text", TextArea).text = "Een realistische evaluatie van koken"
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert "Een realistische evaluatie van koken" in flat(app.screen)
    (row,) = board.now().report_items
    assert row.item == 1


async def test_the_words_for_shares_are_checked_before_they_are_kept(board: BoardStudy) -> None:
    async with app_on(board.place, "report", size=WIDE) as (app, pilot):
        await press(pilot, "s")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#f-scale", TextArea).text = "50=most"
        await press(pilot, "ctrl+s")
        assert "no word for the smallest shares" in flat(app.screen)
        app.screen.query_one("#f-scale", TextArea).text = "50=most\n0=few"
        app.screen.query_one("#f-small", Input).value = "three"
        await press(pilot, "ctrl+s")
        assert "'three' is no number of people." in flat(app.screen), "no limit would show small groups unseen"
        app.screen.query_one("#f-small", Input).value = "3"
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
    assert (board.now().study.quantifiers, board.now().study.small_cell) == (("50=most", "0=few"), 3)


async def test_a_filter_that_finds_nothing_says_so_and_leaves_no_headings(opposed: StudyBuilder) -> None:
    async with app_on(str(opposed.project.path), "contradictions", size=WIDE) as (app, pilot):
        await press(pilot, "slash")
        await type_words(pilot, "qqq")
        await press(pilot, "enter")
        await rest(app, pilot)
        assert "Nothing has these words: qqq" in flat(app.screen)
        await press(pilot, "slash")
        assert isinstance(app.screen, AskText)
        app.screen.query_one(Input).value = "huisbezoek"
        await press(pilot, "enter")
        await rest(app, pilot)
        assert "1 ↔ 2" in flat(app.screen)


async def test_the_ripples_are_drawn_with_signs_statuses_and_the_way_back(opposed: StudyBuilder) -> None:
    snapshot = opposed.snapshot()
    first, last = snapshot.configurations.values()
    shared = snapshot.slots(snapshot.version_of(first.id).id, Role.O)[0]
    opposed.relate(RelationType.RIPPLE, first, last, shared=shared)
    async with app_on(str(opposed.project.path), "card", size=WIDE) as (app, pilot):
        await press(pilot, "R")
        assert isinstance(app.screen, ChainsDialog)
        shown = flat(app.screen)
        (top,) = [line for line in screen_text(app.screen).splitlines() if "CMO 1 (+)" in line and "╭─" in line]
        assert "experienced 1 ─╮" in top, "sign and status in the border of the box"
        assert "▼ rust (+)" in shown
        await press(pilot, "down", "enter")
        await rest(app, pilot)
        assert isinstance(app.screen, CardScreen)
        assert app.screen.configuration_id == last.id


async def test_the_theory_behind_an_element_stands_beside_it_and_is_linked_there(board: BoardStudy) -> None:
    one = board.configurations[0]
    add_midrange(board.project, "Contacttheorie", reference="Allport 1954")
    async with app_on(board.place, "elements", size=WIDE) as (app, pilot):
        await press(pilot, "T")
        assert "No programme theory rests" in " ".join(str(note.message) for note in app._notifications)
        add_theory(board.project, "Samen eten", "Als men kookt, dan komt men.", configuration_ids=[one.id])
        app.refresh_screen()
        await pilot.pause()
        assert "leans on no middle-range theory yet" in flat(app.screen)
        await press(pilot, "T", "space", "ctrl+s")
        assert "Contacttheorie Allport 1954" in flat(app.screen)
        snapshot = board.now()
        (theory,) = snapshot.theories.values()
        assert len(snapshot.midrange_of_theory[theory.id]) == 1
