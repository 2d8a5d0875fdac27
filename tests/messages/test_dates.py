"""Days as people write them."""

from __future__ import annotations

import pytest

from cmo_coder.messages import in_language
from cmo_coder.messages.dates import day


@pytest.mark.parametrize(
    ("iso", "english", "dutch"),
    [
        ("2026-11-30", "30 November 2026", "30 november 2026"),
        ("2021-03-09T10:00:00Z", "9 March 2021", "9 maart 2021"),
        ("2021-03", "March 2021", "maart 2021"),
        ("2021", "2021", "2021"),
        ("2021-13-01", "2021-13-01", "2021-13-01"),
        ("najaar 2023", "najaar 2023", "najaar 2023"),
        ("", "", ""),
    ],
)
def test_a_day_in_both_languages(iso: str, english: str, dutch: str) -> None:
    with in_language("en"):
        assert day(iso) == english
    with in_language("nl"):
        assert day(iso) == dutch
