"""A file that was read as a new version of a document that is in the study already."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cmo_coder.ingest.loading import new_turns, plan_for
from cmo_coder.ingest.value import ReadText
from cmo_coder.model.cases import Respondent
from cmo_coder.model.documents import Document, Speaker
from cmo_coder.store.documents import NewTurn, SpeakerIs
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.replacing import Replacement, planned_replacement, replace_text
from cmo_coder.text.reanchor import THRESHOLD
from cmo_coder.text.speakers import label_key


def same_name(reading: Reading, read: ReadText) -> Document | None:
    """The one document that came from a file of the same name, if there is one: this may be a newer text of it."""
    found = [one for one in reading.all(Document) if one.source_name and one.source_name == read.source_name]
    return found[0] if len(found) == 1 else None


def plan_version(
    project: Project, document: Document, read: ReadText, *, threshold: float = THRESHOLD, review: Collection[str] = ()
) -> Replacement:
    """What `new_version` would do; nothing is written."""
    with project.read() as reading:
        turns, speakers = _as_the_document_knows(reading, document, read)
        return planned_replacement(reading, document.id, read.text, turns, speakers, threshold=threshold, review=review)


def new_version(
    project: Project,
    document: Document,
    read: ReadText,
    *,
    reason: str = "",
    threshold: float = THRESHOLD,
    review: Collection[str] = (),
) -> Replacement:
    """Take the text of a file as the next version of a document, its codings anchored anew: one change.

    `threshold` and `review` as in `store.replacing`. Raises RuleError where a rule forbids the result.
    """
    with project.read() as reading:
        turns, speakers = _as_the_document_knows(reading, document, read)
    return replace_text(
        project,
        document,
        read.text,
        turns,
        speakers,
        reason=reason,
        threshold=threshold,
        review=review,
        source_name=read.source_name,
        source_sha256=read.file_sha256,
    )


def _as_the_document_knows(
    reading: Reading, document: Document, read: ReadText
) -> tuple[list[NewTurn], Mapping[str, SpeakerIs]]:
    """The turns of the file with the labels as the document writes them, and who new labels probably are."""
    plan = plan_for(read, reading.all(Respondent))
    known = {label_key(one.label): one.label for one in reading.all(Speaker, document_id=document.id)}
    turns = [
        turn if turn.speaker is None else _called(turn, known.get(label_key(turn.speaker), turn.speaker))
        for turn in new_turns(plan)
    ]
    return turns, plan.speakers


def _called(turn: NewTurn, label: str) -> NewTurn:
    return NewTurn(turn.start, turn.end, turn.text_start, label, turn.seconds, turn.leading, turn.theory_shown)
