"""A transcript with its codes in the margin, to a file: what the reading screen prints with P."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from cmo_coder.cli.coding import document_named
from cmo_coder.cli.common import OK, command, opened, say
from cmo_coder.messages import LANGUAGES, N_, _


def add(documents: Any) -> None:
    """Add the command to the group `documents`."""
    made = command(
        documents,
        "print",
        N_("write a document with its codes in the margin, to print or to hand on"),
        _print,
        examples=("documents print gesprek gesprek.html", "documents print gesprek gesprek.docx --overwrite"),
    )
    made.add_argument("document", help=_("the document, by title or the start of it"))
    made.add_argument("file", help=_("the file to write; its ending decides: html, docx, txt, md"))
    made.add_argument("--language", choices=LANGUAGES, help=_("the language of headings (without it: the study's)"))
    made.add_argument("--overwrite", action="store_true", help=_("replace a file that is there"))


def _print(arguments: argparse.Namespace) -> int:
    from cmo_coder.export.marking import marked_transcript
    from cmo_coder.export.transcript import write_transcript
    from cmo_coder.settings import load_settings
    from cmo_coder.store.study import study_of

    with opened(arguments) as project:
        document = document_named(project, arguments.document)
        language = arguments.language or load_settings().export_language or study_of(project).language
        transcript = marked_transcript(project, document.id, language=language)
    made = write_transcript(transcript, Path(arguments.file), overwrite=arguments.overwrite)
    say(_("Written: {path}").format(path=made))
    return OK
