"""The intervals of a comparison in words and as a line of signs."""

from __future__ import annotations

from cmo_coder.agreement.report import CodeRow
from cmo_coder.agreement.resampling import FEW, VERY_FEW
from cmo_coder.agreement.value import Metric
from cmo_coder.messages import _
from cmo_coder.messages.numbers import decimal
from cmo_coder.realist.agreement import Agreement

NOT_DEFINED = "–"
"""Stands where a figure has no value; the reason is written out below the table."""


def interval_of(row: CodeRow) -> tuple[float, float] | None:
    """Return the interval of the first figure: by the jackknife with few documents, else by resampling."""
    found = row.uncertainty
    if found is None:
        return None
    if found.documents < FEW:
        # Where a document is all that gives the code its value there is nothing to compare it with.
        if found.low is None or found.high is None or found.defined < found.documents:
            return None
        return max(-1.0, found.low), min(1.0, found.high)
    return (found.bootstrap.low, found.bootstrap.high) if found.bootstrap is not None else None


def interval_word(row: CodeRow) -> str:
    """Return the interval of the first figure in words, the sign for "not defined", or nothing where none was asked."""
    found = interval_of(row)
    if found is None:
        return "" if row.uncertainty is None else NOT_DEFINED
    return f"{decimal(found[0], 2)}..{decimal(found[1], 2)}"


def interval_plot(row: CodeRow, metric: Metric, width: int = 25) -> str:
    """Return the value and its interval as a line from -0.2 to 1: what lies beyond ends at the edge."""
    value = row.scores[metric].value
    if value is None:
        return ""

    def place(at: float) -> int:
        return round((min(1.0, max(-0.2, at)) + 0.2) / 1.2 * (width - 1))

    signs = ["·"] * width
    found = interval_of(row)
    if found is not None:
        first, last = place(found[0]), place(found[1])
        signs[first : last + 1] = ["─"] * (last + 1 - first)
        signs[first], signs[last] = "├", "┤"
    signs[place(value)] = "●"
    return "".join(signs)


def interval_notes(found: Agreement) -> list[str]:
    """Return how the intervals were made, and what to think of them."""
    made = found.report
    if not made.draws:
        return []
    n = len(made.scope.documents)
    if n >= FEW:
        return [
            _("Interval: {draws} resamples of {n} documents, percentiles, seed {seed}.").format(
                draws=made.draws, n=n, seed=made.seed
            )
        ]
    notes = [_("Interval: jackknife over {n} documents with Student's t (few documents).").format(n=n)]
    if n < VERY_FEW:
        notes.append(_("With fewer than {n} documents an interval says little.").format(n=VERY_FEW))
    return notes
