"""How good suggestions are: measures over passages whose right codes are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeMeasure:
    """Of one code: how often it is right, precision and recall of the first suggestion, F1 of those (0 to 1)."""

    n: int
    precision: float | None
    recall: float | None
    f1: float


@dataclass(frozen=True, slots=True)
class Measures:
    """`first_right`: a right code stands first; `right_in_two`, `right_in_three`: among the first two or three.

    `macro_f1` is the mean over the codes that occur of F1 when only the first suggestion is accepted. `coverage` is the
    share of passages for which something is suggested at all. All from 0 to 1; nothing where no passage was measured.
    """

    n: int
    first_right: float | None
    right_in_two: float | None
    right_in_three: float | None
    macro_f1: float | None
    coverage: float | None
    per_code: Mapping[str, CodeMeasure]


def measure(ranked: Sequence[Sequence[str]], right: Sequence[frozenset[str]]) -> Measures:
    """Measure ranked codes (best first; empty where nothing is suggested) against the right ones of each passage."""
    n = len(right)
    if not n:
        return Measures(0, None, None, None, None, None, {})

    def within(k: int) -> float:
        return sum(any(code in good for code in codes[:k]) for codes, good in zip(ranked, right, strict=True)) / n

    hit: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for codes, good in zip(ranked, right, strict=True):
        there.update(good)
        if codes:
            (hit if codes[0] in good else wrong)[codes[0]] += 1
    per_code = {code: _of_code(there[code], hit[code], wrong[code]) for code in sorted(there)}
    return Measures(
        n,
        within(1),
        within(2),
        within(3),
        sum(one.f1 for one in per_code.values()) / len(per_code) if per_code else None,
        sum(bool(codes) for codes in ranked) / n,
        per_code,
    )


def _of_code(there: int, hit: int, wrong: int) -> CodeMeasure:
    total = there + hit + wrong
    return CodeMeasure(
        there,
        hit / (hit + wrong) if hit + wrong else None,
        hit / there if there else None,
        2 * hit / total if total else 0.0,
    )
