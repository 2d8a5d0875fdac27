"""A comparison that is kept while it is looked at: after a change only what the change touched is worked out again."""

from __future__ import annotations

from collections.abc import Collection

from cmo_coder.model.fragments import Fragment
from cmo_coder.model.study import ProgressState
from cmo_coder.realist.agreement import Agreement, agreement, agreement_again
from cmo_coder.store.agreement import AsOf, Universe
from cmo_coder.store.history import entries, touched_rows
from cmo_coder.store.reading import Reading

WRITTEN = frozenset(
    {"memo", "memo_anchor", "decision", "decision_object", "adjudication", "consensus_mark", "consensus_slot"}
)
"""Tables that change nothing in the coding itself."""

MOST_CHANGES = 20
"""After more changes than this everything is compared again."""


class LiveAgreement:
    """Gives the comparison of a universe as it is now, from the one before where that is possible."""

    def __init__(self) -> None:
        self._kept: tuple[Universe, tuple[int, str], Agreement] | None = None
        self.again = 0
        """How often only a part was compared again: a guard for tests."""

    def now(self, reading: Reading, universe: Universe, state: tuple[int, str]) -> Agreement:
        """Return the comparison; `state` is the number of the last change and who looks. Raises NotFound."""
        kept, self._kept = self._kept, None
        if kept is not None and kept[0] == universe and kept[1] == state:
            found = kept[2]
        else:
            documents = None
            if kept is not None and kept[0] == universe and kept[1][1] == state[1]:
                documents = changed_documents(reading, kept[1][0], state[0], universe)
            if kept is None or documents is None:
                found = agreement(reading, universe)
            else:
                found = agreement_again(reading, kept[2], documents)
                self.again += 1
        self._kept = (universe, state, found)
        return found


def changed_documents(reading: Reading, since: int, now: int, universe: Universe) -> Collection[str] | None:
    """Return the documents whose codings changed after an entry of the log; None where everything is to be compared
    again.
    """
    if reading.hidden is not None or now < since or now - since > MOST_CHANGES:
        return None
    fragments: set[str] = set()
    documents: set[str] = set()
    for entry in entries(reading, limit=now - since):
        for table, before, after in touched_rows(reading, entry.seq) if entry.seq > since else ():
            for row in filter(None, (before, after)):
                if table == "coding":
                    fragments.add(row["fragment_id"])
                elif table == "fragment":
                    documents.add(row["document_id"])
                elif table == "progress":
                    if row["state"] == ProgressState.FINISHED.value:
                        return None
                elif table not in WRITTEN:
                    return None
    documents |= {one.document_id for one in reading.among(Fragment, "id", fragments)}
    if documents and (universe.as_of is not AsOf.NOW or not universe.interviewer):
        return None
    return documents
