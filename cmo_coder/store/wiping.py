"""Removing words from the file itself: free pages, the log written ahead, what SQLite keeps of former rows.

`secure_delete` overwrites what is deleted within a page; VACUUM writes the file anew without free pages; the checkpoint
empties the log written ahead. The last two cannot stand in the transaction of the act, so a mark in the file says that
they are due: when the power goes between the two, opening the project does them first.
"""

from __future__ import annotations

import sqlite3
from typing import Any

import sqlalchemy as sa

from cmo_coder.store.tables import SETTING

DUE = "wipe_due"

_PATIENCE = 300
"""Milliseconds to wait for another program: what cannot be wiped now is wiped at the next opening."""


def prepare(connection: sa.Connection) -> None:
    """Have what is deleted in this transaction overwritten."""
    connection.exec_driver_sql("PRAGMA secure_delete = ON")


def note(connection: sa.Connection) -> None:
    """Note within the transaction that the file is to be wiped."""
    connection.execute(sa.delete(SETTING).where(SETTING.c.key == DUE))
    connection.execute(sa.insert(SETTING).values(key=DUE, value="yes"))


def wipe(driver: Any) -> bool:
    """Wipe the file where that is due; gives whether nothing is left to do (another program may be in the way)."""
    if not _is_due(driver):
        return True
    (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
    try:
        driver.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        if not _emptied(driver):
            return False
        driver.execute("VACUUM")
        driver.execute("PRAGMA secure_delete = ON")
        driver.execute("DELETE FROM setting WHERE key = ?", (DUE,))
        return _emptied(driver)
    except sqlite3.OperationalError:
        return False
    finally:
        driver.execute(f"PRAGMA busy_timeout = {int(patience)}")


def _is_due(driver: Any) -> bool:
    if not driver.execute("SELECT 1 FROM sqlite_master WHERE name = 'setting'").fetchone():
        return False
    return driver.execute("SELECT 1 FROM setting WHERE key = ?", (DUE,)).fetchone() is not None


def _emptied(driver: Any) -> bool:
    """Bring the log written ahead into the file and cut it off; False where somebody still reads from it."""
    busy, _pages, _done = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
