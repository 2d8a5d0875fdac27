"""What one change did to each row, in words."""

from __future__ import annotations

from cmo_coder.messages import _
from cmo_coder.messages.dates import moment
from cmo_coder.model.history import ChangeEntry
from cmo_coder.store.history import rows_of
from cmo_coder.store.names import name_of
from cmo_coder.store.reading import Reading
from cmo_coder.tui.screens.field_names import field_name, is_shown, value_text

MOST_ROWS = 40
MOST_LETTERS = 60


def details_of(reading: Reading, entry: ChangeEntry) -> str:
    """The rows that a change touched, each with the fields that changed; ids are left out."""
    rows = rows_of(reading, entry.seq)
    lines = [entry.text(), f"{moment(entry.at)} · {entry.coder_name or '-'}"]
    if entry.reason:
        lines.append(_("Reason: {reason}").format(reason=entry.reason))
    for row in rows[:MOST_ROWS]:
        before, after = dict(row.before), dict(row.after)
        how = "~" if before and after else ("+" if after else "-")
        lines += ["", f"{how} {name_of(row.table)}"]
        for name in after or before:
            old, new = before.get(name, ""), after.get(name, "")
            if old == new or not is_shown(row.table, name):
                continue
            words = [_short(value_text(row.table, name, value)) for value in (old, new)]
            shown = " → ".join(words) if before and after else words[1 if after else 0]
            lines.append(f"    {field_name(row.table, name)}: {shown}")
    if len(rows) > MOST_ROWS:
        lines.append(_("… and {n} more rows").format(n=len(rows) - MOST_ROWS))
    return "\n".join(lines)


def _short(text: str) -> str:
    text = " ".join(text.split()) or "-"
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"
