"""The records of finished coding and settled disagreements, from their rows."""

from __future__ import annotations

import json
from collections.abc import Iterator

from cmo_coder.exchange.bulk_schema import AdjudicationForm, CodingSnapshotForm, ConsensusForm
from cmo_coder.exchange.bulk_schema_agreement import ConsensusSlotForm, MarkForm
from cmo_coder.exchange.bulk_study import AllRows, Written, form
from cmo_coder.model.adjudication import Adjudication, CodingSnapshot, ConsensusMark, ConsensusSlot
from cmo_coder.model.documents import TextVersion


def coding_snapshots(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(CodingSnapshot), key=lambda r: (r.coding_round, r.document_id, r.coder_id, r.id)):
        version = rows.get(TextVersion, row.text_version_id)
        made = form(
            CodingSnapshotForm,
            id=row.id,
            document=row.document_id,
            version=None if version.in_force else version.nr,
            coder=row.coder_id,
            coding_round=row.coding_round,
            marks=[form(MarkForm, start=start, end=end, code=code) for start, end, code in json.loads(row.marks)],
        )
        yield Written(row.id, made, [row])


def adjudications(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Adjudication), key=lambda r: (r.at, r.document_id, r.case_key, r.id)):
        marks = rows.made(row.id, rows.below(ConsensusMark, "adjudication_id", row.id))
        slots = sorted(
            rows.made(row.id, rows.below(ConsensusSlot, "adjudication_id", row.id)), key=lambda r: (r.position, r.id)
        )
        made = form(
            AdjudicationForm,
            id=row.id,
            document=row.document_id,
            coders=[row.first_coder_id, row.second_coder_id],
            case_key=row.case_key,
            difference=row.kind,
            choice=row.choice,
            reason=row.reason,
            coder=row.coder_id,
            marks=[form(ConsensusForm, fragment=one.fragment_id, code=one.code_id) for one in marks],
            slots=[
                form(ConsensusSlotForm, nr=one.nr, role=one.role, element=one.canonical_element_id) for one in slots
            ],
        )
        yield Written(row.id, made, [row, *marks, *slots])
