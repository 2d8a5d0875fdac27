"""Jackknife, bootstrap and Student's t over documents."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest

from cmo_coder.agreement.resampling import bootstrap, jackknife_se, t_quantile
from cmo_coder.agreement.value import Reason, Score

VALUES = {"a": 1.0, "b": 2.0, "c": 4.0, "d": 8.0}


def average(documents: Sequence[str]) -> Score:
    return Score(sum(VALUES[one] for one in documents) / len(documents))


def test_the_jackknife_of_a_mean_is_its_standard_error() -> None:
    deviations = sum((value - 3.75) ** 2 for value in VALUES.values())
    assert jackknife_se(average, list(VALUES)).value == pytest.approx((deviations / 3 / 4) ** 0.5)


def test_one_document_has_no_standard_error() -> None:
    assert jackknife_se(lambda some: average(some) if some else Score(None), ["a"]).reason is Reason.TOO_FEW_DOCUMENTS


def test_few_documents_are_enumerated() -> None:
    every = sorted(sum(VALUES[one] for one in some) / 4 for some in product(VALUES, repeat=4))
    found = bootstrap(average, list(VALUES))
    assert found is not None and found.exact and found.draws == 256
    # The smallest value with a cumulated share of at least 2.5 % and 97.5 %: numbers 7 and 250 of 256.
    assert (found.low, found.high) == (every[6], every[249])


def test_the_same_seed_draws_the_same() -> None:
    many = [one for one in VALUES for _ in range(5)]
    one, same, other = (bootstrap(average, many, seed=seed) for seed in (3, 3, 4))
    assert one is not None and not one.exact and one.draws == 2000
    assert one == same and one != other


def test_undefined_resamples_are_dropped_and_counted() -> None:
    def some_undefined(documents: Sequence[str]) -> Score:
        return Score(None, Reason.NO_SPANS) if set(documents) == {"a"} else average(documents)

    found = bootstrap(some_undefined, ["a", "b"])
    assert found is not None and found.dropped == 0.25 and found.low == 1.5
    assert bootstrap(lambda _: Score(None, Reason.NO_SPANS), ["a", "b"]) is None


def test_shares_below_the_limits() -> None:
    found = bootstrap(lambda some: Score(float(Fraction(some.count("a"), len(some)))), ["a", "b"])
    # 0, 1/2 (twice) and 1.
    assert found is not None and found.below_667 == found.below_800 == 0.75


@pytest.mark.parametrize(
    ("degrees", "t"),
    [(1, 12.7062), (2, 4.30265), (3, 3.18245), (4, 2.77645), (9, 2.26216), (30, 2.04227), (39, 2.02269)],
)
def test_students_t(degrees: int, t: float) -> None:
    assert t_quantile(degrees) == pytest.approx(t, abs=5e-5)
