"""Coding rounds: who codes what, in which round, blind or not; and the coding kept as it was when a coder was done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from cmo_coder.messages import N_, _
from cmo_coder.model.adjudication import CodingSnapshot
from cmo_coder.model.base import new_id, now
from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Fragment, FragmentState
from cmo_coder.model.study import Assignment, Coder, Progress, ProgressState
from cmo_coder.store.change import Change
from cmo_coder.store.memos import add_decision
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.spans import codings_in


def round_of(reading: Reading, document_id: str, coder_id: str) -> Assignment | None:
    """Return what a coder was handed of a document last: the assignment of the highest round, if there is one."""
    handed = reading.all(Assignment, document_id=document_id, coder_id=coder_id, order=("coding_round",))
    return handed[-1] if handed else None


def keep_as_finished(change: Change, document_id: str, coder_id: str) -> None:
    """Keep the coding of a coder in a document as it is now: the independent coding of her round.

    Once another coder has finished the same document in the same round the two may have talked: what was kept stays.
    """
    handed = round_of(change, document_id, coder_id)
    coding_round = handed.coding_round if handed else 1
    kept = change.all(CodingSnapshot, document_id=document_id, coding_round=coding_round)
    mine = next((one for one in kept if one.coder_id == coder_id), None)
    if mine is not None and len(kept) > 1:
        return
    version = change.find(TextVersion, document_id=document_id, in_force=True)
    if version is None:
        return
    fragments = {
        one.id: one
        for one in change.all(Fragment, text_version_id=version.id, order=("start", "end"))
        if one.state is FragmentState.SITS
    }
    marks = sorted(
        [fragments[row.fragment_id].start, fragments[row.fragment_id].end, row.code_id]
        for row in codings_in(change, document_id)
        if row.coder_id == coder_id and row.fragment_id in fragments
    )
    if mine is not None:
        change.update(mine, text_version_id=version.id, marks=json.dumps(marks), at=now())
        return
    change.insert(
        CodingSnapshot(
            id=new_id(),
            document_id=document_id,
            coder_id=coder_id,
            text_version_id=version.id,
            coding_round=coding_round,
            marks=json.dumps(marks),
            at=now(),
        )
    )


@dataclass(frozen=True, slots=True)
class Handed:
    """What a coder has of a document: in which round, blind or not, and how far; nothing where it was not handed out or
    not begun.
    """

    document: Document
    coder: Coder
    coding_round: int | None
    blind: bool
    state: ProgressState | None


def who_has_what(reading: Reading) -> tuple[Handed, ...]:
    """Return what was handed to coders, or begun by them, by document and coder."""
    documents = {one.id: one for one in reading.all(Document, order=("position", "title"))}
    coders = {one.id: one for one in reading.all(Coder, order=("name",))}
    states = {(one.document_id, one.coder_id): one.state for one in reading.all(Progress)}
    handed = {(one.document_id, one.coder_id): one for one in reading.all(Assignment, order=("coding_round",))}
    found = []
    for document in documents.values():
        for coder in coders.values():
            one, state = handed.get((document.id, coder.id)), states.get((document.id, coder.id))
            if one is not None or state is not None:
                nr = one.coding_round if one is not None else None
                found.append(Handed(document, coder, nr, one.blind if one is not None else False, state))
    return tuple(found)


def hand(
    project: Project, document_ids: Sequence[str], coder_ids: Sequence[str], coding_round: int, *, blind: bool = False
) -> int:
    """Give documents to coders in a coding round; who was done with one in an earlier round begins it again.

    Gives how many were new. What was handed already stays, with `blind` as it is said now. Raises RuleError for a
    round below 1, or without documents or coders.
    """
    if coding_round < 1 or not document_ids or not coder_ids:
        raise RuleError(N_("A coding round has a number from 1 on, documents, and coders."))
    made = 0
    with project.change("round.hand", N_("Coding round {nr}: documents handed to coders"), nr=coding_round) as change:
        for document_id in document_ids:
            for coder_id in coder_ids:
                made += _hand_one(change, document_id, coder_id, coding_round, blind)
    return made


def unblind(project: Project, document_ids: Sequence[str], coder_ids: Sequence[str], reason: str) -> int:
    """Show coders the work of others in documents before everybody is done: an act of the team, with its reason in the
    decision log. Gives how many of what was handed out it changed.

    Raises RuleError without a reason, or where none of it is blind. A coder who is blind in everything stays so: that
    is changed with the coder.
    """
    if not reason.strip():
        raise RuleError(N_("Say why they may see it before they are done: it goes into the decision log."))
    with project.change("round.unblind", N_("Blind coding ended early"), reason=reason) as change:
        handed = [
            one
            for one in change.among(Assignment, "document_id", document_ids)
            if one.coder_id in coder_ids and one.blind
        ]
        if not handed:
            raise RuleError(N_("None of this was handed out blind."))
        for one in handed:
            change.update(one, blind=False)
        coders = {one.id: one.name for one in change.all(Coder)}
        names = ", ".join(sorted({coders[one.coder_id] for one in handed}))
        what = _("Blind coding ended early for {names}").format(names=names)
        documents = sorted({one.document_id for one in handed})
        add_decision(project, what, reason, objects=[("document", one) for one in documents])
    return len(handed)


def _hand_one(change: Change, document_id: str, coder_id: str, coding_round: int, blind: bool) -> bool:
    place = {"document_id": document_id, "coder_id": coder_id}
    present = change.find(Assignment, **place, coding_round=coding_round)
    if present is not None:
        change.update(present, blind=blind)
        return False
    change.insert(Assignment(id=new_id(), **place, coding_round=coding_round, blind=blind))
    done = change.find(Progress, **place, state=ProgressState.FINISHED)
    if done is not None and coding_round > 1:
        change.update(done, state=ProgressState.BEGUN, at=now())
    return True
