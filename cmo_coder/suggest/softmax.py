"""Kernel regression for one choice among many, as ridge regression repeated.

The logistic loss is bounded by a parabola of fixed curvature (Boehning 1992, Annals of the Institute of Statistical
Mathematics 44, 197-200). Each step is then a ridge regression with the same matrix: one factorisation serves all steps,
all codes, and a fragment that is added later. The first step alone is kernel ridge regression. Between the steps
Nesterov's momentum saves most of them. Measured on the data of docs/reference/suggestions.md: the repeated form finds
three to five of a hundred more first codes than the first step alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from cmo_coder.suggest.triangle import Triangle

Matrix = Any
"""A numpy array; numpy is imported where it is used."""


class Likeness(Protocol):
    """A kernel (`rows x rows`) that can give its factor."""

    def factor(self, diagonal: Matrix) -> Triangle:
        """The factor of the kernel with something added to its diagonal."""


@dataclass(frozen=True, slots=True)
class Solved:
    """Weights of the rows for every code (`rows x codes`) and the factor of the matrix that they were solved with.

    The factor is in two parts, so that adding a row copies nothing large: `factor` of the rows solved at once, and of
    those that came later their rows beside these (`below`, one array for each, in the precision of the factor, so that
    the next one copies none) and among themselves (`corner`).
    """

    weights: Matrix
    factor: Triangle
    freedom: float
    below: tuple[Matrix, ...]
    corner: Matrix


def shares(scores: Matrix) -> Matrix:
    """Scores as shares that add up to one in each row."""
    import numpy as np

    raised = scores - scores.max(axis=1, keepdims=True)
    np.exp(raised, out=raised)
    raised /= raised.sum(axis=1, keepdims=True)
    return raised


def solve(likeness: Likeness, targets: Matrix, row_weights: Matrix, freedom: float, rounds: int) -> Solved:
    """Find the weights, in the precision of the likeness.

    `likeness` is the kernel, which may become its own factor; `targets` the share of each code in each row,
    `row_weights` how much a row counts; `freedom` is the inverse of the penalty.
    """
    import numpy as np

    penalty = 2.0 / (freedom * row_weights)
    factor = likeness.factor(penalty)
    weights = _repeated(factor.solve, targets.astype(factor.dtype, copy=False), penalty, rounds)
    return Solved(weights, factor, freedom, (), np.zeros((0, 0)))


def _repeated(step: Callable[[Matrix], Matrix], targets: Matrix, penalty: Matrix, rounds: int) -> Matrix:
    """The weights after so many rounds, in the precision of `targets`; `step` solves the ridge regression."""
    import numpy as np

    weights = None
    scores, before = np.zeros_like(targets), np.zeros_like(targets)
    penalty = penalty[:, None].astype(targets.dtype)
    for nr in range(rounds):
        aim = np.subtract(scores, before, out=before)
        aim *= nr / (nr + 3.0)
        aim += scores
        missing = shares(aim)
        np.subtract(targets, missing, out=missing)
        missing *= 2.0
        aim += missing
        del missing
        weights = None  # those of the round before are not asked again, and large
        weights = step(aim)
        # matrix @ weights = aim, so likeness @ weights needs no product of its own.
        aim -= penalty * weights
        before, scores = scores, aim
    return weights if weights is not None else np.zeros_like(targets)


def left_out(solved: Solved, targets: Matrix, row_weights: Matrix, out: Matrix, rounds: int) -> Matrix:
    """The scores (`out x codes`) of some rows (by number) by weights that were found without them.

    Nothing is factorised anew. With rows left out, what has to be solved is `A_kk x = b` for the kept rows k of the
    matrix A. That is `A [x, 0] = [b, t]` for the t that makes the left-out part zero; and t is what the kept rows say
    of the left-out ones, since in `A_ok x` stands no diagonal: their scores.
    """
    import numpy as np

    factor, n = solved.factor, len(targets)
    own = Triangle(len(out), factor.dtype)  # the part of A's inverse that belongs to the left-out rows
    for start, end, part in own.parts():
        units = np.zeros((n, end - start), factor.dtype)
        units[out[start:end], np.arange(end - start)] = 1.0
        part[:] = factor.solve(units)[out[:end]].T
    own.factorise()
    stays = np.ones(n, bool)
    stays[out] = False
    kept = np.flatnonzero(stays)
    whole = np.zeros(targets.shape, factor.dtype)

    def step(aim: Matrix) -> Matrix:
        whole[kept], whole[out] = aim, 0.0
        whole[out] = -own.solve(factor.solve(whole)[out])
        return factor.solve(whole)[kept]

    penalty = 2.0 / (solved.freedom * row_weights)
    _repeated(step, targets[kept].astype(factor.dtype), penalty[kept], rounds)
    return whole[out].astype(float)


def add_row(solved: Solved, likeness: Matrix, own: float, target: Matrix, row_weight: float) -> Solved:
    """Add one row without solving anew: the factor grows by a row, and one step is made for what is new.

    `likeness` is the new row beside the old ones, `own` beside itself. Exact up to the step: the old rows are taken as
    solved already.
    """
    import numpy as np

    n, late = len(solved.factor), len(solved.corner)
    below = (*solved.below, solved.factor.forward(likeness[:n]))
    first = below[-1].astype(float)
    beside = np.array([row @ first for row in solved.below])
    rest = np.linalg.solve(solved.corner, likeness[n:] - beside) if late else np.zeros(0)
    last = own + 2.0 / (solved.freedom * row_weight) - first @ first - rest @ rest
    end = np.sqrt(max(last, 1e-12))
    corner = np.zeros((late + 1, late + 1))
    corner[:late, :late] = solved.corner
    corner[late, :late] = rest
    corner[late, late] = end
    # The column of the inverse that belongs to the new row.
    unit = np.zeros(late + 1)
    unit[late] = 1.0 / end
    late_part = np.linalg.solve(corner.T, unit)
    right = np.zeros(n)
    for row, part in zip(below, late_part, strict=True):
        right -= row * part
    column = np.concatenate([solved.factor.backward(right).astype(float), late_part])
    score = (likeness @ solved.weights)[None, :]
    missing = 2.0 * (target[None, :] - shares(score))
    kept = solved.weights.dtype
    weights = np.outer(column.astype(kept), missing[0].astype(kept))
    weights[:-1] += solved.weights
    return Solved(weights, solved.factor, solved.freedom, below, corner)
