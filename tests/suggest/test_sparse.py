"""Sparse rows and the triangle: against scipy and numpy, over rows of every form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse import hstack as sparse_hstack
from scipy.sparse import random as sparse_random

from cmo_coder.suggest import among, sparse, triangle
from cmo_coder.suggest.among import Among, different
from cmo_coder.suggest.sparse import Columns, SparseRows, inner
from cmo_coder.suggest.triangle import Triangle


def rows_of(matrix: Any) -> SparseRows:
    """The rows of a matrix of scipy."""
    found = csr_matrix(matrix)
    found.sort_indices()
    return SparseRows(found.indptr, found.indices, found.data.astype(np.float32), found.shape[1])


def some(rows: int, seed: int, width: int = 90, share: float = 0.4) -> Any:
    """A sparse matrix in single precision."""
    return sparse_random(rows, width, share, "csr", np.float32, rng=np.random.default_rng(seed))


@pytest.mark.parametrize("pairs", [1, 100, 50_000])
def test_inner_products_are_those_of_scipy(monkeypatch: pytest.MonkeyPatch, pairs: int) -> None:
    monkeypatch.setattr(sparse, "PAIRS", pairs)
    left, right = some(60, 1), some(50, 2)
    assert np.allclose(inner(rows_of(left), rows_of(right).columns()), (left @ right.T).toarray(), atol=1e-6)


@pytest.mark.parametrize("common", [0, 20, 1000])
@pytest.mark.parametrize("block", [7, 128])
def test_inner_products_of_rows_among_themselves(monkeypatch: pytest.MonkeyPatch, common: int, block: int) -> None:
    monkeypatch.setattr(among, "COMMON", common)
    monkeypatch.setattr(among, "DENSE", 16)
    monkeypatch.setattr(among, "WIDE", 25)
    monkeypatch.setattr(triangle, "BLOCK", block)
    matrix = some(60, 3)
    found = Triangle(60, np.float32)
    products, parts = Among(rows_of(matrix).columns(), 0.5), list(found.parts())
    for some_parts in (parts[:2], parts[2:]):  # the blocks may come in several times
        if some_parts:
            products.add_to(some_parts)
    assert np.allclose(found.whole(), np.tril(0.5 * (matrix @ matrix.T).toarray()), atol=1e-5)


@pytest.mark.parametrize("common", [0, 1000])
def test_features_with_the_same_numbers_are_multiplied_once(monkeypatch: pytest.MonkeyPatch, common: int) -> None:
    monkeypatch.setattr(among, "COMMON", common)
    matrix = sparse_hstack([some(40, 5), some(40, 5), some(40, 6), some(40, 5), csr_matrix((40, 3))]).tocsr()
    columns, found = rows_of(matrix).columns(), Triangle(40, np.float32)
    features, times = different(columns)
    assert sorted(features) == [*range(90), *range(180, 270)]
    assert set(times[features < 90]) == {3} and set(times[features >= 180]) == {1}
    asked: list[int] = []
    dense = Columns.dense
    monkeypatch.setattr(Columns, "dense", lambda *of: (asked.extend(of[1]), dense(*of))[1])
    products = Among(columns, 0.5)
    products.add_to(list(found.parts()))
    assert sorted(asked) == ([] if common else sorted(features))
    assert len(products._rare.values) == (some(40, 5).nnz + some(40, 6).nnz if common else 0)
    assert np.allclose(found.whole(), np.tril(0.5 * (matrix @ matrix.T).toarray()), atol=1e-5)


@settings(max_examples=60, deadline=None)
@given(n=st.integers(1, 12), width=st.integers(1, 8), share=st.floats(0, 1), seed=st.integers(0, 99))
def test_rows_and_columns_hold_the_same_numbers(n: int, width: int, share: float, seed: int) -> None:
    matrix = some(n, seed, width, share)
    rows, dense = rows_of(matrix), matrix.toarray()
    weights = np.arange(1.0, n + 1)
    back = rows.columns().as_rows()
    assert np.array_equal(np.array([back.dense(nr) for nr in range(n)]), dense)
    chosen = np.random.default_rng(seed).random(width) < 0.5
    some_back = rows.columns().as_rows(chosen)
    assert np.array_equal(np.array([some_back.dense(nr) for nr in range(n)]), dense * chosen)
    assert np.allclose(rows.sum(weights), weights @ dense)
    assert np.allclose(rows.columns().sum(weights), weights @ dense)
    assert np.allclose(rows.times(np.arange(float(width))), dense @ np.arange(float(width)))
    assert np.allclose(rows.lengths(), np.linalg.norm(dense, axis=1))
    chosen = np.random.default_rng(seed).integers(0, n, 5)
    assert np.array_equal(np.array([rows.take(chosen).dense(nr) for nr in range(5)]), dense[chosen])
    assert np.array_equal(SparseRows.stacked([rows, rows]).dense(n), dense[0])
    lengths = rows.of_length_one().lengths()
    assert np.allclose(lengths, np.where(dense.any(axis=1), 1.0, 0.0))


@pytest.mark.parametrize("block", [1, 5, 64])
@pytest.mark.parametrize("n", [1, 5, 23])
def test_the_factor_is_that_of_numpy(monkeypatch: pytest.MonkeyPatch, block: int, n: int) -> None:
    monkeypatch.setattr(triangle, "BLOCK", block)
    made = np.random.default_rng(n)
    half = made.normal(size=(n, n))
    matrix = half @ half.T + np.eye(n)
    found = Triangle.of(matrix)
    found.add_to_diagonal(np.arange(n))
    found.factorise()
    whole = matrix + np.diag(np.arange(n))
    assert np.allclose(found.whole(), np.linalg.cholesky(whole))
    right = made.normal(size=(n, 3))
    assert np.allclose(found.solve(right), np.linalg.solve(whole, right))
    assert np.allclose(found.forward(right[:, 0]), np.linalg.solve(np.linalg.cholesky(whole), right[:, 0]))


@pytest.mark.parametrize("block", [1, 5, 64])
@pytest.mark.parametrize("n", [1, 5, 23])
def test_a_factor_that_grows_is_the_same_in_16_bits(monkeypatch: pytest.MonkeyPatch, block: int, n: int) -> None:
    monkeypatch.setattr(triangle, "BLOCK", block)
    made = np.random.default_rng(n)
    half = made.normal(size=(n, n))
    matrix, diagonal = half @ half.T + np.eye(n), np.arange(1.0, n + 1)
    most = 0

    def fill(parts: Sequence[triangle.Part]) -> None:
        nonlocal most
        most = max(most, sum(part.size for _start, _end, part in parts))
        for start, end, part in parts:
            assert not part.any()
            part += matrix[start:end, :end]

    found = Triangle.grown(n, np.float32, fill, diagonal)
    whole = matrix + np.diag(diagonal)
    assert len(found) == n
    assert np.allclose(found.whole(), np.linalg.cholesky(whole), atol=2e-4 * np.abs(whole).max() ** 0.5)
    right = made.normal(size=(n, 3))
    assert np.allclose(whole @ found.solve(right), right, atol=0.01 * np.abs(right).max())
    assert found.nbytes == 2 * sum(part.size for _start, _end, part in Triangle(n, np.float32).parts())
    if (n, block) == (23, 1):
        assert most <= 0.4 * n * n / 2, "the matrix was never there as a whole"


def test_what_is_no_likeness_has_no_factor() -> None:
    with pytest.raises(np.linalg.LinAlgError):
        Triangle.of(-np.eye(3)).factorise()
