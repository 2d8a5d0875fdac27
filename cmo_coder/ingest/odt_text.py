"""The walk over the XML of an OpenDocument text: from its elements to the lines of a ``TextBuilder``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmo_coder.ingest.building import Comment, Found, Mark, Piece, TextBuilder
from cmo_coder.ingest.xml_parts import attribute, descend, local, named, words_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = re.compile(r"[ \t\r\n]+")
_NO_WORDS = frozenset(
    """
    note-citation bibliography-configuration forms script table-of-content-source illustration-index-source
    table-index-source object-index-source user-index-source alphabetical-index-source bibliography-source
    sequence-decls variable-decls user-field-decls dde-connection-decls alphabetical-index-auto-mark-file
    """.split()  # noqa: SIM905
)
"""Elements whose words are not those of the text."""
_SHAPES = frozenset(
    """
    custom-shape rect ellipse circle g line path polygon polyline regular-polygon connector caption measure
    page-thumbnail control scene
    """.split()  # noqa: SIM905
)
_MOST_SPACES = 1000


class OdtWalk:
    """Feeds the elements of a text to a builder, and gathers the comments under the names that mark their places."""

    def __init__(self, builder: TextBuilder, outer: OdtWalk | None = None) -> None:
        self._builder = builder
        self._boxes: list[_Element] = []
        self.comments: list[tuple[str, Comment]] = outer.comments if outer else []
        self._bold: set[str] = outer._bold if outer else set()
        self._names: dict[str, str] = outer._names if outer else {}
        self._parents: dict[str, str] = outer._parents if outer else {}

    def style(self, element: _Element, *, bold: bool | None) -> None:
        """Take in a style: its name as it is shown, and whether it is bold (None where it does not say)."""
        name = attribute(element, "name")
        shown, parent = attribute(element, "display-name"), attribute(element, "parent-style-name")
        if shown:
            self._names[name] = shown
        if parent:
            self._parents[name] = parent
        if bold or (bold is None and parent in self._bold):
            self._bold.add(name)

    def _style_name(self, name: str) -> str:
        """A style by its name; an automatic one ("P3") by the style that it was made from."""
        if re.fullmatch(r"[PT]\d+", name) and name in self._parents:
            name = self._parents[name]
        return self._names.get(name, name.replace("_20_", " "))

    def block(self, element: _Element) -> None:
        """Take in one child of the text (or of a cell, list or box)."""
        name = local(element)
        if name in ("p", "h"):
            self._paragraph(element)
        elif name == "table":
            self._table(element)
        elif name == "tracked-changes":
            self._builder.found[Found.TRACKED] += sum(1 for _ in named(element, "changed-region"))
        elif name == "section" and attribute(element, "display") == "none":
            self._builder.found[Found.HIDDEN] += 1
        elif name == "frame" or name in _SHAPES:
            self._frame(element)
            self._empty_boxes()
        elif name and name not in _NO_WORDS:  # lists, sections, indexes, and what we do not know
            for child in element:
                if name == "list-item" and local(child) in ("p", "h"):
                    self._builder.found[Found.LIST] += 1
                self.block(child)

    def _paragraph(self, element: _Element) -> None:
        style = attribute(element, "style-name")
        pieces = _collapsed(self._pieces(element, style in self._bold))
        self._builder.line(pieces, self._style_name(style))
        self._empty_boxes()

    def _empty_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._builder.found[Found.BOX] += 1
            for child in box:
                self.block(child)

    def _table(self, table: _Element) -> None:
        self._builder.found[Found.TABLE] += 1
        for row in descend(table, "table-row", ("table-header-rows", "table-rows", "table-row-group")):
            cells = []
            for cell in row:
                if local(cell) in ("table-cell", "covered-table-cell"):
                    made = self._cell(cell)
                    cells += [made] if local(cell) == "table-cell" else []
            if cells:
                self._builder.row(cells)

    def _cell(self, cell: _Element) -> TextBuilder:
        inner = self._builder.inner()
        walk = OdtWalk(inner, self)
        for child in cell:
            walk.block(child)
        return inner

    def _pieces(self, element: _Element, bold: bool) -> Iterator[Piece]:
        if element.text:
            yield Piece(_SPACE.sub(" ", element.text), bold)
        for child in element:
            yield from self._inline(child, bold)
            if child.tail:
                yield Piece(_SPACE.sub(" ", child.tail), bold)

    def _inline(self, child: _Element, bold: bool) -> Iterator[Piece]:
        name = local(child)
        found = self._builder.found
        if name in _SIGNS:
            yield Piece(_SIGNS[name], bold)
        elif name == "s":
            count = attribute(child, "c")
            yield Piece("\u0000" * min(int(count) if count.isdecimal() and len(count) < 6 else 1, _MOST_SPACES), bold)
        elif name == "span":
            style = attribute(child, "style-name")
            yield from self._pieces(child, bold or style in self._bold)
        elif name == "note":
            words = "\n".join(self._words_of(body) for body in named(child, "note-body"))
            if words.strip():
                yield Piece(self._builder.footnote(words))
        elif name == "annotation":
            yield self._annotation(child)
        elif name == "annotation-end":
            yield Piece("", mark=Mark(attribute(child, "name"), False))
        elif name == "hidden-text":
            found[Found.HIDDEN] += 1
        elif name == "frame" or name in _SHAPES:
            self._frame(child)
        elif name and name not in _NO_WORDS:
            yield from self._pieces(child, bold)  # links, fields, and what we do not know: no words are lost

    def _annotation(self, element: _Element) -> Piece:
        """A comment: its words wait in ``comments``; a place is left where it begins."""
        name = attribute(element, "name") or f"\0{len(self.comments)}"
        author = next((words_in(one) for one in named(element, "creator")), "")
        day = next((words_in(one) for one in named(element, "date")), "")[:10]
        self.comments.append((name, Comment(author, day, self._words_of(element))))
        return Piece("", mark=Mark(name, True))

    def _words_of(self, element: _Element) -> str:
        """The words of a footnote or comment: its paragraphs and lists, with newlines between them."""
        builder = TextBuilder()
        walk = OdtWalk(builder)
        for child in element:
            walk.block(child)
        return builder.text().strip()

    def _frame(self, frame: _Element) -> None:
        """A frame or shape: a text box, words in a drawing, or a picture, of which there may be several renderings."""
        if local(frame) == "g":
            for child in frame:
                self._frame(child)
            return
        boxes = list(named(frame, "text-box")) or ([frame] if any(local(one) == "p" for one in frame) else [])
        self._boxes += boxes
        kinds = {local(child) for child in frame}
        if not boxes:
            self._builder.found[Found.EMBEDDED if kinds & {"object", "object-ole"} else Found.PICTURE] += 1


_SIGNS = {"tab": "\t", "line-break": "\n"}


def is_bold(style: _Element) -> bool | None:
    """Whether a style says bold; None where it does not say."""
    for properties in named(style, "text-properties"):
        weight = attribute(properties, "font-weight")
        if weight:
            return weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
    return None


def _collapsed(pieces: Iterator[Piece]) -> list[Piece]:
    """The pieces with white space shown once and not at the ends, as the format says; NUL stands for a kept space."""
    shown: list[Piece] = []
    last = " "
    for piece in pieces:
        words = piece.words
        if words.startswith(" ") and last in " \n":
            words = words[1:]
        last = words[-1] if words else last
        shown.append(piece._replace(words=words))
    for at in range(len(shown) - 1, -1, -1):
        words = shown[at].words
        if words:
            shown[at] = shown[at]._replace(words=words.rstrip(" "))
            break
    return [piece._replace(words=piece.words.replace("\u0000", " ")) for piece in shown]
