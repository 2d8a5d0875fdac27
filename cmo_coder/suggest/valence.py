"""Whether words speak well or ill of something: codes come in pairs ("clear", "not clear"; what helps, what hinders).

The words stand in `word_data/valence.csv`, written for this program. One is turned round where its clause denies it
before it: "not clear" speaks ill.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[,.;:!?()\n]")
_DENIED = re.compile(r"n['’]t$")


@cache
def _signs() -> dict[str, str]:
    """The words with their signs: "+", "-", or "no" for what denies."""
    text = (files("cmo_coder.suggest") / "word_data" / "valence.csv").read_text("utf-8")
    return {word: row["sign"] for row in csv.DictReader(text.splitlines()) for word in row["words"].split()}


def valued_words(text: str) -> list[tuple[int, int, int]]:
    """The words that speak well (1) or ill (-1) of something, as (start, end, which), in code points of `text`."""
    found, denied = [], False
    for match in _TOKEN.finditer(text):
        word = match.group().lower()
        sign = _signs().get(word, "")
        if sign == "no" or _DENIED.search(word):
            denied = True
        elif sign:
            found.append((match.start(), match.end(), 1 if (sign == "+") != denied else -1))
        elif not word[0].isalnum():
            denied = False
    return found


def value_of(text: str) -> float:
    """From -1 (ill) to 1 (well); 0 where there is nothing to go by. Each word counts the same."""
    found = [value for _start, _end, value in valued_words(text)]
    return sum(found) / (len(found) + 1)


def values_of(texts: Sequence[str]) -> Any:
    """The value of each text."""
    import numpy as np

    return np.array([value_of(text) for text in texts])


def shares_of(text: str) -> list[tuple[int, int, float]]:
    """What each word adds to the value of a text, as (start, end, part); the parts add up to it."""
    found = valued_words(text)
    return [(start, end, value / (len(found) + 1)) for start, end, value in found]
