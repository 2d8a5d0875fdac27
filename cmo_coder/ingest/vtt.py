"""WebVTT subtitles (.vtt), as Teams, Zoom and speech recognition write them: voices become speakers."""

from __future__ import annotations

import html
import re

from cmo_coder.ingest.cues import Cue, join, numbered, times_of
from cmo_coder.ingest.encoding import decode
from cmo_coder.ingest.kinds import Kind
from cmo_coder.ingest.limits import TEXT_BYTES
from cmo_coder.ingest.source import RawText, Reader, Source, Watch
from cmo_coder.ingest.srt import about_cues, no_cues, spoken
from cmo_coder.ingest.txt import about_text
from cmo_coder.ingest.value import warning
from cmo_coder.messages import N_
from cmo_coder.text.normalise import normalise

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:[ \t]+([^<>]*))?>|</v>", re.I)
_TAGS = re.compile(r"</?(?:c|i|b|u|ruby|rt|lang)(?:[\s.][^<>]*)?>|<\d[\d:.]*>", re.I)
_BLOCKS = ("NOTE", "STYLE", "REGION")


def read(source: Source) -> RawText:
    """The talk of a subtitle file, its cues joined to turns that keep their time, with voices as speakers.

    Raises:
        ReadError: the file is too large, no text, or holds no subtitles.
    """
    decoded = decode(source.data(TEXT_BYTES), source.name)
    made = normalise(decoded.text)
    cues, lost, remarks = _cues(made.text, source.watch)
    if not cues:
        raise no_cues(source)
    joined = join(cues, source.watch)
    warnings = [*decoded.warnings, *about_text(made), *about_cues(cues, joined.repeated, lost)]
    if remarks:
        warnings.append(warning(N_("Remarks of the program that made the file (NOTE), left out: {n}."), n=remarks))
    return RawText(joined.text, tuple(warnings), decoded.encoding, joined.hints, paragraphs=spoken(cues))


def _cues(text: str, watch: Watch) -> tuple[list[Cue], list[int], int]:
    """The cues, the lines (from 1) with times that cannot be read, and the number of remarks.

    A cue lasts until a blank line; what stands between that and the next times is its number, or a block of
    another kind.
    """
    cues: list[Cue] = []
    lost: list[int] = []
    remarks = 0
    times: tuple[float, float] | None = None
    gathered: list[str] = []
    for nr, line in numbered([*text.split("\n"), ""], watch):
        found = times_of(line)
        if found is None and "-->" in line:
            lost.append(nr)
            found = (cues[-1].end,) * 2 if cues else (0.0, 0.0)
        if found is not None or not line.strip():
            if times is not None:
                cues.append(Cue(*times, _lines(gathered)))
            times, gathered = found, []
        elif times is not None:
            gathered.append(line)
        else:
            remarks += line.startswith(_BLOCKS[0]) and line[4:5] in ("", " ", "\t")
    return cues, lost, remarks


def _lines(gathered: list[str]) -> tuple[tuple[str | None, str], ...]:
    """The lines of a cue with their voices. A voice goes on over line ends until it is closed or another begins."""
    lines: list[tuple[str | None, str]] = []
    voice: str | None = None
    for line in gathered:
        place = 0
        for tag in _VOICE.finditer(line):
            lines.append((voice, line[place : tag.start()]))
            voice = " ".join(_plain(tag[1]).split()) or None if tag[1] else None
            place = tag.end()
        lines.append((voice, line[place:]))
    return tuple((who, plain) for who, words in lines if (plain := _plain(words)).strip())


def _plain(words: str) -> str:
    return html.unescape(_TAGS.sub("", words))


READER = Reader("vtt", (Kind.VTT,), (".vtt",), read)
