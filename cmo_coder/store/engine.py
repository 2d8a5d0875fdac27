"""Connecting to a project's database: SQLite in a file, or PostgreSQL by URL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from cmo_coder.messages import N_
from cmo_coder.model.errors import ProjectBusy, ProjectError, UserError

APPLICATION_ID = 0x434D4F31
"""Marks an SQLite file as a project of this program ("CMO1")."""

BUSY_SECONDS = 5.0
"""How long a change waits for another program that is writing."""


class DiskFull(ProjectError):
    """There is no room left to write; the change was not made."""


def is_url(place: str) -> bool:
    """Whether a place is a database URL rather than a file."""
    return "://" in place


def engine_for(place: str | Path, *, busy_seconds: float = BUSY_SECONDS) -> sa.Engine:
    """An engine for a file (SQLite) or a URL (PostgreSQL through psycopg)."""
    if is_url(str(place)):
        url = sa.make_url(str(place))
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        return sa.create_engine(url)
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(place)), connect_args={"timeout": busy_seconds, "check_same_thread": False}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # Python's own transaction handling is switched off: BEGIN is ours (`_begin_sqlite`), so that a change locks at once.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def user_error(error: sa.exc.DBAPIError) -> UserError | None:
    """What an error of the database means to a person; nothing where it is a bug of ours."""
    text = str(error.orig).lower()
    if "locked" in text or "busy" in text:
        return ProjectBusy(
            N_("Another program is writing in this project."), N_("Wait a moment and try again; nothing was lost.")
        )
    if "full" in text or "disk i/o error" in text:
        return DiskFull(N_("The disk is full: this change was not saved."), N_("Make room and try again."))
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return ProjectError(
            N_("This project cannot be written: {detail}."),
            N_("Check the rights on the file and its folder."),
            detail=str(error.orig),
        )
    if "malformed" in text or "not a database" in text:
        return ProjectError(
            N_("The project file is damaged: {detail}."),
            N_("Restore a backup: cmo-coder backup --list shows them."),
            detail=str(error.orig),
        )
    if isinstance(error, sa.exc.OperationalError) and "connect" in text:
        return ProjectError(N_("The database does not answer: {detail}."), detail=str(error.orig))
    return None
