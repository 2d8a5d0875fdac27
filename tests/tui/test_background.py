"""What fails in the background never takes the program down: it is said in a sentence, and coding goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from cmo_coder.model.errors import UserError
from cmo_coder.suggest.suggester import Suggester
from cmo_coder.tui import suggesting
from cmo_coder.tui.background import reason_of
from cmo_coder.tui.screens import read_load
from cmo_coder.tui.screens.read import ReadScreen
from tests.tui.screen_text import press, screen_text
from tests.tui.test_read import SIZES, make, put_caret, reading
from tests.tui.test_suggest import taken
from tests.tui.test_suggest_beside import COFFEE

FAULTS = [
    (ModuleNotFoundError("No module named 'scipy'", name="scipy"), "a part of the program is missing (scipy)"),
    (MemoryError(), "there is too little memory"),
    (OSError(28, "No space left on device"), "No space left on device"),
    (ZeroDivisionError("division by zero"), "a fault in the program (ZeroDivisionError)"),
    (UserError("The project is closed."), "The project is closed."),
]


def failing(error: Exception) -> Callable[..., Any]:
    """Something that fails."""

    def fail(*_given: object, **_named: object) -> Any:
        raise error

    return fail


async def settled(pilot: Pilot[None]) -> str:
    """Wait for the workers; gives the screen with its messages."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return " ".join(str(one.message) for one in pilot.app._notifications)


@pytest.mark.parametrize(("error", "words"), FAULTS)
def test_a_reason_is_a_few_words_for_a_person(error: Exception, words: str) -> None:
    assert reason_of(error).startswith(words)


@pytest.mark.parametrize("size", SIZES)
async def test_coding_goes_on_where_nothing_can_be_learned(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    learn = suggesting.Suggesting.learn
    monkeypatch.setattr(suggesting.Suggesting, "learn", failing(FAULTS[0][0]))
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, size) as (pilot, screen):
            screen.want_suggestions()
            told = await settled(pilot)
            assert "Suggestions are not available: a part of the program is missing (scipy)" in told
            assert any(one.exc_info for one in caplog.records if one.levelno == logging.ERROR)
            put_caret(screen, COFFEE)
            await press(pilot, "t", *"koff", "enter")
            assert taken(project) == [("Koffie", COFFEE)], "coding goes on"
            pilot.app.clear_notifications()
            await press(pilot, "s")
            assert "missing (scipy)" in await settled(pilot), "who asks for one hears why"
            pilot.app.clear_notifications()
            await press(pilot, "j", "j", "k")
            assert not await settled(pilot), "it is not said at every key"
            await press(pilot, "g", "i")
            await pilot.pause()
            assert "not available: a part" in screen_text(pilot.app.screen)
            await press(pilot, "escape")
            monkeypatch.setattr(suggesting.Suggesting, "learn", learn)
            await press(pilot, "S", "S")
            await settled(pilot)
            assert screen.suggesting.made is not None, "S twice tries again"
            assert not screen.suggesting.problem


async def test_proposals_that_fail_leave_the_reader_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Suggester, "proposals", failing(ZeroDivisionError()))
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            screen.want_suggestions()
            assert "a fault in the program (ZeroDivisionError)" in await settled(pilot)
            put_caret(screen, COFFEE)
            await press(pilot, "t", *"koff", "enter")
            await settled(pilot)
            assert taken(project) == [("Koffie", COFFEE)]


async def test_a_question_that_fails_takes_only_its_answer_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            screen.want_suggestions()
            await settled(pilot)
            screen.suggesting.ask(failing(ZeroDivisionError()))
            screen.suggesting.aside(failing(MemoryError()))
            told = await settled(pilot)
            assert "That did not work: a fault in the program (ZeroDivisionError)." in told
            assert "That did not work: there is too little memory" in told
            assert screen.suggesting.made is not None


async def test_probabilities_that_fail_leave_the_suggestions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Suggester, "calibrated", failing(MemoryError()))
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            screen.want_suggestions()
            await settled(pilot)
            made = screen.suggesting.made
            assert made is not None
            screen.suggesting._calibrate()
            assert not await settled(pilot)
            assert screen.suggesting.made is made


async def test_codes_that_cannot_be_read_behind_the_screen_are_read_when_they_are_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            assert screen.document is not None
            put_caret(screen, COFFEE)
            await press(pilot, "t", *"koff", "enter")
            monkeypatch.setattr(read_load, "coded_spans", failing(MemoryError()))
            screen._await_rest(screen.document)
            await pilot.pause()
            await settled(pilot)
            monkeypatch.undo()
            assert isinstance(pilot.app.screen, ReadScreen)
            screen.complete()
            assert len(screen.fragments) == 1
