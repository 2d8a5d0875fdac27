"""The mouse in the reader: press and drag select, a double click takes a word, a triple one a sentence.

A click on a stripe or a name in the margin focuses its fragment; a click on the map goes there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from cmo_coder.text.sentences import word_at

if TYPE_CHECKING:
    from cmo_coder.tui.widgets.reader import Reader

_LEFT = 1


class ReaderMouse:
    """Turns the mouse events of one reader into movements and selections."""

    def __init__(self, reader: Reader) -> None:
        """Act on `reader`."""
        self._reader = reader
        self._dragging = False

    def down(self, event: events.MouseDown) -> None:
        """Set the caret, or begin to select; on the gutter or the map do what stands there."""
        if event.button != _LEFT:
            return
        event.stop()
        reader = self._reader
        if reader.go_to_map(event.x, event.y):
            return
        placed = reader.placed_at(event.x, event.y)
        if placed is not None:
            reader.focus_fragment(placed.fragment.id)
            return
        reader.move_to(reader.offset_at(event.x, event.y), extend=event.shift)
        self._dragging = True
        reader.capture_mouse()

    def move(self, event: events.MouseMove) -> None:
        """Extend the selection to the mouse; beyond the window it scrolls."""
        if self._dragging:
            event.stop()
            self._reader.move_to(self._reader.offset_at(event.x, event.y), extend=True)

    def up(self, event: events.MouseUp) -> None:
        """End a selection."""
        if self._dragging:
            event.stop()
            self._dragging = False
            self._reader.release_mouse()

    def click(self, event: events.Click) -> None:
        """Take the word at a double click, the sentence at a triple one."""
        reader = self._reader
        if event.button != _LEFT or event.chain < 2 or reader.placed_at(event.x, event.y) is not None:
            return
        event.stop()
        offset = reader.offset_at(event.x, event.y)
        span = word_at(reader.text, offset) if event.chain == 2 else reader.sentence_at(offset)
        if span is not None:
            reader.select(*span)
