"""The turns of an edited text: they go along as spans do, and then follow the text where it says more.

The text is the truth. Every code point that is not white space lies in a turn, as after reading a file (`turns.py`):
what is typed at the end of a turn belongs to it. A turn that does not begin its line any more is joined to the one
before; a line that came to begin with the label of a known speaker is a turn of its own; in a text without speakers
every paragraph is one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cmo_coder.text.edits import Edit, shift_spans
from cmo_coder.text.labels import Form, labels_of
from cmo_coder.text.sentences import paragraph_spans
from cmo_coder.text.spans import Span
from cmo_coder.text.speakers import label_key
from cmo_coder.text.turns import Turn


@dataclass(frozen=True, slots=True)
class PlacedTurn:
    """A turn of the new text (code points); `origin` is the index of the old turn it was, None where it is new."""

    start: int
    end: int
    text_start: int
    origin: int | None
    speaker: str | None
    time: float | None = None


def shift_turns(
    text: str, turns: Sequence[Turn], edits: Sequence[Edit], new_text: str, speakers: Sequence[str] = ()
) -> tuple[PlacedTurn, ...]:
    """The turns of `new_text`, which `edits` made of `text`; `speakers` are the labels known in the document.

    They stand in order and do not overlap. A turn whose text vanished is not among them.
    """
    known = {label_key(label): label for label in speakers}
    placed = _covering(_shifted(turns, edits), new_text)
    placed = _joined(placed, turns, text, new_text)
    places = _inserted(edits)
    made: list[PlacedTurn] = []
    for turn in placed:
        if not _touches(places, turn.start, turn.end):
            made.append(turn)
        elif known:
            made += _split_at_labels(turn, text, turns, new_text, places, known)
        elif turn.speaker is None and turn.text_start == turn.start:
            made += _paragraphs(turn, new_text, places)
        else:
            made.append(turn)
    return tuple(made)


def _shifted(turns: Sequence[Turn], edits: Sequence[Edit]) -> list[PlacedTurn]:
    """The turns that are left, moved by the one function; their labels too: where a label ends, the words begin."""
    labelled = [nr for nr, turn in enumerate(turns) if turn.start < turn.text_start]
    wholes = shift_spans([Span(turn.start, turn.end) for turn in turns], edits)
    labels = dict(
        zip(labelled, shift_spans([Span(turns[nr].start, turns[nr].text_start) for nr in labelled], edits), strict=True)
    )
    placed: list[PlacedTurn] = []
    for nr, (turn, whole) in enumerate(zip(turns, wholes, strict=True)):
        if whole is not None:
            label = labels.get(nr)
            words = whole.start if label is None else min(max(label.end, whole.start), whole.end)
            placed.append(PlacedTurn(whole.start, whole.end, words, nr, turn.speaker, turn.time))
    return placed


def _covering(placed: Sequence[PlacedTurn], text: str) -> list[PlacedTurn]:
    """The turns, grown over what was put in between them: to the line end the turn before, from there the one after."""
    if not placed:
        return [PlacedTurn(start, end, start, None, None) for start, end in paragraph_spans(text)]
    grown: list[PlacedTurn] = []
    for nr, turn in enumerate(placed):
        last = grown[-1] if grown else None
        place = 0 if last is None else last.end
        if place < turn.start and not (gap := text[place : turn.start]).isspace():
            line = gap.rfind("\n") + 1
            if line < len(gap) and not gap[line:].isspace():
                turn = _begun_at(turn, place + line + len(gap[line:]) - len(gap[line:].lstrip()))
            if line and not gap[:line].isspace():
                if last is None:
                    grown += [PlacedTurn(s, e, s, None, None) for s, e in paragraph_spans(text, 0, place + line)]
                else:
                    grown[-1] = replace(last, end=place + len(gap[:line].rstrip()))
        grown.append(turn)
        if nr == len(placed) - 1 and (rest := text[turn.end :].rstrip()):
            grown[-1] = replace(turn, end=turn.end + len(rest))
    return grown


def _begun_at(turn: PlacedTurn, start: int) -> PlacedTurn:
    words = start if turn.text_start == turn.start else turn.text_start
    return replace(turn, start=start, text_start=words)


def _joined(placed: Sequence[PlacedTurn], turns: Sequence[Turn], old: str, new: str) -> list[PlacedTurn]:
    """Without the turns that began a line and do so no more: they go on as part of the turn before."""
    kept: list[PlacedTurn] = []
    for turn in placed:
        began = turn.origin is not None and _begins_line(old, turns[turn.origin].start)
        if kept and began and not _begins_line(new, turn.start):
            kept[-1] = replace(kept[-1], end=turn.end)
        else:
            kept.append(turn)
    return kept


def _begins_line(text: str, place: int) -> bool:
    while place and text[place - 1] in " \t":
        place -= 1
    return not place or text[place - 1] == "\n"


def _inserted(edits: Sequence[Edit]) -> list[Span]:
    """Where the new text was edited; a deletion leaves a place of no length."""
    places: list[Span] = []
    grown = 0
    for edit in edits:
        start = edit.position + grown
        places.append(Span(start, start + len(edit.inserted)))
        grown += len(edit.inserted) - len(edit.deleted)
    return places


def _touches(places: Sequence[Span], start: int, end: int) -> bool:
    at = bisect_left(places, start, key=lambda place: place.end)
    return at < len(places) and places[at].start <= end


def _split_at_labels(
    turn: PlacedTurn,
    old: str,
    turns: Sequence[Turn],
    text: str,
    places: Sequence[Span],
    known: Mapping[str, str],
) -> list[PlacedTurn]:
    """The turn, cut before every line that was edited so that it begins with a known label; its own label read anew."""
    parts = [turn]
    for label in labels_of(text[turn.start : turn.end]):
        start, words = turn.start + label.start, turn.start + label.text_start
        while words < turn.end and text[words].isspace():  # the words of a label that stands alone are on the next line
            words += 1
        if label.key not in known or (label.form is Form.ALONE and words == turn.end):
            continue
        speaker = known[label.key]
        if not text[turn.start : start].strip():
            was = turns[turn.origin] if turn.origin is not None else None
            if was is None or old[was.start : was.text_start] != text[turn.start : words]:
                time = label.time if label.time is not None else turn.time
                parts[0] = replace(turn, text_start=words, speaker=speaker, time=time)
        elif _touches(places, start - 1, words):
            before = parts[-1]
            parts[-1] = replace(before, end=before.start + len(text[before.start : start].rstrip()))
            parts.append(PlacedTurn(start, turn.end, words, None, speaker, label.time))
    return [replace(part, text_start=min(part.text_start, part.end)) for part in parts]


def _paragraphs(turn: PlacedTurn, text: str, places: Sequence[Span]) -> list[PlacedTurn]:
    """A turn without a speaker, cut at the line ends that were put in."""
    spans = paragraph_spans(text, turn.start, turn.end)
    if len(spans) < 2:
        return [turn]
    parts: list[PlacedTurn] = []
    for start, end in spans:
        gap = text[parts[-1].end : start] if parts else ""
        if parts and not _touches(places, parts[-1].end, parts[-1].end + max(len(gap) - 1, 0)):
            parts[-1] = replace(parts[-1], end=end)
        else:
            parts.append(PlacedTurn(start, end, start, None if parts else turn.origin, None))
    return parts
