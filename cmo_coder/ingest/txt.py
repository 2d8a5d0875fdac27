"""Plain text."""

from __future__ import annotations

from cmo_coder.ingest.encoding import decode
from cmo_coder.ingest.kinds import Kind
from cmo_coder.ingest.limits import TEXT_BYTES
from cmo_coder.ingest.source import RawText, Reader, Source
from cmo_coder.ingest.value import Warning_, warning
from cmo_coder.messages import N_
from cmo_coder.text.normalise import REPLACEMENT, Normalised, Note, NoteKind, normalise


def read(source: Source) -> RawText:
    """The text of a plain text file, in whatever encoding of those that Dutch transcripts come in.

    Raises:
        ReadError: the file is too large, or no text.
    """
    decoded = decode(source.data(TEXT_BYTES), source.name)
    made = normalise(decoded.text)
    return RawText(made.text, decoded.warnings + about_text(made), decoded.encoding)


def about_text(made: Normalised) -> tuple[Warning_, ...]:
    """What to tell about everything that normalising changed."""
    return tuple(found for note in made.notes if (found := warning_of(note)) is not None)


def warning_of(note: Note) -> Warning_ | None:
    """What to tell about something that normalising changed; None for what nobody needs to know."""
    if note.kind is NoteKind.NUL:
        return warning(N_("NUL bytes became {sign}: {n}."), note.line, sign=REPLACEMENT, n=note.count)
    if note.kind is NoteKind.CONTROLS:
        return warning(
            N_("Control characters, which cannot be shown, became {sign}: {n}."),
            note.line,
            sign=REPLACEMENT,
            n=note.count,
        )
    if note.kind is NoteKind.OTHER_BREAKS:
        return warning(
            N_("Page breaks and other special line ends became ordinary line ends: {n}."), note.line, n=note.count
        )
    return None


READER = Reader("txt", (Kind.TEXT,), (".txt", ".text", ".asc", ".log", ""), read)
