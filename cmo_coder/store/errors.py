"""What the errors of a database mean to a person: another program is writing, the disk is full, the file is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.errors import ProjectBusy, ProjectError, RuleError, UserError
from cmo_coder.store.names import Named
from cmo_coder.store.tables import TABLES


class DiskFull(ProjectError):
    """There is no room left to write; the change was not made."""


class Damaged(ProjectError):
    """A project file that cannot be read as one."""


@contextmanager
def errors_for_people() -> Iterator[None]:
    """Turn the errors of the database into UserErrors; what is a bug of ours passes as it is."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        known = problem_of(error)
        if known is None:
            raise
        raise known from error


def problem_of(error: BaseException) -> UserError | None:
    """What an error of SQLAlchemy or of a driver means to a person; nothing where it is a bug of ours."""
    original: Any = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        return _problem_of_sqlite(original)
    if hasattr(original, "sqlstate"):
        return _problem_of_postgresql(original)
    return None


def _problem_of_sqlite(error: sqlite3.Error) -> UserError | None:
    # The low byte of an extended result code is its kind (https://sqlite.org/rescode.html).
    extended = getattr(error, "sqlite_errorcode", 0)
    match extended & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return busy()
        case sqlite3.SQLITE_FULL:
            return _disk_full()
        case sqlite3.SQLITE_IOERR:
            # Writing beyond a limit for the size of files, or beyond a quota, comes as a failed write.
            writing = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE)
            if extended in (*writing, sqlite3.SQLITE_IOERR_SHMSIZE):
                return _disk_full()
            return ProjectError(
                N_("The disk or the network share of this project does not answer: {detail}."),
                N_("Check the connection and try again."),
                detail=str(error),
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            # What SQLite says of it is English, and tells a person nothing more.
            return ProjectError(
                N_("This project cannot be written: the file or its folder may only be read."),
                N_("Check the rights on the file and its folder, or copy the file to a folder of your own."),
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(str(error))
        case sqlite3.SQLITE_CONSTRAINT:
            return broken_constraint(str(error))
    return None


def _problem_of_postgresql(error: Any) -> UserError | None:
    state = error.sqlstate or ""
    if state in ("55P03", "40001", "40P01"):
        return busy()
    if state == "53100":
        return _disk_full()
    if state in ("25006", "42501"):
        return _not_writable(_first_line(error))
    if state.startswith("23"):
        return broken_constraint(_first_line(error), getattr(error.diag, "constraint_name", None))
    if type(error).__name__ == "OperationalError":
        return ProjectError(
            N_("The database does not answer: {detail}."),
            N_("Check the address and whether the server runs."),
            detail=_first_line(error),
        )
    return None


def _first_line(error: Any) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__


def busy() -> ProjectBusy:
    """The error for a project in which another program is writing for too long."""
    return ProjectBusy(
        N_("Another program is writing in this project."), N_("Wait a moment and try again; nothing was lost.")
    )


def _disk_full() -> DiskFull:
    return DiskFull(N_("The disk is full: this was not saved."), N_("Make room and try again."))


def no_room_to_open() -> DiskFull:
    """The error for a project that could not be opened for want of room; nobody was saving anything."""
    return DiskFull(
        N_("The project could not be opened: the disk is full, and opening it needs some room."),
        N_("Make room and open it again; nothing in it was changed."),
    )


def _not_writable(detail: str) -> ProjectError:
    return ProjectError(
        N_("This project cannot be written: {detail}."),
        N_("Check the rights on the file and its folder."),
        detail=detail,
    )


def damaged(detail: str) -> Damaged:
    """The error for a project file that SQLite cannot read."""
    return Damaged(
        N_("The project file is damaged: {detail}."),
        N_("Put a backup back: `cmo-coder backup --list` shows them, with `--restore 1` the last is back."),
        detail=detail,
    )


def broken_constraint(detail: str, constraint: str | None = None) -> UserError:
    """What a constraint of the database says to a person. The rules of the method speak first; this is the last line.

    `detail` is the database's own text, `constraint` the name of the constraint where the database gives it.
    """
    name = constraint or detail.rpartition(": ")[2]
    if "unique" in detail.lower():
        return RuleError(
            N_("This is there already: {thing}."), N_("Nothing was changed."), thing=_thing_of_unique(name)
        )
    if "foreign key" in detail.lower():
        return dangling(*_ends_of_foreign_key(name))
    if name.endswith(("_span_order", "_span_in_text", "_turn_order")):
        return RuleError(N_("A passage does not lie in its text."), N_("Nothing was changed."))
    return RuleError(N_("The database refused this ({detail})."), N_("Nothing was changed."), detail=detail)


def dangling(child: str | None, parent: str | None) -> UserError:
    """The error for a reference to something that is not there; the tables where they are known."""
    if child is None or parent is None:
        return RuleError(
            N_("Something else still refers to this."), N_("Remove or move that first; nothing was changed.")
        )
    return RuleError(
        N_("Something would refer to nothing (from {child} to {parent})."),
        N_("Remove or move the first of the two first; nothing was changed."),
        child=Named(child),
        parent=Named(parent),
    )


def dangling_in(connection: sqlite3.Connection) -> UserError | None:
    """The first reference to nothing in an open transaction whose COMMIT was refused (SQLite does not say which)."""
    found = connection.execute("PRAGMA foreign_key_check").fetchone()
    return None if found is None else dangling(found[0], found[2])


def _thing_of_unique(name: str) -> Named:
    # SQLite names the columns ("coding.fragment_id, coding.code_id"), PostgreSQL the constraint ("uq_coding_...").
    table = name.partition(".")[0]
    if table in TABLES:
        return Named(table)
    return Named(next((table for table in sorted(TABLES, key=len, reverse=True) if f"_{table}_" in name), ""))


def _ends_of_foreign_key(name: str) -> tuple[str | None, str | None]:
    for table, columns in TABLES.items():
        for constraint in columns.foreign_key_constraints:
            if constraint.name == name:
                return table, constraint.referred_table.name
    return None, None
