"""Printing a transcript: the text with its codes in the margin, to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cmo_coder.export.marking import marked_transcript
from cmo_coder.export.naming import file_name
from cmo_coder.export.transcript import TRANSCRIPT_FORMATS, write_transcript
from cmo_coder.messages import _
from cmo_coder.tui.screens.writing import ask_and_write

if TYPE_CHECKING:
    from cmo_coder.tui.screens.read_whole import CodingScreen


def print_transcript(screen: CodingScreen) -> None:
    """Ask for a file name and write the transcript that is shown; codes that are hidden on the screen stay out."""
    from cmo_coder.tui.screens.read import ReadScreen

    assert isinstance(screen, ReadScreen)
    if screen.document is None:
        return
    document = screen.document.document
    project = screen.session.project
    wanted = screen.cmo.settings.export_language or screen.session.study.language
    hidden = frozenset(screen.hidden_coders())

    def write(path: Path, overwrite: bool) -> Path:
        transcript = marked_transcript(project, document.id, language=wanted, hidden_coders=hidden)
        return write_transcript(transcript, path, overwrite=overwrite)

    endings = ", ".join(one.extension for one in TRANSCRIPT_FORMATS)
    question = _("File for the transcript with its codes ({endings}); print it from there").format(endings=endings)
    ask_and_write(screen.cmo, question, file_name(document.title) + TRANSCRIPT_FORMATS[0].extension, write)
