"""What hangs on a row goes with it: memos of what is removed go by the same change, and undo brings them back."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.model.base import Entity, table_of
from cmo_coder.model.memos import Memo, MemoAnchor
from cmo_coder.store.change import Change


def drop_memos(change: Change, rows: Sequence[Entity]) -> None:
    """Take the memos off rows that are about to be removed; a memo that hangs on nothing else then goes too."""
    for table in dict.fromkeys(table_of(type(row)) for row in rows):
        ids = [row.id for row in rows if table_of(type(row)) == table]
        anchors = [one for one in change.among(MemoAnchor, "object_id", ids) if one.object_type == table]
        if not anchors:
            continue
        change.delete(*anchors)
        for memo_id in dict.fromkeys(one.memo_id for one in anchors):
            if not change.count(MemoAnchor, memo_id=memo_id):
                change.delete(change.get(Memo, memo_id))
