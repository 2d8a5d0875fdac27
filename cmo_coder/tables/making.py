"""What every table is made with: cells, the stamp, and the quotes behind the cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from cmo_coder import __version__
from cmo_coder.messages import language
from cmo_coder.model.canonical import Role
from cmo_coder.model.cases import Respondent
from cmo_coder.model.claims import Claim, Naming
from cmo_coder.model.fragments import Fragment, Stance
from cmo_coder.realist.people import group_shown
from cmo_coder.realist.quoting import quoted, review_note
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
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
) -> Table:
    """The finished table, in the current language, with its stamp and with every quote that a cell names."""
    named = {fragment_id for row in rows for cell in row.cells for fragment_id in cell.evidence}
    note = review_note(snapshot.fragments[id_] for id_ in named)
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
        quotes=tuple(quote_of(snapshot, snapshot.fragments[id_]) for id_ in snapshot.in_reading_order(named)),
        group=group,
    )


def quote_of(snapshot: Snapshot, fragment: Fragment) -> Quote:
    """A fragment as a quote; of several claims on the same words, the first by number."""
    slots = [snapshot.slot_by_id[w.claim_slot_id] for w in snapshot.words_of_fragment.get(fragment.id, ())]
    slots.sort(key=lambda slot: snapshot.claims[slot.claim_id].number)
    claim = snapshot.claims[slots[0].claim_id] if slots else None
    stances = {evidence.stance for evidence in snapshot.evidence_of_claim.get(claim.id if claim else "", ())}
    document = snapshot.documents[fragment.document_id]
    turn = snapshot.turn_of(fragment)
    codings = snapshot.codings_of_fragment.get(fragment.id, ())
    respondent = respondent_of(snapshot, fragment, claim)
    return Quote(
        fragment_id=fragment.id,
        quote=quoted(fragment),
        document_id=document.id,
        document=document.title,
        start=fragment.start,
        end=fragment.end,
        turn=turn.nr if turn is not None else None,
        respondent=respondent.pseudonym if respondent is not None else "",
        group=group_shown(snapshot, respondent.group) if respondent is not None else "",
        case="; ".join(cases_of(snapshot, fragment, claim)),
        round=round_of(snapshot, fragment, claim),
        coder="; ".join(coders_of(snapshot, fragment, claim)),
        codes=tuple(dict.fromkeys(snapshot.codes[coding.code_id].name for coding in codings)),
        claim=claim.number if claim is not None else None,
        role=slots[0].role.value if slots else "",
        stance=word(next(iter(stances))) if len(stances) == 1 else "",
    )


def respondent_of(snapshot: Snapshot, fragment: Fragment, claim: Claim | None) -> Respondent | None:
    """Who said it: the respondent of the claim, or else who speaks in the turn."""
    if claim is not None and claim.respondent_id is not None:
        return snapshot.respondents[claim.respondent_id]
    return snapshot.respondent_of(fragment)


def cases_of(snapshot: Snapshot, fragment: Fragment, claim: Claim | None) -> tuple[str, ...]:
    """The cases that a claim names, or, where there is no claim, the case of the document."""
    if claim is not None:
        links = snapshot.cases_of_claim.get(claim.id, ())
        return tuple(snapshot.cases[link.case_id].name for link in links if link.naming is Naming.NAMED)
    case_id = snapshot.documents[fragment.document_id].case_id
    return (snapshot.cases[case_id].name,) if case_id is not None else ()


def round_of(snapshot: Snapshot, fragment: Fragment, claim: Claim | None) -> str:
    """The round of the claim, or else of the document."""
    round_id = claim.round_id if claim is not None else None
    round_id = round_id or snapshot.documents[fragment.document_id].round_id
    return snapshot.rounds[round_id].label if round_id is not None else ""


def coders_of(snapshot: Snapshot, fragment: Fragment, claim: Claim | None) -> tuple[str, ...]:
    """Who coded the words, or else who made the claim."""
    ids = [coding.coder_id for coding in snapshot.codings_of_fragment.get(fragment.id, ())]
    if not any(ids) and claim is not None:
        ids = [claim.coder_id]
    return tuple(dict.fromkeys(snapshot.coders[id_].name for id_ in ids if id_ is not None))


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
