"""Who works blind in which documents now: there the work of others is kept from her (`blind_views`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from cmo_coder.model.documents import Document
from cmo_coder.model.study import Assignment, Coder, Progress, ProgressState
from cmo_coder.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Hidden:
    """For whom something is hidden, and in which documents she works blind."""

    coder_id: str
    documents: frozenset[str]


def hidden_for(reading: Reading, coder_id: str) -> Hidden | None:
    """Return in which documents a coder works blind now; nothing where there is none.

    Blind is the coder (then in every document), or what she was handed of a document last. It lifts when she and
    everybody else who was handed the document in that round (or who began it, where nothing was handed) are done.
    """
    if not _may_be_blind(reading, coder_id):
        return None
    coder = reading.find(Coder, id=coder_id)
    if coder is None:
        return None
    handed: dict[str, list[Assignment]] = {}
    for one in reading.all(Assignment, order=("coding_round",)):
        handed.setdefault(one.document_id, []).append(one)
    states: dict[str, dict[str, ProgressState]] = {}
    for row in reading.all(Progress):
        states.setdefault(row.document_id, {})[row.coder_id] = row.state
    documents = [one.id for one in reading.all(Document)] if coder.blind else list(handed)
    found = frozenset(one for one in documents if _is_blind(coder, handed.get(one, ()), states.get(one, {})))
    return Hidden(coder.id, found) if found else None


def _is_blind(coder: Coder, handed: list[Assignment] | tuple[()], states: Mapping[str, ProgressState]) -> bool:
    mine = [one for one in handed if one.coder_id == coder.id]
    if not (coder.blind or (mine and mine[-1].blind)):
        return False
    if mine:
        expected = {one.coder_id for one in handed if one.coding_round == mine[-1].coding_round}
    else:
        expected = {*states, coder.id}
    return any(states.get(one) is not ProgressState.FINISHED for one in expected)


def _may_be_blind(reading: Reading, coder_id: str) -> bool:
    """A quick look, before every reading: whether anything says that this coder works blind at all."""
    return bool(reading.rows("may be blind", _says_blind, coder_id=coder_id))


def _says_blind() -> sa.CompoundSelect[tuple[int]]:
    from cmo_coder.store.tables import TABLES

    coder, handed = TABLES["coder"].c, TABLES["assignment"].c
    me = sa.bindparam("v_coder_id", type_=coder.id.type)
    return sa.union_all(
        sa.select(sa.literal_column("1")).where(coder.id == me, coder.blind),
        sa.select(sa.literal_column("1")).where(handed.coder_id == me, handed.blind),
    )
