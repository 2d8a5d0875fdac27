"""Pieces of a Word document, as XML: paragraphs, runs, fields, tables, and a document with the styles they use.

They are strings: python-docx looks every cell up by walking through the table, and builds it element by element, which
takes minutes for the evidence of a whole study.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape as escape_text

from cmo_coder.export.archive import sealed

BULLET = "TableBullet"
CELL = "TableText"
SMALL = "SmallText"
CONTENTS = "TOC1"
TABLE = "PlainRules"

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_IN_ATTRIBUTES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_PLACE = re.compile(rb"<!--part (\d+)-->")
_BREAKS = re.compile("([\n\t])")
_WORD_BREAK = re.compile(r"[\s/]+|(?<!\d)-+|-+(?!\d)")  # a day (2026-11-30) stays in one piece
_LONGEST_WORD = 20
_CELL_MARGINS = 190
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


def escape(text: str) -> str:
    """Return `text` for content and for attributes in double quotes."""
    return escape_text(text, _IN_ATTRIBUTES)


def element(tag: str, *children: str, **attributes: str) -> str:
    """Return `<w:tag>` as XML, with attributes of the same namespace: `element("jc", val="left")`."""
    given = "".join(f' w:{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<w:{tag}{given}>{''.join(children)}</w:{tag}>"


def run(text: str, *marks: str) -> str:
    """Return a run with `text`, its newlines as line breaks and its tabs as tabs; `marks` are run properties."""
    parts = [element("rPr", *marks)] if marks else []
    for part in _BREAKS.split(text):
        if part == "\n":
            parts.append(element("br"))
        elif part == "\t":
            parts.append(element("tab"))
        elif part:
            parts.append(_words("t", part))
    return element("r", *parts)


def _words(tag: str, text: str) -> str:
    return f'<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}>'


def paragraph(*content: str, style: str = "", keep_next: bool = False, right: bool = False) -> str:
    """Return a paragraph of runs, fields, bookmarks and links; `right` aligns it there."""
    properties = [element("pStyle", val=style)] if style else []
    if keep_next:
        properties.append(element("keepNext"))
    if right:
        properties.append(element("jc", val="right"))
    return element("p", *([element("pPr", *properties)] if properties else []), *content)


def field(instruction: str, result: str) -> str:
    """Return a field with the result that it shows until Word works it out anew."""
    return "".join(
        (
            element("r", element("fldChar", fldCharType="begin")),
            element("r", _words("instrText", f" {instruction} ")),
            element("r", element("fldChar", fldCharType="separate")),
            run(result),
            element("r", element("fldChar", fldCharType="end")),
        )
    )


class Bookmarks:
    """Gives each bookmark of a document its number."""

    def __init__(self) -> None:
        self._last = 0

    def ends(self, name: str) -> tuple[str, str]:
        """Return the two ends of a bookmark. A name has at most 40 letters, digits and underscores."""
        self._last += 1
        return element("bookmarkStart", id=str(self._last), name=name), element("bookmarkEnd", id=str(self._last))


def link(bookmark: str, text: str) -> str:
    """Return a link to a bookmark of the same document."""
    return element("hyperlink", run(text, element("rStyle", val="Hyperlink")), anchor=bookmark, history="1")


def contents_mark(number: int) -> str:
    """The bookmark of a heading, as Word names those that a table of contents leads to."""
    return f"_Toc{number:09d}"


def contents(titles: Sequence[str]) -> list[str]:
    """Return a table of contents of the headings of the first level. The lines that stand there lead to the headings;
    Word, asked to update the field (F9), or on opening, puts the page numbers in.
    """
    if not titles:
        return []
    begin = element("r", element("fldChar", fldCharType="begin", dirty="true"))
    code = element("r", _words("instrText", ' TOC \\o "1-1" \\h \\z \\u '))
    separate = element("r", element("fldChar", fldCharType="separate"))
    end = element("r", element("fldChar", fldCharType="end"))
    made = []
    for nr, title in enumerate(titles, 1):
        first = (begin, code, separate) if nr == 1 else ()
        made.append(paragraph(*first, link(contents_mark(nr), title), end * (nr == len(titles)), style=CONTENTS))
    return made


def cell(width: int, paragraphs: Iterable[str], borders: str = "") -> str:
    """Return a cell of a table; Word wants at least one paragraph in it. `borders` is a `tcBorders` element."""
    content = list(paragraphs) or [paragraph(style=CELL)]
    return element("tc", element("tcPr", element("tcW", w=str(width), type="dxa"), borders), *content)


def row(cells: Iterable[str], *, header: bool = False, whole: bool = False) -> str:
    """Return a row: `header` repeats it on every page, `whole` keeps it on one page."""
    properties = []
    if header or whole:
        properties.append(element("cantSplit"))
    if header:
        properties.append(element("tblHeader"))
    return element("tr", *([element("trPr", *properties)] if properties else []), *cells)


def boxes(widths: Sequence[int], rows: Iterable[str], title: str) -> str:
    """Return a table drawn as boxes, with a line around every cell and room between words and line."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = (element(side, val="single", sz="8", space="0", color="9AA5B1") for side in sides)
    margins = (element(side, w="100", type="dxa") for side in ("top", "left", "bottom", "right"))
    properties = element(
        "tblPr",
        element("tblW", w=str(sum(widths)), type="dxa"),
        element("tblBorders", *borders),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
        element("tblCaption", val=title),
    )
    grid = element("tblGrid", *(element("gridCol", w=str(width)) for width in widths))
    return element("tbl", properties, grid, *rows)


