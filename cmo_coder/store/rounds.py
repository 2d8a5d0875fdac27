"""Coding rounds: who codes what, in which round, blind or not; and the coding kept as it was when a coder was done."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cmo_coder.messages import N_
from cmo_coder.model.adjudication import CodingSnapshot
from cmo_coder.model.base import new_id, now
from cmo_coder.model.documents import TextVersion
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Fragment, FragmentState
from cmo_coder.model.study import Assignment, Coder, Progress, ProgressState
from cmo_coder.store.change import Change
from cmo_coder.store.counts import Blind
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


def hidden_documents(reading: Reading, coder: Coder | None) -> frozenset[str]:
    """Return the documents in which this coder may not see the work of others now."""
    if coder is None:
        return frozenset()
    handed = {row.document_id for row in reading.all(Assignment, coder_id=coder.id, blind=True)}
    begun = {row.document_id for row in reading.all(Progress)} if coder.blind else set()
    return frozenset(id_ for id_ in handed | begun if hidden_coders(reading, id_, coder))


def blind_of(reading: Reading, coder: Coder | None) -> Blind | None:
    """Return what is hidden from a coder, for counts; None where nothing is."""
    hidden = hidden_documents(reading, coder)
    return Blind(coder.id, hidden) if coder is not None and hidden else None


def hidden_coders(reading: Reading, document_id: str, coder: Coder | None) -> frozenset[str]:
    """Return the coders whose work in a document this coder may not see now.

    Blind is the coder, or what she was handed of the document last. It lifts when she and everybody else who was handed
    the document in that round (or who began it, where nothing was handed) are done.
    """
    waited_for = _waited_for(reading, document_id, coder) if coder is not None else None
    if coder is None or waited_for is None:
        return frozenset()
    others = {row.coder_id for row in codings_in(reading, document_id) if row.coder_id}
    return frozenset((others | waited_for) - {coder.id})


def codes_blind(reading: Reading, document_id: str, coder: Coder | None) -> bool:
    """Tell whether this coder codes a document blind now: nothing may lead her hand, suggestions neither."""
    return coder is not None and _waited_for(reading, document_id, coder) is not None


def works_blind(reading: Reading, coder: Coder | None) -> bool:
    """Tell whether this coder codes anything blind now: what others did must not show through in any other way."""
    return coder is not None and (coder.blind or bool(hidden_documents(reading, coder)))


def _waited_for(reading: Reading, document_id: str, coder: Coder) -> frozenset[str] | None:
    """Return who takes part in the blind coding of a document (and who began it); None where it is not blind, or over.

    Where nothing was handed, whoever began the document takes part.
    """
    handed = round_of(reading, document_id, coder.id)
    if not (coder.blind or (handed is not None and handed.blind)):
        return None
    states = {row.coder_id: row.state for row in reading.all(Progress, document_id=document_id)}
    if handed is not None:
        same = reading.all(Assignment, document_id=document_id, coding_round=handed.coding_round)
        expected = {row.coder_id for row in same}
    else:
        expected = set(states)
    expected.add(coder.id)
    if all(states.get(one) is ProgressState.FINISHED for one in expected):
        return None
    return frozenset(expected | set(states))
