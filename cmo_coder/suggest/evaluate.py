"""Measuring the suggestions: on coded data of another place, and on the team's own project.

What is measured on a document was never learned from it: passages of one interview are alike, and leaving out single
fragments promises twice what a new interview then gives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cmo_coder import __version__
from cmo_coder.model.canonical import Role
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.grown import some_of
from cmo_coder.suggest.learned import MEASURED, Learned
from cmo_coder.suggest.measures import Measures, measure
from cmo_coder.suggest.role_examples import NONE
from cmo_coder.suggest.roles import RoleExample, Roles
from cmo_coder.suggest.rows import Encoder
from cmo_coder.suggest.value import Definition, Example, Scored

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
    return [_ranked(codes, coded) for codes, coded in zip(found, test, strict=True)]


def _ranked(codes: Sequence[Scored], coded: Coded) -> Ranked:
    return Ranked(tuple(one.code for one in codes), codes[0].confidence if codes else 0.0, coded.codes)


def _examples(train: Sequence[Coded]) -> list[Example]:
    return [Example(one.passage, tuple(sorted(one.codes))) for one in train]


def evaluate_codes(
    train: Sequence[Coded],
    test: Sequence[Coded],
    definitions: Sequence[Definition],
    threshold: float = THRESHOLD,
    encoder: Encoder | None = None,
) -> Evaluation:
    """Learn codes from `train` and the definitions, and measure on `test`. `train` may be empty (zero-shot)."""
    uncoded = some_of([one.passage for one in test], MEASURED.uncoded)
    ranked = _rank(Learned(_examples(train), definitions, MEASURED, encoder, uncoded=uncoded), test)
    return _evaluation(len(train), ranked, CODES, threshold)


def evaluate_roles(
    train: Sequence[Coded], test: Sequence[Coded], threshold: float = THRESHOLD, model: str = "auto"
) -> Evaluation:
    """Learn roles from `train` and the cue lexicon, and measure on `test`. `train` may be empty (cues alone).

    Whether "none" is a role at all is taken from both, as codes are from a codebook: the first rows may lack it.
    """
    examples = [RoleExample(one.passage, role) for one in train for role in one.codes]
    also = [NONE] if any(NONE in one.codes for one in test) else []
    found = Roles(examples, REPORT_ROLES, model, also).suggest([one.passage for one in test], most=2)
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
    encoder: Encoder | None = None,
) -> Evaluation | None:
    """Measure on each document what the others teach; nothing with fewer than two documents.

    `progress` is told how many of the models are made; an exception that it raises stops the work.
    """
    return _left_out(Learned(_examples(coded), definitions, MEASURED, encoder), coded, threshold, progress)


def left_out_of(
    model: Learned, coded: Sequence[Coded], progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Evaluation | None:
    """The same, of a model that learned from `coded` first, and then perhaps from refusals."""
    return _left_out(model, coded, THRESHOLD, progress)


def _left_out(
    model: Learned, coded: Sequence[Coded], threshold: float, progress: Callable[[int, int], None]
) -> Evaluation | None:
    folds = folds_of([one.passage.document for one in coded])
    if len(folds) < 2:
        return None
    rows = [[nr for nr, one in enumerate(model.examples) if one.passage.document in out] for out in folds]
    fewest = min(sum(one.passage.document in out for one in coded) for out in folds)
    ranked: list[Ranked] = []
    progress(0, len(folds))
    for nr, (numbers, scores) in enumerate(zip(rows, model.left_out(rows), strict=True), start=1):
        measured = [at for at, row in enumerate(numbers) if row < len(coded)]
        found = model.ranked(scores[measured])
        ranked += [_ranked(codes, coded[numbers[at]]) for at, codes in zip(measured, found, strict=True)]
        progress(nr, len(folds))
    return _evaluation(len(coded) - fewest, ranked, CODES, threshold)


def folds_of(documents: Sequence[str]) -> list[frozenset[str]]:
    """Ways to leave whole documents out: the documents of each, at most `FOLDS`."""
    names = list(dict.fromkeys(documents))
    n = min(FOLDS, len(names))
    return [frozenset(names[nr::n]) for nr in range(n)]


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
