"""What a sentence shows of its role beside its words: cues and their hints, kinds of words, verbs, length.

The kinds of words stand in `role_data/word_classes.csv`: a word belongs to a class when it starts with one of the
beginnings (so that *vertrouwde* and *vertrouwen* are one, without a lemmatiser). They were written from the method's
descriptions of the roles, not from coded data.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from cmo_coder.model.canonical import Role
from cmo_coder.store.cache_folder import when_forgotten
from cmo_coder.suggest.cues import FoundCue
from cmo_coder.suggest.grams import words_of
from cmo_coder.suggest.guards import words_in

_VERBS = {
    "modal": words_in("moet moeten moest kan kunnen kon wil willen wilde zou zouden mag must should can could would"),
    "passive": words_in("wordt worden werd werden"),
    "perfect": words_in("heeft hebben had hadden has have"),
    "being": words_in("is zijn was waren ben are were"),
    "denied": words_in("niet geen nooit nauwelijks not no never"),
}
_ORDERS = words_in(
    """zorg kies maak zet gebruik betrek neem sluit organiseer stel bied houd werk begin deel laat ga geef
    make use involve organise offer keep start share let give take"""
)
_INFINITIVE = re.compile(r"\bte \w+en\b")
_LAST_LENGTH = 6
_SHAPES = {
    "item of a list": re.compile(r"^\s*(?:[•\-–*]|\d{1,2}[.)])\s"),
    "heading": re.compile(r"^\s*\d+(?:\.\d+)+\s|[^.!?…:;”\"'’)\]]\s*$"),
    "names what follows": re.compile(r":\s*$"),
    "question": re.compile(r"\?[”\"'’)]*\s*$"),
    "said by somebody": re.compile(r"^\s*[“\"„‘]|[”\"]\s*$"),
    "refers": re.compile(
        r"\([^()]*\b(?:19|20)\d\d[a-z]?\)|\b(?:et al|figuur|figure|tabel|table|bijlage|appendix)\b", re.IGNORECASE
    ),
    "year": re.compile(r"\b(?:19|20)\d\d\b"),
    "number": re.compile(r"\d"),
    "cells": re.compile(r"\|"),
}
"""How a sentence is written: most of what belongs to no role shows it."""


@cache
def word_classes() -> dict[str, tuple[str, ...]]:
    """The classes, each with the beginnings of its words, Dutch and English."""
    text = (files("cmo_coder.suggest") / "role_data" / "word_classes.csv").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        found[row["class"]] = (*found.get(row["class"], ()), *row["beginnings"].split())
    return found


@lru_cache(maxsize=100_000)
def classes_of(word: str) -> tuple[str, ...]:
    """The classes of a lower-case word."""
    return tuple(name for name, beginnings in word_classes().items() if word.startswith(beginnings))


when_forgotten(classes_of.cache_clear)


def marks_of(text: str, cues: Sequence[FoundCue], names: dict[Role, str]) -> Counter[str]:
    """The marks of a text with its cues; `names` gives the team's own names of the roles."""
    marks: Counter[str] = Counter()
    for found in cues:
        _add_cue(marks, found, names)
    words = [word for _start, _end, word in words_of(text) if word[0].isalnum()]
    for word in set(words):
        for name in classes_of(word):
            marks[f"words {name}"] += 1
    marks[f"length {min(_LAST_LENGTH, len(words) // _LAST_LENGTH)}"] = 1
    for name, forms in _VERBS.items():
        if any(word in forms for word in words):
            marks[name] = 1
    for name, shape in _SHAPES.items():
        if shape.search(text):
            marks[name] = 1
    if words:
        marks[f"opens {words[0]}"] = 1
    if words and words[0] in _ORDERS:
        marks["order"] = 1
    if words and words[-1].endswith("en"):
        marks["ends as infinitive"] = 1
    if _INFINITIVE.search(text.lower()):
        marks["infinitive"] = 1
    return marks


def _add_cue(marks: Counter[str], found: FoundCue, names: dict[Role, str]) -> None:
    cue = found.cue
    marks[f"cue {cue.name}"] = 1
    marks[f"class {cue.cls}"] += 1
    for role in cue.here:
        marks[f"here {names.get(role, role)}"] += 1
    for role in cue.there:
        marks[f"there {names.get(role, role)}"] += 0.5  # type: ignore[assignment]
    if found.sign:
        marks[f"sign {found.sign}"] += 1
    if found.start < 12:
        marks[f"first {cue.cls}"] += 1
