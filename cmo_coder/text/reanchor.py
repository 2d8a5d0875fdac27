"""Finding a quote again in a text that came back changed from outside.

First exactly; then, where the quote occurs more than once, by what stands around it and by its place; then fuzzily.
Each answer carries its score, and below the threshold there is none, only candidates for a person to choose from. A
repeated quote never goes to its first occurrence for want of better. Positions are code points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.text.spans import CONTEXT, Span

THRESHOLD = 0.75
"""The default of the lowest score that is accepted without a person looking."""
CLEAR = 0.1
"""How far the best occurrence must be ahead of the next, in score, to be taken for the one."""
SHORT = 12
"""A quote of fewer code points is no proof by itself: it must have some of its surroundings with it."""
MOST_CANDIDATES = 5
LEAST = 0.65
"""Any two Dutch passages share about half of their letters in order; below this a likeness is chance and not shown."""
_MOST_OCCURRENCES = 2_000
_PROBE = 150
_BORDER = re.compile(r"\b|(?<=\s)|(?=\s)|^|$")


class Method(StrEnum):
    """How a quote was found again."""

    EXACT = "exact"
    CONTEXT = "context"
    FUZZY = "fuzzy"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where the quote may stand; ``score`` from 0 to 1."""

    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote was found, how, and how surely (0 to 1); ``candidates`` best first, the one chosen among them."""

    span: Span | None
    method: Method
    score: float
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for, and where."""

    quote: str
    prefix: str
    suffix: str
    start: int
    text: str

    def context_score(self, span: Span) -> float | None:
        """How much the surroundings of ``span`` are those of the quote, 0 to 1; None when none are known."""
        size = 0
        alike = 0.0
        for known, found in (
            (self.prefix, self.text[max(0, span.start - len(self.prefix)) : span.start]),
            (self.suffix, self.text[span.end : span.end + len(self.suffix)]),
        ):
            if known:
                size += len(known)
                alike += len(known) * likeness(known, found)
        return alike / size if size else None

    def score(self, span: Span, alike: float) -> float:
        """The likeness of the words, helped by the surroundings where these speak for the place more clearly."""
        context = self.context_score(span)
        return alike if context is None else max(alike, (alike + context) / 2)


def reanchor(
    quote: str, prefix: str, suffix: str, old_start: int, new_text: str, threshold: float = THRESHOLD
) -> Anchor:
    """Find ``quote``, which stood at ``old_start`` between ``prefix`` and ``suffix``, in ``new_text``.

    The score of an exact match that is the only one is 1; of one among several, how much its surroundings agree; of a
    fuzzy match, how much its words agree, or the mean of words and surroundings where that is more.
    """
    sought = _Sought(quote, prefix[-CONTEXT:], suffix[:CONTEXT], old_start, new_text)
    if not quote.strip():
        return Anchor(None, Method.NONE, 0.0, ())
    places = _occurrences(quote, new_text)
    if places:
        return _among(sought, places, threshold)
    return _choose(sought, _fuzzy(sought, threshold), Method.FUZZY, threshold)


def _occurrences(quote: str, text: str) -> list[Span]:
    """Every place where the quote stands, overlapping ones too."""
    places: list[Span] = []
    at = text.find(quote)
    while at >= 0 and len(places) < _MOST_OCCURRENCES:
        places.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return places


def _among(sought: _Sought, places: list[Span], threshold: float) -> Anchor:
    """Choose between exact matches; a single one needs no choice, unless it is short and in other company."""
    contexts = [sought.context_score(place) for place in places]
    if len(places) == 1:
        context = contexts[0]
        if context is None or len(sought.quote) >= SHORT or context >= 0.5:
            return Anchor(places[0], Method.EXACT, 1.0, (Candidate(places[0], 1.0),))
        return Anchor(None, Method.NONE, context, (Candidate(places[0], context),))
    # Without surroundings to compare only the very same place is proof.
    scored = [
        Candidate(place, float(place.start == sought.start) if context is None else context)
        for place, context in zip(places, contexts, strict=True)
    ]
    return _choose(sought, scored, Method.CONTEXT, threshold)


