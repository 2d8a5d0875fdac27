"""The providers of codes in one form, for measuring: learn from coded passages, then rank codes for others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cmo_coder.store.reading import Reading
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.evaluate import CODES
from cmo_coder.suggest.learned import Learned
from cmo_coder.suggest.value import Definition, Example, Passage

Rank = Callable[[Sequence[Passage]], list[list[tuple[str, float]]]]
"""For each passage its codes with their shares, best first; empty where nothing is suggested."""
Ranker = Callable[[Sequence[Coded]], Rank]
"""Learns from coded passages."""

CODEBOOK, EXEMPLAR = "codebook", "exemplar"


def rankers(reading: Reading, definitions: Sequence[Definition]) -> dict[str, Ranker]:
    """What can be measured in a project: first what is shown to coders, then its two halves apart."""
    del reading
    return {
        CODES: lambda train: _ranking(Learned(_examples(train), definitions)),
        CODEBOOK: lambda _train: _ranking(Learned([], definitions)),
        EXEMPLAR: lambda train: _ranking(Learned(_examples(train), [])),
    }


def _examples(train: Sequence[Coded]) -> list[Example]:
    return [Example(one.passage, tuple(sorted(one.codes))) for one in train]


def _ranking(model: Learned) -> Rank:
    def rank(passages: Sequence[Passage]) -> list[list[tuple[str, float]]]:
        return [[(one.code, one.confidence) for one in codes] for codes in model.suggest(passages, most=3)]

    return rank
