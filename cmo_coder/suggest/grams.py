"""Texts as numbers: character n-grams and words, weighted by how rare they are (TF-IDF), rows of length one.

For Dutch, n-grams within words do better than stems, lemmas and stop lists: they see through compounds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import count, islice, pairwise
from typing import Any

from cmo_coder.suggest.numbered import Known, grams_of, numbers_of, words_in
from cmo_coder.suggest.sparse import Columns, SparseRows, distinct
from cmo_coder.suggest.taken_over import Weighed, add_counts, counted_again, paired, spread_of, weigh
from cmo_coder.suggest.value import Settings

_WORD = re.compile(r"\w+|[^\w\s]+")
_TEXTS, _WORDS = 64, 2000
"""So many texts are counted at once, and the n-grams of so many words found: what is held meanwhile stays small."""


def words_of(text: str) -> list[tuple[int, int, str]]:
    """The words and signs of a text as (start, end, lower-case form), in code points of `text`."""
    return [(match.start(), match.end(), match.group().lower()) for match in _WORD.finditer(text)]


def forms_of(text: str) -> list[str]:
    """The words and signs of a text in lower case, without their places."""
    lower = _lower(text)
    return list(map(str.lower, _WORD.findall(text))) if lower is None else _WORD.findall(lower)


def _lower(text: str) -> str | None:
    """A text in lower case, letter by letter; nothing where it has letters that depend on their neighbours."""
    lower = text.lower()
    return lower if len(lower) == len(text) and "Σ" not in text else None


def _rarity(n: int, spread: Any) -> Any:
    """How rare features are that stand in so many of `n` texts."""
    import numpy as np

    return 1.0 + np.log((1 + n) / (1 + spread))


class _Numbers(defaultdict[str, int]):
    """The numbers of words, in the order in which they are first met."""

    def __init__(self) -> None:
        super().__init__(count().__next__)

    def of(self, text: str) -> Any:
        """The numbers of the words of a text."""
        import numpy as np

        return np.array(list(map(self.__getitem__, forms_of(text))), np.int32)


class Vocabulary:
    """The n-grams and words of a set of texts, and how rare each is. Features: first the n-grams, then the words."""

    _grams: Any
    _words: Any

    def __init__(self, texts: Sequence[str], settings: Settings, word_weight: float) -> None:
        self._learn(texts, settings, word_weight)

    @classmethod
    def with_columns(
        cls, texts: Sequence[str], settings: Settings, word_weight: float, precision: str
    ) -> tuple[Vocabulary, Weighed]:
        """A vocabulary and, as `matrix` gives them, the rows of the texts that it was made of, by feature."""
        found = object.__new__(cls)
        counted, spread = found._learn(texts, settings, word_weight)
        # Put in their place one after the other, so that never all are there twice.
        parts = (counted.pop(0) for _nr in range(len(counted)))
        counts = Columns.of(parts, spread, len(texts), precision)
        return found, weigh(counts, found._rarity, len(found._grams), word_weight)

    def again(
        self, before: Weighed, known: Sequence[str], texts: Sequence[str], word_weight: float
    ) -> tuple[Vocabulary, Weighed]:
        """As `with_columns` for other texts, of which most are among those that this was made of (`known`).

        Only the new ones are read. `before` are the rows of those that are known.
        """
        import numpy as np

        now, new = paired(known, texts)
        if 2 * len(new) > len(texts) or bool(word_weight) != bool(self._word_weight):
            return self.with_columns(texts, self._settings, word_weight, str(before.columns.values.dtype))
        found = object.__new__(Vocabulary)
        old, border = (self._grams, self._words), len(self._grams)
        counted, more = found._learn([texts[nr] for nr in new], self._settings, word_weight, *old)
        moved = np.searchsorted(found._grams, self._grams)
        moved = np.append(moved, len(found._grams) + np.searchsorted(found._words, self._words))
        stays = spread_of(before.columns, now)
        spread = np.bincount(moved, stays, minlength=len(found)).astype(np.intp) + more
        numbers = found._without(spread == 0)
        moved, spread = numbers[moved], spread[spread > 0]
        found._count_rarity(len(texts), spread)
        counts, free = counted_again(before, self._rarity, border, now, moved, spread, len(texts))
        add_counts(counts, free, [one.renumbered(numbers, len(found)) for one in counted], new)
        return found, weigh(counts, found._rarity, len(found._grams), word_weight)

    def _without(self, gone: Any) -> Any:
        """Forget some features. Gives the new number of each; that of one that is gone is any number that there is."""
        import numpy as np

        border = len(self._grams)
        self._grams, self._words = self._grams[~gone[:border]], self._words[~gone[border:]]
        return np.maximum(np.cumsum(~gone) - 1, 0)

    def _count_rarity(self, n: int, spread: Any) -> None:
        self._rarity = _rarity(n, spread)

    def _learn(
        self, texts: Sequence[str], settings: Settings, word_weight: float, grams: Any = None, whole: Any = None
    ) -> tuple[list[SparseRows], Any]:
        """Find the features, beside those that there are (`grams` and `whole` words), and how rare they are. Gives how
        often each stands in each text (so many texts at once), and in how many texts it stands.
        """
        import numpy as np

        self._settings, self._word_weight = settings, word_weight
        self._smallest, self._largest = settings.smallest_gram, settings.largest_gram
        numbers = _Numbers()
        read = [numbers.of(text) for text in texts]
        words = list(numbers)
        grams = np.zeros(0, np.uint64) if grams is None else grams
        for at in range(0, len(words), _WORDS):
            more, _of = grams_of(words[at : at + _WORDS], self._smallest, self._largest)
            more = more[~Known(grams).find(more)[0]]  # after the first words there are few new ones to sort
            grams, _times = distinct(np.concatenate([grams, more]))
        self._grams = grams
        more = numbers_of([word for word in words if word[0].isalnum()] if word_weight else [])
        self._words, _times = distinct(more if whole is None else np.concatenate([whole, more]))
        known = self._of_words(words)
        del numbers, words, more
        spread = np.zeros(len(self), np.intp)
        counted = []
        for at in range(0, len(read), _TEXTS):
            counted.append(self._counts(read[at : at + _TEXTS], known))
            spread += np.bincount(counted[-1].features, minlength=len(self))
        self._count_rarity(len(texts), spread)
        return counted, spread

    def __len__(self) -> int:
        return len(self._grams) + len(self._words)

    def _features(self, words: Sequence[str]) -> tuple[Any, Any]:
        """The features of words that the vocabulary knows, and for each the number of its word; by word."""
        import numpy as np

        grams, of_grams = grams_of(words, self._smallest, self._largest)
        whole = [nr for nr, word in enumerate(words) if word[0].isalnum()] if len(self._words) else []
        found, of = [], []
        for known, asked, numbers, first in (
            (self._grams, grams, of_grams, 0),
            (self._words, numbers_of([words[nr] for nr in whole]), np.array(whole, np.intp), len(self._grams)),
        ):
            there, at = Known(known).find(asked)
            found.append(at + first)
            of.append(numbers[there])
        numbers = np.concatenate(of).astype(np.min_scalar_type(len(words)))  # of 16 bits: sorted in a tenth of the time
        order = np.argsort(numbers, kind="stable")
        return np.concatenate(found)[order], numbers[order]

    def _of_words(self, words: Sequence[str]) -> tuple[Any, Any]:
        """The features of each of some words, one word's after the other's, and how many each has."""
        import numpy as np

        narrow = np.uint16 if len(self) <= 1 << 16 else np.int32
        found, counts = [np.zeros(0, narrow)], [np.zeros(0, np.intp)]
        for at in range(0, len(words), _WORDS):
            some = words[at : at + _WORDS]
            features, of = self._features(some)
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
        if not len(self._words):
            return self._in_parts(texts, 1.0)
        some = (texts[at : at + _TEXTS] for at in range(0, max(1, len(texts)), _TEXTS))
        return SparseRows.stacked([self._weighed(self._whole_words(one), 1.0) for one in some])

    def _whole_words(self, texts: Sequence[str]) -> SparseRows:
        """How often each whole word that the vocabulary knows stands in each text."""
        import numpy as np

        lower = [_lower(text) for text in texts]
        found = [words_in(["" if text is None else text for text in lower])]
        for nr, text in enumerate(lower):
            if text is None:
                more = numbers_of([word for word in forms_of(texts[nr]) if word[0].isalnum()])
                found.append((more, np.full(len(more), nr)))
        numbers, of = (np.concatenate(part) for part in zip(*found, strict=True))
        width = len(self._words)
        there, at = Known(self._words).find(numbers)
        keys, times = distinct(of[there] * width + at)
        rows, columns = np.divmod(keys, width)
        ends = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(texts)))])
        columns = (columns + len(self._grams)).astype(np.uint16 if len(self) <= 1 << 16 else np.int32)
        return SparseRows(ends, columns, times, len(self))

    def _in_parts(self, texts: Sequence[str], word_weight: float) -> SparseRows:
        import numpy as np

        parts, numbers, known = [], _Numbers(), self._of_words([])
        for at in range(0, max(1, len(texts)), _TEXTS):
            seen = len(numbers)
            read = [numbers.of(text) for text in texts[at : at + _TEXTS]]
            new = self._of_words(list(islice(numbers, seen, None)))  # each word is looked up once
            known = (np.append(known[0], new[0]), np.append(known[1], new[1]))
            parts.append(self._weighed(self._counts(read, known), word_weight))
        return SparseRows.stacked(parts)

    def _weighed(self, counts: SparseRows, word_weight: float) -> SparseRows:
        import numpy as np

        values = (1.0 + np.log(counts.values.astype(float))) * self._rarity[counts.features]
        return self._brought_to_length(counts, values, word_weight)

    def _brought_to_length(self, rows: SparseRows, values: Any, word_weight: float) -> SparseRows:
        """Rows with other values, n-grams and words each brought to length one, and then weighed."""
        import numpy as np

        is_word = rows.features >= len(self._grams)
        numbers = rows.row_numbers
        for chosen, weight in ((~is_word, 1.0), (is_word, word_weight)):
            lengths = np.sqrt(np.bincount(numbers[chosen], values[chosen] ** 2, minlength=len(rows)))
            values[chosen] *= np.sqrt(weight) / lengths[numbers[chosen]]
        return SparseRows(rows.ends, rows.features, values.astype(np.float32), rows.width)

    def apart(self, texts: Sequence[str]) -> SparseRows:
        """As `matrix`, with what few of these texts have weighed more: what tells each from the others."""
        import numpy as np

        rows = self.matrix(texts)
        few = _rarity(len(texts), np.bincount(rows.features, minlength=len(self)))
        return self._brought_to_length(rows, rows.values * few[rows.features], self._word_weight)

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
