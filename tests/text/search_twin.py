"""The same search done by hand, slowly and another way, to hold the real one to."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from cmo_coder.text.query import And, Kind, Near, Node, Not, Or, Phrase, Term

WORDS = (
    "de", "De", "gemeente", "GEMEENTE", "gemeenten", "één", "e\u0301e\u0301n", "een", "EEN", "zo'n", "zo’n", "ĳs",
    "ijs", "Ĳs", "straße", "strasse", "café", "cafe", "wijk-team", "wijkteam", "😀", "👩\u200d🔬", "65+",
    "huis\u00adarts", "huisarts", "ø", "o",
)  # fmt: skip
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", ", ", "\n", " – ", "... "))), max_size=12).map(
    lambda pairs: "".join(word + after for word, after in pairs)
)

Word = tuple[int, int, str]


def _joins(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" or unicodedata.category(character) == "Cf"


def words_by_hand(text: str) -> list[Word]:
    """The words of a text: start, end, folded."""
    found: list[Word] = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and (text[end].isalnum() or _joins(text[end])):
            end += 1
        run = text[at:end]
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", run).casefold()).casefold()
        folded = "".join(one for one in folded if one.isalnum()).replace("ø", "o")
        if folded:
            found.append((at, end, folded))
        at = max(end, at + 1)
    return found


def same(term: Term, word: str, raw: str, accents: bool) -> bool:
    """Whether a word is what a term asks for."""
    if accents:
        raw = unicodedata.normalize("NFC", "".join(one for one in raw if not _joins(one) or one == "\u0301").casefold())
        word, wanted = raw, term.accented
    else:
        wanted = term.folded
    if term.kind is Kind.SAME:
        return word == wanted
    if term.kind is Kind.BEGINS:
        return word.startswith(wanted[:-1])
    before, _star, after = wanted.partition("*")
    return word.startswith(before) and word.endswith(after) and len(word) >= len(before) + len(after)


def by_hand(node: Node, text: str, accents: bool = False) -> list[tuple[int, int]]:
    """The places of a query in one passage; what lies within another is left out."""
    found = sorted(set(_by_hand(node, text, words_by_hand(text), accents)))
    if isinstance(node, Phrase):
        return found
    return [one for one in found if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in found)]


def _by_hand(node: Node, text: str, words: list[Word], accents: bool) -> list[tuple[int, int]]:
    if isinstance(node, Phrase):
        size = len(node.terms)
        return [
            (words[at][0], words[at + size - 1][1])
            for at in range(len(words) - size + 1)
            if all(
                same(term, word, text[start:end], accents)
                for term, (start, end, word) in zip(node.terms, words[at : at + size], strict=True)
            )
        ]
    left, right = (_by_hand(side, text, words, accents) for side in (node.left, node.right))
    match node:
        case Or():
            return left + right
        case And():
            return left + right if left and right else []
        case Not():
            return [] if right else left
        case Near():
            return _near(left, right, words, node.words)
    raise AssertionError


def _near(
    left: list[tuple[int, int]], right: list[tuple[int, int]], words: list[Word], most: int
) -> list[tuple[int, int]]:
    def between(one: tuple[int, int], other: tuple[int, int]) -> float:
        first, last = sorted((one, other))
        if last[0] < first[1]:
            return float("inf")
        return sum(first[1] <= start < last[0] for start, _end, _word in words)

    left, right = sorted(set(left)), sorted(set(right))
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    found = []
    for one in few:
        if many:
            distance, nearest = min((between(one, other), other) for other in many)
            if distance <= most:
                found.append((min(one[0], nearest[0]), max(one[1], nearest[1])))
    return found
