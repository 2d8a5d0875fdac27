"""Words for shares ("most", "a few") from a fixed scale, with n/N always beside them (AC-16).

The scale belongs to the study, so that one word means one thing in the whole report. Without a denominator there is no
word: "many" of an unknown number says nothing, and the program says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_coder.messages import N_, _
from cmo_coder.model.errors import RuleError

DEFAULT: tuple[tuple[float, str], ...] = (
    (100, N_("all")),
    (80, N_("almost all")),
    (51, N_("most")),
    (25, N_("some of them")),
    (0, N_("a few")),
)
"""Shares in per cent from which a word holds, highest first. None at all is always "none"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """n of N; `total` is None where it is not known."""

    n: int
    total: int | None

    @property
    def known(self) -> bool:
        """Whether there is a denominator."""
        return bool(self.total)


def scale_of(quantifiers: Sequence[str]) -> tuple[tuple[float, str], ...]:
    """The scale of a study, highest first; that of the program where the study has none.

    Raises RuleError for an item that is not `"<per cent>=<word>"`, for a share twice, and for a scale without 0.
    """
    if not quantifiers:
        return tuple((share, _(words)) for share, words in DEFAULT)
    found: dict[float, str] = {}
    for item in quantifiers:
        share, equals, words = item.partition("=")
        try:
            value = float(share.strip().rstrip("%").replace(",", "."))
        except ValueError:
            value = -1.0
        if not equals or not words.strip() or not 0 <= value <= 100:
            raise RuleError(
                N_("'{item}' is no step of a scale."), N_("Write it as 50=most: a share and a word."), item=item
            )
        if value in found:
            raise RuleError(N_("The share {share} stands twice in the scale."), share=share.strip())
        found[value] = words.strip()
    if 0 not in found:
        raise RuleError(N_("The scale has no word for the smallest shares."), N_("Add a step that begins at 0."))
    return tuple(sorted(found.items(), reverse=True))


def own_words(given: Sequence[str]) -> tuple[str, ...]:
    """What a study keeps of a scale that somebody gave: nothing where it is the program's, so that those words stay in
    the language of the reader.

    Raises RuleError as `scale_of` does.
    """
    lines = tuple(line.strip() for line in given if line.strip())
    return () if scale_of(lines) == scale_of(()) else lines


def in_words(quantity: Quantity, quantifiers: Sequence[str] = ()) -> str:
    """A quantity in words with its numbers: "most (7/10)"; without a denominator "7 (of how many is not known)"."""
    if not quantity.total:
        return _("{n} (of how many is not known)").format(n=quantity.n)
    numbers = f"{quantity.n}/{quantity.total}"
    if quantity.n <= 0:
        return _("none ({numbers})").format(numbers=numbers)
    share = 100 * quantity.n / quantity.total
    word = next(words for least, words in scale_of(quantifiers) if share >= least)
    return f"{word} ({numbers})"


def suppressed(n: int, small_cell: int) -> bool:
    """Whether a number of people is too small to be shown apart; nought hides nobody."""
    return 0 < n < small_cell
