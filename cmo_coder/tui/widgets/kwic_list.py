"""Hits with their words in the middle of the line (key word in context), drawn a row at a time: however many there are,
only those on the screen are made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from cmo_coder.text.cells import displayable
from cmo_coder.tui.widgets.row_list import RowList

WIDE = 120
"""From this width in cells on, two columns of names stand before the words."""


@dataclass(frozen=True, slots=True)
class KwicRow:
    """A line: names that stand before it (the second only where there is room), the words and what is around them."""

    name: str
    second: str
    left: str
    words: str
    right: str
    marked: bool = False


class KwicList(RowList):
    """A list of hits with a cursor; `row_of` makes a row when it comes on the screen."""

    DEFAULT_CSS = """
    KwicList > .kwic--name { color: $foreground 70%; }
    KwicList > .kwic--around { color: $foreground; }
    KwicList > .kwic--words { text-style: bold; color: $warning; }
    KwicList:nocolor > .kwic--words { text-style: bold underline; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"kwic--name", "kwic--around", "kwic--words"}

    def __init__(self, row_of: Callable[[int], KwicRow], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._row_of = row_of

    @property
    def _mark(self) -> str:
        return "*" if getattr(getattr(self.app, "settings", None), "ascii", False) else "✓"

    def columns(self) -> tuple[int, int, int, int]:
        """Cells for the name, the second name, what stands before the words, and the words with what follows."""
        room = max(20, self.scrollable_content_region.width - 2)
        name = min(24, max(10, room // 6))
        second = min(16, room // 10) if room >= WIDE else 0
        rest = room - name - 1 - (second + 1 if second else 0)
        left = rest * 9 // 20
        return name, second, left, rest - left

    def row(self, number: int, width: int, base: Style) -> Strip:
        """Draw a hit."""
        row = self._row_of(number)
        name_room, second_room, left_room, right_room = self.columns()
        styles = {
            part: self.get_component_rich_style(f"kwic--{part}", partial=True) for part in ("name", "around", "words")
        }
        left = _end_of(_flat(row.left), left_room)
        words = _flat(row.words)
        parts = [
            (f"{self._mark} " if row.marked else "  ", styles["words"]),
            (set_cell_size(_short(row.name, name_room), name_room) + " ", styles["name"]),
        ]
        if second_room:
            parts.append((set_cell_size(_short(row.second, second_room), second_room) + " ", styles["name"]))
        if cell_len(words) > right_room:
            words = set_cell_size(words, right_room)
        parts += [
            (" " * (left_room - cell_len(left)) + left, styles["around"]),
            (words, styles["words"]),
            (set_cell_size(_flat(row.right), max(0, right_room - cell_len(words))), styles["around"]),
        ]
        return Strip([Segment(text, base + style) for text, style in parts if text])


def _flat(text: str) -> str:
    """On one line, and safe for a terminal."""
    return displayable(text.replace("\n", " "))


def _short(text: str, room: int) -> str:
    text = _flat(text)
    return text if cell_len(text) <= room else set_cell_size(text, room - 1) + "…"


def _end_of(text: str, room: int) -> str:
    """The last cells of a text."""
    kept = text[-room:] if room > 0 else ""
    while cell_len(kept) > room:
        kept = kept[1:]
    return kept
