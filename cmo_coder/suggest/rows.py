"""Passages as rows of numbers, and how alike the rows are: of words, of the words around, of place, and of vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from cmo_coder.suggest.among import Among
from cmo_coder.suggest.grams import Vocabulary
from cmo_coder.suggest.sparse import Columns, SparseRows, inner
from cmo_coder.suggest.triangle import Part, Triangle
from cmo_coder.suggest.value import Passage, Settings

FEW = 32
"""So many rows at once have the nearness of their places held beside them."""
KEPT = "float16"
"""What is kept has three digits, which say as much of what is alike."""


class Encoder(Protocol):
    """Something that gives texts vectors of length one (`texts x size`), the same text always the same."""

    def vectors(self, texts: Sequence[str]) -> Any:
        """The vectors, in single precision."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Passages that others are compared with, as what is kept of them. `places` is nan where a place is not known;
    `vectors` is nothing without an encoder.
    """

    texts: Columns
    contexts: Columns
    places: Any
    vectors: Any = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Passages as rows: of their words, and of the whole words around them."""

    texts: SparseRows
    contexts: SparseRows
    places: Any
    vectors: Any = None

    def kept(self) -> Kept:
        """These rows, ready to be compared with others."""
        texts, contexts = self.texts.columns(KEPT), self.contexts.columns(KEPT)
        return Kept(texts, contexts, self.places, self.vectors)

    def plus(self, other: Rows) -> Rows:
        """These rows and others behind them."""
        import numpy as np

        return Rows(
            SparseRows.stacked([self.texts, other.texts]),
            SparseRows.stacked([self.contexts, other.contexts]),
            np.append(self.places, other.places),
            None if self.vectors is None else np.vstack([self.vectors, other.vectors]),
        )


class Reader:
    """Makes rows of passages. Vectors are taken from their mean: all texts of one study look alike to an encoder."""

    def __init__(self, vocabulary: Vocabulary, encoder: Encoder | None, texts: Sequence[str]) -> None:
        self.vocabulary = vocabulary
        self._encoder = encoder
        self._mean = encoder.vectors(texts).mean(axis=0) if encoder is not None and texts else None

    def read(self, passages: Sequence[Passage]) -> Rows:
        """The rows of passages."""
        texts = [one.text for one in passages]
        around = self.vocabulary.words_alone([one.context for one in passages])
        return Rows(self.vocabulary.matrix(texts), around, places_of(passages), self._centred(texts))

    def kept(self, passages: Sequence[Passage], contexts: Sequence[str], texts: Columns) -> Kept:
        """Passages and their contexts, ready to be compared with others; `texts` are the columns of their texts."""
        around = self.vocabulary.words_alone(contexts).columns(KEPT)
        return Kept(texts, around, places_of(passages), self._centred([one.text for one in passages]))

    def _centred(self, texts: Sequence[str]) -> Any:
        import numpy as np

        if self._encoder is None or self._mean is None:
            return None
        found = self._encoder.vectors(texts) - self._mean
        return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def places_of(passages: Sequence[Passage]) -> Any:
    """The places of passages, nan where one is not known."""
    import numpy as np

    return np.array([np.nan if one.place is None else one.place for one in passages], float)


def near_places(left: Any, right: Any, own: Settings) -> Any:
    """How near places are to others, times what that counts; zero where one is not known."""
    import numpy as np

    found = (left[:, None] - right[None, :]) / own.place_width
    np.square(found, out=found)
    np.exp(np.negative(found, out=found), out=found)
    found *= own.place
    return np.nan_to_num(found, copy=False, nan=0.0)


def likeness(left: Rows, right: Kept, own: Settings) -> Any:
    """The likeness of every row of `left` to every row of `right`; 1 is added for what all have in common."""
    found = inner(left.texts, right.texts) + own.context * inner(left.contexts, right.contexts) + 1.0
    found += near_places(left.places, right.places, own)
    if left.vectors is not None and right.vectors is not None:
        found += own.embedding * (left.vectors @ right.vectors.T)
    return found


class LikenessAmong:
    """The likeness of every row to every other, in single precision: what is learned is solved with its factor."""

    def __init__(self, rows: Kept, own: Settings) -> None:
        import numpy as np

        self._rows, self._own = rows, own
        self._places = rows.places.astype(np.float32)
        self._parts = [Among(rows.texts, 1.0), Among(rows.contexts, own.context)]

    def factor(self, diagonal: Any) -> Triangle:
        """The factor of the likeness and something on its diagonal; see `Triangle.grown`."""
        import numpy as np

        return Triangle.grown(self._rows.texts.n, np.float32, self._add_to, diagonal)

    def _add_to(self, parts: Sequence[Part]) -> None:
        for among in self._parts:
            among.add_to(parts)
        vectors = self._rows.vectors
        for start, end, part in parts:
            part += 1.0
            for at in range(start, end, FEW):
                here = slice(at, min(at + FEW, end))
                part[at - start : here.stop - start] += near_places(self._places[here], self._places[:end], self._own)
            if vectors is not None:
                part += self._own.embedding * (vectors[start:end] @ vectors[:end].T)
