"""Files to read, made by the tests themselves."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Mapping, Sequence

TALK = "Interviewer: Hoe gaat het?\nRespondent: Goed, hè. Eén keer per week.\n"

EXAMPLES = int(os.environ.get("CMO_CODER_FUZZ", "25"))
"""How many damaged files of each format are tried."""

_MOMENT = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"


def word(*paragraphs: Sequence[str | tuple[str, bool]] | str) -> bytes:
    """A Word document as python-docx writes it; a paragraph is a text, or runs with their boldness."""
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        made = document.add_paragraph()
        for run in [paragraph] if isinstance(paragraph, str) else paragraph:
            words, bold = (run, False) if isinstance(run, str) else run
            made.add_run(words).bold = bold
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def package(body: str, *, main: str = _MAIN, styles: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """A Word document from the XML of its body, with nothing else in it but what is given."""
    parts: dict[str, bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
        ).encode(),
        "_rels/.rels": (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
            b' Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'.encode(),
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>'.encode(),
        **(more or {}),
    }
    return zipped(parts)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def p(text: str, style: str = "") -> str:
    """The XML of a paragraph."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{r(text)}</w:p>"


def r(text: str) -> str:
    """The XML of a run."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def repacked(data: bytes) -> bytes:
    """A package with the moments of writing taken out, so that the same document is the same file each time."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({name: _MOMENT.sub(b"2026-03-14T09:00:00Z", part) for name, part in parts.items()})