def _choose(sought: _Sought, candidates: list[Candidate], method: Method, threshold: float) -> Anchor:
    """Take the best candidate when it is good enough and clearly better than the others, by score or else by place."""
    ranked = sorted(candidates, key=lambda one: (-one.score, abs(one.span.start - sought.start)))
    shown = tuple(ranked[:MOST_CANDIDATES])
    if not ranked:
        return Anchor(None, Method.NONE, 0.0, ())
    best = ranked[0]
    if best.score < threshold:
        return Anchor(None, Method.NONE, best.score, shown)
    rivals = [one for one in ranked if best.score - one.score < CLEAR]
    if len(rivals) > 1:
        nearer = sorted(rivals, key=lambda one: abs(one.span.start - sought.start))
        near, next_near = (abs(one.span.start - sought.start) for one in nearer[:2])
        # Equal company: only a place that is much nearer to where it was decides, never the order in the text.
        if near * 3 > next_near or nearer[0].score < threshold:
            return Anchor(None, Method.NONE, best.score, shown)
        best = nearer[0]
        shown = (best, *(one for one in shown if one is not best))[:MOST_CANDIDATES]
    return Anchor(best.span, method, best.score, shown)


def _fuzzy(sought: _Sought, threshold: float) -> list[Candidate]:
    """The places that read most like the quote: the best one, then the best in what is left before and behind it."""
    found: list[Candidate] = []
    stretches = [Span(0, len(sought.text))]
    for _ in range(4 * MOST_CANDIDATES):
        if not stretches or len(found) == MOST_CANDIDATES:
            break
        stretch = stretches.pop(0)
        rough = _rough(sought, stretch, min(threshold, LEAST))
        if rough is None:
            continue
        span, alike = _fitted(sought, rough)
        if alike >= min(threshold, LEAST) and not any(span.overlaps(one.span) for one in found):
            found.append(Candidate(span, sought.score(span, alike)))
        stretches += [Span(stretch.start, rough.start), Span(rough.end, stretch.end)]
    return found


def _rough(sought: _Sought, stretch: Span, least: float) -> Span | None:
    """About where in ``stretch`` the quote is. Of a long quote the beginning, middle and end are looked for."""
    from rapidfuzz import fuzz

    quote = sought.quote
    if stretch.length < max(1, len(quote) // 2):
        return None
    offsets = (0, (len(quote) - _PROBE) // 2, len(quote) - _PROBE) if _is_long(quote) else (0,)
    window = sought.text[stretch.start : stretch.end]
    places: list[Span] = []
    for offset in offsets:
        probe = quote[offset : offset + _PROBE] if _is_long(quote) else quote
        best = fuzz.partial_ratio_alignment(probe, window, score_cutoff=100 * least)
        if best is not None and best.dest_start < best.dest_end:
            start = min(max(0, best.dest_start - offset), stretch.length - 1)
            end = min(stretch.length, max(start + 1, best.dest_start - offset + len(quote)))
            places.append(Span(stretch.start + start, stretch.start + end))
    return max(places, key=lambda place: likeness(quote, place.of(sought.text)), default=None)


def _fitted(sought: _Sought, rough: Span) -> tuple[Span, float]:
    """The borders near ``rough`` that fit the quote best, at the ends of words, and how much the words agree then."""
    quote, text = sought.quote, sought.text
    play = max(20, min(200, len(quote) // 4))
    starts, ends = _borders(text, rough.start, play), _borders(text, rough.end, play)
    # A border is good when the words inside fit the quote, and those outside fit what stood there.
    before = {place: likeness(sought.prefix, text[max(0, place - len(sought.prefix)) : place]) / 2 for place in starts}
    behind = {place: likeness(sought.suffix, text[place : place + len(sought.suffix)]) / 2 for place in ends}
    if _is_long(quote):  # whose borders show in its first and last words
        head, tail = quote[:_PROBE], quote[-_PROBE:]
        start = max(starts, key=lambda place: likeness(head, text[place : place + _PROBE]) + before[place])
        end = max(ends, key=lambda place: likeness(tail, text[max(0, place - _PROBE) : place]) + behind[place])
    else:
        start = max(starts, key=lambda place: likeness(quote, text[place : rough.end]) + before[place])
        end = max(ends, key=lambda place: likeness(quote, text[start:place]) + behind[place])
        start = max(starts, key=lambda place: likeness(quote, text[place:end]) + before[place])
    span = Span(start, end) if start < end else rough
    return span, likeness(quote, span.of(text))


def _is_long(quote: str) -> bool:
    return len(quote) > 2 * _PROBE


def likeness(one: str, other: str) -> float:
    """How much two texts agree letter by letter, in order: 0 to 1; 0 when one is empty."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other) if one and other else 0.0


def _borders(text: str, place: int, play: int) -> list[int]:
    """The ends of words at most ``play`` code points from ``place``, the place itself first."""
    low, high = max(0, place - play), min(len(text), place + play)
    return [place, *(match.start() for match in _BORDER.finditer(text, low, high))]
