"""Figures are written as the language does."""

from __future__ import annotations

from cmo_coder.messages import in_language
from cmo_coder.messages.numbers import decimal


def test_a_figure_has_the_decimal_sign_of_the_language_and_keeps_its_value() -> None:
    with in_language("nl"):
        dutch = decimal(-0.27949, 3)
    assert dutch == "-0,279" and dutch.value == -0.279
    assert decimal(0.5, 2) == "0.50" and decimal(0.5, 2).value == 0.5
