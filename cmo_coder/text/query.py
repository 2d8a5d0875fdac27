"""The language in which one searches for words: read here into a value, with the place of what cannot be read.

    koffie              this word, whatever its capitals and accents
    gemeen*             words that begin so; *zorg words that end so; w*g both
    ~lopen              every form of the word: loop, liep, gelopen
    in de wijk          these words, one after the other (quotes do the same: "in de wijk")
    geld BIJ/5 gemeente at most five words between them, in either order (NEAR)
    geld EN gemeente    both in one turn (AND)
    geld OF gemeente    one of them, or both (OR)
    geld NIET gemeente  the first, in turns without the second (NOT)
    (geld OF tijd) EN ~helpen

Operators are written in capitals, in Dutch or in English: "en" and "niet" are words that people say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.messages import N_
from cmo_coder.model.errors import UserError
from cmo_coder.text.folding import fold, with_accents, word_places

NEAR_WORDS = 10
"""How many words may stand between two that are near each other, where the query does not say."""


class QueryError(UserError):
    """A query that cannot be read; `position` counts its code points from 0."""

    def __init__(self, position: int, problem: str, remedy: str = "", **args: object) -> None:
        super().__init__(problem, remedy, place=position + 1, **args)
        self.position = position


class Kind(StrEnum):
    """How a word of the query is compared with the words of a text."""

    SAME = "same"
    BEGINS = "begins"
    LIKE = "like"
    FORMS = "forms"


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the query: folded, with accents, and how it is compared. A star in `folded` stands for anything."""

    folded: str
    accented: str
    kind: Kind
    position: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two things with at most `words` words between them, in either order."""

    left: Node
    right: Node
    words: int


@dataclass(frozen=True, slots=True)
class And:
    """Both in one passage: every place of either."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Or:
    """One of them, or both."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Not:
    """The left one in passages that do not hold the right one."""

    left: Node
    right: Node


Node = Phrase | Near | And | Or | Not

_OPERATORS = {"AND": "and", "EN": "and", "OR": "or", "OF": "or", "NOT": "not", "NIET": "not"}
_NEAR = re.compile(r"(?:NEAR|BIJ)(?:/(\d{1,3}))?(?![^\s()\"])")
_QUOTES = '"“”„'
_TOKEN = re.compile(rf"\s*(?:(?P<bracket>[()])|(?P<quote>[{_QUOTES}])|(?P<piece>[^\s(){_QUOTES}]+))")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    position: int
    terms: tuple[Term, ...] = ()
    words: int = NEAR_WORDS


def parse(query: str, *, all_forms: bool = False) -> Node:
    """Read a query. With `all_forms` every word without a star stands for all of its forms.

    Raises QueryError, with the place in the query, for one that cannot be read.
    """
    tokens = list(_tokens(query, all_forms))
    if not tokens:
        raise QueryError(0, N_("There is nothing to search for."), N_("Type a word."))
    return _Parser(tokens, len(query)).read()


def terms_of(node: Node) -> Iterator[Term]:
    """The words of a query, in order."""
    if isinstance(node, Phrase):
        yield from node.terms
    else:
        yield from terms_of(node.left)
        yield from terms_of(node.right)


# From letters to tokens


def _tokens(query: str, all_forms: bool) -> Iterator[_Token]:
    at = 0
    while (found := _TOKEN.match(query, at)) is not None:
        at = found.end()
        start = found.start(found.lastgroup or 0)
        if found["bracket"]:
            yield _Token(found["bracket"], start)
        elif found["quote"]:
            close = next((n for n in range(at, len(query)) if query[n] in _QUOTES), None)
            if close is None:
                raise QueryError(start, N_("The quotation marks at place {place} are not closed."))
            yield _Token("words", start, tuple(_terms(query, at, close, all_forms)))
            at = close + 1
        elif near := _NEAR.fullmatch(found["piece"]):
            yield _Token("near", start, words=int(near[1]) if near[1] else NEAR_WORDS)
        elif found["piece"] in _OPERATORS:
            yield _Token(_OPERATORS[found["piece"]], start)
        elif terms := tuple(_terms(query, start, at, all_forms)):
            yield _Token("words", start, terms)


_PART = re.compile(r"~?\*?")


def _terms(query: str, start: int, end: int, all_forms: bool) -> Iterator[Term]:
    """The words in a stretch of the query that holds no operator, with the stars and tildes that belong to them."""
    at = start
    places = [(start + a, start + b) for a, b in word_places(query[start:end])]
    number = 0
    while number < len(places):
        first, last = places[number]
        # Words that only a star parts are one: w*g.
        while number + 1 < len(places) and query[last : places[number + 1][0]] == "*":
            number += 1
            last = places[number][1]
        before, after = query[at:first], query[last:end]
        begin = first - 1 if before.endswith("*") else first
        finish = last + 1 if after.startswith("*") else last
        tilde = query[at:begin].endswith("~")
        yield _term(query[begin:finish], begin - tilde, tilde, all_forms)
        at = finish
        number += 1
    if not places and "*" in query[start:end]:
        raise QueryError(
            start, N_("The star at place {place} needs letters beside it."), N_("For instance: neighbour*")
        )


def _term(word: str, position: int, tilde: bool, all_forms: bool) -> Term:
    if "*" in word:
        if tilde:
            raise QueryError(
                position, N_("At place {place} stand both ~ and *."), N_("Choose: every form, or what begins so.")
            )
        folded = "*".join(fold(part) for part in word.split("*"))
        kind = Kind.BEGINS if folded.index("*") == len(folded) - 1 else Kind.LIKE
        return Term(folded, "*".join(with_accents(part) for part in word.split("*")), kind, position)
    return Term(fold(word), with_accents(word), Kind.FORMS if tilde or all_forms else Kind.SAME, position)


# From tokens to a tree


class _Parser:
    def __init__(self, tokens: list[_Token], length: int) -> None:
        self._tokens = tokens
        self._at = 0
        self._length = length

    def read(self) -> Node:
        node = self._either()
        if (token := self._next()) is not None:  # only a bracket is left over
            raise QueryError(token.position, N_("The bracket at place {place} closes nothing."))
        return node

    def _next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _takes(self, *kinds: str) -> _Token | None:
        token = self._next()
        if token is None or token.kind not in kinds:
            return None
        self._at += 1
        return token

    def _either(self) -> Node:
        node = self._both()
        while self._takes("or"):
            node = Or(node, self._both())
        return node

    def _both(self) -> Node:
        node = self._near()
        while (token := self._takes("and", "not")) is not None:
            if token.kind == "and" and self._takes("not"):  # "a AND NOT b" is what many write
                token = _Token("not", token.position)
            node = And(node, self._near()) if token.kind == "and" else Not(node, self._near())
        return node

    def _near(self) -> Node:
        node = self._single()
        while (token := self._takes("near")) is not None:
            right = self._single()
            for side in (node, right):
                if _holds_more_than_words(side):
                    raise QueryError(
                        token.position,
                        N_("Beside NEAR at place {place} only words, or words with OR between them, can stand."),
                    )
            node = Near(node, right, token.words)
        return node

    def _single(self) -> Node:
        if (opening := self._takes("(")) is not None:
            node = self._either()
            if not self._takes(")"):
                raise QueryError(opening.position, N_("The bracket at place {place} is not closed."))
            return self._not_directly_after(node)
        terms: list[Term] = []
        while (token := self._takes("words")) is not None:
            terms += token.terms
        if terms:
            return self._not_directly_after(Phrase(tuple(terms)))
        token = self._next()
        place = self._length if token is None else token.position
        if token is not None and token.kind == "not":
            raise QueryError(
                place,
                N_("NOT at place {place} has nothing before it."),
                N_("Say what to search for first: money NOT council"),
            )
        raise QueryError(place, N_("At place {place} a word is missing."))

    def _not_directly_after(self, node: Node) -> Node:
        token = self._next()
        if token is not None and token.kind in ("words", "("):
            raise QueryError(
                token.position,
                N_("At place {place} an operator is missing."),
                N_("For instance: AND, OR, NOT, NEAR/5."),
            )
        return node


def _holds_more_than_words(node: Node) -> bool:
    if isinstance(node, Or):
        return _holds_more_than_words(node.left) or _holds_more_than_words(node.right)
    return isinstance(node, And | Not)
