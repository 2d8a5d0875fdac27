"""Transcripts with their codes in the margin, to print or to hand on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cmo_coder.export import transcript_docx, transcript_html, transcript_text
from cmo_coder.export.files import Target, at_home, checked_path, place, refuse_folder
from cmo_coder.export.marked import MarkedSpan, MarkedTranscript, MarkedTurn, Turn, ready, with_clean_words
from cmo_coder.export.naming import chosen, with_extension
from cmo_coder.messages import N_, in_language

__all__ = ["TRANSCRIPT_FORMATS", "MarkedSpan", "MarkedTranscript", "MarkedTurn", "TranscriptFormat", "write_transcript"]


@dataclass(frozen=True, slots=True)
class TranscriptFormat:
    """A file format for transcripts. `title` and `description` are message ids."""

    id: str
    title: str
    extension: str
    description: str
    render: Callable[[MarkedTranscript], bytes]
    others: tuple[str, ...] = ()


def _rendered(
    write: Callable[[MarkedTranscript, tuple[Turn, ...]], bytes],
) -> Callable[[MarkedTranscript], bytes]:
    def render(transcript: MarkedTranscript) -> bytes:
        with in_language(transcript.language):
            return write(with_clean_words(transcript), ready(transcript))

    return render


TRANSCRIPT_FORMATS = (
    TranscriptFormat(
        "html",
        N_("Web page"),
        ".html",
        N_("The codes stand in the margin beside the words that they cover; good for printing."),
        _rendered(transcript_html.write),
        (".htm",),
    ),
    TranscriptFormat(
        "docx",
        N_("Word document"),
        ".docx",
        N_("A table with the text at the left and the codes at the right, to print and to write in."),
        _rendered(transcript_docx.write),
    ),
    TranscriptFormat(
        "txt",
        N_("Plain text"),
        ".txt",
        N_("Lines of 100 characters with stripes and codes at the right."),
        _rendered(transcript_text.write_plain),
    ),
    TranscriptFormat(
        "md",
        N_("Markdown"),
        ".md",
        N_("A table with who, what and the codes."),
        _rendered(transcript_text.write_markdown),
        (".markdown",),
    ),
)
"""The formats for transcripts, in the order in which they are offered."""


def write_transcript(
    transcript: MarkedTranscript, path: Path, format: str | None = None, *, overwrite: bool = False
) -> Path:
    """Write a transcript with its codes and return the file that was made.

    `format` is the id of one of TRANSCRIPT_FORMATS; without it the extension of `path` decides. The same transcript
    gives the same bytes. Raises ExportError where nothing could be written (all is then as it was), and SpanError
    for a span outside the text of its turn.
    """
    path = at_home(path)
    refuse_folder(path)
    wanted = chosen(TRANSCRIPT_FORMATS, path, format)
    path = with_extension(path, wanted.extension)
    checked_path(path, overwrite=overwrite)
    body = wanted.render(transcript)
    place((Target(checked_path(path, overwrite=overwrite), body),))
    return path
