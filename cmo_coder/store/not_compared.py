"""Documents that coders were done with and that a comparison leaves out all the same: nothing drops out unsaid."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from cmo_coder.model.adjudication import CodingSnapshot
from cmo_coder.model.documents import Document
from cmo_coder.model.study import Coder
from cmo_coder.store.reading import Reading
from cmo_coder.store.universe import Universe


@dataclass(frozen=True, slots=True)
class BegunAgain:
    """Coders who were done with a document in a round, and are not now: it was handed to them once more, or they said
    that they were not done after all.
    """

    document_id: str
    title: str
    coders: tuple[str, ...]
    coding_round: int
    """The last round in which one of them was done."""


def begun_again(reading: Reading, done: Mapping[str, Collection[str]], universe: Universe) -> tuple[BegunAgain, ...]:
    """Return what would be compared were it still done, in the order of the study; `done` says who is done with what.

    Of a round by itself nothing is left out: what was kept of it stays.
    """
    if universe.coding_round is not None:
        return ()
    names = {one.id: one.name for one in reading.all(Coder, order=("name",))}
    chosen = [id_ for id_ in names if not universe.coder_ids or id_ in universe.coder_ids]
    before: dict[str, dict[str, int]] = {}
    kept = reading.all(CodingSnapshot, order=("document_id", "coding_round"))
    for document_id, rows in groupby(kept, lambda row: row.document_id):
        before[document_id] = {row.coder_id: row.coding_round for row in rows}
    found = []
    for document in reading.all(Document, order=("position", "title")):
        now, then = set(done.get(document.id, ())), before.get(document.id, {})
        again = [id_ for id_ in chosen if id_ in then and id_ not in now]
        if not again or len((now | set(then)) & set(chosen)) < 2:
            continue
        if reading.hidden is not None and document.id in reading.hidden.documents:
            continue  # of these `blind_in` tells
        if not universe.document_ids or document.id in universe.document_ids:
            said = tuple(names[id_] for id_ in again)
            found.append(BegunAgain(document.id, document.title, said, max(then[id_] for id_ in again)))
    return tuple(found)


def blind_in(reading: Reading, done: Mapping[str, Collection[str]], universe: Universe) -> tuple[str, ...]:
    """Return the titles of documents that would be compared, or were before, did who reads not work blind in them."""
    if reading.hidden is None:
        return ()
    me = reading.hidden.coder_id
    before = {row.document_id for row in reading.all(CodingSnapshot, coder_id=me)}
    return tuple(
        one.title
        for one in reading.all(Document, order=("position", "title"))
        if one.id in reading.hidden.documents
        and (not universe.document_ids or one.id in universe.document_ids)
        and (one.id in before or len(_chosen(done.get(one.id, ()), universe.coder_ids)) > 1)
    )


def _chosen(coders: Collection[str], asked: Sequence[str]) -> set[str]:
    return {id_ for id_ in coders if not asked or id_ in asked}
