"""The lines of a PDF page in reading order: columns are found by the white between them, line by line put together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cmo_coder.ingest.pdf_words import Piece

_LEAST_LINES = 3
"""A column has at least this many lines."""
_MOST_ACROSS = 0.35
"""Of the pieces of a page at most this share may run across the white between its columns (titles, pictures)."""
_LEAST_WIDTH = 0.18
"""A column is at least this share of the width: narrower ones are labels, time stamps or numbers of their lines."""
_LEAST_LETTERS = 12
_DEEPEST = 3


@dataclass(slots=True)
class Line:
    """A line of a column. `starts` are the places where its pieces begin; `column` tells columns of one kind apart."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    first: float
    starts: tuple[float, ...]
    bold: int
    column: tuple[int, int]
    page: int
    marks: int = 0


def lines_of_page(pieces: Sequence[Piece], page: int) -> tuple[list[Line], int]:
    """The lines of a page in reading order, and in how many columns its text stands."""
    found: list[Line] = []
    most = 1
    for group, nr, of in _groups(list(pieces), 0):
        most = max(most, of)
        found += _lines(group, (nr, of), page)
    return found, most


def _groups(pieces: list[Piece], depth: int) -> Iterator[tuple[list[Piece], int, int]]:
    """Pieces that are read together, in reading order, with the number of their column and of how many."""
    gutter = _gutter(pieces) if depth < _DEEPEST else None
    if gutter is None:
        if pieces:
            yield pieces, 1, 1
        return
    across = sorted((one for one in pieces if _side(one, gutter) == 0), key=lambda one: -one.middle)
    rest = [one for one in pieces if _side(one, gutter) != 0]
    for band in _bands(across, rest):
        left = list(_groups([one for one in band if _side(one, gutter) < 0], depth + 1))
        right = list(_groups([one for one in band if _side(one, gutter) > 0], depth + 1))
        widest = [max((of for _g, _n, of in side), default=1) for side in (left, right)]
        for group, nr, _of in left:
            yield group, nr, sum(widest)
        for group, nr, _of in right:
            yield group, widest[0] + nr, sum(widest)
        middle = [one for one in band if _side(one, gutter) == 0]
        if middle:
            yield middle, 1, 1


def _bands(across: list[Piece], rest: list[Piece]) -> Iterator[list[Piece]]:
    """The page cut at the lines that run across its columns: what stands above one is read before it."""
    left = rest
    nr = 0
    while nr < len(across):
        run = [across[nr]]
        above = [one for one in left if one.middle > run[0].y1 - 0.2 * run[0].size]
        yield above
        left = [one for one in left if one.middle <= run[0].y1 - 0.2 * run[0].size]
        nr += 1
        # Lines across that nothing parts are one block.
        while nr < len(across) and not any(run[-1].y0 > one.middle > across[nr].y1 for one in left):
            run.append(across[nr])
            nr += 1
        yield run
    yield left


def _side(piece: Piece, gutter: float) -> int:
    return -1 if piece.x1 <= gutter else 1 if piece.x0 >= gutter else 0


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The place of the white between two columns, where there are columns."""
    if len(pieces) < 2 * _LEAST_LINES:
        return None
    starts = sorted(one.x0 for one in pieces)
    width = max(one.x1 for one in pieces) - starts[0]
    sizes = sorted(one.size for one in pieces)
    em = sizes[len(sizes) // 2]
    best: tuple[float, float] | None = None
    for place in _places(starts, em):
        sides = [_side(one, place - 0.3 * em) for one in pieces]
        left = [one for one, side in zip(pieces, sides, strict=True) if side < 0]
        right = [one for one, side in zip(pieces, sides, strict=True) if side > 0]
        across = len(pieces) - len(left) - len(right)
        if across > _MOST_ACROSS * len(pieces) or not (_is_column(left, width, em) and _is_column(right, width, em)):
            continue
        top = min(max(one.y1 for one in side) for side in (left, right))
        low = max(min(one.y0 for one in side) for side in (left, right))
        shorter = min(max(one.y1 for one in side) - min(one.y0 for one in side) for side in (left, right))
        if top - low < 0.5 * shorter:
            continue  # one above the other: no columns
        score = min(len(left), len(right)) - 2 * across
        if best is None or score > best[0]:
            best = (score, place - 0.3 * em)
    return None if best is None else best[1]


def _places(starts: Sequence[float], em: float) -> Iterator[float]:
    """Where several pieces begin below each other, but for the left edge."""
    at = bisect_left(starts, starts[0] + 5 * em)
    while at < len(starts):
        end = bisect_left(starts, starts[at] + 0.5 * em)
        if end - at >= _LEAST_LINES:
            yield starts[at]
        at = end


def _is_column(side: Sequence[Piece], width: float, em: float) -> bool:
    """Whether pieces may be a column: enough lines, and most of them long enough to be text."""
    rows: dict[int, list[float]] = {}
    for one in side:
        row = rows.setdefault(round(one.middle / (0.8 * em)), [one.x0, one.x1, 0])
        row[0], row[1], row[2] = min(row[0], one.x0), max(row[1], one.x1), row[2] + len(one.text)
    if len(rows) < _LEAST_LINES:
        return False
    widths = sorted(end - start for start, end, _letters in rows.values())
    letters = sorted(found for _start, _end, found in rows.values())
    return widths[len(rows) // 2] >= _LEAST_WIDTH * width and letters[len(rows) // 2] >= _LEAST_LETTERS


def _lines(pieces: Sequence[Piece], column: tuple[int, int], page: int) -> list[Line]:
    """Pieces of one column as lines from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (one.mark, -one.middle)):
        row = next((row for row in reversed(rows[-8:] if not piece.mark else rows) if _same_line(row[0], piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    rows.sort(key=lambda row: -row[0].middle)
    return [_line(sorted(row, key=lambda one: one.x0), column, page) for row in rows]


def _same_line(one: Piece, other: Piece) -> bool:
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > 0.5 * min(one.size, other.size)


def _line(row: list[Piece], column: tuple[int, int], page: int) -> Line:
    texts: list[str] = []
    marks = 0
    for nr, piece in enumerate(row):
        if piece.mark and nr:
            texts.append(f"[{piece.text}]")
            marks += 1
            continue
        near = nr and row[nr - 1].mark and piece.text[0] in ".,;:?!)]"
        texts.append(piece.text if near or not nr else f" {piece.text}")
    largest = max(row, key=lambda one: len(one.text))
    return Line(
        "".join(texts),
        row[0].x0,
        max(one.x1 for one in row),
        min(one.y0 for one in row if not one.mark or len(row) == 1),
        max(one.y1 for one in row if not one.mark or len(row) == 1),
        largest.size,
        row[0].first,
        tuple(one.x0 for one in row if not one.mark),
        row[0].bold,
        column,
        page,
        marks,
    )
