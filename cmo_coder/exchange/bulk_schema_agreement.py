"""Finished coding and settled disagreements as records of the bulk form."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cmo_coder.exchange.bulk_base import (
    CanonicalRef,
    CodeRef,
    CoderRef,
    DocumentRef,
    Filled,
    Form,
    FragmentRef,
    Part,
    Signed,
    Whole,
)
from cmo_coder.model.adjudication import Choice, DisagreementKind
from cmo_coder.model.canonical import Role

TwoCoders = Annotated[list[CoderRef], Field(min_length=2, max_length=2)]


class MarkForm(Part):
    start: Whole
    end: Whole
    code: CodeRef


class CodingSnapshotForm(Form):
    document: DocumentRef
    version: Whole | None = None
    coder: CoderRef
    coding_round: Signed = 1
    marks: list[MarkForm] = Field(default_factory=list)


class ConsensusForm(Part):
    fragment: FragmentRef
    code: CodeRef


class ConsensusSlotForm(Part):
    nr: Whole
    role: Role
    element: CanonicalRef | None = None


class AdjudicationForm(Form):
    document: DocumentRef
    coders: TwoCoders
    case_key: Filled
    difference: DisagreementKind
    choice: Choice
    reason: str = ""
    coder: CoderRef | None = None
    marks: list[ConsensusForm] = Field(default_factory=list)
    slots: list[ConsensusSlotForm] = Field(default_factory=list)
