"""The files that documents came from: give one back, or remove what is kept of them for good."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from cmo_coder.cli.coding import document_named
from cmo_coder.cli.common import OK, command, opened, say
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.errors import UserError


def add(documents: Any) -> None:
    """Add the commands to the group `documents`."""
    original = command(
        documents,
        "original",
        N_("write the file that a document was loaded from, byte for byte, where it was kept"),
        _original,
        examples=("documents original gesprek --to gesprek.docx",),
    )
    original.add_argument("document", help=_("the document, by title or the start of it"))
    original.add_argument("--to", required=True, metavar=_("FILE"))
    original.add_argument("--force", action="store_true", help=_("replace a file that is there"))
    drop = command(
        documents,
        "drop-original",
        N_("remove the kept files of documents from the project for good; no undo brings them back"),
        _drop,
        examples=("documents drop-original gesprek", "documents drop-original --all"),
    )
    drop.add_argument("document", nargs="*", help=_("the document, by title or the start of it"))
    drop.add_argument("--all", action="store_true", help=_("of all documents"))


def _original(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.originals import original_bytes

    path = Path(arguments.to)
    with opened(arguments) as project:
        data = original_bytes(project, document_named(project, arguments.document))
    try:
        with path.open("wb" if arguments.force else "xb") as file:
            file.write(data)
    except FileExistsError:
        raise UserError(N_("{path} is there already."), N_("Add --force to replace it."), path=path) from None
    say(_("Written: {path}").format(path=path))
    return OK


def _drop(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.originals import forget_originals

    if bool(arguments.document) == arguments.all:
        raise UserError(N_("Of which documents? Name them, or give --all."))
    with opened(arguments) as project:
        named = None if arguments.all else [document_named(project, one) for one in arguments.document]
        number = forget_originals(project, named)
    say(ngettext("{n} file removed for good", "{n} files removed for good", number).format(n=number))
    return OK
