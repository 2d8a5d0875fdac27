"""The half of the reader that fits a document in its window: wrapping, scrolling, and what stands where."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset, Size

from cmo_coder.tui.widgets.reader_document import ReaderDocument
from cmo_coder.tui.widgets.reader_placing import Placed
from cmo_coder.tui.widgets.reader_rows import ReaderRows

_CONTEXT = 2
"""Rows that stay visible above and below the caret."""


class ReaderView(ReaderRows):
    """Shows a document and scrolls in it. Offsets are code points."""

    def _show_document(self, document: ReaderDocument) -> None:
        """Show another document from its start."""
        self._document = document
        self._forget_rows()
        if self.size.width:
            self._fit()

    def _fit(self) -> None:
        """Wrap to the present width where that has not been done, and tell the layout how high that is."""
        if not self._is_fitted:
            self._wrap()
        self.virtual_size = Size(self.size.width, self.row_count)
        self.refresh()
        self.call_after_refresh(self.call_later, self._after_fitting)

    def _after_fitting(self) -> None:
        """Do what has to wait until the document has been painted at its new width."""

    @property
    def _is_fitted(self) -> bool:
        """Whether the text is wrapped to the present width."""
        return self._geometry.width == self.size.width and self._geometry.columns == self._document.columns

    def on_resize(self, event: events.Resize) -> None:
        """Wrap to the new width; what was at the top, or the caret where it was seen, stays in view."""
        document = self._document
        if not self.size.width:
            return
        top, caret_too = 0, True
        if document.columns and self.wraps:
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

    def show_near_top(self, offset: int) -> bool:
        """Scroll so that a place (code points) stands near the top, above a panel that covers the lower half.

        Gives whether it does: the end of a document cannot be scrolled so far.
        """
        row = self._document.rows.row_of(offset)
        # At once: what covers the lower half may come before the next refresh.
        self.scroll_to(y=max(0, row - _CONTEXT), animate=False, force=True, immediate=True)
        return row - self.scroll_offset.y < self.size.height // 2

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

    def lines_of(self, start: int, end: int) -> range:
        """Return the lines of the window on which `[start, end)` stands; an empty range where it is out of view."""
        if not self._document.columns:
            return range(0)
        first, last = self._document.rows.span(start, end)
        top = self.scroll_offset.y
        return range(max(0, first - top), min(self.size.height, last - top + 1))

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
