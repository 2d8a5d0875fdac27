"""A long list of lines, each of one row: made when they come on the screen, so that ten thousand cost what ten do."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual

from cmo_coder.text.cells import displayable
from cmo_coder.tui.widgets.line_list import PLAIN
from cmo_coder.tui.widgets.row_list import RowList


class LineRows(RowList):
    """A list of lines with a cursor; `line_of` makes a line by its number. What does not fit is cut."""

    DEFAULT_CSS = "LineRows { height: 1fr; padding: 0 1; scrollbar-gutter: stable; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = set()

    def __init__(self, line_of: Callable[[int], Content], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._line_of = line_of

    def row(self, number: int, width: int, base: Style) -> Strip:
        """Draw a line."""
        line = self._line_of(number)
        words = displayable(line.plain.replace("\n", " "))
        if getattr(getattr(self.app, "settings", None), "ascii", False):
            words = words.translate(PLAIN)
        line = Content(words, spans=list(line.spans))  # one sign for one, so the styles keep their place
        made = Visual.to_strips(
            self, line.truncate(width, ellipsis=True), width, 1, self.visual_style, apply_selection=False
        )
        return made[0] if made else Strip.blank(width, base)
