"""Bulk queries for the analytic layer: what only the database should answer when a whole study is read at once."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import TABLES


class TurnMark(NamedTuple):
    """Where a turn begins (code points of its text version), its number, its speaker, and whether it is a leading
    question or one in which the theory was shown."""

    text_version_id: str
    start: int
    end: int
    nr: int
    speaker_id: str | None
    leading: bool = False
    theory_shown: bool = False


def turn_marks(reading: Reading) -> tuple[TurnMark, ...]:
    """Every turn of every text version that carries a fragment, by version and place."""
    rows = reading.rows("turn marks", _turn_marks)
    return tuple(
        TurnMark(text, start, end, nr, speaker, bool(leading), bool(shown))
        for text, start, end, nr, speaker, leading, shown in rows
    )


def _turn_marks() -> sa.Select[tuple[str, int, int, int, str | None, bool, bool]]:
    turn, fragment = TABLES["turn"], TABLES["fragment"]
    used = sa.select(fragment.c.text_version_id).distinct()
    return (
        sa.select(
            turn.c.text_version_id,
            turn.c.start,
            turn.c.end,
            turn.c.nr,
            turn.c.speaker_id,
            turn.c.leading,
            turn.c.theory_shown,
        )
        .where(turn.c.text_version_id.in_(used))
        .order_by(turn.c.text_version_id, turn.c.start)
    )
