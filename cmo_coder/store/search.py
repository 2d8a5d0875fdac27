"""Searching the texts in force: hits with what stands around them, document by document, as they are found.

A search for words asks the index in which passages they stand, and then finds the exact places in those; an expression
or a search by likeness reads every passage. Where there is no index (a database server) every passage is read as well:
slower, with the same outcome.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from cmo_coder.model.documents import Document
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.search_expression import expression_of, vocabulary
from cmo_coder.store.search_index import is_usable, passages_of, turns_of, unpacked
from cmo_coder.store.search_scope import EVERYTHING, Scope, ScopeCheck
from cmo_coder.store.search_sql import Indexed, documents_with_texts, passages_kept
from cmo_coder.text.finding import Finder
from cmo_coder.text.fuzzy import LIKENESS, FuzzyFinder
from cmo_coder.text.lemmas import forms_of
from cmo_coder.text.patterns import PatternFinder
from cmo_coder.text.query import Node, parse

CONTEXT = 100
"""How many code points of the same passage are given before and after a hit."""

MOST_AT_ONCE = 4000
"""When the index names more passages than this, documents are asked one by one, in their order."""


_READ_AHEAD = 8
_SHORT_PREFIX = re.compile(r'"\w{1,3}" \*')


@dataclass(frozen=True, slots=True)
class WordQuery:
    """Search for words in the language of `cmo_coder.text.query`. `language` ("nl", "en") is for forms of words."""

    text: str
    all_forms: bool = False
    accents: bool = False
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class PatternQuery:
    """Search by a regular expression."""

    text: str
    case: bool = False


@dataclass(frozen=True, slots=True)
class FuzzyQuery:
    """Search for words that look like these; `likeness` is of 100."""

    text: str
    likeness: int = LIKENESS


Query = WordQuery | PatternQuery | FuzzyQuery


@dataclass(frozen=True, slots=True)
class Hit:
    """A place `[start, end)` in code points of a text version, with its words and what stands around them."""

    document_id: str
    version_id: str
    start: int
    end: int
    left: str
    words: str
    right: str


@dataclass(frozen=True, slots=True)
class Found:
    """Hits that were found since the last time, and how many of the documents have been looked at."""

    hits: tuple[Hit, ...]
    done: int
    total: int


class _Finds(Protocol):
    def find(self, text: str) -> list[tuple[int, int]]: ...


def check_query(query: Query) -> None:
    """Read a query without searching. Raises QueryError, with the place of what is wrong."""
    if isinstance(query, WordQuery):
        parse(query.text, all_forms=query.all_forms)
    else:
        _scanner(query)


def search(project: Project, query: Query, scope: Scope = EVERYTHING) -> Iterator[Found]:
    """Find a query in the texts in force, in the order of the documents; what is found comes as it is found.

    The whole search sees one state of the project. Close the iterator to stop. Raises QueryError before the first step.
    """
    check_query(query)
    return _search(project, query, scope)


def _search(project: Project, query: Query, scope: Scope) -> Iterator[Found]:
    project.bring_search_up_to_date()
    with project.read() as reading:
        check = ScopeCheck(reading, scope)
        everything = documents_with_texts(reading)
        texts = [text for text in everything if check.takes(text.document)]
        finder, candidates = _made_ready(reading, query)
        source = _passages(reading, texts, candidates)
        yield Found((), 0, len(texts))
        done = 0
        for number, passages in source:
            hits = _hits_in(reading, check, texts[number], finder, passages)
            done = number + 1
            yield Found(hits, done, len(texts))
        if done < len(texts):
            yield Found((), len(texts), len(texts))


def _made_ready(reading: Reading, query: Query) -> tuple[_Finds, str | None]:
    """What finds the places in a passage, and the question to the index; nothing where every passage is to be read."""
    if not isinstance(query, WordQuery):
        return _scanner(query), None
    node: Node = parse(query.text, all_forms=query.all_forms)
    indexed = is_usable(reading)
    words = vocabulary(reading) if indexed else None
    finder = Finder(node, accents=query.accents, forms=lambda term: forms_of(term, query.language, words))
    return finder, expression_of(node, finder.forms, reading, accents=query.accents) if indexed else None


def _scanner(query: PatternQuery | FuzzyQuery) -> _Finds:
    if isinstance(query, PatternQuery):
        return PatternFinder(query.text, case=query.case)
    return FuzzyFinder(query.text, likeness=query.likeness)


def _passages(
    reading: Reading, texts: Sequence[Indexed], candidates: str | None
) -> Iterator[tuple[int, list[tuple[int, int]] | None]]:
    """The number of a text and the passages in it to look at (nothing: all of them), in the order of the texts."""
    if candidates is None:
        yield from ((number, None) for number in range(len(texts)))
        return
    # The index must gather all words that begin with so few letters before it can name a passage. They are not rare:
    # the first page is there sooner by reading a few texts.
    ahead = min(_READ_AHEAD, len(texts)) if _SHORT_PREFIX.search(candidates) else 0
    yield from ((number, None) for number in range(ahead))
    rows = _rows(reading, candidates, "LIMIT ?", MOST_AT_ONCE + 1)
    if len(rows) > MOST_AT_ONCE and "*" in candidates:
        rows = _rows(reading, candidates, "")
    elif len(rows) > MOST_AT_ONCE:
        for number, text in enumerate(texts):
            last = text.first_row + text.row_count - 1
            if some := _rows(reading, candidates, "AND rowid BETWEEN ? AND ?", text.first_row, last):
                yield number, _places(reading, text, some)
        return
    for number, some in sorted(_by_text(rows, texts).items()):
        if number >= ahead:
            yield number, _places(reading, texts[number], some)


def _rows(reading: Reading, candidates: str, more: str, *values: int) -> list[int]:
    driver: Any = reading.connection.connection.driver_connection
    sql = f"SELECT rowid FROM search_index WHERE search_index MATCH ? {more}"
    return [row[0] for row in driver.execute(sql, (candidates, *values))]


def _by_text(rows: Sequence[int], texts: Sequence[Indexed]) -> dict[int, list[int]]:
    """Rows of the index, by the number of the text that they are of; those of texts outside the scope are left out."""
    order = sorted(range(len(texts)), key=lambda number: texts[number].first_row)
    firsts = [texts[number].first_row for number in order]
    found: dict[int, list[int]] = {}
    for row in rows:
        at = bisect_right(firsts, row) - 1
        if at >= 0 and row < firsts[at] + texts[order[at]].row_count:
            found.setdefault(order[at], []).append(row)
    return found


def _places(reading: Reading, text: Indexed, rows: Sequence[int]) -> list[tuple[int, int]]:
    passages = unpacked(passages_kept(reading, text.version_id))
    return [passages[row - text.first_row] for row in rows]


def _hits_in(
    reading: Reading, check: ScopeCheck, text: Indexed, finder: _Finds, passages: list[tuple[int, int]] | None
) -> tuple[Hit, ...]:
    words = reading.stored_text(text.sha256)
    if passages is None:
        passages = _all_passages(reading, text, words)
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for passage in passages:
        for start, end in finder.find(words[passage[0] : passage[1]]):
            found[passage[0] + start, passage[0] + end] = passage
    return tuple(
        _hit(text.document, text.version_id, words, place, found[place])
        for place in check.within(text.document, text.version_id, found)
    )


def _all_passages(reading: Reading, text: Indexed, words: str) -> list[tuple[int, int]]:
    if text.row_count:
        return unpacked(passages_kept(reading, text.version_id))
    return passages_of(words, turns_of(reading, text.version_id))


def _hit(document: Document, version_id: str, text: str, place: tuple[int, int], passage: tuple[int, int]) -> Hit:
    start, end = place
    return Hit(
        document.id,
        version_id,
        start,
        end,
        text[max(passage[0], start - CONTEXT) : start],
        text[start:end],
        text[end : min(passage[1], end + CONTEXT)],
    )
