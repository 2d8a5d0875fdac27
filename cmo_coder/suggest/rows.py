"""Passages as rows of numbers, and how alike the rows are: of words, of the words around, of place, and of vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from cmo_coder.suggest.grams import Vocabulary
from cmo_coder.suggest.products import inner
from cmo_coder.suggest.value import Passage, Settings


class Encoder(Protocol):
    """Something that gives texts vectors of length one (`texts x size`), the same text always the same."""

    def vectors(self, texts: Sequence[str]) -> Any:
        """The vectors, in single precision."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Passages as rows. `places` is nan where a place is not known; `vectors` is nothing without an encoder."""

    texts: Any
    contexts: Any
    places: Any
    vectors: Any = None

    def take(self, rows: Any) -> Rows:
        """Some of the rows."""
        vectors = None if self.vectors is None else self.vectors[rows]
        return Rows(self.texts[rows], self.contexts[rows], self.places[rows], vectors)

    def plus(self, other: Rows) -> Rows:
        """These rows and others behind them."""
        import numpy as np
        from scipy.sparse import vstack

        return Rows(
            vstack([self.texts, other.texts]).tocsr(),
            vstack([self.contexts, other.contexts]).tocsr(),
            np.append(self.places, other.places),
            None if self.vectors is None else np.vstack([self.vectors, other.vectors]),
        )


class Reader:
    """Makes rows of passages. Vectors are taken from their mean: all texts of one study look alike to an encoder."""

    def __init__(self, vocabulary: Vocabulary, encoder: Encoder | None, texts: Sequence[str]) -> None:
        self.vocabulary = vocabulary
        self._encoder = encoder
        self._mean = encoder.vectors(texts).mean(axis=0) if encoder is not None and texts else None

    def rows(self, texts: Sequence[str], contexts: Sequence[str], places: Any) -> Rows:
        """The rows of texts with what stands around them."""
        return Rows(self.vocabulary.matrix(texts), self.vocabulary.matrix(contexts), places, self._centred(texts))

    def read(self, passages: Sequence[Passage]) -> Rows:
        """The rows of passages."""
        return self.rows([one.text for one in passages], [one.context for one in passages], places_of(passages))

    def _centred(self, texts: Sequence[str]) -> Any:
        import numpy as np

        if self._encoder is None or self._mean is None:
            return None
        found = self._encoder.vectors(texts).astype(float) - self._mean
        return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def places_of(passages: Sequence[Passage]) -> Any:
    """The places of passages, nan where one is not known."""
    import numpy as np

    return np.array([np.nan if one.place is None else one.place for one in passages], float)


def likeness(left: Rows, right: Rows, own: Settings) -> Any:
    """The likeness of every row of `left` to every row of `right`; 1 is added for what all have in common."""
    import numpy as np

    found = inner(left.contexts, right.contexts)
    found *= own.context
    found += inner(left.texts, right.texts)
    found += 1.0
    distance = (left.places[:, None] - right.places[None, :]) / own.place_width
    found += own.place * np.nan_to_num(np.exp(-(distance**2)), nan=0.0)
    if left.vectors is not None and right.vectors is not None:
        found += own.embedding * (left.vectors @ right.vectors.T)
    return found


def near(rows: Rows, defined: Rows, own: Settings, n: int) -> Any:
    """What likeness to the definitions adds to the scores, of a model that learned from `n` examples: that of the
    context counts less with every example.
    """
    share = own.context / (1.0 + n / 20.0)
    found = inner(rows.texts, defined.texts) + share * inner(rows.contexts, defined.texts)
    if rows.vectors is not None and defined.vectors is not None:
        found += own.embedding_definition * (rows.vectors @ defined.vectors.T)
    return own.definition_likeness * found
