"""What somebody was editing and has not saved yet, kept in the project file itself: a crash loses nothing of it.

A draft is no part of the study: it is not in the change log and undo does not see it. It holds words of a transcript,
so it stands where those stand, and pseudonymising and deleting for good drop all drafts (`drop_drafts`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from cmo_coder.model.base import now
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import SETTING
from cmo_coder.text.editing import EditTurn
from cmo_coder.text.edits import Edit, Edits

_PREFIX = "draft:"


@dataclass(frozen=True, slots=True)
class Draft:
    """Edits of a document that were not saved: against which version, where the caret was, and when."""

    document_id: str
    version_id: str
    edits: Edits
    turns: tuple[EditTurn, ...]
    caret: int
    at: str


def keep_draft(
    project: Project, document_id: str, version_id: str, edits: Sequence[Edit], turns: Sequence[EditTurn], caret: int
) -> None:
    """Keep the draft of whoever works here; an earlier one of the same document is replaced."""
    value = {
        "document_id": document_id,
        "version_id": version_id,
        "edits": [[edit.position, edit.deleted, edit.inserted] for edit in edits],
        "turns": [
            [turn.start, turn.end, turn.text_start, turn.speaker, turn.time, turn.leading, turn.theory_shown]
            for turn in turns
        ],
        "caret": caret,
        "at": now(),
    }
    key = _key(project, document_id)
    with project.change("draft.keep", "Draft kept") as change:
        change.connection.execute(sa.delete(SETTING).where(SETTING.c.key == key))
        change.connection.execute(sa.insert(SETTING).values(key=key, value=json.dumps(value, ensure_ascii=False)))


def draft_of(project: Project, document_id: str) -> Draft | None:
    """The draft that whoever works here left of a document."""
    query = sa.select(SETTING.c.value).where(SETTING.c.key == _key(project, document_id))
    with project.read() as reading:
        value: str | None = reading.connection.execute(query).scalar()
    if value is None:
        return None
    told = json.loads(value)
    return Draft(
        told["document_id"],
        told["version_id"],
        tuple(Edit(*edit) for edit in told["edits"]),
        tuple(EditTurn(*turn) for turn in told["turns"]),
        told["caret"],
        told["at"],
    )


def drop_draft(project: Project, document_id: str) -> None:
    """Drop the draft of whoever works here, if there is one."""
    key = _key(project, document_id)
    with project.change("draft.drop", "Draft dropped") as change:
        change.connection.execute(sa.delete(SETTING).where(SETTING.c.key == key))


def drop_drafts(reading: Reading) -> int:
    """Drop every draft of everybody, in an open change: what is removed for good must not live on in one. Gives how
    many there were.
    """
    gone = reading.connection.execute(sa.delete(SETTING).where(SETTING.c.key.startswith(_PREFIX)))
    return int(gone.rowcount)


def _key(project: Project, document_id: str) -> str:
    # Two people may edit one document at the same time; the column holds 60 characters.
    coder = project.coder.id if project.coder else ""
    return _PREFIX + hashlib.sha256(f"{document_id} {coder}".encode()).hexdigest()[:40]
