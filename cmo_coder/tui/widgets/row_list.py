"""A list with a cursor, drawn a row at a time: however many rows there are, only those on the screen are made."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style as VisualStyle


class RowList(ScrollView, can_focus=True):
    """Rows of one line each, by number from 0. A subclass draws them in `row`."""

    DEFAULT_CSS = """
    RowList { background: $background; overflow-x: hidden; overflow-y: auto; height: 1fr; }
    RowList > .row-list--cursor { background: $foreground 12%; }
    RowList:focus > .row-list--cursor { background: $primary 15%; }
    RowList:nocolor > .row-list--cursor { text-style: underline; }
    RowList:nocolor:focus > .row-list--cursor { text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--cursor"}
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
        """The cursor stands on another row."""

    class Chosen(Message):
        """A row was clicked that the cursor was on already."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._count = 0
        self._styled: tuple[VisualStyle, Style] | None = None

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    def show(self, count: int, cursor: int | None = None) -> None:
        """There are so many rows now, and perhaps others; the cursor goes to a number, or stays."""
        self._reach(count)
        wanted = self.cursor if cursor is None else cursor
        self.cursor = max(0, min(wanted, count - 1))
        self.refresh()
        if cursor is not None:
            self._into_view()

    def _reach(self, count: int) -> None:
        """Make the list so long. Where it was and stays longer than the screen, only the scroll bar is drawn anew: to
        set the size lays out the whole screen.
        """
        before, self._count = self._count, count
        size = Size(self.size.width, count)
        height = self.scrollable_content_region.height
        if self.virtual_size.width == size.width and self.show_vertical_scrollbar and min(before, count) > height > 0:
            self.set_reactive(RowList.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = count
        else:
            self.virtual_size = size

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that look different now."""
        top = self.scroll_offset.y
        for number in (old, new):
            self.refresh(Region(0, number - top, self.size.width, 1))
        self._into_view()
        self.post_message(self.Moved())

    def _into_view(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """The rows go by the width."""
        self.virtual_size = Size(self.size.width, self._count)
        self.refresh()

    # Moving

    def action_move(self, step: int) -> None:
        """So many rows on."""
        self.action_go(max(0, min(self.cursor + step, self._count - 1)))

    def action_page(self, step: int) -> None:
        """A screen on or back."""
        self.action_move(step * max(1, self.scrollable_content_region.height - 1))

    def action_go(self, number: int) -> None:
        """To a row; -1 is the last."""
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

    def row(self, number: int, width: int, base: Style) -> Strip:
        """Draw a row at a width in cells."""
        raise NotImplementedError

    def _base(self) -> Style:
        """The style of the list: worked out when its visual style is another one, not for every row."""
        now = self.visual_style
        if self._styled is None or self._styled[0] is not now:
            self._styled = (now, self.rich_style)
        return self._styled[1]

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        number = y + self.scroll_offset.y
        width, base = self.scrollable_content_region.width, self._base()
        if number >= self._count:
            return Strip.blank(width, base)
        strip = self.row(number, width, base).adjust_cell_length(width, base)
        if number != self.cursor:
            return strip
        # Over the row's own style: a row that was drawn with its background would keep that.
        name = "row-list--cursor"
        behind = Style(bgcolor=self.get_component_rich_style(name).bgcolor)  # mixed with what is behind the list
        cursor = self.get_component_rich_style(name, partial=True) + behind
        return Strip(Segment.apply_style(strip, post_style=cursor), strip.cell_length)
