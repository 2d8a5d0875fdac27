"""Word documents (.docx, .docm): the text as Word shows it when all tracked changes are accepted.

The XML is walked with lxml, piece by piece, and not with python-docx's paragraphs: these leave out inserted text of
tracked changes and content controls, refuse .docm, and load every picture. What is not read (footnotes, comments,
pictures) is counted and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmo_coder.ingest.docx_text import Found, TextBuilder
from cmo_coder.ingest.kinds import Kind
from cmo_coder.ingest.package import Package, Part, broken, main_part, open_package
from cmo_coder.ingest.source import RawText, Reader, Source
from cmo_coder.ingest.txt import warning_of
from cmo_coder.ingest.value import Warning_, warning
from cmo_coder.messages import N_
from cmo_coder.text.normalise import normalise

if TYPE_CHECKING:
    from lxml.etree import _Element

_TOLD: tuple[tuple[Found, str], ...] = (
    (Found.TRACKED, N_("Tracked changes were read as if all were accepted: {n}.")),
    (Found.COMMENT, N_("Comments, which are not read: {n}.")),
    (Found.FOOTNOTE, N_("Footnotes and endnotes, which are not read: {n}.")),
    (Found.TABLE, N_("Tables, read row by row with | between the cells: {n}.")),
    (Found.BOX, N_("Text boxes, placed after the paragraph that they belong to: {n}.")),
    (Found.PICTURE, N_("Pictures, which are not read: {n}.")),
    (Found.SYMBOL, N_("Signs from a symbol font, which became �: {n}.")),
    (Found.EMBEDDED, N_("Embedded documents, which are not read: {n}.")),
)


def read(source: Source) -> RawText:
    """The text of a Word document: a line for each paragraph and each row of a table.

    Raises:
        ReadError: the document is damaged, locked, too large, or unpacks to more than a document can.
    """
    with open_package(source) as package:
        builder = TextBuilder(_style_names(package))
        with package.open(main_part(package), watched=True) as part:
            for block in _blocks(source, part):
                builder.block(block)
        macros = any(part.endswith("vbaProject.bin") for part in package.parts)
    made = normalise(builder.text())
    warnings: list[Warning_] = []
    if macros:
        warnings.append(warning(N_("The document holds macros. Only its text was read; macros are never run.")))
    warnings += [warning(msgid, n=builder.found[what]) for what, msgid in _TOLD if builder.found[what]]
    warnings += [found for note in made.notes if (found := warning_of(note)) is not None]
    return RawText(made.text, tuple(warnings), hints=builder.hints())


def _blocks(source: Source, part: Part) -> Iterator[_Element]:
    """The children of the body one after another; each is forgotten when the next is asked for."""
    from lxml import etree

    depth = 0
    try:
        # No entities, no network, no trees of absurd depth: a document is data from outside.
        for event, element in etree.iterparse(
            part, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        ):
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 2:
                yield element
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    except etree.LxmlError as error:
        raise broken(source) from error


def _style_names(package: Package) -> dict[str, str]:
    """The names of the paragraph styles by their ids."""
    if "word/styles.xml" not in package.parts:
        return {}
    styles = package.read("word/styles.xml").decode("utf-8", "replace")
    names: dict[str, str] = {}
    for style in re.finditer(r"<w:style\b([^>]*)>(.*?)</w:style>", styles, re.S):
        identity = re.search(r'\bw:styleId="([^"]*)"', style[1])
        name = re.search(r'<w:name\b[^>]*\bw:val="([^"]*)"', style[2])
        if identity and name:
            names[identity[1]] = name[1]
    return names


READER = Reader("docx", (Kind.DOCX,), (".docx", ".docm", ".dotx", ".dotm"), read)
