"""The solver: against a general optimiser, and against ridge regression."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from cmo_coder.suggest.softmax import Solved, add_row, left_out, shares, solve
from cmo_coder.suggest.triangle import Triangle


def _problem(rows: int = 14, codes: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    made = np.random.default_rng(7)
    features = made.normal(size=(rows, 6))
    targets = np.eye(codes)[made.integers(0, codes, rows)]
    return features @ features.T, targets, made.uniform(0.5, 2.0, rows)


def test_many_rounds_reach_the_optimum() -> None:
    likeness, targets, weights = _problem()
    freedom = 3.0
    found = solve(Triangle.of(likeness), targets, weights, freedom, 4000).weights

    def loss(flat: np.ndarray) -> float:
        alpha = flat.reshape(targets.shape)
        scores = likeness @ alpha
        fit = -(weights[:, None] * targets * np.log(shares(scores))).sum()
        return float(fit + (alpha * scores).sum() / (2 * freedom))

    best = minimize(loss, np.zeros(targets.size), method="BFGS", options={"maxiter": 5000, "gtol": 1e-8}).fun
    assert loss(found.ravel()) == pytest.approx(best, rel=1e-4)


def test_the_first_round_is_ridge_regression() -> None:
    likeness, targets, weights = _problem()
    found = solve(Triangle.of(likeness), targets, weights, 3.0, 1).weights
    ridge = np.linalg.solve(likeness + np.diag(2 / (3.0 * weights)), 2 * (targets - 1 / 3))
    assert np.allclose(found, ridge)


def test_an_added_row_grows_the_factor_exactly() -> None:
    likeness, targets, weights = _problem()
    part = solve(Triangle.of(likeness[:-1, :-1]), targets[:-1], weights[:-1], 3.0, 500)
    more = add_row(part, likeness[-1, :-1], float(likeness[-1, -1]), targets[-1], float(weights[-1]))
    assert np.allclose(_whole(more) @ _whole(more).T, likeness + np.diag(2 / (3.0 * weights)))
    gap = shares(likeness @ more.weights)[-1] - targets[-1]
    assert np.abs(gap).max() < np.abs(shares(likeness[-1:, :-1] @ part.weights) - targets[-1]).max()


def test_rows_added_one_after_the_other_are_as_exact() -> None:
    likeness, targets, weights = _problem()
    grown = solve(Triangle.of(likeness[:10, :10]), targets[:10], weights[:10], 3.0, 500)
    for n in range(10, 14):
        before = grown
        grown = add_row(grown, likeness[n, :n], float(likeness[n, n]), targets[n], float(weights[n]))
        # What was added is the column of the inverse that belongs to the new row, times what its score misses.
        change = grown.weights - np.vstack([before.weights, np.zeros((1, 3))])
        missing = 2 * (targets[n] - shares((likeness[n, :n] @ before.weights)[None, :])[0])
        inverse = np.linalg.inv(likeness[: n + 1, : n + 1] + np.diag(2 / (3.0 * weights[: n + 1])))
        assert np.allclose(change, np.outer(inverse[:, n], missing))
    assert np.allclose(_whole(grown) @ _whole(grown).T, likeness + np.diag(2 / (3.0 * weights)))


def test_rows_left_out_are_scored_as_by_weights_that_were_found_without_them() -> None:
    likeness, targets, weights = _problem(30)
    solved = solve(Triangle.of(likeness), targets, weights, 3.0, 15)
    out, kept = np.array([3, 4, 17]), np.setdiff1d(np.arange(30), [3, 4, 17])
    without = solve(Triangle.of(likeness[np.ix_(kept, kept)]), targets[kept], weights[kept], 3.0, 15)
    said = left_out(solved, targets, weights, out, 15)
    assert np.allclose(said, likeness[np.ix_(out, kept)] @ without.weights)


def _whole(solved: Solved) -> np.ndarray:
    """The factor as one triangle."""
    n = len(solved.factor)
    found = np.zeros((n + len(solved.corner),) * 2)
    found[:n, :n] = solved.factor.whole()
    found[n:, :n] = solved.below
    found[n:, n:] = solved.corner
    return found
