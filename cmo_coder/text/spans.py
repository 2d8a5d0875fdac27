"""Spans: half-open stretches ``[start, end)`` of one text version, counted in Unicode code points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cmo_coder.messages import N_
from cmo_coder.model.errors import SpanError

CONTEXT = 30
"""How many code points of prefix and suffix are kept beside a quote."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The code points ``start`` up to, but not including, ``end``. Ordered by start, then end.

    Making one checks nothing (tens of thousands are made per edit): ``check_span`` does, where a span comes in.
    """

    start: int
    end: int

    @property
    def length(self) -> int:
        """Number of code points."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """True when at least one code point is in both; spans that only touch do not overlap."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True when every code point of ``other`` is in this span."""
        return self.start <= other.start and other.end <= self.end

    def covers(self, position: int) -> bool:
        """True when the code point at ``position`` is in this span."""
        return self.start <= position < self.end

    def hull(self, other: Span) -> Span:
        """The smallest span that holds both (and whatever lies between them)."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def common(self, other: Span) -> Span | None:
        """The code points in both, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def of(self, text: str) -> str:
        """The words of the span in ``text``."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a span with what stands directly before and after them, to find them again in another text."""

    quote: str
    prefix: str
    suffix: str


def check_span(span: Span, length: int) -> Span:
    """Give ``span`` back when ``0 <= start < end <= length`` (code points); else raise SpanError."""
    if 0 <= span.start < span.end <= length:
        return span
    if span.start >= span.end:
        raise SpanError(
            N_("The passage from {start} to {end} holds no text."),
            N_("The end must lie after the start; both count characters (code points), the first is 0."),
            start=span.start,
            end=span.end,
        )
    raise SpanError(
        N_("The passage from {start} to {end} lies outside the text of {length} characters."),
        N_("Positions count characters (code points), the first is 0."),
        start=span.start,
        end=span.end,
        length=length,
    )


def quote_of(text: str, span: Span, context: int = CONTEXT) -> Quote:
    """The words of ``span`` with up to ``context`` code points on either side.

    Raises:
        SpanError: the span does not fit the text.
    """
    check_span(span, len(text))
    return Quote(
        quote=text[span.start : span.end],
        prefix=text[max(0, span.start - context) : span.start],
        suffix=text[span.end : span.end + context],
    )


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same code points as disjoint spans in order; overlapping and touching spans become one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            if span.end > joined[-1].end:
                joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def trimmed(text: str, span: Span) -> Span | None:
    """``span`` without the white space at its ends; None when it holds nothing else."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Span(start, end) if start < end else None
