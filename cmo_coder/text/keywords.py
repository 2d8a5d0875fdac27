"""A code's own keywords: words, phrases with a * for the rest of a word, and patterns between slashes.

`wachtlijst` finds the word, `wacht*` every word that starts so, `korte lijnen` the phrase, `/wacht(lijst|tijd)en?/` a
regular expression (of the library `regex`). Capitals do not count, and words are whole words.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from cmo_coder.messages import N_
from cmo_coder.model.errors import UserError
from cmo_coder.text.patterns import PatternFinder
from cmo_coder.text.query import QueryError


def is_pattern(keyword: str) -> bool:
    """Whether a keyword is a regular expression between slashes."""
    return len(keyword) > 2 and keyword.startswith("/") and keyword.endswith("/")


@lru_cache(maxsize=2000)
def finder(keyword: str) -> PatternFinder:
    """What finds a keyword in a text. Raises UserError for a pattern that is none, or a keyword without letters."""
    if is_pattern(keyword):
        try:
            return PatternFinder(keyword[1:-1])
        except QueryError as error:
            raise UserError(
                N_("The keyword {keyword} is not a pattern: {reason}"),
                N_("Between slashes stands a regular expression; write a plain word without them."),
                keyword=keyword,
                reason=str(error),
            ) from error
    import regex

    if not any(letter.isalnum() for letter in keyword):
        raise UserError(
            N_("The keyword '{keyword}' has no letters."), N_("Write a word, such as wacht*."), keyword=keyword
        )
    words = (regex.escape(word, special_only=True).replace(r"\*", r"\w*") for word in keyword.split())
    return PatternFinder(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)")


def keywords_of(said: Iterable[str]) -> tuple[str, ...]:
    """Keywords tidied: white space, empty ones and doubles go. Raises UserError for one that cannot be used."""
    found = tuple(dict.fromkeys(tidied for one in said if (tidied := " ".join(one.split()))))
    for one in found:
        finder(one)
    return found


def keywords_in(line: str) -> tuple[str, ...]:
    """The keywords of a line with commas; a comma inside a pattern between slashes is a part of it."""
    parts: list[str] = []
    for part in line.split(","):
        if parts and parts[-1].lstrip().startswith("/") and not is_pattern(parts[-1].strip()):
            parts[-1] += "," + part
        else:
            parts.append(part)
    return keywords_of(parts)
