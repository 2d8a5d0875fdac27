"""What a file is, by its content: the extension is only asked where the content does not tell."""

from __future__ import annotations

import re
from enum import StrEnum

from cmo_coder.messages import N_


class Kind(StrEnum):
    """Kinds of content that can be told apart; not all of them can be read."""

    TEXT = "text"
    DOCX = "docx"
    DOC = "doc"
    LOCKED = "locked"
    ODT = "odt"
    RTF = "rtf"
    PDF = "pdf"
    HTML = "html"
    WEB_ARCHIVE = "web archive"
    MAIL = "mail"
    XML = "xml"
    SRT = "srt"
    VTT = "vtt"
    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    PRESENTATION = "presentation"
    EPUB = "epub"
    QDPX = "qdpx"
    ARCHIVE = "archive"
    IMAGE = "image"
    RECORDING = "recording"
    DATABASE = "database"
    PROGRAM = "program"
    OLE = "ole"
    ZIP = "zip"


NAMES = {
    Kind.TEXT: N_("plain text"),
    Kind.DOCX: N_("a Word document"),
    Kind.DOC: N_("a Word document of the old kind (.doc)"),
    Kind.ODT: N_("an OpenDocument text (.odt)"),
    Kind.RTF: N_("a Rich Text document (.rtf)"),
    Kind.PDF: N_("a PDF document"),
    Kind.HTML: N_("a web page (HTML)"),
    Kind.WEB_ARCHIVE: N_("a web page with everything on it (MHTML)"),
    Kind.MAIL: N_("an e-mail message"),
    Kind.XML: N_("an XML file"),
    Kind.SRT: N_("a subtitle file (SRT)"),
    Kind.VTT: N_("a subtitle file (WebVTT)"),
    Kind.CSV: N_("a table (CSV)"),
    Kind.XLSX: N_("an Excel workbook"),
    Kind.XLS: N_("an Excel workbook of the old kind (.xls)"),
    Kind.PRESENTATION: N_("a presentation"),
    Kind.EPUB: N_("an e-book (EPUB)"),
    Kind.QDPX: N_("a REFI-QDA project"),
    Kind.ARCHIVE: N_("a compressed archive"),
    Kind.ZIP: N_("a compressed archive"),
    Kind.IMAGE: N_("a picture"),
    Kind.RECORDING: N_("a sound or video recording"),
    Kind.DATABASE: N_("a database"),
    Kind.PROGRAM: N_("a program"),
    Kind.OLE: N_("an Office file of the old kind"),
}
"""What to call a kind, after "is"."""

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
    (b"{\\rtf", Kind.RTF),
    (b"\x89PNG", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"RIFF", Kind.RECORDING),
    (b"ID3", Kind.RECORDING),
    (b"\xff\xfb", Kind.RECORDING),
    (b"OggS", Kind.RECORDING),
    (b"fLaC", Kind.RECORDING),
    (b"\x1aE\xdf\xa3", Kind.RECORDING),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"BZh", Kind.ARCHIVE),
    (b"\xfd7zXZ\x00", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"SQLite format 3\x00", Kind.DATABASE),
    (b"\x7fELF", Kind.PROGRAM),
    (b"MZ\x90\x00", Kind.PROGRAM),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.S)
_MIME = re.compile(rb"(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){0,60}?MIME-Version:[ \t]*1\.0", re.I)
_SRT = re.compile(rb"\s*\d+[ \t]*\r?\n\s*\d{1,2}:\d\d:\d\d[,.]\d{3}\s*-->")

_BY_EXTENSION = {
    ".html": Kind.HTML, ".htm": Kind.HTML, ".srt": Kind.SRT, ".vtt": Kind.VTT, ".csv": Kind.CSV, ".tsv": Kind.CSV,
}  # fmt: skip
"""Extensions that say more about a text than its content does."""


def kind_of_head(head: bytes, extension: str) -> Kind:
    """What a file is, by its first bytes; among texts also by its extension (lower case, with the dot).

    ZIP and OLE are containers: what is in them tells the kind.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[4:8] == b"ftyp":
        return Kind.RECORDING
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    words = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        words = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    if words.startswith(b"WEBVTT"):
        return Kind.VTT
    if _MIME.match(words):
        return Kind.WEB_ARCHIVE if b"multipart/related" in words.lower() else Kind.MAIL
    if _HTML.match(words):
        return Kind.HTML
    if words.lstrip().startswith(b"<?xml"):
        return Kind.XML
    return Kind.SRT if _SRT.match(words) else _BY_EXTENSION.get(extension, Kind.TEXT)
