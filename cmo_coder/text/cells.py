"""Where a character stands on the screen: offsets (code points) against columns (terminal cells).

A *cluster* is what a reader takes for one character: a letter with its combining accents, a flag, an emoji joined from
several. The caret steps over clusters, never into them. The rules are a working part of Unicode Standard Annex 29
("Unicode Text Segmentation"), enough for what occurs in transcripts; the width of a cluster is measured by a function
that is passed in, because terminals and screen libraries differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

CellWidth = Callable[[str], int]
"""Gives the number of terminal cells that a text takes."""

_NOT_PLAIN = re.compile("[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")
_ZWJ = "\u200d"
_LOOK_BACK = 64
"""No cluster that occurs in speech is longer; a longer one is cut, which keeps every step short."""


def is_plain(text: str, start: int = 0, end: int | None = None) -> bool:
    """Tell whether every code point of `text[start:end]` is one cell and a cluster of its own (newlines allowed)."""
    return _NOT_PLAIN.search(text, start, len(text) if end is None else end) is None


def displayable(text: str, replacement: str = "\u00b7") -> str:
    """Return `text` with what may not reach a terminal replaced, one code point for one, so that offsets stay true.

    Control characters (an escape sequence in a transcript must not drive the terminal) become `replacement`; a tab and
    the Unicode line and paragraph separators become a space; marks that turn the writing direction become a zero-width
    space.
    """
    if _UNSAFE.search(text) is None:
        return text
    return _UNSAFE.sub(lambda match: _shown(match.group(), replacement), text)


def _shown(character: str, replacement: str) -> str:
    if character in "\t\u2028\u2029":
        return " "
    return "\u200b" if character >= "\u202a" else replacement


def clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clusters of `text[start:end]` as `(start, end)` offsets; together they cover it exactly."""
    at = start
    while at < end:
        after = _cluster_end(text, at, end)
        yield at, after
        at = after


def _cluster_end(text: str, at: int, limit: int) -> int:
    """Return the end of the cluster that starts at `at`."""
    after = at + 1
    if after < limit and _REGIONAL.match(text, at) and _REGIONAL.match(text, after):
        after += 1
    if text[at] == _ZWJ and after < limit:
        after += 1
    limit = min(limit, at + _LOOK_BACK)
    while after < limit and (kind := _extends(text, after)):
        after = min(after + kind, limit)
    return after


def _extends(text: str, at: int) -> int:
    """Return how many code points from `at` belong to the cluster before it: 0, 1, or 2 for a joiner and the next."""
    character = text[at]
    if character < "\u0300":
        return 0
    if character == _ZWJ:
        return 2
    if "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f":
        return 1
    return int(unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf") or "\u1160" <= character <= "\u11ff")


def next_cluster(text: str, offset: int) -> int:
    """Return the offset after the cluster at `offset`; the length of the text at its end."""
    return _cluster_end(text, offset, len(text)) if offset < len(text) else len(text)


def cluster_start(text: str, offset: int) -> int:
    """Return the start of the cluster that holds `offset`; `offset` itself where one starts."""
    if offset <= 0 or offset >= len(text):
        return max(0, min(offset, len(text)))
    if text[offset] < "\u0300" and text[offset - 1] != _ZWJ:
        return offset
    for first, last in clusters(text, _safe_start(text, offset), min(len(text), offset + _LOOK_BACK)):
        if last > offset:
            return first
    return offset


def previous_cluster(text: str, offset: int) -> int:
    """Return the start of the cluster before `offset`; 0 at the start of the text."""
    return cluster_start(text, offset - 1) if offset > 0 else 0


def _safe_start(text: str, offset: int) -> int:
    """Return an offset at or before `offset` where a cluster is sure to start, or one far enough back."""
    at = offset
    lowest = max(0, offset - 4 * _LOOK_BACK)
    while at > lowest:
        if text[at] < "\u0300" and text[at - 1] != _ZWJ:
            break
        at -= 1
    return at


def column_of(text: str, start: int, offset: int, width: CellWidth) -> int:
    """Return the number of cells between `start` and `offset` on one row."""
    if offset <= start:
        return 0
    if is_plain(text, start, offset):
        return offset - start
    return sum(width(text[first:last]) for first, last in clusters(text, start, offset))


def offset_at(text: str, start: int, end: int, column: int, width: CellWidth) -> int:
    """Return the start of the cluster that covers cell `column` of the row `text[start:end]`; `end` beyond its last."""
    if column < 0:
        return start
    if is_plain(text, start, end):
        return min(start + column, end)
    reached = 0
    for first, last in clusters(text, start, end):
        reached += width(text[first:last])
        if reached > column:
            return first
    return end
