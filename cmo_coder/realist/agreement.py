"""One comparison of coders, whole: figures, levels for claims, and the disagreements, with everything by its name.

The screen, the command line and the exports all show this value, so they show the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cmo_coder.agreement.coding import Coding as Compared
from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.figures import Question, score
from cmo_coder.agreement.kinds import Case, cases_in
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
from cmo_coder.model.adjudication import Adjudication
from cmo_coder.model.errors import NotFound
from cmo_coder.store.agreement import AsOf, Material, Universe, material, material_again, rounds_done
from cmo_coder.store.consensus import after_discussion, coded_after
from cmo_coder.store.disagreements import Disagreement, decided_in, listed
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


class LevelsOfPairs(Mapping[Pair, Levels]):
    """The levels of every pair, each made when it is asked for."""

    def __init__(self, make: Callable[[Pair], Levels], pairs: Sequence[Pair]) -> None:
        self._make, self._pairs = make, tuple(pairs)
        self._made: dict[Pair, Levels] = {}

    def __getitem__(self, pair: Pair) -> Levels:
        """The levels of a pair."""
        if pair not in self._pairs:
            raise KeyError(pair)
        if pair not in self._made:
            self._made[pair] = self._make(pair)
        return self._made[pair]

    def __iter__(self) -> Iterator[Pair]:
        """The pairs."""
        return iter(self._pairs)

    def __len__(self) -> int:
        """How many pairs."""
        return len(self._pairs)


@dataclass(frozen=True)
class Agreement:
    """What is known of a comparison. `whole` compares the whole texts, also where the interviewers are out."""

    material: Material
    comparison: Comparison
    whole: Comparison
    report: Report
    layer: Layer
    levels: Mapping[Pair, Levels]
    disagreements: Lists

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
    return _together(reading, found, comparison, whole, made, layer(reading, found), with_chance=with_chance)


def agreement_again(reading: Reading, before: Agreement, documents: Collection[str]) -> Agreement:
    """Compare again after spans in some documents changed; all that does not depend on these is kept.

    The comparison of `before` is changed with it. Only for the coding as it is now, with the interviewers in, and where
    nothing but codings changed.
    """
    found = material_again(reading, before.material, documents)
    comparison = before.comparison
    pairs = [one.coders for one in comparison.pairs(before.report.scope)]
    then: dict[str, dict[Pair, tuple[Case, ...]]] = {
        document: {(one, other): cases_in(comparison, document, one, other) for one, other in pairs}
        for document in documents
        if document in comparison.texts
    }
    changed = _bring(comparison, before.material, found, documents)
    metrics = tuple(before.report.codes[0].scores) if before.report.codes else OF_EACH_CODE
    made = report(
        comparison,
        comparison.scope(),
        unit=before.report.unit,
        metrics=metrics,
        seed=before.report.seed,
        before=before.report,
        changed=changed,
        then=then,
    )
    return _together(reading, found, comparison, comparison, made, before.layer, with_chance=True)


def _bring(
    comparison: Comparison, then: Material, now: Material, documents: Collection[str]
) -> dict[str, frozenset[str]]:
    """Put the spans of some documents into a comparison; gives the codes that changed in each."""
    cells: dict[tuple[str, str, str], tuple[set[tuple[int, int]], set[tuple[int, int]]]] = {}
    for nr, material_ in enumerate((then, now)):
        for document in documents:
            for mark in material_.codings_in.get(document, ()):
                place = (mark.document, mark.coder, mark.code)
                cells.setdefault(place, (set(), set()))[nr].add((mark.start, mark.end))
    changed: dict[str, set[str]] = {}
    for (document, coder, code), (old, new) in cells.items():
        if old != new:
            comparison.replace(document, coder, code, new)
            changed.setdefault(document, set()).add(code)
    return {document: frozenset(codes) for document, codes in changed.items()}


def _together(
    reading: Reading,
    found: Material,
    comparison: Comparison,
    whole: Comparison,
    made: Report,
    on: Layer,
    *,
    with_chance: bool,
) -> Agreement:
    pairs = tuple(made.cases)

    def of_pair(pair: Pair) -> Levels:
        return levels(on.coded[pair[0]], on.coded[pair[1]], found, pair, made.seed, with_chance)

    lists = Lists(found, on, whole, pairs, decided_in(reading, found))
    return Agreement(found, comparison, whole, made, on, LevelsOfPairs(of_pair, pairs), lists)


SHORT = (Metric.MICRO_ALPHA, Metric.MICRO_DICE)
"""The two figures of a headline: one corrected for chance, one blind to what nobody marked."""


@dataclass(frozen=True, slots=True)
class Discussed:
    """The headline figures as coded, and after what was settled; with those of the claims of each pair, where asked."""

    before: Mapping[Metric, Score]
    after: Mapping[Metric, Score]
    levels: Mapping[Pair, Levels]


def _cells(before: Compared, after: Compared) -> Iterator[tuple[str, str, str, list[tuple[int, int]]]]:
    """Yield the cells (document, coder, code) that settling changed, with their spans after it."""
    moved = set(before.marks) ^ set(after.marks)
    touched = {(mark.document, mark.coder, mark.code): [] for mark in moved}  # type: dict[tuple[str, str, str], list[tuple[int, int]]]
    for mark in after.marks:
        if (mark.document, mark.coder, mark.code) in touched:
            touched[mark.document, mark.coder, mark.code].append((mark.start, mark.end))
    for place, spans in touched.items():
        yield *place, spans


def discussed(
    reading: Reading, found: Agreement, pair: Pair | None, *, with_levels: bool = False, with_chance: bool = False
) -> Discussed:
    """Return what settling changed for a pair of coders, or for all of three or more together (None)."""
    some = found.joint if pair is None else found.disagreements[pair]
    coders = found.report.scope.coders if pair is None else pair
    unit = found.material.universe.unit
    settled = any(one.settled is not None and not one.is_open for one in some)
    then = after_discussion(reading, found.material, some) if settled else found.material.whole
    compared = found.whole.varied(_cells(found.material.whole, then)) if settled else found.whole
    before, after = (
        {metric: score(one, one.scope(coders), Question(metric, unit=unit)) for metric in SHORT}
        for one in (found.whole, compared)
    )
    if not with_levels:
        return Discussed(before, after, {})
    coded = coded_after(reading, found.material, found.layer.coded, some, then)
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
