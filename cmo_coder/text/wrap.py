"""Breaking text into rows of a given width, by offsets: nothing is copied and nothing is lost.

Rows are `(start, end)` in code points and follow each other without a gap. Spaces at the end of a row, and the newline
that ends a paragraph, belong to the row and hang over its edge: whoever paints leaves them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmo_coder.text.cells import CellWidth, clusters, is_plain

Row = tuple[int, int]

_CJK = (
    "\u2e80-\u303e\u3041-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\U00020000-\U0003fffd"
)
_MARKS = "\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_PIECE = re.compile(f"[{_CJK}][{_MARKS}]*[ \n]*|[^ \n{_CJK}]+[ \n]*|[ \n]+")
"""A word, or one East Asian character, with the spaces after it: what stays together on a row."""


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Row]:
    """Yield the paragraphs of `text[start:end]`, each with the newline that ends it."""
    end = len(text) if end is None else end
    while start < end:
        newline = text.find("\n", start, end)
        after = end if newline < 0 else newline + 1
        yield start, after
        start = after


def wrap(text: str, start: int, end: int, columns: int, width: CellWidth) -> list[Row]:
    """Return the rows of all paragraphs in `text[start:end]`, at most `columns` cells wide (see `wrap_paragraph`)."""
    rows: list[Row] = []
    for first, last in paragraphs(text, start, end):
        if last - first <= columns and is_plain(text, first, last):
            rows.append((first, last))
        else:
            rows.extend(wrap_paragraph(text, first, last, columns, width))
    return rows


def wrap_paragraph(text: str, start: int, end: int, columns: int, width: CellWidth) -> list[Row]:
    """Return the rows of one paragraph `text[start:end]`, broken after spaces; a longer word is broken where it must.

    Raises ValueError where `columns` is below 1. A character that is wider than `columns` gets a row of its own.
    """
    if columns < 1:
        raise ValueError(f"cannot wrap to {columns} columns")
    if start >= end:
        return []
    if is_plain(text, start, end):
        return _wrap_plain(text, start, end, columns)
    return _wrap_measured(text, start, end, columns, width)


def _wrap_plain(text: str, start: int, end: int, columns: int) -> list[Row]:
    """Wrap where a code point is a cell: one search backwards for a space per row."""
    rows: list[Row] = []
    ink = end
    while ink > start and text[ink - 1] in " \n":
        ink -= 1
    while ink - start > columns:
        # A space just beyond the edge may hang, so the search includes it.
        space = text.rfind(" ", start, start + columns + 1)
        after = start + columns if space < 0 else space + 1
        while after < end and text[after] in " \n":
            after += 1
        rows.append((start, after))
        start = after
    if start < end:
        rows.append((start, end))
    return rows


def _wrap_measured(text: str, start: int, end: int, columns: int, width: CellWidth) -> list[Row]:
    """Wrap by the measured width of words and, in words that are too long, of clusters."""
    rows: list[Row] = []
    row_start, used = start, 0
    for match in _PIECE.finditer(text, start, end):
        first, after = match.span()
        last = first + len(match.group().rstrip(" \n"))
        cells = width(text[first:last]) if last > first else 0
        if used and used + cells > columns:
            rows.append((row_start, first))
            row_start, used = first, 0
        if cells > columns:
            breaks, cells = _hard_breaks(text, first, last, columns, width)
            for at in breaks:
                rows.append((row_start, at))
                row_start = at
        used += cells + after - last
    rows.append((row_start, end))
    return rows


def _hard_breaks(text: str, start: int, end: int, columns: int, width: CellWidth) -> tuple[list[int], int]:
    """Return where a word that is too long for a row is broken, and the cells that its last part takes."""
    breaks: list[int] = []
    used = 0
    for first, last in clusters(text, start, end):
        cells = width(text[first:last])
        if used and used + cells > columns:
            breaks.append(first)
            used = 0
        used += cells
    return breaks, used
