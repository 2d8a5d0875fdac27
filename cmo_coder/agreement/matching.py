"""Span matching: how many spans of one coder the other found too, as F1 over one-to-one matches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations

from cmo_coder.agreement.coding import Spans
from cmo_coder.agreement.comparison import Comparison, Scope
from cmo_coder.agreement.value import Match, Reason, Score

Suits = Callable[[int, int, int, int], bool]


def threshold(param: float | str | Fraction) -> Fraction:
    """Return a decimal as it is written (0.1 is one tenth), so that a value on the threshold counts."""
    return param if isinstance(param, Fraction) else Fraction(str(param))


def span_f1(
    comparison: Comparison, scope: Scope, codes: Sequence[str], match: Match, param: float | str | Fraction = 0
) -> Score:
    """Return sum 2M / sum (nA + nB) over documents, codes and pairs of coders; with `exact` also known as Holsti's CR.

    `param` is the tolerance in code points, or the least shared / union.
    """
    if not scope.documents:
        return Score(None, Reason.NO_SHARED_UNITS)
    limit = threshold(param)
    key = ("matched", scope.coders, match, limit)
    matched = spans = 0
    for document, weight in scope.weights.items():
        for code in codes:
            kept = comparison.kept_in.setdefault((code, document), {})
            if key not in kept:
                kept[key] = _in_document(comparison, scope, document, code, match, limit)
            matched += kept[key][0] * weight
            spans += kept[key][1] * weight
    return Score(2 * matched / spans) if spans else Score(None, Reason.NO_SPANS)


def _in_document(
    comparison: Comparison, scope: Scope, document: str, code: str, match: Match, limit: Fraction
) -> tuple[int, int]:
    """The matches and the spans of every pair of coders who finished a document; kept until a span changes."""
    matched = number = 0
    rows = [comparison.spans(document, coder, code) for coder in comparison.coders_of(scope, document)]
    for one, other in combinations(rows, 2):
        number += len(one) + len(other)
        if one and other:
            matched += matches(one, other, match, limit)
    return matched, number


def matches(one: Spans, other: Spans, match: Match, limit: Fraction = Fraction(0)) -> int:
    """Return the size of the largest one-to-one matching of the spans of two coders, one code, one document."""
    if match is Match.EXACT:
        return len(set(one) & set(other))
    if match is Match.IOU and limit <= 0:
        return min(len(one), len(other))  # shared / union is at least 0 for any two spans
    suits = _suits(match, limit)
    # Spans of one coder share no code point, so in order of text a pair can clash with later pairs on one side only:
    # taking every pair that is free, in that order, gives the largest matching.
    found = here = there = 0
    used_here = used_there = -1
    while here < len(one) and there < len(other):
        start, end = one[here]
        other_start, other_end = other[there]
        if (
            here != used_here
            and there != used_there
            and max(start, other_start) < min(end, other_end)
            and suits(start, end, other_start, other_end)
        ):
            found += 1
            used_here, used_there = here, there
        if end <= other_end:
            here += 1
        else:
            there += 1
    return found


def _suits(match: Match, limit: Fraction) -> Suits:
    if match is Match.TOLERANCE:
        return lambda start, end, other_start, other_end: (
            abs(start - other_start) <= limit and abs(end - other_end) <= limit
        )
    if match is Match.IOU:
        above, below = limit.numerator, limit.denominator

        def near(start: int, end: int, other_start: int, other_end: int) -> bool:
            shared = min(end, other_end) - max(start, other_start)
            union = end - start + other_end - other_start - shared
            return shared * below >= above * union

        return near
    return lambda start, end, other_start, other_end: True
