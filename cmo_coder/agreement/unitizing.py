"""The unitizing family of Krippendorff, Mathet, Bouvry & Widlöcher 2016: where units are and what they are.

There is more than one thing under the name of unitizing alpha (1995/2004, 2013, 2016). This is the family of 2016; the
year is printed beside the value. For three and more coders the self-pairing term of the valued part is read in two ways
in public programs; this is the reading shared by two of them, and the values per pair of coders do not depend on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import lcm

from cmo_coder.agreement.comparison import Comparison, Scope
from cmo_coder.agreement.value import Reason, Score

FAMILY_YEAR = 2016
"""Which of the definitions in circulation is used."""

Units = Sequence[tuple[int, int, str]]
"""Valued units `(start, end, value)` of one coder in one document, sorted, no code point in two of them."""


@dataclass(slots=True)
class Family:
    """The sums of the family over documents. What is divided by m - 1 is kept times `scale`.

    `length` is the length of all continua together; `gaps` how much of it carries no value, `gaps_met` how much of that
    by two coders at once; `lengths`, `squares`, `met`, `rows` and `self_pairs` are per value.
    """

    scale: int = 1
    length: int = 0
    gaps: int = 0
    gaps_met: int = 0
    lengths: Counter[str] = field(default_factory=Counter)
    squares: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    self_pairs: Counter[str] = field(default_factory=Counter)


def family(comparison: Comparison, scope: Scope, domain: Sequence[str] | None) -> Family | None:
    """Return the sums for a domain of codes; None is for "coded with anything at all".

    Gives None when two units of a coder share a code point: then the family is undefined for the domain.
    """
    scale = lcm(*range(1, max(len(scope.coders), 2)))
    if domain is None or len(domain) == 1:
        return _of_one(comparison, scope, scale, domain)
    found = Family(scale)
    for document, weight in scope.weights.items():
        rows = [_units(comparison, document, coder, domain) for coder in comparison.coders_of(scope, document)]
        if any(left[1] > right[0] for row in rows for left, right in pairwise(row)):
            return None
        _add(found, rows, comparison.texts[document].length, weight)
    return found


def _of_one(comparison: Comparison, scope: Scope, scale: int, domain: Sequence[str] | None) -> Family:
    """The sums for one code, or for "coded with anything at all"; no two units of a coder overlap."""
    value = "" if domain is None else domain[0]
    key = ("family", scope.coders)
    rows: list[Sequence[int]] = []
    for document, weight in scope.weights.items():
        if domain is None:
            kept = comparison.kept.setdefault(document, {})
        else:
            kept = comparison.kept_in.setdefault((value, document), {})
        sums: tuple[int, ...] | None = kept.get(key)
        if sums is None:
            sums = kept[key] = _sums(comparison, scope, document, scale, domain)
        rows.append(sums if weight == 1 else [weight * n for n in sums])
    if not rows:
        return Family(scale)
    length, gaps, gaps_met, *of_value = map(sum, zip(*rows, strict=True))
    return Family(scale, length, gaps, gaps_met, *(Counter({value: n} if n else {}) for n in of_value))


def _sums(
    comparison: Comparison, scope: Scope, document: str, scale: int, domain: Sequence[str] | None
) -> tuple[int, ...]:
    """The sums of one document, of the one value that there is."""
    found = Family(scale)
    rows = [_units(comparison, document, coder, domain) for coder in comparison.coders_of(scope, document)]
    _add(found, rows, comparison.texts[document].length, 1)
    of_value = (found.lengths, found.squares, found.met, found.rows, found.self_pairs)
    return found.length, found.gaps, found.gaps_met, *(one.total() for one in of_value)


def _units(comparison: Comparison, document: str, coder: str, domain: Sequence[str] | None) -> Units:
    if domain is None:
        return [(start, end, "") for start, end in comparison.covered(document, coder)]
    codes = dict.fromkeys(domain)
    units = [(start, end, code) for code in codes for start, end in comparison.spans(document, coder, code)]
    units.sort()
    return units


def _add(found: Family, rows: Sequence[Units], length: int, weight: int) -> None:
    share = found.scale // (len(rows) - 1) * weight
    found.length += len(rows) * length * weight
    covered = []
    for row in rows:
        for start, end, value in row:
            found.lengths[value] += (end - start) * weight
            found.squares[value] += (end - start) ** 2 * weight
        covered.append(sum(end - start for start, end, _ in row))
    found.gaps += (len(rows) * length - sum(covered)) * weight
    for at, row in enumerate(rows):
        for other_at in range(at):
            both = _meet(found, row, rows[other_at], share)
            # Code points that neither marked: all, less those of either, plus what was taken off twice.
            found.gaps_met += 2 * (length - covered[at] - covered[other_at] + both) * share


def _meet(found: Family, row: Units, other: Units, share: int) -> int:
    """Add what the units of two coders share, in both directions; return how many code points that is."""
    in_row, in_other = [0] * len(row), [0] * len(other)
    here = there = both = 0
    while here < len(row) and there < len(other):
        start, end, value = row[here]
        other_start, other_end, other_value = other[there]
        common = min(end, other_end) - max(start, other_start)
        if common > 0:
            both += common
            in_row[here] += common
            in_other[there] += common
            if value == other_value:
                found.met[value] += 2 * common * share
        if end <= other_end:
            here += 1
        else:
            there += 1
    for units, shared in ((row, in_row), (other, in_other)):
        for (_, _, value), common in zip(units, shared, strict=True):
            if common:
                found.rows[value] += common * share
                found.self_pairs[value] += common * common * share
    return both


def u_alpha(found: Family) -> Score:
    """Units, gaps and values together."""
    if not found.length:
        return Score(None, Reason.NO_SHARED_UNITS)
    length, squares = found.length, sum(found.squares.values()) + found.gaps
    if length * length == squares:
        return Score(None, Reason.NO_VARIATION)
    # e_cc = l * (l_c^2 - S_c) / (l^2 - S); for a gap S is its length, since gaps can be divided.
    own = sum(found.lengths[one] ** 2 - found.squares[one] for one in found.lengths) + found.gaps**2 - found.gaps
    expected = length - Fraction(length * own, length * length - squares)
    if not expected:
        return Score(None, Reason.NO_VARIATION)
    met = Fraction(found.gaps_met + sum(found.met.values()), found.scale)
    return Score(float(1 - (length - met) / expected))


def u_alpha_binary(found: Family) -> Score:
    """Relevant matter or not: units of any value of the domain against gaps."""
    if not found.length:
        return Score(None, Reason.NO_SHARED_UNITS)
    length, squares, gaps = found.length, sum(found.squares.values()) + found.gaps, found.gaps
    if gaps in (0, length) or length * length == squares:
        return Score(None, Reason.NO_VARIATION)
    expected = Fraction(length * gaps * (length - gaps), length * length - squares)
    return Score(float(1 - (gaps - Fraction(found.gaps_met, found.scale)) / expected))


def cu_alpha(found: Family) -> Score:
    """Which value, where coders marked the same matter."""
    whole, self_pairs = _valued(found)
    if isinstance(whole, Score):
        return whole
    own = sum(
        Fraction(found.rows[one] ** 2, found.scale**2) - Fraction(found.self_pairs[one], found.scale)
        for one in found.rows
    )
    expected = whole - whole * own / (whole * whole - self_pairs)
    if not expected:
        return Score(None, Reason.NO_VARIATION)
    return Score(float(1 - (whole - Fraction(sum(found.met.values()), found.scale)) / expected))


def ku_alpha(found: Family, code: str) -> Score:
    """One value against the others of its domain, where coders marked the same matter."""
    whole, _ = _valued(found)
    if isinstance(whole, Score):
        return whole
    row = Fraction(found.rows[code], found.scale)
    if not row or row == whole:
        return Score(None, Reason.NO_VARIATION)
    # f_k / (f_k - f_kk) = (r_k * r - Q_k) / (r_k * (r - r_k)): the common factor falls out.
    weight = (row * whole - Fraction(found.self_pairs[code], found.scale)) / (row * (whole - row))
    return Score(float(1 - weight * (row - Fraction(found.met[code], found.scale)) / row))


def _valued(found: Family) -> tuple[Fraction | Score, Fraction]:
    """Return r and Q of the valued part, or the score that says why there is none."""
    whole = Fraction(sum(found.rows.values()), found.scale)
    self_pairs = Fraction(sum(found.self_pairs.values()), found.scale)
    if not found.length:
        return Score(None, Reason.NO_SHARED_UNITS), self_pairs
    if whole * whole == self_pairs:
        return Score(None, Reason.NO_VARIATION), self_pairs
    return whole, self_pairs
