"""The walk over the tokens of Rich Text: groups, destinations and characters, to the lines of a ``TextBuilder``."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field

from cmo_coder.ingest.building import Comment, Found, Mark, Piece, TextBuilder
from cmo_coder.ingest.rtf_codes import (
    KEPT,
    SIGNS,
    SKIPPED,
    SYMBOL_CHARSET,
    SYMBOLS,
    codec_of_charset,
    codec_of_page,
)

_SUBTEXTS = frozenset(
    b"""footnote annotation atnid atnauthor atrfstart atrfend atnref atndate shptxt dptxbxtext
    header headerl headerr headerf footer footerl footerr footerf""".split()
)
"""Destinations whose words go somewhere else than into the running text."""


class Subtext:
    """Words that are gathered apart: the running text, a footnote, a comment, a text box."""

    def __init__(self, name: bytes, builder: TextBuilder) -> None:
        self.name = name
        self.builder = builder
        self.pieces: list[Piece] = []
        self.cells: list[TextBuilder] = []
        self.cell: TextBuilder | None = None
        self.in_rows = False
        self.comment = ""

    def end_paragraph(self, style: str, *, in_table: bool) -> None:
        """End a paragraph: of the text, or within a cell."""
        pieces, self.pieces = self.pieces, []
        if in_table:
            self._open_cell().line(pieces)
            return
        self.end_row()
        self.in_rows = False
        self.builder.line(pieces, style)

    def end_cell(self) -> None:
        """End a cell, and the paragraph in it."""
        pieces, self.pieces = self.pieces, []
        cell = self._open_cell()
        if pieces or not cell.text():
            cell.line(pieces)
        self.cells.append(cell)
        self.cell = None

    def end_row(self) -> None:
        """Give the row to the text. Rows that follow each other are one table."""
        if self.cell is not None:
            self.end_cell()
        if self.cells:
            self.builder.found[Found.TABLE] += not self.in_rows
            self.in_rows = True
            self.builder.row(self.cells)
            self.cells = []

    def finish(self, style: str = "") -> None:
        """End what was not ended."""
        if self.pieces and self.cell is None:
            self.end_paragraph(style, in_table=False)
        self.end_row()

    def _open_cell(self) -> TextBuilder:
        if self.cell is None:
            self.cell = self.builder.inner()
        return self.cell


@dataclass(slots=True)
class State:
    """What holds within a group: it ends with the brace that closes it."""

    name: bytes = b""
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    revised: bool = False
    in_table: bool = False
    style: int = 0
    codec: str = ""
    symbols: bool = False
    fallback: int = 1
    opened: Subtext | None = None
    starred: bool = False
    fresh: bool = True


@dataclass(slots=True)
class Font:
    """What the font table says of a font."""

    charset: int = 1
    page: int | None = None


@dataclass(slots=True)
class Heads:
    """What stands before the text: fonts, names of styles, the code page."""

    codec: str = "cp1252"
    unknown_page: int | None = None
    fonts: dict[int, Font] = field(default_factory=dict)
    styles: dict[int, str] = field(default_factory=dict)
    usual_font: int = 0


class RtfWalk:
    """Takes tokens one by one (``rtf.read`` finds them)."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self.heads = Heads()
        self.comments: list[tuple[str, Comment]] = []
        self.state = State()
        self.undecoded = 0
        self._stack: list[State] = []
        self._text = Subtext(b"", self.builder)
        self._subtexts = [self._text]
        self._boxes: list[str] = []
        self._headers: set[str] = set()
        self._bytes = bytearray()
        self._half = 0
        self._skip = 0
        self._author = ""
        self._font = 0
        self._name = ""

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self._stack)

    @property
    def skipping(self) -> bool:
        """Whether the words of this group are of no use."""
        return self.state.name == b"skip"

    def open_group(self) -> None:
        """A brace opens."""
        self._settle()
        self._stack.append(self.state)
        self.state = copy(self.state)
        self.state.opened, self.state.starred, self.state.fresh = None, False, True

    def close_group(self) -> None:
        """A brace closes."""
        self._settle()
        if self.state.opened is not None:
            self._close(self.state.opened)
        if self.state.name == b"stylesheet" and self._name:
            self._end_style()
        self.state = self._stack.pop()

    def finish(self) -> None:
        """End what was not ended: a file may be cut off."""
        while self._stack:
            self.close_group()
        self._settle()
        self._text.finish(self.heads.styles.get(self.state.style, ""))
        self._end_boxes()
        self.builder.found[Found.HEADER] += len(self._headers)

    # Characters

    def byte(self, value: bytes) -> None:
        """Bytes in the code page of the moment."""
        if self._skip:
            n = min(self._skip, len(value))
            self._skip -= n
            value = value[n:]
        self.state.fresh = False
        if value:
            self._half = 0
            self._bytes += value

    def unicode(self, number: int) -> None:
        """A character by its number, of which the fallback that follows is skipped; halves of a pair come in two."""
        self._settle()
        number += 65536 if number < 0 else 0
        if 0xD800 <= number < 0xDC00:
            self._half = number
        elif 0xDC00 <= number < 0xE000 and self._half:
            self.words(chr(0x10000 + ((self._half - 0xD800) << 10) + number - 0xDC00))
            self._half = 0
        elif 0 < number < 0x110000:
            self._half = 0
            symbol = self.state.symbols or 0xF000 <= number < 0xF100
            self._symbol() if symbol else self.words(chr(number))
        self._skip = self.state.fallback

    def _symbol(self) -> None:
        if not self.state.hidden and not self.state.deleted and self.state.name == b"":
            self.builder.found[Found.SYMBOL] += 1
            self.words("\ufffd")

    def words(self, words: str) -> None:
        """Words of the destination of the moment."""
        state = self.state
        if state.name == b"stylesheet":
            self._name += words
        elif state.name == b"fonttbl" or state.deleted:
            return  # names of fonts, and what accepting the changes takes away
        elif state.hidden:
            self.builder.found[Found.HIDDEN] += words.strip() != ""
        elif state.name not in (b"skip", b"upr"):
            self._subtexts[-1].pieces.append(Piece(words, state.bold))

    def _settle(self) -> None:
        """Decode the bytes that were gathered; what is skipped after a Unicode character ends here too."""
        self._skip = 0
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            if self.state.symbols and self.state.name == b"":
                for _ in range(len(data.strip())):
                    self._symbol()
                return
            words = data.decode(self.state.codec or self.heads.codec, "replace")
            if self.state.name not in (b"skip", b"fonttbl"):
                self.undecoded += words.count("\ufffd")
            self.words(words)

    # Control words

    def sign(self, sign: bytes) -> None:
        """A control sign: ``\\~``, ``\\*`` and the like."""
        if sign == b"*":
            self._settle()
            self.state.starred = True
        elif sign in (b"\n", b"\r"):
            self.word(b"par", None)
        elif sign in (b"\\", b"{", b"}"):
            self.byte(sign)
        elif self._skip:
            self._skip -= 1
        elif sign in SYMBOLS:
            self._settle()
            self.words(SYMBOLS[sign])

    def word(self, word: bytes, number: int | None) -> None:
        """A control word with its number."""
        if word == b"u" and number is not None:
            skip, self._skip = self._skip, 0
            if not skip:
                self.unicode(number)
            else:
                self._skip = skip - 1
            self.state.fresh = False
            return
        if self._skip:
            self._skip -= 1
            return
        self._settle()
        fresh, self.state.fresh = self.state.fresh, False
        if fresh and self._destination(word, number):
            return
        if self.state.name == b"fonttbl":
            self._font_word(word, number)
        elif word in SIGNS:
            self.words(SIGNS[word])
        elif word in (b"par", b"sect", b"nestrow"):
            self._paragraph()
        elif word in (b"cell", b"row"):
            if self.state.name != b"skip":
                self._subtexts[-1].end_cell() if word == b"cell" else self._subtexts[-1].end_row()
                self._end_boxes()
        else:
            self._property(word, number)

    def _property(self, word: bytes, number: int | None) -> None:
        state, on = self.state, number != 0
        if word == b"b":
            state.bold = on
        elif word == b"v":
            state.hidden = on
        elif word in (b"deleted", b"revised"):
            was = state.deleted if word == b"deleted" else state.revised
            self.builder.found[Found.TRACKED] += on and not was
            if word == b"deleted":
                state.deleted = on
            else:
                state.revised = on
        elif word == b"plain":
            state.bold = state.hidden = state.deleted = state.revised = False
            self._set_font(self.heads.usual_font)
        elif word == b"pard":
            state.style, state.in_table = 0, False
        elif word == b"intbl":
            state.in_table = True
        elif word == b"s" and number is not None:
            state.style = number
        elif word == b"f" and number is not None:
            self._set_font(number)
        elif word == b"uc" and number is not None:
            state.fallback = max(0, min(number, 100))
        elif word == b"ansicpg" and number is not None:
            codec = codec_of_page(number)
            self.heads.codec = codec or self.heads.codec
            self.heads.unknown_page = None if codec else number
        elif word in (b"mac", b"pc", b"pca"):
            self.heads.codec = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}[word]
        elif word == b"deff" and number is not None:
            self.heads.usual_font = number

    def _set_font(self, number: int) -> None:
        font = self.heads.fonts.get(number)
        page = None if font is None or font.page is None else codec_of_page(font.page)
        self.state.codec = page or ("" if font is None else codec_of_charset(font.charset, self.heads.codec))
        self.state.symbols = font is not None and font.charset == SYMBOL_CHARSET

    def _font_word(self, word: bytes, number: int | None) -> None:
        if number is None:
            return
        if word == b"f":
            self._font = number
            self.heads.fonts.setdefault(number, Font())
        elif word == b"fcharset":
            self.heads.fonts.setdefault(self._font, Font()).charset = number
        elif word == b"cpg":
            self.heads.fonts.setdefault(self._font, Font()).page = number

    def _end_style(self) -> None:
        name, self._name = self._name, ""
        self.heads.styles[self.state.style] = name.rstrip(";").strip()

    def _paragraph(self) -> None:
        if self.state.name != b"skip" and not self.state.deleted:
            style = self.heads.styles.get(self.state.style, "")
            self._subtexts[-1].end_paragraph(style, in_table=self.state.in_table)
            self._end_boxes()

    # Destinations

    def _destination(self, word: bytes, number: int | None) -> bool:
        """Whether the first word of a group says where its words go. A starred one that is not known is skipped."""
        state = self.state
        starred = state.starred
        if state.name == b"skip":
            return True
        if word in (b"fonttbl", b"stylesheet"):
            state.name = word
        elif word in (b"listtext", b"pntext"):
            self.builder.found[Found.LIST] += 1
            state.name = b"skip"
        elif word == b"pict":
            self.builder.found[Found.PICTURE] += 1
            state.name = b"skip"
        elif word == b"object":
            self.builder.found[Found.EMBEDDED] += 1
        elif word in SKIPPED:
            state.name = b"skip"
        elif word in _SUBTEXTS:
            self._open(word)
        elif word in (b"upr", b"ud"):
            state.name = word if word == b"upr" else b""  # the same words twice: for old programs, and in Unicode
        elif starred and word not in KEPT:
            state.name = b"skip"
        else:
            return False
        return True

    def _open(self, word: bytes) -> None:
        builder = self.builder.inner() if word != b"footnote" else TextBuilder()
        made = Subtext(word, builder)
        self._subtexts.append(made)
        self.state.opened = made
        self.state.in_table = False

    def _close(self, made: Subtext) -> None:
        self._subtexts.remove(made)
        made.finish()
        words = made.builder.text().strip()
        around = self._subtexts[-1]
        if made.name == b"footnote" and words:
            around.pieces.append(Piece(self.builder.footnote(words)))
        elif made.name in (b"atrfstart", b"atrfend"):
            around.pieces.append(Piece("", mark=Mark(words, made.name == b"atrfstart")))
        elif made.name == b"atnauthor":
            self._author = words
        elif made.name == b"atnref":
            around.comment = words
        elif made.name == b"annotation":
            name = made.comment or f"\0{len(self.comments)}"
            if not made.comment:
                around.pieces.append(Piece("", mark=Mark(name, True)))
            self.comments.append((name, Comment(self._author, "", words)))
        elif made.name in (b"shptxt", b"dptxbxtext"):
            self._boxes.append(words)
        elif made.name.startswith((b"header", b"footer")) and words:
            self._headers.add(" ".join(words.split()))

    def _end_boxes(self) -> None:
        """Text boxes stand after the paragraph that they belong to."""
        if self._boxes and len(self._subtexts) == 1 and self._text.cell is None and not self._text.cells:
            boxes, self._boxes = self._boxes, []
            for words in boxes:
                if words:
                    self.builder.found[Found.BOX] += 1
                    for line in words.split("\n"):
                        self.builder.line([Piece(line)])
