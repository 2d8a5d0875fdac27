"""The part of the reader with a caret and a selection. Offsets are code points; a selection is `[start, end)`."""

from __future__ import annotations

from cmo_coder.text.cells import cluster_start
from cmo_coder.text.sentences import sentence_spans
from cmo_coder.tui.widgets.reader_caret import Navigator, SentenceSpans, Unit
from cmo_coder.tui.widgets.reader_messages import CaretMoved, FragmentFocused, SelectionChanged
from cmo_coder.tui.widgets.reader_placing import Placed
from cmo_coder.tui.widgets.reader_value import ReaderTurn, Span
from cmo_coder.tui.widgets.reader_view import ReaderView


class ReaderSelecting(ReaderView):
    """A reader in which a caret moves and words are selected."""

    CaretMoved = CaretMoved
    SelectionChanged = SelectionChanged
    FragmentFocused = FragmentFocused

    def __init__(
        self,
        *,
        id: str | None = None,
        classes: str | None = None,
        ascii: bool = False,
        sentences: SentenceSpans = sentence_spans,
    ) -> None:
        """Start with an empty document. `sentences` finds the sentences of a stretch of text."""
        super().__init__(id=id, classes=classes, ascii=ascii)
        self._find_sentences = sentences
        self._navigator = Navigator(self._document, sentences)
        self._free = False

    @property
    def caret(self) -> int:
        """Where the caret stands."""
        return self._caret

    @property
    def selection(self) -> Span | None:
        """What is selected, without white space around it: what a code would be put on. None for nothing."""
        span = self.selection_span()
        if span is None:
            return None
        words = self.text[span[0] : span[1]]
        start, end = span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip())
        return (start, end) if start < end else None

    @property
    def selecting(self) -> bool:
        """Whether moving the caret selects (`v` was pressed)."""
        return self._free

    def move_to(self, offset: int, extend: bool = False) -> None:
        """Put the caret at `offset` or the nearest one that is shown. `extend` selects; else the selection goes."""
        offset = cluster_start(self._document.shown, self._document.rows.snap(max(0, min(offset, len(self.text)))))
        anchor = (self._caret if self._anchor is None else self._anchor) if extend or self._free else None
        self._set(anchor, offset)

    def select(self, start: int, end: int) -> None:
        """Select `[start, end)`, the caret at its end."""
        self._set(start, end)

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        self._free = False
        self._set(None, self._caret)

    def _set(self, anchor: int | None, caret: int) -> None:
        """Set anchor and caret, repaint what that touches, and tell."""
        rows = self._document.rows
        before, caret_before = self.selection_span(), self._caret
        self._anchor, self._caret = anchor, caret
        after = self.selection_span()
        touched = {rows.row_of(caret_before), rows.row_of(caret)} if caret != caret_before else set()
        if before != after:
            touched |= set(self._span_rows(before)) ^ set(self._span_rows(after))
            touched |= self._edge_rows(before, after)
            self.post_message(SelectionChanged(self, *(after or (caret, caret))))
        self._refresh_rows(touched)
        if caret != caret_before:
            self._keep_caret_visible()
            self._place_cursor()
            self.post_message(CaretMoved(self, caret))
            if self._focus is not None and not self._covers(self._focus, caret):
                self._set_focus(None)

    def _edge_rows(self, before: Span | None, after: Span | None) -> set[int]:
        """Return the rows on which an edge of the selection stood, or stands now, and moved."""
        edges = {before[0] if before else -1} ^ {after[0] if after else -1}
        edges |= {before[1] if before else -1} ^ {after[1] if after else -1}
        return {self._document.rows.row_of(max(0, at)) for edge in edges if edge >= 0 for at in (edge, edge - 1)}

    def move(self, unit: Unit, step: int, extend: bool = False) -> None:
        """Move the caret by `step` times `unit` (negative: back); `extend` selects on the way."""
        self._navigator.page = max(1, self.size.height - 2)
        before = self._document.rows.row_of(self._caret)
        target = self._navigator.target(unit, self._caret, step)
        if unit is Unit.PAGE:
            self._scroll_to_row(self.scroll_offset.y + self._document.rows.row_of(target) - before)
        self.move_to(target, extend)

    def move_character(self, step: int, extend: bool = False) -> None:
        """Move by characters as a reader counts them: an emoji is one."""
        self.move(Unit.CHARACTER, step, extend)

    def move_word(self, step: int, extend: bool = False) -> None:
        """Move to the start of another word."""
        self.move(Unit.WORD, step, extend)

    def move_sentence(self, step: int, extend: bool = False) -> None:
        """Move to the start of another sentence."""
        self.move(Unit.SENTENCE, step, extend)

    def move_turn(self, step: int, extend: bool = False) -> None:
        """Move to the start of another turn; in a document without turns, of another paragraph."""
        self.move(Unit.TURN, step, extend)

    def extend_turn(self, step: int = 1) -> None:
        """Select up to the start of another turn."""
        self.move(Unit.TURN, step, extend=True)

    def move_uncoded_turn(self, step: int = 1) -> None:
        """Move to the next turn of a respondent on which no fragment lies; stay where there is none."""
        self.move(Unit.UNCODED_TURN, step)

    def extend_sentence(self, step: int) -> None:
        """Select one sentence more in the direction of `step`, or give up one that was selected from there."""
        self._set(*self._navigator.extended(self._anchor, self._caret, step))

    def grow_selection(self) -> None:
        """Select the sentence at the caret; from there its paragraph, its turn: the next larger one."""
        self._free = False
        start, end = self.selection_span() or (self._caret, self._caret)
        self._set(*self._navigator.grown(start, end))

    def toggle_free_selection(self) -> None:
        """Let moving select from here on, or no longer (what is selected stays)."""
        self._free = not self._free
        if self._free and self._anchor is None:
            self._anchor = self._caret

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence at `offset`."""
        return self._navigator.sentence_at(offset)

    def turn_at(self, offset: int) -> ReaderTurn | None:
        """Return the turn at `offset`, or the one before it; None before the first."""
        index = self._document.turn_at(offset)
        return self._document.turns[index] if index >= 0 else None

    def _covers(self, placed: Placed, offset: int) -> bool:
        # What begins in a label that is not shown is entered at the first word after it.
        start = self._document.rows.snap(placed.fragment.start)
        return start <= offset < max(placed.fragment.end, start + 1)

    def _set_focus(self, placed: Placed | None) -> None:
        if placed is self._focus:
            return
        before, self._focus = self._focus, placed
        self._refresh_rows({row for each in (before, placed) if each for row in self._document.rows_of(each)})
        self.post_message(FragmentFocused(self, placed.fragment.id if placed else None))
