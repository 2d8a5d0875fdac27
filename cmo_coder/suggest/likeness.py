"""How alike texts are to a text, by the features of the learned suggestions, and by which words (for koppelen).

Pure of the study: texts go in by id. Made in a worker, since a whole study has many words; afterwards it is only read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from cmo_coder.suggest.grams import Vocabulary, words_of
from cmo_coder.suggest.value import Settings

MOST_WORDS = 3
LEAST_PART = 0.03
"""What a word must bring to the likeness at least to be named."""
SHORTEST = 4
"""Characters of a word that is named."""
MOST_SPREAD = 0.2
"""A word that stands in a larger share of the texts says nothing of one of them."""


@dataclass(frozen=True, slots=True)
class TextLikeness:
    """How alike a text is (0 to 1), and the words of the asked text that make it so, the most telling first."""

    score: float
    words: tuple[str, ...]


class Likenesses:
    """Texts by id, ready to be compared with another one."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._ids = [id_ for id_, text in texts.items() if text.strip()]
        known = [texts[id_] for id_ in self._ids]
        self._vocabulary = Vocabulary(known, Settings(), 1.0) if known else None
        self._spread = Counter(word for text in known for word in {word for _s, _e, word in words_of(text)})
        self._rows = self._vocabulary.matrix(known) if self._vocabulary is not None else None

    def of(self, text: str) -> dict[str, float]:
        """How alike each text is to this one, 0 to 1; those without words are left out."""
        if self._vocabulary is None or self._rows is None or not words_of(text):
            return {}
        own = self._vocabulary.matrix([text]).of_length_one().dense(0)
        products = self._rows.of_length_one().times(own)
        return {id_: min(1.0, float(product)) for id_, product in zip(self._ids, products, strict=True)}

    def explained(self, text: str, id_: str) -> TextLikeness:
        """How alike one text is to this one, and by which words of this one. An unknown text is not alike."""
        score = self.of(text).get(id_, 0.0)  # a text that came later is not known yet: 0
        if self._vocabulary is None or self._rows is None or not score:
            return TextLikeness(score, ())
        weights = self._rows.dense(self._ids.index(id_))
        parts: dict[str, float] = {}
        for start, end, part in self._vocabulary.split(text, weights):
            word = text[start:end].casefold()
            common = self._spread[word] > max(1, MOST_SPREAD * len(self._ids))
            if len(word) >= SHORTEST and word[0].isalpha() and not common:
                parts[word] = parts.get(word, 0.0) + part
        telling = sorted((word for word, part in parts.items() if part >= LEAST_PART), key=lambda w: (-parts[w], w))
        return TextLikeness(score, tuple(telling[:MOST_WORDS]))
