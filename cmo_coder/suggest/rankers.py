"""The providers of codes in one form, for measuring: learn from coded passages, then rank codes for others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from cmo_coder.model.codes import Code
from cmo_coder.store.reading import Reading
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.evaluate import CODES
from cmo_coder.suggest.learned import MEASURED, Learned
from cmo_coder.suggest.rows import Encoder
from cmo_coder.suggest.rules import NO_RULES, Rules, rules_of
from cmo_coder.suggest.suggester import suggested
from cmo_coder.suggest.value import Definition, Example, Passage

Rank = Callable[[Sequence[Passage]], list[list[tuple[str, float]]]]
"""For each passage its codes with their shares, best first; empty where nothing is suggested."""
Ranker = Callable[[Sequence[Coded]], Rank]
"""Learns from coded passages."""

CODEBOOK, EXEMPLAR, RULE = "codebook", "exemplar", "rule"


def rankers(
    reading: Reading, definitions: Sequence[Definition], encoders: Mapping[str, Encoder] = MappingProxyType({})
) -> dict[str, Ranker]:
    """What can be measured in a project: first what is shown to coders, then its two halves apart.

    `encoders` (by the name of their provider) give one more each: with the likeness of their vectors added.
    """
    rules = rules_of(reading.all(Code, order=("position", "name")))
    found: dict[str, Ranker] = {
        CODES: lambda train: _ranking(Learned(_examples(train), definitions), rules),
        CODEBOOK: lambda _train: _ranking(Learned([], definitions)),
        EXEMPLAR: lambda train: _ranking(Learned(_examples(train), [])),
    }
    if rules.keywords:
        found[RULE] = lambda _train: _by_rule(rules)
    for name, encoder in encoders.items():
        found[name] = partial(_with_vectors, encoder=encoder, definitions=definitions, rules=rules)
    return found


def _with_vectors(train: Sequence[Coded], *, encoder: Encoder, definitions: Sequence[Definition], rules: Rules) -> Rank:
    return _ranking(Learned(_examples(train), definitions, MEASURED, encoder), rules)


def _examples(train: Sequence[Coded]) -> list[Example]:
    return [Example(one.passage, tuple(sorted(one.codes))) for one in train]


def _ranking(model: Learned, rules: Rules = NO_RULES) -> Rank:
    def rank(passages: Sequence[Passage]) -> list[list[tuple[str, float]]]:
        found = suggested(model, rules, passages)
        return [[(one.code, one.confidence) for one in codes] for codes in found]

    return rank


def _by_rule(rules: Rules) -> Rank:
    """The codes whose keywords stand in a passage, those with most different ones first, in shares."""

    def rank(passages: Sequence[Passage]) -> list[list[tuple[str, float]]]:
        found = []
        for passage in passages:
            different = {(one.code, one.keyword) for one in rules.matches(passage.text)}
            counts = Counter(code for code, _keyword in different)
            total = max(1, sum(counts.values()))
            best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
            found.append([(code, n / total) for code, n in best])
        return found

    return rank
