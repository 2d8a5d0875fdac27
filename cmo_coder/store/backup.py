"""Backups of a project file, beside it in a folder of its own."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.errors import ProjectError
from cmo_coder.store.engine import APPLICATION_ID
from cmo_coder.store.history import last_seq
from cmo_coder.store.tables import SETTING

ON_OPEN = "open"
BEFORE_MIGRATE = "migrate"
BEFORE_RESTORE = "restore"
BY_HAND = "hand"

KEPT = {ON_OPEN: 10, BEFORE_MIGRATE: 10, BEFORE_RESTORE: 10, BY_HAND: 50}
"""How many backups of each kind are kept; the oldest go first."""

_SQLITE_HEAD = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: its file, why it was made, when (UTC, ISO 8601) and its size in bytes."""

    path: Path
    kind: str
    at: str
    size: int


def folder_of(path: Path) -> Path:
    """Where the backups of a project stand."""
    return path.with_name(path.name + ".backups")


def check_is_project(path: Path) -> None:
    """Raise ProjectError where a path is no project file."""
    if path.is_dir():
        raise ProjectError(N_("{path} is a folder, not a project."), N_("Name the project file in it."), path=path)
    if not path.exists():
        raise ProjectError(
            N_("There is no project at {path}."), N_("Check the name, or make one: cmo-coder new"), path=path
        )
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError as error:
        raise ProjectError(
            N_("{path} cannot be read: {detail}."), N_("Check the rights on the file."), path=path, detail=error.strerror
        ) from error
    if head[:16] != _SQLITE_HEAD or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise ProjectError(
            N_("{path} is not a project of cmo-coder."), N_("A transcript is loaded with: cmo-coder import"), path=path
        )


def back_up(engine: sa.Engine, path: Path, kind: str = BY_HAND) -> Backup:
    """Copy the project as it is, while others may go on reading and writing it."""
    folder = folder_of(path)
    folder.mkdir(exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = folder / f"{stamp}-{kind}{path.suffix}"
    part = target.with_suffix(".part")
    with engine.connect() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        connection.exec_driver_sql("ROLLBACK")  # a backup must not run inside the reading transaction
        copy = sqlite3.connect(part)
        try:
            source.backup(copy)
        finally:
            copy.close()
        connection.exec_driver_sql("BEGIN")
    part.replace(target)
    _rotate(path, kind)
    return _described(target)


def back_up_if_changed(engine: sa.Engine, path: Path) -> Backup | None:
    """Back up on opening, unless nothing changed since the last backup; a full disk does not keep a project shut."""
    with engine.connect() as connection:
        seq = str(last_seq(connection))
        known = connection.execute(sa.select(SETTING.c.value).where(SETTING.c.key == "backed_up_seq")).scalar()
    if known == seq:
        return None
    try:
        made = back_up(engine, path, ON_OPEN)
        with engine.connect() as plain:
            connection = plain.execution_options(writes=True)
            connection.execute(sa.delete(SETTING).where(SETTING.c.key == "backed_up_seq"))
            connection.execute(sa.insert(SETTING), {"key": "backed_up_seq", "value": seq})
            connection.commit()
    except (OSError, sqlite3.Error, sa.exc.DBAPIError):
        return None
    return made


def backups_of(path: Path) -> tuple[Backup, ...]:
    """The backups of a project, newest first."""
    folder = folder_of(path)
    files = sorted(folder.glob(f"*{path.suffix}"), reverse=True) if folder.is_dir() else []
    return tuple(_described(file) for file in files if "-" in file.stem)


def restore(path: Path, backup: Path) -> Backup:
    """Put a backup in the place of the project; what stood there becomes a backup itself. The project must be closed.

    Raises ProjectError where the backup is no project.
    """
    from cmo_coder.store.engine import engine_for

    check_is_project(backup)
    engine = engine_for(path)
    try:
        kept = back_up(engine, path, BEFORE_RESTORE)
        with engine.connect() as connection:
            target = connection.connection.driver_connection
            assert isinstance(target, sqlite3.Connection)
            connection.exec_driver_sql("ROLLBACK")
            source = sqlite3.connect(backup)
            try:
                source.backup(target)
            finally:
                source.close()
            connection.exec_driver_sql("BEGIN")
    finally:
        engine.dispose()
    return kept


def _rotate(path: Path, kind: str) -> None:
    of_kind = [backup for backup in backups_of(path) if backup.kind == kind]
    for old in of_kind[KEPT[kind] :]:
        old.path.unlink(missing_ok=True)


def _described(file: Path) -> Backup:
    stamp, _dash, kind = file.stem.partition("-")
    at = f"{stamp[0:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[9:11]}:{stamp[11:13]}:{stamp[13:15]}Z"
    return Backup(file, kind, at, file.stat().st_size)
