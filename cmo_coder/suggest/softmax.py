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


@dataclass(slots=True)
class Solved:
    """Weights of the rows for every code (`rows x codes`), the factor of the matrix, and each row's penalty."""

    weights: Matrix
    factor: Matrix
    freedom: float
    row_weights: Matrix


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

    matrix = likeness + np.diag(2.0 / (freedom * row_weights))
    factor = cholesky(matrix, lower=True, overwrite_a=True, check_finite=False)
    weights = np.zeros_like(targets)
    before = weights
    for step in range(rounds):
        ahead = weights + (step / (step + 3.0)) * (weights - before)
        scores = likeness @ ahead
        aim = scores + 2.0 * (targets - shares(scores))
        before = weights
        weights = cho_solve((factor, True), aim, check_finite=False)
    return Solved(weights, factor, freedom, row_weights)


def add_row(solved: Solved, likeness: Matrix, own: float, target: Matrix, row_weight: float) -> Solved:
    """Add one row without solving anew: the factor grows by a row, and one step is made for what is new.

    `likeness` is the new row beside the old ones, `own` beside itself. Exact up to the step: the old rows are taken as
    solved already.
    """
    import numpy as np
    from scipy.linalg import cho_solve, solve_triangular

    n = len(solved.weights)
    below = solve_triangular(solved.factor, likeness, lower=True, check_finite=False)
    corner = own + 2.0 / (solved.freedom * row_weight) - below @ below
    factor = np.zeros((n + 1, n + 1))
    factor[:n, :n] = solved.factor
    factor[n, :n] = below
    factor[n, n] = np.sqrt(max(corner, 1e-12))
    weights = np.vstack([solved.weights, np.zeros((1, solved.weights.shape[1]))])
    score = (likeness @ solved.weights)[None, :]
    missing = 2.0 * (target[None, :] - shares(score))
    unit = np.zeros(n + 1)
    unit[n] = 1.0
    column = cho_solve((factor, True), unit, check_finite=False)
    return Solved(
        weights + np.outer(column, missing[0]), factor, solved.freedom, np.append(solved.row_weights, row_weight)
    )
