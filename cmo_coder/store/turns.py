"""Acts on turns: a leading question is marked, so that what is said after it can be read with that in mind."""

from __future__ import annotations

from cmo_coder.messages import N_
from cmo_coder.model.documents import Turn
from cmo_coder.model.errors import RuleError
from cmo_coder.store.documents import version_in_force
from cmo_coder.store.project import Project


def toggle_leading(project: Project, document_id: str, place: int) -> Turn:
    """Mark the turn at a place (code point) of the text in force as a leading question, or take the mark off.

    Raises RuleError where the text has no turn there.
    """
    with project.change("turn.leading", N_("Leading question marked or unmarked")) as change:
        version = version_in_force(change, document_id)
        turns = change.all(Turn, order=("start",), text_version_id=version.id)
        turn = next((one for one in turns if one.start <= place < one.end), None)
        if turn is None:
            raise RuleError(N_("There is no turn here: this text has no speakers at this place."))
        return change.update(turn, leading=not turn.leading)
