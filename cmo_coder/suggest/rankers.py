"""The providers of codes in one form, for measuring: learn from coded passages, then rank codes for others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Protocol

from cmo_coder.model.codes import Code
from cmo_coder.settings import load_settings
from cmo_coder.store.reading import Reading
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.evaluate import CODES
from cmo_coder.suggest.learned import MEASURED, Learned
from cmo_coder.suggest.others import others_of, said_by
from cmo_coder.suggest.provider import Material, Provider
from cmo_coder.suggest.rows import Encoder
from cmo_coder.suggest.rules import NO_RULES, Rules, rules_of
from cmo_coder.suggest.spoken import uncoded_of
from cmo_coder.suggest.suggester import ranked_with, suggested
from cmo_coder.suggest.value import Definition, Example, Passage, Scored

Said = list[list[tuple[str, float]]]
"""For each passage its codes with their shares, best first; empty where nothing is suggested."""
Rank = Callable[[Sequence[Passage]], Said]

CODEBOOK, EXEMPLAR, RULE = "codebook", "exemplar", "rule"


class Ranker(Protocol):
    """A provider of codes as something that can be measured."""

    def learned(self, train: Sequence[Coded]) -> Rank:
        """What it says after learning from coded passages."""

    def left_out(self, coded: Sequence[Coded], folds: Sequence[Sequence[int]]) -> Iterator[Said]:
        """For each fold (numbers of coded passages) what it says of it, having learned from the others."""


@dataclass(frozen=True, slots=True)
class Learning:
    """One that learns from what was coded: all folds are left out of one model."""

    definitions: Sequence[Definition]
    rules: Rules
    encoder: Encoder | None = None
    uncoded: Sequence[Passage] = ()

    def learned(self, train: Sequence[Coded]) -> Rank:
        """See `Ranker`."""
        model = self._model(train)
        return lambda passages: _pairs(suggested(model, self.rules, passages))

    def left_out(self, coded: Sequence[Coded], folds: Sequence[Sequence[int]]) -> Iterator[Said]:
        """See `Ranker`."""
        model = self._model(coded)
        for fold, scores in zip(folds, model.left_out(folds), strict=True):
            passages = [coded[nr].passage for nr in fold]
            yield _pairs(ranked_with(self.rules, model, passages, scores))

    def _model(self, train: Sequence[Coded]) -> Learned:
        examples = [Example(one.passage, tuple(sorted(one.codes))) for one in train]
        return Learned(examples, self.definitions, MEASURED, self.encoder, uncoded=self.uncoded)


@dataclass(frozen=True, slots=True)
class Fixed:
    """One that says the same whatever was coded."""

    rank: Rank

    def learned(self, train: Sequence[Coded]) -> Rank:
        """See `Ranker`."""
        return self.rank

    def left_out(self, coded: Sequence[Coded], folds: Sequence[Sequence[int]]) -> Iterator[Said]:
        """See `Ranker`."""
        for fold in folds:
            yield self.rank([coded[nr].passage for nr in fold])


def rankers(
    reading: Reading, definitions: Sequence[Definition], encoders: Mapping[str, Encoder] = MappingProxyType({})
) -> dict[str, Ranker]:
    """What can be measured in a project: first what is shown to coders, then its two halves apart.

    `encoders` (by the name of their provider) give one more each: with the likeness of their vectors added.
    """
    codes = reading.all(Code, order=("position", "name"))
    rules = rules_of(codes)
    uncoded = uncoded_of(reading, ())
    codebook = Learned([], definitions, uncoded=uncoded)
    found: dict[str, Ranker] = {
        CODES: Learning(definitions, rules, uncoded=uncoded),
        CODEBOOK: Fixed(lambda passages: _pairs(suggested(codebook, NO_RULES, passages))),
        EXEMPLAR: Learning((), NO_RULES),
    }
    if rules.keywords:
        found[RULE] = Fixed(_by_rule(rules))
    # Nothing of them is learned here: what they learned from before is their maker's to say.
    others = others_of(Material(codes, tuple(definitions), model=load_settings().language_model)).made
    for name, provider in (others.get() if others is not None else {}).items():
        found[name] = Fixed(partial(_by_other, provider))
    for name, encoder in encoders.items():
        found[name] = Learning(definitions, rules, encoder, uncoded)
    return found


def _pairs(found: Sequence[Sequence[Scored]]) -> Said:
    return [[(one.code, one.confidence) for one in codes] for codes in found]


def _by_other(provider: Provider, passages: Sequence[Passage]) -> Said:
    return _pairs([sorted(said_by(provider, one), key=lambda each: -each.confidence) for one in passages])


def _by_rule(rules: Rules) -> Rank:
    """The codes whose keywords stand in a passage, those with most different ones first, in shares."""

    def rank(passages: Sequence[Passage]) -> Said:
        found = []
        for passage in passages:
            different = {(one.code, one.keyword) for one in rules.matches(passage.text)}
            counts = Counter(code for code, _keyword in different)
            total = max(1, sum(counts.values()))
            best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
            found.append([(code, n / total) for code, n in best])
        return found

    return rank
