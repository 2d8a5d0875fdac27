"""A query as a question to the index (FTS5): in which passages may it stand? Places are found in the texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cmo_coder.store.reading import Reading
from cmo_coder.text.lemmas import Vocabulary
from cmo_coder.text.query import And, Kind, Near, Node, Not, Or, Phrase, Term

_MOST_WORDS = 400
"""When more words than this are like one with a star in it, every passage is read instead."""

_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, search_index, row)"


@dataclass(frozen=True, slots=True)
class _Question:
    """An expression of FTS5; nothing where any passage may do. `exact`: it names no passage too many."""

    text: str | None
    exact: bool = False
    phrase: bool = False


_ANY = _Question(None)


def expression_of(
    node: Node, forms: Mapping[Term, Sequence[str]], reading: Reading, *, accents: bool = False
) -> str | None:
    """The passages that may hold a query, as an expression of FTS5; nothing where that may be any passage.

    With `accents` the index, which knows none, names more passages than hold the words.
    """
    return _Asking(forms, reading, accents).ask(node).text


def vocabulary(reading: Reading) -> Vocabulary:
    """Gives the folded words of all texts in force that begin with some letters."""
    driver = _with_words(reading)

    def words(beginning: str) -> list[str]:
        sql = "SELECT term FROM temp.search_words WHERE term >= ? AND term < ?"
        return [row[0] for row in driver.execute(sql, (beginning, beginning + "\U0010ffff"))]

    return words


class _Asking:
    def __init__(self, forms: Mapping[Term, Sequence[str]], reading: Reading, accents: bool) -> None:
        self._forms = forms
        self._reading = reading
        self._accents = accents

    def ask(self, node: Node) -> _Question:
        """The question that a part of a query comes to."""
        if isinstance(node, Phrase):
            return self._phrase(node)
        left, right = self.ask(node.left), self.ask(node.right)
        if isinstance(node, Or):
            if left.text is None or right.text is None:
                return _ANY
            return _Question(f"({left.text} OR {right.text})", left.exact and right.exact)
        if isinstance(node, Not):
            if left.text is None or right.text is None or not right.exact:
                return _Question(left.text)
            return _Question(f"({left.text} NOT {right.text})", left.exact)
        if isinstance(node, Near) and left.phrase and right.phrase:
            return _Question(f"NEAR({left.text} {right.text}, {node.words})")
        exact = isinstance(node, And) and left.exact and right.exact
        return _Question(_both(left.text, right.text), exact)

    def _phrase(self, phrase: Phrase) -> _Question:
        *first, last = phrase.terms
        if last.kind in (Kind.SAME, Kind.BEGINS) and all(term.kind is Kind.SAME for term in first):
            words = " ".join(term.folded.rstrip("*") for term in phrase.terms)
            star = " *" if last.kind is Kind.BEGINS else ""
            return _Question(f'"{words}"{star}', exact=not self._accents, phrase=True)
        question: str | None = None
        for term in phrase.terms:
            question = _both(question, self._term(term))
        return _Question(question, exact=len(phrase.terms) == 1 and question is not None and not self._accents)

    def _term(self, term: Term) -> str | None:
        if term.kind is Kind.SAME:
            return f'"{term.folded}"'
        if term.kind is Kind.BEGINS:
            return f'"{term.folded.rstrip("*")}" *'
        words = self._forms[term] if term.kind is Kind.FORMS else self._like(term.folded)
        if len(words) > _MOST_WORDS:
            return None
        # Where no text holds such a word: the word itself, which no text holds either.
        return "(" + " OR ".join(f'"{word}"' for word in words or [term.folded.replace("*", "")]) + ")"

    def _like(self, folded: str) -> list[str]:
        sql = "SELECT term FROM temp.search_words WHERE term GLOB ? LIMIT ?"
        return [row[0] for row in _with_words(self._reading).execute(sql, (folded, _MOST_WORDS + 1))]


def _both(left: str | None, right: str | None) -> str | None:
    if left is None or right is None:
        return left or right
    return f"({left} AND {right})"


def _with_words(reading: Reading) -> Any:
    driver = reading.connection.connection.driver_connection
    driver.execute(_VOCABULARY)  # type: ignore[union-attr]
    return driver
