"""Pseudonymising on the screen: choosing names and places, replacing with a key, going back, residue, withdrawing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from cmo_coder.model.documents import Document, SpeakerKind
from cmo_coder.names import key as key_module
from cmo_coder.store.cases import add_respondent
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document, full_document
from cmo_coder.store.name_choices import Choice, choices_of
from cmo_coder.store.name_proposals import find_names
from cmo_coder.store.project import Project
from cmo_coder.tui.screens import pseudonymise
from cmo_coder.tui.screens.key_dialog import KeyDialog
from cmo_coder.tui.screens.pseudonymise import PseudonymiseScreen
from tests.tui.screen_text import app_on, flat, press, type_words, until
from tests.tui.source_case import rest, said, study

SAID = "Karin Bakker en Dennis kwamen uit Zutphen. Roos had bloemen. Ik gaf Roos koffie, zei Karin.\n"
PASSPHRASE = "vier losse woorden hier"


@pytest.fixture(autouse=True)
def cheap_lock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(key_module, "_COST", {"n": 2**8, "r": 8, "p": 1})
    monkeypatch.setattr(Path, "home", lambda: tmp_path)


@pytest.fixture
def place(tmp_path: Path) -> str:
    made = study(tmp_path)
    with Project.open(made, with_backup=False) as project:
        who = add_respondent(project, "Buur 1")
        turns = [NewTurn(0, len("R1: " + SAID), 4, "R1")]
        speakers = {"R1": SpeakerIs(SpeakerKind.RESPONDENT, who.id)}
        add_document(project, Document(id="d1", title="Gesprek"), "R1: " + SAID, turns, speakers)
    return made


def screen(app: Any) -> PseudonymiseScreen:
    assert isinstance(app.screen, PseudonymiseScreen)
    return app.screen


def names(app: Any) -> list[str]:
    return [line.id for line in screen(app).names.lines]


def chosen(app: Any) -> dict[str, Choice | None]:
    found = screen(app).found
    assert found is not None
    return {one.names[0]: one.choice for one in found.proposed}


def text(app: Any) -> str:
    return full_document(app.session.project, "d1").text


async def test_each_key_chooses_and_goes_on_to_the_next_name(place: str) -> None:
    async with app_on(place, "pseudonymise", size=(120, 30)) as (app, pilot):
        await rest(app, pilot)
        assert set(names(app)) == {"Karin Bakker", "Dennis", "Zutphen", "Roos"}
        order = names(app)
        await press(pilot, "a", "x", "N", "a")
        assert [chosen(app)[name] for name in order] == [Choice.ACCEPT, Choice.REJECT, Choice.NEVER, Choice.ACCEPT]
        assert choices_of(app.session.project).never == {order[2]}
        await press(pilot, "k", "o")
        assert chosen(app)[order[2]] is None


async def test_what_is_chosen_stays_when_a_look_that_was_begun_before_comes_in(place: str) -> None:
    async with app_on(place, "pseudonymise", size=(120, 30)) as (app, pilot):
        await rest(app, pilot)
        older = screen(app).found
        assert older is not None
        first = names(app)[0]
        await press(pilot, "a")
        screen(app)._looked(older)
        assert chosen(app)[first] is Choice.ACCEPT


async def test_the_places_show_their_words_and_one_can_stay(place: str) -> None:
    async with app_on(place, "pseudonymise", size=(120, 30)) as (app, pilot):
        await rest(app, pilot)
        screen(app).names.go_to("Roos")
        await press(pilot, "tab")
        lines = [line.words for line in screen(app).places.lines]
        assert any("Ik gaf Roos koffie" in line for line in lines)
        await press(pilot, "x")
        assert "(stays)" in flat(app.screen)
        assert len(choices_of(app.session.project).kept) == 1
        await press(pilot, "a")
        assert "(stays)" not in flat(app.screen)


async def test_a_replacement_is_changed_and_two_names_become_the_same(place: str) -> None:
    async with app_on(place, "pseudonymise", size=(120, 30)) as (app, pilot):
        await rest(app, pilot)
        screen(app).names.go_to("Karin Bakker")
        await press(pilot, "c")
        app.screen.query_one(Input).value = "Anneke"
        await press(pilot, "enter")
        screen(app).names.go_to("Dennis")
        await press(pilot, "v", "enter")
        found = screen(app).found
        assert found is not None
        assert {one.replacement for one in found.proposed if one.choice is Choice.ACCEPT} == {"Anneke"}


async def test_a_filter_narrows_the_list(place: str) -> None:
    async with app_on(place, "pseudonymise", size=(80, 24)) as (app, pilot):
        await rest(app, pilot)
        await press(pilot, "f")
        await type_words(pilot, "place")
        await press(pilot, "enter")
        assert names(app) == ["Zutphen"]


async def fill(app: Any, pilot: Any, path: Path, *words: str) -> None:
    """Fill in the dialog of a key, and give it."""
    dialog = app.screen
    assert isinstance(dialog, KeyDialog)
    dialog.query_one("#path", Input).value = str(path)
    for field, typed in zip(("#passphrase", "#again"), words, strict=False):
        dialog.query_one(field, Input).value = typed
    await press(pilot, "ctrl+s")


async def test_replacing_needs_the_passphrase_twice_and_the_key_brings_everything_back(
    place: str, tmp_path: Path
) -> None:
    key = tmp_path / "study.cmokey"
    async with app_on(place, "pseudonymise", size=(120, 40)) as (app, pilot):
        await rest(app, pilot)
        before = text(app)
        await press(pilot, "A", "w")
        assert "Replace 4 names at 6 places in 1 transcript?" in flat(app.screen)
        await press(pilot, "y")
        await fill(app, pilot, key, PASSPHRASE, PASSPHRASE + "!")
        assert "differ" in flat(app.screen) and not key.exists()
        await fill(app, pilot, key, "kort", "kort")
        assert "too short" in flat(app.screen)
        await fill(app, pilot, key, PASSPHRASE, PASSPHRASE)
        await rest(app, pilot)
        assert key.exists() and "Karin" not in text(app)
        await press(pilot, "enter")
        await rest(app, pilot)
        await press(pilot, "u")
        assert "only with its key" in said(app)
        await press(pilot, "z")
        assert app.screen.query_one("#path", Input).value == str(key)
        await fill(app, pilot, key, PASSPHRASE + "!")
        await rest(app, pilot)
        assert "does not open" in said(app)
        await press(pilot, "z")
        await fill(app, pilot, key, PASSPHRASE)
        await rest(app, pilot)
        assert text(app) == before


async def test_the_residue_leads_to_its_place(place: str) -> None:
    async with app_on(place, "pseudonymise", size=(120, 40)) as (app, pilot):
        await rest(app, pilot)
        await press(pilot, "r")
        assert "names that are still there" in flat(app.screen)
        await press(pilot, "enter")
        await rest(app, pilot)
        assert type(app.screen).__name__ == "ReadScreen"


async def test_withdrawing_tells_what_goes_and_wants_the_pseudonym(place: str) -> None:
    async with app_on(place, "pseudonymise", size=(120, 40)) as (app, pilot):
        await rest(app, pilot)
        await press(pilot, "D", "enter")
        assert "the whole of Gesprek" in flat(app.screen) and "cannot be undone" in flat(app.screen)
        app.screen.query_one(Input).value = "Buur"
        await press(pilot, "enter")
        assert "nothing was deleted" in said(app)
        await press(pilot, "D", "enter")
        app.screen.query_one(Input).value = "Buur 1"
        await press(pilot, "enter")
        await rest(app, pilot)
        with app.session.project.read() as reading:
            assert reading.all(Document) == ()


async def test_looking_for_names_is_stopped_and_begun_again_with_one_key(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(*given: Any, progress: Any, **more: Any) -> Any:
        progress(1, 4)
        begun.set()
        assert go_on.wait(10)
        progress(2, 4)
        return find_names(*given, progress=progress, **more)

    monkeypatch.setattr(pseudonymise, "find_names", slow)
    async with app_on(place, "pseudonymise", size=(80, 24)) as (app, pilot):
        await until(pilot, lambda: begun.is_set() and "25% (R stops)" in flat(app.screen))
        await pilot.press("R")
        await until(pilot, lambda: "R looks again" in flat(app.screen))
        go_on.set()
        await rest(app, pilot)
        assert screen(app).found is None and "R looks again" in flat(app.screen)
        await press(pilot, "R")
        await rest(app, pilot)
        assert "Dennis" in names(app)
