"""A comparison that is kept while it is looked at: after a change only what the change touched is worked out again."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cmo_coder.agreement.report import OF_EACH_CODE
from cmo_coder.agreement.value import Metric
from cmo_coder.model.fragments import Fragment
from cmo_coder.model.study import ProgressState
from cmo_coder.realist.agreement import Agreement, agreement
from cmo_coder.realist.agreement_again import agreement_again
from cmo_coder.store.history import entries, touched_rows
from cmo_coder.store.reading import Reading
from cmo_coder.store.universe import Universe

ELSEWHERE = frozenset(
    {
        *("memo", "memo_anchor", "decision", "decision_object", "adjudication", "consensus_mark", "consensus_slot"),
        *("suggestion", "theme", "theme_question", "fragment_theme", "element_theme", "negative_search", "report_item"),
        *("agreement_run", "agreement_run_coder", "agreement_run_document", "design_step", "original"),
        *("story_item", "story_item_fragment", "case_attribute", "case_scale", "respondent_attribute"),
        *("member_check", "member_check_outcome", "member_check_participant", "strategy", "strategy_claim"),
        *("demi_regularity", "demi_regularity_configuration", "midrange_theory", "omkering", "omkering_claim"),
        *("programme_theory", "programme_theory_version", "theory_configuration", "theory_midrange"),
        *("theory_version_claim", "actor", "canonical_element_actor", "round"),
    }
)
"""Tables that change nothing in what is compared (what was decided is read each time)."""

OF_CLAIMS = frozenset(
    {
        *("study_case", "respondent"),  # in which support is counted
        *(
            "claim",
            "claim_case",
            "claim_slot",
            "slot_evidence",
            "study_case",
            "respondent",
            "evidence",
            "canonical_element",
            "fragment_element",
        ),
        *("configuration", "configuration_version", "configuration_slot", "configuration_relation"),
        *("effective_element", "effective_element_version", "element_configuration", "element_version_claim"),
    }
)
"""Tables of claims and of what rests on them."""

MOST_CHANGES = 20
"""After more changes than this everything is compared again."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which figures stand beside each code, the seed of everything that is drawn, and how many resamples of the
    documents give the intervals (0: none).
    """

    metrics: tuple[Metric, ...] = OF_EACH_CODE
    seed: int = 0
    draws: int = 2000


USUAL = Wanted()


class LiveAgreement:
    """Gives the comparison of a universe as it is now, from the one before where that is possible.

    May be asked from several threads: who comes second waits for what the first works out.
    """

    def __init__(self) -> None:
        self._kept: tuple[object, tuple[int, str], Agreement] | None = None
        self._asking = threading.Lock()
        self.again = 0
        """How often only a part was compared again: a guard for tests."""

    def now(self, reading: Reading, universe: Universe, state: tuple[int, str], wanted: Wanted = USUAL) -> Agreement:
        """Return the comparison; `state` is the number of the last change and who looks. Raises NotFound.

        Intervals are not made here.
        """
        with self._asking:
            return self._now(reading, universe, state, wanted)

    def ahead(self, reading: Reading, universe: Universe, state: tuple[int, str]) -> None:
        """Compare before anybody asks for it; where somebody did, what she looks at stays. Raises NotFound."""
        with self._asking:
            if self._kept is None:
                self._now(reading, universe, state, USUAL)

    def _now(self, reading: Reading, universe: Universe, state: tuple[int, str], wanted: Wanted) -> Agreement:
        kept, self._kept = self._kept, None
        asked = (universe, reading.hidden, wanted.metrics, wanted.seed)
        found = None
        if kept is not None and kept[0] == asked:
            if kept[1] == state:
                found = kept[2]
            elif kept[1][1] == state[1]:
                found = self._brought_up(reading, kept[2], kept[1][0], state[0])
        found = found or agreement(reading, universe, metrics=wanted.metrics, seed=wanted.seed)
        self._kept = (asked, state, found)
        return found

    def _brought_up(self, reading: Reading, before: Agreement, since: int, now: int) -> Agreement | None:
        touched = what_changed(reading, since, now)
        if touched is None:
            return None
        self.again += 1
        if not touched.fragments and not touched.documents and not touched.claims:
            return agreement_again(reading, before, ())
        documents = touched.documents | {one.document_id for one in reading.among(Fragment, "id", touched.fragments)}
        return agreement_again(reading, before, documents, claims=touched.claims)


@dataclass(slots=True)
class Touched:
    """What some changes touched: documents and fragments whose codings changed, and whether claims did."""

    documents: set[str] = field(default_factory=set)
    fragments: set[str] = field(default_factory=set)
    claims: bool = False


def what_changed(reading: Reading, since: int, now: int) -> Touched | None:
    """Return what changed after an entry of the log; None where everything is to be compared again.

    A coding that went with its fragment leaves the row of the fragment behind, which names the document.
    """
    if now < since or now - since > MOST_CHANGES:
        return None
    found = Touched()
    for entry in entries(reading, limit=now - since):
        for table, before, after in touched_rows(reading, entry.seq) if entry.seq > since else ():
            if not _note(found, table, before, after):
                return None
    return found


def _note(found: Touched, table: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> bool:
    """Take in a row that was touched; False where everything is to be compared again."""
    rows = [row for row in (before, after) if row]
    if table == "coding":
        found.fragments |= {row["fragment_id"] for row in rows}
    elif table == "fragment":
        found.documents |= {row["document_id"] for row in rows}
        found.claims |= len(rows) > 1  # other words under the claims that rest on it
    elif table in OF_CLAIMS:
        found.claims = True
    elif table == "progress":
        return all(row["state"] != ProgressState.FINISHED.value for row in rows)
    elif table == "code" and before and after:
        # A code gets its element when it is first put in a claim.
        found.claims = True
        return {name for name in after if before.get(name) != after[name]} <= {"canonical_element_id"}
    else:
        return table in ELSEWHERE
    return True
