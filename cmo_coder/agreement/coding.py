"""What is compared: texts, who finished coding which, and the marked spans; and how spans are made comparable."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

Spans = tuple[tuple[int, int], ...]
"""Spans `(start, end)` of one document, coder and code: sorted, no code point in two of them, touching ones apart."""


class Mark(NamedTuple):
    """A coder gave `[start, end)` of a document a code. Code points."""

    document: str
    coder: str
    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Text:
    """A document as the statistics see it: its length in code points, and its segments (turns, sentences)."""

    id: str
    length: int
    segments: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """Everything that is compared.

    `assigned` says which documents a coder has finished: finished without marks is data (all zeros), not finished is
    missing. Marks of a coder in a document that she did not finish are not looked at.
    """

    texts: tuple[Text, ...]
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    assigned: Mapping[str, frozenset[str]]
    marks: tuple[Mark, ...]


def normalised(spans: Iterable[tuple[int, int]], length: int) -> Spans:
    """Clip to `[0, length]`, drop what is empty or double, and merge what shares at least one code point.

    Spans that only touch stay two units. All of one document, coder and code.
    """
    merged: list[tuple[int, int]] = []
    last_start = last_end = 0
    for start, end in sorted(spans):
        start, end = max(start, 0), min(end, length)
        if start >= end:
            continue
        if merged and start < last_end:
            if end > last_end:
                last_end = end
                merged[-1] = (last_start, end)
        else:
            last_start, last_end = start, end
            merged.append((start, end))
    return tuple(merged)


def recoded(coding: Coding, names: Mapping[str, str]) -> Coding:
    """Return the coding with every code under another name (its parent, its role); codes without one are left out."""
    codes = tuple(dict.fromkeys(names[code] for code in coding.codes if code in names))
    marks = tuple(mark._replace(code=names[mark.code]) for mark in coding.marks if mark.code in names)
    return replace(coding, codes=codes, marks=marks)


def without(coding: Coding, left_out: Mapping[str, Spans]) -> Coding:
    """Return the coding of what remains when stretches of the texts (the turns of interviewers) are taken out.

    Positions are those in the text that remains. A span over such a stretch goes on behind it; one within it is gone.
    """
    holes = {document: normalised(spans, 2**62) for document, spans in left_out.items() if spans}
    starts = {document: [start for start, _ in spans] for document, spans in holes.items()}
    before = {
        document: list(accumulate((end - start for start, end in spans), initial=0))
        for document, spans in holes.items()
    }

    def place(document: str, position: int) -> int:
        """Where a position lies in what remains; a position within a hole lies at its beginning."""
        if document not in holes:
            return position
        nr = bisect_right(starts[document], position) - 1
        if nr < 0:
            return position
        start, end = holes[document][nr]
        return min(position, start) - before[document][nr] if position < end else position - before[document][nr + 1]

    texts = tuple(
        replace(
            text,
            length=place(text.id, text.length),
            segments=tuple(
                (begin, stop)
                for start, end in text.segments
                if (begin := place(text.id, start)) < (stop := place(text.id, end))
            ),
        )
        for text in coding.texts
    )
    marks = tuple(
        mark._replace(start=place(mark.document, mark.start), end=place(mark.document, mark.end))
        for mark in coding.marks
    )
    return replace(coding, texts=texts, marks=marks)
