"""Typing faster than a dialog opens."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList

from cmo_coder.tui.screens.dialogs import Choice, Confirm, Field, Form, Pick
from cmo_coder.tui.screens.letters import Letters
from cmo_coder.tui.type_ahead import TypeAheadApp


class Burst(TypeAheadApp):
    """Keys that open dialogs, and a letter that must not be taken for a command."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "form"),
        Binding("t", "pick"),
        Binding("e", "letters"),
        Binding("x", "damage"),
        Binding("s", "sure"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.damage = 0
        self.given: list[object] = []

    def compose(self) -> ComposeResult:
        yield OptionList("een", "twee")

    def action_form(self) -> None:
        self.push_screen(Form("Nieuw", (Field("name", "Naam"), Field("more", "Meer"))), self.given.append)

    def action_pick(self) -> None:
        self.push_screen(Pick("Welke?", [Choice("1", "appel"), Choice("2", "exact")]), self.given.append)

    def action_letters(self) -> None:
        self.push_screen(Letters("Welke?", {"x": "ex", "y": "ij"}), self.given.append)

    def action_sure(self) -> None:
        self.push_screen(Confirm("Zeker?"), self.given.append)

    def action_damage(self) -> None:
        self.damage += 1


def type_at_once(app: Burst, keys: str) -> None:
    """Everything in one go, as a terminal hands over what was typed while the program was busy."""
    for key in keys:
        name = {"\r": "enter", "\x1b": "escape"}.get(key, key)
        app.post_message(events.Key(name, key))


async def test_letters_typed_at_once_go_into_the_form_that_the_first_of_them_opens() -> None:
    app = Burst()
    async with app.run_test() as pilot:
        type_at_once(app, "nexexact")
        await pilot.pause()
        await pilot.pause()
        assert app.screen.query_one("#f-name", Input).value == "exexact"
        assert app.damage == 0


async def test_a_choice_can_be_made_in_one_burst_with_its_enter() -> None:
    app = Burst()
    async with app.run_test() as pilot:
        type_at_once(app, "tex\r")
        await pilot.pause()
        await pilot.pause()
        assert app.given == ["2"]
        assert app.damage == 0


async def test_the_letter_after_a_key_that_asks_for_one_is_taken() -> None:
    app = Burst()
    async with app.run_test() as pilot:
        type_at_once(app, "ey")
        await pilot.pause()
        await pilot.pause()
        assert app.given == ["y"]


async def test_without_a_dialog_every_key_is_a_command() -> None:
    app = Burst()
    async with app.run_test() as pilot:
        type_at_once(app, "xxx")
        await pilot.pause()
        assert app.damage == 3


async def test_what_is_typed_after_the_enter_that_closes_a_dialog_reaches_the_screen_beneath() -> None:
    app = Burst()
    async with app.run_test() as pilot:
        type_at_once(app, "tex\rxx")
        await pilot.pause()
        await pilot.pause()
        assert app.given == ["2"]
        assert app.damage == 2


async def test_two_dialogs_in_one_burst_get_their_own_keys() -> None:
    app = Burst()
    async with app.run_test() as pilot:
        type_at_once(app, "tap\reyxtex\rx")
        await pilot.pause()
        await pilot.pause()
        assert app.given == ["1", "y", "2"]
        assert app.damage == 2


async def test_escape_and_a_letter_that_answers_close_too() -> None:
    app = Burst()
    async with app.run_test() as pilot:
        type_at_once(app, "tex\x1bxsyxsnx")
        await pilot.pause()
        await pilot.pause()
        assert app.given == [None, True, False]
        assert app.damage == 3


async def test_keys_go_on_where_a_dialog_goes_without_having_been_asked() -> None:
    app = Burst()
    async with app.run_test() as pilot:
        type_at_once(app, "te")
        await pilot.pause()
        app.pop_screen()
        type_at_once(app, "x")
        await pilot.pause()
        await pilot.pause()
        assert app.damage == 1
