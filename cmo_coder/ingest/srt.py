"""SubRip subtitles (.srt): read leniently, since every program writes them a little differently."""

from __future__ import annotations

import html
import re

from cmo_coder.ingest.cues import Cue, join, numbered, times_of
from cmo_coder.ingest.encoding import decode
from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.kinds import Kind
from cmo_coder.ingest.limits import TEXT_BYTES
from cmo_coder.ingest.source import RawText, Reader, Source, Watch
from cmo_coder.ingest.txt import about_text
from cmo_coder.ingest.value import Warning_, warning
from cmo_coder.messages import N_
from cmo_coder.text.normalise import normalise

_TAGS = re.compile(
    r"</?(?:b|i|u|s|font|span|ruby|rt|c|v)(?:[\s.][^<>]*)?>|\{\\?[a-zA-Z]{1,2}\d*(?:[:,&][^{}]*)?\}", re.I
)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|apos|#\d{2,5}|#x[\da-f]{2,5});", re.I)
_ARROW = re.compile(r"--?>")


def read(source: Source) -> RawText:
    """The talk of a subtitle file, its cues joined to turns that keep their time.

    Raises:
        ReadError: the file is too large, no text, or holds no subtitles.
    """
    decoded = decode(source.data(TEXT_BYTES), source.name)
    made = normalise(decoded.text)
    cues, lost, before = _cues(made.text, source.watch)
    if not cues:
        raise no_cues(source)
    joined = join(cues, source.watch)
    warnings = [*decoded.warnings, *about_text(made)]
    if before:
        warnings.append(warning(N_("Words before the first subtitle, which are left out: {n}."), n=before))
    warnings += about_cues(cues, joined.repeated, lost)
    return RawText(joined.text, tuple(warnings), decoded.encoding, joined.hints, paragraphs=spoken(cues))


def no_cues(source: Source) -> ReadError:
    """The error for a file without one subtitle."""
    return ReadError(
        N_("{name} holds no subtitles: no line with two times (00:00:01,000 --> 00:00:04,000) was found."),
        N_("Open it in a text editor. If it holds plain words, save it as .txt and import that."),
        name=source.name,
    )


def spoken(cues: list[Cue]) -> int:
    """How many cues hold words."""
    return sum(1 for cue in cues if any(words.strip() for _, words in cue.lines))


def about_cues(cues: list[Cue], repeated: int, lost: list[int]) -> list[Warning_]:
    """What to tell about the cues: that they were joined, and what was left out."""
    told = [warning(N_("Subtitles, joined to turns and paragraphs that keep their first time: {n}."), n=spoken(cues))]
    if repeated:
        told.append(warning(N_("Lines that were shown twice while the subtitles rolled, kept once: {n}."), n=repeated))
    if lost:
        told.append(
            warning(N_("Times of subtitles that cannot be read; their words are kept: {n}."), lost[0], n=len(lost))
        )
    return told


def _cues(text: str, watch: Watch) -> tuple[list[Cue], list[int], int]:
    """The cues, the lines (from 1) with times that cannot be read, and the number of words before the first cue."""
    cues: list[Cue] = []
    lost: list[int] = []
    before = 0
    times: tuple[float, float] | None = None
    gathered: list[str] = []

    def close(last: bool) -> None:
        nonlocal before
        lines = list(gathered)
        if not last and lines and lines[-1].strip().isdecimal():
            lines.pop()  # the number of the next cue
        if times is None:
            before += sum(len(line.split()) for line in lines)
        else:
            said = tuple((None, _words(line)) for line in lines if line.strip())
            cues.append(Cue(*times, _spoken_lines(said)))
        gathered.clear()

    for nr, line in numbered(text.split("\n"), watch):
        found = times_of(line)
        if found is not None:
            close(False)
            times = found
        elif _ARROW.search(line) and re.search(r"\d:\d", line) and times is not None:
            lost.append(nr)
            if gathered and gathered[-1].strip().isdecimal():
                gathered.pop()
        else:
            gathered.append(line)
    close(True)
    return cues, lost, before


def _spoken_lines(lines: tuple[tuple[str | None, str], ...]) -> tuple[tuple[str | None, str], ...]:
    return tuple((voice, words) for voice, words in lines if words.strip())


def _words(line: str) -> str:
    """A line without the tags that colour it."""
    line = _TAGS.sub("", line)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), line)


READER = Reader("srt", (Kind.SRT,), (".srt",), read)
