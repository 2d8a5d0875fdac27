"""A file that was read as a new version of a document that is in the study already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from cmo_coder.ingest.loading import keep_file, new_turns, plan_for
from cmo_coder.ingest.value import ReadText
from cmo_coder.messages import N_
from cmo_coder.model.cases import Respondent
from cmo_coder.model.documents import Document, Speaker
from cmo_coder.store import originals
from cmo_coder.store.documents import NewTurn, SpeakerIs
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.replacing import Replacement, planned_replacement, replace_text
from cmo_coder.text.reanchor import THRESHOLD
from cmo_coder.text.speakers import label_key


def by_file_name(project: Project) -> dict[str, Document]:
    """The documents by the name of their file, where only one came from a file of that name: a file that is called so
    may be a newer text of it.
    """
    with project.read() as reading:
        documents = [one for one in reading.all(Document) if one.source_name]
    names = Counter(one.source_name for one in documents)
    return {one.source_name: one for one in documents if names[one.source_name] == 1}


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
    keep_original: bool = False,
) -> Replacement:
    """Take the text of a file as the next version of a document, its codings anchored anew: one change.

    `threshold` and `review` as in `store.replacing`. `keep_original` keeps the bytes of the file in the project. Raises
    RuleError where a rule forbids the result.
    """
    what = N_("Text of {title} replaced by a changed file")
    with project.change("document.replace", what, reason=reason, title=document.title) as change:
        turns, speakers = _as_the_document_knows(change, document, read)
        made = replace_text(
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
        if not made.plan.changes_nothing:
            originals.note_originals(change, [(document.id, read.file_sha256, read.source_size)])
            if keep_original:
                keep_file(change, read)
    return made


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
