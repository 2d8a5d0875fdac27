"""How good the suggestions are on the team's own data: every provider, beside two human coders, and what people did.

Whole documents are left out: what is measured on one was never learned from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from cmo_coder.model.suggestions import Suggestion, SuggestionKind, SuggestionOutcome
from cmo_coder.store.reading import Reading
from cmo_coder.suggest.calibrate import Calibration, calibrate
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.evaluate import THRESHOLD, Evaluation, LearningPoint, Ranked, folds_of
from cmo_coder.suggest.human import HumanLine, human_line
from cmo_coder.suggest.measures import measure
from cmo_coder.suggest.of_project import coded_of, definitions_of
from cmo_coder.suggest.rankers import Ranker, Said, rankers
from cmo_coder.suggest.rows import Encoder

STEPS = (0, 20, 50, 100, 200, 500, 1000)
"""After how many fragments the learning curve is measured."""
SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""The edges of the calibration table's rows."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ProviderReport:
    """One provider: what it reaches on documents left out, and after the first n fragments."""

    evaluation: Evaluation
    curve: tuple[LearningPoint, ...]


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """First suggestions with a share from `low` to `high`: how many, their mean share, how many of them were right."""

    low: float
    high: float
    n: int
    share: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What coders did with what a provider showed them, and how often what they took stood first."""

    accepted: int = 0
    changed: int = 0
    rejected: int = 0
    first: int = 0

    @property
    def n(self) -> int:
        """How many were decided on."""
        return self.accepted + self.changed + self.rejected


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is known of how good the suggestions are. `names` are the codes' names by id."""

    providers: Mapping[str, ProviderReport]
    main: str
    human: HumanLine | None
    calibration: Calibration | None
    table: tuple[CalibrationRow, ...]
    outcomes: Mapping[tuple[SuggestionKind, str], Outcomes]
    """By what was proposed and by whom: how many codes were taken says nothing of how many links."""
    names: Mapping[str, str]
    documents: int
    threshold: float


def report_of(
    reading: Reading,
    threshold: float = THRESHOLD,
    progress: Progress = lambda _done, _all: None,
    encoders: Mapping[str, Encoder] = MappingProxyType({}),
) -> Report | None:
    """Measure on a project; nothing with fewer than two coded documents.

    `encoders` (`suggest/extras.py`) are measured too, each as a provider of its own.
    `progress` is told how much is done; an exception that it raises stops the work.
    """
    definitions, coded = definitions_of(reading), coded_of(reading)
    documents = list(dict.fromkeys(one.passage.document for one in coded))
    if len(documents) < 2:
        return None
    makers = rankers(reading, definitions, encoders)
    folds = [
        [nr for nr, one in enumerate(coded) if one.passage.document in out]
        for out in folds_of([one.passage.document for one in coded])
    ]
    steps = [n for n in STEPS if n <= len(coded)]
    counted = _Counted(progress, len(makers) * (len(folds) + len(steps)))
    found = {
        name: ProviderReport(
            _left_out(name, ranker, coded, folds, threshold, counted), _curve(ranker, coded, steps, counted)
        )
        for name, ranker in makers.items()
    }
    main = next(iter(found))
    ranked = found[main].evaluation.ranked
    return Report(
        found,
        main,
        human_line(reading),
        calibrate([(one.confidence, one.hit) for one in ranked]),
        calibration_table(ranked),
        outcomes_by_provider(reading),
        {one.code: one.name for one in definitions},
        len(documents),
        threshold,
    )


class _Counted:
    """Counts pieces of work and tells how far it is."""

    def __init__(self, progress: Progress, of: int) -> None:
        self._progress, self._of, self._done = progress, of, 0
        progress(0, of)

    def one_more(self) -> None:
        self._done += 1
        self._progress(self._done, self._of)


def _left_out(
    name: str, ranker: Ranker, coded: Sequence[Coded], folds: Sequence[Sequence[int]], threshold: float, count: _Counted
) -> Evaluation:
    ranked: list[Ranked] = []
    for fold, said in zip(folds, ranker.left_out(coded, folds), strict=True):
        ranked += _ranked(said, [coded[nr] for nr in fold])
        count.one_more()
    shown = sum(bool(one.codes) and one.confidence >= threshold for one in ranked)
    return Evaluation(
        len(coded) - min(map(len, folds)),
        measure([one.codes for one in ranked], [one.right for one in ranked]),
        shown / len(ranked) if ranked else None,
        name,
        tuple(ranked),
    )


def _ranked(said: Said, test: Sequence[Coded]) -> list[Ranked]:
    return [
        Ranked(tuple(code for code, _share in codes), codes[0][1] if codes else 0.0, one.codes)
        for codes, one in zip(said, test, strict=True)
    ]


def _curve(
    ranker: Ranker, coded: Sequence[Coded], steps: Sequence[int], counted: _Counted
) -> tuple[LearningPoint, ...]:
    """Learn from the first n passages, and measure on the documents that none of them came from."""
    points = []
    for n in steps:
        known = frozenset(one.passage.document for one in coded[:n])
        rest = [one for one in coded if one.passage.document not in known]
        if rest:
            ranked = _ranked(ranker.learned(coded[:n])([one.passage for one in rest]), rest)
            points.append(LearningPoint(n, measure([one.codes for one in ranked], [one.right for one in ranked])))
        counted.one_more()
    return tuple(points)


def calibration_table(ranked: Sequence[Ranked]) -> tuple[CalibrationRow, ...]:
    """First suggestions by their share: a share is a probability only where it is as large as how many were right."""
    rows = []
    for low, high in pairwise(SHARES):
        here = [one for one in ranked if one.codes and low <= one.confidence and (one.confidence < high or high == 1.0)]
        n = len(here)
        share = sum(one.confidence for one in here) / n if n else None
        rows.append(CalibrationRow(low, high, n, share, sum(one.hit for one in here) / n if n else None))
    return tuple(rows)


def outcomes_by_provider(reading: Reading) -> dict[tuple[SuggestionKind, str], Outcomes]:
    """What coders did with the suggestions so far, by what was proposed and by provider; codes first."""
    found: dict[tuple[SuggestionKind, str], list[Suggestion]] = {}
    for one in reading.all(Suggestion, order=("at", "id")):
        if one.outcome is not None:
            found.setdefault((one.kind, one.provider), []).append(one)
    order = list(SuggestionKind)
    return {key: _outcomes(found[key]) for key in sorted(found, key=lambda key: (order.index(key[0]), key[1]))}


def _outcomes(rows: Sequence[Suggestion]) -> Outcomes:
    accepted = [one for one in rows if one.outcome is SuggestionOutcome.ACCEPTED]
    return Outcomes(
        len(accepted),
        sum(one.outcome is SuggestionOutcome.CHANGED for one in rows),
        sum(one.outcome is SuggestionOutcome.REJECTED for one in rows),
        sum(one.rank == 1 for one in accepted),
    )
