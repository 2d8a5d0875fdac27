"""Texts as numbers: character n-grams and words, weighted by how rare they are (TF-IDF), rows of length one.

For Dutch, n-grams within words do better than stems, lemmas and stop lists: they see through compounds.

An n-gram is known by a number of 64 bits that is reckoned from its characters, not by its text: all n-grams of a study
are found by a few operations on arrays, and kept in half a megabyte. Of 40,000 n-grams two get the same number in one
of some twenty billion studies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from cmo_coder.suggest.sparse import Columns, SparseRows, distinct
from cmo_coder.suggest.value import Settings

_WORD = re.compile(r"\w+|[^\w\s]+")
_TEXTS, _WORDS = 64, 2000
"""So many texts are counted at once, and the n-grams of so many words found: what is held meanwhile stays small."""
_FACTOR, _MIX = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9
"""Odd numbers of 64 bits in which ones and zeros are well spread (those of Steele and others' SplitMix)."""


def words_of(text: str) -> list[tuple[int, int, str]]:
    """The words and signs of a text as (start, end, lower-case form), in code points of `text`."""
    return [(match.start(), match.end(), match.group().lower()) for match in _WORD.finditer(text)]


def forms_of(text: str) -> list[str]:
    """The words and signs of a text in lower case, without their places."""
    return list(map(str.lower, _WORD.findall(text)))


def _mixed(numbers: Any) -> Any:
    """Numbers of 64 bits with all their bits made to depend on each other."""
    import numpy as np

    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(_MIX)
    return numbers ^ (numbers >> np.uint64(29))


def _points(words: Sequence[str]) -> tuple[Any, Any]:
    """The code points of the words with one space around each, and where the spaces are."""
    import numpy as np

    points = np.frombuffer(f" {' '.join(words)} ".encode("utf-32-le"), np.uint32).astype(np.uint64)
    return points, points == ord(" ")


def grams_of(words: Sequence[str], smallest: int, largest: int) -> tuple[Any, Any]:
    """The character n-grams of lower-case words with their borders, as numbers, and for each the word it stands in.

    A word that is shorter with its borders than n has no n-gram of that size.
    """
    import numpy as np

    points, space = _points(words)
    within = np.cumsum(space) - 1
    grams, of = [], []
    for size in range(smallest, largest + 1):
        n = len(points) - size + 1
        if n <= 0 or not words:
            break
        inside = np.ones(n, bool)
        for at in range(1, size - 1):
            inside &= ~space[at : at + n]
        found = np.full(n, size, np.uint64)
        for at in range(size):
            found = found * np.uint64(_FACTOR) + points[at : at + n]
        grams.append(_mixed(found[inside]))
        of.append(within[:n][inside])
    if not grams:
        return np.zeros(0, np.uint64), np.zeros(0, np.intp)
    return np.concatenate(grams), np.concatenate(of)


def numbers_of(words: Sequence[str]) -> Any:
    """A number for each of lower-case words."""
    import numpy as np

    if not words:
        return np.zeros(0, np.uint64)
    points, space = _points(words)
    starts = np.flatnonzero(space)
    place = np.arange(len(points)) - starts[np.cumsum(space) - 1]
    letters = _mixed(points * np.uint64(_FACTOR) + place.astype(np.uint64))
    return _mixed(np.add.reduceat(letters[:-1], starts[:-1]))


class _Numbers(dict[str, int]):
    """The numbers of words, in the order in which they are first met."""

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        return len(self) - 1

    def of(self, text: str) -> Any:
        """The numbers of the words of a text."""
        import numpy as np

        return np.array(list(map(self.__getitem__, forms_of(text))), np.int32)


class Vocabulary:
    """The n-grams and words of a set of texts, and how rare each is. Features: first the n-grams, then the words."""

    def __init__(self, texts: Sequence[str], settings: Settings, word_weight: float) -> None:
        self._learn(texts, settings, word_weight)

    @classmethod
    def with_columns(
        cls, texts: Sequence[str], settings: Settings, word_weight: float, precision: str
    ) -> tuple[Vocabulary, Columns]:
        """A vocabulary and, as `matrix` gives them, the rows of the texts that it was made of, by feature."""
        found = object.__new__(cls)
        counted, spread = found._learn(texts, settings, word_weight)
        # Weighed one after the other, so that never all are there twice.
        weighed = (found._weighed(counted.pop(0), word_weight) for _nr in range(len(counted)))
        return found, Columns.of(weighed, spread, len(texts), precision)

    def _learn(self, texts: Sequence[str], settings: Settings, word_weight: float) -> tuple[list[SparseRows], Any]:
        """Find the features and how rare they are. Gives how often each stands in each text (so many texts at once),
        and in how many texts it stands.
        """
        import numpy as np

        self._smallest, self._largest = settings.smallest_gram, settings.largest_gram
        self._word_weight = word_weight
        numbers = _Numbers()
        read = [numbers.of(text) for text in texts]
        words = list(numbers)
        grams = np.zeros(0, np.uint64)
        for at in range(0, len(words), _WORDS):
            more, _of = grams_of(words[at : at + _WORDS], self._smallest, self._largest)
            grams, _times = distinct(np.concatenate([grams, more]))
        self._grams = grams
        whole = [word for word in words if word[0].isalnum()] if word_weight else []
        self._words, _times = distinct(numbers_of(whole))
        known = self._of_words(words)
        del numbers, words, whole
        spread = np.zeros(len(self), np.intp)
        counted = []
        for at in range(0, len(read), _TEXTS):
            counted.append(self._counts(read[at : at + _TEXTS], known))
            spread += np.bincount(counted[-1].features, minlength=len(self))
        self._rarity = 1.0 + np.log((1 + len(texts)) / (1 + spread))
        return counted, spread

    def __len__(self) -> int:
        return len(self._grams) + len(self._words)

    def _features(self, words: Sequence[str], *, alone: bool = False) -> tuple[Any, Any]:
        """The features of words that the vocabulary knows, and for each the number of its word; by word.

        `alone`: the whole words without their n-grams.
        """
        import numpy as np

        grams, of_grams = grams_of([] if alone else words, self._smallest, self._largest)
        whole = [nr for nr, word in enumerate(words) if word[0].isalnum()] if len(self._words) else []
        found, of = [], []
        for known, asked, numbers, first in (
            (self._grams, grams, of_grams, 0),
            (self._words, numbers_of([words[nr] for nr in whole]), np.array(whole, np.intp), len(self._grams)),
        ):
            if len(known) and len(asked):
                at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
                there = known[at] == asked
                found.append(at[there] + first)
                of.append(numbers[there])
        if not found:
            return np.zeros(0, np.intp), np.zeros(0, np.intp)
        order = np.argsort(np.concatenate(of), kind="stable")
        return np.concatenate(found)[order], np.concatenate(of)[order]

    def _of_words(self, words: Sequence[str], *, alone: bool = False) -> tuple[Any, Any]:
        """The features of each of some words, one word's after the other's, and how many each has."""
        import numpy as np

        narrow = np.uint16 if len(self) <= 1 << 16 else np.int32
        found, counts = [np.zeros(0, narrow)], [np.zeros(0, np.intp)]
        for at in range(0, len(words), _WORDS):
            some = words[at : at + _WORDS]
            features, of = self._features(some, alone=alone)
            found.append(features.astype(narrow))
            counts.append(np.bincount(of, minlength=len(some)))
        return np.concatenate(found), np.concatenate(counts)

    def _counts(self, read: Sequence[Any], known: tuple[Any, Any]) -> SparseRows:
        """How often each feature stands in each text. A text is the numbers of its words, by which `known` tells their
        features: most words stand in many texts.
        """
        import numpy as np

        features, counts = known
        words = np.concatenate([np.zeros(0, np.int32), *read])
        texts = np.repeat(np.arange(len(read)), [len(one) for one in read])
        starts = np.cumsum(counts) - counts
        here = counts[words]
        small = np.uint32 if len(read) * len(self) < 1 << 32 else np.int64
        at = np.arange(int(here.sum()), dtype=np.int32)
        at += np.repeat((starts[words] - (np.cumsum(here) - here)).astype(np.int32), here)
        keys = np.repeat((texts * len(self)).astype(small), here)
        keys += features[at]
        found, times = distinct(keys)
        rows, columns = np.divmod(found, max(1, len(self)))
        ends = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(read)))])
        times = times.astype(np.min_scalar_type(times.max(initial=0)))
        return SparseRows(ends, columns.astype(features.dtype), times, len(self))

    def matrix(self, texts: Sequence[str]) -> SparseRows:
        """One row for each text; the inner product of two rows is their likeness.

        N-grams and words are each brought to length one, and then weighed.
        """
        return self._in_parts(texts, self._word_weight)

    def words_alone(self, texts: Sequence[str]) -> SparseRows:
        """One row of length one for each text, of its whole words; with a vocabulary of n-grams alone of those."""
        return self._in_parts(texts, 1.0, alone=bool(len(self._words)))

    def _in_parts(self, texts: Sequence[str], word_weight: float, *, alone: bool = False) -> SparseRows:
        parts = []
        for at in range(0, max(1, len(texts)), _TEXTS):
            numbers = _Numbers()
            read = [numbers.of(text) for text in texts[at : at + _TEXTS]]
            counted = self._counts(read, self._of_words(list(numbers), alone=alone))
            parts.append(self._weighed(counted, word_weight))
        return SparseRows.stacked(parts)

    def _weighed(self, counts: SparseRows, word_weight: float) -> SparseRows:
        import numpy as np

        values = (1.0 + np.log(counts.values.astype(float))) * self._rarity[counts.features]
        is_word = counts.features >= len(self._grams)
        rows = counts.row_numbers
        for chosen, weight in ((~is_word, 1.0), (is_word, word_weight)):
            lengths = np.sqrt(np.bincount(rows[chosen], values[chosen] ** 2, minlength=len(counts)))
            values[chosen] *= np.sqrt(weight) / lengths[rows[chosen]]
        return SparseRows(counts.ends, counts.features, values.astype(np.float32), counts.width)

    def split(self, text: str, weights: Any) -> list[tuple[int, int, float]]:
        """Split the inner product of a text with `weights` (one number for each feature) over the words of the text.

        Gives (start, end, part) for each word; the parts add up to the product.
        """
        import numpy as np

        row = self.matrix([text])
        share = dict(zip(row.features.tolist(), (row.values * weights[row.features]).tolist(), strict=True))
        found = words_of(text)
        number: dict[str, int] = {}
        for _start, _end, word in found:
            number.setdefault(word, len(number))
        features, of = self._features(list(number))
        ends = np.cumsum([0, *np.bincount(of, minlength=len(number))])
        own = [features[low:high].tolist() for low, high in pairwise(ends)]
        times = Counter(feature for _start, _end, word in found for feature in own[number[word]])
        return [
            (start, end, float(np.sum([share[one] / times[one] for one in own[number[word]]])))
            for start, end, word in found
        ]
