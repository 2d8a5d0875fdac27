"""The two codings of one report in the reference cases: pairs by overlap, and agreement over the pairs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cmo_coder.agreement.coding import Coding, Mark, Text
from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.figures import code_counts
from cmo_coder.agreement.nominal import Nominal, nominal
from cmo_coder.agreement.pairing import Occurrence, by_overlap
from cmo_coder.agreement.value import Unit
from tests.shared import shared

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def codings() -> tuple[Rows, Rows]:
    names = ("rivm-coded-fragments.jsonl", "rivm-coded-fragments-coder2.jsonl")
    texts = (shared("cases", name).read_text(encoding="utf-8") for name in names)
    first, second = ([json.loads(line) for line in text.splitlines()] for text in texts)
    return first, second


def over_pairs(codings: tuple[Rows, Rows], field: str) -> Nominal:
    first, second = (
        [Occurrence(row["document"], row["start"], row["end"], row["role"], "") for row in rows] for rows in codings
    )
    return nominal((codings[0][here][field], codings[1][there][field]) for here, there in by_overlap(first, second))


@pytest.mark.parametrize(
    ("field", "same", "share", "kappa"),
    [
        ("role", 66, 0.6804, 0.5933),
        ("werkzaam_element_nr", 93, 0.9588, 0.9514),
        ("stance", 92, 0.9485, 0.8965),
    ],
)
def test_agreement_over_the_pairs(
    codings: tuple[Rows, Rows], field: str, same: int, share: float, kappa: float
) -> None:
    found = over_pairs(codings, field)
    assert (found.pairs, found.same) == (97, same)
    assert found.percent.value is not None and round(found.percent.value, 4) == share
    assert found.cohen_kappa.value is not None and round(found.cohen_kappa.value, 4) == kappa


def test_what_each_covers(codings: tuple[Rows, Rows]) -> None:
    marks = tuple(Mark("d", row["coder"], row["start"], row["end"], "any") for rows in codings for row in rows)
    finished = {"coder1": frozenset({"d"}), "coder2": frozenset({"d"})}
    comparison = Comparison(Coding((Text("d", 112_353),), ("coder1", "coder2"), ("any",), finished, marks))
    found = code_counts(comparison, comparison.scope(), Unit.CHARACTER, "any")
    assert found.meeting // 2 == 10_284
    assert found.ones == 10_994 + 17_606
