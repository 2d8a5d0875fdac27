"""Gathering the lines of a document while a reader walks over it: words, bold labels, tables, footnotes, comments.

What the readers of Word, OpenDocument, Rich Text and web pages share. Every place that it gives counts code points of
``text()``, and stays right when that text is normalised: nothing in it becomes longer or shorter by that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from cmo_coder.ingest.source import RawText
from cmo_coder.ingest.txt import about_text
from cmo_coder.ingest.value import ReadNote, Warning_, warning
from cmo_coder.messages import N_
from cmo_coder.text.normalise import normalise
from cmo_coder.text.speakers import PAIRED, label_key
from cmo_coder.text.turns import SpeakerHint, guess_role

LONGEST_LABEL = 48
_BREAKS = re.compile("\r\n?")
_SPEAKER_STYLES = frozenset(("speaker", "spreker", "speakers", "sprekers", "label"))


class Found(Enum):
    """What a document holds beside its plain text."""

    MACROS = auto()
    TRACKED = auto()
    COMMENT = auto()
    FOOTNOTE = auto()
    TABLE = auto()
    BOX = auto()
    LIST = auto()
    HEADER = auto()
    HIDDEN = auto()
    PICTURE = auto()
    SYMBOL = auto()
    EMBEDDED = auto()


_TOLD = {
    Found.MACROS: N_("The document holds macros. Only its text was read; macros are never run."),
    Found.TRACKED: N_("Tracked changes were read as if all were accepted: {n}."),
    Found.COMMENT: N_("Comments of colleagues, kept beside the text as memos: {n}."),
    Found.FOOTNOTE: N_("Footnotes and endnotes, read at the end of the text, with [1] at their place: {n}."),
    Found.TABLE: N_("Tables, read row by row with | between the cells: {n}."),
    Found.BOX: N_("Text boxes, placed after the paragraph that they belong to: {n}."),
    Found.LIST: N_("Items of lists, whose numbers and bullets are left out: {n}."),
    Found.HEADER: N_("Headers and footers of pages, which are not read: {n}."),
    Found.HIDDEN: N_("Hidden text, which is not read: {n}."),
    Found.PICTURE: N_("Pictures, which are not read: {n}."),
    Found.SYMBOL: N_("Signs from a symbol font, which became �: {n}."),
    Found.EMBEDDED: N_("Embedded documents, which are not read: {n}."),
}
"""What to tell, in this order."""


class Mark(NamedTuple):
    """A place between words: where the words of a comment begin (``opens``) or end."""

    comment: str
    opens: bool


class Piece(NamedTuple):
    """Some words of a paragraph and whether they are bold; with ``mark`` a place, without words."""

    words: str
    bold: bool = False
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """What a colleague wrote beside the text; ``at`` is the day as ISO 8601, or empty."""

    author: str
    at: str
    text: str


class TextBuilder:
    """Gathers lines, and the places where bold words or a style point at a speaker and comments hang."""

    def __init__(self) -> None:
        self.found: Counter[Found] = Counter()
        self.paragraphs = 0
        """Paragraphs with words, as the document counts them: each one in a cell of a table by itself."""
        self.footnotes: list[str] = []
        self.places: dict[str, list[int]] = {}
        """Where comments begin and end, by the name that the document gives them."""
        self._lines: list[str] = []
        self._length = 0
        self._hints: list[SpeakerHint] = []
        self._speaker: str | None = None
        self._joining = False
        self._root = self

    def inner(self) -> TextBuilder:
        """A builder for the cell of a table; footnotes are numbered on in it."""
        made = TextBuilder()
        made._root = self._root
        return made

    def text(self) -> str:
        """The lines so far, with newlines between them."""
        return "\n".join(self._lines)

    def line(self, pieces: Sequence[Piece], style: str = "", *, joins_next: bool = False) -> None:
        """Add a paragraph. ``style`` is the name of its style; with ``joins_next`` the next one goes on with it."""
        pieces = [piece._replace(words=_BREAKS.sub("\n", piece.words)) for piece in pieces]
        text = "".join(piece.words for piece in pieces)
        start = self._add(text)
        place = start
        for piece in pieces:
            place += len(piece.words)
            if piece.mark is not None:
                self.places.setdefault(piece.mark.comment, []).append(place)
        if text.strip():
            self.paragraphs += 1
            self._hint(pieces, start, style)
        self._joining = joins_next

    def row(self, cells: Sequence[TextBuilder]) -> None:
        """Add a row of a table: one line, with bars between the cells; only the last cell keeps its line ends."""
        if not any(cell.text().strip() for cell in cells):
            return
        self._joining = False
        words = [cell.text() for cell in cells]
        kept = [one.strip("\n") for one in words]
        place = self._add(" | ".join([*(" ".join(one.split("\n")) for one in kept[:-1]), kept[-1]]))
        for cell, whole, part in zip(cells, words, kept, strict=True):
            lead = len(whole) - len(whole.lstrip("\n"))
            for name, places in cell.places.items():
                inside = [place + min(max(one - lead, 0), len(part)) for one in places]
                self.places.setdefault(name, []).extend(inside)
            self.take_counts(cell)
            place += len(part) + 3

    def take_counts(self, other: TextBuilder) -> None:
        """Count what another builder found as found here."""
        self.found.update(other.found)
        self.paragraphs += other.paragraphs

    def footnote(self, text: str) -> str:
        """Keep a footnote for the end of the text; gives the mark that stands in its place."""
        self._root.footnotes.append(" ".join(text.split()))
        return f"[{len(self._root.footnotes)}]"

    def _add(self, text: str) -> int:
        """Add a line, or go on with the last one; return where the text begins."""
        if not self._lines:
            text = text.lstrip("\ufeff")  # which normalising would take away, and every place would shift
        if self._joining and self._lines:
            self._lines[-1] += text
            start = self._length
            self._length += len(text)
        else:
            start = self._length + (1 if self._lines else 0)
            self._lines.append(text)
            self._length = start + len(text)
        return start

    def _hint(self, pieces: Sequence[Piece], start: int, style: str) -> None:
        text = "".join(piece.words for piece in pieces)
        speaker = style if _names_speaker(style) else None
        if speaker is not None:
            if speaker != self._speaker:
                self._hints.append(SpeakerHint(start, start, speaker))
            self._speaker = speaker
            return
        self._speaker = None
        bold = ""
        for piece in pieces:
            if not piece.bold and piece.words.strip():
                break
            bold += piece.words
        if label_key(style) in _SPEAKER_STYLES:
            bold = text
        bold = bold.split("\n", 1)[0].rstrip()
        if bold.strip() and len(bold) <= LONGEST_LABEL:
            self._hints.append(SpeakerHint(start, start + len(bold)))

    def finish(self, comments: Sequence[tuple[str, Comment]] = (), warnings: Sequence[Warning_] = ()) -> RawText:
        """What the reader gives: the text with its footnotes at the end, and what is to be told.

        Args:
            comments: the comments by the names under which their places were marked.
            warnings: what the reader itself has to tell, beside what was counted.
        """
        talk_end = None
        if self.footnotes:
            talk_end = self._length
            for nr, words in enumerate(self.footnotes, start=1):
                self._joining = False
                self._add(f"[{nr}] {words}")
                self.paragraphs += 1
        made = normalise(self.text())
        notes = tuple(note for name, one in comments if (note := self._note(made.text, name, one)) is not None)
        self.found[Found.COMMENT], self.found[Found.FOOTNOTE] = len(notes), len(self.footnotes)
        told = [warning(msgid, n=self.found[what]) for what, msgid in _TOLD.items() if self.found[what]]
        return RawText(
            made.text,
            (*told, *warnings, *about_text(made)),
            hints=tuple(self._hints),
            notes=notes,
            talk_end=talk_end,
            paragraphs=self.paragraphs,
        )

    def _note(self, text: str, name: str, comment: Comment) -> ReadNote | None:
        """The comment on its words; one that stands at a place only is about the line there."""
        if not comment.text.strip():
            return None
        places = self.places.get(name, [0])
        start, end = min(places), min(max(places), len(text))
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            start, end = _line_around(text, start)
        return ReadNote(start, end, comment.author.strip(), comment.at, comment.text.strip()) if start < end else None


def _line_around(text: str, place: int) -> tuple[int, int]:
    """The line with words at a place, or else the last one before it, or else the first one."""
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    if not text[start:end].strip():
        before = text[:start].rstrip()
        if before:
            return _line_around(text, len(before) - 1)
        start = len(text) - len(text.lstrip())
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _names_speaker(style: str) -> bool:
    """Whether a style is named after who speaks: "Interviewer", "Respondent 1", "Vraag"."""
    key = label_key(style)
    return key.rstrip(" 0123456789") in PAIRED or (len(key) > 3 and guess_role(style) is not None)
