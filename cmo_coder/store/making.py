"""Making the file and the tables of a new project."""

from __future__ import annotations

import os
from pathlib import Path

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.errors import ProjectError
from cmo_coder.store import migrate
from cmo_coder.store.cache_folder import forget_derived
from cmo_coder.store.engine import APPLICATION_ID
from cmo_coder.store.tables import METADATA


def claim_file(path: Path) -> None:
    """Make the empty file of a new project, so that no other program takes the name."""
    if not path.parent.is_dir():
        raise ProjectError(N_("The folder {path} does not exist."), N_("Make it first."), path=path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except FileExistsError as error:
        raise ProjectError(
            N_("There is already a file at {path}."), N_("Choose another name, or open it."), path=path
        ) from error
    except OSError as error:
        raise ProjectError(
            N_("{path} cannot be made: {detail}."),
            N_("Check the name, and the rights on the folder."),
            path=path,
            detail=error.strerror,
        ) from error


def make_tables(connection: sa.Connection) -> None:
    """Make the tables of a project. Raises ProjectError where a database server has them already."""
    # All in one transaction: a program that is killed here leaves a whole project or an empty file.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    elif sa.inspect(connection).has_table("change"):
        raise ProjectError(N_("There is already a project in this database."), N_("Open it instead."))
    METADATA.create_all(connection, checkfirst=False)
    migrate.stamp(connection)


def remove_files(path: Path) -> None:
    """Remove the file of a project that was not made after all, with what SQLite puts beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    forget_derived(path)
