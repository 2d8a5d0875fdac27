"""Finding words that were heard or written differently: stretches of a passage that look like what is searched for."""

from __future__ import annotations

from cmo_coder.messages import N_
from cmo_coder.text.folding import fold, folded_words, word_places
from cmo_coder.text.query import QueryError

LIKENESS = 80
"""How alike (of 100, rapidfuzz's ratio) words must be, where nothing is said."""

_SHORTEST = 3


class FuzzyFinder:
    """Words to look for made ready: every stretch of as many words, one less or one more, that is like them.

    Capitals and accents do not count, nor do spaces: "wijk verpleegkundige" is very like "wijkverpleegkundige".
    """

    def __init__(self, words: str, *, likeness: int = LIKENESS) -> None:
        wanted = [fold(words[start:end]) for start, end in word_places(words)]
        self._wanted = "".join(wanted)
        self._sizes = range(max(1, len(wanted) - 1), len(wanted) + 2)
        self._likeness = likeness
        share = likeness / 200
        self._gains = _Gains(self._wanted, share)
        self._needed = share * len(self._wanted) - 1e-6
        if len(self._wanted) < _SHORTEST:
            raise QueryError(
                0,
                N_("For searching by likeness, at least {n} letters are needed."),
                N_("Type a longer word."),
                n=_SHORTEST,
            )

    def find(self, text: str) -> list[tuple[int, int]]:
        """The stretches of a passage that are like the words, in order, the best of those that overlap."""
        words = folded_words(text)
        stretches = self._stretches(words)
        if not stretches:
            return []
        places = list(word_places(text))
        found: list[tuple[float, int, int]] = []
        for first, size in stretches:
            if score := self._score("".join(words[first : first + size])):
                found.append((-score, places[first][0], places[first + size - 1][1]))
        kept: list[tuple[int, int]] = []
        for _score, start, end in sorted(found):
            if all(end <= other[0] or start >= other[1] for other in kept):
                kept.append((start, end))
        return sorted(kept)

    def _stretches(self, words: list[str]) -> list[tuple[int, int]]:
        """The first word and the number of words of stretches that may be alike: most are not, and it shows at once.

        The ratio of two strings is 2 c / (n + m), with c the letters that they have in common in the same order. The
        words of a stretch cannot have more in common with what is searched for than each of them has by itself.
        """
        import numpy as np

        gains = self._gains
        total = np.cumsum([0.0, *[gains[word] for word in words]])
        found: list[tuple[int, int]] = []
        for size in self._sizes:
            enough = total[size:] - total[:-size] >= self._needed
            found += [(int(first), size) for first in np.flatnonzero(enough)]
        return found

    def _score(self, stretch: str) -> float:
        """How alike a stretch is, 0 where not enough."""
        from rapidfuzz import fuzz

        return fuzz.ratio(self._wanted, stretch, score_cutoff=self._likeness)


class _Gains(dict[str, float]):
    """What a word brings at the most: its letters in common, less what it must have in common for its length."""

    def __init__(self, wanted: str, share: float) -> None:
        super().__init__()
        self._wanted = wanted
        self._share = share

    def __missing__(self, word: str) -> float:
        from rapidfuzz.distance import LCSseq

        gain = self[word] = LCSseq.similarity(self._wanted, word) - self._share * len(word)
        return gain
