"""The walk over the XML of a Word document: from its elements to the lines of a ``TextBuilder``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cmo_coder.ingest.building import Found, Mark, Piece, TextBuilder
from cmo_coder.ingest.xml_parts import attribute, descend, has, local, named

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_BREAKS = re.compile("[\r\n]+")
_NO_WORDS = frozenset(("pPr", "rPr", "sdtPr", "sdtEndPr", "tcPr", "trPr", "tblPr", "sectPr", "rt"))
"""Elements that say how something looks, or how a Japanese word sounds."""
_OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Styles:
    """What the styles of a document say: their names by their ids, and which of them make the items of a list."""

    names: Mapping[str, str] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()


class DocxWalk:
    """Feeds the elements of a document to a builder. ``footnotes`` are the words of the notes by kind and id."""

    def __init__(
        self, builder: TextBuilder, styles: Styles, footnotes: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        self._builder = builder
        self._styles = styles
        self._footnotes = footnotes or {}
        self._boxes: list[_Element] = []

    def block(self, element: _Element) -> None:
        """Take in one child of the body (or of a cell or box): a paragraph, a table, or something that holds these."""
        name = local(element)
        if name == "p":
            self._paragraph(element)
        elif name == "tbl":
            self._table(element)
        elif name in ("ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag"):
            self._builder.found[Found.TRACKED] += name in ("ins", "moveTo")
            for child in element:
                self.block(child)
        elif name in ("del", "moveFrom"):
            self._builder.found[Found.TRACKED] += 1
        elif name == "AlternateContent":
            for child in _first_choice(element):
                self.block(child)
        elif name in ("altChunk", "subDoc"):
            self._builder.found[Found.EMBEDDED] += 1

    def _paragraph(self, element: _Element) -> None:
        style = self._style(element)
        pieces = list(self._pieces(element))
        if has(element, "pPr", "numPr") or style in self._styles.lists:
            self._builder.found[Found.LIST] += any(piece.words.strip() for piece in pieces)
        # Where the mark at its end was deleted, the next paragraph follows on.
        joins = has(element, "pPr", "rPr", "del")
        self._builder.line(pieces, self._styles.names.get(style, style), joins_next=joins)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._builder.found[Found.BOX] += 1
            for child in box:
                self.block(child)

    def _style(self, paragraph: _Element) -> str:
        """The id of the paragraph's style."""
        for properties in named(paragraph, "pPr"):
            for style in named(properties, "pStyle"):
                return attribute(style, "val")
        return ""

    def _table(self, table: _Element) -> None:
        self._builder.found[Found.TABLE] += 1
        for row in descend(table, "tr", ("sdt", "sdtContent", "customXml", "ins")):
            if has(row, "trPr", "del"):
                self._builder.found[Found.TRACKED] += 1
                continue
            self._builder.row([self._cell(cell) for cell in descend(row, "tc", ("sdt", "sdtContent", "customXml"))])

    def _cell(self, cell: _Element) -> TextBuilder:
        inner = self._builder.inner()
        walk = DocxWalk(inner, Styles(), self._footnotes)
        for child in cell:
            walk.block(child)
        return inner

    def _pieces(self, element: _Element) -> Iterator[Piece]:
        found = self._builder.found
        for child in element:
            name = local(child)
            if name == "r":
                yield from self._run(child)
            elif name in ("ins", "moveTo"):
                found[Found.TRACKED] += 1
                yield from self._pieces(child)
            elif name in ("del", "moveFrom"):
                found[Found.TRACKED] += 1
            elif name in ("commentRangeStart", "commentRangeEnd"):
                yield Piece("", mark=Mark(attribute(child, "id"), name == "commentRangeStart"))
            elif name == "AlternateContent":
                yield from self._pieces(_first_choice(child))
            elif name not in _NO_WORDS:
                yield from self._pieces(child)  # links, controls, sums, and what we do not know: no words are lost

    def _run(self, run: _Element) -> Iterator[Piece]:
        bold, hidden = _looks(run)
        words = [piece for child in run for piece in self._run_child(child, bold)]
        if hidden and any(piece.words for piece in words):
            self._builder.found[Found.HIDDEN] += 1
            words = [piece._replace(words="") for piece in words]
        yield from words

    def _run_child(self, child: _Element, bold: bool) -> Iterator[Piece]:
        name = local(child)
        if name == "t":
            yield Piece(_XML_BREAKS.sub(" ", child.text or ""), bold)
        elif name in _SIGNS:
            yield Piece(_SIGNS[name], bold)
        elif name == "sym":
            self._builder.found[Found.SYMBOL] += 1
            yield Piece("\ufffd", bold)
        elif name in ("footnoteReference", "endnoteReference"):
            words = self._footnotes.get((name.removesuffix("Reference"), attribute(child, "id")), "")
            if words:
                yield Piece(self._builder.footnote(words))
        elif name == "commentReference":
            yield Piece("", mark=Mark(attribute(child, "id"), False))
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            self._picture(child)

    def _picture(self, element: _Element) -> None:
        """A drawing: the text boxes in it are read, the rest is a picture. Of two renderings the first counts."""
        if local(element) == "AlternateContent":
            for child in _first_choice(element):
                self._picture(child)
            return
        boxes = [inner for inner in element.iter() if local(inner) == "txbxContent"]
        outer = [box for box in boxes if not any(up in boxes for up in box.iterancestors())]
        self._boxes += outer
        if not boxes:
            self._builder.found[Found.PICTURE] += 1


_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def _first_choice(element: _Element) -> _Element:
    """Of several renderings of the same thing the first; the empty element itself where there is none."""
    return next(iter(element), element)


def words_of(element: _Element) -> str:
    """The words of a note or comment: its paragraphs, with newlines between them."""
    builder = TextBuilder()
    walk = DocxWalk(builder, Styles())
    for child in element:
        walk.block(child)
    return builder.text().strip()


def _looks(run: _Element) -> tuple[bool, bool]:
    """Whether a run is bold, and whether it is hidden."""
    bold, hidden = False, False
    for properties in named(run, "rPr"):
        style = next(
            (attribute(one, "val").lower() in ("strong", "zwaar") for one in named(properties, "rStyle")), False
        )
        bold = next((_on(one) for one in named(properties, "b")), style)
        hidden = any(_on(one) for one in named(properties, "vanish"))
    return bold, hidden


def _on(element: _Element) -> bool:
    return attribute(element, "val").lower() not in _OFF
