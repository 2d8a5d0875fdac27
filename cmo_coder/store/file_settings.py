"""What belongs to the project file and not to the study: choices that the next time are offered again.

They travel with the file, and undo does not touch them.
"""

from __future__ import annotations

import sqlalchemy as sa

from cmo_coder.store.change import Change
from cmo_coder.store.project import Project
from cmo_coder.store.tables import SETTING


def setting_of(project: Project, key: str) -> str | None:
    """What was kept under a key (at most 60 characters), if anything was."""
    with project.read() as reading:
        found: str | None = reading.connection.execute(sa.select(SETTING.c.value).where(SETTING.c.key == key)).scalar()
    return found


def set_setting(change: Change, key: str, value: str) -> None:
    """Keep a value under a key; it is saved with the change, and stays when the change is undone."""
    change.connection.execute(sa.delete(SETTING).where(SETTING.c.key == key))
    change.connection.execute(sa.insert(SETTING).values(key=key, value=value))
