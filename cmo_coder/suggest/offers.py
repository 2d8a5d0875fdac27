"""Which proposals are put before a coder: sure enough, not coded yet, not refused before. Spans are code points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cmo_coder.model.suggestions import Suggestion

if TYPE_CHECKING:
    # Looked up with every step of the caret: what learns is not imported for it.
    from cmo_coder.store.documents import FullDocument
    from cmo_coder.suggest.provenance import Provenance
    from cmo_coder.suggest.suggester import Proposal

MOST = 3
"""No more codes than this stand beside the text."""
Refused = Collection[tuple[int, int, str]]
"""What was refused: start, end and code."""


def offered(
    proposal: Proposal,
    threshold: float,
    refused: Refused = (),
    allowed: Callable[[str], bool] = lambda _code: True,
) -> Proposal | None:
    """A proposal without the codes that were refused for these words or are not `allowed` (a code that is gone).

    Nothing where the best of the rest has a share below the threshold.
    """
    codes = tuple(
        one for one in proposal.codes if (proposal.start, proposal.end, one.code) not in refused and allowed(one.code)
    )[:MOST]
    return replace(proposal, codes=codes) if codes and codes[0].confidence >= threshold else None


def proposal_at(proposals: Sequence[Proposal], offset: int) -> Proposal | None:
    """The proposal for the words at an offset, or right before it; they stand in the order of the text, apart."""
    nr = bisect_right(proposals, offset, key=lambda one: one.start) - 1
    return proposals[nr] if nr >= 0 and offset <= proposals[nr].end else None


def suggestion_row(made: Provenance, document: FullDocument, proposal: Proposal, code: str) -> Suggestion:
    """The row that keeps what becomes of a proposal, not yet decided; `code` is the one that it is about."""
    rank = next(nr for nr, one in enumerate(proposal.codes, start=1) if one.code == code)
    by = proposal.codes[rank - 1].by
    made = by.provenance if by is not None else made
    return Suggestion(
        id="",
        text_version_id=document.version.id,
        text_length=document.version.length,
        start=proposal.start,
        end=proposal.end,
        provider=made.provider,
        provider_version=made.version,
        code_id=code,
        score=proposal.codes[rank - 1].score,
        rank=rank,
        model=made.model,
        settings=made.settings,
    )
