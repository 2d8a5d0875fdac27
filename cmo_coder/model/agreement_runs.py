"""Agreement runs: which coders and documents were compared, with which settings, and what came out."""

from __future__ import annotations

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.ids import AgreementRunId, CoderId, DocumentId


@entity("agreement_run")
class AgreementRun(Entity):
    """One comparison. `settings` and `results` are JSON texts in the form of the agreement room."""

    label: str
    settings: str = ""
    results: str = ""
    at: str = ""


@entity("agreement_run_coder")
class AgreementRunCoder(Entity):
    """A coder in a run."""

    agreement_run_id: AgreementRunId
    coder_id: CoderId


@entity("agreement_run_document")
class AgreementRunDocument(Entity):
    """A document in a run."""

    agreement_run_id: AgreementRunId
    document_id: DocumentId
