"""What a file of the corpus is: how it is made, and what must come out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Said = tuple[str | None, float | None, str]
"""A turn: who speaks, at how many seconds, and the words without the label."""


@dataclass(frozen=True)
class Sample:
    """A file with what is expected of it.

    Attributes:
        name: its name, with the extension; unique in the corpus.
        data: its bytes, or the function that makes them with a writer that is not ours.
        text: the whole text that must be stored.
        turns: the turns, in order.
        told: what the warnings must say, each a part of one warning; nothing else may be told.
        notes: the comments: the words that each is about, who wrote it, and what.
        paragraphs: how many the file itself holds, where that is not the number of lines with words.
        format: the reader that must have read it, where that is not the extension.
    """

    name: str
    data: bytes | Callable[[], bytes]
    text: str
    turns: tuple[Said, ...]
    told: tuple[str, ...] = ()
    notes: tuple[tuple[str, str, str], ...] = ()
    paragraphs: int | None = None
    format: str = ""

    def bytes(self) -> bytes:
        """The file."""
        return self.data if isinstance(self.data, bytes) else self.data()


NO_SPEAKERS = "No speakers were recognised"
CUES = "Subtitles, joined to turns"


def lines(text: str) -> tuple[Said, ...]:
    """The turns of a text without speakers: one for each line with words."""
    return tuple((None, None, line.strip()) for line in text.split("\n") if line.strip())
