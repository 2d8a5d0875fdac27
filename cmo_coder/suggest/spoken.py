"""The sentences of documents that may be evidence: said by whom was interviewed, and not by who asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cmo_coder.model.documents import Document, SpeakerKind
from cmo_coder.store.documents import FullDocument, full_document_in
from cmo_coder.store.reading import Reading
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.grown import some_of
from cmo_coder.suggest.of_project import passage_at
from cmo_coder.suggest.value import Passage, Settings
from cmo_coder.text.sentences import sentence_spans

LEAST_WORDS = 4
"""Sentences of fewer words ("Ja.", "Dat klopt.") get no suggestions."""
MOST_DOCUMENTS = 40
"""From so many documents at most come the passages that nobody coded."""


def speakable(document: FullDocument, between: tuple[int, int] | None = None) -> list[tuple[int, int]]:
    """The sentences of a document, without the labels of its turns and without the interviewer's words.

    `between`: only those that share a code point with this stretch `[start, end)`; nothing else is read for it.
    """
    text = document.text
    first, last = between or (0, len(text))
    # No sentence goes over the end of a line.
    low = text.rfind("\n", 0, max(0, first)) + 1
    high = text.find("\n", max(low, last))
    high = len(text) if high < 0 else high
    found: list[tuple[int, int]] = []
    for start, end in _spoken(document):
        if start < high and end > low:
            found += sentence_spans(text, max(start, low), min(end, high))
    return [span for span in found if span[0] < last and span[1] > first]


def _spoken(document: FullDocument) -> Iterator[tuple[int, int]]:
    """The stretches of a document that are not a label or the interviewer's."""
    if not document.turns:
        yield 0, len(document.text)
    for turn in document.turns:
        speaker = document.speaker_of(turn)
        if speaker is None or speaker.kind is not SpeakerKind.INTERVIEWER:
            yield turn.text_start, turn.end


def is_long(text: str) -> bool:
    """Whether words are enough to suggest for."""
    return len(text.split()) >= LEAST_WORDS


def uncoded_of(reading: Reading, coded: Sequence[Coded], most: int = Settings().uncoded) -> tuple[Passage, ...]:
    """Sentences that nobody coded, with the words around them: at most so many, spread over the documents and within
    each. Only their own lines are read as sentences.
    """
    documents = some_of(reading.all(Document, order=("position", "id")), MOST_DOCUMENTS)
    taken = defaultdict(list)
    for one in coded:
        taken[one.passage.document].append(one.passage.text)
    found: list[Passage] = []
    for document in documents:
        found += _spread(full_document_in(reading, document.id), most // len(documents), taken[document.id])
    return tuple(found)


def _spread(document: FullDocument, most: int, coded: Sequence[str]) -> Iterator[Passage]:
    text, last = document.text, -1
    for nr in range(most):
        at = int((nr + 0.5) * len(text) / most)
        for start, end in speakable(document, (at, at + 1)):
            words = text[start:end]
            if start > last and is_long(words) and not any(one in words or words in one for one in coded):
                last = start
                yield passage_at(text, start, end, document.document.id, "")
