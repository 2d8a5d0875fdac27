"""A coder who works blind looks at every screen: none shows the work of the other, by a word or by a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from cmo_coder.settings import Recent, remember
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.study_screens import SCREENS_OF_STUDY
from tests.store.blind_case import MARK, BlindStudy
from tests.tui.screen_text import app_on, press, screen_text, until

KEYS: dict[str, tuple[str, ...]] = {
    "card": ("tab", "down"),
    "elements": ("down", "enter"),
    "stories": ("down", "down"),
    "memos": ("down",),
    "decisions": ("down",),
    "contradictions": ("down",),
    "history": ("enter",),
    "codebook": ("down", "down"),
}
"""Keys that show more of a screen."""

ALL = tuple(sorted({*SCREENS_OF_STUDY} - {"edit", "versions"}))
"""All screens but those that are opened on a document from the reading screen."""

SHOWN = ("card", "elements", "memos", "decisions", "history", "contradictions", "patterns", "stories")
"""Screens on which the work of the other is seen once both are done."""


async def walk(place: str, names: Iterable[str] = ALL) -> dict[str, str]:
    """What every screen shows Anna, at once and after a few keys."""
    said = {}
    async with app_on(place, "overview", size=(160, 48), painted=False) as (app, pilot):
        for name in names:
            screen = app.show(name)
            await pilot.pause()
            if isinstance(screen, ReadScreen):
                assert app.session is not None
                with app.session.project.read() as reading:
                    from cmo_coder.model.documents import Document

                    screen.open_document(reading.all(Document)[0].id, 30)
                await pilot.pause()
            await until(pilot, lambda: "…" not in screen_text(app.screen).split("\n")[1] or name != "pseudonymise")  # noqa: B023
            seen = [screen_text(app.screen)]
            for key in KEYS.get(name, ()):
                await press(pilot, key)
                seen.append(screen_text(app.screen))
            said[name] = "\n".join(seen)
            while len(app.screen_stack) > 1 and app.screen is not screen:
                await press(pilot, "escape")
    return said


def same(text: str) -> str:
    """A screen without moments."""
    return re.sub(r"\d{1,2}:\d\d(:\d\d)?", "", text)


async def test_no_screen_shows_the_work_of_the_other(tmp_path: Path) -> None:
    study = BlindStudy(tmp_path / "wijk.cmo")
    place = str(tmp_path / "wijk.cmo")
    remember(Recent(place, None, study.anna.id))
    await walk(place, ("read", "link"))  # from now on the place where one was is remembered
    before = await walk(place)
    study.bram_works()
    after = await walk(place)
    for name, text in after.items():
        assert MARK not in text.casefold(), (name, text)
        if name != "history":  # there stands that Bram was done, and began again
            assert same(text) == same(before[name]), name
    study.all_done()
    shown = await walk(place, SHOWN)
    assert [name for name in SHOWN if MARK not in shown[name].casefold()] == []
    study.project.close()
