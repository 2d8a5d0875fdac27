"""Readers that share nothing with the writers: what another program would find in the file."""

from __future__ import annotations

import io
import zipfile
from html.parser import HTMLParser

from lxml import etree
from python_calamine import CalamineWorkbook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Grid = list[list[str]]


def sheets(body: bytes) -> dict[str, list[list[object]]]:
    """The sheets of a workbook, every row as wide as the widest."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def member(body: bytes, name: str) -> etree._Element:
    """A part of an office file as XML."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return etree.fromstring(archive.read(name))


def paragraph_text(paragraph: etree._Element) -> str:
    """The words of a paragraph of Word."""
    found = []
    for node in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        if node.tag == f"{W}tab" and node.getparent().tag != f"{W}r":
            continue
        found.append({f"{W}br": "\n", f"{W}tab": "\t"}.get(str(node.tag), node.text or ""))
    return "".join(found)


def word_tables(body: bytes) -> list[list[list[list[str]]]]:
    """The tables of a document: rows of cells of paragraphs."""
    root = member(body, "word/document.xml")
    return [
        [
            [[paragraph_text(p) for p in cell.iterchildren(f"{W}p")] for cell in row.iterchildren(f"{W}tc")]
            for row in table.iterchildren(f"{W}tr")
        ]
        for table in root.iter(f"{W}tbl")
    ]


def word_paragraphs(body: bytes) -> list[str]:
    """The paragraphs of a document outside its tables."""
    root = member(body, "word/document.xml")
    return [paragraph_text(p) for p in root[0].iterchildren(f"{W}p")]


class Page(HTMLParser):
    """What a browser would make of a page: cells, links, ids, and whether the tags nest."""

    VOID = frozenset(("br", "meta", "col", "link", "img", "hr", "input"))

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: list[list[list[str]]] = []
        self.heads: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.classes: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.unbalanced: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(source)
        self.close()
        self.unbalanced += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes += given.items()
        if tag not in self.VOID:
            self._open.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        if tag == "tr":
            self.cells.append([])
        elif tag == "td":
            self.cells[-1].append([])
        elif tag == "th":
            self.heads.append("")
        if tag == "br":
            self.handle_data("\n")
        if (tag == "td" or tag == "li") and "td" in self._open:
            self.cells[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.unbalanced.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += data
        if "sup" in self._open:
            return
        if "th" in self._open:
            self.heads[-1] += data
        elif "td" in self._open and self._open[-1] != "ul":
            self.cells[-1][-1][-1] += data
