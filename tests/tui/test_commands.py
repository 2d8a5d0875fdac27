"""The registry of commands: documented, with keys that do not clash, each with a method that does it."""

from __future__ import annotations

import importlib
from collections import Counter

import pytest

from cmo_coder.messages import _, in_language
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.commands import REGISTRY, commands_of
from cmo_coder.tui.keymap import KEYS, LETTERS
from cmo_coder.tui.screens.start import StartScreen
from cmo_coder.tui.study_screens import SCREENS_OF_STUDY
from cmo_coder.tui.widgets.reader_keys import READER_BINDINGS

GLOBAL = {"f1", "question_mark", "g", "colon", "ctrl+p", "u", "ctrl+r", "escape", "q"}


def screens() -> dict[str, type]:
    found: dict[str, type] = {"app": CmoApp, "start": StartScreen}
    for name, where in SCREENS_OF_STUDY.items():
        module, _colon, cls = where.partition(":")
        found[name] = getattr(importlib.import_module(module), cls)
    return found


@pytest.fixture(scope="module")
def owners() -> dict[str, type]:
    return screens()


def test_every_command_has_a_title_a_help_and_either_a_screen_or_a_method(owners: dict[str, type]) -> None:
    for command in REGISTRY.values():
        assert command.title, command.id
        assert command.help, command.id
        shows = command.where == "app" and command.id.removeprefix("app.") in SCREENS_OF_STUDY
        assert shows != hasattr(owners[command.where], command.method), command.id


def test_every_key_of_the_keymap_belongs_to_a_command(owners: dict[str, type]) -> None:
    assert owners
    assert set(KEYS) == set(REGISTRY)
    assert set(LETTERS) <= set(REGISTRY)


def test_no_two_commands_of_a_screen_share_a_key_and_none_takes_a_key_that_works_everywhere(
    owners: dict[str, type],
) -> None:
    for where in owners:
        own = [key for command in commands_of(where) for key in KEYS[command.id].split(",") if key]
        assert [key for key, n in Counter(own).items() if n > 1] == [], where
        if where not in ("app", "start"):
            assert GLOBAL.isdisjoint(own), where


def test_the_letters_after_g_differ() -> None:
    letters = list(LETTERS.values())
    assert len(set(letters)) == len(letters)
    assert "g" not in letters


def test_the_coding_keys_do_not_clash_with_moving_in_the_reader(owners: dict[str, type]) -> None:
    assert owners
    moving = {key for binding in READER_BINDINGS for key in binding.key.split(",")}
    coding = {key for command in commands_of("read") for key in KEYS[command.id].split(",") if key}
    assert moving.isdisjoint(coding)
    assert (moving & GLOBAL) <= {"escape"}


def test_every_screen_says_what_it_is_for_in_both_languages(owners: dict[str, type]) -> None:
    for name in SCREENS_OF_STUDY:
        with in_language("en"):
            english = _(owners[name].HELP)
        with in_language("nl"):
            dutch = _(owners[name].HELP)
        assert english, name
        assert dutch != english, name
