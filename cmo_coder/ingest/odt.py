"""OpenDocument texts (.odt, .ott), as LibreOffice writes them: the text as it is when all changes are accepted.

Deleted words of tracked changes stand apart in the XML, so that the running text is what is left after accepting.
"""

from __future__ import annotations

import re

from cmo_coder.ingest.building import Found, TextBuilder
from cmo_coder.ingest.kinds import Kind
from cmo_coder.ingest.odt_text import OdtWalk, is_bold
from cmo_coder.ingest.package import Package, broken, locked, open_package
from cmo_coder.ingest.source import RawText, Reader, Source
from cmo_coder.ingest.xml_parts import children_at, children_of_part, local, words_in

_STYLES = ("document-content/automatic-styles", "document-styles/styles", "document-styles/automatic-styles")
_BODY = "document-content/body/text"


def read(source: Source) -> RawText:
    """The text of an OpenDocument text: a line for each paragraph and each row of a table; comments become notes.

    Raises:
        ReadError: the document is damaged, locked, too large, or unpacks to more than a document can.
    """
    with open_package(source) as package:
        _check_not_locked(source, package)
        if "content.xml" not in package.parts:
            raise broken(source)
        builder = TextBuilder()
        walk = OdtWalk(builder)
        headers: set[str] = set()
        for style in children_of_part(source, package, "styles.xml", *_STYLES, "document-styles/master-styles"):
            if local(style) == "master-page":
                headers |= {" ".join(words_in(one).split()) for one in style}
            else:
                walk.style(style, bold=is_bold(style))
        with package.open("content.xml", watched=True) as part:
            for element in children_at(source, part, (*_STYLES, _BODY)):
                if local(element) == "style":
                    walk.style(element, bold=is_bold(element))
                else:
                    walk.block(element)
        builder.found[Found.HEADER] += len(headers - {""})
        builder.found[Found.MACROS] += any(
            part.startswith("Basic/") and part.endswith(".xml") for part in package.parts
        )
    return builder.finish(walk.comments)


def _check_not_locked(source: Source, package: Package) -> None:
    if "encrypted-package" in package.parts:
        raise locked(source)
    if "META-INF/manifest.xml" in package.parts:
        manifest = package.read("META-INF/manifest.xml")
        if re.search(rb"<(?:\w+:)?encryption-data\b", manifest):
            raise locked(source)


READER = Reader("odt", (Kind.ODT,), (".odt", ".ott"), read)
