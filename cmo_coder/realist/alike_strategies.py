"""Strategies that may say the same, within one element and across elements (realist-method, section 7, rule 10).

A proposal only: it says on what ground two strategies are alike and what differs between them, and nothing is merged
but by a person. Words are compared without their endings and without those that every sentence has. Two strategies
that a decision calls different are not proposed again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import log

from cmo_coder.messages import N_, _
from cmo_coder.model.effective_elements import Strategy
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.stories import telling_words
from cmo_coder.realist.words import word

LEAST_WORDS = 0.45
"""The share of the telling words of the shorter strategy that two must have in common."""
LEAST_WITH_CLAIM = 0.34
"""The same, for two that rest on one claim."""
SAME_WORD = 85.0
"""How alike (per cent) two stems must be written to be one word."""
FEWEST = 2
"""Telling words that two strategies must share at least: with one they only have a subject in common."""


_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


class AlikeGround(StrEnum):
    """Why two strategies were laid beside each other."""

    WORDS = "words"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class AlikeStrategies:
    """Two strategies that may be one, in the order of the board. `score` from 0 to 1; `shared` and the words that only
    one has as they stand in the strategies; `claims` the numbers of claims behind both; `fields` what differs beside
    the words (actor, phase, reservation, source), in words."""

    one: Strategy
    other: Strategy
    score: float
    ground: AlikeGround
    shared: tuple[str, ...]
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]
    claims: tuple[int, ...]
    fields: tuple[str, ...]

    def reason(self) -> str:
        """Why they are proposed and what differs, in the current language."""
        parts = [_("share the words: {words}").format(words=", ".join(self.shared))]
        if self.claims:
            parts.append(_("rest on claim {number}").format(number=", ".join(map(str, self.claims))))
        differs = [f"{', '.join(self.only_one) or '-'} ↔ {', '.join(self.only_other) or '-'}"]
        if not self.only_one and not self.only_other:
            differs = []
        differs += self.fields
        if differs:
            parts.append(_("differ in: {what}").format(what="; ".join(differs)))
        return " · ".join(parts)


_KEPT: list[tuple[Snapshot, tuple[AlikeStrategies, ...]]] = []


def alike_strategies(snapshot: Snapshot) -> tuple[AlikeStrategies, ...]:
    """The pairs that may say the same, most alike first; kept for the last snapshot."""
    if not (_KEPT and _KEPT[0][0] is snapshot):
        _KEPT[:] = [(snapshot, _find(snapshot))]
    return _KEPT[0][1]


def alike_to(snapshot: Snapshot, strategy_id: str) -> tuple[tuple[AlikeStrategies, Strategy], ...]:
    """The pairs that a strategy is in, each with the other one."""
    return tuple(
        (pair, pair.other if pair.one.id == strategy_id else pair.one)
        for pair in alike_strategies(snapshot)
        if strategy_id in (pair.one.id, pair.other.id)
    )


def place_of(snapshot: Snapshot, strategy: Strategy) -> str:
    """Where a strategy stands: "2.3" is the third strategy of element 2."""
    found = snapshot.strategies_of_element.get(strategy.effective_element_id, ())
    return f"{snapshot.elements[strategy.effective_element_id].nr}.{found.index(strategy) + 1}"


def _find(snapshot: Snapshot) -> tuple[AlikeStrategies, ...]:
    strategies = [
        one for element in snapshot.current_elements() for one in snapshot.strategies_of_element.get(element.id, ())
    ]
    words = {one.id: _words(one.text) for one in strategies}
    weight = _weights(words.values())
    claims = {one.id: {link.claim_id for link in snapshot.claims_of_strategy.get(one.id, ())} for one in strategies}
    different = _called_different(snapshot)
    found = []
    for one, other in _candidates(strategies, words):
        if frozenset((one.id, other.id)) in different:
            continue
        mine, theirs = words[one.id], words[other.id]
        both = _in_common(mine, theirs)
        score = sum(weight[stem] for stem in both) / min(
            sum(weight[stem] for stem in mine), sum(weight[stem] for stem in theirs)
        )
        common = claims[one.id] & claims[other.id]
        if len(both) < FEWEST or score < (LEAST_WITH_CLAIM if common else LEAST_WORDS):
            continue
        found.append(
            AlikeStrategies(
                one,
                other,
                score,
                AlikeGround.WORDS if score >= LEAST_WORDS else AlikeGround.CLAIM,
                _named(mine, both),
                _named(mine, mine.keys() - both),
                _named(theirs, theirs.keys() - set(both.values())),
                tuple(sorted(snapshot.claims[id_].number for id_ in common)),
                tuple(_fields(one, other)),
            )
        )
    rank = {one.id: nr for nr, one in enumerate(strategies)}
    return tuple(sorted(found, key=lambda pair: (-pair.score, rank[pair.one.id], rank[pair.other.id])))


def _words(text: str) -> dict[str, str]:
    """The telling words of a text, each under what its forms share."""
    found: dict[str, str] = {}
    for one in _WORD.findall(text.casefold()):
        for stem in telling_words(one):
            found.setdefault(stem, one)
    return found


def _weights(words: Iterable[Mapping[str, str]]) -> dict[str, float]:
    """How much a word counts: the fewer strategies have it, the more."""
    spread = Counter(stem for own in words for stem in own)
    return {stem: log(1 + spread.total() / n) for stem, n in spread.items()}


def _named(words: Mapping[str, str], stems: Iterable[str]) -> tuple[str, ...]:
    wanted = set(stems)
    return tuple(dict.fromkeys(words[stem] for stem in words if stem in wanted))


def _in_common(mine: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """The stems that two share, and those that are written nearly the same, each with that of the other one."""
    from rapidfuzz import fuzz, process

    found = {stem: stem for stem in mine if stem in theirs}
    left = [stem for stem in theirs if stem not in found]
    for stem in mine:
        if stem not in found and left:
            best = process.extractOne(stem, left, scorer=fuzz.ratio, score_cutoff=SAME_WORD)
            if best is not None:
                found[stem] = best[0]
                left.remove(best[0])
    return found


def _candidates(strategies: list[Strategy], words: dict[str, dict[str, str]]) -> list[tuple[Strategy, Strategy]]:
    """The pairs that share a telling word, so that not every pair has to be compared."""
    with_word: dict[str, list[int]] = {}
    for nr, one in enumerate(strategies):
        for stem in words[one.id]:
            with_word.setdefault(stem, []).append(nr)
    pairs = {pair for numbers in with_word.values() for pair in combinations(numbers, 2)}
    return [(strategies[a], strategies[b]) for a, b in sorted(pairs)]


def _fields(one: Strategy, other: Strategy) -> Iterable[str]:
    """What differs beside the words."""
    pairs = (
        (N_("by whom"), one.actor, other.actor),
        (N_("phase"), word(one.phase), word(other.phase)),
        (N_("reservation"), one.reservation, other.reservation),
        (N_("source"), word(one.source), word(other.source)),
    )
    for title, mine, theirs in pairs:
        if mine != theirs:
            yield f"{_(title)} {mine or '-'} ↔ {theirs or '-'}"


def _called_different(snapshot: Snapshot) -> set[frozenset[str]]:
    """The pairs of strategies that one decision is about: where they were merged, only one is left."""
    return {
        frozenset(pair)
        for objects in snapshot.objects_of_decision.values()
        for pair in combinations([one.object_id for one in objects if one.object_type == "strategy"], 2)
    }
