"""The guided first run: every step is done with the keys that its Dutch text names, and with nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cmo_coder import messages
from cmo_coder.paths import exports_dir
from cmo_coder.settings import Settings
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import Dialog
from cmo_coder.tui.screens.load_files import LoadFiles
from cmo_coder.tui.screens.start import StartScreen
from cmo_coder.tui.tour import STEPS, on_tour, practice_path, tour_text
from tests.tui.screen_text import flat, type_words, until

NAMED = {"space": "Spatie", "slash": "/"}
"""Keys that a text names otherwise than the terminal does."""

KEYS: tuple[tuple[str, ...], ...] = (
    ("g", "d", "l", "enter", "ctrl+s"),
    ("f3", "slash", "=kende hier niemand", "enter", "space", "V", "c", "=pers", "enter"),
    ("slash", "=niet bekeken", "enter", "V", "m", "=vert", "enter"),
    ("slash", "=slaap", "enter", "V", "o", "=weer slapen", "ctrl+s"),
    ("e", "e"),
    ("space", "f4", "n", "enter"),
    ("f5", "f6", "n", "=Geef rust", "ctrl+s"),
    ("a",),
    ("s", "=Zet een tafel neer", "ctrl+s"),
    ("f8", "f", "=word", "enter", "w", "enter", "g", "r"),
)
"""What is pressed in each step; after "=" stands what is typed. Words of one's own need not stand in the text."""

OWN_WORDS = {"=weer slapen", "=Geef rust", "=Zet een tafel neer", "=word"}
IN_DIALOG = {"g", "f", "w"}
"""Keys after which a dialog explains itself: what follows there need not stand in the text."""


def names(key: str) -> str:
    """A key as a text names it."""
    if key.startswith("="):
        return key[1:]
    return NAMED.get(key, key.upper() if re.fullmatch(r"f\d", key) else key)


async def press(pilot: Pilot[None], key: str) -> None:
    """One key, or what is typed."""
    if key.startswith("="):
        await type_words(pilot, key[1:])
    else:
        await pilot.press(key)
        await pilot.pause()


async def settled(app: CmoApp, pilot: Pilot[None]) -> None:
    """Nothing that was begun in a worker is still under way."""
    await app.workers.wait_for_complete()
    await pilot.pause()


def app_in_dutch() -> CmoApp:
    messages.set_language("nl")
    return CmoApp(None, settings=Settings(language="nl", coder="Anna"))


async def begin(app: CmoApp, pilot: Pilot[None]) -> None:
    """The tour, from the start screen."""
    await until(pilot, lambda: isinstance(app.screen, StartScreen))
    await press(pilot, "r")
    await settled(app, pilot)
    await until(pilot, lambda: on_tour(app) and isinstance(app.screen, StudyScreen))


@pytest.mark.parametrize("step", range(len(STEPS)))
def test_a_dutch_step_names_its_keys_in_the_order_in_which_they_are_pressed(step: int) -> None:
    messages.set_language("nl")
    text, at = tour_text(step), 0
    assert text != STEPS[step].text
    keys = KEYS[step]
    for nr, key in enumerate(keys):
        if key in OWN_WORDS or (key == "enter" and nr and (keys[nr - 1] in OWN_WORDS | IN_DIALOG)):
            continue
        found = re.compile(rf"(?<!\w){re.escape(names(key))}(?!\w)", re.IGNORECASE).search(text, at)
        assert found, f"{names(key)!r} does not stand in {text[at:]!r}"
        at = found.end()


@pytest.mark.parametrize("step", [nr for nr, one in enumerate(STEPS) if one.home])
def test_who_strayed_from_the_screen_of_a_step_is_told_the_way_back(step: int) -> None:
    messages.set_language("nl")
    assert tour_text(step, STEPS[step].home) == tour_text(step)
    back = tour_text(step, "documents")
    assert back != tour_text(step)
    assert ("F3" if STEPS[step].home == "read" else "F6") in back


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_the_keys_of_the_text_do_every_step_and_the_tour_goes_on_by_itself(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = app_in_dutch()
    async with app.run_test(size=size) as pilot:
        await begin(app, pilot)
        for nr, keys in enumerate(KEYS, start=1):
            assert f"Rondleiding {nr}/{len(STEPS)}" in flat(app.screen)
            for key in keys:
                await press(pilot, key)
                await settled(app, pilot)
                await until(pilot, lambda: not isinstance(app.screen, LoadFiles) or app.screen.state is not None)
            await until(pilot, lambda: not isinstance(app.screen, Dialog | LoadFiles))
        assert not app.touring
        assert app.settings.tour_done
    written = list(exports_dir().glob("*.docx"))
    assert len(written) == 1
    assert [one.name for one in Path(practice_path()).parent.iterdir() if one.suffix == ".docx"] == []
    assert list(tmp_path.iterdir()) == []


async def test_the_tour_is_left_and_resumed_where_it_was_also_after_a_restart() -> None:
    app = app_in_dutch()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        for key in KEYS[0]:
            await press(pilot, key)
            await settled(app, pilot)
        await until(pilot, lambda: "Rondleiding 2/" in flat(app.screen))
        await press(pilot, "g")
        await press(pilot, "r")
        assert not app.touring
        assert "Rondleiding 2/" not in flat(app.screen)
        await press(pilot, "g")
        await press(pilot, "r")
        assert "Rondleiding 2/" in flat(app.screen)
    again = CmoApp(None)
    async with again.run_test(size=(80, 24)) as pilot:
        await begin(again, pilot)
        await until(pilot, lambda: "Rondleiding 2/" in flat(again.screen))
