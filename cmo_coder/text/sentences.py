"""Sentences, words and paragraphs of a text: what the keyboard moves and selects by.

Sentences are split by rules with a list of Dutch and English abbreviations (no model: trained splitters do worse on
speech). Strip the label of a speaker turn first: give the place where the words begin as ``start``. A newline always
ends a sentence and a paragraph. All positions are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmo_coder.text.abbreviations import ENDING, LETTERED, NUMBERED, RUNNING

# Marks that join to the letter before them count as part of the word: combining accents, Hebrew and Arabic points, ZWJ.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\ufe20-\ufe2f"
)
_PICTURES = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_WORD = re.compile(
    rf"['’]?[^\W_][\w{_MARKS}]*(?:[-'’.,:/@&+][^\W_][\w{_MARKS}]*)*[+%]?"
    rf"|[{_PICTURES}][\ufe0f\U0001f3fb-\U0001f3ff\u200d{_PICTURES}]*"
)

_OPENING = "\"'“”„‘’‚«»([{¿¡*_"
_CLOSING = "\"'”’“»)\\]}*_"
# A possible end: marks, closing quotes or brackets, and then white space or the end; or a dot that lacks its space.
_END = re.compile(
    rf"(?<![.!?…])(?P<marks>[.!?…]++)(?P<closing>[{_CLOSING}]*+)(?=\s|$)|(?<=[a-zà-ÿ]{{2}})(?P<tight>[.!?])(?=[A-ZÀ-Þ][a-zà-ÿ])"
)
_TOKEN = re.compile(r"\S+$")
_APOSTROPHE_WORD = re.compile(r"['’‘][a-z]{1,2}\s+[A-ZÀ-Þ]")
_CLIPPED = re.compile(r"['’][knmrst]$", re.IGNORECASE)
_ASIDE = re.compile(r"\[[^\[\]\n]{1,60}\]\s*")
_LONGEST_TOKEN = 40


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]`` in order, without the white space around them.

    Every code point that is not white space lies in exactly one of them.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    for line_start, line_end in _lines(text, start, end):
        begin = line_start
        for match in _END.finditer(text, line_start, line_end):
            if match.end() < line_end and _ends(text, match, begin, line_end):
                spans.append((begin, match.end()))
                begin = _skip_white(text, match.end(), line_end)
        if begin < line_end:
            spans.append((begin, line_end))
    return spans


def paragraph_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The paragraphs of ``text[start:end]``: its lines that are not blank, without the white space around them."""
    return list(_lines(text, start, len(text) if end is None else end))


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words of ``text[start:end]`` in order: "d'r", "POH-GGZ" and "65+" are one word, an emoji is one too."""
    return [match.span() for match in _WORD.finditer(text, start, len(text) if end is None else end)]


def word_at(text: str, position: int) -> tuple[int, int] | None:
    """The word that holds the code point at ``position``, or else the one that ends there; None between words."""
    if not 0 <= position <= len(text):
        return None
    # A word never runs over white space, so the line of non-blanks around the position is enough to look at.
    left = position
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    right = position
    while right < len(text) and not text[right].isspace():
        right += 1
    before: tuple[int, int] | None = None
    for match in _WORD.finditer(text, left, right):
        if match.start() <= position < match.end():
            return match.span()
        if match.end() == position:
            before = match.span()
    return before


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The non-blank lines of the stretch, trimmed."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        first = _skip_white(text, start, stop)
        last = stop
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            yield first, last
        start = stop + 1


def _skip_white(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _ends(text: str, match: re.Match[str], begin: int, line_end: int) -> bool:
    """Whether the possible end at ``match`` ends the sentence that began at ``begin``."""
    if match["tight"]:
        return match["tight"] != "." or not _abbreviated(text, begin, match.start(), upper=True, digit=False)
    following = _skip_white(text, match.end(), line_end)
    upper = _starts_sentence(text, following, line_end)
    marks = match["marks"]
    if marks == ".":
        digit = text[following].isdigit()
        if _abbreviated(text, begin, match.start(), upper=upper, digit=digit):
            return False
        return upper or (digit and not text[match.start() - 1].isdigit())
    if "!" in marks or "?" in marks:
        # "Waarom?" vroeg hij: the sentence around the quote goes on.
        return upper or not match["closing"]
    return upper  # an ellipsis: speech that hesitates goes on in lower case


def _starts_sentence(text: str, position: int, line_end: int) -> bool:
    """Whether the word at ``position`` is written as the first of a sentence."""
    if _APOSTROPHE_WORD.match(text, position, line_end):
        return True
    if text.startswith(",,", position, line_end):  # the low opening quote of a typewriter
        position = _skip_white(text, position + 2, line_end)
    aside = _ASIDE.match(text, position, line_end)
    if aside is not None:  # "[lacht] Moet ik beginnen?": what is heard stands before the words
        position = aside.end()
    while position < line_end and text[position] in _OPENING:
        position += 1
    if position >= line_end:
        return False
    character = text[position]
    # Scripts without capitals, and pictures, may always begin a sentence.
    return not character.islower() and not character.isdigit() and character not in ".,;:…-–"


def _abbreviated(text: str, begin: int, dot: int, *, upper: bool, digit: bool) -> bool:
    """Whether the dot belongs to an abbreviation, an initial or a list number, so that the sentence goes on."""
    found = _TOKEN.search(text, max(begin, dot - _LONGEST_TOKEN), dot)
    token = found[0].lstrip(_OPENING) if found else ""
    if not token:
        return False
    lower = token.lower()
    if lower in RUNNING or (digit and lower in NUMBERED):
        return True
    if lower in ENDING:
        return not upper
    last = token.rsplit(".", 1)[-1]
    if len(last) == 1 and last.isupper():
        return _is_initial(text, begin, dot, token)
    # "1. Eerst dit": the number of a list
    return token.isdigit() and found is not None and found.start() == begin


def _is_initial(text: str, begin: int, dot: int, token: str) -> bool:
    """Whether a capital with a dot is an initial ("A. Jansen", "P.J.M."), not the end of a sentence ("plan B.")."""
    if "." in token:
        return True
    before = text[max(begin, dot - _LONGEST_TOKEN) : dot - len(token)].rstrip()
    word = _TOKEN.search(before)
    return word is None or word[0].lower() not in LETTERED
