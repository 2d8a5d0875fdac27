"""The app on a study for tests of screens, and what a person would read on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual import events
from textual._compositor import Compositor
from textual.keys import _character_to_key  # what `Pilot.press` uses
from textual.pilot import Pilot
from textual.screen import Screen

from cmo_coder.settings import Settings
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.session import open_session
from cmo_coder.tui.suggesting_jobs import PAINTED

MOST_ROUNDS = 50
"""How often the app may come to rest before a condition must hold."""


def screen_text(screen: Screen[Any]) -> str:
    """The screen as plain text, one row a line."""
    rows = screen._compositor.render_strips()  # Textual has no other way to read a screen as text
    return "\n".join("".join(segment.text for segment in row).rstrip() for row in rows)


def flat(screen: Screen[Any]) -> str:
    """The screen as one line of words without box lines, so that wrapping does not matter (columns still stand beside
    each other).
    """
    return " ".join(screen_text(screen).replace("│", " ").split())


@asynccontextmanager
async def app_on(
    place: str | Path, screen: str, *, size: tuple[int, int] = (120, 40), language: str = "en", painted: bool = True
) -> AsyncIterator[tuple[CmoApp, Pilot[None]]]:
    """The app on a project (that no one else has open for writing), showing one of its screens.

    Without `painted` the frames in between, which nobody sees, are not made: a test that walks over all screens takes
    half the time. `screen_text` makes the one that it reads.
    """
    app = CmoApp(None, settings=Settings(language=language))
    frames = nullcontext() if painted else patch.object(Compositor, "render_update", return_value=None)
    with frames:
        async with app.run_test(size=size) as pilot:
            app.use_session(open_session(str(place), with_backup=False), screen)
            await pilot.pause()
            await pilot.pause()
            yield app, pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys; the app has come to rest after the last."""
    await pilot.press(*keys)
    await pilot.pause()


async def type_words(pilot: Pilot[Any], words: str) -> None:
    """Type words as fast as a terminal hands them over; the app has come to rest after the last letter.

    `press` waits twice for an idle processor after each letter, which on a busy machine takes seconds a word.
    """
    for letter in words:
        pilot.app.post_message(events.Key(letter if letter.isalnum() else _character_to_key(letter), letter))
    await pilot.pause()
    await until(pilot, lambda: not getattr(pilot.app, "keys_waiting", False))
    await pilot.pause()


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait for a condition. Raises AssertionError where the app comes to rest many times without it."""
    for _round in range(MOST_ROUNDS):
        if holds():
            return
        await pilot.pause()
    raise AssertionError("the app came to rest without what was waited for")


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until the workers are done, and what is learned from a code too: that begins when the code was painted."""
    for _ in range(MOST_ROUNDS):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        suggesting = pilot.app._suggesting if isinstance(pilot.app, CmoApp) else None
        if suggesting is None or not suggesting.jobs.running:
            return
        await pilot.pause(PAINTED)
