"""A list of lines with a cursor, for screens that are read rather than filled in: a card, a board, a list of quotes.

A line may be a heading (the cursor passes over it), may stand for something in the study (`about`), and may have words
behind it (`fragments`), so that every number on a screen leads to its quotes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

NOTHING = ("", "")

PLAIN = str.maketrans("○◐●≠×▸↔→←⇒↺…·−“”✓▪╭╮╰╯─│╌┈┆▼↘", 'oc*!x>=><>@.--""v*++++-|-.:v>')
"""For terminals that only show ASCII: one sign for one sign, so that styles keep their place."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `id` is its own in the list and stays the same over refreshes; `lead` is what stands before the text,
    in `indent` cells; `about` is the table and id of the row that it shows; `fragments` the ids of the words behind it.
    """

    id: str
    text: Content | str = ""
    lead: Content | str = ""
    indent: int = 0
    heading: bool = False
    about: tuple[str, str] = NOTHING
    fragments: tuple[str, ...] = ()
    title: str = ""
    """What the quotes behind the line are of; the text itself where it is empty."""
    template: str = ""
    """Of a heading with a number: its words, with {n} where the number stands."""
    counts: tuple[str, ...] = ()
    """The ids of the lines that such a heading counts."""

    @property
    def words(self) -> str:
        """The text without style."""
        return self.text.plain if isinstance(self.text, Content) else self.text


def heading(id_: str, text: str) -> Line:
    """A heading line."""
    return Line(id_, Content.styled(text, "bold $primary"), heading=True)


def counted(id_: str, template: str, counts: Iterable[str]) -> Line:
    """A heading that counts lines, by their ids; `template` has {n} where the number stands."""
    ids = tuple(counts)
    return replace(heading(id_, template.format(n=len(ids))), template=template, counts=ids)


def recounted(lines: Sequence[Line]) -> list[Line]:
    """The lines with "2/5" in headings that count lines of which some are left out."""
    present = {line.id for line in lines}
    return [_recounted(line, present) if line.counts else line for line in lines]


def _recounted(line: Line, present: Collection[str]) -> Line:
    shown, n = sum(id_ in present for id_ in line.counts), len(line.counts)
    if shown == n:
        return line
    again = heading(line.id, line.template.format(n=f"{shown}/{n}"))
    return replace(again, template=line.template, counts=line.counts)


def blank(id_: str) -> Line:
    """An empty line between parts."""
    return Line(id_, " ", heading=True)


class Hanging(Visual):
    """Text with something before it: what wraps stays to the right of the lead."""

    def __init__(self, lead: Content, text: Content, indent: int) -> None:
        self._lead, self._text, self._indent = lead, text, indent

    def get_optimal_width(self, rules: Any, container_width: int) -> int:
        """The width that needs no wrapping, in cells."""
        return self._indent + self._text.get_optimal_width(rules, container_width)

    def get_height(self, rules: Any, width: int) -> int:
        """The rows it takes at a width in cells."""
        return height_of(self._text.plain, max(1, width - self._indent))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The rows."""
        room = max(1, width - self._indent)
        base = style.rich_style
        rows = self._text.render_strips(room, height, style, options) or [Strip.blank(room, base)]
        made = []
        for nr, row in enumerate(rows):
            if nr == 0 and self._lead:
                before = self._lead.render_strips(self._indent, 1, style, options)[0]
            else:
                before = Strip.blank(self._indent, base)
            made.append(Strip.join([before.adjust_cell_length(self._indent, base), row.adjust_cell_length(room, base)]))
        return made


def height_of(plain: str, width: int) -> int:
    """The rows that a text takes at a width in cells.

    Laying out thousands of lines to know how far a list scrolls would take longer than everything else, so a line that
    fits is not laid out, and one that was before is not laid out again.
    """
    if len(plain) <= width and plain.isprintable() and (2 * len(plain) <= width or cell_len(plain) <= width):
        return 1
    return _wrapped(plain, width)


@lru_cache(maxsize=20_000)
def _wrapped(plain: str, width: int) -> int:
    """The rows of each line of a text; what is not plain words on one line is laid out to know."""
    rows = 0
    for line in plain.split("\n"):
        counted = _rows_of_words(line, width)
        rows += counted or max(1, Content(line).get_height({}, width))
    return rows


def _rows_of_words(line: str, width: int) -> int:
    """The rows of a line, counted word by word as the layout does; 0 where it is not that simple."""
    if line.startswith(" ") or not line.isprintable() or cell_len(line) != len(line):
        return 0
    rows, used = 1, 0
    for word in line.split(" "):
        length = len(word)
        if length > width:
            return 0
        if length and used + length > width:
            rows, used = rows + 1, 0
        used += length + 1
    return rows


