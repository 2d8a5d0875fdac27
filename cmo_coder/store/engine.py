"""Connecting to a project's database: SQLite in a file, or PostgreSQL by URL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from cmo_coder.messages import N_
from cmo_coder.model.errors import ProjectError
from cmo_coder.store.tables import as_postgresql_has_them

APPLICATION_ID = 0x434D4F31
"""Marks an SQLite file as a project of this program ("CMO1")."""

CACHE = 1000
"""How much of an SQLite file each connection keeps in memory, in KiB: half of what SQLite takes by itself. The system
keeps the file too.
"""
BUSY_SECONDS = 5.0
"""How long a change waits for another program that is writing."""

_URL_FORM = N_("The form is: postgresql://name@host/database")
_POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")


def is_url(place: str) -> bool:
    """Whether a place is a database URL rather than a file."""
    return "://" in place


def engine_for(place: str | Path, *, busy_seconds: float = BUSY_SECONDS, frozen: bool = False) -> sa.Engine:
    """An engine for a file (SQLite) or a URL (PostgreSQL through psycopg). With `frozen` a file is only read, and taken
    to be changed by nobody, so that SQLite needs to write nothing beside it.

    Raises ProjectError for a URL of another kind, or where psycopg is not installed.
    """
    if is_url(str(place)):
        return _postgresql(str(place), busy_seconds)
    url = sa.URL.create("sqlite", database=str(place))
    options: dict[str, Any] = {"timeout": busy_seconds, "check_same_thread": False}
    if frozen:
        uri = f"{Path(place).resolve().as_uri()}?mode=ro&immutable=1"
        engine = sa.create_engine(url, creator=lambda: sqlite3.connect(uri, uri=True, **options))
    else:
        engine = sa.create_engine(url, connect_args=options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # Python's own transaction handling is switched off: BEGIN is ours (`_begin_sqlite`), so a change locks at once.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(place: str, busy_seconds: float) -> sa.Engine:
    try:
        url = sa.make_url(place)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise ProjectError(N_("This is not an address of a database."), _URL_FORM) from error
    if url.drivername not in _POSTGRESQL:
        raise ProjectError(N_("cmo-coder works with PostgreSQL, not with {kind}."), _URL_FORM, kind=url.drivername)
    try:
        engine = sa.create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise ProjectError(
            N_("For a database server the package psycopg is needed."),
            N_("Install it: pip install 'cmo-coder[postgres]'"),
        ) from error

    def prepare(connection: Any, _record: Any) -> None:
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = {int(busy_seconds * 1000)}")
        connection.autocommit = False

    event.listen(engine, "connect", prepare)
    as_postgresql_has_them()
    return engine


def give_back_pages(engine: sa.Engine) -> None:
    """Have the connections that nobody uses forget what they keep of the file: up to a megabyte each."""
    pool = engine.pool
    if engine.dialect.name != "sqlite" or not isinstance(pool, sa.pool.QueuePool):
        return
    free = [engine.raw_connection() for _nr in range(pool.checkedin())]
    for connection in free:
        driver: Any = connection.driver_connection
        driver.execute("PRAGMA shrink_memory")
        connection.close()


def lock_for_writing(connection: sa.Connection) -> None:
    """Begin a transaction that writes, and wait for other writers.

    Raises the error of the driver where that takes too long.
    """
    connection.execution_options(writes=True)
    connection.begin()
    if connection.dialect.name == "postgresql":
        # One writer at a time, as in SQLite: numbers and the rules of the method hold over the whole project.
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(APPLICATION_ID)))


def begin_reading(connection: sa.Connection) -> None:
    """Begin a transaction that sees one state of the project, whatever others write meanwhile."""
    if connection.dialect.name == "postgresql":
        connection.execution_options(isolation_level="REPEATABLE READ")
    connection.begin()
