"""Figures as people write them in their language: a decimal comma in Dutch, a point in English.

Only for what a person reads. Files for programs (CSV, JSON) keep the point: they take the number, not these words.
"""

from __future__ import annotations

from functools import lru_cache

from cmo_coder.messages import language

POINTS = {"nl": ",", "en": "."}
"""The decimal sign of each language."""


class Figure(str):
    """A number in the words of a language, that still knows its value (rounded to the decimals that it shows)."""

    __slots__ = ("value",)
    value: float

    def __new__(cls, value: float, decimals: int) -> Figure:
        """Write `value` with so many decimals in the language of now."""
        plain = f"{value:z.{decimals}f}"  # no "-0.00"
        made = super().__new__(cls, plain.replace(".", POINTS[language()]))
        made.value = float(plain)
        return made


def signed(value: float, decimals: int) -> str:
    """A number with its sign, also where it is positive: "+0,28"."""
    return ("-" if value < 0 else "+") + decimal(abs(value), decimals)


def decimal(value: float, decimals: int) -> Figure:
    """Return a number with so many decimals, as the language of now writes it: "0,279" or "0.279"."""
    return _figure(value, decimals, language())


@lru_cache(maxsize=8192)
def _figure(value: float, decimals: int, _language: str) -> Figure:
    """A table that is shown again after a change holds mostly the same figures."""
    return Figure(value, decimals)
