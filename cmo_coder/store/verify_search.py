"""The part of `verify` that looks at the search index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.documents import TextVersion
from cmo_coder.model.errors import NotFound, ProjectError
from cmo_coder.store.problems import Problem
from cmo_coder.store.reading import Reading
from cmo_coder.store.search_index import exists, has_index, holds_what_it_should_not, passages_of, turns_of
from cmo_coder.store.tables import SEARCH_TEXT
from cmo_coder.text.folding import folded_words


def index_is_right(reading: Reading) -> Iterable[Problem]:
    """The index holds the words of the texts that are in it, and no text that is not in force.

    One that lacks texts is not wrong: the next search takes them in.
    """
    connection = reading.connection
    if not has_index(connection) or not exists(connection):
        return  # a project of before there was an index: it is made at the first search
    wrong = holds_what_it_should_not(connection)
    if wrong or _words_in_texts(reading) != _words_in_index(connection):
        yield Problem(
            error=ProjectError(
                N_("The search index does not hold the words of the texts."), N_("Run: cmo-coder search --rebuild")
            )
        )


def _words_in_texts(reading: Reading) -> dict[str, tuple[int, int]]:
    """Every word of the texts that are in the index: in how many passages, and how often."""
    times: Counter[str] = Counter()
    within: Counter[str] = Counter()
    indexed = set(reading.connection.execute(sa.select(SEARCH_TEXT.c.text_version_id)).scalars())
    for version in reading.all(TextVersion, in_force=True):
        if version.id not in indexed:
            continue
        try:
            text = reading.text(version.sha256)
        except NotFound:
            continue  # `texts_are_there` has said so
        for start, end in passages_of(text, turns_of(reading, version.id)):
            counted = Counter(folded_words(text[start:end]))
            times.update(counted)
            within.update(counted.keys())
    return {word: (within[word], number) for word, number in times.items()}


def _words_in_index(connection: sa.Connection) -> dict[str, tuple[int, int]]:
    driver: Any = connection.connection.driver_connection
    driver.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, search_index, row)")
    return {word: (rows, times) for word, rows, times in driver.execute("SELECT term, doc, cnt FROM temp.search_words")}
