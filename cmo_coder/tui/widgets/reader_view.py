"""The half of the reader that shows: rows on demand, kept, and repainted only where something changed.

`render_lines` hands the compositor finished strips, the same objects as long as a row looks the same: Textual keeps
what it derived from a strip (its division, its terminal sequence) with the strip. The framework's own path, line by
line through its styles, gives the same picture at several times the cost; it is kept as `render_line`, and a test
compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset, Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cmo_coder.tui.widgets.reader_cache import RowCache, without_garbage_rounds
from cmo_coder.tui.widgets.reader_document import Placed, ReaderDocument
from cmo_coder.tui.widgets.reader_geometry import Geometry, geometry
from cmo_coder.tui.widgets.reader_glyphs import ASCII, UNICODE, Glyphs
from cmo_coder.tui.widgets.reader_paint import PLAIN_LOOK, Look, RowPainter
from cmo_coder.tui.widgets.reader_palette import COMPONENT_CLASSES, READER_CSS, Palette
from cmo_coder.tui.widgets.reader_value import Span

_CONTEXT = 2
"""Rows that stay visible above and below the caret."""


class ReaderView(ScrollView, can_focus=True):
    """Shows a document with caret, selection and focused fragment as it is told. Offsets are code points."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = COMPONENT_CLASSES
    DEFAULT_CSS = READER_CSS

    ascii: reactive[bool] = reactive(False, init=False)
    """Draw with ASCII signs only."""

    def __init__(self, *, id: str | None = None, classes: str | None = None, ascii: bool = False) -> None:
        """Start with an empty document; see `Reader.load`."""
        super().__init__(id=id, classes=classes)
        self.set_reactive(ReaderView.ascii, ascii)
        self._document = ReaderDocument("", (), (), cell_len)
        self._geometry: Geometry = geometry(80)
        self._caret = 0
        self._anchor: int | None = None
        self._focus: Placed | None = None
        self._marks: tuple[Span, ...] = ()
        self._current_mark: Span | None = None
        self._cache = RowCache()
        self._styles_may_differ = False
        self._painter: RowPainter | None = None
        self._palette: Palette | None = None
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

    # -- the document on the screen -------------------------------------------------------------------------------

    def _show_document(self, document: ReaderDocument) -> None:
        """Show another document from its start."""
        self._document = document
        self._forget_rows()
        if self.size.width:
            self._fit()

    def _wrap(self) -> None:
        """Divide the width and wrap the text to it."""
        self._geometry = geometry(self.size.width)
        with without_garbage_rounds():
            self._document.wrap(self._geometry.columns)
        self.wraps += 1
        self._caret = self._document.rows.snap(self._caret)
        self._map = self._document.density(max(1, self.size.height))
        self._forget_rows()

    def _fit(self) -> None:
        """Wrap to the present width where that has not been done, and tell the layout how high that is."""
        if not self._is_fitted:
            self._wrap()
        self.virtual_size = Size(self.size.width, self.row_count)
        self.refresh()

    @property
    def _is_fitted(self) -> bool:
        """Whether the text is wrapped to the present width."""
        return self._geometry.width == self.size.width and self._geometry.columns == self._document.columns

    def _forget_rows(self) -> None:
        self._cache.clear()
        self._map_cells.clear()
        self._painter = None

    def on_resize(self, event: events.Resize) -> None:
        """Wrap to the new width; what was at the top, or the caret where it was seen, stays in view."""
        document = self._document
        top, caret_too = 0, True
        if document.columns:
            top = document.rows.starts[min(self.scroll_offset.y, self.row_count - 1)]
            caret_too = self._is_visible(document.rows.row_of(self._caret))
        rewrap = not self._is_fitted
        self._fit()
        if rewrap:
            self._scroll_to_row(document.rows.row_of(top))
        else:
            self._draw_map()
        if caret_too or not rewrap:
            self._keep_caret_visible()
        self._place_cursor()

    def notify_style_update(self) -> None:
        """Look at the styles before the next painting: theme, style sheet or focus may have changed them."""
        super().notify_style_update()
        self._styles_may_differ = True

    def watch_ascii(self) -> None:
        """Draw everything with the other signs."""
        self._forget_rows()
        self.refresh()

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

    def _redraw_rows(self, rows: Iterable[int]) -> None:
        """Repaint rows whose content changed."""
        rows = set(rows)
        self._cache.drop(rows)
        self._refresh_rows(rows)
        self._draw_map()

    def _draw_map(self) -> None:
        """Measure the map anew and repaint the cells of it that changed."""
        before, self._map = self._map, self._document.density(max(1, self.size.height))
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

    def _look(self, row: int) -> Look:
        """Return what of caret, selection and focus is to be seen on `row`."""
        rows = self._document.rows
        start, end = rows.starts[row], rows.ends[row]
        chosen = self.selection_span()
        selected = (0, 0)
        if chosen is not None and chosen[0] < end and chosen[1] > start:
            selected = (max(chosen[0], start), min(chosen[1], end))
        caret = self._caret if rows.row_of(self._caret) == row else -1
        focus = self._focus
        touched = focus is not None and row in self._document.rows_of(focus)
        if caret < 0 and not touched and selected == (0, 0):
            return PLAIN_LOOK
        return Look(selected, caret, focus.fragment.id if focus is not None and touched else "")

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
        return self._painter

    def _compare_styles(self) -> None:
        """Forget what is kept if styles changed; where it is only the caret's (by the focus), only its row."""
        self._styles_may_differ = False
        before, self._palette = self._palette, Palette(self)
        differences = self._palette.differences(before) if before else set(COMPONENT_CLASSES)
        if differences:
            self._painter = None
            if differences == {"reader--caret"}:
                self._cache.drop([self._document.rows.row_of(self._caret)])
            else:
                self._cache.clear()
                self._map_cells.clear()

    def _paint(self, row: int, look: Look) -> Strip:
        self.rows_built += 1
        return self.painter.row(row, look) if row < self.row_count else self.painter.blank()

    def _map_state(self, y: int) -> tuple[int, bool]:
        """Return how dense the document is at line `y` of the map, and whether that is in the window."""
        level = self._map[y] if y < len(self._map) else 0
        height, count = self.size.height, self.row_count
        if count <= height:
            return level, False
        top = self.scroll_offset.y
        return level, top * height // count <= y <= (top + height - 1) * height // count

    def render_line(self, y: int) -> Strip:
        """Paint line `y` of the window, keeping nothing: the framework's way."""
        row = self.scroll_offset.y + y
        look = self._look(row) if row < self.row_count else PLAIN_LOOK
        return Strip.join([self._paint(row, look), self.painter.map_cell(*self._map_state(y))])

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return finished strips for the lines of the window in `crop`, kept ones where nothing changed."""
        if not self._document.columns and self.size.width:
            self._wrap()  # the first painting comes before the first resize
        if self._geometry.width != self.size.width or self.size != self.outer_size or self.opacity != 1:
            return super().render_lines(crop)
        if self._styles_may_differ:
            self._compare_styles()
        strips = [self._finished(y) for y in crop.line_range]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _finished(self, y: int) -> Strip:
        """Return the strip of line `y` with the map and with the app's filters applied."""
        row = self.scroll_offset.y + y
        look = self._look(row) if row < self.row_count else PLAIN_LOOK
        state = self._map_state(y)
        looks = self._cache.looks(min(row, self.row_count))
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
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, background)
        strip.render(self.app.console)
        return strip

    # -- scrolling ------------------------------------------------------------------------------------------------

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Repaint after a scroll. There is no scroll bar to keep up to date: the map is part of the rows."""
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)
            self._place_cursor()

    def _is_visible(self, row: int) -> bool:
        top = self.scroll_offset.y
        return top <= row < top + max(1, self.size.height)

    def _keep_caret_visible(self) -> None:
        """Scroll just so far that the caret has some rows of context."""
        height = self.size.height
        if not height:
            return
        row = self._document.rows.row_of(self._caret)
        context = min(_CONTEXT, (height - 1) // 2)
        top = self.scroll_offset.y
        lowest, highest = row - height + 1 + context, row - context
        wanted = min(max(top, lowest), highest)
        wanted = max(0, min(wanted, self.row_count - height))
        if wanted != top:
            self._scroll_to_row(wanted)

    def _scroll_to_row(self, row: int) -> None:
        """Make `row` the first of the window, as far as the document goes."""
        # Forced, because right after a document was opened or the window resized the layout has not yet been told.
        self.scroll_to(y=row, animate=False, force=True)

    def _place_cursor(self) -> None:
        """Put the terminal's own cursor on the caret, for screen readers, magnifiers and input methods."""
        if not self.has_focus or not self._document.columns:
            return
        rows = self._document.rows
        row = rows.row_of(self._caret)
        if self._is_visible(row):
            x = self._geometry.text_x + rows.column(row, self._caret)
            self.app.cursor_position = self.content_region.offset + Offset(x, row - self.scroll_offset.y)

    def on_focus(self) -> None:
        """Take the terminal's cursor."""
        self._place_cursor()

    def offset_at(self, x: int, y: int) -> int:
        """Return the offset at cell `(x, y)` of the window; outside the text the nearest one."""
        rows = self._document.rows
        row = max(0, min(self.scroll_offset.y + y, self.row_count - 1))
        if not rows.is_text(row):
            row = rows.neighbour(row, 1)
        return rows.offset(row, max(0, x - self._geometry.text_x))

    def placed_at(self, x: int, y: int) -> Placed | None:
        """Return the fragment whose stripe or name stands at cell `(x, y)` of the window."""
        row, geometry_ = self.scroll_offset.y + y, self._geometry
        if not 0 <= row < self.row_count:
            return None
        lane = geometry_.lanes_x + geometry_.lanes - x
        if 0 <= lane < geometry_.lanes:
            return next((each for each in reversed(self._document.on_row(row)) if each.lane == lane), None)
        if geometry_.margin:
            column = x - geometry_.margin_x
            return next((cell.placed for cell in self.painter.names(row)[0] if cell.x <= column < cell.end), None)
        return None
