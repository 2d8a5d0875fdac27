"""Deleting a project as a whole: its file, what SQLite puts beside it, and what was derived from its texts."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from cmo_coder.messages import N_
from cmo_coder.model.errors import ProjectError
from cmo_coder.settings import forget_projects
from cmo_coder.store.backup import backups_of, check_is_project, folder_of
from cmo_coder.store.cache_folder import cache_folder
from cmo_coder.store.making import remove_files


@dataclass(frozen=True, slots=True)
class Goes:
    """What goes with a project: its file, the folder of what was derived (None where there is none); and how many
    backups it has, which go only when that is asked for.
    """

    file: Path
    cache: Path | None
    backups: int


def what_goes(path: Path) -> Goes:
    """What deleting a project would delete. Raises ProjectError where a path is no project file."""
    check_is_project(path)
    cache = cache_folder(path)
    return Goes(path, cache if cache.is_dir() else None, len(backups_of(path)))


def delete_project(path: Path, *, backups: bool = False) -> Goes:
    """Delete a project for good; it is no longer among those opened lately. Gives what went.

    Raises ProjectError where a path is no project file, or where something cannot be deleted.
    """
    goes = what_goes(path)
    try:
        remove_files(path)
        if backups and folder_of(path).is_dir():
            shutil.rmtree(folder_of(path))
    except OSError as error:
        raise ProjectError(
            N_("{path} cannot be deleted: {detail}."),
            N_("Close it in other programs, and check the rights on the folder."),
            path=error.filename or path,
            detail=error.strerror or str(error),
        ) from error
    forget_projects([str(path)])
    return goes
