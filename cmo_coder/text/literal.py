"""Where words stand as they were typed, whichever way their accents were made. Offsets are code points.

An é is one code point or two: keyboards and most programs give one, texts that come from a Mac or a PDF often two. They
look the same, so words that were typed or copied are found in both.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = "\u0300-\u036f"
_LETTER = re.compile(f"[^{_MARKS}][{_MARKS}]*|[{_MARKS}]+", re.DOTALL)


def pattern_of(words: str, *, ignore_case: bool = False) -> re.Pattern[str]:
    """A pattern for words as they stand there; no match ends between a letter and its accent."""
    letters = _LETTER.findall(unicodedata.normalize("NFD", words))
    spelt = "".join(map(_either, letters))
    return re.compile(f"(?:{spelt}|{re.escape(words)})(?![{_MARKS}])", re.IGNORECASE if ignore_case else 0)


def places_of(words: str, text: str, *, ignore_case: bool = False) -> list[tuple[int, int]]:
    """Every place of `words` in a text, as `[start, end)`, in order and without overlap; none of no words."""
    if not words:
        return []
    return [found.span() for found in pattern_of(words, ignore_case=ignore_case).finditer(text)]


def _either(letter: str) -> str:
    """A letter with its accents, as one code point or as several."""
    one = unicodedata.normalize("NFC", letter)
    return re.escape(letter) if one == letter else f"(?:{re.escape(one)}|{re.escape(letter)})"
