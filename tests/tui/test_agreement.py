"""The agreement screen: the differences first, settling them by keys, and the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.model.adjudication import Adjudication, Choice, ConsensusMark
from cmo_coder.model.fragments import Coding
from cmo_coder.model.memos import Decision, Memo, MemoAnchor
from cmo_coder.model.study import ProgressState
from cmo_coder.settings import Recent, remember
from cmo_coder.store.project import Project
from cmo_coder.store.study import set_progress
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.agreement import AgreementScreen
from tests.store.test_agreement import Team
from tests.tui.screen_text import app_on, flat, press, type_words
from tests.tui.source_case import rest

NARROW = (80, 24)


def team(folder: Path, *, done: bool = True) -> str:
    """A study of two coders who differ on two places; gives its place. Anna works here."""
    path = folder / "wijk.cmo"
    made = Team(path)
    made.code(made.anna, "Ik kende niemand.", made.context)
    made.code(made.bram, "kende niemand.", made.context)
    made.code(made.anna, "Nu slaap ik weer.", made.outcome)
    made.code(made.bram, "Nu slaap ik weer.", made.context)
    if done:
        for coder in (made.anna, made.bram):
            set_progress(made.project, made.document.id, coder.id, ProgressState.FINISHED)
    made.project.close()
    remember(Recent(str(path), None, made.anna.id))
    return str(path)


def screen_of(app: CmoApp) -> AgreementScreen:
    assert isinstance(app.screen, AgreementScreen)
    return app.screen


def project_of(app: CmoApp) -> Project:
    assert app.session is not None
    return app.session.project


async def test_the_differences_come_first_with_both_codings_beside_the_words(tmp_path: Path) -> None:
    async with app_on(team(tmp_path), "agreement", size=NARROW) as (app, _pilot):
        said = flat(app.screen)
        assert "Anna · Bram" in said and "2 of 2 differences open" in said
        assert said.index("other role") < said.index("other boundary")
        assert "1[2[Nu slaap ik weer.]2]1" in said
        assert "slaapt weer" in said and "niemand kennen" in said


async def test_a_key_a_reason_and_the_cursor_is_on_the_next(tmp_path: Path) -> None:
    async with app_on(team(tmp_path), "agreement", size=NARROW) as (app, pilot):
        await press(pilot, "1")
        await type_words(pilot, "uitkomst")
        await press(pilot, "enter")
        with project_of(app).read() as reading:
            (row,) = reading.all(Adjudication)
            (decision,) = reading.all(Decision)
            assert (row.choice, row.reason, decision.why) == (Choice.FIRST, "uitkomst", "uitkomst")
            assert reading.count(Coding) == 4 and reading.count(ConsensusMark) == 1
        said = flat(app.screen)
        assert "1 of 2 differences open" in said and "→" in said
        present = screen_of(app).current()
        assert present is not None and present.kind == "boundary"
        await press(pilot, "u")
        assert "2 of 2 differences open" in flat(app.screen)


async def test_a_codebook_note_says_on_which_codes_it_is_written(tmp_path: Path) -> None:
    async with app_on(team(tmp_path), "agreement", size=NARROW) as (app, pilot):
        await press(pilot, "M")
        assert "Note for the codebook on: slaapt weer · niemand kennen" in flat(app.screen)
        await type_words(pilot, "wanneer wel")
        await press(pilot, "ctrl+s")
        with project_of(app).read() as reading:
            assert [one.text for one in reading.all(Memo)] == ["wanneer wel"]
            assert reading.count(MemoAnchor) == 2


async def test_otherwise_offers_the_widest_the_common_part_and_other_codes(tmp_path: Path) -> None:
    async with app_on(team(tmp_path), "agreement", size=(100, 34)) as (app, pilot):
        await press(pilot, "n", "3")
        assert "Only the words that both marked" in flat(app.screen)
        await type_words(pilot, "only")
        await press(pilot, "enter", "enter")
        with project_of(app).read() as reading:
            (row,) = reading.all(Adjudication)
            assert row.choice is Choice.NEW
            assert reading.count(ConsensusMark) == 1


async def test_boundaries_are_settled_together_after_a_question(tmp_path: Path) -> None:
    async with app_on(team(tmp_path), "agreement", size=NARROW) as (app, pilot):
        await press(pilot, "B", "y")
        assert "1 of 2 differences open" in flat(app.screen)


@pytest.mark.parametrize(
    ("presses", "words"),
    [
        (1, "Krippendorff"),
        (2, "alpha, relevant or not"),
        (3, "times"),
        (4, "Coding as it was when each coder was done in that round."),
        (5, "same explanation"),
    ],
)
async def test_tab_goes_on_to_the_figures(tmp_path: Path, presses: int, words: str) -> None:
    async with app_on(team(tmp_path), "agreement", size=(200, 40)) as (app, pilot):
        await press(pilot, *["tab"] * presses)
        assert words in flat(app.screen)


async def test_a_code_leads_to_its_differences(tmp_path: Path) -> None:
    async with app_on(team(tmp_path), "agreement", size=(120, 40)) as (app, pilot):
        await press(pilot, "tab", "enter")
        assert "filtered: 1 shown" in flat(app.screen)


async def test_without_two_who_are_done_it_says_what_to_do(tmp_path: Path) -> None:
    async with app_on(team(tmp_path, done=False), "agreement", size=NARROW, language="nl") as (app, pilot):
        assert "F op het leesscherm" in flat(app.screen)
        await press(pilot, "1")
        assert "niets te vergelijken" in " ".join(str(one.message) for one in app._notifications)


async def test_the_report_is_written(tmp_path: Path) -> None:
    async with app_on(team(tmp_path), "agreement", size=NARROW) as (app, pilot):
        await press(pilot, "w")
        await press(pilot, "ctrl+u")
        await type_words(pilot, str(tmp_path / "verslag.md").replace("_", "_"))
        await press(pilot, "enter")
        await rest(app, pilot)
    text = (tmp_path / "verslag.md").read_text("utf-8")
    assert text.index("Where Anna and Bram differ") < text.index("Per code")
    assert "How agreement was determined" in text


async def test_of_three_coders_each_has_a_digit(tmp_path: Path) -> None:
    from tests.store.test_joint import Three

    three = Three(tmp_path / "drie.cmo")
    three.project.close()
    remember(Recent(str(tmp_path / "drie.cmo"), None, three.anna.id))
    async with app_on(tmp_path / "drie.cmo", "agreement", size=NARROW) as (app, pilot):
        said = flat(app.screen)
        assert "Anna · Bram · Carla" in said and "2 of 2 differences open" in said
        assert "3 Carla" in said and "nothing here" in said and "1[2[Nu slaap ik weer.]2]1" in said
        assert "3 As the third" in said and "documents two or more finished" not in said
        assert "1 document two or more finished" in said
        await press(pilot, "3", "enter")
        with project_of(app).read() as reading:
            (row,) = reading.all(Adjudication)
            assert row.first_coder_id == three.carla.id and not reading.count(ConsensusMark)
        await press(pilot, "2", "enter")
        said = flat(app.screen)
        assert "0 of 2 differences open" in said and "→ alpha 1.000, Dice 1.000" in said
        await press(pilot, "4")
        assert "no coder with this number" in " ".join(str(one.message) for one in app._notifications)
        await press(pilot, "p")
        assert "All together" in flat(app.screen) and "Anna · Carla" in flat(app.screen)
        await press(pilot, "escape", "u")
        assert "1 of 2 differences open" in flat(app.screen)


async def test_of_three_coders_the_levels_are_those_of_every_pair(tmp_path: Path) -> None:
    from tests.store.test_joint import Three

    three = Three(tmp_path / "drie.cmo")
    three.project.close()
    async with app_on(tmp_path / "drie.cmo", "agreement", size=(160, 48)) as (app, pilot):
        await press(pilot, *["tab"] * 5)
        await rest(app, pilot)
        table = screen_of(app).figures
        pairs = [str(table.get_row_at(nr)[0]) for nr in range(table.row_count)]
        assert list(dict.fromkeys(pairs)) == ["Anna · Bram", "Anna · Carla", "Bram · Carla"]
        assert table.row_count == 3 * 12


async def test_other_figures_are_asked_for_in_a_form_and_are_the_same_as_on_the_command_line(tmp_path: Path) -> None:
    async with app_on(team(tmp_path), "agreement", size=(120, 40)) as (app, pilot):
        await press(pilot, "m")
        await type_words(pilot, "nothing")
        await press(pilot, "ctrl+s")
        assert "no way of matching" in flat(app.screen)
        await press(pilot, "ctrl+u")
        await type_words(pilot, "overlap")
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        said = flat(app.screen)
        assert "Other figures" in said and "overlap" in said and "0.500" in said
