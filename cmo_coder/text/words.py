"""Where words begin and end, for a caret that steps by words. Offsets are code points."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+(?:['’\-‑]\w+)*")
_REACH = 256
"""How far is looked around an offset; a word longer than this is taken in parts."""
_EDGE = 64
"""A word that begins this close to the edge of what was looked at may begin before it."""


def word_at(text: str, offset: int) -> tuple[int, int]:
    """Return the word that holds `offset`, or `(offset, offset)` between words."""
    start = max(0, offset - _REACH)
    for match in _WORD.finditer(text, start, min(len(text), offset + _REACH)):
        if match.start() <= offset < match.end():
            return match.span()
        if match.start() > offset:
            break
    return offset, offset


def next_word(text: str, offset: int) -> int:
    """Return the start of the first word after the one at `offset`; the length of the text where there is none."""
    found = _WORD.search(text, word_at(text, offset)[1])
    return found.start() if found else len(text)


def previous_word(text: str, offset: int) -> int:
    """Return the start of the last word that begins before `offset`; 0 where there is none."""
    reach = _REACH
    while True:
        start = max(0, offset - reach)
        starts = [match.start() for match in _WORD.finditer(text, start, min(len(text), offset))]
        if starts and (start == 0 or starts[-1] >= start + _EDGE):
            return starts[-1]
        if start == 0:
            return 0
        reach *= 2
