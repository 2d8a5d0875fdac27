"""Backups of a project file, beside it in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cmo_coder.messages import N_, _
from cmo_coder.model.errors import ProjectError, UserError
from cmo_coder.store.engine import APPLICATION_ID, BUSY_SECONDS
from cmo_coder.store.errors import Damaged, busy, damaged, errors_for_people

ON_OPEN = "open"
BEFORE_MIGRATE = "migrate"
BEFORE_RESTORE = "restore"
BY_HAND = "hand"

_WHY = {
    ON_OPEN: N_("on opening"),
    BEFORE_MIGRATE: N_("before an update"),
    BEFORE_RESTORE: N_("before a restore"),
    BY_HAND: N_("by hand"),
}

KEPT = {ON_OPEN: 10, BEFORE_MIGRATE: 10, BEFORE_RESTORE: 10, BY_HAND: 50}
"""How many backups of each kind are kept; the oldest go first."""

_SQLITE_HEAD = b"SQLite format 3\x00"
_NAME = re.compile(r"(\d{8}T\d{6})\d{6}Z-(open|migrate|restore|hand)-([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: its file, why it was made, when (UTC, ISO 8601) and its size in bytes.

    `mark` is the beginning of the id of the last change in it: two backups with the same mark hold the same.
    """

    path: Path
    kind: str
    at: str
    size: int
    mark: str

    def why(self) -> str:
        """Why it was made, in words of the current language."""
        return _(_WHY[self.kind]) if self.kind in _WHY else self.kind


def folder_of(path: Path) -> Path:
    """Where the backups of a project stand."""
    return path.with_name(path.name + ".backups")


def check_is_project(path: Path) -> None:
    """Raise ProjectError where a path is no project file."""
    if path.is_dir():
        raise ProjectError(N_("{path} is a folder, not a project."), N_("Name the project file in it."), path=path)
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except FileNotFoundError as error:
        raise ProjectError(
            N_("There is no project at {path}."), N_("Check the name, or make one: cmo-coder new"), path=path
        ) from error
    except OSError as error:
        raise ProjectError(
            N_("{path} cannot be read: {detail}."),
            N_("Check the rights on the file."),
            path=path,
            detail=error.strerror,
        ) from error
    if head[:16] != _SQLITE_HEAD or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise ProjectError(
            N_("{path} is not a project of cmo-coder."), N_("A transcript is loaded with: cmo-coder import"), path=path
        )


def back_up(path: Path, kind: str = BY_HAND) -> Backup:
    """Copy a project as it is, while others may go on reading and writing it.

    Raises DiskFull where there is no room, ProjectError where the folder of the backups cannot be written; no half
    backup is left behind.
    """
    with closing(_connected(path)) as source:
        return _copy(source, path, kind, _mark_of(source))


def back_up_if_changed(path: Path) -> Backup | None:
    """Back up on opening, unless there is a backup of exactly this state already.

    Gives nothing where none was needed, and where none could be made: a full disk does not keep a project shut.
    """
    with closing(_connected(path)) as source:
        mark = _mark_of(source)
        if any(backup.mark == mark for backup in backups_of(path)):
            return None
        try:
            return _copy(source, path, ON_OPEN, mark)
        except UserError:
            return None


def backups_of(path: Path) -> tuple[Backup, ...]:
    """The backups of a project, newest first."""
    files: list[Path] = []
    with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
        files = sorted(folder_of(path).iterdir(), reverse=True)
    return tuple(found for file in files if (found := _described(file, path.suffix)) is not None)


