"""One comparison of coders, whole: figures, levels for claims, and the disagreements, with everything by its name.

The screen, the command line and the exports all show this value, so they show the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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
from cmo_coder.agreement.report import OF_EACH_CODE, Report, report, units_of
from cmo_coder.agreement.value import Match, Metric, Score
from cmo_coder.model.errors import NotFound
from cmo_coder.store.agreement import AsOf, Material, Universe, material, rounds_done
from cmo_coder.store.consensus import after_discussion, coded_after
from cmo_coder.store.disagreements import Disagreement, disagreements
from cmo_coder.store.joint import joint_disagreements
from cmo_coder.store.reading import Reading
from cmo_coder.store.readings import Coded, Layer, layer

Pair = tuple[str, str]

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


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is known of a comparison."""

    material: Material
    comparison: Comparison
    report: Report
    layer: Layer
    levels: Mapping[Pair, Levels]
    disagreements: Mapping[Pair, tuple[Disagreement, ...]]
    joint: tuple[Disagreement, ...] = ()
    """Where three or more coders differ, as one list; empty for two."""

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
    on = layer(reading, found)
    comparison = Comparison(found.coding)
    made = report(comparison, comparison.scope(), unit=universe.unit, metrics=metrics, draws=draws, seed=seed)
    return Agreement(
        found,
        comparison,
        made,
        on,
        {pair: levels(on.coded[pair[0]], on.coded[pair[1]], found, pair, seed, with_chance) for pair in made.cases},
        {pair: disagreements(reading, found, on, pair) for pair in made.cases},
        joint_disagreements(reading, found, on, made.scope.coders) if len(made.scope.coders) > 2 else (),
    )


SHORT = (Metric.MICRO_ALPHA, Metric.MICRO_DICE)
"""The two figures of a headline: one corrected for chance, one blind to what nobody marked."""


@dataclass(frozen=True, slots=True)
class Discussed:
    """The headline figures as coded, and after what was settled; with those of the claims of each pair, where asked."""

    before: Mapping[Metric, Score]
    after: Mapping[Metric, Score]
    levels: Mapping[Pair, Levels]


def discussed(
    reading: Reading, found: Agreement, pair: Pair | None, *, with_levels: bool = False, with_chance: bool = False
) -> Discussed:
    """Return what settling changed for a pair of coders, or for all of three or more together (None)."""
    listed = found.joint if pair is None else found.disagreements[pair]
    coders = found.report.scope.coders if pair is None else pair
    then = after_discussion(reading, found.material, listed)
    unit = found.material.universe.unit
    before, after = (
        {metric: score(one, one.scope(coders), Question(metric, unit=unit)) for metric in SHORT}
        for one in (Comparison(found.material.whole), Comparison(then))
    )
    if not with_levels:
        return Discussed(before, after, {})
    coded = coded_after(reading, found.material, found.layer.coded, listed, then)
    material_then = replace(found.material, whole=then)
    seed = found.report.seed
    pairs = found.levels if pair is None else [pair]
    return Discussed(
        before,
        after,
        {
            (one, other): levels(coded[one], coded[other], material_then, (one, other), seed, with_chance)
            for one, other in pairs
        },
    )


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One coding round: its documents, units, and the headline figures of all coders together."""

    nr: int
    documents: int
    units: int
    scores: Mapping[Metric, Score]


def trend(reading: Reading, universe: Universe) -> tuple[RoundRow, ...]:
    """Return the figures of every coding round in which two coders finished the same document, as coded then."""
    rows = []
    for nr in rounds_done(reading):
        try:
            found = material(reading, replace(universe, as_of=AsOf.FINISHED, coding_round=nr))
        except NotFound:
            continue
        comparison = Comparison(found.coding)
        scope = comparison.scope()
        scores = {
            metric: score(comparison, scope, Question(metric, unit=universe.unit))
            for metric in (*SHORT, Metric.MACRO_ALPHA, Metric.ALPHA_ANY)
        }
        rows.append(RoundRow(nr, len(scope.documents), units_of(comparison, scope, universe.unit), scores))
    return tuple(rows)


def levels(first: Coded, second: Coded, found: Material, pair: Pair, seed: int, with_chance: bool = True) -> Levels:
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
        chance(one, other, seed=seed) if with_chance else NOT_ASKED,
        consequence(
            [(a.stance, b.stance) for a, b in matched],
            [(a.effective_elements, b.effective_elements) for a, b in matched],
            first.support,
            second.support,
        ),
    )
