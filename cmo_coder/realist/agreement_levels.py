"""The five levels on which the claims of two coders are compared (realist-method, section 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.figures import Question, score
from cmo_coder.agreement.levels import (
    Chance,
    Configurations,
    Consequence,
    Elements,
    Links,
    chance,
    configurations,
    consequence,
    elements,
    link_agreement,
)
from cmo_coder.agreement.value import Match, Metric, Score
from cmo_coder.store.agreement import Material
from cmo_coder.store.readings import Coded

Pair = tuple[str, str]

On = Callable[[int, int], None]
"""Hears how much is done, of how much; what it raises ends the work."""


def unheard(_done: int, _of: int) -> None:
    """Nobody hears of it."""


NOT_ASKED = Chance(Score(None), Score(None), 0, True, False)
"""Stands where the figure by chance was not computed."""


@dataclass(frozen=True, slots=True)
class Levels:
    """The five levels for a pair of coders (realist-method, section 9); L0 is the share of passages both marked."""

    text: Score
    elements: Elements
    links: Links
    configurations: Configurations
    chance: Chance
    consequence: Consequence


class LevelsOfPairs(Mapping[Pair, Levels]):
    """The levels of every pair, each made when it is asked for. `make` is told whether to work out chance, and who
    hears how far that is.
    """

    def __init__(self, make: Callable[[Pair, bool, On], Levels], pairs: Sequence[Pair], *, with_chance: bool) -> None:
        self._make, self._pairs, self._with_chance = make, tuple(pairs), with_chance
        self._made: dict[tuple[Pair, bool], Levels] = {}

    def __getitem__(self, pair: Pair) -> Levels:
        """The levels of a pair."""
        return self.of(pair, with_chance=self._with_chance)

    def of(self, pair: Pair, *, with_chance: bool, on: On = unheard) -> Levels:
        """The levels of a pair, with the figure by chance (nearly all of the time goes there) or without it."""
        if pair not in self._pairs:
            raise KeyError(pair)
        if (pair, with_chance) not in self._made:
            self._made[pair, with_chance] = self._make(pair, with_chance, on)
        return self._made[pair, with_chance]

    def __iter__(self) -> Iterator[Pair]:
        """The pairs."""
        return iter(self._pairs)

    def __len__(self) -> int:
        """How many pairs."""
        return len(self._pairs)


def levels(
    first: Coded,
    second: Coded,
    found: Material,
    pair: Pair,
    seed: int,
    with_chance: bool = True,
    on: On = unheard,
) -> Levels:
    """Return the levels for two coders, in the documents that both finished."""
    both = found.coding.assigned[pair[0]] & found.coding.assigned[pair[1]]
    one = [reading for reading in first.readings if reading.document in both]
    other = [reading for reading in second.readings if reading.document in both]
    on_words = elements(
        [found for found in first.occurrences if found.document in both],
        [found for found in second.occurrences if found.document in both],
        parent_counts_half=True,
    )
    explained = configurations(one, other)
    matched = [(one[met.first], other[met.second]) for met in explained.pairs]
    comparison = Comparison(found.whole)
    return Levels(
        score(comparison, comparison.scope(pair), Question(Metric.SPAN_F1, match=Match.OVERLAP)),
        on_words,
        link_agreement(one, other),
        explained,
        chance(one, other, seed=seed, on=on) if with_chance else NOT_ASKED,
        consequence(
            [(a.stance, b.stance) for a, b in matched],
            [(a.effective_elements, b.effective_elements) for a, b in matched],
            first.support,
            second.support,
        ),
    )
