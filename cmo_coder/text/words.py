"""Steps from word to word, for a caret. Offsets are code points; a step looks at a window of text, not at all of it."""

from __future__ import annotations

from cmo_coder.text.sentences import word_at, word_spans

_REACH = 256


def next_word(text: str, offset: int) -> int:
    """Return the start of the first word after the one at `offset`; the length of the text where there is none."""
    here = word_at(text, offset)
    start = here[1] if here and here[0] <= offset else offset
    reach = _REACH
    while start < len(text):
        found = word_spans(text, start, min(len(text), start + reach))
        if found:
            return found[0][0]
        # One back: the apostrophe that a word begins with is no word by itself where the window ends after it.
        start, reach = start + reach - 1, 2 * reach
    return len(text)


def previous_word(text: str, offset: int) -> int:
    """Return the start of the last word that begins before `offset`; 0 where there is none."""
    reach, end = _REACH, min(offset, len(text))
    while end > 0:
        start = max(0, end - reach)
        # A word never runs over white space, so a window that begins after some cuts no word.
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        found = word_spans(text, start, end)
        if found:
            return found[-1][0]
        end, reach = start, 2 * reach
    return 0
