"""The beginning of a line, read as the label of a speaker turn: in which form, who, and at what time.

Nothing is decided here; ``turns`` decides with all the labels of a text before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from cmo_coder.text.speakers import LabelKind, kind_of, label_key

_CLOCK = r"\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3}|-\d)?"
_LOOSE = r"\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,7}"  # Teams: "0:0:1.20"
_STAMP = rf"[\[(<{{#]?\s?(?:{_CLOCK})(?:\s*(?:-->|–|-)\s*{_CLOCK})?\s?[\])>}}#]?"
_BRACKETED = rf"[\[(<{{#]\s?(?:{_CLOCK})(?:\s*(?:-->|–|-)\s*{_CLOCK})?\s?[\])>}}#]"
_BOLD = r"(?:\*\*|__)?"
_NAME = r"(?P<label>[^\W\d_][^:|\t\n\[\]<>{}#*]{0,47}?)"
_LEAD = rf"[^\S\n]*(?:[-–—•>][^\S\n]+)?{_BOLD}(?:(?P<before>{_STAMP})[^\S\n]*[-–|,]?[^\S\n]*)?{_BOLD}"

# "Naam:", "[00:12:03] Naam:", "00:12:03 Naam:", "Naam (00:12:03):", "**Naam:**", "00:12 | Naam | woorden",
# "Naam<tab>woorden", "Naam<tab>00:12<tab>woorden"
_COLON = re.compile(
    rf"{_LEAD}{_NAME}[^\S\n]*{_BOLD}[^\S\n]*(?P<after>{_BRACKETED})?[^\S\n]*(?P<mark>:{_BOLD}|\|{_BOLD}|(?=\t))(?=\s|$)"
    rf"[^\S\n]*(?P<late>{_BRACKETED}|{_STAMP}(?=\t))?",
)
# The usual forms, "Naam:" and "[00:12:03] Naam:", in a pattern that never turns back: most labels are found by it.
_PLAIN = re.compile(
    rf"[^\S\n]*(?:(?P<before>{_STAMP})[^\S\n]*)?(?P<label>[^\W\d_][^:|\t\n\[\]<>{{}}#*()]{{0,47}}):(?=\s)"
    rf"[^\S\n]*(?:(?P<after>{_BRACKETED})[^\S\n]*)?",
)
# "Naam  00:12" and "00:12 Naam" on a line of their own
_HEADER = re.compile(
    rf"{_LEAD}{_NAME}[^\S\n]*{_BOLD}(?:[^\S\n]+[-–|,]?[^\S\n]*(?P<after>{_STAMP}))?[^\S\n]*{_BOLD}[^\S\n]*$",
    re.MULTILINE,
)
# "Naam (00:12:03) woorden"
_TIMED = re.compile(rf"{_LEAD}{_NAME}[^\S\n]*{_BOLD}[^\S\n]*(?P<after>{_BRACKETED})(?=\s|$)")
# "[Naam] 10:02:03" on a line of its own, and "[Naam]: woorden": Zoom
_NAME_IN_BRACKETS = re.compile(
    r"[^\S\n]*\[(?P<label>[^\W\d_][^:|\t\n\[\]<>{}#*]{0,47})\]"
    rf"(?:[^\S\n]+(?P<after>{_STAMP})[^\S\n]*$|[^\S\n]*(?P<mark>:)(?=\s|$))",
    re.MULTILINE,
)
_ONLY_TIME = re.compile(rf"[^\S\n]*(?P<before>{_STAMP}|{_LOOSE}\s*-->\s*{_LOOSE})[^\S\n]*$", re.MULTILINE)
_LOOSE_TIME, _CLOCK_TIME = re.compile(_LOOSE), re.compile(_CLOCK)
_ENDS_OF_TIME = frozenset("0123456789])>}# \t")
_SPEAKING = (LabelKind.KNOWN, LabelKind.NAME)


class Form(Enum):
    """In which form a label stands."""

    COLON = auto()
    """A colon, a bar or a tab follows it."""
    TIMED = auto()
    """A time stands beside it, without a colon."""
    ALONE = auto()
    """It stands alone on its line."""
    HINTED = auto()
    """The reader of the file says so (bold, a Word style)."""


_FORMS = (
    (Form.COLON, _COLON),
    (Form.TIMED, _TIMED),
    (Form.TIMED, _NAME_IN_BRACKETS),
    (Form.ALONE, _HEADER),
)
_REACH = 120
"""Where a label with its time, bold marks and colon surely ends."""


@dataclass(frozen=True, slots=True)
class SpeakerHint:
    """What a file format knows: the text from ``start`` to ``end``, at the beginning of a line, looks like a label.

    With ``speaker`` the format says who speaks (a paragraph style named "Interviewer") and the label need not stand in
    the text: then ``start`` and ``end`` may be equal. ``time``, in seconds, is when the line is spoken, whoever speaks.
    """

    start: int
    end: int
    speaker: str | None = None
    time: float | None = None


class Label(NamedTuple):
    """A possible label: its line from ``start``, the words from ``text_start``, all in code points."""

    start: int
    text_start: int
    line_end: int
    line: int
    name: str
    key: str
    kind: LabelKind
    form: Form
    time: float | None
    sure: bool = False
    hinted: bool = False


def labels_of(text: str, hints: Sequence[SpeakerHint] = ()) -> list[Label]:
    """Every line of ``text`` that begins like a turn, at most one label per line, in order."""
    hinted = {hint.start: hint for hint in reversed(hints)}
    labels: list[Label] = []
    stamp: tuple[int, float, bool] | None = None  # a line that holds a time only belongs to the label after it
    number, start = 0, 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        number += 1
        # A line of words does not end as a time does: most need no pattern.
        timed = end - start <= _REACH and start < end and text[end - 1] in _ENDS_OF_TIME
        if timed and (only := _ONLY_TIME.match(text, start, end)):
            first = start + len(only[0]) - len(only[0].lstrip())
            stamp = (first, seconds_of(only["before"]), "-->" in only["before"])
        elif not text[start:end].isspace() and start < end:
            hint = hinted.get(start)
            label = _hinted(text, start, end, number, hint) or _label(text, start, end, number)
            if label is not None and label.time is None and hint is not None:
                label = label._replace(time=hint.time)
            if label is not None and stamp is not None:
                time = stamp[1] if label.time is None else label.time
                # "0:0:1.20 --> 0:0:3.96" and then a name alone: Teams
                form = Form.TIMED if stamp[2] and label.form is Form.ALONE else label.form
                label = label._replace(start=stamp[0], time=time, form=form)
            if label is not None:
                labels.append(label)
            stamp = None
        start = end + 1
    return labels


def seconds_of(stamp: str) -> float:
    """The seconds of a time stamp: "12:03" is minutes and seconds, "#00:12:03-4#" ends in tenths."""
    plain = stamp.strip("[]()<>{}# ")
    if len(plain) == 8 and plain[2] == plain[5] == ":":  # most are "00:12:03"
        return 3600.0 * int(plain[:2]) + 60 * int(plain[3:5]) + int(plain[6:])
    found = ("." in stamp and _LOOSE_TIME.search(stamp)) or _CLOCK_TIME.search(stamp)
    if found is None:
        raise ValueError(stamp)
    clock, _, part = found[0].replace(",", ".").replace("-", ".").partition(".")
    seconds = 0
    for number in clock.split(":"):
        seconds = 60 * seconds + int(number)
    return seconds + (float(f"0.{part}") if part else 0.0)


def _label(text: str, start: int, end: int, line: int) -> Label | None:
    reach = end if end - start <= _REACH else start + _REACH
    colon = text.find(":", start, reach) >= 0
    if colon and (found := _PLAIN.match(text, start, end)) is not None:
        return _plain(text, found, start, end, line)
    marked = colon or text.find("|", start, reach) >= 0 or text.find("\t", start, reach) >= 0
    short = end - start <= _REACH
    for form, pattern in _FORMS:
        # Most lines are spoken words: whether a form can be there at all is asked before its pattern is tried.
        if not (short if form is Form.ALONE else marked):
            continue
        found = pattern.match(text, start, end)
        if found is not None:
            groups = found.groupdict()
            stamp = groups.get("before") or groups["after"] or groups.get("late")
            return _made(text, found, start, end, line, form, stamp)
    return None


def _plain(text: str, found: re.Match[str], start: int, end: int, line: int) -> Label | None:
    """The label of a usual line: as `_made`, in the fewest steps, since a transcript has one on every line."""
    before, label, after = found.groups()
    name, key, kind = _named(label)
    if kind is LabelKind.OTHER:
        return None
    stamp = before or after
    first = _skip(text, start, end) if text[start].isspace() else start
    time = None if stamp is None else seconds_of(stamp)
    return Label(first, found.end(), end, line, name, key, kind, Form.COLON, time)


def _made(
    text: str, found: re.Match[str], start: int, end: int, line: int, form: Form, stamp: str | None
) -> Label | None:
    """The label that a pattern found; None where its words are no name."""
    name, key, kind = _named(found["label"])
    if kind is LabelKind.OTHER or (kind is LabelKind.FIELD and form is not Form.COLON):
        return None
    if form is Form.ALONE and stamp:
        form = Form.TIMED
    first = _skip(text, start, end) if text[start].isspace() else start
    time = None if stamp is None else seconds_of(stamp)
    return Label(first, _skip(text, found.end(), end), end, line, name, key, kind, form, time)


@lru_cache(4096)
def _named(label: str) -> tuple[str, str, LabelKind]:
    """A label as it is written: its name, its key, and what kind of label it is. The same few come on every line."""
    name = label.strip(" \t.-–,*_") if len(label) > 2 else label.strip()
    return " ".join(name.split()), label_key(name), kind_of(name)


def _hinted(text: str, start: int, end: int, line: int, hint: SpeakerHint | None) -> Label | None:
    """The label that the file format points at; None when the line says it better itself."""
    if hint is None:
        return None
    plain = _label(text, start, end, line)
    if plain is not None and plain.form is not Form.ALONE and (hint.speaker is None or plain.kind is LabelKind.KNOWN):
        return plain._replace(hinted=True)
    if hint.speaker is not None:
        name = hint.speaker.strip()
        place = _skip(text, max(start, hint.end), end)
        first = _skip(text, start, end)
        return Label(first, place, end, line, name, label_key(name), LabelKind.KNOWN, Form.HINTED, None, sure=True)
    name = text[start : hint.end].strip(" \t:.-–*_")
    kind = kind_of(name)
    if kind not in _SPEAKING:
        return None
    first = _skip(text, start, end)
    place = _skip(text, hint.end, end)
    name = " ".join(name.split())
    return Label(first, place, end, line, name, label_key(name), kind, Form.HINTED, None, hinted=True)


def _skip(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position
