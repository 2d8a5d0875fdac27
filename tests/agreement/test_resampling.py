"""Jackknife, bootstrap and Student's t over documents."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from cmo_coder.agreement.coding import Coding, Mark, Text
from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.figures import Question, score
from cmo_coder.agreement.resample_all import OF_CODE, uncertainty
from cmo_coder.agreement.resampling import Interval, bootstrap, jackknife_se, t_quantile
from cmo_coder.agreement.value import Metric, Reason, Score, Unit

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


def project(documents: int) -> Comparison:
    random = Random(5)
    texts = tuple(Text(f"d{nr}", 500 + 100 * nr) for nr in range(documents))
    finished = {coder: frozenset(text.id for text in texts) for coder in "AB"}
    finished["C"] = frozenset(text.id for text in texts[1:])
    marks = []
    for text in texts:
        for _ in range(6):
            start, code = random.randrange(400), random.choice("xy")
            marks += [
                Mark(text.id, coder, start + random.randrange(9), start + random.randrange(20, 90), code)
                for coder in "ABC"
                if random.random() < 0.8
            ]
    return Comparison(Coding(texts, ("A", "B", "C"), ("x", "y", "z"), finished, tuple(marks)))


@pytest.mark.parametrize("unit", [Unit.CHARACTER, Unit.DOCUMENT])
def test_all_codes_at_once_give_what_one_by_one_gives(unit: Unit) -> None:
    comparison = project(5)
    scope = comparison.scope()
    metrics = [*OF_CODE, Metric.LIGHT_KAPPA]
    found = uncertainty(comparison, scope, comparison.codes, metrics, unit)
    for (metric, code), one in found.items():

        def evaluate(documents: Sequence[str], metric: Metric = metric, code: str = code) -> Score:
            return score(comparison, comparison.scope(None, documents), Question(metric, code, unit))

        assert one.documents == 5
        slow = bootstrap(evaluate, scope.documents)
        error = jackknife_se(evaluate, scope.documents).value
        assert (one.bootstrap is None) == (slow is None)
        assert one.standard_error == (None if error is None else pytest.approx(error, abs=1e-9))
        if slow is not None and one.bootstrap is not None:
            assert one.bootstrap == Interval(
                **{name: pytest.approx(value, abs=1e-9) for name, value in asdict(slow).items()}
            )


def test_drawn_resamples_follow_the_seed_and_lie_near_the_jackknife() -> None:
    comparison = project(20)
    first, same, other = (
        uncertainty(comparison, comparison.scope(), ["x"], [Metric.ALPHA], seed=seed) for seed in (1, 1, 2)
    )
    assert first == same and first != other
    one = first[Metric.ALPHA, "x"]
    assert one.bootstrap is not None and not one.bootstrap.exact and one.bootstrap.draws == 2000
    assert one.low is not None and one.high is not None
    assert one.bootstrap.low == pytest.approx(one.low, abs=0.08)
    assert one.bootstrap.high == pytest.approx(one.high, abs=0.08)


def test_numpy_comes_only_when_asked_for() -> None:
    code = "import cmo_coder.agreement.resample_all, cmo_coder.agreement.figures, sys; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
