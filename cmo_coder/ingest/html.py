"""Web pages (.html): the words as a browser shows them, a line for each paragraph and each row of a table.

Parsed with lxml (libxml2's lenient parser of HTML). Scripts, styles and what is hidden are left out; nothing is
fetched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cmo_coder.ingest.building import Found, Piece, TextBuilder
from cmo_coder.ingest.encoding import decode_declared
from cmo_coder.ingest.kinds import Kind
from cmo_coder.ingest.limits import PAGE_BYTES
from cmo_coder.ingest.package import broken
from cmo_coder.ingest.source import RawText, Reader, Source, Watch
from cmo_coder.ingest.value import warning
from cmo_coder.messages import N_
from cmo_coder.text.normalise import REPLACEMENT

if TYPE_CHECKING:
    from lxml.etree import _Element

_META = re.compile(rb"""<meta\b[^>]*\bcharset\s*=\s*["']?\s*([\w:.-]+)""", re.I)
_PROLOG = re.compile(rb"""^\s*<\?xml\b[^>]*\bencoding\s*=\s*["']([\w:.-]+)""", re.I)
_HEAD = 4096
_PARSED = 0.3
"""Which part of the work is done when a page is parsed; the walk over it is the rest."""
_TOLD_EVERY = 5_000
"""Elements between two times that the watch is told how far the walk is."""
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav noscript ol optgroup option p pre
    search section summary ul
    """.split()  # noqa: SIM905
)
_SKIPPED = frozenset("head script style template title noframes rp svg math textarea datalist".split())  # noqa: SIM905
_PICTURES = frozenset(("img", "picture", "canvas", "map"))
_EMBEDDED = frozenset(("iframe", "object", "embed", "audio", "video", "applet"))
_BOLD = frozenset(("b", "strong"))
_SPACE = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_C1 = re.compile("[\x80-\x9f]")


def read(source: Source) -> RawText:
    """The text of a web page.

    Raises:
        ReadError: the file is too large, no text, or nested deeper than a page can be.
    """
    from lxml import etree

    data = source.data(PAGE_BYTES)
    declared = _PROLOG.search(data[:_HEAD]) or _META.search(data[:_HEAD])
    decoded = decode_declared(data, declared[1].decode("ascii") if declared else "", source.name)
    nuls = decoded.text.count("\0")
    page = _without_prolog(decoded.text.replace("\0", REPLACEMENT).lstrip("\ufeff"))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(page.encode("utf-8", "replace"), parser) if page.strip() else None
    if any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        raise broken(source)  # nested so deep that the parser gave up: the rest would be missing
    source.watch(_PARSED)
    walk = _Walk()
    if root is not None:
        walk.take(root, source.watch)
    source.watch(1.0)
    raw = walk.builder.finish(warnings=decoded.warnings)
    if nuls:
        told = warning(N_("NUL bytes became {sign}: {n}."), sign=REPLACEMENT, n=nuls)
        return RawText(raw.text, (*raw.warnings, told), decoded.encoding, raw.hints, paragraphs=raw.paragraphs)
    return RawText(raw.text, raw.warnings, decoded.encoding, raw.hints, paragraphs=raw.paragraphs)


def _without_prolog(page: str) -> str:
    """The page without its XML declaration, which names an encoding that it no longer is in."""
    return re.sub(r"^\s*<\?xml\b[^>]*>", "", page, count=1)


class _Table:
    """A table that is being read: its row, and the builder that its rows go to."""

    def __init__(self, outer: TextBuilder) -> None:
        self.outer = outer
        self.cells: list[TextBuilder] = []

    def end_row(self) -> None:
        """Give the row to the builder."""
        if self.cells:
            self.outer.row(self.cells)
        self.cells = []


class _Walk:
    """A walk without recursion, however deep a page is nested."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self._top = self.builder
        self._pieces: list[Piece] = []
        self._tables: list[_Table] = []
        self._skip = self._bold = self._pre = 0

    def take(self, root: _Element, watch: Watch) -> None:
        """Take in the page; `watch` is told how far it is."""
        from lxml import etree

        of = 2 * sum(1 for _one in root.iter())  # each element begins and ends
        for nr, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
            if nr % _TOLD_EVERY == 0:
                watch(_PARSED + (1 - _PARSED) * nr / of)
            name = element.tag.lower() if isinstance(element.tag, str) else ""
            if event == "start":
                self._start(element, name)
                self._words(element.text)
            else:
                self._end(element, name)
                if element is not root:
                    self._words(element.tail)
        self._flush()

    def _start(self, element: _Element, name: str) -> None:
        if self._skip or _is_skipped(element, name):
            if not self._skip:
                self._top.found[Found.HIDDEN] += name not in _SKIPPED and name not in _EMBEDDED and name != "del"
                self._top.found[Found.EMBEDDED] += name in _EMBEDDED
                self._top.found[Found.TRACKED] += name == "del"
            self._skip += 1
            return
        if name in _BLOCKS or name in ("table", "tr", "td", "th"):
            self._flush()
        self._pre += name == "pre"
        self._bold += name in _BOLD
        self._top.found[Found.LIST] += name == "li"
        self._top.found[Found.PICTURE] += name in _PICTURES
        self._top.found[Found.TRACKED] += name == "ins"
        if name == "table":
            self._top.found[Found.TABLE] += 1
            self._tables.append(_Table(self.builder))
        elif name == "tr" and self._tables:
            self._tables[-1].end_row()
        elif name in ("td", "th") and self._tables:
            self.builder = self._tables[-1].outer.inner()
            self._tables[-1].cells.append(self.builder)
        elif name == "br":
            self._pieces.append(Piece("\n", self._bold > 0))

    def _end(self, element: _Element, name: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        if name in _BLOCKS or name in ("table", "tr", "td", "th"):
            self._flush()
        self._pre -= name == "pre"
        self._bold -= name in _BOLD
        if not self._tables:
            return
        if name in ("td", "th"):
            self.builder = self._tables[-1].outer
        elif name == "tr":
            self._tables[-1].end_row()
        elif name == "table":
            self._tables[-1].end_row()
            self.builder = self._tables.pop().outer

    def _words(self, words: str | None) -> None:
        if not words or self._skip:
            return
        if _C1.search(words):  # "&#150;" means a dash of Windows-1252, whatever Unicode says of that number
            words = _C1.sub(lambda sign: sign[0].encode("latin-1").decode("cp1252", "replace"), words)
        self._pieces.append(Piece(words if self._pre else _SPACE.sub(" ", words), self._bold > 0))

    def _flush(self) -> None:
        """End the line; white space is shown once, and not at the ends."""
        pieces, self._pieces = self._pieces, []
        if self._pre:
            words = "".join(piece.words for piece in pieces)
            if words.strip():
                self.builder.line([Piece(words.strip("\r\n"))])
            return
        shown: list[Piece] = []
        last = "\n"
        for piece in pieces:
            words = piece.words
            if words.startswith(" ") and last in (" ", "\n"):
                words = words[1:]
            if words:
                if words == "\n" and last == " " and shown:
                    shown[-1] = shown[-1]._replace(words=shown[-1].words.rstrip(" "))
                shown.append(piece._replace(words=words))
                last = words[-1]
        while shown and not shown[-1].words.strip(" \n"):
            shown.pop()
        if shown:
            shown[-1] = shown[-1]._replace(words=shown[-1].words.rstrip(" \n"))
            if "".join(piece.words for piece in shown).strip():
                self.builder.line(shown)


def _is_skipped(element: _Element, name: str) -> bool:
    """Whether an element and what is in it is not shown. Deleted words of tracked changes are not there any more."""
    if not name or name in _SKIPPED or name in _EMBEDDED or name == "del":
        return True
    return element.get("hidden") is not None or _INVISIBLE.search(element.get("style") or "") is not None


READER = Reader("html", (Kind.HTML,), (".html", ".htm", ".xhtml"), read)