class LineList(OptionList):
    """A list of lines; `j` and `k` move too."""

    DEFAULT_CSS = """
    LineList { border: none; background: $background; padding: 0; scrollbar-gutter: stable; }
    LineList > .option-list--option { padding: 0 1; }
    LineList > .option-list--option-disabled { color: $foreground; }
    LineList > .option-list--option-highlighted { background: $foreground 12%; color: $foreground; text-style: none; }
    LineList:focus { border: none; }
    LineList:focus > .option-list--option-highlighted {
        background: $primary 20%; color: $foreground; text-style: none;
    }
    LineList.-quiet > .option-list--option-highlighted { background: $background; }
    LineList.-quiet:focus > .option-list--option-highlighted { background: $primary 20%; }
    LineList:nocolor > .option-list--option-highlighted { text-style: underline; }
    LineList.-quiet:nocolor > .option-list--option-highlighted { text-style: none; }
    LineList:nocolor:focus > .option-list--option-highlighted { text-style: reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    highlighted: reactive[int | None] = reactive(None, repaint=False)
    """The cursor. Not painted as a whole: only the line that it left and the one that it came to are."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        self._calm = False
        self.lines: tuple[Line, ...] = ()
        super().__init__(id=id, classes=classes, markup=False)

    def _update_lines(self) -> None:
        """Other lines in the same place need no new layout of the screen, unless a scrollbar comes or goes: laying out
        and painting everything again would double what a key costs.
        """
        had = self.show_vertical_scrollbar
        self._calm = not self.styles.auto_dimensions
        try:
            super()._update_lines()
        finally:
            self._calm = False
        if had != self.show_vertical_scrollbar:
            self.refresh(layout=True)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> LineList:
        """Ask for a repaint; a layout only where one is needed (see `_update_lines`)."""
        return super().refresh(*regions, repaint=repaint, layout=layout and not self._calm, recompose=recompose)

    def show(self, lines: Sequence[Line], at: str | None = None) -> None:
        """Show these lines. The cursor goes to the line `at`, or stays on the line it was on; where that is gone, near
        to its place.
        """
        kept = at or (self.line.id if self.line else None)
        place = self.highlighted or 0
        scroll = self.scroll_offset.y
        self.lines = tuple(lines)
        ascii_only = bool(getattr(getattr(self.app, "settings", None), "ascii", False))
        self.set_options(Option(_visual(line, ascii_only), disabled=line.heading) for line in self.lines)
        ids = {line.id: nr for nr, line in enumerate(self.lines)}
        self.scroll_to(y=scroll, animate=False, force=True, immediate=True)
        self.highlighted = self._enabled_near(ids.get(kept or "", place if at is None else 0))

    def watch_highlighted(self, old: int | None, new: int | None) -> None:  # type: ignore[override]
        """Paint the two lines that look different now, and scroll."""
        super().watch_highlighted(new)
        if new is None:
            return  # its lines are being taken out: what comes in their place is painted as a whole
        for nr in (old, new):
            if nr is not None:
                self._repaint(nr)

    def _repaint(self, nr: int) -> None:
        start, height = self._index_to_line.get(nr), self._heights.get(nr)
        if start is None or height is None:
            self.refresh()
        else:
            self.refresh_lines(start, height)

    def _enabled_near(self, place: int) -> int | None:
        free = [nr for nr, line in enumerate(self.lines) if not line.heading]
        return min(free, key=lambda nr: (abs(nr - place), nr < place)) if free else None

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        nr = self.highlighted
        return self.lines[nr] if nr is not None and nr < len(self.lines) else None

    def go_to(self, id_: str) -> bool:
        """Put the cursor on a line; False where there is none of that id."""
        nr = next((nr for nr, line in enumerate(self.lines) if line.id == id_ and not line.heading), None)
        if nr is not None:
            self.highlighted = nr
        return nr is not None

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Scroll to the cursor, with the headings right above it: else the first ones could never be seen."""
        super().scroll_to_highlight(top)
        nr = self.highlighted
        if nr is None or not self.is_mounted:
            return
        first = nr
        while first > 0 and self.lines[first - 1].heading:
            first -= 1
        try:
            start, end = self._index_to_line[first], self._index_to_line[nr] + self._heights[nr]
        except KeyError:
            return
        room = self.scrollable_content_region
        if 0 < end - start <= room.height:
            region = Region(0, start, room.width, end - start)
            self.scroll_to_region(region, force=True, animate=False, immediate=True)

    def action_cursor_up(self) -> None:
        """One line up; the first stays the first."""
        nr = self.highlighted
        if nr is None or any(not line.heading for line in self.lines[:nr]):
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """One line down; the last stays the last."""
        nr = self.highlighted
        if nr is None or any(not line.heading for line in self.lines[nr + 1 :]):
            super().action_cursor_down()


def _visual(line: Line, ascii_only: bool) -> Hanging:
    text, lead = _content(line.text, ascii_only), _content(line.lead, ascii_only)
    return Hanging(lead if line.indent else Content(""), text, line.indent)


def _content(text: Content | str, ascii_only: bool) -> Content:
    made = text if isinstance(text, Content) else Content(text)
    return Content(made.plain.translate(PLAIN), spans=list(made.spans)) if ascii_only else made
