"""Run lengths: how many units carry which combination of coders or codes. Span ends are sorted; no text is painted."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cmo_coder.agreement.coding import Spans
from cmo_coder.agreement.value import Unit

Layers = Iterable[tuple[int, Spans]]
"""Spans with the bit (or bits) that they put on their units; spans with one bit never share a code point."""

Table = Mapping[int, int]
"""How many units carry each combination of bits."""


def table(unit: Unit, layers: Layers, length: int, segments: Sequence[tuple[int, int]]) -> Table:
    """Return the number of units of a document per combination of bits. `length` in code points."""
    match unit:
        case Unit.CHARACTER:
            return _characters(layers, length)
        case Unit.SEGMENT:
            return Counter(_segments(layers, segments))
        case Unit.DOCUMENT:
            state = 0
            for bit, spans in layers:
                if spans:
                    state |= bit
            return {state: 1}


def _characters(layers: Layers, length: int) -> Table:
    # A start and an end both toggle their bit, so touching spans cancel out and need no care. An event is one integer:
    # the position, and below it the number of its layer.
    bits: list[int] = []
    events: list[int] = []
    kept = [(bit, spans) for bit, spans in layers if spans]
    width = len(kept).bit_length()
    for nr, (bit, spans) in enumerate(kept):
        bits.append(bit)
        events += [position << width | nr for span in spans for position in span]
    events.sort()
    found: defaultdict[int, int] = defaultdict(int)
    low = (1 << width) - 1
    state = last = 0
    for event in events:
        position = event >> width
        if position > last:
            found[state] += position - last
            last = position
        state ^= bits[event & low]
    if length > last:
        found[0] += length - last
    return found


def _segments(layers: Layers, segments: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each segment the bits of the spans that share a code point with it."""
    states = [0] * len(segments)
    order = sorted(range(len(segments)), key=lambda at: segments[at])
    starts = [segments[at][0] for at in order]
    # Segments may overlap: walking back stops where no earlier one reaches far enough.
    reach: list[int] = []
    for at in order:
        reach.append(max(segments[at][1], reach[-1] if reach else 0))
    for bit, spans in layers:
        for start, end in spans:
            place = bisect_right(starts, end - 1) - 1
            while place >= 0 and reach[place] > start:
                segment_start, segment_end = segments[order[place]]
                if start < segment_end and segment_start < min(end, segment_end):
                    states[order[place]] |= bit
                place -= 1
    return states
