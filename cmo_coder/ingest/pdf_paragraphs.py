"""Paragraphs out of the lines of a PDF: lines joined where a sentence went on, words that were broken made whole."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from cmo_coder.ingest.pdf_layout import Line
from cmo_coder.ingest.pdf_words import BROKEN
from cmo_coder.text.turns import SpeakerHint

_PARAGRAPH_GAP = 1.35
"""White between lines of more than this, in times of what is usual, begins a paragraph."""
_SMALLER = 0.92
"""Letters smaller than this share of the usual ones, at the foot of a page, are those of a note."""
_INDENT = 0.7
"""A line that begins this far (in sizes) to the right of the others begins a paragraph."""
_NARROW = 0.45
"""A text whose lines never come farther than this share of the page, and of which few come near that, was not broken to
fit: each line is its own."""
_FEW = 4
_LETTERS = 22
"""A narrow column of text has more lines than a few, and most of them hold this many letters."""
_OPENS = re.compile(
    r"[•●▪■◦–—*\-]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s"  # of a list
    r"|[^\W\d_][\w .'’()\-/]{0,39}:(?:\s|$)|\[?\(?\d{1,2}:\d\d"  # a speaker, a time
)
_NOTE = re.compile(r"[\[(]?(\d{1,3}|\*{1,3})[\])]?[\s.]*(?=\D)")
_TOGETHER = frozenset(("en", "of", "and", "or", "als", "noch", "tot", "to", "und", "oder", "dan", "maar"))
"""After "voor-" these words go on: "voor- en nadelen"."""
_LAST_WORD = re.compile(r"[^\s\x02]*$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Mended:
    """What was done to make paragraphs, counted, with a few examples for a person to judge by."""

    lines: int = 0
    whole: list[str] = field(default_factory=list)
    """Words that were broken at the end of a line, made whole."""
    hyphens: list[str] = field(default_factory=list)
    """Words whose hyphen stayed."""
    notes: int = 0


@dataclass(slots=True)
class Paragraphs:
    """The paragraphs of a text, each on its line, with what was mended and where bold points at a speaker."""

    text: str
    hints: tuple[SpeakerHint, ...]
    mended: Mended
    notes_start: int | None
    """Where the notes from the foot of the pages begin (code points); they stand at the end."""


@dataclass(slots=True)
class _Paragraph:
    text: str
    bold: int
    last: Line
    indented: bool = False


def paragraphs_of(lines: Sequence[Line], widths: Sequence[float]) -> Paragraphs:
    """The paragraphs of a document; `widths` are those of its pages."""
    shape = _Shape(lines, widths)
    mended = Mended(len(lines))
    words = _Words(lines, mended)
    made: list[_Paragraph] = []
    notes: list[_Paragraph] = []
    for nr, line in enumerate(lines):
        if shape.is_note(nr):
            if not notes or _NOTE.match(line.text) or line.page != notes[-1].last.page:
                notes.append(_Paragraph(line.text, 0, line))
                mended.notes += 1
            else:
                notes[-1].text, notes[-1].last = words.join(notes[-1].text, line.text), line
        elif made and not shape.begins(made[-1].last, line, made[-1].text, made[-1].indented, words):
            made[-1].text, made[-1].last = words.join(made[-1].text, line.text), line
        else:
            made.append(_Paragraph(line.text, line.bold, line, shape.is_indented(line)))
    return _written(made, notes, mended)


def _written(paragraphs: Sequence[_Paragraph], notes: Sequence[_Paragraph], mended: Mended) -> Paragraphs:
    texts: list[str] = []
    hints: list[SpeakerHint] = []
    at = 0
    for one in paragraphs:
        text = one.text.replace(BROKEN, "-").strip()
        if not text:
            continue
        if one.bold and one.bold < len(text):
            hints.append(SpeakerHint(at, at + len(text[: one.bold].rstrip())))
        texts.append(text)
        at += len(text) + 1
    texts += [_NOTE.sub(_marked, one.text.replace(BROKEN, "-").strip(), count=1) for one in notes]
    return Paragraphs("\n".join(texts), tuple(hints), mended, at if notes else None)


def _marked(mark: re.Match[str]) -> str:
    """The mark of a note as it stands in the text: "[1] "."""
    return f"[{mark[1]}] "


class _Shape:
    """How a document is set: how far its lines reach, what white between them is usual, how large its letters are."""

    def __init__(self, lines: Sequence[Line], widths: Sequence[float]) -> None:
        self._lines = lines
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 1.0
        reach: dict[tuple[int, int], list[float]] = defaultdict(list)
        letters: dict[tuple[int, int], list[int]] = defaultdict(list)
        left: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
        for line in lines:
            reach[line.column].append(line.x1)
            letters[line.column].append(len(line.text))
            left[line.column][round(line.x0)] += 1
        self._reach = {column: sorted(ends)[-1 - len(ends) // 50] for column, ends in reach.items()}
        self._left = {
            column: min(x for x, n in found.items() if n >= 0.1 * max(found.values())) for column, found in left.items()
        }
        usual = sorted(
            a.y0 - b.y0
            for a, b in itertools.pairwise(lines)
            if a.page == b.page and a.column == b.column and 0 < a.y0 - b.y0 < 3 * self.size
        )
        self._step = usual[len(usual) // 4] if usual else self.size
        width = sorted(widths)[len(widths) // 2] if widths else 1.0
        self._loose = {
            column for column, ends in reach.items() if self._is_loose(column, ends, sorted(letters[column]), width)
        }
        self._notes = self._find_notes()

    def _is_loose(self, column: tuple[int, int], ends: Sequence[float], letters: Sequence[int], width: float) -> bool:
        """Whether the lines of a column are not broken to fit its width: short answers, a list."""
        left, reach = self._left[column], self._reach[column]
        full = sum(end >= left + 0.85 * (reach - left) for end in ends)
        few = full < 0.5 * len(ends) or len(ends) < _FEW or letters[len(letters) // 2] < _LETTERS
        return reach - left < _NARROW * width / column[1] and few

    def _find_notes(self) -> frozenset[int]:
        """The lines of notes: smaller letters at the foot of a column, from a line that begins with a mark on."""
        found: set[int] = set()
        end = len(self._lines)
        for nr in range(len(self._lines) - 1, -1, -1):
            line = self._lines[nr]
            following = self._lines[nr + 1] if nr + 1 < end else None
            at_foot = following is None or following.page != line.page or following.column != line.column
            below = nr + 1 in found and not at_foot
            if line.size < _SMALLER * self.size and (at_foot or below):
                found.add(nr)
        # Small letters without a mark at their beginning are a caption or a table, and stay where they stand.
        for nr in sorted(found):
            if nr - 1 not in found and not _NOTE.match(self._lines[nr].text):
                at = nr
                while at in found and not _NOTE.match(self._lines[at].text):
                    found.discard(at)
                    at += 1
        return frozenset(found)

    def is_note(self, nr: int) -> bool:
        return nr in self._notes

    def is_indented(self, line: Line) -> bool:
        return line.x0 > self._left[line.column] + _INDENT * line.size

    def begins(self, before: Line, line: Line, text: str, indented: bool, words: _Words) -> bool:
        """Whether a line begins a paragraph, or goes on with the one that ended with `before`."""
        broken = text.endswith((BROKEN, "\u00ad")) or (text[-2:-1].isalnum() and text[-1:] == "-")
        if before.page != line.page or before.column != line.column:
            return not broken and not self._goes_on(before, line)
        if broken:
            return False
        if before.y0 - line.y0 > _PARAGRAPH_GAP * max(self._step, 0.9 * line.size) or line.y0 > before.y0:
            return True
        if abs(line.size - before.size) > 0.08 * before.size or _OPENS.match(line.text):
            return True
        if bool(line.bold) != bool(before.bold) and (line.bold == len(line.text) or before.bold == len(before.text)):
            return True
        shift = line.x0 - before.x0
        hangs = any(abs(line.x0 - start) < 0.4 * line.size for start in before.starts)
        if shift > _INDENT * line.size and not hangs:
            return True
        if shift < -_INDENT * line.size and not indented:
            return True
        return self._would_have_fitted(before, line)

    def _goes_on(self, before: Line, line: Line) -> bool:
        """Whether a sentence goes on in the next column or on the next page."""
        if _OPENS.match(line.text) or abs(line.size - before.size) > 0.08 * before.size:
            return False
        if line.text[:1].islower():
            return not before.text.endswith((".", "?", "!")) or not self._would_have_fitted(before, line)
        # A full line: few paragraphs end in one, many sentences do.
        return not self._would_have_fitted(before, line) and not self.is_indented(line)

    def _would_have_fitted(self, before: Line, line: Line) -> bool:
        """Whether the first word of a line had room at the end of the line before it: then somebody ended that line."""
        if before.column in self._loose:
            return not line.text[:1].islower() or before.text.endswith((".", "?", "!"))
        return before.x1 + 0.25 * line.size + line.first < self._reach[before.column] - 0.1 * line.size


class _Words:
    """Joins lines, and decides what becomes of a hyphen at the end of one."""

    def __init__(self, lines: Sequence[Line], mended: Mended) -> None:
        self._mended = mended
        # Words with a hyphen that stand whole in the text tell how the author writes them.
        self._hyphened = {
            word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+", line.text)
        }
        self._whole = {word.casefold() for line in lines for word in re.findall(r"[^\W\d_]{4,}", line.text)}

    def join(self, text: str, more: str) -> str:
        """A text with the next line after it."""
        if text.endswith("\u00ad"):
            return self._made_whole(text[:-1], more)
        if not text.endswith((BROKEN, "-", "\u2010")):
            return f"{text} {more}"
        before = _LAST_WORD.search(text[:-1])
        found = _FIRST_WORD.match(more)
        head, tail = before[0] if before else "", found[0] if found else ""
        if not head or not tail or not head[-1].isalpha():
            return f"{text[:-1]}-{more}" if head and more[:1].isalnum() else f"{text[:-1]}- {more}"
        if tail.casefold() in _TOGETHER:
            return f"{text[:-1]}- {more}"
        part = re.split(r"[^\w-]", head)[-1]
        if self._keeps_hyphen(part, tail):
            self._mended.hyphens.append(f"{part}-{tail}")
            return f"{text[:-1]}-{more}"
        return self._made_whole(text[:-1], more)

    def _keeps_hyphen(self, head: str, tail: str) -> bool:
        last = head.rpartition("-")[2]
        if f"{head}-{tail}".casefold() in self._hyphened or f"{last}-{tail}".casefold() in self._hyphened:
            return True
        if f"{last}{tail}".casefold() in self._whole:
            return False
        return (
            tail[0].isupper() or (len(last) > 1 and last.isupper()) or len(last) == 1 or tail[0] == last[-1] in "aeiou"
        )

    def _made_whole(self, text: str, more: str) -> str:
        head = re.split(r"[^\w-]", _LAST_WORD.search(text)[0])[-1]  # type: ignore[index]
        tail = _FIRST_WORD.match(more)
        self._mended.whole.append(head + (tail[0] if tail else ""))
        return text + more
