"""Figures are written as the language does."""

from __future__ import annotations

from cmo_coder.messages import in_language
from cmo_coder.messages.numbers import decimal, signed


def test_a_figure_has_the_decimal_sign_of_the_language_and_keeps_its_value() -> None:
    with in_language("nl"):
        dutch = decimal(-0.27949, 3)
    assert dutch == "-0,279" and dutch.value == -0.279
    assert decimal(0.5, 2) == "0.50" and decimal(0.5, 2).value == 0.5


def test_a_signed_figure_shows_its_plus() -> None:
    assert [signed(one, 2) for one in (0.284, -0.5, 0.0)] == ["+0.28", "-0.50", "+0.00"]


def test_nothing_has_no_sign() -> None:
    assert decimal(-0.0004, 3) == "0.000" and decimal(-0.0004, 3).value == 0
    assert decimal(-0.0006, 3) == "-0.001"
