"""What was understood of a file, for a person to judge before it is accepted: a value for screens and command line."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.ingest.value import ReadText, SpeakerGuess

FIRST_TURNS = 8
_EXCERPT = 120


@dataclass(frozen=True, slots=True)
class TurnPreview:
    """A turn in short: who, when (seconds), and its first words on one line."""

    speaker: str | None
    time: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Counts, speakers, the first turns, and the warnings in the language of the moment.

    ``turns`` counts turns with a speaker; without any, paragraphs count as turns. ``characters`` are code points.
    ``paragraphs_in`` is what the file itself holds, ``paragraphs`` what the text has.
    """

    title: str
    format: str
    encoding: str
    paragraphs: int
    paragraphs_in: int
    turns: int
    words: int
    characters: int
    speakers: tuple[SpeakerGuess, ...]
    first_turns: tuple[TurnPreview, ...]
    warnings: tuple[str, ...]


def preview(read: ReadText, first_turns: int = FIRST_TURNS) -> Preview:
    """The preview of a file that was read, with at most ``first_turns`` turns."""
    return Preview(
        title=read.title,
        format=read.format,
        encoding=read.encoding,
        paragraphs=read.paragraphs,
        paragraphs_in=read.paragraphs if read.paragraphs_in is None else read.paragraphs_in,
        turns=sum(1 for turn in read.turns if turn.speaker is not None),
        words=len(read.text.split()),
        characters=len(read.text),
        speakers=read.speakers,
        first_turns=tuple(
            TurnPreview(turn.speaker, turn.time, _excerpt(read.text[turn.text_start : turn.end]))
            for turn in read.turns[:first_turns]
        ),
        warnings=tuple(warning.text() for warning in read.warnings),
    )


def _excerpt(words: str) -> str:
    line = " ".join(words[: 4 * _EXCERPT].split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"
