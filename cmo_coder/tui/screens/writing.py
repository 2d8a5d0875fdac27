"""Writing a file from a screen: ask its name, write in a worker, ask before anything is replaced, say where it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_coder.export.errors import AlreadyThere
from cmo_coder.messages import N_, _
from cmo_coder.paths import exports_dir, is_own
from cmo_coder.tui.background import behind
from cmo_coder.tui.screens.dialogs import AskText, Confirm
from cmo_coder.tui.session import change_settings

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

Write = Callable[[Path, bool], Path]
"""Writes to a path, replacing a file only where the second is true; gives what was made. Runs in a worker."""


def export_folder(app: CmoApp) -> Path:
    """The folder of the last export; the folder of the project, or where the program was started, the first time.

    Of the practice study and the demo, which the program keeps out of sight, a folder that a person finds.
    """
    path = app.session.project.path if app.session is not None else None
    if path is not None and is_own(path):
        return exports_dir()
    kept = app.settings.export_folder
    if kept and Path(kept).is_dir():
        return Path(kept)
    return path.absolute().parent if path is not None else Path.cwd()


def ask_and_write(app: CmoApp, question: str, name: str, write: Write) -> None:
    """Ask for a file name (`name` is suggested, in the folder of the last time) and write."""

    def given(typed: str | None) -> None:
        if typed and typed.strip():
            write_now(app, Path(typed.strip()).expanduser(), write)

    app.push_screen(AskText(question, str(export_folder(app) / name), needed=True), given)


def write_now(app: CmoApp, path: Path, write: Write, *, overwrite: bool = False) -> None:
    """Write in a worker; where there is a file already, ask first."""

    def work() -> None:
        try:
            if path.parent == exports_dir():
                path.parent.mkdir(parents=True, exist_ok=True)
            made = write(path, overwrite)
        except AlreadyThere:
            app.call_from_thread(ask)
        else:
            app.call_from_thread(done, made)

    def ask() -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                write_now(app, path, write, overwrite=True)

        app.push_screen(Confirm(_("There is a file of that name already. Replace it?")), answered)

    def done(made: Path) -> None:
        folder = made if made.is_dir() else made.parent
        if exports_dir() not in (folder, folder.parent):
            app.settings = change_settings(export_folder=str(folder.absolute()))
        app.tell(_("Written: {path}").format(path=made), seconds=8)

    behind(app, work, N_("The file was not written"), group="write", exclusive=False)
