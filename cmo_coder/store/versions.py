"""Editing the text of a document: a new text version, with everything that holds a place moved along.

The one way in which the words of a document change after import. An edit is planned first (`planned_edit`: nothing is
written, so a command can show what would happen) and then written as one change (`edit_text`). A version is never
changed: undo brings the old one into force again exactly as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cmo_coder.messages import N_
from cmo_coder.model.base import changed, new_id
from cmo_coder.model.documents import Document, Speaker, TextVersion, Turn
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Fragment, FragmentState
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.store.change import Change
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_text_version, version_in_force
from cmo_coder.store.moving import Moved, moved_fragments, moved_suggestions
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.texts import sha256_of
from cmo_coder.text import turns as text_turns
from cmo_coder.text.diff import diff
from cmo_coder.text.edits import Edit, Edits, apply_edits, joined
from cmo_coder.text.normalise import normalise
from cmo_coder.text.turn_shift import shift_turns


@dataclass(frozen=True, slots=True)
class EditPlan:
    """What an edit does to a document: the new text, its turns, and the fragments before and after.

    `after` has the id that the new version will have; where nothing changes it is `before`.
    """

    document: Document
    before: TextVersion
    after: TextVersion
    edits: Edits
    text: str
    turns: tuple[NewTurn, ...]
    fragments: Moved
    back: tuple[Fragment, ...] = ()
    """Fragments under review that sit again, because the new text is exactly the one in which they last stood."""

    @property
    def changes_nothing(self) -> bool:
        """Whether text and turns stay as they are."""
        return self.after is self.before


def edit_text(
    project: Project,
    document: Document,
    edits: Sequence[Edit],
    *,
    reason: str = "",
    turns: Sequence[NewTurn] | None = None,
    speakers: Mapping[str, SpeakerIs] | None = None,
    follow: bool = False,
    base: str | None = None,
) -> EditPlan:
    """Edit the text in force of a document: a new version, and every fragment, turn and suggestion moved along.

    `edits` count code points of the text in force. `turns` are those of the new text, where the caller knows them; by
    default they go along with the text (`text.turn_shift`). `speakers` says who labels stand for that are new.
    `follow` is for replacements that mean the same, as in pseudonymising: a fragment on exactly the replaced words goes
    along. `base` is the id of the version for which the edits were made: refused where another is in force by now.

    Fragments that lost their words wait for review; they are never removed. May be used inside an open change, for
    several documents at once. Raises EditError where the edits do not fit the text, RuleError where a hard rule
    forbids the result (an empty text; words of an interviewer as evidence), SpanError where a fragment that nobody
    touched would not read its quote: in each case nothing is written.
    """
    with project.change("document.text", N_("Text of {title} edited"), reason=reason, title=document.title) as change:
        plan = planned_edit(change, document.id, edits, turns=turns, follow=follow, base=base)
        if not plan.changes_nothing:
            write_plan(change, plan, speakers or {}, reason)
    return plan


def planned_edit(
    reading: Reading,
    document_id: str,
    edits: Sequence[Edit],
    *,
    turns: Sequence[NewTurn] | None = None,
    follow: bool = False,
    base: str | None = None,
) -> EditPlan:
    """What `edit_text` would do, without doing it. Raises what it raises, but for the rules on evidence."""
    document = reading.get(Document, document_id)
    version = version_in_force(reading, document_id)
    if base is not None and base != version.id:
        raise RuleError(
            N_("The text of {title} was changed meanwhile."),
            N_("Open it again and repeat the edit."),
            title=document.title,
        )
    old = reading.text(version.sha256)
    kept = tuple(replace(edit, inserted=normalise(edit.inserted).text) for edit in edits)
    text = apply_edits(old, kept)
    if not follow:  # what is taken away and put back was not touched; a replaced name is replaced as a whole
        kept = joined(kept)
    if not text.strip():
        raise RuleError(N_("{title} would hold no text."), N_("Remove the document instead."), title=document.title)
    old_turns = turns_of(reading, version)
    new_turns = tuple(turns) if turns is not None else _moved_turns(reading, document_id, old, old_turns, kept, text)
    _check_turns(new_turns, len(text))
    fragments = reading.all(Fragment, order=("start", "end"), text_version_id=version.id, state=FragmentState.SITS)
    if text == old and new_turns == old_turns:
        return EditPlan(document, version, version, (), text, new_turns, Moved((), (), text, version))
    after = TextVersion(
        id=new_id(), document_id=document_id, nr=version.nr + 1, sha256=sha256_of(text), length=len(text)
    )
    moved = moved_fragments(fragments, old, kept, text, after, follow=follow)
    return EditPlan(document, version, after, kept, text, new_turns, moved, come_back(reading, document_id, after))


def versions_of(project: Project, document_id: str) -> tuple[TextVersion, ...]:
    """The versions of the text of a document, the first one first."""
    with project.read() as reading:
        return reading.all(TextVersion, order=("nr",), document_id=document_id)


def edits_back_to(reading: Reading, version: TextVersion) -> tuple[Edits, tuple[NewTurn, ...]]:
    """The edits that give the text in force the words of an earlier version again, and the turns that it then has."""
    in_force = version_in_force(reading, version.document_id)
    return diff(reading.text(in_force.sha256), reading.text(version.sha256)), turns_of(reading, version)


def restore_version(project: Project, document: Document, version: TextVersion, *, reason: str = "") -> EditPlan:
    """Put an earlier version back: a new one with its words and turns. Codings go along, as with any edit; those that
    lost their words since, and stood in this version, sit on them again.
    """
    with project.change(
        "document.restore",
        N_("Text of {title}: version {nr} put back"),
        reason=reason,
        title=document.title,
        nr=version.nr,
    ) as change:
        edits, turns = edits_back_to(change, version)
        return edit_text(project, document, edits, reason=reason, turns=turns)


def write_plan(change: Change, plan: EditPlan, speakers: Mapping[str, SpeakerIs], reason: str) -> None:
    """Write what was planned: the version with its turns, the fragments and suggestions on it."""
    add_text_version(change, plan.document, plan.text, plan.turns, speakers, reason, version_id=plan.after.id)
    change.replace(plan.fragments.pairs)
    change.replace([(one, changed(one, text_version_id=plan.after.id, state=FragmentState.SITS)) for one in plan.back])
    suggestions = change.all(Suggestion, text_version_id=plan.before.id)
    change.replace(moved_suggestions(suggestions, plan.edits, plan.after))


def come_back(reading: Reading, document_id: str, after: TextVersion) -> tuple[Fragment, ...]:
    """The fragments under review that stood in a version with exactly the words of `after`."""
    alike = {one.id for one in reading.all(TextVersion, document_id=document_id, sha256=after.sha256)}
    waiting = reading.all(Fragment, document_id=document_id, state=FragmentState.REVIEW)
    return tuple(one for one in waiting if one.text_version_id in alike)


def turns_of(reading: Reading, version: TextVersion) -> tuple[NewTurn, ...]:
    """The turns of a version, with the labels of their speakers."""
    labels = {one.id: one.label for one in reading.all(Speaker, document_id=version.document_id)}
    return tuple(
        NewTurn(
            turn.start,
            turn.end,
            turn.text_start,
            labels.get(turn.speaker_id or ""),
            turn.seconds,
            turn.leading,
            turn.theory_shown,
        )
        for turn in reading.all(Turn, order=("nr",), text_version_id=version.id)
    )


def _moved_turns(
    reading: Reading, document_id: str, old: str, turns: Sequence[NewTurn], edits: Sequence[Edit], text: str
) -> tuple[NewTurn, ...]:
    labels = [one.label for one in reading.all(Speaker, document_id=document_id)]
    shaped = [text_turns.Turn(one.start, one.end, one.text_start, one.speaker, one.seconds) for one in turns]
    return tuple(
        NewTurn(
            one.start,
            one.end,
            one.text_start,
            one.speaker,
            one.time,
            one.origin is not None and turns[one.origin].leading,
            one.origin is not None and turns[one.origin].theory_shown,
        )
        for one in shift_turns(old, shaped, edits, text, labels)
    )


def _check_turns(turns: Sequence[NewTurn], length: int) -> None:
    whole = all(0 <= one.start <= one.text_start <= one.end <= length and one.start < one.end for one in turns)
    if not whole or any(after.start < before.end for before, after in pairwise(turns)):
        raise RuleError(N_("The turns do not fit the new text."), N_("Nothing was saved."))
