"""The half of the reader that shows: rows on demand, kept, and repainted only where something changed.

`render_lines` hands the compositor finished strips, the same objects as long as a row looks the same: Textual keeps
what it derived from a strip (its division, its terminal sequence) with the strip. The framework's own path, line by
line through its styles, gives the same picture at several times the cost; it is kept as `render_line`, and a test
compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.color import Color
from textual.geometry import Region
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cmo_coder.tui.widgets.reader_cache import RowCache
from cmo_coder.tui.widgets.reader_document import ReaderDocument
from cmo_coder.tui.widgets.reader_geometry import Geometry, geometry
from cmo_coder.tui.widgets.reader_glyphs import ASCII, UNICODE, Glyphs
from cmo_coder.tui.widgets.reader_paint import PLAIN_LOOK, Look, RowPainter
from cmo_coder.tui.widgets.reader_palette import COMPONENT_CLASSES, READER_CSS, Palette
from cmo_coder.tui.widgets.reader_placing import Placed
from cmo_coder.tui.widgets.reader_value import Span

HINT_REACH = 8
"""A hint begins beside its words and goes no further than so many rows down."""


class Frame(NamedTuple):
    """What decides how the lines of the window look: rows count from the start of the document, offsets code points.

    `window` are the lines of the map that stand for what is in view, `focused` the rows of the focused fragment.
    """

    top: int
    rows: int
    window: range
    caret_row: int
    selected: Span
    focused: range


class ReaderRows(ScrollView, can_focus=True):
    """Paints the rows of a document, with caret, selection and focused fragment. Offsets are code points."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = COMPONENT_CLASSES
    DEFAULT_CSS = READER_CSS

    ascii: reactive[bool] = reactive(False, init=False)
    """Draw with ASCII signs only."""

    def __init__(self, *, id: str | None = None, classes: str | None = None, ascii: bool = False) -> None:
        """Start with an empty document; see `Reader.load`."""
        super().__init__(id=id, classes=classes)
        self.set_reactive(ReaderRows.ascii, ascii)
        self._document = ReaderDocument("", (), (), cell_len)
        self._geometry: Geometry = geometry(80)
        self._caret = 0
        self._anchor: int | None = None
        self._focus: Placed | None = None
        self._marks: tuple[Span, ...] = ()
        self._current_mark: Span | None = None
        self._hint_at: Span | None = None
        self._hint_lines: tuple[str, ...] = ()
        self._hints: dict[int, str] = {}
        self._cache = RowCache()
        self._styles_may_differ = False
        self._painter: RowPainter | None = None
        self._palette: Palette | None = None
        self._behind: Color | None = None
        """The colour behind the rows; looked up once for those that are painted together."""
        self._map: list[int] = []
        self._map_cells: dict[tuple[int, bool], Strip] = {}
        self.rows_built = 0
        """How many rows were painted since the start; tests count them, no clock is needed."""
        self.wraps = 0
        """How many times the text was wrapped since the start."""

    @property
    def glyphs(self) -> Glyphs:
        """The signs in use."""
        return ASCII if self.ascii else UNICODE

    @property
    def text(self) -> str:
        """The text of the document."""
        return self._document.text

    @property
    def row_count(self) -> int:
        """The number of rows of the document at the present width."""
        return len(self._document.rows)

    def selection_span(self) -> Span | None:
        """Return what is selected as `(start, end)`, `start < end`; None for nothing."""
        if self._anchor is None or self._anchor == self._caret:
            return None
        return min(self._anchor, self._caret), max(self._anchor, self._caret)

    def _wrap(self) -> None:
        """Divide the width and wrap the text to it."""
        self._geometry = geometry(self.size.width)
        self._document.wrap(self._geometry.columns)
        self.wraps += 1
        self._caret = self._document.rows.snap(self._caret)
        self._map = self._document.density(max(1, self.size.height))
        self._hints = self._hint_rows()
        self._forget_rows()

    def _forget_rows(self) -> None:
        self._cache.clear()
        self._map_cells.clear()
        self._painter = None

    def notify_style_update(self) -> None:
        """Look at the styles before the next painting: theme, style sheet or focus may have changed them."""
        super().notify_style_update()
        self._styles_may_differ = True

    def watch_ascii(self) -> None:
        """Draw everything with the other signs."""
        self._forget_rows()
        self.refresh()

    # -- hints in the margin --------------------------------------------------------------------------------------

    @property
    def has_margin(self) -> bool:
        """Whether there is room beside the text for names and hints."""
        return self._geometry.margin > 0

    def set_hint(self, span: Span | None, lines: Sequence[str] = ()) -> None:
        """Show lines dim beside the words `span`, where no name of a code stands; None takes them away."""
        if (span, tuple(lines)) == (self._hint_at, self._hint_lines):
            return
        self._hint_at, self._hint_lines = span, tuple(lines)
        before, self._hints = self._hints, self._hint_rows() if self._document.columns else {}
        if self._painter is not None:
            self._painter.hints = self._hints
        rows = {row for row in {*before, *self._hints} if before.get(row) != self._hints.get(row)}
        self._cache.drop(rows)
        self._refresh_rows(rows)

    def _hint_rows(self) -> dict[int, str]:
        """The lines of the hint by row: beside its words and just below, as far as names leave room. What finds no row
        of its own stands on the last one.
        """
        if self._hint_at is None or not self._hint_lines or not self.has_margin:
            return {}
        first = self._document.rows.span(*self._hint_at)[0]
        below = range(first, min(first + HINT_REACH, self.row_count))
        free = [row for row in below if not self._document.names_on(row)][: len(self._hint_lines)]
        if not free:
            return {}
        lines = [*self._hint_lines[: len(free) - 1], self.glyphs.joiner.join(self._hint_lines[len(free) - 1 :])]
        return dict(zip(free, lines, strict=True))

    # -- repainting -----------------------------------------------------------------------------------------------

    def _refresh_rows(self, rows: Iterable[int]) -> None:
        """Repaint the rows of the document that are on the screen, in as few regions as they form runs."""
        top = self.scroll_offset.y
        visible = sorted(row for row in set(rows) if top <= row < top + self.size.height)
        while visible:
            first = last = visible.pop(0)
            while visible and visible[0] == last + 1:
                last = visible.pop(0)
            self.refresh_lines(first, last - first + 1)

    def _redraw_rows(self, rows: Iterable[int], *, others: bool = False) -> None:
        """Repaint rows whose content changed; with `others` that of rows out of sight may have changed too."""
        rows = set(rows)
        self._cache.drop(rows)
        self._refresh_rows(rows)
        self._draw_map(None if others else rows)

    def _draw_map(self, rows: Iterable[int] | None = None) -> None:
        """Measure the map anew, where only `rows` changed only there, and repaint the cells of it that changed."""
        before, height = self._map, max(1, self.size.height)
        if rows is None or len(before) != height:
            self._map = self._document.density(height)
        else:
            self._map = self._document.density_after(rows, before)
        if len(before) != len(self._map):
            self.refresh()
            return
        top = self.scroll_offset.y
        self._refresh_rows(top + y for y, (old, new) in enumerate(zip(before, self._map, strict=True)) if old != new)

    def _span_rows(self, span: Span | None) -> range:
        """Return the rows that `span` touches; none for None."""
        if span is None:
            return range(0)
        first, last = self._document.rows.span(*span)
        return range(first, last + 1)

    # -- painting -------------------------------------------------------------------------------------------------

    def _frame(self) -> Frame:
        """Return what decides how the lines of the window look, at this moment."""
        top, height, count = self.scroll_offset.y, self.size.height, self.row_count
        window = range(0)
        if count > height:
            window = range(top * height // count, (top + height - 1) * height // count + 1)
        return Frame(
            top,
            count,
            window,
            self._document.rows.row_of(self._caret),
            self.selection_span() or (0, 0),
            self._document.rows_of(self._focus) if self._focus else range(0),
        )

    def _look(self, row: int, frame: Frame) -> Look:
        """Return what of caret, selection and focus is to be seen on `row`."""
        first, last = frame.selected
        if row != frame.caret_row and row not in frame.focused and not last:
            return PLAIN_LOOK
        if row >= frame.rows:
            return PLAIN_LOOK
        start, end = self._document.rows.starts[row], self._document.rows.ends[row]
        selected = (max(first, start), min(last, end)) if first < end and last > start else (0, 0)
        caret = self._caret if row == frame.caret_row else -1
        focus = self._focus.fragment.id if self._focus and row in frame.focused else ""
        return Look(selected, caret, focus)

    @property
    def painter(self) -> RowPainter:
        """The painter for the present document, width, theme and signs."""
        if self._styles_may_differ:
            self._compare_styles()
        if self._painter is None:
            self._painter = RowPainter(self._document, self._geometry, self._palette or Palette(self), self.glyphs)
            self._palette = self._painter.palette
            self._painter.marks = self._marks
            self._painter.current_mark = self._current_mark
            self._painter.hints = self._hints
        return self._painter

    def _compare_styles(self) -> None:
        """Forget what is kept if styles changed; where it is only the caret's (by the focus), only its row."""
        self._styles_may_differ = False
        before, self._palette = self._palette, Palette(self)
        changes = self._palette.changes(before) if before else set(COMPONENT_CLASSES)
        if changes:
            self._painter = None
            if changes == {"reader--caret"}:
                self._cache.drop([self._document.rows.row_of(self._caret)])
            else:
                self._cache.clear()
                self._map_cells.clear()

    def _paint(self, row: int, look: Look) -> Strip:
        self.rows_built += 1
        return self.painter.row(row, look) if row < self.row_count else self.painter.blank()

    def _map_state(self, y: int, frame: Frame) -> tuple[int, bool]:
        """Return how dense the document is at line `y` of the map, and whether that is in the window."""
        return self._map[y] if y < len(self._map) else 0, y in frame.window

    def render_line(self, y: int) -> Strip:
        """Paint line `y` of the window, keeping nothing: the framework's way."""
        frame = self._frame()
        row = frame.top + y
        words = self._paint(row, self._look(row, frame))
        return Strip.join([words, self.painter.map_cell(*self._map_state(y, frame))])

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return finished strips for the lines of the window in `crop`, kept ones where nothing changed."""
        if not self._document.columns and self.size.width:
            self._wrap()  # the first painting comes before the first resize
        if self._geometry.width != self.size.width or self.size != self.outer_size or self.opacity != 1:
            return super().render_lines(crop)
        if self._styles_may_differ:
            self._compare_styles()
        self._behind = None
        frame = self._frame()
        strips = [self._finished(y, frame) for y in crop.line_range]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _finished(self, y: int, frame: Frame) -> Strip:
        """Return the strip of line `y` with the map and with the app's filters applied."""
        row = frame.top + y
        look, state = self._look(row, frame), self._map_state(y, frame)
        looks = self._cache.looks(min(row, frame.rows))
        strip = looks.get((look, state))
        if strip is None:
            words = looks.get(look)
            if words is None:
                words = looks[look] = self._filtered(self._paint(row, look))
            cell = self._map_cells.get(state)
            if cell is None:
                cell = self._map_cells[state] = self._filtered(self.painter.map_cell(*state))
            strip = looks[look, state] = Strip.join([words, cell])
        return strip

    def _filtered(self, strip: Strip) -> Strip:
        """Apply the app's filters, and have the terminal sequence made once: strips joined from this one inherit it."""
        for line_filter in self.get_line_filters():
            if self._behind is None:
                self._behind = self.background_colors[1]
            strip = strip.apply_filter(line_filter, self._behind)
        strip.render(self.app.console)
        return strip
