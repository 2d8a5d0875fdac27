"""Speaker turns: who speaks where, in the forms that Dutch transcripts use.

A label counts when it is a known role word or short code ("Interviewer", "R1"), or when it looks like a name and comes
back; a text without speakers has one turn per paragraph, without a speaker. What is left in doubt is told, so that a
person can decide. All positions are code points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from cmo_coder.text.labels import Form, Label, SpeakerHint, labels_of
from cmo_coder.text.sentences import paragraph_spans
from cmo_coder.text.speakers import LabelKind, SpeakerRole, guess_role, guess_roles, label_key, paired

__all__ = [
    "Doubt",
    "SpeakerHint",
    "SpeakerRole",
    "Turn",
    "TurnReading",
    "find_turns",
    "guess_role",
    "guess_roles",
    "read_turns",
]

RECURS = 3
"""How often a name must begin a line to be a speaker; once less beside a label that is sure, or with a time."""
SHARE = 0.25
"""Names alone, without a sure speaker, must begin this share of the lines from the first of them on."""
SILENT = 0.5
"""People of whom more than this share of the turns is without words are no people."""
_HEAD_LINES = 20
_SHORT_FACT = 60


class Turn(NamedTuple):
    """A turn ``[start, end)``, its label included; the words begin at ``text_start`` (``end`` when there are none).

    ``time`` is the time stamp in seconds. A tuple, because a transcript with a time on every line has a thousand.
    """

    start: int
    end: int
    text_start: int
    speaker: str | None
    time: float | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text that may be a speaker and was not taken for one: how often, and on which line (from 1) first."""

    label: str
    count: int
    line: int


@dataclass(frozen=True, slots=True)
class TurnReading:
    """The turns of a text, and what was in doubt. ``labelled`` is the number of turns with a speaker."""

    turns: tuple[Turn, ...]
    doubts: tuple[Doubt, ...]
    labelled: int


def find_turns(text: str, hints: Sequence[SpeakerHint] = ()) -> tuple[Turn, ...]:
    """The turns of ``text`` in order; they do not overlap and hold every code point that is not white space."""
    return read_turns(text, hints).turns


def read_turns(
    text: str,
    hints: Sequence[SpeakerHint] = (),
    *,
    also: Collection[str] = (),
    never: Collection[str] = (),
    talk_end: int | None = None,
) -> TurnReading:
    """The turns of ``text``, with what was in doubt.

    Args:
        text: a normalised text.
        hints: what the file format knows about labels.
        also: labels that a person says are speakers.
        never: labels that a person says are none.
        talk_end: where the talk ends; what stands behind it (footnotes) is nobody's, a turn per paragraph.
    """
    end = len(text) if talk_end is None else talk_end
    labels = [label for label in labels_of(text, hints) if label.start < end]
    facts = _facts(text, labels)
    labels = [label for label in labels if label.line not in facts and label.kind is not LabelKind.ABOUT]
    speakers = _speakers(text, labels, {label_key(name) for name in also}, {label_key(name) for name in never})
    taken = [label for label in labels if _is_taken(label, speakers)]
    names = {label.key: label.name for label in reversed(taken)}  # one spelling for one speaker: the first
    spoken = tuple(_turn(text, label, names[label.key], following) for label, following in _with_next(taken, end))
    times = {hint.start: hint.time for hint in hints if hint.time is not None}
    before = _silent(text, times, 0, taken[0].start if taken else end)
    return TurnReading(before + spoken + _silent(text, times, end, len(text)), _doubts(labels, speakers), len(spoken))


def _silent(text: str, times: Mapping[int, float], start: int, end: int) -> tuple[Turn, ...]:
    """A turn for every paragraph of a stretch in which nobody is named."""
    return tuple(Turn(first, last, first, None, times.get(first)) for first, last in paragraph_spans(text, start, end))


@dataclass(frozen=True, slots=True)
class _Speakers:
    """The labels that are speakers with a mark (a colon, a time, bold), and those that are so alone on a line."""

    marked: frozenset[str]
    alone: frozenset[str]


