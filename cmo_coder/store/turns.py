"""Acts on turns: marks on what the interviewer said, so that what is said after it can be read with that in mind.

A leading question puts the answer in somebody's mouth; showing the programme theory to a respondent is good realist
interviewing (Manzano 2016), but support that was given after it is counted for itself.
"""

from __future__ import annotations

from cmo_coder.messages import N_
from cmo_coder.model.documents import Speaker, SpeakerKind, Turn
from cmo_coder.model.errors import RuleError
from cmo_coder.store.documents import version_in_force
from cmo_coder.store.project import Project


def toggle_leading(project: Project, document_id: str, place: int) -> Turn:
    """Mark the question at a place (code point) of the text in force as leading, or take the mark off.

    Within an answer it is the question before it that is meant: who codes an answer has the place in it. Returns the
    turn. Raises RuleError where the text has no turn there.
    """
    turn = _turn_at(project, document_id, place)
    if not turn.leading:
        turn = _question_before(project, turn)
    return mark_turn(project, turn, leading=not turn.leading)


def toggle_theory_shown(project: Project, document_id: str, place: int) -> Turn:
    """Mark the turn at a place as one in which the respondent was shown the programme theory, or take the mark off.

    Raises RuleError where the text has no turn there.
    """
    turn = _turn_at(project, document_id, place)
    return mark_turn(project, turn, theory_shown=not turn.theory_shown)


def mark_turn(project: Project, turn: Turn, *, leading: bool | None = None, theory_shown: bool | None = None) -> Turn:
    """Set the marks of a turn; None leaves a mark as it is. One change."""
    marks = {"leading": leading, "theory_shown": theory_shown}
    given = {name: value for name, value in marks.items() if value is not None}
    title = N_("Leading question marked or unmarked")
    if leading is None:
        title = N_("Turn marked or unmarked: the theory was shown")
    with project.change("turn.mark", title) as change:
        return change.update(turn, **given)


def _question_before(project: Project, turn: Turn) -> Turn:
    """The turn itself where the interviewer speaks, else the last one of the interviewer before it, if there is any."""
    with project.read() as reading:
        turns = reading.all(Turn, order=("start",), text_version_id=turn.text_version_id)
        speakers = reading.among(Speaker, "id", list({one.speaker_id for one in turns if one.speaker_id is not None}))
    asking = {one.id for one in speakers if one.kind is SpeakerKind.INTERVIEWER}
    before = [one for one in turns if one.start <= turn.start and one.speaker_id in asking]
    return before[-1] if before else turn


def _turn_at(project: Project, document_id: str, place: int) -> Turn:
    with project.read() as reading:
        version = version_in_force(reading, document_id)
        turns = reading.all(Turn, order=("start",), text_version_id=version.id)
    turn = next((one for one in turns if one.start <= place < one.end), None)
    if turn is None:
        raise RuleError(N_("There is no turn here: this text has no speakers at this place."))
    return turn
