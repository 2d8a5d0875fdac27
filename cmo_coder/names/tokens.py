"""Words of a text as the finder sees them, and whether a word is an ordinary one."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from cmo_coder.names.lists import first_names, several, words

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_ENDS = frozenset(".?!:;\n\r\u2028\u2029")
_PASSED_OVER = frozenset("\"'“”„‘’«»([*_- \t\u00a0–—•>")


class Token(NamedTuple):
    """A run of letters: its place in code points and its words."""

    start: int
    end: int
    word: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.word[0].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it stands in capitals as a whole (one letter does not count)."""
        return len(self.word) > 1 and self.word.isupper()

    @property
    def proper(self) -> str:
        """The word as a list writes it: "JANSEN" is looked up as "Jansen"."""
        return self.word.capitalize() if self.shouted and len(self.word) > 3 else self.word


def tokens_of(text: str) -> list[Token]:
    """The runs of letters of a text, in order."""
    return [Token(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]


def opens_sentence(text: str, start: int) -> bool:
    """Whether a word at `start` has its capital from its place: at the beginning, after a stop, a colon or a break."""
    place = start - 1
    while place >= 0 and text[place] in _PASSED_OVER:
        place -= 1
    return place < 0 or text[place] in _SENTENCE_ENDS or text[place] in "]…"


@lru_cache(maxsize=100_000)
def _known(word: str) -> bool:
    from simplemma import is_known

    return bool(is_known(word, lang="nl")) or bool(is_known(word, lang="en"))


FUNCTION_WORDS = several("""
    aan als bij dan dat de den der deze die dit door een en er haar heb heeft het hij hoe ik in is ja je jij jou kan
    me men met mij mijn na naar nee niet nog nou of om omdat onder ons ook op over te tot uit u uw van veel voor want
    was wat we wel werd wie wij wil ze zeg zij zijn zo zou maar toen daar hier eh hè he oké ok o oh nu net dus
    the and a i you he she it we they is was of to for on at with but so my his her our your this that there
""")


def ordinary(word: str, seen: Collection[str] = ()) -> bool:
    """Whether a word, in lower case, is an ordinary word of Dutch or English, or was `seen` as one in the study.

    For common first names a list of our own decides: dictionaries know too many of them as words.
    """
    lower = word.lower()
    if lower in FUNCTION_WORDS:
        return True
    if lower in words("word_names"):
        return True
    if lower.capitalize() in words("own_first_names"):
        return False
    if lower.capitalize() in first_names():
        return _known(lower)
    return lower in seen or _known(lower)


def name_free(word: str) -> bool:
    """Whether a word has its capital by the spelling of the language: Nederlands, Pasen, WhatsApp."""
    return word in words("no_names")
