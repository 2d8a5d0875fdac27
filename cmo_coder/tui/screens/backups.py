"""Choosing a backup and putting it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmo_coder.messages import N_, _
from cmo_coder.messages.dates import moment
from cmo_coder.store.backup import Backup, backups_of, restore
from cmo_coder.tui.background import behind
from cmo_coder.tui.screens.dialogs import Choice, Confirm, Pick

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cmo_coder.tui.app import CmoApp
    from cmo_coder.tui.app_opening import OpeningApp


def choose_backup(app: CmoApp) -> None:
    """Show the backups of the open project, newest first; the chosen one is put back after a question."""
    assert app.session is not None
    path = app.session.project.path
    assert path is not None
    found = backups_of(path)
    if not found:
        app.tell(_("There are no backups yet."))
        return

    def chosen(value: str | None) -> None:
        if value is not None:
            _ask(app, found[int(value)])

    app.push_screen(Pick(_("Which backup?"), _choices(found)), chosen)


def offer_backups(app: OpeningApp, path: Path, why: str) -> None:
    """Offer the backups of a project that cannot be opened, with the reason; without any, the reason is told."""
    found = backups_of(path)
    if not found:
        app.warn(why)
        return

    def chosen(value: str | None) -> None:
        if value is not None:
            _put_back(app, path, found[int(value)])

    question = _("{name} cannot be opened: it is damaged. Put which backup back? What stands there now is kept too.")
    app.push_screen(Pick(question.format(name=path.name), _choices(found)), chosen)


def _choices(found: Sequence[Backup]) -> list[Choice]:
    return [Choice(str(nr), moment(one.at), f"{one.why()} · {one.size // 1024} kB") for nr, one in enumerate(found)]


def _ask(app: CmoApp, backup: Backup) -> None:
    question = _("Put back the project as it was at {at}? What stands there now is kept as a backup.")

    def answered(yes: bool | None) -> None:
        if yes:
            put_back(app, backup)

    app.push_screen(Confirm(question.format(at=moment(backup.at))), answered)


def put_back(app: CmoApp, backup: Backup) -> None:
    """Close the project, put the backup in its place in a worker, and open it again."""
    assert app.session is not None
    path = app.session.project.path
    assert path is not None
    app.leave_project()
    _put_back(app, path, backup)


def _put_back(app: OpeningApp, path: Path, backup: Backup) -> None:
    def work() -> None:
        restore(path, backup.path)
        app.call_from_thread(app.open_project, str(path), "history")

    def failed(told: str) -> None:
        app.warn(told)
        app.open_project(str(path), "history")

    behind(app, work, N_("The backup was not put back"), failed, group="restore")
