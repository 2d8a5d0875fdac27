"""A frame goes to the terminal in one piece.

Textual hands what it paints to a thread that writes, in three pieces: that an update begins, the update, and its end.
Each hands over the interpreter to that thread and back, the first one before anything is painted; on a machine that has
other things to do each of them costs milliseconds. The signs that come out are the same, in the same order.
"""

from __future__ import annotations

from typing import Any

from textual.app import App


class WholeFramesApp(App[None]):
    """An app whose frames are written whole.

    This stands on two private methods of Textual, which it calls around the writing of a frame; a version without them
    writes as it does by itself, and a test says so.
    """

    def _begin_update(self) -> None:
        """Keep what is written from here on."""
        driver: Any = self._driver
        pieces: list[str] = []
        if driver is not None:
            driver.write = pieces.append
        self._pieces: list[str] = pieces
        super()._begin_update()

    def _end_update(self) -> None:
        """Write what was kept."""
        super()._end_update()
        driver: Any = self._driver
        if driver is not None and "write" in vars(driver):
            del driver.write
            driver.write("".join(self._pieces))
