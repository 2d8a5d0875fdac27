"""What waits for a decision of one coder in a document: not coded by them, not refused before, sure enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cmo_coder.store.coded_spans import CodedSpan, coded_spans
from cmo_coder.store.documents import FullDocument, full_document_in
from cmo_coder.store.reading import Reading
from cmo_coder.store.suggestions import refused_in
from cmo_coder.suggest.offers import offered
from cmo_coder.suggest.queue import Unit, queue_of, uncoded, units_of
from cmo_coder.suggest.suggester import Proposal, Suggester


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `code`: only what looks like this one (its id), which then stands first.

    `begun_only`: only in turns in which the coder coded something already. `allowed`: codes that may be proposed.
    """

    coder_id: str | None
    threshold: float
    unit: Unit = Unit.SENTENCE
    code: str | None = None
    begun_only: bool = False
    allowed: Callable[[str], bool] = lambda _code: True


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal as it was made, and as it is offered: without the codes that were refused."""

    made: Proposal
    offered: Proposal


@dataclass(frozen=True, slots=True)
class Seen:
    """A document with the spans `[start, end)` (code points) that are not coded yet, and what was refused in it."""

    document: FullDocument
    spans: tuple[tuple[int, int], ...]
    refused: frozenset[tuple[int, int, str]]


def seen_in(reading: Reading, document_id: str, wanted: Wanted) -> Seen:
    """What the study says of a document. The caller sees to it that it is not coded blind."""
    document = full_document_in(reading, document_id)
    coded = spans_of(coded_spans(reading, document.version.id), wanted.coder_id)
    spans = uncoded(units_of(document, wanted.unit), coded)
    if wanted.begun_only:
        turns = [(one.start, one.end) for one in document.turns]
        begun = [turn for turn in turns if any(a < turn[1] and b > turn[0] for a, b in coded)]
        spans = [span for span in spans if any(a <= span[0] < b for a, b in begun)]
    return Seen(document, tuple(spans), refused_in(reading, document.version.id, wanted.coder_id))


def waiting_in(made: Suggester, seen: Seen, wanted: Wanted) -> tuple[Waiting, ...]:
    """What waits in a document, in the order of the text. Takes long: the reading may be over."""
    found = []
    for one in queue_of(made, seen.document, seen.spans, wanted.code):
        left = offered(one, wanted.threshold, seen.refused, wanted.allowed)
        if left is not None and (wanted.code is None or left.codes[0].code == wanted.code):
            found.append(Waiting(one, left))
    return tuple(found)


def spans_of(spans: Sequence[CodedSpan], coder_id: str | None) -> list[tuple[int, int]]:
    """The spans that a coder coded; everybody's where nobody said who they are."""
    return [
        (one.start, one.end)
        for one in spans
        if coder_id is None or any(coding.coder_id == coder_id for coding in one.codings)
    ]
