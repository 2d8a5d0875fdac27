"""What holds for every dialog: F1 tells of it, and what was typed is not lost without a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cmo_coder import messages
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.dialogs import AskText, Choice, Confirm, Dialog, Field, Form, Pick
from cmo_coder.tui.screens.help import HelpScreen
from cmo_coder.tui.screens.pick_many import PickMany
from tests.tui.screen_text import flat, press, until

LOST = "Not saved yet. esc once more drops it."
FIELDS = (
    Field("name", "Name of the round", "First", needed=True),
    Field("kind", "Kind of round", "a", "choice", (("a", "interviews"), ("b", "survey")), hint="may change later"),
    Field("note", "Note", kind="lines"),
)


def form() -> Dialog[Any]:
    return Form("Edit round", FIELDS)


def one_line() -> Dialog[Any]:
    return AskText("Why is it so?", "because")


def several_lines() -> Dialog[Any]:
    return AskText("Memo", "because", lines=True)


def many() -> Dialog[Any]:
    return PickMany("Which?", [Choice("a", "apple"), Choice("b", "pear")], ["a"])


async def shown(pilot: Any, made: Dialog[Any]) -> list[Any]:
    """Open a dialog; the list gets its answer."""
    answers: list[Any] = []
    pilot.app.push_screen(made, answers.append)
    await until(pilot, lambda: pilot.app.screen is made and made.is_mounted)
    await pilot.pause()
    return answers


@pytest.mark.parametrize("make", [form, one_line, several_lines, many])
async def test_what_was_not_touched_is_left_at_once(make: Callable[[], Dialog[Any]]) -> None:
    async with CmoApp().run_test(size=(80, 24)) as pilot:
        answers = await shown(pilot, make())
        await pilot.press("escape")
        await until(pilot, lambda: answers == [None])


@pytest.mark.parametrize(("make", "key"), [(form, "x"), (one_line, "x"), (several_lines, "x"), (many, "enter")])
async def test_what_was_typed_is_told_of_before_it_is_dropped(make: Callable[[], Dialog[Any]], key: str) -> None:
    async with CmoApp().run_test(size=(80, 24)) as pilot:
        dialog = make()
        answers = await shown(pilot, dialog)
        await pilot.press(key, "escape")
        await until(pilot, lambda: LOST in flat(dialog))
        assert not answers
        await pilot.press("escape")
        await until(pilot, lambda: answers == [None])


async def test_who_types_on_after_that_is_told_again() -> None:
    async with CmoApp().run_test(size=(80, 24)) as pilot:
        dialog = form()
        answers = await shown(pilot, dialog)
        await pilot.press("x", "escape", "y")
        await until(pilot, lambda: LOST not in flat(dialog))
        await pilot.press("escape")
        await until(pilot, lambda: LOST in flat(dialog))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(answers))
        assert answers[0]["name"].endswith("xy")


async def test_what_is_typed_and_taken_back_is_no_loss() -> None:
    async with CmoApp().run_test(size=(80, 24)) as pilot:
        answers = await shown(pilot, form())
        await pilot.press("end", "x", "backspace", "escape")
        await until(pilot, lambda: answers == [None])


@pytest.mark.parametrize(
    "make",
    [
        lambda: AskText("Find", passing=True),
        lambda: AskText("Password", hidden=True),
        lambda: Pick("Which?", [Choice("a", "xylophone")]),
    ],
)
async def test_nobody_is_asked_about_words_that_only_look_for_something(make: Callable[[], Dialog[Any]]) -> None:
    async with CmoApp().run_test(size=(80, 24)) as pilot:
        answers = await shown(pilot, make())
        await pilot.press("x", "escape")
        await until(pilot, lambda: answers == [None])


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_f1_in_a_form_tells_of_its_fields_and_keys_and_what_was_typed_stays(
    size: tuple[int, int], language: str
) -> None:
    messages.set_language(language)
    async with CmoApp().run_test(size=size) as pilot:
        dialog = form()
        await shown(pilot, dialog)
        await pilot.press("end", "x", "f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.pause()
        help_ = flat(pilot.app.screen)
        must = "must be filled in" if language == "en" else "moet ingevuld zijn"
        save = "save and close, from every field" if language == "en" else "bewaren en sluiten, vanuit elk veld"
        for words in ("Edit round", "Name of the round", must, "may change later", "ctrl+s", save, "esc"):
            assert words in help_
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is dialog)
        assert isinstance(dialog, Form)
        assert dialog.values()["name"] == "Firstx"


async def test_f1_tells_the_keys_of_a_question_too() -> None:
    async with CmoApp().run_test(size=(80, 24)) as pilot:
        await shown(pilot, Confirm("Really remove it?"))
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.pause()
        assert "Really remove it?" in flat(pilot.app.screen)
        assert "y j enter" in flat(pilot.app.screen)


async def test_a_long_hint_is_shown_in_full() -> None:
    words = " ".join(f"figure_{nr:02}" for nr in range(15))
    async with CmoApp().run_test(size=(80, 24)) as pilot:
        await shown(pilot, Form("What is compared", [Field("figures", "Figures", hint=words)]))
        text = flat(pilot.app.screen)
        assert [word for word in words.split() if word not in text] == []


@pytest.mark.parametrize("kind", [Pick, PickMany])
async def test_letters_that_no_line_has_are_said_to_find_nothing(kind: type[Pick | PickMany]) -> None:
    async with CmoApp().run_test(size=(80, 24)) as pilot:
        made = kind("Which?", [Choice("a", "apple"), Choice("b", "pear")])
        answers = await shown(pilot, made)
        await press(pilot, *"koffie", "enter")
        assert "No line has these letters." in flat(made) and answers == []


async def test_two_words_are_looked_for_in_a_list_of_many() -> None:
    async with CmoApp().run_test(size=(80, 24)) as pilot:
        made = PickMany("Which?", [Choice("a", "red apple"), Choice("b", "green apple")])
        answers = await shown(pilot, made)
        assert "space or enter: take or leave" in flat(made)
        await press(pilot, *"green", "space", *"app")
        assert "space or enter" not in flat(made) and "enter: take or leave" in flat(made)
        await press(pilot, "enter", "ctrl+s")
        assert answers == [("b",)]
