"""Rules on fragments: what is evidence stays, and the interviewer is none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.documents import SpeakerKind
from cmo_coder.model.errors import RuleError
from cmo_coder.store.reading import Reading
from cmo_coder.store.rules.base import Rule, rows
from cmo_coder.store.tables import TABLES
from cmo_coder.store.touched import KEPT, How, Touched


def _fragment_with_evidence_stays(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    """A fragment behind the slot of a claim cannot be deleted. (In a whole project it is a dangling reference.)"""
    if touched is None:
        return
    evidence, slot, claim = (TABLES[name] for name in ("slot_evidence", "claim_slot", "claim"))
    query = (
        sa.select(claim.c.number)
        .select_from(
            evidence.join(slot, evidence.c.claim_slot_id == slot.c.id).join(claim, slot.c.claim_id == claim.c.id)
        )
        .order_by(claim.c.number)
    )
    for row in rows(reading, query, evidence.c.fragment_id, touched.ids("fragment", How.GONE)):
        yield RuleError(
            N_("This fragment is evidence of claim {number} and cannot be deleted."),
            N_("First take it out of the claim, or delete the claim."),
            number=row.number,
        )


def _interviewer_is_no_evidence(reading: Reading, touched: Touched | None) -> Iterable[RuleError]:
    """No fragment behind a claim has a word of the interviewer in it (the label of the speaker is no word)."""
    evidence, fragment, turn, speaker, slot, claim = (
        TABLES[name] for name in ("slot_evidence", "fragment", "turn", "speaker", "claim_slot", "claim")
    )
    overlaps = sa.and_(
        turn.c.text_version_id == fragment.c.text_version_id,
        turn.c.text_start < fragment.c.end,
        turn.c.end > fragment.c.start,
    )
    query = (
        sa.select(claim.c.number, turn.c.nr)
        .select_from(
            evidence.join(fragment, evidence.c.fragment_id == fragment.c.id)
            .join(slot, evidence.c.claim_slot_id == slot.c.id)
            .join(claim, slot.c.claim_id == claim.c.id)
            .join(turn, overlaps)
            .join(speaker, turn.c.speaker_id == speaker.c.id)
        )
        .where(speaker.c.kind == SpeakerKind.INTERVIEWER.value)
        .distinct()
        .order_by(claim.c.number, turn.c.nr)
    )
    found: list[Any] = []
    if touched is None:
        found = rows(reading, query, evidence.c.id, None)
    else:
        found += rows(reading, query, evidence.c.id, touched.ids("slot_evidence", KEPT))
        found += rows(reading, query, fragment.c.id, touched.ids("fragment", How.EDITED))
        found += rows(reading, query, speaker.c.id, touched.ids("speaker", How.EDITED))
        if touched.has("turn", KEPT):
            found += rows(reading, query, turn.c.text_version_id, touched.spoken_in)
    for row in found:
        yield RuleError(
            N_("The words of the interviewer (turn {turn}) cannot be evidence (claim {number})."),
            N_("Select only what the respondent says."),
            turn=row.nr,
            number=row.number,
        )


RULES: tuple[Rule, ...] = (
    Rule({"fragment": How.GONE}, _fragment_with_evidence_stays),
    Rule(
        {"slot_evidence": KEPT, "fragment": How.EDITED, "speaker": How.EDITED, "turn": KEPT},
        _interviewer_is_no_evidence,
    ),
)
