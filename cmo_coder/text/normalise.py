"""Making a text that was read into the text that is kept: once, at import, and never again.

What changes, and nothing else:

* every line end that Unicode knows (CR LF, CR, NEL, LS, PS, vertical tab, form feed) becomes one newline;
* a byte order mark at the beginning goes;
* code points that no terminal, database or office file can carry (NUL and other controls, lone halves of a UTF-16 pair,
  U+FFFE and U+FFFF) become U+FFFD, one for one, and a note says how many and where the first is. A tab stays.

All other code points stay as they were read: nothing is composed, decomposed, trimmed or joined.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

REPLACEMENT = "\ufffd"

_ANY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ODD_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_LONE_CR = re.compile("\r(?!\n)")
_UNKEEPABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class NoteKind(StrEnum):
    """What was done to a text."""

    BYTE_ORDER_MARK = "byte_order_mark"
    CRLF = "crlf"
    LONE_CR = "lone_cr"
    OTHER_BREAKS = "other_breaks"
    NUL = "nul"
    CONTROLS = "controls"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was changed: how often, and on which line (from 1) of the new text first."""

    kind: NoteKind
    count: int
    line: int


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as it is kept, and what was done to make it so."""

    text: str
    notes: tuple[Note, ...]


_USUAL = bytes(code for code in range(128) if not _ANY.search(chr(code)))
"""The bytes of ASCII that stay as they are."""


def normalise(raw: str) -> Normalised:
    """The text as it is kept. Normalising twice changes nothing the second time.

    Two code points that stood apart never become one and no offset needs translating later, because spans are only made
    on the result.
    """
    notes: list[Note] = []
    if marks := len(raw) - len(raw.lstrip("\ufeff")):
        raw = raw[marks:]
        notes.append(Note(NoteKind.BYTE_ORDER_MARK, marks, 1))
    # Most texts need nothing. Letters of ASCII are taken out first, which costs far less than looking at each of them.
    odd_only = raw.encode("utf-8", "surrogatepass").translate(None, _USUAL).decode("utf-8", "surrogatepass")
    if not _ANY.search(odd_only):
        return Normalised(raw, tuple(notes))
    if "\r" in raw:
        pairs = raw.count("\r\n")
        lone = raw.count("\r") - pairs
        if pairs:
            notes.append(Note(NoteKind.CRLF, pairs, _line(raw, raw.index("\r\n"))))
        if lone and (found := _LONE_CR.search(raw)):
            notes.append(Note(NoteKind.LONE_CR, lone, _line(raw, found.start())))
    if odd := _ODD_BREAKS.search(raw):
        notes.append(Note(NoteKind.OTHER_BREAKS, len(_ODD_BREAKS.findall(raw)), _line(raw, odd.start())))
    text = _BREAKS.sub("\n", raw)
    if first := _UNKEEPABLE.search(text):
        nuls = text.count("\0")
        others = len(_UNKEEPABLE.findall(text)) - nuls
        if nuls:
            notes.append(Note(NoteKind.NUL, nuls, _line(text, text.index("\0"))))
        if others:
            where = first.start() if first[0] != "\0" else _first_other(text)
            notes.append(Note(NoteKind.CONTROLS, others, _line(text, where)))
        text = _UNKEEPABLE.sub(REPLACEMENT, text)
    return Normalised(text, tuple(notes))


def sha256_of(text: str) -> str:
    """The SHA-256 of the text in UTF-8, as 64 hexadecimal digits: the identity of a text version."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _line(text: str, position: int) -> int:
    """The line, from 1, that holds ``position``, counted as it will be after normalising."""
    return 1 + len(_BREAKS.findall(text, 0, position)) + text.count("\n", 0, position) - text.count("\r\n", 0, position)


def _first_other(text: str) -> int:
    """Where the first code point stands that cannot be kept and is no NUL."""
    return next(found.start() for found in _UNKEEPABLE.finditer(text) if found[0] != "\0")
