"""Going through what is not coded yet: the sentences or turns of a document with what is suggested for each.

For one code: the passages that look most like it, whatever else they may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from cmo_coder.model.documents import SpeakerKind
from cmo_coder.store.documents import FullDocument
from cmo_coder.suggest.of_project import passage_at
from cmo_coder.suggest.spoken import LEAST_WORDS, speakable
from cmo_coder.suggest.suggester import Proposal, Suggester
from cmo_coder.suggest.value import Scored
from cmo_coder.text.spans import Span, trimmed

Spans = Sequence[tuple[int, int]]
"""Spans in code points."""
LEAST_SHARE = 0.02
"""What has a smaller share of the code that is asked for is not like it."""
MOST = 3


class Unit(StrEnum):
    """What is gone through."""

    SENTENCE = "sentence"
    TURN = "turn"


def units_of(document: FullDocument, unit: Unit) -> list[tuple[int, int]]:
    """The sentences or turns of a document that may be evidence, too short ones left out."""
    if unit is Unit.SENTENCE or not document.turns:
        spans = list(speakable(document))
    else:
        spans = []
        for turn in document.turns:
            speaker = document.speaker_of(turn)
            if (speaker is None or speaker.kind is not SpeakerKind.INTERVIEWER) and turn.text_start < turn.end:
                words = trimmed(document.text, Span(turn.text_start, turn.end))
                if words is not None:
                    spans.append((words.start, words.end))
    return [span for span in spans if len(document.text[span[0] : span[1]].split()) >= LEAST_WORDS]


def uncoded(spans: Spans, coded: Spans) -> list[tuple[int, int]]:
    """The spans that share no code point with those that are coded."""
    return [span for span in spans if not any(start < span[1] and end > span[0] for start, end in coded)]


def queue_of(made: Suggester, document: FullDocument, spans: Spans, code: str | None = None) -> list[Proposal]:
    """A proposal for each of these spans, in the order given.

    With a code, that one stands first whatever its share, and passages that are not like it are left out.
    """
    passages = [passage_at(document.text, start, end, document.document.id, "") for start, end in spans]
    found = made.suggested(passages, most=MOST if code is None else len(made.learned.codes))
    queue = []
    for (start, end), codes in zip(spans, found, strict=True):
        chosen = codes if code is None else _first(codes, code)
        if chosen:
            queue.append(Proposal(start, end, tuple(chosen)))
    return queue


def _first(codes: Sequence[Scored], code: str) -> Sequence[Scored]:
    asked = next((one for one in codes if one.code == code), None)
    if asked is None or asked.confidence < LEAST_SHARE:
        return ()
    return [asked, *(one for one in codes if one.code != code)][:MOST]
