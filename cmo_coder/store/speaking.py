"""Whose words stand at a place of a document."""

from __future__ import annotations

from cmo_coder.model.cases import Respondent
from cmo_coder.model.documents import Speaker, Turn
from cmo_coder.store.change import Change


def respondent_at(change: Change, document_id: str, offset: int) -> Respondent | None:
    """Who speaks at a place; in a document without turns, its only respondent."""
    # Not above: documents looks at claims.
    from cmo_coder.store.documents import version_in_force

    version = version_in_force(change, document_id)
    turn = next(
        (t for t in change.all(Turn, order=("nr",), text_version_id=version.id) if t.start <= offset < t.end), None
    )
    speakers = change.all(Speaker, document_id=document_id)
    if turn is not None:
        speaker = next((s for s in speakers if s.id == turn.speaker_id), None)
        found = speaker.respondent_id if speaker else None
    else:
        named = [s.respondent_id for s in speakers if s.respondent_id is not None]
        found = named[0] if len(named) == 1 else None
    return change.get(Respondent, found) if found is not None else None
