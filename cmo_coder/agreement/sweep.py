"""Run lengths: how many units carry which combination of coders or codes. Span ends are sorted; no text is painted."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from cmo_coder.agreement.coding import Spans
from cmo_coder.agreement.value import Unit

Layers = Iterable[tuple[int, Spans]]
"""Spans with the bit (or bits) that they put on their units; spans with one bit never share a code point."""

Table = Mapping[int, int]
"""How many units carry each combination of bits."""


@dataclass(frozen=True)
class Segments:
    """The segments of a document, in the order in which spans look them up; made once for all its codes."""

    places: Sequence[tuple[int, int]]

    @cached_property
    def order(self) -> list[int]:
        """Their numbers in order of text."""
        return sorted(range(len(self.places)), key=lambda at: self.places[at])

    @cached_property
    def starts(self) -> list[int]:
        """Where they start, in order of text."""
        return [self.places[at][0] for at in self.order]

    @cached_property
    def reach(self) -> list[int]:
        """How far those up to each reach: they may overlap, and walking back stops where none reaches far enough."""
        return list(accumulate((self.places[at][1] for at in self.order), max))


def table(unit: Unit, layers: Layers, length: int, segments: Segments) -> Table:
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


MOST_STATES = 64
"""Up to so many combinations of bits are counted in a list, which is faster than a table by combination."""


def _characters(layers: Layers, length: int) -> Table:
    kept = [(bit, spans) for bit, spans in layers if spans]
    bits = 0
    for bit, _spans in kept:
        bits |= bit
    return _of_few(kept, bits, length) if bits < MOST_STATES else _of_many(kept, length)


def _of_few(layers: Sequence[tuple[int, Spans]], bits: int, length: int) -> Table:
    # A start and an end both toggle their bit, so touching spans cancel out and need no care. An event is one integer:
    # the position, and below it the bit.
    events: list[int] = []
    note, width = events.append, bits.bit_length()
    for bit, spans in layers:
        for start, end in spans:
            note(start << width | bit)
            note(end << width | bit)
    events.sort()
    found = [0] * (bits + 1)
    state = last = 0
    for event in events:
        position = event >> width
        found[state] += position - last
        last = position
        state ^= event & bits
    found[0] += length - last
    return {state: units for state, units in enumerate(found) if units}


def _of_many(layers: Sequence[tuple[int, Spans]], length: int) -> Table:
    # As above; below the position stands the number of the layer.
    bits: list[int] = []
    events: list[int] = []
    width = len(layers).bit_length()
    for nr, (bit, spans) in enumerate(layers):
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


def _segments(layers: Layers, among: Segments) -> list[int]:
    """Return for each segment the bits of the spans that share a code point with it."""
    states = [0] * len(among.places)
    segments, order, starts, reach = among.places, among.order, among.starts, among.reach
    for bit, spans in layers:
        for start, end in spans:
            place = bisect_right(starts, end - 1) - 1
            while place >= 0 and reach[place] > start:
                segment_start, segment_end = segments[order[place]]
                if start < segment_end and segment_start < min(end, segment_end):
                    states[order[place]] |= bit
                place -= 1
    return states
