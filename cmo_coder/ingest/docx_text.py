"""The walk over the XML of a Word document, block by block, that gathers its text.

Elements are known by their local names, so that strict and transitional documents read the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import TYPE_CHECKING

from cmo_coder.text.speakers import PAIRED, label_key
from cmo_coder.text.turns import SpeakerHint, guess_role

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_LABEL = 48
_XML_BREAKS = re.compile("[\r\n]+")
_INSIDE = frozenset(
    """
    hyperlink smartTag sdt sdtContent fldSimple customXml dir bdo ruby rubyBase
    oMath oMathPara e num den sup sub f sSup sSub d rad deg nary
    """.split()  # noqa: SIM905
)
"""Elements that hold runs, or other elements that do."""
_SPEAKER_STYLES = frozenset(("speaker", "spreker", "speakers", "sprekers", "label"))


class Found(Enum):
    """What a document holds beside its plain text."""

    TRACKED = auto()
    COMMENT = auto()
    FOOTNOTE = auto()
    TABLE = auto()
    BOX = auto()
    PICTURE = auto()
    SYMBOL = auto()
    EMBEDDED = auto()


Piece = tuple[str, bool]
"""Some text, and whether it is bold."""


class TextBuilder:
    """Gathers the lines of a document and the places where bold text or a style points at a speaker."""

    def __init__(self, styles: Mapping[str, str]) -> None:
        self.found: Counter[Found] = Counter()
        self._styles = styles
        self._lines: list[str] = []
        self._length = 0
        self._hints: list[SpeakerHint] = []
        self._speaker: str | None = None
        self._joining = False
        self._boxes: list[_Element] = []

    def text(self) -> str:
        """The lines so far; a code point per code point of the document, line ends as newlines."""
        return "\n".join(self._lines)

    def hints(self) -> tuple[SpeakerHint, ...]:
        """What bold text and styles say about speakers, in places of ``text``."""
        return tuple(self._hints)

    def block(self, element: _Element) -> None:
        """Take in one child of the body (or of a cell or box): a paragraph, a table, or something that holds these."""
        name = local(element)
        if name == "p":
            self._paragraph(element)
        elif name == "tbl":
            self._table(element)
        elif name in ("ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag"):
            self.found[Found.TRACKED] += name in ("ins", "moveTo")
            for child in element:
                self.block(child)
        elif name in ("del", "moveFrom"):
            self.found[Found.TRACKED] += 1
        elif name == "altChunk":
            self.found[Found.EMBEDDED] += 1

    def _paragraph(self, element: _Element) -> None:
        pieces = list(self._pieces(element, False))
        text = "".join(words for words, _ in pieces)
        start = self._add(text)
        if text.strip():
            self._hint(pieces, start, self._style(element))
        self._joining = _has(element, "pPr", "rPr", "del")  # the mark at its end was deleted: the next one follows on
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.found[Found.BOX] += 1
            for child in box:
                self.block(child)

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
        self._joining = False
        return start

    def _hint(self, pieces: list[Piece], start: int, style: str) -> None:
        text = "".join(words for words, _ in pieces)
        speaker = style if _names_speaker(style) else None
        if speaker is not None:
            if speaker != self._speaker:
                self._hints.append(SpeakerHint(start, start, speaker))
            self._speaker = speaker
            return
        self._speaker = None
        bold = ""
        for words, is_bold in pieces:
            if not is_bold and words.strip():
                break
            bold += words
        if label_key(style) in _SPEAKER_STYLES:
            bold = text
        bold = bold.rstrip()
        if bold.strip() and len(bold) <= _LONGEST_LABEL and "\n" not in bold:
            self._hints.append(SpeakerHint(start, start + len(bold)))

    def _style(self, paragraph: _Element) -> str:
        for properties in _children(paragraph, "pPr"):
            for style in _children(properties, "pStyle"):
                identity = _value(style)
                return self._styles.get(identity, identity)
        return ""

    def _table(self, table: _Element) -> None:
        self.found[Found.TABLE] += 1
        for row in _descend(table, "tr", ("sdt", "sdtContent", "customXml", "ins")):
            if _has(row, "trPr", "del"):
                self.found[Found.TRACKED] += 1
                continue
            cells = [self._cell(cell) for cell in _descend(row, "tc", ("sdt", "sdtContent", "customXml"))]
            if any(cell.strip() for cell in cells):
                self._joining = False
                self._add(" | ".join([*(" ".join(cell.split("\n")) for cell in cells[:-1]), cells[-1]]))

    def _cell(self, cell: _Element) -> str:
        inner = TextBuilder({})
        for child in cell:
            inner.block(child)
        self.found.update(inner.found)
        return inner.text().strip("\n")

    def _pieces(self, element: _Element, bold: bool) -> Iterator[Piece]:
        for child in element:
            name = local(child)
            if name == "r":
                is_bold = _is_bold(child)
                for words in self._run(child):
                    yield words, is_bold
            elif name in ("ins", "moveTo"):
                self.found[Found.TRACKED] += 1
                yield from self._pieces(child, bold)
            elif name in ("del", "moveFrom"):
                self.found[Found.TRACKED] += 1
            elif name in _INSIDE:
                yield from self._pieces(child, bold)

    def _run(self, run: _Element) -> Iterator[str]:
        for child in run:
            name = local(child)
            if name == "t":
                yield _XML_BREAKS.sub(" ", child.text or "")
            elif name in ("tab", "ptab"):
                yield "\t"
            elif name in ("br", "cr"):
                yield "\n"
            elif name == "noBreakHyphen":
                yield "\u2011"
            elif name == "softHyphen":
                yield "\u00ad"
            elif name == "sym":
                self.found[Found.SYMBOL] += 1
                yield "\ufffd"
            elif name in ("footnoteReference", "endnoteReference"):
                self.found[Found.FOOTNOTE] += 1
            elif name == "commentReference":
                self.found[Found.COMMENT] += 1
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self._picture(child)

    def _picture(self, element: _Element) -> None:
        """A drawing: the text boxes in it are read, the rest is a picture. Of two renderings the first counts."""
        if local(element) == "AlternateContent":
            for choice in element:
                if local(choice) == "Choice":
                    for child in choice:
                        self._picture(child)
                    return
        boxes = [inner for inner in element.iter() if local(inner) == "txbxContent"]
        outer = [box for box in boxes if not any(up in boxes for up in box.iterancestors())]
        self._boxes += outer
        if not boxes:
            self.found[Found.PICTURE] += 1


def local(element: _Element) -> str:
    """The name of an element without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _names_speaker(style: str) -> bool:
    """Whether a style is named after who speaks: "Interviewer", "Respondent 1", "Vraag"."""
    key = label_key(style)
    return key.rstrip(" 0123456789") in PAIRED or (len(key) > 3 and guess_role(style) is not None)


def _children(element: _Element, name: str) -> Iterator[_Element]:
    return (child for child in element if local(child) == name)


def _descend(element: _Element, name: str, through: tuple[str, ...]) -> Iterator[_Element]:
    """The children of a name, also those inside wrappers."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in through:
            yield from _descend(child, name, through)


def _has(element: _Element, *path: str) -> bool:
    """Whether there is a child of the first name that has a child of the second name, and so on."""
    return not path or any(_has(child, *path[1:]) for child in _children(element, path[0]))


def _value(element: _Element) -> str:
    return next((str(value) for name, value in element.attrib.items() if str(name).rpartition("}")[2] == "val"), "")


def _is_bold(run: _Element) -> bool:
    for properties in _children(run, "rPr"):
        for bold in _children(properties, "b"):
            return _value(bold).lower() not in ("0", "false", "off")
        for style in _children(properties, "rStyle"):
            return _value(style).lower() in ("strong", "zwaar")
    return False
