"""Every acceptance case of issue 4 has a test that names it, and says what it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.acceptance import test_coding, test_others, test_tables
from tests.acceptance.marks import CASES


def case_of(test: Callable[..., Any]) -> str:
    """The case that a test is marked with; empty where it has none."""
    marks = getattr(test, "pytestmark", [])
    found = [one.args[1][0] for one in marks if one.name == "parametrize" and one.args[0] == "acceptance_case"]
    return str(found[0]) if found else ""


TESTS = [
    (case_of(one), one.__doc__ or "")
    for module in (test_coding, test_others, test_tables)
    for name, one in vars(module).items()
    if name.startswith("test_") and case_of(one)
]


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_a_test_that_says_what_it_shows(case: str) -> None:
    said = [doc for own, doc in TESTS if own == case]
    assert said
    assert all(doc.startswith(f"{case}: ") and len(doc) > len(case) + 20 for doc in said)