def _speakers(text: str, labels: Sequence[Label], also: set[str], never: set[str]) -> _Speakers:
    marked = Counter(label.key for label in labels if label.form is not Form.ALONE)
    timed = {label.key for label in labels if label.time is not None}
    alone = Counter(label.key for label in labels if label.form is Form.ALONE)
    hinted = {label.key for label in labels if label.hinted}
    kinds = {label.key: label.kind for label in labels}
    sure = {label.key for label in labels if label.sure} | also
    sure |= {key for key, kind in kinds.items() if kind is LabelKind.KNOWN and (marked[key] or alone[key] > 1)}
    sure |= paired([key for key, n in marked.items() if n > 1])
    enough = RECURS - 1 if sure - never else RECURS
    keys = set(sure)
    for key, n in marked.items():
        if kinds[key] is LabelKind.NAME and n >= (2 if key in timed or key in hinted else enough):
            keys.add(key)
    if keys & timed:
        # A name that stands beside a time each time it comes, as that of a speaker does: once is enough.
        timeless = {label.key for label in labels if label.time is None}
        keys |= {key for key in timed - timeless if kinds[key] is LabelKind.NAME}
    if not sure and not _is_talk(text, [label for label in labels if label.form is not Form.ALONE], keys):
        keys.clear()
    for key, n in marked.items():
        # "i:" and "r:": only as a pair that keeps coming back
        if kinds[key] is LabelKind.WEAK and len(key) <= 2 and n >= 2:
            keys.add(key)
    standing = _alone(alone, kinds, sure)
    if not sure and not _is_talk(text, [label for label in labels if label.form is Form.ALONE], standing):
        standing.clear()
    return _Speakers(frozenset((keys | standing) - never), frozenset((keys & alone.keys() | standing) - never))


def _is_talk(text: str, labels: Sequence[Label], keys: Collection[str]) -> bool:
    """Whether names that come back, without one sure speaker among them, are people and not the fields of a list.

    People say something, they begin a good part of the lines, and three or more of them do not keep coming in one order
    ("Doel: ... Aanpak: ... Bereik: ...").
    """
    taken = [label for label in labels if label.key in keys]
    if not taken:
        return False
    silent = sum(1 for label, following in _with_next(taken, len(text)) if text[label.text_start : following].isspace())
    if silent > SILENT * len(taken):
        return False  # "09:00 Inloop", "09:30 Lezing": a programme
    lines = sum(1 for _ in paragraph_spans(text, taken[0].start))
    if len(taken) < SHARE * lines:
        return False
    order = [label.key for label in labels if label.kind in (LabelKind.NAME, LabelKind.FIELD)]
    usual: dict[str, int] = {}
    for (key, _), n in Counter(pairwise(order)).items():
        usual[key] = max(n, usual.get(key, 0))
    repeated = sum(n for n in usual.values() if n > 1)
    return len(set(order)) < 3 or repeated < 0.75 * (len(order) - 1)


def _alone(alone: Counter[str], kinds: dict[str, LabelKind], sure: set[str]) -> set[str]:
    """Names alone on a line: speakers when they come back, and several do, or a sure speaker stands alone too."""
    names = {key for key, n in alone.items() if n >= RECURS and kinds[key] is LabelKind.NAME and len(key.split()) <= 3}
    beside = any(key in sure and n > 1 for key, n in alone.items())
    if beside:
        names |= {key for key, n in alone.items() if n > 1 and kinds[key] is LabelKind.NAME}
    return names if beside or len(names) > 1 else set()


def _is_taken(label: Label, speakers: _Speakers) -> bool:
    return label.key in (speakers.alone if label.form is Form.ALONE else speakers.marked)


def _facts(text: str, labels: Sequence[Label]) -> set[int]:
    """The lines of the facts at the head ("Datum: ...", "Interviewer: Anna"), which are no turns."""
    head = [label for label in labels if label.line <= _HEAD_LINES and label.form is Form.COLON]
    last = max((label.line for label in head if label.kind is LabelKind.ABOUT), default=0)
    if not last:
        return set()
    lines: set[int] = set()
    for label in head:
        words = text[label.text_start : label.line_end]
        short = len(words) <= _SHORT_FACT and not words.rstrip().endswith(("?", "!", "."))
        if label.line <= last + 1 and len(label.key) > 2 and short:
            lines.add(label.line)
            last = max(last, label.line)
    return lines


def _with_next(labels: Sequence[Label], end: int) -> list[tuple[Label, int]]:
    """Each label with the place where the next one begins, or the end of the talk."""
    return list(zip(labels, [*(label.start for label in labels[1:]), end], strict=False))


def _turn(text: str, label: Label, name: str, following: int) -> Turn:
    start, text_start, end = label.start, label.text_start, following
    while end > start and text[end - 1].isspace():
        end -= 1
    while text_start < end and text[text_start].isspace():
        text_start += 1
    return Turn(start, end, min(text_start, end), name, label.time)


def _doubts(labels: Sequence[Label], speakers: _Speakers) -> tuple[Doubt, ...]:
    """Labels before a colon that look like a name, or recur, and were not taken."""
    first: dict[str, Label] = {}
    counts: Counter[str] = Counter()
    for label in labels:
        if label.form is not Form.ALONE and label.kind is not LabelKind.FIELD and not _is_taken(label, speakers):
            first.setdefault(label.key, label)
            counts[label.key] += 1
    return tuple(
        Doubt(first[key].name, n, first[key].line)
        for key, n in counts.items()
        # A bold line that comes once is a heading.
        if n > 1 or (first[key].kind is LabelKind.NAME and first[key].form is not Form.HINTED and speakers.marked)
    )
