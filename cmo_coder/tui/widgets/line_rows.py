"""A long list of lines, each of one row: made when they come on the screen, so that ten thousand cost what ten do."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import ClassVar

from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual

from cmo_coder.text.cells import displayable
from cmo_coder.tui.widgets.line_list import PLAIN
from cmo_coder.tui.widgets.row_list import RowList

MOST_DRAWN = 200
"""So many lines are kept as they were drawn: after a change most of those on the screen are the same."""


class LineRows(RowList):
    """A list of lines with a cursor; `line_of` makes a line by its number. What does not fit is cut."""

    DEFAULT_CSS = "LineRows { height: 1fr; padding: 0 1; scrollbar-gutter: stable; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = set()

    def __init__(self, line_of: Callable[[int], Content], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._line_of = line_of
        self._drawn: dict[Hashable, Strip] = {}

    def row(self, number: int, width: int, base: Style) -> Strip:
        """Draw a line."""
        line = self._line_of(number)
        ascii = bool(getattr(getattr(self.app, "settings", None), "ascii", False))
        key = (line.plain, tuple(line.spans), width, self.visual_style, self.app.theme, ascii)
        found = self._drawn.get(key)
        if found is None:
            if len(self._drawn) >= MOST_DRAWN:
                self._drawn.clear()
            found = self._drawn[key] = self._draw(line, width, base, ascii)
        return found

    def _draw(self, line: Content, width: int, base: Style, ascii: bool) -> Strip:
        words = displayable(line.plain.replace("\n", " "))
        if ascii:
            words = words.translate(PLAIN)
        line = Content(words, spans=list(line.spans))  # one sign for one, so the styles keep their place
        made = Visual.to_strips(
            self, line.truncate(width, ellipsis=True), width, 1, self.visual_style, apply_selection=False
        )
        return made[0] if made else Strip.blank(width, base)
