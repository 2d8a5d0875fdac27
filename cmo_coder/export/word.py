"""Pieces of a Word document, as XML: paragraphs, runs, fields, tables, and a document with the styles they use.

Tables are built as XML because python-docx looks a cell up by walking through the table, which takes minutes for
the evidence of a whole study.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from cmo_coder.export.archive import sealed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

    Element = BaseOxmlElement

BULLET = "TableBullet"
CELL = "TableText"
SMALL = "SmallText"
TABLE = "PlainRules"

_BREAKS = re.compile("([\n\t])")
A4 = (11906, 16838)
MARGIN = 1134
"""Twentieths of a point: A4, and margins of two centimetres."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; `moment` is used for every date in it."""

    title: str
    subject: str
    program: str
    language: str
    moment: datetime


def element(tag: str, *children: Element, **attributes: str) -> Element:
    """Return `<w:tag>` with attributes of the same namespace: `element("jc", val="left")`."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    made = cast("Element", OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    for child in children:
        made.append(child)
    return made


def run(text: str, *marks: Element) -> Element:
    """Return a run with `text`, its newlines as line breaks and its tabs as tabs; `marks` are run properties."""
    made = element("r", element("rPr", *marks)) if marks else element("r")
    for part in _BREAKS.split(text):
        if part == "\n":
            made.append(element("br"))
        elif part == "\t":
            made.append(element("tab"))
        elif part:
            made.append(_words("t", part))
    return made


def _words(tag: str, text: str) -> Element:
    made = element(tag)
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def paragraph(*content: Element, style: str = "", keep_next: bool = False) -> Element:
    """Return a paragraph of runs, fields, bookmarks and links."""
    properties = []
    if style:
        properties.append(element("pStyle", val=style))
    if keep_next:
        properties.append(element("keepNext"))
    return element("p", *([element("pPr", *properties)] if properties else []), *content)


def field(instruction: str, result: str) -> tuple[Element, ...]:
    """Return a field with the result that it shows until Word works it out anew."""
    return (
        element("r", element("fldChar", fldCharType="begin")),
        element("r", _words("instrText", f" {instruction} ")),
        element("r", element("fldChar", fldCharType="separate")),
        run(result),
        element("r", element("fldChar", fldCharType="end")),
    )


class Bookmarks:
    """Gives each bookmark of a document its number."""

    def __init__(self) -> None:
        self._last = 0

    def around(self, name: str, *content: Element) -> tuple[Element, ...]:
        """Return `content` between the ends of a bookmark. A name has at most 40 letters, digits and underscores."""
        self._last += 1
        id_ = str(self._last)
        return element("bookmarkStart", id=id_, name=name), *content, element("bookmarkEnd", id=id_)


def link(bookmark: str, text: str) -> Element:
    """Return a link to a bookmark of the same document."""
    return element("hyperlink", run(text, element("rStyle", val="Hyperlink")), anchor=bookmark, history="1")


def cell(width: int, paragraphs: Iterable[Element]) -> Element:
    """Return a cell of a table; Word wants at least one paragraph in it."""
    content = list(paragraphs) or [paragraph(style=CELL)]
    return element("tc", element("tcPr", element("tcW", w=str(width), type="dxa")), *content)


def row(cells: Iterable[Element], *, header: bool = False, whole: bool = False) -> Element:
    """Return a row: `header` repeats it on every page, `whole` keeps it on one page."""
    properties = []
    if header or whole:
        properties.append(element("cantSplit"))
    if header:
        properties.append(element("tblHeader"))
    return element("tr", *([element("trPr", *properties)] if properties else []), *cells)


def table(widths: Sequence[int], rows: Iterable[Element], title: str, *, header: bool = True) -> Element:
    """Return a table with fixed widths in twentieths of a point; `title` is read out to who cannot see it."""
    look = element(
        "tblLook", val="0420", firstRow=str(int(header)), lastRow="0", firstColumn="0", lastColumn="0", noHBand="0",
        noVBand="1",
    )  # fmt: skip
    properties = element(
        "tblPr",
        element("tblStyle", val=TABLE),
        element("tblW", w=str(sum(widths)), type="dxa"),
        element("tblLayout", type="fixed"),
        look,
        element("tblCaption", val=title),
    )
    grid = element("tblGrid", *(element("gridCol", w=str(width)) for width in widths))
    return element("tbl", properties, grid, *rows)


def shares(hints: Sequence[int], total: int, least: int = 620) -> list[int]:
    """Divide `total` in proportion to `hints`, each part at least `least` as far as that goes."""
    least = min(least, total // len(hints))
    room = total - least * len(hints)
    whole = sum(max(hint, 1) for hint in hints)
    widths = [least + room * max(hint, 1) // whole for hint in hints]
    widths[-1] += total - sum(widths)
    return widths


def new_document(properties: Properties, *, landscape: bool) -> Document:
    """Return an empty document on A4 with our styles."""
    import docx

    from cmo_coder.export.word_styles import add_styles

    document = docx.Document()
    core = document.core_properties
    core.title, core.subject = properties.title[:255], properties.subject[:255]
    core.author = core.last_modified_by = properties.program[:255]
    core.language, core.comments, core.revision = properties.language, "", 1
    core.created = core.modified = properties.moment
    add_styles(document, properties.language)
    turn(document, landscape=landscape)
    return document


def turn(document: Document, *, landscape: bool) -> None:
    """Give the last section its page size and margins."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    section = document.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Twips(side) for side in (A4[::-1] if landscape else A4))
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(MARGIN)


def text_width(*, landscape: bool) -> int:
    """The room between the margins, in twentieths of a point."""
    return A4[1 if landscape else 0] - 2 * MARGIN


def append(document: Document, *elements: Element) -> None:
    """Put paragraphs and tables at the end of the document."""
    last = document.element.body.sectPr
    for one in elements:
        last.addprevious(one)


def to_bytes(document: Document, moment: datetime) -> bytes:
    """Return the file; the same document gives the same bytes."""
    package = document.part.package
    for id_, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # the picture of the empty document that this one was made from
            del package.rels[id_]
    body = io.BytesIO()
    document.save(body)
    return sealed(body.getvalue(), moment)
