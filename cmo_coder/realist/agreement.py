"""One comparison of coders, whole: figures, levels for claims, and the disagreements, with everything by its name.

The screen, the command line and the exports all show this value, so they show the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.report import OF_EACH_CODE, Report, report
from cmo_coder.agreement.value import Metric
from cmo_coder.model.adjudication import Adjudication
from cmo_coder.realist.agreement_after import After
from cmo_coder.realist.agreement_levels import Levels, LevelsOfPairs, On, Pair, levels
from cmo_coder.store.agreement import Material, material
from cmo_coder.store.disagreement import Disagreement
from cmo_coder.store.disagreements import decided_in, listed
from cmo_coder.store.joint import joint_disagreements
from cmo_coder.store.reading import Reading
from cmo_coder.store.readings import Layer, layer
from cmo_coder.store.universe import Universe


class Lists(Mapping[Pair, tuple[Disagreement, ...]]):
    """The disagreements of every pair of coders, each list made when it is asked for."""

    def __init__(
        self,
        found: Material,
        on: Layer,
        comparison: Comparison,
        pairs: Sequence[Pair],
        decided: Mapping[str, Adjudication],
    ) -> None:
        self._of = (found, on, comparison)
        self._pairs, self.decided = tuple(pairs), decided
        self._made: dict[Pair, tuple[Disagreement, ...]] = {}

    def __getitem__(self, pair: Pair) -> tuple[Disagreement, ...]:
        """The list of a pair."""
        if pair not in self._pairs:
            raise KeyError(pair)
        if pair not in self._made:
            self._made[pair] = listed(*self._of, pair, self.decided)
        return self._made[pair]

    def __iter__(self) -> Iterator[Pair]:
        """The pairs."""
        return iter(self._pairs)

    def __len__(self) -> int:
        """How many pairs."""
        return len(self._pairs)

    def joint(self, coders: Sequence[str]) -> tuple[Disagreement, ...]:
        """The list of all coders together, of three or more."""
        return joint_disagreements(*self._of, coders, self.decided) if len(coders) > 2 else ()


@dataclass(frozen=True)
class Agreement:
    """What is known of a comparison. `whole` compares the whole texts, also where the interviewers are out."""

    material: Material
    comparison: Comparison
    whole: Comparison
    report: Report
    layer: Layer
    levels: LevelsOfPairs
    disagreements: Lists
    after: dict[Pair | None, After] = field(default_factory=dict, compare=False)
    """By pair (None: all together) the comparison after what was settled, where something was."""

    @cached_property
    def joint(self) -> tuple[Disagreement, ...]:
        """Where three or more coders differ, as one list; empty for two."""
        return self.disagreements.joint(self.report.scope.coders)

    def document(self, id_: str) -> str:
        """Return the title of a document."""
        return self.material.documents[id_]

    def coder(self, id_: str) -> str:
        """Return the name of a coder."""
        return self.material.coders[id_]

    def code(self, id_: str) -> str:
        """Return the name of a code."""
        return self.material.codes.get(id_, id_)

    def effective_element(self, id_: str) -> str:
        """Return the number and short name of an effective element."""
        return self.layer.effective.get(id_, id_)


def agreement(
    reading: Reading,
    universe: Universe,
    *,
    metrics: Sequence[Metric] = OF_EACH_CODE,
    draws: int = 0,
    seed: int = 0,
    with_chance: bool = True,
) -> Agreement:
    """Compare the coders of a universe. Raises NotFound where there is nothing that two of them finished.

    Without `with_chance` the permutations of L3 are left out: nearly all of the time goes there.
    """
    found = material(reading, universe)
    comparison = Comparison(found.coding)
    whole = comparison if found.whole is found.coding else Comparison(found.whole)
    made = report(comparison, comparison.scope(), unit=universe.unit, metrics=metrics, draws=draws, seed=seed)
    return together(reading, found, comparison, whole, made, layer(reading, found), with_chance=with_chance)


def together(
    reading: Reading,
    found: Material,
    comparison: Comparison,
    whole: Comparison,
    made: Report,
    on: Layer,
    *,
    with_chance: bool = True,
    after: dict[Pair | None, After] | None = None,
) -> Agreement:
    """Return a comparison from its parts; `after` is what is kept of before of what was settled."""
    pairs = made.sharing

    def of_pair(pair: Pair, chance: bool, hears: On) -> Levels:
        return levels(on.coded[pair[0]], on.coded[pair[1]], found, pair, made.seed, chance, hears)

    lists = Lists(found, on, whole, pairs, decided_in(reading, found))
    of_pairs = LevelsOfPairs(of_pair, pairs, with_chance=with_chance)
    return Agreement(found, comparison, whole, made, on, of_pairs, lists, {} if after is None else after)
