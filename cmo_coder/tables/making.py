"""What every table is made with: cells, the stamp, and the quotes behind the cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from cmo_coder import __version__
from cmo_coder.messages import language
from cmo_coder.model.canonical import Role
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.quoting import review_note
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.tables.telling import Telling
from cmo_coder.tables.value import Cell, CellKind, Column, Quote, Row, Stamp, Table

PROGRAM = f"cmo-coder {__version__}"
_OFTEN = 10_000
"""Cells without words behind them that are kept: most columns of a long table say few different things."""


def text(words: str, evidence: Sequence[str] = ()) -> Cell:
    """A cell of running text."""
    return Cell(text=words, evidence=tuple(evidence)) if evidence else _text(words)


def number(value: float, evidence: Sequence[str] = ()) -> Cell:
    """A cell with a number."""
    known = _number(value)
    return Cell(known.text, CellKind.NUMBER, number=value, evidence=tuple(evidence)) if evidence else known


def date(iso: str) -> Cell:
    """A cell with a day (ISO 8601, or empty)."""
    return Cell(text=iso[:10], kind=CellKind.DATE)


def once(value: int) -> Cell:
    """A cell with a number that hardly another row of a long list has."""
    return Cell(str(value), CellKind.NUMBER, number=value)


def joined(items: Iterable[str], evidence: Sequence[str] = ()) -> Cell:
    """A list on one line, joined with "; "."""
    known = _joined(tuple(items))
    return Cell(known.text, CellKind.JOINED, known.items, evidence=tuple(evidence)) if evidence else known


def bullets(items: Iterable[str], evidence: Sequence[str] = ()) -> Cell:
    """A list with a bullet per item."""
    kept = tuple(items)
    return Cell(text="\n".join(kept), kind=CellKind.BULLETS, items=kept, evidence=tuple(evidence))


@lru_cache(maxsize=_OFTEN)
def _text(words: str) -> Cell:
    return Cell(text=words)


@lru_cache(maxsize=_OFTEN, typed=True)
def _number(value: float) -> Cell:
    return Cell(text=str(int(value)) if value == int(value) else str(value), kind=CellKind.NUMBER, number=value)


@lru_cache(maxsize=_OFTEN)
def _joined(items: tuple[str, ...]) -> Cell:
    return Cell(text="; ".join(items), kind=CellKind.JOINED, items=items)


def table(
    snapshot: Snapshot,
    id: str,
    title: str,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    date: str,
    notes: Sequence[str] = (),
    group: str = "",
    quotes: Sequence[Quote] | None = None,
) -> Table:
    """The finished table, in the current language, with its stamp and with every quote that a cell names (`quotes`,
    in reading order, where these were made already).
    """
    if quotes is None:
        # Most cells of a long table have nothing behind them.
        named = set[str]().union(*[cell.evidence for row in rows for cell in row.cells if cell.evidence])
        telling = Telling(snapshot)
        quotes = [telling.quote(snapshot.fragments[id_]) for id_ in snapshot.in_reading_order(named)]
    note = review_note(snapshot.fragments[one.fragment_id] for one in quotes)
    stamp = Stamp(snapshot.study.name, date, snapshot.change, PROGRAM)
    return Table(
        id=id,
        title=title,
        caption=caption,
        language=language(),
        columns=tuple(columns),
        rows=tuple(rows),
        stamp=stamp,
        notes=(*notes, note) if note else tuple(notes),
        quotes=tuple(quotes),
        group=group,
    )


def labels(snapshot: Snapshot, version_id: str, *roles: Role) -> tuple[str, ...]:
    """The labels in some slots of a configuration version, slot after slot."""
    return tuple(element.label for role in roles for element in snapshot.slots(version_id, role))


def words_behind(snapshot: Snapshot, version_id: str, *roles: Role) -> tuple[str, ...]:
    """The fragments behind some slots of a configuration version, of the claims that support or refine it, in order.

    Without roles, those behind all slots.
    """
    claims = [
        evidence.claim_id
        for evidence in snapshot.evidence_of_version.get(version_id, ())
        if evidence.stance is not Stance.CONTRADICTS
    ]
    found = (snapshot.fragments_of_claims(claims, role) for role in (roles or tuple(Role)))
    return snapshot.in_reading_order(fragment_id for fragments in found for fragment_id in fragments)
