"""Texts as numbers: character n-grams and words, weighted by how rare they are (TF-IDF), rows of length one.

For Dutch, n-grams within words do better than stems, lemmas and stop lists: they see through compounds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cmo_coder.store.cache_folder import when_forgotten
from cmo_coder.suggest.value import Settings

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_WORD = re.compile(r"\w+|[^\w\s]+")


@lru_cache(maxsize=200_000)
def grams_of(word: str, smallest: int, largest: int) -> tuple[str, ...]:
    """The character n-grams of one lower-case word with its borders; a word shorter than n is its own n-gram."""
    framed = f" {word} "
    found: list[str] = []
    for size in range(smallest, largest + 1):
        if len(framed) <= size:
            found.append(framed)
            break
        found.extend(framed[at : at + size] for at in range(len(framed) - size + 1))
    return tuple(found)


when_forgotten(grams_of.cache_clear)


def words_of(text: str) -> list[tuple[int, int, str]]:
    """The words and signs of a text as (start, end, lower-case form), in code points of `text`."""
    return [(match.start(), match.end(), match.group().lower()) for match in _WORD.finditer(text)]


def forms_of(text: str) -> list[str]:
    """The words and signs of a text in lower case, without their places."""
    return [word.lower() for word in _WORD.findall(text)]


class Vocabulary:
    """The n-grams and words of a set of texts, and how rare each is."""

    def __init__(self, texts: Sequence[str], settings: Settings, word_weight: float) -> None:
        import numpy as np

        self._settings = settings
        self._word_weight = word_weight
        read = [forms_of(text) for text in texts]
        every = {gram for word in {word for words in read for word in words} for gram in self._features(word)}
        # Sorted, so that the same texts give the same numbers to the last bit in every run.
        self._number = {gram: nr for nr, gram in enumerate(sorted(every))}
        self._is_word = np.array([gram[0] == "=" for gram in self._number], bool)
        self._of_word: dict[str, Any] = {}
        counts = self._counts(read)
        self._rarity = 1.0 + np.log((1 + len(texts)) / (1 + np.bincount(counts.indices, minlength=len(self._number))))

    def __len__(self) -> int:
        return len(self._number)

    def _features(self, word: str) -> Iterable[str]:
        yield from grams_of(word, self._settings.smallest_gram, self._settings.largest_gram)
        if self._word_weight and word[0].isalnum():
            yield "=" + word

    def _numbers(self, word: str) -> Any:
        """The numbers of the features of a word that the vocabulary knows, as an array."""
        import numpy as np

        found = self._of_word.get(word)
        if found is None:
            known = [nr for nr in map(self._number.get, self._features(word)) if nr is not None]
            found = self._of_word[word] = np.array(known, np.intp)
        return found

    def _counts(self, read: Sequence[Sequence[str]]) -> csr_matrix:
        """How often each feature stands in each text, by way of the words: most words stand in many texts."""
        import numpy as np
        from scipy.sparse import csr_matrix

        number: dict[str, int] = {}
        words = np.array([number.setdefault(word, len(number)) for one in read for word in one], np.intp)
        ends = np.cumsum([0, *map(len, read)])
        of_texts = csr_matrix((np.ones(len(words)), words, ends), shape=(len(read), len(number)))
        features = [self._numbers(word) for word in number]
        columns = np.concatenate(features) if features else np.empty(0, np.intp)
        ends = np.cumsum([0, *map(len, features)])
        of_words = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(number), len(self._number)))
        found = of_texts @ of_words
        found.sort_indices()
        return found

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """One row for each text; the inner product of two rows is their likeness.

        N-grams and words are each brought to length one, and then weighed.
        """
        import numpy as np

        found = self._counts([forms_of(text) for text in texts])
        row = np.repeat(np.arange(len(texts)), np.diff(found.indptr))
        values = (1.0 + np.log(found.data)) * self._rarity[found.indices]
        words = self._is_word[found.indices]
        for chosen, weight in ((~words, 1.0), (words, self._word_weight)):
            lengths = np.sqrt(np.bincount(row[chosen], values[chosen] ** 2, minlength=len(texts)))
            values[chosen] *= np.sqrt(weight) / lengths[row[chosen]]
        found.data = values
        return found

    def split(self, text: str, weights: Any) -> list[tuple[int, int, float]]:
        """Split the inner product of a text with `weights` (one number for each feature) over the words of the text.

        Gives (start, end, part) for each word; the parts add up to the product.
        """
        import numpy as np

        row = self.matrix([text])
        features, values = row.indices, row.data
        found = words_of(text)
        share = dict(zip(features.tolist(), (values * weights[features]).tolist(), strict=True))
        times = Counter(nr for _start, _end, word in found for nr in self._numbers(word).tolist())
        return [
            (start, end, float(np.sum([share[nr] / times[nr] for nr in self._numbers(word).tolist()])))
            for start, end, word in found
        ]
