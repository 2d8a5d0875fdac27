"""The words of a PDF page with their places, as PDFium gives them: pieces of lines, before anything is put in order.

Places are in points, from the left and from the bottom of the page as it is shown (turned pages are turned back).
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

BROKEN = "\x02"
"""Stands where PDFium saw a hyphen at the end of a line: the word goes on in the next line."""
NO_LETTER = "\ufffd"
"""Stands for a sign of which the PDF does not say what letter it is."""

_WORD = re.compile(r"[^\s\x02]+\x02?|\x02")
_LIGATURE = re.compile("f[fijlt]|st")
_GAP = 1.5
"""A gap wider than this (in sizes of the letters) parts two pieces: they may stand in different columns."""
_SMALL = 0.8
"""A sign lower than this share of its word's letters is raised above the line."""
_SLANTED = 0.1
"""Text that is turned by more than this (radians) is a watermark or the label of an axis."""


@dataclass(slots=True)
class Piece:
    """Words that stand close together on one line. `first` is the width of the first word; `mark` a raised number."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    first: float
    mark: bool = False
    bold: int = 0
    """How many code points at the beginning are bold."""

    @property
    def size(self) -> float:
        """The height of the letters, from the deepest to the highest of their font."""
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class PageWords:
    """A page: its size, its pieces in the order of the file, and what was met in it."""

    width: float
    height: float
    pieces: list[Piece]
    ligatures: int
    slanted: int
    pictures: bool


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    at: int
    mark: bool = False


def words_of_page(page: Any) -> PageWords:
    """The pieces of a page of pypdfium2."""
    import pypdfium2.raw as raw

    left, bottom, right, top = page.get_cropbox()
    width, height = right - left, top - bottom
    turned = page.get_rotation()

    def placed(box: Any) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = box.left - left, box.bottom - bottom, box.right - left, box.top - bottom
        if turned == 90:
            return y0, width - x1, y1, width - x0
        if turned == 180:
            return width - x1, height - y1, width - x0, height - y0
        return (height - y1, x0, height - y0, x1) if turned == 270 else (x0, y0, x1, y1)

    text_page = page.get_textpage()
    try:
        reader = _Reader(raw, text_page.raw, placed, turned)
        words = list(reader.words())
        if reader.slanted > len(words):  # a page that lies on its side without saying so
            turned = -90 * reader.quarters % 360
            reader = _Reader(raw, text_page.raw, placed, turned)
            words = list(reader.words())
        pieces = _pieces(words, reader)
    finally:
        text_page.close()
    if turned in (90, 270):
        width, height = height, width
    pictures = not pieces and any(True for _one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return PageWords(width, height, pieces, reader.ligatures, reader.slanted, pictures)


class _Reader:
    """Asks PDFium for the letters of one page; each question costs, so only ends of words are asked for."""

    def __init__(self, raw: Any, text_page: Any, placed: Any, turned: int) -> None:
        self._raw, self._page, self._placed, self._turned = raw, text_page, placed, math.radians(-turned)
        self._box = raw.FS_RECTF()
        self._font = ctypes.create_string_buffer(200)
        self._flags = ctypes.c_int()
        self.ligatures = 0
        self.slanted = 0
        self.quarters = 0
        """By how many quarters, clockwise, the last slanted word was turned."""

    def words(self) -> Iterator[_Word]:
        text = self._letters()
        for found in _WORD.finditer(text):
            start, end = found.span()
            word = self._word(text, start, end)
            if word is None:
                self.slanted += 1
                continue
            self.ligatures += sum(self._is_ligature(start + one.start()) for one in _LIGATURE.finditer(found[0]))
            yield from self._with_mark(word)

    def _letters(self) -> str:
        number = max(0, self._raw.FPDFText_CountChars(self._page))
        buffer = (ctypes.c_ushort * (number + 1))()
        got = self._raw.FPDFText_GetText(self._page, 0, number, buffer)
        text = bytes(buffer)[: 2 * (got - 1)].decode("utf-16-le", "replace").replace("\ufffe", BROKEN)
        if len(text) != number:  # signs without a letter, or outside the basic plane: one by one
            codes = (self._raw.FPDFText_GetUnicode(self._page, at) for at in range(number))
            text = "".join(chr(code) if 0 < code < 0x110000 else NO_LETTER for code in codes)
            text = text.replace("\ufffe", BROKEN)
        return text

    def _at(self, at: int) -> tuple[float, float, float, float]:
        self._raw.FPDFText_GetLooseCharBox(self._page, at, self._box)
        box: tuple[float, float, float, float] = self._placed(self._box)
        return box

    def _word(self, text: str, start: int, end: int) -> _Word | None:
        last = end - 1 if end - start == 1 or text[end - 1] != BROKEN else end - 2
        x0, y0, x1, y1 = self._at(start)
        if last > start:
            x2, y2, x3, y3 = self._at(last)
            if abs((y2 + y3) - (y0 + y1)) > 1.2 * max(y1 - y0, y3 - y2) or x3 < x0:
                if self._is_slanted(start):
                    return None
                x2, x3 = x0, x0 + (last - start) * (x1 - x0)  # written to the left, or strangely: roughly
            x0, x1 = min(x0, x2), max(x1, x3)
            y0, y1 = (y0, y1) if y1 - y0 >= y3 - y2 else (y2, y3)
        elif self._is_slanted(start):
            return None
        return _Word(text[start:end], x0, x1, y0, y1, start)

    def _is_slanted(self, at: int) -> bool:
        angle = float(self._raw.FPDFText_GetCharAngle(self._page, at))
        if angle < 0 or abs((angle - self._turned + math.pi) % math.tau - math.pi) < _SLANTED:
            return False
        self.quarters = round(angle / (math.pi / 2)) % 4
        return True

    def _with_mark(self, word: _Word) -> Iterator[_Word]:
        """A word, and apart from it the raised number at its end ("koffie³": the mark of a note)."""
        bare = word.text.rstrip("0123456789")
        digits = len(word.text) - len(bare)
        if bare and 0 < digits <= 3 and not bare[-1].isdigit() and len(bare) > 1:
            x0, y0, _x1, y1 = self._at(word.at + len(bare))
            if y1 - y0 < _SMALL * (word.y1 - word.y0) and y0 > word.y0:
                yield _Word(bare, word.x0, x0, word.y0, word.y1, word.at)
                yield _Word(word.text[-digits:], x0, word.x1, y0, y1, word.at + len(bare), mark=True)
                return
        yield word

    def _is_ligature(self, at: int) -> bool:
        """Whether two letters stand on one place: one sign of the PDF that PDFium gave as two letters."""
        return self._at(at) == self._at(at + 1)

    def bold(self, at: int) -> bool:
        """Whether a letter is bold, by its weight or by the name of its font."""
        if self._raw.FPDFText_GetFontWeight(self._page, at) >= 600:
            return True
        length = self._raw.FPDFText_GetFontInfo(self._page, at, self._font, 200, self._flags)
        return b"bold" in self._font.raw[: max(0, min(length, 200))].lower()


_MOST_BOLD = 6
"""Words of a line of which is asked whether they are bold: enough for the name of a speaker."""


def _pieces(words: Iterable[_Word], reader: _Reader) -> list[Piece]:
    made: list[Piece] = []
    last: Piece | None = None
    run: list[_Word] = []

    def close() -> None:
        nonlocal last, run
        if run:
            last = _joined(run, reader, last)
            made.append(last)
        run = []

    for word in words:
        if run:
            before = run[-1]
            size = max(word.y1 - word.y0, before.y1 - before.y0)
            level = abs((word.y0 + word.y1) - (before.y0 + before.y1)) < 0.6 * size
            gap = word.x0 - before.x1
            if word.mark or before.mark or not level or gap > _GAP * size or gap < -size or before.text[-1] == BROKEN:
                close()
        run.append(word)
    close()
    return made


def _joined(run: list[_Word], reader: _Reader, last: Piece | None) -> Piece:
    first = run[0]
    texts, bold, counting = [first.text], 0, not first.mark
    at_start = last is None or last.y0 > first.y1 - (first.y1 - first.y0) / 2 or last.y1 < first.y0
    for nr, word in enumerate(run):
        if nr:
            texts.append(f" {word.text}")
        if counting and at_start and nr < _MOST_BOLD and reader.bold(word.at):
            bold = sum(map(len, texts))
        else:
            counting = False
    return Piece(
        "".join(texts),
        first.x0,
        run[-1].x1,
        min(word.y0 for word in run),
        max(word.y1 for word in run),
        first.x1 - first.x0,
        first.mark,
        bold,
    )
