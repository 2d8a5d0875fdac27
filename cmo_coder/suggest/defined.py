"""What the codebook says of every code, ready to be compared with passages (provider `codebook`).

Once enough is coded the words of the study are known by what was coded, and definitions are read with the same
vocabulary. Before that they have one of their own, of the codebook and of passages that nobody coded (`grown.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cmo_coder.suggest.grams import Vocabulary
from cmo_coder.suggest.grown import SHARP, Places, lent, most_like
from cmo_coder.suggest.rows import KEPT, Reader, Rows
from cmo_coder.suggest.softmax import shares
from cmo_coder.suggest.sparse import Columns, inner
from cmo_coder.suggest.valence import shares_of, values_of
from cmo_coder.suggest.value import Passage, Settings, WordReason

LEAST_SHARE = 0.01
"""What counts less than this beside the likeness of the words is left out."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What passages that nobody coded add: `alone` are the definitions without, as they count in those with it."""

    vocabulary: Vocabulary
    alone: Columns
    places: Places


class Defined:
    """The definitions of the codes, in the order of the codes."""

    def __init__(
        self,
        reader: Reader,
        texts: Sequence[str],
        settings: Settings,
        taught: Sequence[str],
        uncoded: Sequence[Passage],
    ) -> None:
        """`taught` are the texts of the examples; `uncoded` passages that nobody coded, used while those are few."""
        self._reader, self._own = reader, settings
        rows = reader.read([Passage("", text) for text in texts])
        self._texts, self._vectors = rows.texts.columns(KEPT), rows.vectors
        self._values = values_of(texts)
        self._grown: Grown | None = None
        if uncoded and len(taught) < settings.codebook_until:
            self._grow(texts, taught, uncoded)

    def _grow(self, texts: Sequence[str], taught: Sequence[str], uncoded: Sequence[Passage]) -> None:
        own, n = self._own, len(taught)
        words = [one.text for one in uncoded]
        vocabulary = Vocabulary([*texts, *taught, *words], own, own.codebook_words)
        rows, there = vocabulary.apart(texts), vocabulary.matrix(words)
        self._texts = rows.columns(KEPT)
        self._grown = Grown(vocabulary, self._texts, Places.of((), there.dense(0)[:0]))
        looks = self._like(there, uncoded, n) + self._valence * values_of(words)[:, None] * self._values
        weights = most_like(shares(SHARP * looks), own.grown_from)
        grown, shortened = lent(rows, there, weights, own.grown / (1.0 + n / own.grown_fading), own.grown_words)
        self._texts = grown.columns(KEPT)
        looks = self._like(there, uncoded, n) + self._valence * values_of(words)[:, None] * self._values
        places = Places.of(uncoded, most_like(shares(SHARP * looks), own.grown_places))
        self._grown = Grown(vocabulary, rows.times_each(shortened).columns(KEPT), places)

    @property
    def vocabulary(self) -> Vocabulary:
        """The words by which definitions are compared with passages."""
        return self._reader.vocabulary if self._grown is None else self._grown.vocabulary

    @property
    def _valence(self) -> float:
        return self._own.valence if self._grown is None else self._own.codebook_valence

    def _weights(self, n: int) -> tuple[float, float]:
        """How much the likeness of the words counts, and that of the context beside it, of a model of `n` examples."""
        own = self._own
        if self._grown is not None:
            return own.codebook_likeness, own.codebook_context / (1.0 + n / own.codebook_fading)
        return own.definition_likeness, context_share(own, n)

    def _like(self, rows: Any, passages: Sequence[Passage], n: int, texts: Columns | None = None) -> Any:
        """What the likeness of the words and of the context adds, for passages with the rows of their words."""
        weight, share = self._weights(n)
        against = self._texts if texts is None else texts
        found = inner(rows, against)
        if share > LEAST_SHARE:
            found += share * inner(self.vocabulary.matrix([one.context for one in passages]), against)
        return weight * found

    def _rows(self, passages: Sequence[Passage], rows: Rows) -> Any:
        return rows.texts if self._grown is None else self.vocabulary.matrix([one.text for one in passages])

    def near(self, passages: Sequence[Passage], rows: Rows, n: int) -> Any:
        """What the definitions add to the scores of passages (with their rows), of a model that learned from `n`
        examples: that of the context counts less with every example.
        """
        own = self._own
        found = self._like(self._rows(passages, rows), passages, n)
        found += self._valence * values_of([one.text for one in passages])[:, None] * self._values
        if self._grown is not None:
            found += own.codebook_place / (1.0 + n / own.codebook_fading) * self._grown.places.of_codes(passages, own)
        if rows.vectors is not None and self._vectors is not None:
            found += own.definition_likeness * own.embedding_definition * (rows.vectors @ self._vectors.T)
        return found

    def uncoded(self, passage: Passage, rows: Rows, n: int) -> Any:
        """What of `near` for a passage comes from passages that nobody coded, by code."""
        import numpy as np

        if self._grown is None:
            return np.zeros(len(self._values))
        own, texts = self._own, self._rows([passage], rows)
        found = self._like(texts, [passage], n) - self._like(texts, [passage], n, self._grown.alone)
        found += own.codebook_place / (1.0 + n / own.codebook_fading) * self._grown.places.of_codes([passage], own)
        return found[0]

    def words(self, text: str, nr: int, n: int) -> list[WordReason]:
        """What of `near` comes from each word of a passage, for a code; its context, place and vector left out."""
        import numpy as np

        direction = self._weights(n)[0] * self._texts.sum(np.arange(len(self._values)) == nr)
        valued = {(start, end): part for start, end, part in shares_of(text)}
        value = self._valence * float(self._values[nr])
        return [
            WordReason(start, end, part + value * valued.get((start, end), 0.0))
            for start, end, part in self.vocabulary.split(text, direction)
        ]


def context_share(own: Settings, n: int) -> float:
    """How much the context counts in the likeness to definitions, of a model that learned from `n` examples."""
    share = own.context / (1.0 + n / 20.0)
    return share if share > LEAST_SHARE else 0.0
