"""Subtitles: their cues read leniently, and joined to turns and paragraphs that keep the time of their first cue.

A cue is a breath of talk, cut to fit a screen; nobody codes cues. Words of one speaker go on in one line until another
speaker begins, a pause of PAUSE seconds, or the end of a sentence in a line that is long enough (ENOUGH). The time of a
line goes to its turn as a hint and does not stand in the text; the name of a speaker does ("Anna: ..."), as it does in
every other transcript.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cmo_coder.ingest.source import Watch, unwatched
from cmo_coder.text.speakers import LabelKind, kind_of, label_key
from cmo_coder.text.turns import SpeakerHint

PAUSE = 2.0
"""Seconds of silence that begin a new paragraph."""
ENOUGH = 400
"""From this length (code points) a paragraph ends with the sentence."""
TOLD_EVERY = 2_000
"""Lines or cues between two times that a watch is told how far the reading is."""
TOO_LONG = 1200
"""From this length it ends with the cue: speech recognition does not always write full stops."""
_CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
TIMING = re.compile(rf"[^\S\n]*{_CLOCK}[^\S\n]*--?>[^\S\n]*{_CLOCK}(?:[^\S\n].*)?$")
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:|\t\n\[\]<>]{0,47}?)[^\S\n]*:(?=\s|$)")
_BRACKETS = re.compile(r"\[(?P<label>[^\W\d_][^\[\]:]{0,47})\]:?(?=\s|$)")
_CHANGE = re.compile(r">>+[^\S\n]*|[-–—](?=[^\s\d-])|[-–—][^\S\n]+")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")
_NAMED_SHARE = 0.6
_NAMED_FROM = 5
_ROLLING_SHARE = 0.3
_ROLLING_FROM = 8


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from ``start`` to ``end`` (seconds): its lines, each with who says it where the file tells."""

    start: float
    end: float
    lines: tuple[tuple[str | None, str], ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """The text of cues, with the times and speakers of its lines, and how many lines were left out as repeated."""

    text: str
    hints: tuple[SpeakerHint, ...]
    repeated: int


def times_of(line: str) -> tuple[float, float] | None:
    """The two times of a timing line ("00:00:01,000 --> 00:00:03,500") in seconds; None where it is none."""
    found = TIMING.match(line)
    if found is None:
        return None
    parts = found.groups()
    return _seconds(*parts[:4]), _seconds(*parts[4:8])


def numbered(lines: Sequence[str], watch: Watch) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers (from 1); finding cues in them is the first half of reading."""
    for nr, line in enumerate(lines, start=1):
        if nr % TOLD_EVERY == 0:
            watch(0.5 * nr / len(lines))
        yield nr, line


def _seconds(hours: str | None, minutes: str, seconds: str, part: str | None) -> float:
    return 3600 * int(hours or 0) + 60 * int(minutes) + int(seconds) + (float(f"0.{part}") if part else 0.0)


def join(cues: Sequence[Cue], watch: Watch = unwatched) -> Joined:
    """The cues as lines of talk. Joining is the second half of reading: `watch` is told so."""
    cues, repeated = _unrolled(cues)
    named = _named(cues)
    lines: list[str] = []
    hints: list[SpeakerHint] = []
    place, last_end = 0, float("-inf")
    speaker: str | None = None
    for nr, cue in enumerate(cues):
        if nr % TOLD_EVERY == 0:
            watch(0.5 + 0.5 * nr / len(cues))
        for voice, said in cue.lines:
            words = " ".join(said.split(" ")).strip()
            if not words:
                continue
            name, label, words, fresh = _who(voice, words, named)
            changes = fresh or (name is not None and (speaker is None or label_key(name) != label_key(speaker)))
            if lines and not changes and cue.start - last_end < PAUSE and not _is_full(lines[-1]):
                lines[-1] += " " + words
                place += 1 + len(words)
            else:
                place += 1 if lines else 0
                shown = label if label and (changes or speaker is None) else ""
                lines.append(shown + words)
                known = name if shown or (voice is not None and changes) else None
                hints.append(SpeakerHint(place, place + len(shown.rstrip()) if known else place, known, cue.start))
                place += len(lines[-1])
            speaker = name if name is not None else speaker
            last_end = max(cue.end, cue.start)
    watch(1.0)
    return Joined("\n".join(lines), tuple(hints), repeated)


def _named(cues: Sequence[Cue]) -> frozenset[str]:
    """Names before a colon that surely are speakers, whatever they look like ("iPhone van Anna"): Zoom writes one in
    front of (nearly) every cue, so that a good part of the cues begins with one that comes back.
    """
    found = [_LABEL.match(cue.lines[0][1].strip()) for cue in cues if cue.lines and cue.lines[0][0] is None]
    counts = Counter(label_key(one["label"]) for one in found if one is not None)
    again = {key: n for key, n in counts.items() if n > 1}
    return frozenset(again) if sum(again.values()) >= _NAMED_SHARE * max(len(cues), _NAMED_FROM) else frozenset()


def _who(voice: str | None, words: str, named: frozenset[str]) -> tuple[str | None, str, str, bool]:
    """Who says a line: the name, how it stands in the text, the words without it, and whether a line surely begins."""
    if voice is not None:
        labelled = _LABEL.match(words)
        if labelled is not None and label_key(labelled["label"]) == label_key(voice):
            words = words[labelled.end() :].strip()
        return voice, f"{voice}: ", words, False
    found = _BRACKETS.match(words)
    if found is not None and kind_of(found["label"]) is LabelKind.KNOWN:
        name = " ".join(found["label"].split())
        return name, f"{name}: ", words[found.end() :].strip(), False
    found = _LABEL.match(words)
    if found is not None and label_key(found["label"]) in named:
        name = " ".join(found["label"].split())
        return name, f"{name}: ", words[found.end() :].strip(), False
    if found is not None and kind_of(found["label"]) in (LabelKind.KNOWN, LabelKind.NAME, LabelKind.WEAK):
        return None, "", words, True  # whether it is a speaker is seen when all labels are known (text.turns)
    return None, "", words, _CHANGE.match(words) is not None


def _is_full(line: str) -> bool:
    return len(line) >= TOO_LONG or (len(line) >= ENOUGH and _ENDS.search(line[-10:]) is not None)


def _unrolled(cues: Sequence[Cue]) -> tuple[Sequence[Cue], int]:
    """Rolling captions show a line again until it has rolled away; each line is kept once.

    Somebody may say the same twice, so this is only done where a good part of the cues begins with the line before.
    """
    again = [
        at
        for at in range(1, len(cues))
        if cues[at].lines
        and cues[at - 1].lines
        and cues[at].start <= cues[at - 1].end + 0.1
        and cues[at].lines[0] == cues[at - 1].lines[-1]
    ]
    # Speech recognition that stutters writes the same line in cue after cue: those lines stand alone, and stay.
    rolling = sum(1 for at in again if len(cues[at].lines) > 1)
    if len(cues) < _ROLLING_FROM or rolling < _ROLLING_SHARE * len(cues):
        return cues, 0
    repeats = set(again)
    return [replace(cue, lines=cue.lines[1:]) if at in repeats else cue for at, cue in enumerate(cues)], len(again)
