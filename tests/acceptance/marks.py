"""The acceptance cases of the method as ids of tests: `pytest tests/acceptance -k AC-10` runs what shows that one."""

from __future__ import annotations

import pytest

CASES = (*(f"AC-{nr}" for nr in range(1, 12)), *(f"AC-{nr}" for nr in range(16, 20)))
"""AC-12 to AC-15 come with the tables of matrices and surveys."""


def acceptance(case: str) -> pytest.MarkDecorator:
    """Name the case that a test shows; its id ends in it."""
    assert case in CASES, case
    return pytest.mark.parametrize("acceptance_case", [case], ids=[case], indirect=True)
