"""Finding the words of a query in a text. Offsets are code points of the text as it is, not of the folded one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable

from cmo_coder.text.folding import fold, fold_of, is_one_for_one, with_accents, word_places
from cmo_coder.text.query import And, Kind, Node, Not, Or, Phrase, Term, terms_of

Place = tuple[int, int]
"""`[start, end)` in code points."""

Forms = Callable[[Term], Collection[str]]
"""Gives the folded forms of a word."""

# In a folded text everything beyond ASCII is a letter: see `folding.fold`.
_LETTER = "[0-9a-z\x80-\U0010ffff]"
_OTHER = "[^0-9a-z\x80-\U0010ffff]"


class Finder:
    """A query made ready: `find` gives its places in one passage. `forms` is asked for words of which all forms count.

    With `accents`, a word must have the accents that it has in the query (forms excepted).
    """

    def __init__(self, node: Node, *, accents: bool = False, forms: Forms | None = None) -> None:
        self._accents = accents
        self._node = node
        self.forms: dict[Term, tuple[str, ...]] = {
            term: tuple(sorted({term.folded, *(forms(term) if forms else ())}))
            for term in terms_of(node)
            if term.kind is Kind.FORMS
        }
        self._patterns: dict[Phrase, re.Pattern[str]] = {}
        self._make_patterns(node)

    def find(self, text: str) -> list[Place]:
        """Where it stands in a passage, in order; what lies within another place is left out."""
        if text.isascii():
            return self._found(text, text.lower(), None)
        if is_one_for_one(text):
            return self._found(text, fold(text), None)
        folded, places = folded_with_places(text)
        return self._found(text, folded, places)

    def _found(self, text: str, folded: str, places: list[Place] | None) -> list[Place]:
        found = self._match(self._node, text, folded, places)
        return found if len(found) < 2 or isinstance(self._node, Phrase) else outermost(found)

    def _make_patterns(self, node: Node) -> None:
        if not isinstance(node, Phrase):
            self._make_patterns(node.left)
            self._make_patterns(node.right)
            return
        words = f"{_OTHER}+".join(self._pattern(term) for term in node.terms)
        self._patterns[node] = re.compile(f"(?<!{_LETTER}){words}(?!{_LETTER})")

    def _pattern(self, term: Term) -> str:
        if term.kind is Kind.FORMS:
            return "(?:" + "|".join(map(re.escape, sorted(self.forms[term], key=len, reverse=True))) + ")"
        return f"{_LETTER}*".join(map(re.escape, term.folded.split("*")))

    def _match(self, node: Node, text: str, folded: str, places: list[Place] | None) -> list[Place]:
        if isinstance(node, Phrase):
            return self._phrases(node, text, folded, places)
        left = self._match(node.left, text, folded, places)
        if isinstance(node, Or):
            return sorted({*left, *self._match(node.right, text, folded, places)})
        if not left:
            return []
        right = self._match(node.right, text, folded, places)
        if isinstance(node, Not):
            return [] if right else left
        if not right:
            return []
        return sorted({*left, *right}) if isinstance(node, And) else _near(text, left, right, node.words)

    def _phrases(self, phrase: Phrase, text: str, folded: str, places: list[Place] | None) -> list[Place]:
        found: list[Place] = [match.span() for match in self._patterns[phrase].finditer(folded)]
        if len(phrase.terms) > 1 and found:
            found = self._overlapping(self._patterns[phrase], folded)
        if places is not None:
            found = [(places[start][0], places[end - 1][1]) for start, end in found]
        if self._accents:
            found = [place for place in found if _has_accents(phrase, text[place[0] : place[1]])]
        return found

    @staticmethod
    def _overlapping(pattern: re.Pattern[str], folded: str) -> list[Place]:
        """Every place of several words, those that share a word too: "ja ja" stands twice in "ja ja ja"."""
        found: list[Place] = []
        at = 0
        while (match := pattern.search(folded, at)) is not None:
            found.append(match.span())
            at = match.start() + 1
        return found


def outermost(places: Iterable[Place]) -> list[Place]:
    """Places in order, without those that lie within another."""
    kept: list[Place] = []
    for start, end in sorted(set(places), key=lambda place: (place[0], -place[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def folded_with_places(text: str) -> tuple[str, list[Place]]:
    """A folded text, and for each of its code points the place in the text that it stands for.

    What joins to a letter (a combining accent) belongs to the place of that letter.
    """
    parts: list[str] = []
    places: list[Place] = []
    for at, character in enumerate(text):
        folded = fold_of(character)
        if not folded and places:
            places[-1] = (places[-1][0], at + 1)
        parts.append(folded)
        places += [(at, at + 1)] * len(folded)
    return "".join(parts), _joined(places)


def _joined(places: list[Place]) -> list[Place]:
    """Several folded code points of one letter all reach as far as the last of them."""
    for number in range(len(places) - 2, -1, -1):
        if places[number][0] == places[number + 1][0]:
            places[number] = (places[number][0], places[number + 1][1])
    return places


def _has_accents(phrase: Phrase, words: str) -> bool:
    found = [with_accents(words[start:end]) for start, end in word_places(words)]
    if len(found) != len(phrase.terms):
        return False
    return all(_accents_agree(term, word) for term, word in zip(phrase.terms, found, strict=True))


def _accents_agree(term: Term, word: str) -> bool:
    if term.kind is Kind.FORMS:
        return True
    if term.kind is Kind.SAME:
        return word == term.accented
    return re.fullmatch(".*".join(map(re.escape, term.accented.split("*"))), word, re.DOTALL) is not None


def _near(text: str, left: list[Place], right: list[Place], words: int) -> list[Place]:
    """From each of the fewer ones to the nearest of the others, where that is near enough."""
    starts = [start for start, _end in word_places(text)]
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    found: set[Place] = set()
    for one in few:
        gap, other = min((_words_between(starts, one, other), other) for other in many)
        if gap <= words:
            found.add((min(one[0], other[0]), max(one[1], other[1])))
    return sorted(found)


def _words_between(starts: list[int], one: Place, other: Place) -> float:
    first, last = sorted((one, other))
    if last[0] < first[1]:
        return float("inf")  # they share words
    return bisect_left(starts, last[0]) - bisect_left(starts, first[1])
