"""Imports every subject, so that the registry of entities is complete."""

from __future__ import annotations

from cmo_coder.model import (  # noqa: F401
    adjudication,
    agreement_runs,
    canonical,
    cases,
    checks,
    claims,
    codes,
    configurations,
    documents,
    effective_elements,
    fragments,
    memos,
    reporting,
    stories,
    study,
    suggestions,
    theories,
)
from cmo_coder.model.base import ENTITIES

__all__ = ["ENTITIES"]
