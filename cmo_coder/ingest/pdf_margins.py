"""What comes back in the margins of the pages of a PDF: headers, footers and page numbers, which are no text of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from cmo_coder.ingest.pdf_words import PageWords, Piece

_ZONE = 0.15
"""The share of a page's height at its top and bottom where headers and footers stand."""
_SHARE = 0.4
"""What stands on this share of the pages comes back: odd and even pages may differ."""
_SURE = 0.6
"""From this share of four pages or more there is little doubt: half the white will do."""
_APART = 0.6
"""A header stands apart: with this much white (in sizes of its letters) between it and the text."""
_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:pagina|page|pag|blz|p)\.?\s*)?#(?:\s*(?:/|\||van|of|von|de)\s*#)?[-–—|.\s]*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Margins:
    """What was left out: lines that come back, with one of each kind as an example, and page numbers."""

    repeated: int = 0
    numbers: int = 0
    examples: list[str] = field(default_factory=list)


def without_margins(pages: Sequence[PageWords]) -> Margins:
    """Take headers, footers and page numbers out of the pages; what was taken is told."""
    margins = Margins()
    found: dict[_Place, list[_On]] = defaultdict(list)
    for nr, page in enumerate(pages):
        for piece in page.pieces:
            at_top = piece.y0 > page.height * (1 - _ZONE)
            if at_top or piece.y1 < page.height * _ZONE:
                height = round((page.height - piece.y1 if at_top else piece.y0) / 4)
                found[_key(piece.text), at_top, height].append((nr, piece))
    asked = {place: _comes_back(place, found, len(pages)) for place in tuple(found)}
    back = {place: sure for place, sure in asked.items() if sure is not None}
    known = {id(piece) for where in back for _nr, piece in found[where]}
    # A page of which nothing would be left has no margins.
    bare = {nr for nr, page in enumerate(pages) if all(id(piece) in known for piece in page.pieces)}
    gone: set[int] = set()
    for place, sure in sorted(back.items()):
        key, at_top, _height = place
        apart = _APART / 2 if sure else _APART
        taken = [
            one for nr, one in found[place] if nr not in bare and _stands_apart(pages[nr], one, at_top, apart, known)
        ]
        gone.update(map(id, taken))
        if _NUMBER.fullmatch(key):
            margins.numbers += len(taken)
        elif taken:
            margins.repeated += len(taken)
            if all(_key(one) != key for one in margins.examples):
                margins.examples.append(taken[0].text)
    for page in pages:
        page.pieces = [one for one in page.pieces if id(one) not in gone]
    return margins


_On = tuple[int, Piece]
"""A piece, and the number of its page."""
_Place = tuple[str, bool, int]
"""Words without their numbers, whether they stand at the top, and how far from the edge (in steps of four points)."""


def _comes_back(place: _Place, found: Mapping[_Place, list[_On]], pages: int) -> bool | None:
    """Whether words in the margin come back on other pages: True where there is little doubt, None if they do not."""
    key, at_top, height = place
    beside = [one for step in (-1, 0, 1) for one in found.get((key, at_top, height + step), ())]
    on = {nr for nr, _piece in beside}
    if pages >= 4 and len(on) >= _SURE * pages:
        return True
    if _NUMBER.fullmatch(key):
        return False if len(on) >= max(2, _SHARE * pages) or _counts_along(beside) else None
    if key.endswith(":"):
        return None  # the name of a speaker
    # The head of a chapter: on three pages in a row, or on three odd or even ones.
    chapter = any({nr, nr + step, nr + 2 * step} <= on for nr in on for step in (1, 2))
    return False if chapter or len(on) >= max(2, _SHARE * pages) else None


def _key(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split()).casefold())


def _counts_along(pieces: Sequence[tuple[int, Piece]]) -> bool:
    """Whether a number in the margin is that of its page: the first of one page, or always as far from its place."""
    differences = {int(_DIGITS.findall(piece.text)[0]) - nr for nr, piece in pieces}
    return differences == {1} or (len(pieces) > 1 and len(differences) == 1)


def _stands_apart(page: PageWords, piece: Piece, at_top: bool, apart: float, known: Collection[int]) -> bool:
    """Whether there is white between a line in the margin and the text; other lines that come back do not count."""
    for one in page.pieces:
        inside = one.middle < piece.middle if at_top else one.middle > piece.middle
        if id(one) in known or not inside:
            continue
        white = piece.y0 - one.y1 if at_top else one.y0 - piece.y1
        if white < apart * piece.size:
            return False
    return True
