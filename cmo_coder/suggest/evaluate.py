"""Measuring the suggestions: on coded data of another place, and on the team's own project.

What is measured on a document was never learned from it: passages of one interview are alike, and leaving out single
fragments promises twice what a new interview then gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cmo_coder import __version__
from cmo_coder.model.canonical import Role
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.learned import Learned
from cmo_coder.suggest.measures import Measures, measure
from cmo_coder.suggest.roles import RoleExample, Roles
from cmo_coder.suggest.value import Definition, Example

CODES, ROLES = "codebook+exemplar", "cmo-role"
THRESHOLD = 0.25
"""Below this share of the first code nothing is shown, unless the user moves it."""
FOLDS = 10
"""With more documents than this, several are left out at once."""

REPORT_ROLES = {
    Role.C: "context",
    Role.I: "strategy",
    Role.M_RES: "mechanism",
    Role.M_RED: "mechanism",
    Role.O: "outcome",
}
"""How the method's roles are folded in role data (`decisions.md`); "none" is known only from examples."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What was suggested for a passage: the codes, best first, the share of the first, and the right ones."""

    codes: tuple[str, ...]
    confidence: float
    right: frozenset[str]

    @property
    def hit(self) -> bool:
        """Whether the first is right."""
        return bool(self.codes) and self.codes[0] in self.right


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An evaluation. `n_train` counts passages learned from (the largest number where several models were made)."""

    n_train: int
    measures: Measures
    coverage: float | None
    provider: str
    ranked: tuple[Ranked, ...]

    def as_json(self, *, roles: bool = False) -> dict[str, object]:
        """The object of `cmo-coder evaluate --json` (`decisions.md`); what does not apply is null."""
        found = self.measures
        return {
            "n_train": self.n_train,
            "n_test": found.n,
            "first_right": found.first_right,
            "right_in_three": None if roles else found.right_in_three,
            "right_in_two": found.right_in_two if roles else None,
            "macro_f1": found.macro_f1,
            "coverage": self.coverage,
            "per_code": {
                code: {"n": one.n, "precision": one.precision, "recall": one.recall, "f1": one.f1}
                for code, one in found.per_code.items()
            },
            "provider": self.provider,
            "version": __version__,
        }


def _evaluation(n_train: int, ranked: Sequence[Ranked], provider: str, threshold: float) -> Evaluation:
    shown = sum(one.confidence >= threshold for one in ranked)
    return Evaluation(
        n_train,
        measure([one.codes for one in ranked], [one.right for one in ranked]),
        shown / len(ranked) if ranked else None,
        provider,
        tuple(ranked),
    )


def _rank(model: Learned, test: Sequence[Coded]) -> list[Ranked]:
    found = model.suggest([one.passage for one in test], most=3)
    return [
        Ranked(tuple(one.code for one in codes), codes[0].confidence if codes else 0.0, coded.codes)
        for codes, coded in zip(found, test, strict=True)
    ]


def _examples(train: Sequence[Coded]) -> list[Example]:
    return [Example(one.passage, tuple(sorted(one.codes))) for one in train]


def evaluate_codes(
    train: Sequence[Coded], test: Sequence[Coded], definitions: Sequence[Definition], threshold: float = THRESHOLD
) -> Evaluation:
    """Learn codes from `train` and the definitions, and measure on `test`. `train` may be empty (zero-shot)."""
    ranked = _rank(Learned(_examples(train), definitions), test)
    return _evaluation(len(train), ranked, CODES, threshold)


def evaluate_roles(
    train: Sequence[Coded], test: Sequence[Coded], threshold: float = THRESHOLD, model: str = "auto"
) -> Evaluation:
    """Learn roles from `train` and the cue lexicon, and measure on `test`. `train` may be empty (cues alone)."""
    examples = [RoleExample(one.passage, role) for one in train for role in one.codes]
    found = Roles(examples, REPORT_ROLES, model).suggest([one.passage for one in test], most=2)
    ranked = [
        Ranked(tuple(role.role for role in one.roles), one.roles[0].confidence, coded.codes)
        for one, coded in zip(found, test, strict=True)
    ]
    return _evaluation(len(train), ranked, ROLES, threshold)


def leave_documents_out(
    coded: Sequence[Coded],
    definitions: Sequence[Definition],
    threshold: float = THRESHOLD,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Evaluation | None:
    """Measure on each document what the others teach; nothing with fewer than two documents.

    `progress` is told how many of the models are made; an exception that it raises stops the work.
    """
    ranked: list[Ranked] = []
    folds = list(folds_of(coded))
    if len(folds) < 2:
        return None
    largest = 0
    for nr, (train, test) in enumerate(folds):
        progress(nr, len(folds))
        ranked += _rank(Learned(_examples(train), definitions), test)
        largest = max(largest, len(train))
    progress(len(folds), len(folds))
    return _evaluation(largest, ranked, CODES, threshold)


def folds_of(coded: Sequence[Coded]) -> Iterator[tuple[list[Coded], list[Coded]]]:
    """Ways to leave whole documents out: (what is learned from, what is measured on), at most `FOLDS`."""
    documents = list(dict.fromkeys(one.passage.document for one in coded))
    n = min(FOLDS, len(documents))
    for nr in range(n):
        out = frozenset(documents[nr::n])
        yield (
            [one for one in coded if one.passage.document not in out],
            [one for one in coded if one.passage.document in out],
        )


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """How good the suggestions would have been for the rest of the project after the first `n` fragments."""

    n: int
    measures: Measures


def learning_curve(
    coded: Sequence[Coded], definitions: Sequence[Definition], steps: Sequence[int] = (0, 20, 50, 100, 200, 500, 1000)
) -> tuple[LearningPoint, ...]:
    """Learn from the first n passages, in the order given, and measure on the documents that none of them came from."""
    points = []
    for n in steps:
        known = frozenset(one.passage.document for one in coded[:n])
        rest = [one for one in coded if one.passage.document not in known]
        if n > len(coded) or not rest:
            break
        points.append(LearningPoint(n, evaluate_codes(coded[:n], rest, definitions).measures))
    return tuple(points)
