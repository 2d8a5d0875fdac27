"""Words as a search sees them: without regard to capitals, and with or without accents. Offsets are code points.

A word is a run of letters and digits; marks that join to a letter (combining accents, joiners, soft hyphens) belong to
it, everything else parts words: "zo'n" is two words that follow each other, "wijk-team" too. Folding works on one code
point at a time, so that it does not matter how a letter was typed: é as one code point and as e with an accent are the
same word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

RULES = 1
"""The number of these rules: an index that was made with others is made anew."""

# Letters that Unicode does not take apart, and that are typed without their stroke where the keyboard lacks them.
_STROKES = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "þ": "th", "ŋ": "n"}

_NON_ASCII = re.compile("[^\x00-\x7f]")
_FOLDED_WORD: re.Pattern[str] = re.compile("[0-9a-z\x80-\U0010ffff]+")
_ASCII_WORD = re.compile("[0-9A-Za-z]+")
# In a text of which the code points beyond ASCII were replaced by their kind, one for one.
_JOINS, _LETTER, _PARTS = "\ue000", "x", " "
_WORD = re.compile(f"{_JOINS}*[0-9A-Za-z][0-9A-Za-z{_JOINS}]*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


class _Kinds(dict[str, str]):
    """The kind of a code point beyond ASCII: a letter, something that joins, or something that parts."""

    def __missing__(self, character: str) -> str:
        if character.isalnum():
            kind = _LETTER
        elif unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf"):
            kind = _JOINS
        else:
            kind = _PARTS
        self[character] = kind
        return kind


class _Folds(dict[str, str]):
    """A code point beyond ASCII as a search reads it: nothing for what joins, a space for what parts."""

    def __missing__(self, character: str) -> str:
        kind = _KINDS[character]
        folded = {_JOINS: "", _PARTS: " "}.get(kind)
        if folded is None:
            lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
            folded = "".join(_STROKES.get(one, one) for one in lower if one.isalnum()) or character
        self[character] = folded
        if len(folded) != 1:
            _UNEVEN.add(character)
        return folded


_UNEVEN: set[str] = set()
_KINDS = _Kinds()
_FOLDS = _Folds()


def fold(text: str) -> str:
    """A text with capitals and accents taken away; what parts words beyond ASCII becomes a space.

    The length may differ from that of the text.
    """
    if not text.isascii():
        text = _NON_ASCII.sub(lambda found: _FOLDS[found[0]], text)
    return text.lower()


def fold_of(character: str) -> str:
    """One code point folded: one or more letters, a space, or nothing for what joins to the letter before it."""
    return character.lower() if character < "\x80" else _FOLDS[character].lower()


def is_one_for_one(text: str) -> bool:
    """Whether folding gives one code point for each of the text, so that places are the same in both."""
    if text.isascii():
        return True
    seen = set(_NON_ASCII.findall(text))
    for character in seen:
        _FOLDS[character]
    return seen.isdisjoint(_UNEVEN)


def word_places(text: str) -> Iterator[tuple[int, int]]:
    """The words of a text in order, as `[start, end)`."""
    if text.isascii():
        return (found.span() for found in _ASCII_WORD.finditer(text))
    shape = _NON_ASCII.sub(lambda found: _KINDS[found[0]], text)
    return (found.span() for found in _WORD.finditer(shape))


def folded_words(text: str) -> list[str]:
    """The words of a text in order, folded, without their places."""
    found: list[str] = _FOLDED_WORD.findall(fold(text))
    return found


def with_accents(word: str) -> str:
    """A word with capitals taken away and accents kept, the same however the accents were typed."""
    plain = _INVISIBLE.sub("", word)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", plain).casefold())
