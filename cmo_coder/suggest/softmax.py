"""Kernel regression for one choice among many, as ridge regression repeated.

The logistic loss is bounded by a parabola of fixed curvature (Boehning 1992, Annals of the Institute of Statistical
Mathematics 44, 197-200). Each step is then a ridge regression with the same matrix: one factorisation serves all steps,
all codes, and a fragment that is added later. The first step alone is kernel ridge regression. Between the steps
Nesterov's momentum saves most of them. Measured on the data of docs/reference/suggestions.md: the repeated form finds
three to five of a hundred more first codes than the first step alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Matrix = Any
"""A numpy array; numpy is imported where it is used."""


@dataclass(frozen=True, slots=True)
class Solved:
    """Weights of the rows for every code (`rows x codes`) and the factor of the matrix that they were solved with.

    The factor is in two parts, so that adding a row copies nothing large: `factor` of the rows solved at once, and of
    those that came later their rows beside these (`below`) and among themselves (`corner`).
    """

    weights: Matrix
    factor: Matrix
    freedom: float
    below: Matrix
    corner: Matrix


def shares(scores: Matrix) -> Matrix:
    """Scores as shares that add up to one in each row."""
    import numpy as np

    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def solve(likeness: Matrix, targets: Matrix, row_weights: Matrix, freedom: float, rounds: int) -> Solved:
    """Find the weights.

    `likeness` is the kernel (`rows x rows`), `targets` the share of each code in each row, `row_weights` how much a row
    counts; `freedom` is the inverse of the penalty.
    """
    import numpy as np
    from scipy.linalg import cho_solve, cholesky

    penalty = (2.0 / (freedom * row_weights))[:, None]
    # In Fortran's order, as LAPACK wants it; the matrix is symmetric, so that turning it over changes nothing.
    matrix = np.array(likeness, order="C").T
    matrix[np.diag_indices(len(matrix))] += penalty[:, 0]
    factor = cholesky(matrix, lower=True, overwrite_a=True, check_finite=False)
    weights = np.zeros_like(targets)
    scores = scores_before = np.zeros_like(targets)
    for step in range(rounds):
        momentum = step / (step + 3.0)
        ahead = scores + momentum * (scores - scores_before)
        aim = ahead + 2.0 * (targets - shares(ahead))
        weights = cho_solve((factor, True), aim, check_finite=False)
        # matrix @ weights = aim, so likeness @ weights needs no product of its own.
        scores_before, scores = scores, aim - penalty * weights
    n = len(weights)
    return Solved(weights, factor, freedom, np.zeros((0, n)), np.zeros((0, 0)))


def add_row(solved: Solved, likeness: Matrix, own: float, target: Matrix, row_weight: float) -> Solved:
    """Add one row without solving anew: the factor grows by a row, and one step is made for what is new.

    `likeness` is the new row beside the old ones, `own` beside itself. Exact up to the step: the old rows are taken as
    solved already.
    """
    import numpy as np
    from scipy.linalg import solve_triangular

    def forward(factor: Matrix, right: Matrix, *, turned: bool = False) -> Matrix:
        return solve_triangular(factor, right, lower=True, trans=1 if turned else 0, check_finite=False)

    n, late = len(solved.factor), len(solved.corner)
    first = forward(solved.factor, likeness[:n])
    rest = forward(solved.corner, likeness[n:] - solved.below @ first) if late else np.zeros(0)
    last = own + 2.0 / (solved.freedom * row_weight) - first @ first - rest @ rest
    end = np.sqrt(max(last, 1e-12))
    corner = np.zeros((late + 1, late + 1))
    corner[:late, :late] = solved.corner
    corner[late, :late] = rest
    corner[late, late] = end
    below = np.vstack([solved.below, first])
    # The column of the inverse that belongs to the new row.
    unit = np.zeros(late + 1)
    unit[late] = 1.0 / end
    late_part = forward(corner, unit, turned=True)
    column = np.concatenate([forward(solved.factor, -(below.T @ late_part), turned=True), late_part])
    weights = np.vstack([solved.weights, np.zeros((1, solved.weights.shape[1]))])
    score = (likeness @ solved.weights)[None, :]
    missing = 2.0 * (target[None, :] - shares(score))
    return Solved(weights + np.outer(column, missing[0]), solved.factor, solved.freedom, below, corner)
