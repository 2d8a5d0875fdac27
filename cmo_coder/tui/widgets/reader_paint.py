"""Painting: from a row of the document, and what is to be seen on it, to styled segments. Once per row and look."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip

from cmo_coder.text.cells import cluster_start, is_plain, next_cluster
from cmo_coder.text.rows import NO_TURN
from cmo_coder.tui.widgets.reader_document import ReaderDocument
from cmo_coder.tui.widgets.reader_geometry import WITH_NAMES, Geometry
from cmo_coder.tui.widgets.reader_glyphs import Glyphs
from cmo_coder.tui.widgets.reader_palette import Palette, Tone, style_key
from cmo_coder.tui.widgets.reader_placing import Placed
from cmo_coder.tui.widgets.reader_value import ReaderTurn, Span


@dataclass(frozen=True, slots=True)
class Look:
    """What, beside the document itself, decides how a row looks: all of it local to the row.

    `selected` is the part of the selection on this row, `(0, 0)` for none; `caret` an offset on this row, or -1;
    `focus` the id of the focused fragment if it touches this row, or "".
    """

    selected: Span = (0, 0)
    caret: int = -1
    focus: str = ""


PLAIN_LOOK = Look()
_SHORTEST_NAME = 8
_MORE = 4
"""The cells of " +12"."""


@dataclass(frozen=True, slots=True)
class NameCell:
    """A name in the margin, after a letter and a space: its fragment, where in the margin it begins, and its words."""

    placed: Placed
    x: int
    name: str

    @property
    def end(self) -> int:
        """The cell after the name."""
        return self.x + 2 + cell_len(self.name)


class RowPainter:
    """Paints rows of one document in one geometry, with one palette."""

    def __init__(self, document: ReaderDocument, geometry: Geometry, palette: Palette, glyphs: Glyphs) -> None:
        """Paint with these. `marks` may be set afterwards: spans in order, and which of them is the current one; and
        `hints`: words for the margin by row, where no name stands.
        """
        self._document = document
        self._geometry = geometry
        self.palette = palette
        self._glyphs = glyphs
        self.marks: Sequence[Span] = ()
        self.current_mark: Span | None = None
        self.hints: Mapping[int, str] = {}

    def row(self, row: int, look: Look) -> Strip:
        """Return all of a row but the map, `Geometry.map_x` cells wide."""
        geometry = self._geometry
        here = self._document.on_row(row)
        segments = [*self._label(row), *self._stripes(row, look, here), *self._text(row, look, here)]
        if geometry.margin:
            segments.append(Segment(" ", self.palette.base))
            segments.extend(self._names(row, look))
        if geometry.rest > 0:
            segments.append(Segment(" " * geometry.rest, self.palette.base))
        strip = Strip(segments, geometry.map_x - min(0, geometry.rest))
        return strip if geometry.rest >= 0 else strip.crop(0, geometry.map_x)

    def blank(self) -> Strip:
        """Return the row below the end of the document."""
        return Strip([Segment(" " * self._geometry.map_x, self.palette.base)], self._geometry.map_x)

    def map_cell(self, level: int, inside: bool) -> Strip:
        """Return a cell of the map: how densely a part of the document is coded, and if it is `inside` the window."""
        glyph = self._glyphs.density[level]
        if inside and level == 0:
            glyph = self._glyphs.track
        return Strip([Segment(glyph, self.palette.style("reader--map-window" if inside else "reader--map"))], 1)

    def _label(self, row: int) -> list[Segment]:
        """Return the label column: role and speaker on a turn's first row, number and time on the row below it."""
        palette, width = self.palette, self._geometry.label
        turn, above = self._turn_headed_by(row), self._turn_headed_by(row - 1)
        quiet = palette.style("reader--label")
        if width < WITH_NAMES:
            words = f"{turn.number:>4} {'I' if turn.interviewer else ' '}" if turn else ""
            return [Segment(set_cell_size(words, width), quiet)]
        if turn:
            speaker = fitted_name(turn.speaker, width - 3, self._glyphs.ellipsis)
            style = quiet if turn.interviewer else palette.style("reader--speaker")
            return [
                Segment("I " if turn.interviewer else "  ", quiet),
                Segment(set_cell_size(speaker, width - 2), style),
            ]
        words = f"  {above.number:<4} {above.time or ''}" if above else ""
        return [Segment(set_cell_size(fitted(words, width - 1, self._glyphs.ellipsis), width), quiet)]

    def _turn_headed_by(self, row: int) -> ReaderTurn | None:
        rows = self._document.rows
        if row in rows.heads and rows.turns[row] >= 0:
            return self._document.turns[rows.turns[row]]
        return None

    def _stripes(self, row: int, look: Look, here: list[Placed]) -> list[Segment]:
        """Return the digit for what found no lane, the lanes, the interviewer's line and a space."""
        palette, glyphs, count = self.palette, self._glyphs, self._geometry.lanes
        lanes: list[list[Placed]] = [[] for _ in range(count)]
        more = 0
        for placed in here:
            if 0 <= placed.lane < count:
                lanes[placed.lane].append(placed)
            else:
                more += 1
        digit = " " if not more else str(more) if more < 10 else glyphs.several
        segments = [Segment(digit, palette.style("reader--overflow"))]
        empty = 0
        for lane in reversed(lanes):
            if not lane:
                empty += 1
                continue
            if empty:
                segments.append(Segment(" " * empty, palette.base))
                empty = 0
            segments.append(self._stripe(row, lane, look.focus))
        if empty:
            segments.append(Segment(" " * empty, palette.base))
        index = self._document.rows.turns[row]
        spoken = index >= 0 and self._document.turns[index].interviewer
        segments.append(Segment((glyphs.interviewer if spoken else " ") + " ", palette.style("reader--rule")))
        return segments

    def _stripe(self, row: int, here: list[Placed], focus: str) -> Segment:
        placed = next((each for each in here if each.fragment.id == focus), here[-1])
        stripe = self._glyphs.stripe(placed.family)
        rows = self._document.rows_of(placed)
        if len(here) > 1 and sum(self._document.rows_of(each)[0] == row for each in here) > 1:
            glyph = self._glyphs.several
        elif rows[0] == row:
            glyph = stripe.letter
        elif rows[-1] == row:
            glyph = stripe.end
        else:
            glyph = stripe.middle
        ink = self.palette.ink(placed.family, placed.fragment.colour)
        return Segment(glyph, self.palette.stripe(ink, placed.fragment.id == focus))

    def _text(self, row: int, look: Look, here: list[Placed]) -> list[Segment]:
        """Return the words of a row, cut where their look changes, filled up to the width of the text."""
        document, palette, width = self._document, self.palette, self._geometry.text
        start, end = document.rows.words(row)
        tone = self._tone(row)
        segments: list[Segment] = []
        used = 0
        for first, last, key in self._pieces(here, start, end, tone, look):
            words = document.shown[first:last]
            segments.append(Segment(words, palette.text(key)))
            used += cell_len(words)
        if look.caret >= end and used < width:
            column = min(max(used, document.rows.column(row, look.caret)), width - 1)
            segments.append(Segment(" " * (column - used), palette.base))
            segments.append(Segment(" ", palette.text(style_key(tone, 0, 0, False, True, 0))))
            used = column + 1
        if used < width:
            segments.append(Segment(" " * (width - used), palette.base))
        return [segment for segment in segments if segment.text]

    def _tone(self, row: int) -> Tone:
        index = self._document.rows.turns[row]
        if index == NO_TURN and self._document.turns:
            return Tone.OUTSIDE
        return Tone.INTERVIEWER if index >= 0 and self._document.turns[index].interviewer else Tone.TEXT

    def _pieces(
        self, fragments: list[Placed], start: int, end: int, tone: Tone, look: Look
    ) -> list[tuple[int, int, int]]:
        """Return stretches of `[start, end)` that look the same, with their style keys."""
        if start == end:
            return []
        inside = _Inside(self._document.shown, start, end)
        here = [(*inside(each.fragment.start, each.fragment.end), each) for each in fragments]
        marks = [inside(*mark) for mark in self._marks_near(start, end)]
        current = inside(*self.current_mark) if self.current_mark else (end, end)
        selected = inside(*look.selected)
        caret = (end, end)
        if start <= look.caret < end:
            caret = (look.caret, min(end, next_cluster(self._document.shown, look.caret)))
        cuts = {start, end, *selected, *caret, *current}
        for first, last, _ in here:
            cuts.update((first, last))
        for mark in marks:
            cuts.update(mark)
        pieces = []
        for first, last in pairwise(sorted(cuts)):
            covering = [each for a, b, each in here if a <= first < b]
            focus = next((each for each in covering if each.fragment.id == look.focus), None)
            ink = self.palette.ink(focus.family, focus.fragment.colour) if focus else 0
            marked = 2 if current[0] <= first < current[1] else int(any(a <= first < b for a, b in marks))
            chosen, at_caret = selected[0] <= first < selected[1], caret[0] <= first < caret[1]
            key = style_key(tone, len(covering), marked, chosen, at_caret, ink)
            pieces.append((first, last, key))
        return pieces

    def _marks_near(self, start: int, end: int) -> Sequence[Span]:
        """Return the marks that may touch `[start, end)`: they stand in order and do not overlap."""
        first = max(0, bisect_left(self.marks, (start, 0)) - 1)
        return self.marks[first : bisect_left(self.marks, (end, 0))]

    def names(self, row: int) -> tuple[list[NameCell], int]:
        """Return the names beside a row, as many as fit, and how many more there are."""
        glyphs, width = self._glyphs, self._geometry.margin
        cells: list[NameCell] = []
        waiting = self._document.names_on(row)
        x = 0
        for index, placed in enumerate(waiting):
            after = len(waiting) - index - 1
            name = ", ".join(" ".join(code.split()) for code in placed.fragment.codes)
            room = width - x - 2 - (_MORE if after else 0)
            if cells and room < min(_SHORTEST_NAME, cell_len(name)):
                return cells, after + 1
            cells.append(NameCell(placed, x, fitted(name, room, glyphs.ellipsis)))
            x = cells[-1].end + len(glyphs.joiner)
        return cells, 0

    def _names(self, row: int, look: Look) -> list[Segment]:
        """Return the margin: the names of the fragments that begin here, each after its letter."""
        palette, glyphs = self.palette, self._glyphs
        segments: list[Segment] = []
        cells, more = self.names(row)
        if not cells and row in self.hints:
            hint = fitted(self.hints[row], self._geometry.margin, glyphs.ellipsis)
            segments.append(Segment(hint, palette.style("reader--hint")))
        for cell in cells:
            if cell.x:
                segments.append(Segment(glyphs.joiner, palette.style("reader--rule")))
            placed = cell.placed
            ink = palette.ink(placed.family, placed.fragment.colour)
            segments.append(Segment(glyphs.stripe(placed.family).letter + " ", palette.stripe(ink, False)))
            segments.append(Segment(cell.name, palette.name(ink, placed.fragment.id == look.focus)))
        if more:
            segments.append(Segment(f" +{more}", palette.style("reader--name")))
        used = sum(cell_len(segment.text) for segment in segments)
        segments.append(Segment(" " * max(0, self._geometry.margin - used), palette.base))
        return [segment for segment in segments if segment.text]


class _Inside:
    """Cuts spans to `[start, end)`, but never through a character."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end
        self._plain = is_plain(text, start, end)

    def __call__(self, first: int, last: int) -> Span:
        """Return the part of `[first, last)` in `[start, end)`; `(end, end)` for none."""
        first = first if first > self._start else self._start
        last = last if last < self._end else self._end
        if first >= last:
            return self._end, self._end
        if self._plain:
            return first, last
        return cluster_start(self._text, first), cluster_start(self._text, last)


def fitted(text: str, cells: int, ellipsis: str) -> str:
    """Return `text`, cut to `cells` with an ellipsis where it is longer."""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + ellipsis if cells > 0 else ""


def fitted_name(name: str, cells: int, ellipsis: str) -> str:
    """Return a name cut to `cells` where it is longer, but not its number: that tells "Respondent 2" apart."""
    head, _space, tail = name.rpartition(" ")
    if cell_len(name) > cells and head and tail.isdigit() and cell_len(tail) + 4 <= cells:
        return f"{fitted(head, cells - cell_len(tail) - 1, ellipsis)} {tail}"
    return fitted(name, cells, ellipsis)
