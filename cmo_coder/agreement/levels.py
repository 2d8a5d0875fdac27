"""The five levels of agreement on configurations (realist-method, section 9): always all of them, always with N.

L0 is the text (span matching and the coefficients of this room); here are L1 elements, L2 links, L3 configurations and
L4 consequence. In realist work disagreement often is the finding: the levels say where the coders part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations, product
from math import factorial, fsum, prod
from random import Random

from cmo_coder.agreement.assignment import heaviest
from cmo_coder.agreement.nominal import Nominal, nominal
from cmo_coder.agreement.pairing import Occurrence, by_union
from cmo_coder.agreement.readings import LEAST, Met, Reading, Slot, alike, links, matched, opposed, share_words
from cmo_coder.agreement.value import Reason, Score

SMALL = 20
"""Below so many configurations of a coder the chance-corrected figure is an illustration only."""

ENUMERATE_UP_TO, DRAWS = 5040, 1000
"""With so many permutations or fewer all are tried; else some are drawn with the seed."""


def f1(shared: Fraction | int, first: int, second: int) -> Score:
    """Return 2 * shared / (first + second); undefined where neither coder has any."""
    return Score(float(Fraction(2 * shared, first + second))) if first + second else Score(None, Reason.NO_SPANS)


@dataclass(frozen=True, slots=True)
class Elements:
    """L1: the same role and canonical element on the same words (shared / union of at least 0.3)."""

    first: int
    second: int
    pairs: tuple[tuple[int, int], ...]
    shared: Fraction
    element_f1: Score
    role: Nominal


def elements(
    first: Sequence[Occurrence],
    second: Sequence[Occurrence],
    least: Fraction = Fraction(3, 10),
    *,
    parent_counts_half: bool = False,
) -> Elements:
    """Compare elements. With `parent_counts_half` another element under the same parent counts one half."""
    pairs = by_union(first, second, least)
    shared = Fraction(0)
    for here, there in pairs:
        one, other = first[here], second[there]
        if one.role == other.role and one.element == other.element:
            shared += 1
        elif parent_counts_half and one.role == other.role and one.parent and one.parent == other.parent:
            shared += Fraction(1, 2)
    roles = nominal((first[here].role, second[there].role) for here, there in pairs)
    return Elements(len(first), len(second), pairs, shared, f1(shared, len(first), len(second)), roles)


@dataclass(frozen=True, slots=True)
class Links:
    """L2: the same directed links, sign included."""

    first: int
    second: int
    shared: int
    f1: Score


def link_agreement(first: Iterable[Reading], second: Iterable[Reading]) -> Links:
    """Compare the sets of links per document."""
    one = {(reading.document, link) for reading in first for link in links(reading)}
    other = {(reading.document, link) for reading in second for link in links(reading)}
    return Links(len(one), len(other), len(one & other), f1(len(one & other), len(one), len(other)))


@dataclass(frozen=True, slots=True)
class SlotAgreement:
    """In how many matched pairs a role is filled, the same in both, and how much of it is shared on average."""

    slot: Slot
    filled: int
    same: int
    shared: Score


@dataclass(frozen=True, slots=True)
class Configurations:
    """L3: the same explanation. `ca` is the soft figure, `exact_f1` counts what is the same in every slot."""

    first: int
    second: int
    pairs: tuple[Met, ...]
    ca: Score
    exact_f1: Score
    slots: tuple[SlotAgreement, ...]
    contradictions: tuple[Met, ...]
    forms: tuple[Mapping[str, int], Mapping[str, int]]


def configurations(
    first: Sequence[Reading],
    second: Sequence[Reading],
    weights: Mapping[Slot, int] | None = None,
    *,
    anywhere: bool = False,
) -> Configurations:
    """Compare configurations by the best one-to-one matching."""
    pairs = matched(first, second, weights, anywhere=anywhere)
    whole = sum((pair.alike for pair in pairs), Fraction(0))
    return Configurations(
        len(first),
        len(second),
        pairs,
        f1(whole, len(first), len(second)),
        f1(sum(pair.alike == 1 for pair in pairs), len(first), len(second)),
        tuple(_slot(slot, [(first[pair.first], second[pair.second]) for pair in pairs]) for slot in Slot),
        tuple(pair for pair in pairs if opposed(first[pair.first], second[pair.second])),
        (Counter(reading.form for reading in first), Counter(reading.form for reading in second)),
    )


def _slot(slot: Slot, pairs: Sequence[tuple[Reading, Reading]]) -> SlotAgreement:
    filled = [(one, other) for one, other in pairs if one.of(slot) or other.of(slot)]
    clash = [slot is Slot.O and opposed(one, other) for one, other in filled]
    same = sum(one.of(slot) == other.of(slot) and not no for (one, other), no in zip(filled, clash, strict=True))
    shared = sum(
        (
            Fraction(len(one.of(slot) & other.of(slot)), len(one.of(slot) | other.of(slot)))
            for (one, other), no in zip(filled, clash, strict=True)
            if not no
        ),
        Fraction(0),
    )
    mean = Score(float(shared / len(filled))) if filled else Score(None, Reason.NO_SPANS)
    return SlotAgreement(slot, len(filled), same, mean)


@dataclass(frozen=True, slots=True)
class Chance:
    """What CA would be if the second coder's elements stood in her slots by chance, and CA corrected for that.

    `exact` tells that all permutations were tried; `too_small` that the corrected figure is an illustration only.
    """

    expected: Score
    corrected: Score
    permutations: int
    exact: bool
    too_small: bool


def chance(
    first: Sequence[Reading],
    second: Sequence[Reading],
    weights: Mapping[Slot, int] | None = None,
    *,
    seed: int = 0,
    anywhere: bool = False,
    on: Callable[[int, int], None] = lambda _done, _of: None,
) -> Chance:
    """Permute the second coder's elements within each role, keeping how many stand where, and average CA.

    An outcome takes its sign along. `on` hears how many permutations are done: what it raises ends the work.
    """
    too_small = min(len(first), len(second)) < SMALL
    observed = configurations(first, second, weights, anywhere=anywhere).ca
    if observed.value is None:
        return Chance(observed, observed, 0, True, too_small)
    together = [[there for there, other in enumerate(second) if anywhere or share_words(one, other)] for one in first]
    exact = _number(second) <= ENUMERATE_UP_TO
    number = _number(second) if exact else DRAWS
    totals: list[float] = []
    for other in _permuted(second) if exact else _drawn(second, seed):
        on(len(totals), number)
        totals.append(_soft_total(first, other, together, weights))
    expected = 2 * fsum(totals) / len(totals) / (len(first) + len(second))
    if expected == 1:
        return Chance(Score(expected), Score(None, Reason.NO_VARIATION), len(totals), exact, too_small)
    corrected = Score((observed.value - expected) / (1 - expected))
    return Chance(Score(expected), corrected, len(totals), exact, too_small)


def _soft_total(
    first: Sequence[Reading],
    second: Sequence[Reading],
    together: Sequence[Sequence[int]],
    weights: Mapping[Slot, int] | None,
) -> float:
    """Return the sum of the best matching; `together` has for each of the first what it may be paired with."""
    gains = [
        {there: float(how) for there in others if (how := alike(one, second[there], weights)) >= LEAST}
        for one, others in zip(first, together, strict=True)
    ]
    return fsum(gains[here][there] for here, there in enumerate(heaviest(gains)) if there is not None)


Token = tuple[str, str]
"""An element with its sign."""


def _tokens(readings: Sequence[Reading], slot: Slot) -> list[Token]:
    return [(one, reading.signs.get(one, "")) for reading in readings for one in sorted(reading.of(slot))]


def _number(readings: Sequence[Reading]) -> int:
    return prod(factorial(len(_tokens(readings, slot))) for slot in Slot)


def _permuted(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    for tokens in product(*(permutations(_tokens(readings, slot)) for slot in Slot)):
        yield _filled(readings, dict(zip(Slot, tokens, strict=True)))


def _drawn(readings: Sequence[Reading], seed: int) -> Iterator[list[Reading]]:
    random = Random(seed)
    for _ in range(DRAWS):
        tokens = {slot: _tokens(readings, slot) for slot in Slot}
        yield _filled(readings, {slot: random.sample(some, len(some)) for slot, some in tokens.items()})


def _filled(readings: Sequence[Reading], tokens: Mapping[Slot, Sequence[Token]]) -> list[Reading]:
    """Return the readings with other elements in their slots, taken in order."""
    sources = {slot: iter(some) for slot, some in tokens.items()}
    found = []
    for reading in readings:
        slots: dict[Slot, frozenset[str]] = {}
        signs: dict[str, str] = {}
        for slot in Slot:
            given = [next(sources[slot]) for _ in reading.of(slot)]
            slots[slot] = frozenset(element for element, _ in given)
            if slot is Slot.O:
                signs.update(given)
        found.append(replace(reading, slots=slots, signs=signs, feedback=frozenset()))
    return found


Support = Mapping[str, Mapping[str, int]]
"""For each effective element how often each stance is taken towards it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An effective element whose support depends on which coder is followed."""

    element: str
    first: Mapping[str, int]
    second: Mapping[str, int]

    @property
    def size(self) -> int:
        """By how many pieces of evidence the two differ, over all stances."""
        return sum(abs(self.first.get(one, 0) - self.second.get(one, 0)) for one in {*self.first, *self.second})


@dataclass(frozen=True, slots=True)
class Consequence:
    """L4: the same stance and the same effective element on what was paired, and what would change."""

    stance: Nominal
    element: Nominal
    changed: tuple[Changed, ...]


def consequence(
    stances: Iterable[tuple[Hashable, Hashable]],
    effective_elements: Iterable[tuple[Hashable, Hashable]],
    first: Support,
    second: Support,
) -> Consequence:
    """Compare what follows from the codings; `changed` has the largest difference first."""
    changed = [Changed(one, first.get(one, {}), second.get(one, {})) for one in {*first, *second}]
    changed = [one for one in changed if one.size]
    changed.sort(key=lambda one: (-one.size, one.element))
    return Consequence(nominal(stances), nominal(effective_elements), tuple(changed))
