"""The signs that the reader draws with, in Unicode and in ASCII. Meaning is in the sign; colour only repeats it.

A stripe begins with the letter that also codes its family on the keyboard (c i r m o), goes on as a line that differs
by family, and ends with the end of that line.
"""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.tui.widgets.reader_value import Family


@dataclass(frozen=True, slots=True)
class Stripe:
    """The signs of one family: its first row (and only row), those in between, and its last."""

    letter: str
    middle: str
    end: str


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A set of signs, each one cell wide. `density` runs from nothing to much."""

    stripes: tuple[Stripe, ...]
    several: str
    interviewer: str
    density: str
    track: str
    ellipsis: str
    control: str
    joiner: str

    def stripe(self, family: Family) -> Stripe:
        """Return the signs of `family`."""
        return self.stripes[_ORDER[family]]


_ORDER = {family: index for index, family in enumerate(Family)}
_LETTERS = "CIRMOT*"

UNICODE = Glyphs(
    stripes=tuple(map(Stripe, _LETTERS, "│┆║┃▌╎┊", "╵╵╨╹▘╵╵")),
    several="&",
    interviewer="┊",
    density=" ▏▎▌█",
    track=" ",
    ellipsis="…",
    control="·",
    joiner=" · ",
)
ASCII = Glyphs(
    stripes=tuple(map(Stripe, _LETTERS, "|:#!+;.", "-------")),
    several="&",
    interviewer=":",
    density=" .:+#",
    track="|",
    ellipsis="~",
    control="?",
    joiner=", ",
)
