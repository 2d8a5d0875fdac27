"""What every reader gives: the text as it will be kept, its turns, and what a person should know about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cmo_coder.messages import _
from cmo_coder.text.turns import SpeakerRole, Turn


@dataclass(frozen=True, slots=True)
class Warning_:  # noqa: N801 - "Warning" is taken by Python
    """Something to know before the text is accepted: a message id with its arguments, and the line it is about."""

    msgid: str
    args: tuple[tuple[str, str | int], ...] = ()
    line: int | None = None

    def text(self) -> str:
        """The warning in the current language, with its line (from 1, of the text as it was read)."""
        words = _(self.msgid).format(**dict(self.args))
        return words if self.line is None else _("Line {line}: {warning}").format(line=self.line, warning=words)


def warning(msgid: str, line: int | None = None, **args: str | int) -> Warning_:
    """A warning from a message id (wrapped in ``N_``) and its arguments."""
    return Warning_(msgid, tuple(args.items()), line)


@dataclass(frozen=True, slots=True)
class SpeakerGuess:
    """A speaker label of the text: in how many turns, with how many words, and who it probably is."""

    label: str
    turns: int
    words: int
    role: SpeakerRole | None


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A comment that stands beside the words ``[start, end)`` (code points of the text): who wrote it, when, and what.

    ``at`` is a day or moment as ISO 8601, empty where the file does not say.
    """

    start: int
    end: int
    author: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadText:
    """A file that was read and understood, before anybody accepted it.

    ``text`` is normalised and is what will be stored; ``sha256`` is of that text. ``turns`` are in order, count code
    points, and hold everything that is not white space. ``encoding`` is empty for formats that have none of their own.
    ``paragraphs`` are the lines with words of the text; ``paragraphs_in`` is how many paragraphs (of subtitles: cues)
    with words the file itself holds. ``file_sha256`` is that of the bytes of the file, which was read from ``path``.
    """

    title: str
    text: str
    turns: tuple[Turn, ...]
    speakers: tuple[SpeakerGuess, ...]
    paragraphs: int
    warnings: tuple[Warning_, ...]
    encoding: str
    format: str
    sha256: str
    source_name: str
    source_size: int
    notes: tuple[ReadNote, ...] = ()
    paragraphs_in: int | None = None
    file_sha256: str = ""
    path: Path | None = None
