"""Every dialog answers F1 with what it is for and with its keys: none is left out."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from textual.binding import Binding
from textual.screen import ModalScreen

import cmo_coder.tui
from cmo_coder import messages
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.palette import palette
from cmo_coder.tui.screens.dialog import Dialog
from cmo_coder.tui.screens.goto import GotoScreen
from cmo_coder.tui.screens.help import HelpScreen
from cmo_coder.tui.screens.letters import Letters
from cmo_coder.tui.screens.modal import Modal
from cmo_coder.tui.screens.slots_editor import ROLE_KEYS, SlotsEditor
from cmo_coder.tui.screens.versions import ReadVersion
from cmo_coder.tui.screens.with_bar import WithBar
from tests.tui.screen_text import flat, until

ONLY_BASES = {Dialog, Modal, WithBar}
NEVER_TOLD = {"escape", "f1", "question_mark"}
"""Keys that need no word of their own: escape is told of everywhere, and who reads the help has found F1."""
AS_TOLD = {"left": "←", "right": "→", "up": "↑", "down": "↓"}


def _below(cls: type) -> Iterator[type]:
    for one in cls.__subclasses__():
        yield one
        yield from _below(one)


def dialogs() -> list[type[ModalScreen[Any]]]:
    """Every screen of the program that stands over another one, without those that only others are made of."""
    for module in pkgutil.walk_packages(cmo_coder.tui.__path__, "cmo_coder.tui."):
        importlib.import_module(module.name)
    ours = {one for one in _below(ModalScreen) if one.__module__.startswith("cmo_coder.")}
    bases = {one for one in ours if one in ONLY_BASES or one.__name__ == "LoadAsks"}
    return sorted(ours - bases - {HelpScreen}, key=lambda one: (one.__module__, one.__name__))


DIALOGS = dialogs()


def _owner(cls: type, name: str) -> type:
    return next(one for one in cls.__mro__ if name in one.__dict__)


def test_there_are_dialogs() -> None:
    assert len(DIALOGS) > 30


@pytest.mark.parametrize("cls", DIALOGS, ids=lambda cls: f"{cls.__module__.rpartition('.')[2]}.{cls.__name__}")
def test_it_says_what_it_is_for_and_what_its_keys_do(cls: type[ModalScreen[Any]]) -> None:
    assert _owner(cls, "help_text") is not Modal
    assert _owner(cls, "help_keys") is not Modal
    own = [one for one in cls.__dict__.get("BINDINGS", ()) if isinstance(one, Binding)]
    keys = {key.strip() for one in own for key in one.key.split(",")} - NEVER_TOLD
    if not keys or issubclass(cls, Letters | GotoScreen):
        return
    told = _told_by(cls)
    missing = {key for key in keys if not {key, AS_TOLD.get(key, key)} & told}
    assert not missing, f"F1 does not tell of {missing}"


def _told_by(cls: type[ModalScreen[Any]]) -> set[str]:
    """The keys in what a dialog tells: those that stand in its table, or in the code of its `help_keys`."""
    rows = getattr(cls, "OWN_KEYS", ())
    words = [key for key, _meaning in rows]
    if not rows:
        source = ast.parse(inspect.getsource(cls.help_keys).strip().replace("\n    ", "\n"))  # type: ignore[attr-defined]
        words = [one.value for one in ast.walk(source) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if issubclass(cls, SlotsEditor):
        words += ROLE_KEYS
    found = {word for text in words for word in text.replace(",", " ").split()}
    if "arrows" in found or "up" in found:
        found |= {"up", "down", "left", "right"}
    return found


def _modals() -> list[tuple[str, Any, str]]:
    read = ReadVersion("Interview 1, version 1", "Zij kende daar niemand.", [])
    return [
        ("letters", Letters("How does she know?", {"e": "experienced"}), "experienced"),
        ("goto", GotoScreen(), "Each screen has a letter"),
        ("version", read, "to read only"),
        ("palette", palette(), "Every command by name"),
    ]


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
@pytest.mark.parametrize("number", range(4), ids=[name for name, _made, _words in _modals()])
async def test_f1_opens_its_help_and_leads_back(number: int, size: tuple[int, int]) -> None:
    """Those that take every key themselves: a letter, or words."""
    async with CmoApp().run_test(size=size) as pilot:
        _name, made, words = _modals()[number]
        pilot.app.push_screen(made)
        await until(pilot, lambda: pilot.app.screen is made and made.is_mounted)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await until(pilot, lambda: words in flat(pilot.app.screen))
        await pilot.press("end")
        await until(pilot, lambda: "esc" in flat(pilot.app.screen))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is made)


@pytest.mark.parametrize("cls", [one for one in DIALOGS if getattr(one, "OWN_KEYS", ())], ids=lambda cls: cls.__name__)
def test_its_keys_are_told_in_dutch_too(cls: type[Dialog[Any]]) -> None:
    messages.set_language("nl")
    for _key, meaning in (*cls.OWN_KEYS, ("esc", cls.ESCAPE)):
        assert messages._(meaning) != meaning
