"""The heaviest matching against trying everything."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.agreement.assignment import heaviest

GAINS = st.lists(st.dictionaries(st.integers(0, 5), st.integers(-2, 20), max_size=6), max_size=6)


@settings(max_examples=300, deadline=None)
@given(GAINS)
def test_no_matching_is_heavier(gains: list[dict[int, int]]) -> None:
    chosen = heaviest(gains)
    taken = [column for column in chosen if column is not None]
    assert len(set(taken)) == len(taken)
    found = sum(gains[row][column] for row, column in enumerate(chosen) if column is not None)
    best = max(
        sum(max(0, gains[row].get(column, 0)) for row, column in enumerate(columns))
        for columns in permutations(range(6), len(gains))
    )
    assert found == best


def test_a_chain_is_pushed_along() -> None:
    """Each newcomer is worth most where the one before sits: all have to move up."""
    gains = [{nr: 10.0, nr + 1: 9.5} for nr in range(50)]
    assert sum(gains[row][column] for row, column in enumerate(heaviest(gains)) if column is not None) == 500
    gains.append({0: 10.0})
    chosen = heaviest(gains)
    assert sum(gains[row][column] for row, column in enumerate(chosen) if column is not None) == pytest.approx(500)
