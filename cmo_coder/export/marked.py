"""A transcript with its codes, and how its text falls apart into pieces and blocks that can be laid beside them.

All positions count code points of the text of one turn, `[start, end)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cmo_coder.export.printing import clean
from cmo_coder.tables.value import Stamp
from cmo_coder.text.sentences import sentence_spans
from cmo_coder.text.spans import Span, check_span

_LONG_BLOCK = 420


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A coded stretch of a turn and the names of its codes. A fragment over two turns is a span in each."""

    start: int
    end: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedTurn:
    """Who spoke, when (as the transcript writes it, empty where it does not), what, and the coded stretches of it."""

    speaker: str
    time: str
    text: str
    spans: tuple[MarkedSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedTranscript:
    """A transcript to print: a title, lines about it (respondent, round, coders), its turns, in one language."""

    title: str
    meta: tuple[str, ...]
    turns: tuple[MarkedTurn, ...]
    language: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Numbered:
    """A span with its number in the transcript, counted from 1 in reading order."""

    number: int
    start: int
    end: int
    codes: tuple[str, ...]

    @property
    def label(self) -> str:
        """The codes on one line."""
        return "; ".join(self.codes)


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn made ready for paper: its text safe for files, its spans numbered, in reading order, the longest first."""

    speaker: str
    time: str
    text: str
    spans: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch in which nothing begins or ends: the spans over it, and which of them begin with it."""

    start: int
    end: int
    over: tuple[Numbered, ...]
    begins: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A few sentences that get one row of a table: spans that begin in it, and spans that run on from before it."""

    start: int
    end: int
    begins: tuple[Numbered, ...]
    goes_on: tuple[Numbered, ...]


def ready(transcript: MarkedTranscript) -> tuple[Turn, ...]:
    """Return the turns with numbered spans.

    Characters that no file can hold are replaced one for one, so that the spans keep their words. Raises SpanError
    where a span does not lie in the text of its turn.
    """
    made = []
    number = 0
    for turn in transcript.turns:
        spans = []
        for span in sorted(turn.spans, key=lambda one: (one.start, -one.end)):
            check_span(Span(span.start, span.end), len(turn.text))
            number += 1
            spans.append(Numbered(number, span.start, span.end, tuple(clean(code) for code in span.codes)))
        made.append(Turn(clean(turn.speaker), clean(turn.time), _safe(turn.text), tuple(spans)))
    return tuple(made)


def _safe(text: str) -> str:
    return "".join(clean(character) or "\ufffd" for character in text) if clean(text) != text else text


def with_clean_words(transcript: MarkedTranscript) -> MarkedTranscript:
    """Return the transcript with a title, lines and stamp that every file can hold."""
    stamp = transcript.stamp
    return replace(
        transcript,
        title=clean(transcript.title),
        meta=tuple(clean(line) for line in transcript.meta),
        stamp=replace(stamp, study=clean(stamp.study), program=clean(stamp.program)),
    )


def overlapping(
    spans: Sequence[Numbered], ranges: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int, tuple[Numbered, ...]]]:
    """Yield each of `ranges` (in order, apart) with the spans that share a code point with it, in one sweep."""
    active: list[Numbered] = []
    at = 0
    for start, end in ranges:
        while at < len(spans) and spans[at].start < end:
            active.append(spans[at])
            at += 1
        active = [span for span in active if span.end > start]
        yield start, end, tuple(active)


def pieces(spans: Sequence[Numbered], start: int, end: int) -> Iterator[Piece]:
    """Yield the pieces of `[start, end)`; together they cover it exactly. `spans` are in reading order."""
    cuts = {start, end}
    for span in spans:
        cuts.update(cut for cut in (span.start, span.end) if start < cut < end)
    for first, last, over in overlapping(spans, pairwise(sorted(cuts))):
        yield Piece(first, last, over, tuple(span for span in over if span.start == first))


def blocks(turn: Turn) -> tuple[Block, ...]:
    """Return the rows of a turn: a new one for a sentence in which a span begins, and after many words.

    Together they cover the text exactly. A turn without words is one empty block.
    """
    groups: list[tuple[int, int]] = []
    for first, last, over in overlapping(turn.spans, sentence_spans(turn.text)):
        coded = any(span.start >= first for span in over)
        if groups and not coded and last - groups[-1][0] <= _LONG_BLOCK:
            groups[-1] = (groups[-1][0], last)
        else:
            groups.append((first, last))
    # They are made to touch, so that no span is lost that begins in the white space between sentences.
    edges = [0, *(start for start, _end in groups[1:]), len(turn.text)]
    made = []
    for start, end, over in overlapping(turn.spans, pairwise(edges)):
        begins = tuple(span for span in over if span.start >= start)
        made.append(Block(start, end, begins, tuple(span for span in over if span.start < start)))
    return tuple(made)
