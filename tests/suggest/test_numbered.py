"""Looking numbers up among known ones: what numpy's own search finds, and never one that is not there."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.suggest.numbered import Known

NUMBERS = st.integers(0, 2**64 - 1) | st.integers(0, 9) | st.integers(2**64 - 9, 2**64 - 1)


@settings(max_examples=200, deadline=None)
@given(known=st.sets(NUMBERS, max_size=60), asked=st.lists(NUMBERS, max_size=60))
def test_what_is_known_is_found_where_it_stands(known: set[int], asked: list[int]) -> None:
    numbers = np.array(sorted(known), np.uint64)
    both = np.array([*asked, *known], np.uint64)
    there, at = Known(numbers).find(both)
    assert there.tolist() == [one in known for one in both.tolist()]
    assert numbers[at].tolist() == [one for one in both.tolist() if one in known]


def test_of_many_well_spread_numbers_all_are_found() -> None:
    numbers = np.sort(np.random.default_rng(3).integers(0, 2**64, 30_000, np.uint64))
    there, at = Known(numbers).find(numbers)
    assert there.all()
    assert (at == np.arange(len(numbers))).all()
    assert not Known(numbers[::2]).find(numbers[1::2])[0].any()
