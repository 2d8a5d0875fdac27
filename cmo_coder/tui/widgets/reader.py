"""The reader: a transcript with its codes, a caret, a selection and one focused fragment.

Rows are painted when they come into view (`reader_view`); movements are pure functions (`reader_caret`); this class
joins them and tells the screen what happened. All offsets are code points of the document's text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType

from cmo_coder.text.sentences import sentence_spans
from cmo_coder.tui.widgets.reader_cache import GarbagePause, freeze_garbage
from cmo_coder.tui.widgets.reader_caret import Navigator, SentenceSpans, Unit
from cmo_coder.tui.widgets.reader_document import ReaderDocument
from cmo_coder.tui.widgets.reader_keys import READER_BINDINGS
from cmo_coder.tui.widgets.reader_messages import FragmentFocused
from cmo_coder.tui.widgets.reader_mouse import ReaderMouse
from cmo_coder.tui.widgets.reader_placing import Placing
from cmo_coder.tui.widgets.reader_selecting import ReaderSelecting
from cmo_coder.tui.widgets.reader_value import ReaderFragment, ReaderTurn, Span, merged

_order = attrgetter("order")


class Reader(ReaderSelecting):
    """Shows a transcript; moves, selects and focuses. What is done with a selection is the screen's affair."""

    BINDINGS: ClassVar[list[BindingType]] = [*READER_BINDINGS]

    def __init__(
        self,
        *,
        id: str | None = None,
        classes: str | None = None,
        ascii: bool = False,
        sentences: SentenceSpans = sentence_spans,
    ) -> None:
        """Start with an empty document. `sentences` finds the sentences of a stretch of text."""
        super().__init__(id=id, classes=classes, ascii=ascii, sentences=sentences)
        self._mouse = ReaderMouse(self)
        self.before_fragments: Callable[[], None] = lambda: None
        """Called before anything that must know of all fragments, for who shows only some of them at first."""
        self.without_fragment: Callable[[], bool] = lambda: False
        """What the key for the next fragment at the caret does where there is none; tells whether it did something."""
        self._frozen = False
        self._pause = GarbagePause()

    # -- the document ---------------------------------------------------------------------------------------------

    def load(self, text: str, turns: Sequence[ReaderTurn], fragments: Iterable[ReaderFragment], caret: int = 0) -> None:
        """Show another document, with the caret at `caret`. Turns stand in order and do not overlap."""
        self._pause.begin()
        document = ReaderDocument(text, turns, fragments, cell_len, self.glyphs.control)
        if not self.size.width:
            self._pause.end()  # nobody knows when this will be painted
        self._navigator = Navigator(document, self._find_sentences)
        self._anchor, self._focus, self._free = None, None, False
        self._marks, self._current_mark = (), None
        self._hint_at, self._hint_lines, self._hints = None, (), {}
        self._caret = max(0, min(caret, len(text)))
        self._show_document(document)
        if document.columns:
            self._scroll_to_row(0)
            self._keep_caret_visible()
            self._place_cursor()

    def _after_fitting(self) -> None:
        """Let the garbage collector go on; after the first document it has less to look at."""
        self._pause.end()
        if self.text and not self._frozen:
            self._frozen = True
            freeze_garbage()

    def on_unmount(self) -> None:
        """Let the garbage collector go on, also where the document was never painted."""
        self._pause.end()

    @property
    def fragments(self) -> tuple[ReaderFragment, ...]:
        """The fragments that are shown, in order of place."""
        return tuple(placed.fragment for placed in self._document.in_order)

    def set_fragments(self, fragments: Iterable[ReaderFragment]) -> None:
        """Show exactly these fragments; only the rows that differ are repainted."""
        self._after_change(self._document.show(fragments))

    def placing_of(self, fragments: Iterable[ReaderFragment]) -> Placing:
        """Place fragments among those that are shown, without showing them. May be called from another thread."""
        return Placing(fragments, self._document.placing)

    def take_placing(self, placing: Placing) -> None:
        """Show the fragments of a placing; only rows in the window are looked at, and repainted where they differ."""
        top = self.scroll_offset.y
        rows = range(top, min(top + self.size.height, self.row_count)) if self._document.columns else range(0)
        seen = self._document.take(placing, rows)
        self._cache.clear_but(rows)
        self._after_change(seen, others=True)

    def add_fragment(self, fragment: ReaderFragment) -> None:
        """Show one more fragment. Raises ValueError where its id is shown already."""
        self._after_change(self._document.add(fragment))

    def remove_fragment(self, fragment_id: str) -> None:
        """Take a fragment away. Raises KeyError where it is not shown."""
        self._after_change(self._document.remove(fragment_id))

    def replace_fragment(self, fragment: ReaderFragment) -> None:
        """Show a fragment in the place of the one with its id. Raises KeyError where there is none."""
        self._after_change(self._document.replace(fragment))

    def _after_change(self, rows: set[int], *, others: bool = False) -> None:
        focus = self._focus
        if focus is not None:
            self._focus = self._document.placed.get(focus.fragment.id)
            if self._focus is None:
                self.post_message(FragmentFocused(self, None))
        if self._document.columns:
            self._redraw_rows(rows, others=others)

    def set_marks(self, spans: Sequence[Span], current: Span | None = None) -> None:
        """Mark these spans (what a search found), and `current` among them. An empty sequence takes the marks away."""
        old = [*self._marks, *([self._current_mark] if self._current_mark else [])]
        self._marks, self._current_mark = merged(spans), current
        if self._painter is not None:
            self._painter.marks, self._painter.current_mark = self._marks, current
        new = [*self._marks, *([current] if current else [])]
        if self._document.columns:
            self._redraw_rows({row for span in (*old, *new) for row in self._span_rows(span)})

    # -- fragments ------------------------------------------------------------------------------------------------

    @property
    def focused_fragment(self) -> ReaderFragment | None:
        """The fragment that is shown in colour."""
        return self._focus.fragment if self._focus else None

    def fragments_at(self, offset: int) -> tuple[ReaderFragment, ...]:
        """Return the fragments that cover `offset`, the smallest first."""
        return tuple(placed.fragment for placed in self._document.at(offset))

    def fragments_between(self, start: int, end: int) -> tuple[ReaderFragment, ...]:
        """Return the fragments that share a code point with `[start, end)`, in order."""
        return tuple(placed.fragment for placed in self._document.placing.between(start, end))

    def focus_fragment(self, fragment_id: str | None) -> None:
        """Show a fragment in colour, with the caret in it; None for none. Raises KeyError where it is not shown."""
        placed = None if fragment_id is None else self._document.placed[fragment_id]
        if placed is not None and not self._covers(placed, self._caret):
            self._free = False
            self._set(None, self._document.rows.snap(placed.fragment.start))
        self._set_focus(placed)

    def cycle_fragment(self, step: int = 1) -> bool:
        """Focus the next of the fragments at the caret, from the smallest to the largest; False where there is none."""
        here = self._document.at(self._caret)
        if not here:
            return False
        index = here.index(self._focus) + step if self._focus in here else 0 if step > 0 else -1
        self._set_focus(here[index % len(here)])
        return True

    def move_fragment(self, step: int) -> bool:
        """Go to the next fragment (previous, for a negative step) and focus it; False where there is none."""
        fragments = self._document.in_order
        if self._focus is not None:
            index = bisect_left(fragments, self._focus.order, key=_order) + step
        elif step > 0:
            index = bisect_right(fragments, self._caret, key=lambda placed: placed.fragment.start)
        else:
            index = bisect_left(fragments, self._caret, key=lambda placed: placed.fragment.start) - 1
        if not 0 <= index < len(fragments):
            return False
        placed = fragments[index]
        self._free = False
        self._set(None, self._document.rows.snap(placed.fragment.start))
        self._set_focus(placed)
        return True

    # -- keys and mouse -------------------------------------------------------------------------------------------

    def action_move(self, unit: str, step: int) -> None:
        """Move the caret; `unit` is a value of Unit."""
        if unit == Unit.UNCODED_TURN:
            self.before_fragments()
        self.move(Unit(unit), step)

    def action_extend(self, unit: str, step: int) -> None:
        """Select by moving the caret."""
        self.move(Unit(unit), step, extend=True)

    def action_move_fragment(self, step: int) -> None:
        """Go to another fragment."""
        self.before_fragments()
        self.move_fragment(step)

    def action_cycle_fragment(self) -> None:
        """Focus the next fragment at the caret; without one the key does what it does elsewhere."""
        self.before_fragments()
        if not self.cycle_fragment() and not self.without_fragment():
            raise SkipAction

    def action_free_selection(self) -> None:
        """Switch free selection on or off."""
        self.toggle_free_selection()

    def action_grow_selection(self) -> None:
        """Select sentence, paragraph, turn."""
        self.grow_selection()

    def action_extend_sentence(self, step: int) -> None:
        """Select by sentences."""
        self.extend_sentence(step)

    def action_step_back(self) -> None:
        """Drop the selection, or else the focus; with neither the key goes on to the screen."""
        if self._anchor is not None or self._free:
            self.clear_selection()
        elif self._focus is not None:
            self._set_focus(None)
        else:
            raise SkipAction

    def go_to_map(self, x: int, y: int) -> bool:
        """Go to the place in the document that cell `(x, y)` of the map stands for; False where that is not the map."""
        if x != self._geometry.map_x or self.row_count <= self.size.height:
            return False
        row = y * self.row_count // max(1, self.size.height)
        self._scroll_to_row(row - self.size.height // 2)
        self.move_to(self._document.rows.starts[row])
        return True

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Hand over to the mouse."""
        self.before_fragments()
        self._mouse.down(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Hand over to the mouse."""
        self._mouse.move(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Hand over to the mouse."""
        self._mouse.up(event)

    def on_click(self, event: events.Click) -> None:
        """Hand over to the mouse."""
        self._mouse.click(event)
