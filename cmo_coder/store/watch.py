"""Whether somebody else has changed the project: a question cheap enough to be asked every few seconds."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from cmo_coder.store.errors import errors_for_people

if TYPE_CHECKING:
    from cmo_coder.store.project import Project


class Watch:
    """Looks whether another program has written in the project since it was looked at last. Made by `Project.watch`.

    For an SQLite file it asks `PRAGMA data_version` on a connection of its own, which reads a few bytes and no table,
    and the change log only where that number differs; for a database server it asks the log.
    """

    def __init__(self, project: Project, connection: Any = None) -> None:
        self._project = project
        self._connection = connection
        self._file_version = self._of_file()
        self._last = project.data_version()
        self._own = 0
        project.on_change(self._count)

    def _count(self) -> None:
        self._own += 1

    def _of_file(self) -> int | None:
        if self._connection is None:
            return None
        with errors_for_people():
            return int(self._connection.driver_connection.execute("PRAGMA data_version").fetchone()[0])

    def news(self) -> bool:
        """Whether another program has changed the project since the last call; what was changed here is no news.

        After several steps undone here at once it may say so where there is none. Raises what a reading may raise.
        """
        version = self._of_file()
        if version is not None and version == self._file_version:
            return False
        self._file_version = version
        own, self._own = self._own, 0
        before, self._last = self._last, self._project.data_version()
        return self._last != before + own

    def close(self) -> None:
        """Let go of the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()