def heading_row(text: str, width: int, columns: int) -> str:
    """Return a row of one cell over all columns: a heading between rows, which stays with the row below it."""
    properties = element("tcPr", element("tcW", w=str(width), type="dxa"), element("gridSpan", val=str(columns)))
    words = paragraph(run(text, element("b")), style=CELL, keep_next=True)
    return element("tr", element("trPr", element("cantSplit")), element("tc", properties, words))


def table(widths: Sequence[int], rows: Iterable[str], title: str, *, header: bool = True) -> str:
    """Return a table with fixed widths in twentieths of a point; `title` is read out to who cannot see it. `header`
    says whether its first row looks like one.
    """
    look = element(
        "tblLook",
        val="0420" if header else "0400",
        firstRow="1" if header else "0",
        lastRow="0",
        firstColumn="0",
        lastColumn="0",
        noHBand="0",
        noVBand="1",
    )
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


def shares(hints: Sequence[int], total: int, least: Sequence[int]) -> list[int]:
    """Divide `total` in proportion to `hints`, but give no part less than its `least` as far as there is room."""
    if sum(least) > total:
        least = [part * total // sum(least) for part in least]
    small: set[int] = set()
    while True:
        wide = [j for j in range(len(hints)) if j not in small]
        room, whole = total - sum(least[j] for j in small), sum(max(hints[j], 1) for j in wide)
        too_small = {j for j in wide if room * max(hints[j], 1) // whole < least[j]}
        if not too_small or len(too_small) == len(wide):
            break
        small |= too_small
    widths = [least[j] if j in small else room * max(hint, 1) // whole for j, hint in enumerate(hints)]
    widths[wide[-1]] += total - sum(widths)
    return widths


def room_for(texts: Iterable[str], letter: int = 108) -> int:
    """Return the width that the longest word of `texts` needs in a cell, within bounds; `letter` is a mean width."""
    longest = max((len(word) for text in texts for word in _WORD_BREAK.split(text)), default=0)
    return _CELL_MARGINS + letter * max(3, min(longest, _LONGEST_WORD))


def text_width(*, landscape: bool) -> int:
    """The room between the margins, in twentieths of a point."""
    return A4[1 if landscape else 0] - 2 * MARGIN


class Paper:
    """A Word document on A4 in the making: what is added stands below what was added before."""

    def __init__(self, properties: Properties, *, landscape: bool) -> None:
        import docx

        from cmo_coder.export.word_styles import add_styles

        self._moment = properties.moment
        self._added: list[str] = []
        self._document = docx.Document()
        core = self._document.core_properties
        core.title, core.subject = properties.title[:255], properties.subject[:255]
        core.author = core.last_modified_by = properties.program[:255]
        core.language, core.comments, core.revision = properties.language, "", 1
        core.created = core.modified = properties.moment
        add_styles(self._document, properties.language)
        self._turn(landscape=landscape)

    def add(self, *xml: str) -> None:
        """Put paragraphs and tables at the end."""
        from lxml import etree

        # A comment keeps the place. To move the elements of a large table into the tree takes lxml minutes.
        self._document.element.body.sectPr.addprevious(etree.Comment(f"part {len(self._added)}"))
        self._added.append("".join(xml))

    def start_section(self, *, landscape: bool) -> None:
        """Begin a new page, from here on in this direction."""
        from docx.enum.section import WD_SECTION

        self._document.add_section(WD_SECTION.NEW_PAGE)
        self._turn(landscape=landscape)

    def set_footer(self, text: str, page: str) -> None:
        """Write `text` and the number of the page ("page 3") at the foot of the pages of this section."""
        from docx.oxml.parser import parse_xml

        footer = self._document.sections[-1].footer
        footer.is_linked_to_previous = False
        line = paragraph(run(f"{text} · {page} "), field("PAGE", "1"), style=SMALL)
        holder = footer._element
        for old in list(holder.iterchildren()):
            holder.remove(old)
        holder.extend(parse_xml(f'<w:ftr xmlns:w="{NAMESPACE}">{line}</w:ftr>').iterchildren())

    def to_bytes(self) -> bytes:
        """Return the file; the same content gives the same bytes."""
        package = self._document.part.package
        for id_, relation in list(package.rels.items()):
            if relation.reltype.endswith("/thumbnail"):  # the picture of the empty document that this was made from
                del package.rels[id_]
        body = io.BytesIO()
        self._document.save(body)
        return sealed(body.getvalue(), self._moment, changed=self._filled)

    def _filled(self, name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        return _PLACE.sub(lambda match: self._added[int(match[1])].encode(), content)

    def _turn(self, *, landscape: bool) -> None:
        """Give the last section its page size and margins."""
        from docx.enum.section import WD_ORIENT
        from docx.shared import Twips

        section = self._document.sections[-1]
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Twips(side) for side in (A4[::-1] if landscape else A4))
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(MARGIN)
