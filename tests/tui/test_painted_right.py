"""After every act of coding the terminal shows what a screen that is painted anew shows: no row is left behind.

The terminal is put together from the updates that were written to it, cell by cell.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual._compositor import ChopsUpdate
from textual.pilot import Pilot

from cmo_coder.tui.compositor import SparingCompositor
from cmo_coder.tui.screens.read import ReadScreen
from tests.tui.test_painting import SIZES, Cell, cells, made, reading

__all__ = ["made"]

ACTS = (
    *("t enter", "j j a", "j J a", "j j 1", "j j l enter", "j j c t enter", "j V o enter", "j j 2", "j a"),
    *("x enter", "x enter", "u", "u", "ctrl+r", "space", "j j o enter", "j j a", "j c enter", "space", "u"),
    *("right_square_bracket", "less_than_sign", "greater_than_sign", "tab", "j a", "pagedown a", "u", "j a", "O"),
)


MOST_FRAMES = 50
"""So many frames may come after an act: its rows, what stands beside them, the numbers of the codebook."""


class Terminal:
    """What a terminal shows that gets every update of the reading screen."""

    def __init__(self, screen: ReadScreen) -> None:
        self._screen = screen
        self.shown: dict[tuple[int, int], Cell] = {}

    def whole(self) -> dict[tuple[int, int], Cell]:
        """The screen as it would be painted anew."""
        self._screen.reader._forget_rows()
        strips = self._screen._compositor.render_strips()
        return {
            (x, y): cell
            for y, strip in enumerate(strips)
            for x, cell in enumerate((sign, segment.style) for segment in strip for sign in segment.text)
        }

    def differs(self) -> list[tuple[int, int]]:
        """The cells that show something else than they would."""
        return [at for at, cell in self.whole().items() if self.shown.get(at) != cell]

    def take(self, update: Any) -> None:
        """Show an update; what is not a part of the screen is all of it."""
        if isinstance(update, ChopsUpdate):
            self.shown |= cells(update)
        elif update is not None:
            self.shown = self.whole()


async def do(pilot: Pilot[None], screen: ReadScreen, act: str) -> None:
    """Press keys; what is still asked after the last is given up."""
    for key in act.split():
        await pilot.press(key)
        await pilot.pause()
    while pilot.app.screen is not screen:
        await pilot.press("escape")
        await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_after_every_act_the_terminal_shows_what_is_there(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with reading(made, tmp_path, monkeypatch, size) as (_app, pilot, screen):
        terminal, paint = Terminal(screen), SparingCompositor.render_update
        terminal.shown = terminal.whole()

        def painting(self: SparingCompositor, *of: Any, **more: Any) -> Any:
            update = paint(self, *of, **more)
            if self is screen._compositor:
                terminal.take(update)
            return update

        monkeypatch.setattr(SparingCompositor, "render_update", painting)
        for act in ACTS:
            await do(pilot, screen, act)
            for _ in range(MOST_FRAMES):
                if not terminal.differs():
                    break
                await pilot.pause(0.02)
            assert terminal.differs() == [], act
