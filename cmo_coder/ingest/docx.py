"""Word documents (.docx, .docm): the text as Word shows it when all tracked changes are accepted.

The XML is walked with lxml, piece by piece, and not with python-docx's paragraphs: these leave out inserted text of
tracked changes and content controls, refuse .docm, and load every picture. What is not read (pictures, headers and
footers, hidden text) is counted and told.
"""

from __future__ import annotations

import re

from cmo_coder.ingest.building import Comment, Found, TextBuilder
from cmo_coder.ingest.docx_text import DocxWalk, Styles, words_of
from cmo_coder.ingest.kinds import Kind
from cmo_coder.ingest.package import Package, main_part, open_package
from cmo_coder.ingest.source import RawText, Reader, Source
from cmo_coder.ingest.xml_parts import attribute, children_at, children_of_part, has, local, named, words_in

_PAGE_PARTS = re.compile(r"(?:header|footer)\d*\.xml$")


def read(source: Source) -> RawText:
    """The text of a Word document: a line for each paragraph and each row of a table; comments become notes.

    Raises:
        ReadError: the document is damaged, locked, too large, or unpacks to more than a document can.
    """
    with open_package(source) as package:
        main = main_part(package)
        folder = main.rpartition("/")[0]
        builder = TextBuilder()
        walk = DocxWalk(builder, _styles(source, package, folder), _footnotes(source, package, folder))
        with package.open(main, watched=True) as part:
            for block in children_at(source, part, ("document/body",)):
                walk.block(block)
        comments = _comments(source, package, folder)
        builder.found[Found.HEADER] += _headers(source, package)
        builder.found[Found.MACROS] += any(part.endswith("vbaProject.bin") for part in package.parts)
    return builder.finish(comments)


def _styles(source: Source, package: Package, folder: str) -> Styles:
    names: dict[str, str] = {}
    lists: set[str] = set()
    for style in children_of_part(source, package, f"{folder}/styles.xml", "styles"):
        if local(style) == "style" and (id_ := attribute(style, "styleId")):
            for name in named(style, "name"):
                names[id_] = attribute(name, "val")
            if has(style, "pPr", "numPr"):
                lists.add(id_)
    return Styles(names, frozenset(lists))


def _footnotes(source: Source, package: Package, folder: str) -> dict[tuple[str, str], str]:
    """The words of footnotes and endnotes, by kind and id; the lines that separate them have none."""
    found: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        for note in children_of_part(source, package, f"{folder}/{kind}s.xml", f"{kind}s"):
            if attribute(note, "type") in ("", "normal"):
                found[kind, attribute(note, "id")] = words_of(note)
    return found


def _comments(source: Source, package: Package, folder: str) -> list[tuple[str, Comment]]:
    return [
        (attribute(one, "id"), Comment(attribute(one, "author"), attribute(one, "date")[:10], words_of(one)))
        for one in children_of_part(source, package, f"{folder}/comments.xml", "comments")
        if local(one) == "comment"
    ]


def _headers(source: Source, package: Package) -> int:
    """How many different headers and footers hold words."""
    words = set()
    for name in sorted(part for part in package.parts if _PAGE_PARTS.search(part)):
        for kind in ("hdr", "ftr"):
            text = "\n".join(words_in(one) for one in children_of_part(source, package, name, kind))
            words.add(" ".join(text.split()))
    return len(words - {""})


READER = Reader("docx", (Kind.DOCX,), (".docx", ".docm", ".dotx", ".dotm"), read)
