"""Deleting a project as a whole: first what goes and what stays, then, with --yes, the act."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from cmo_coder.cli.common import OK, command, say, say_json
from cmo_coder.messages import N_, _, ngettext


def add(sub: Any) -> None:
    """Add the command."""
    delete = command(
        sub,
        "delete",
        N_("delete a project for good, with what was derived from its texts; without --yes it only says what would go"),
        _delete,
        examples=("delete wijk.cmo", "delete wijk.cmo --yes", "delete wijk.cmo --yes --backups"),
        project=False,
    )
    delete.add_argument("file", help=_("the project file"))
    delete.add_argument("--yes", action="store_true", help=_("delete it; it cannot be undone"))
    delete.add_argument("--backups", action="store_true", help=_("its backups too"))
    delete.add_argument("--json", action="store_true", help=_("print JSON for scripts"))


def _delete(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.backup import folder_of
    from cmo_coder.store.deleting import delete_project, what_goes

    path = Path(arguments.file).absolute()
    goes = delete_project(path, backups=arguments.backups) if arguments.yes else what_goes(path)
    if arguments.json:
        found = {"file": str(path), "cache": str(goes.cache) if goes.cache else None, "backups": goes.backups}
        say_json({**found, "deleted": arguments.yes, "backups_too": arguments.backups})
        return OK
    say(_("Deleted: {path}").format(path=path) if arguments.yes else _("Would go: {path}").format(path=path))
    if goes.cache is not None:
        say(_("  with what was derived from its texts: {path}").format(path=goes.cache))
    if goes.backups:
        kept = ngettext("{n} backup in {path}", "{n} backups in {path}", goes.backups)
        line = (
            _("  with {backups}")
            if arguments.backups
            else _("  not its backups: {backups}; --backups deletes them too")
        )
        say(line.format(backups=kept.format(n=goes.backups, path=folder_of(path))))
    say(_("Keys of pseudonymisings, exported files and the interviews themselves stay where you put them."))
    if not arguments.yes:
        say(_("Nothing was deleted. --yes does it, and cannot be undone."))
    return OK
