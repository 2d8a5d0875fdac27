"""The preview of files that do not tell who asks: it says so, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cmo_coder.model.documents import Speaker, SpeakerKind
from cmo_coder.tui.screens.documents import DocumentsScreen
from cmo_coder.tui.screens.load_files import LoadFiles
from cmo_coder.tui.widgets.line_list import LineList
from tests.tui.screen_text import app_on, flat, press, until
from tests.tui.source_case import rest, study

NAMES = ("Anna", "Bert", "Carla", "Dirk")
SAID = ("Hoe gaat het in de wijk?", "Het is druk.", "De inloop is fijn.", "De hulp is dichtbij.")


def in_turn(folder: Path, rounds: int = 3) -> Path:
    """Four people who speak in strict rotation, as nobody could tell from a list."""
    path = folder / "kring.txt"
    path.write_text(
        "".join(f"{name}: {words}\n" for _n in range(rounds) for name, words in zip(NAMES, SAID, strict=True))
    )
    return path


async def preview(app: Any, pilot: Any, path: Path) -> LoadFiles:
    assert isinstance(app.screen, DocumentsScreen)
    app.screen.load([path])
    await rest(app, pilot)
    assert isinstance(app.screen, LoadFiles)
    return app.screen


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_four_people_in_strict_rotation_are_asked_about_and_i_says_who_asks(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with app_on(study(tmp_path), "documents", size=size) as (app, pilot):
        screen = await preview(app, pilot, in_turn(tmp_path))
        assert "Anna, Bert, Carla, Dirk: do they speak?" in flat(screen)
        about = screen.query_one("#about", LineList)
        about.go_to("also-all")
        await press(pilot, "enter")
        await until(pilot, lambda: "12 turns" in flat(screen))
        await until(pilot, lambda: "Who is the interviewer?" in flat(screen))
        await press(pilot, "i")
        assert "go to that name first" in flat(screen)
        about.go_to("speaker:0:Anna")
        await press(pilot, "i")
        text = flat(screen)
        assert "Who is the interviewer?" not in text and "go to that name first" not in text
        assert text.count("(new)") == 3 and "Anna → interviewer" in text
        await press(pilot, "i")
        assert "Who is the interviewer?" in flat(screen), "a slip is taken back with the same key"
        await press(pilot, "i", "ctrl+s")
        await rest(app, pilot)
        assert app.session is not None
        with app.session.project.read() as reading:
            kinds = {one.label: one.kind for one in reading.all(Speaker)}
        assert kinds.pop("Anna") is SpeakerKind.INTERVIEWER
        assert set(kinds.values()) == {SpeakerKind.RESPONDENT} and set(kinds) == set(NAMES[1:])


async def test_f1_tells_the_keys_of_the_preview_and_leads_back_to_it(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "documents", size=(80, 24)) as (app, pilot):
        screen = await preview(app, pilot, in_turn(tmp_path))
        await press(pilot, "f1")
        text = flat(app.screen)
        assert "nothing is in the study yet" in text and "ctrl+s" in text and "is the interviewer, or is not" in text
        await press(pilot, "escape")
        assert app.screen is screen


async def test_of_many_files_the_ones_without_an_interviewer_are_named(tmp_path: Path) -> None:
    path = tmp_path / "duo.txt"
    path.write_text("Anna: Hoe gaat het?\nBert: Goed.\n" * 4)
    async with app_on(study(tmp_path), "documents", size=(80, 24)) as (app, pilot):
        screen = await preview(app, pilot, path)
        screen.query_one("#files", LineList).go_to("all")
        await rest(app, pilot)
        assert "Without an interviewer: duo" in flat(screen)
