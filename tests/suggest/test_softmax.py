"""The solver: against a general optimiser, and against ridge regression."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from cmo_coder.suggest.softmax import add_row, shares, solve


def _problem(rows: int = 14, codes: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    made = np.random.default_rng(7)
    features = made.normal(size=(rows, 6))
    targets = np.eye(codes)[made.integers(0, codes, rows)]
    return features @ features.T, targets, made.uniform(0.5, 2.0, rows)


def test_many_rounds_reach_the_optimum() -> None:
    likeness, targets, weights = _problem()
    freedom = 3.0
    found = solve(likeness, targets, weights, freedom, 4000).weights

    def loss(flat: np.ndarray) -> float:
        alpha = flat.reshape(targets.shape)
        scores = likeness @ alpha
        fit = -(weights[:, None] * targets * np.log(shares(scores))).sum()
        return float(fit + (alpha * scores).sum() / (2 * freedom))

    best = minimize(loss, np.zeros(targets.size), method="BFGS", options={"maxiter": 5000, "gtol": 1e-8}).fun
    assert loss(found.ravel()) == pytest.approx(best, rel=1e-4)


def test_the_first_round_is_ridge_regression() -> None:
    likeness, targets, weights = _problem()
    found = solve(likeness, targets, weights, 3.0, 1).weights
    ridge = np.linalg.solve(likeness + np.diag(2 / (3.0 * weights)), 2 * (targets - 1 / 3))
    assert np.allclose(found, ridge)


def test_an_added_row_grows_the_factor_exactly() -> None:
    likeness, targets, weights = _problem()
    part = solve(likeness[:-1, :-1], targets[:-1], weights[:-1], 3.0, 500)
    more = add_row(part, likeness[-1, :-1], float(likeness[-1, -1]), targets[-1], float(weights[-1]))
    assert np.allclose(more.factor @ more.factor.T, likeness + np.diag(2 / (3.0 * weights)))
    gap = shares(likeness @ more.weights)[-1] - targets[-1]
    assert np.abs(gap).max() < np.abs(shares(likeness[-1:, :-1] @ part.weights) - targets[-1]).max()