def restore(path: Path, backup: Path, *, busy_seconds: float = BUSY_SECONDS) -> Backup | None:
    """Put a backup in the place of the project; what stood there becomes a backup itself and is given back.

    The project must be closed here; other programs that have it open see the restored state. Nothing is given back
    where there was no project any more.

    Raises ProjectError where the backup is no whole project, ProjectBusy where another program is writing.
    """
    check_is_project(backup)
    with errors_for_people(), closing(_read_only(backup)) as source:
        _check_whole(source)
        if not path.exists():
            _fill(path, source)
            return None
        try:
            kept = back_up(path, BEFORE_RESTORE)
        except Damaged:
            return _replace_damaged(path, source)
        with closing(_connected(path, busy_seconds)) as target:
            _copy_into(target, source, busy_seconds)
        return kept


def _check_whole(source: sqlite3.Connection) -> None:
    try:
        found = source.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise damaged(str(error)) from error
    if found != "ok":
        raise damaged(str(found))


def _replace_damaged(path: Path, source: sqlite3.Connection) -> Backup:
    """Move a file that SQLite cannot read out of the way, whole, and write the restored one in its place."""
    kept = _target(path, BEFORE_RESTORE, "0" * 8)
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            shutil.move(path.with_name(path.name + ending), kept.with_name(kept.name + ending))
    _fill(path, source)
    found = _described(kept, path.suffix)
    assert found is not None
    return found


def _connected(path: Path, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    with errors_for_people():
        return sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=busy_seconds, isolation_level=None
        )


def _read_only(path: Path) -> sqlite3.Connection:
    # Immutable: a backup is not written by anybody, and reading it must not leave files beside it. Not so for a project
    # that somebody has open, of which the last changes still stand in the -wal.
    how = "mode=ro" if path.with_name(path.name + "-wal").exists() else "mode=ro&immutable=1"
    return sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, isolation_level=None)


def _mark_of(source: sqlite3.Connection) -> str:
    with errors_for_people():
        if not source.execute("SELECT 1 FROM sqlite_master WHERE name = 'change'").fetchone():
            raise damaged("no such table: change")
        found = source.execute("SELECT id FROM change ORDER BY seq DESC LIMIT 1").fetchone()
    return "0" * 8 if found is None else str(found[0])[:8]


def _target(path: Path, kind: str, mark: str) -> Path:
    folder = folder_of(path)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ProjectError(
            N_("The folder of the backups, {path}, cannot be made: {detail}."),
            N_("Check the rights on the folder of the project."),
            path=folder,
            detail=error.strerror,
        ) from error
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    return folder / f"{stamp}-{kind}-{mark}{path.suffix}"


def _copy(source: sqlite3.Connection, path: Path, kind: str, mark: str) -> Backup:
    target = _target(path, kind, mark)
    with errors_for_people():
        _fill(target, source)
    for old in [backup for backup in backups_of(path) if backup.kind == kind][KEPT[kind] :]:
        old.path.unlink(missing_ok=True)
    found = _described(target, path.suffix)
    assert found is not None
    return found


def _fill(target: Path, source: sqlite3.Connection) -> None:
    """Write a copy beside its place, then put it there at once."""
    part = target.with_name(target.name + ".part")
    try:
        with closing(sqlite3.connect(part)) as copy:
            _copy_into(copy, source, BUSY_SECONDS)
            # A backup is one file: what reads it later must not need a -wal beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        os.replace(part, target)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _copy_into(target: sqlite3.Connection, source: sqlite3.Connection, busy_seconds: float) -> None:
    """Copy a database over another one. Raises ProjectBusy where another program writes in it for longer than this."""
    deadline = time.monotonic() + busy_seconds

    def watch(status: int, _remaining: int, _total: int) -> None:
        # By itself this call of Python's waits for ever.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise busy()

    source.backup(target, progress=watch, sleep=0.05)


def _described(file: Path, suffix: str) -> Backup | None:
    name = _NAME.fullmatch(file.name.removesuffix(suffix))
    if name is None:
        return None
    stamp, kind, mark = name.groups()
    at = f"{stamp[0:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[9:11]}:{stamp[11:13]}:{stamp[13:15]}Z"
    try:
        return Backup(file, kind, at, file.stat().st_size, mark)
    except FileNotFoundError:  # another program has just made room
        return None
