"""Where the caret goes: every movement in the reader as a function from an offset to an offset. No screen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from enum import StrEnum

from cmo_coder.text.cells import next_cluster, previous_cluster
from cmo_coder.text.rows import NO_TURN
from cmo_coder.text.words import next_word, previous_word
from cmo_coder.tui.widgets.reader_document import ReaderDocument
from cmo_coder.tui.widgets.reader_value import Span

SentenceSpans = Callable[[str, int, int], list[Span]]
"""Gives the sentences of `text[start:end]`, in order, as offsets in `text`."""

_START, _END = 0, 1


class Unit(StrEnum):
    """What a movement steps over."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    TURN = "turn"
    UNCODED_TURN = "uncoded_turn"
    ROW = "row"
    ROW_EDGE = "row_edge"
    PAGE = "page"
    DOCUMENT = "document"


class Navigator:
    """Steps through one document. `page` is the number of rows that a page moves."""

    def __init__(self, document: ReaderDocument, sentences: SentenceSpans) -> None:
        """Step through `document`, whose sentences are found by `sentences`, a turn at a time, and kept."""
        self._document = document
        self._find = sentences
        self._sentences: dict[int, list[Span]] = {}
        self._wanted: tuple[int, int] | None = None
        self.page = 20

    def target(self, unit: Unit, offset: int, step: int) -> int:
        """Return where a step over `unit` leads from `offset`: always an offset that is shown. Negative goes back."""
        match unit:
            case Unit.CHARACTER:
                found = self._repeat(next_cluster if step > 0 else previous_cluster, offset, step)
            case Unit.WORD:
                found = self._repeat(next_word if step > 0 else previous_word, offset, step)
            case Unit.SENTENCE:
                found = self._edge(_START, offset, step)
            case Unit.TURN:
                found = self._turn(offset, step) if self._document.turns else self._paragraph(offset, step)
            case Unit.UNCODED_TURN:
                found = self._uncoded(offset, step)
            case Unit.ROW | Unit.PAGE:
                found = self._row(offset, step if unit is Unit.ROW else step * self.page)
            case Unit.ROW_EDGE:
                found = self._document.rows.words(self._document.rows.row_of(offset))[step > 0]
            case Unit.DOCUMENT:
                found = 0 if step < 0 else len(self._document.text)
        return self._document.rows.snap(found, step > 0)

    def _repeat(self, step_once: Callable[[str, int], int], offset: int, step: int) -> int:
        """Take `step` steps, over what is not shown as if it were not there."""
        text, rows = self._document.shown, self._document.rows
        for _ in range(abs(step)):
            found = step_once(text, offset)
            offset = rows.snap(found, step > 0)
            if offset != found and step_once is previous_word:
                # It was a word of a label: the word meant is the last one before the label.
                offset = rows.snap(previous_word(text, offset), False)
        return offset

    def _row(self, offset: int, step: int) -> int:
        rows = self._document.rows
        row = rows.row_of(offset)
        column = rows.column(row, offset)
        # A run of steps up and down keeps to the column where it began, also over short rows.
        if self._wanted is not None and self._wanted[0] == offset:
            column = self._wanted[1]
        found = rows.offset(rows.neighbour(row, step), column)
        self._wanted = (found, column)
        return found

    def _turn(self, offset: int, step: int) -> int:
        document = self._document
        index = document.turn_at(offset)
        if step < 0 and index >= 0 and offset > document.words_of(index)[0]:
            step += 1
        if index + step >= len(document.turns):
            return len(document.text)
        return document.words_of(index + step)[0] if index + step >= 0 else 0

    def _paragraph(self, offset: int, step: int) -> int:
        """Return the start of another paragraph: what stands in for turns in a document that has none."""
        text = self._document.text
        if step > 0:
            newline = text.find("\n", offset)
            while 0 <= newline < len(text) and text[newline].isspace():
                newline += 1
            return newline if newline >= 0 else len(text)
        last = offset
        while last > 0 and text[last - 1].isspace():
            last -= 1
        return text.rfind("\n", 0, last) + 1

    def _uncoded(self, offset: int, step: int) -> int:
        document = self._document
        index = document.turn_at(offset) + step
        while 0 <= index < len(document.turns):
            start, end = document.words_of(index)
            if start < end and not document.turns[index].interviewer and not document.is_coded(index):
                return start
            index += step
        return offset

    def sentences(self, block: int) -> list[Span]:
        """Return the sentences of a block of the document, found once."""
        found = self._sentences.get(block)
        if found is None:
            words = self._document.blocks[block]
            found = self._sentences[block] = self._find(self._document.text, words.start, words.end)
        return found

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence that holds `offset`, or the one before it in its turn; `(offset, offset)` for none."""
        spans = self.sentences(self._document.block_at(offset))
        index = bisect_right(spans, (offset, 1 << 62)) - 1
        return spans[max(0, index)] if spans else (offset, offset)

    def _edge(self, side: int, offset: int, step: int) -> int:
        """Return the nearest start or end of a sentence after `offset` (before it for a negative step), or `offset`."""
        block = self._document.block_at(offset)
        while 0 <= block < len(self._document.blocks):
            edges = [span[side] for span in self.sentences(block)]
            index = bisect_right(edges, offset) if step > 0 else bisect_left(edges, offset) - 1
            if 0 <= index < len(edges):
                return edges[index]
            block += 1 if step > 0 else -1
        return offset

    def grown(self, start: int, end: int) -> Span:
        """Return the next larger of sentence, paragraph and turn around `[start, end)`, or itself."""
        text = self._document.text
        block = self._document.blocks[self._document.block_at(start)]
        line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        paragraph = (max(line_start, block.start), block.end if line_end < 0 else min(line_end, block.end))
        around = [self.sentence_at(start), paragraph]
        if block.turn != NO_TURN:
            around.append((block.start, block.end))
        larger = [span for span in around if span[0] <= start and end <= span[1] and span != (start, end)]
        return min(larger, key=lambda span: span[1] - span[0], default=(start, end))

    def extended(self, anchor: int | None, caret: int, step: int) -> Span:
        """Return anchor and caret of a selection that takes in one sentence more, or at the other side gives one up.

        Without a selection (`anchor` None) the sentence at the caret is taken. A selection of one sentence that would
        give it up turns round instead, and grows to the other side.
        """
        if anchor is None:
            start, end = self.sentence_at(caret)
            return (start, end) if step > 0 else (end, start)
        ahead, behind = (_END, _START) if step > 0 else (_START, _END)
        if (caret - anchor) * step >= 0:
            return anchor, self._edge(ahead, caret, step)
        given_up = self._edge(behind, caret, step)
        if (anchor - given_up) * step > 0:
            return anchor, given_up
        return caret, self._edge(ahead, anchor, step)
