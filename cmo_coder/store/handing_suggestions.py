"""What became of suggestions goes along with a coder's file, and comes back with her work.

So that what she refused is not proposed to her again, and the methods paragraph counts what she judged there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from cmo_coder.model.claims import Claim
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import TextVersion
from cmo_coder.model.study import Coder
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.store.change import Change
from cmo_coder.store.reading import Reading


def suggestions_to_hand(
    reading: Reading, coder: Coder, text_version_ids: Collection[str], claim_ids: Collection[str]
) -> list[Suggestion]:
    """What a coder decided on in these texts; configurations do not go along, and what is about them neither."""
    return [
        replace(one, claim_id=one.claim_id if one.claim_id in claim_ids else None)
        for one in reading.among(Suggestion, "text_version_id", list(text_version_ids))
        if one.coder_id == coder.id and one.configuration_id is None
    ]


def take_in_suggestions(change: Change, theirs: Reading, coder: Coder, documents: Sequence[str]) -> int:
    """Take over what she decided on in the texts that are the same here; gives how many rows are new."""
    here = {one.document_id: one for one in change.among(TextVersion, "document_id", documents) if one.in_force}
    there = {one.id: one.document_id for one in theirs.among(TextVersion, "document_id", documents) if one.in_force}
    rows = [one for one in theirs.among(Suggestion, "text_version_id", list(there)) if one.coder_id == coder.id]
    known = {one.id for one in change.among(Suggestion, "id", [one.id for one in rows])}
    new = []
    for one in rows:
        gone = one.code_id is not None and change.find(Code, id=one.code_id) is None
        if one.id in known or one.configuration_id is not None or gone:
            continue
        claim_id = one.claim_id if one.claim_id is not None and change.find(Claim, id=one.claim_id) else None
        # The text is the same, but its version may have another id here.
        version = here[there[one.text_version_id or ""]]
        new.append(replace(one, text_version_id=version.id, text_length=version.length, claim_id=claim_id))
    change.insert(*new)
    return len(new)
