"""The rows of finished coding and settled disagreements, one function per kind of record."""

from __future__ import annotations

import json

from cmo_coder.exchange.bulk_base import Form
from cmo_coder.exchange.bulk_rows import Builder, Maker
from cmo_coder.exchange.bulk_schema import AdjudicationForm, CodingSnapshotForm
from cmo_coder.model.adjudication import Adjudication, CodingSnapshot, ConsensusMark, ConsensusSlot


def coding_snapshot(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, CodingSnapshotForm)
    m.main(
        CodingSnapshot,
        document_id=b.id_of("document", f.document),
        coder_id=b.id_of("coder", f.coder),
        text_version_id=b.version("document", f.document, f.version),
        coding_round=f.coding_round,
        marks=json.dumps([[one.start, one.end, b.id_of("code", one.code)] for one in f.marks]),
    )


def adjudication(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, AdjudicationForm)
    m.main(
        Adjudication,
        document_id=b.id_of("document", f.document),
        first_coder_id=b.id_of("coder", f.coders[0]),
        second_coder_id=b.id_of("coder", f.coders[1]),
        case_key=f.case_key,
        kind=f.difference,
        choice=f.choice,
        reason=f.reason,
        coder_id=b.ref("coder", f.coder),
    )
    for one in f.marks:
        fragment_id, code_id = b.id_of("fragment", one.fragment), b.id_of("code", one.code)
        m.make(ConsensusMark, adjudication_id=m.id, fragment_id=fragment_id, code_id=code_id)
    for nr, slot in enumerate(f.slots):
        m.make(
            ConsensusSlot,
            adjudication_id=m.id,
            nr=slot.nr,
            role=slot.role,
            canonical_element_id=b.ref("canonical_element", slot.element),
            position=nr,
        )
