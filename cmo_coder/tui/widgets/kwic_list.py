"""Hits with their words in the middle of the line (key word in context), drawn a row at a time: however many there are,
only those on the screen are made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cmo_coder.text.cells import displayable

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


class KwicList(ScrollView, can_focus=True):
    """A list of hits with a cursor; `row_of` makes a row when it comes on the screen."""

    DEFAULT_CSS = """
    KwicList { background: $background; overflow-x: hidden; overflow-y: auto; height: 1fr; }
    KwicList > .kwic--name { color: $foreground 70%; }
    KwicList > .kwic--around { color: $foreground; }
    KwicList > .kwic--words { text-style: bold; color: $warning; }
    KwicList > .kwic--cursor { background: $foreground 14%; }
    KwicList:focus > .kwic--cursor { background: $primary 40%; }
    KwicList:nocolor > .kwic--words { text-style: bold underline; }
    KwicList:nocolor:focus > .kwic--cursor { text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"kwic--name", "kwic--around", "kwic--words", "kwic--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "go(0)", show=False),
        Binding("end,G", "go(-1)", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor stands on another hit."""

    class Chosen(Message):
        """A hit was clicked that the cursor was on already."""

    def __init__(self, row_of: Callable[[int], KwicRow], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._row_of = row_of
        self._count = 0

    @property
    def _mark(self) -> str:
        return "*" if getattr(getattr(self.app, "settings", None), "ascii", False) else "✓"

    @property
    def count(self) -> int:
        """How many hits there are."""
        return self._count

    def show(self, count: int, cursor: int | None = None) -> None:
        """There are so many hits now, and perhaps others; the cursor goes to a number, or stays."""
        self._count = count
        self.virtual_size = Size(self.size.width, count)
        wanted = self.cursor if cursor is None else cursor
        self.cursor = max(0, min(wanted, count - 1))
        self.refresh()
        if cursor is not None:
            self._into_view()

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two lines that look different now."""
        top = self.scroll_offset.y
        for number in (old, new):
            self.refresh(Region(0, number - top, self.size.width, 1))
        self._into_view()
        self.post_message(self.Moved())

    def _into_view(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """The columns go by the width."""
        self.virtual_size = Size(self.size.width, self._count)
        self.refresh()

    # Moving

    def action_move(self, step: int) -> None:
        """So many lines on."""
        self.action_go(max(0, min(self.cursor + step, self._count - 1)))

    def action_page(self, step: int) -> None:
        """A screen on or back."""
        self.action_move(step * max(1, self.scrollable_content_region.height - 1))

    def action_go(self, number: int) -> None:
        """To a hit; -1 is the last."""
        if self._count:
            self.cursor = number if number >= 0 else self._count - 1

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a second one chooses."""
        number = event.y + self.scroll_offset.y
        if number < self._count:
            if number == self.cursor:
                self.post_message(self.Chosen())
            self.cursor = number

    # Drawing

    def columns(self) -> tuple[int, int, int, int]:
        """Cells for the name, the second name, what stands before the words, and the words with what follows."""
        room = max(20, self.scrollable_content_region.width - 2)
        name = min(24, max(10, room // 6))
        second = min(16, room // 10) if room >= WIDE else 0
        rest = room - name - 1 - (second + 1 if second else 0)
        left = rest * 9 // 20
        return name, second, left, rest - left

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        base = self.rich_style
        if number >= self._count:
            return Strip.blank(width, base)
        row = self._row_of(number)
        name_room, second_room, left_room, right_room = self.columns()
        styles = {
            part: self.get_component_rich_style(f"kwic--{part}", partial=True) for part in ("name", "around", "words")
        }
        under = self.get_component_rich_style("kwic--cursor", partial=True) if number == self.cursor else None
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
        segments = [Segment(text, base + style) for text, style in parts if text]
        strip = Strip(segments).adjust_cell_length(width, base)
        return strip.apply_style(under) if under is not None else strip


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
