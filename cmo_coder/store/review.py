"""Fragments that lost their words to an edit: which wait for review, where their words may be now, and what a person
decides about each: it sits here now, or it goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.base import Entity
from cmo_coder.model.claims import Claim, ClaimSlot, SlotEvidence
from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment, FragmentElement, FragmentState, FragmentTheme
from cmo_coder.model.memos import MemoAnchor
from cmo_coder.model.stories import StoryItemFragment
from cmo_coder.store.change import Change
from cmo_coder.store.documents import version_in_force
from cmo_coder.store.fragments import remove_fragment
from cmo_coder.store.memos import write_decision
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import TABLES
from cmo_coder.text.diff import diff
from cmo_coder.text.edits import shift_point, shift_spans
from cmo_coder.text.reanchor import Method, reanchor
from cmo_coder.text.spans import Span, check_span, quote_of

AROUND = 160
"""Code points of context shown on either side."""


class Found(StrEnum):
    """How a place was found where the words of a fragment may be now."""

    EXACT = "exact"
    CONTEXT = "context"
    FUZZY = "fuzzy"
    REPLACED = "replaced"
    """What came in the place of its words."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A place in the text in force where a fragment may belong, how it was found, and how alike it is (0 to 1)."""

    span: Span
    found: Found
    score: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """A fragment that waits for review: where it stood, where that is now, and where its words may be, best first."""

    fragment: Fragment
    document: Document
    version: TextVersion
    old_text: str
    text: str
    place: int
    """The place in the text in force where its words were (code points)."""
    suggested: tuple[Suggested, ...]
    claims: tuple[Claim, ...]
    codings: tuple[Coding, ...]


def waiting_count(reading: Reading) -> int:
    """How many fragments of the study wait for review."""
    return reading.count(Fragment, state=FragmentState.REVIEW)


def waiting_per_document(reading: Reading) -> dict[str, int]:
    """How many fragments wait for review, by document id."""
    fragment = TABLES["fragment"]
    query = (
        sa.select(fragment.c.document_id, sa.func.count())
        .where(fragment.c.state == FragmentState.REVIEW.value)
        .group_by(fragment.c.document_id)
    )
    return {row[0]: row[1] for row in reading.connection.execute(query)}


def waiting_fragments(reading: Reading, document_id: str | None = None) -> tuple[Fragment, ...]:
    """The fragments that wait for review, in the order of their documents and places."""
    only = {} if document_id is None else {"document_id": document_id}
    fragments = reading.all(Fragment, state=FragmentState.REVIEW, **only)
    documents = {one.id: one for one in reading.among(Document, "id", [one.document_id for one in fragments])}
    order = {id_: (one.position, one.title, id_) for id_, one in documents.items()}
    return tuple(sorted(fragments, key=lambda one: (order[one.document_id], one.start, one.end, one.id)))


def waiting(reading: Reading, fragment: Fragment) -> Waiting:
    """One fragment with all that a person needs to decide about it. Takes some tens of milliseconds."""
    document = reading.get(Document, fragment.document_id)
    stood = reading.get(TextVersion, fragment.text_version_id)
    in_force = version_in_force(reading, document.id)
    old, text = reading.text(stood.sha256), reading.text(in_force.sha256)
    edits = diff(old, text)
    place = shift_point(fragment.start, edits)
    slots = reading.among(
        ClaimSlot, "id", [one.claim_slot_id for one in reading.all(SlotEvidence, fragment_id=fragment.id)]
    )
    return Waiting(
        fragment,
        document,
        stood,
        old,
        text,
        place,
        _suggested(fragment, text, place, shift_spans([Span(fragment.start, fragment.end)], edits, follow=True)[0]),
        reading.among(Claim, "id", [slot.claim_id for slot in slots], order=("number",)),
        reading.all(Coding, order=("at",), fragment_id=fragment.id),
    )


def _suggested(fragment: Fragment, text: str, place: int, instead: Span | None) -> tuple[Suggested, ...]:
    """Where the words are found again, and what came in their place, each place once."""
    anchor = reanchor(fragment.quote, fragment.prefix, fragment.suffix, place, text)
    how = Found(anchor.method.value) if anchor.method is not Method.NONE else None
    spans: dict[Span, Suggested] = {}
    for one in anchor.candidates:
        found = how if how is not None and one.span == anchor.span else _how(fragment, text, one.span)
        spans[one.span] = Suggested(one.span, found, one.score)
    if instead is not None and instead.of(text).strip():
        # Near is worth more than alike: what a person typed over the words is where they most likely belong.
        spans.setdefault(instead, Suggested(instead, Found.REPLACED, 0.0))
    return tuple(spans.values())


def _how(fragment: Fragment, text: str, span: Span) -> Found:
    return Found.CONTEXT if span.of(text) == fragment.quote else Found.FUZZY


def place_fragment(project: Project, fragment: Fragment, start: int, end: int, *, reason: str = "") -> Fragment:
    """Say on which words of the text in force a fragment sits now (code points).

    Where another fragment sits on exactly these words, all that hangs on this one goes over to that one. Raises
    SpanError outside the text, RuleError where evidence would lie on words of an interviewer.
    """
    with project.change("fragment.place", N_("Fragment put on its words again"), reason=reason) as change:
        version = version_in_force(change, fragment.document_id)
        span = check_span(Span(start, end), version.length)
        text = change.text(version.sha256)
        if not span.of(text).strip():
            raise RuleError(N_("A fragment needs words."), N_("Select the words on which it should sit."))
        there = change.find(Fragment, text_version_id=version.id, start=start, end=end, state=FragmentState.SITS)
        if there is not None and there.id != fragment.id:
            return _joined(change, fragment, there)
        quote = quote_of(text, span)
        return change.update(
            fragment,
            text_version_id=version.id,
            text_length=version.length,
            start=start,
            end=end,
            quote=quote.quote,
            prefix=quote.prefix,
            suffix=quote.suffix,
            state=FragmentState.SITS,
        )


def _joined(change: Change, fragment: Fragment, there: Fragment) -> Fragment:
    """Hand over codings, evidence, themes, links, memos and the note of a fragment to another one, and remove it."""
    for cls, keys in (
        (Coding, ("code_id", "coder_id")),
        (SlotEvidence, ("claim_slot_id",)),
        (FragmentTheme, ("theme_id",)),
        (FragmentElement, ("effective_element_version_id",)),
        (StoryItemFragment, ("story_item_id",)),
    ):
        known = {_key(row, keys) for row in change.all(cls, fragment_id=there.id)}
        for row in change.all(cls, fragment_id=fragment.id):
            if _key(row, keys) in known:
                change.delete(row)
            else:
                change.update(row, fragment_id=there.id)
    hung = {one.memo_id for one in change.all(MemoAnchor, object_type="fragment", object_id=there.id)}
    for anchor in change.all(MemoAnchor, object_type="fragment", object_id=fragment.id):
        if anchor.memo_id in hung:
            change.delete(anchor)
        else:
            change.update(anchor, object_id=there.id)
    if fragment.note:
        there = change.update(there, note="\n".join(note for note in (there.note, fragment.note) if note))
    change.delete(fragment)
    return there


def _key(row: Entity, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in names)


def drop_fragment(project: Project, fragment: Fragment, reason: str, *, with_evidence: bool = False) -> None:
    """Remove a fragment whose words are gone, with its codings; the reason is kept.

    A fragment that is evidence is refused (RuleError names the claims), unless `with_evidence` says that the claims may
    lose it: that is written down as a decision.
    """
    if not reason.strip():
        raise RuleError(N_("Say why this fragment goes."))
    with project.change("fragment.drop", N_("Fragment without words removed"), reason=reason) as change:
        words = change.all(SlotEvidence, fragment_id=fragment.id)
        if words and with_evidence:
            # Not the words themselves: what the team decides is read by more people than the transcript.
            slots = change.among(ClaimSlot, "id", [one.claim_slot_id for one in words])
            claims = change.among(Claim, "id", [slot.claim_id for slot in slots], order=("number",))
            write_decision(
                project,
                N_("Claim {numbers} goes on without words that were taken out of the transcript"),
                reason,
                [("claim", claim.id) for claim in claims],
                numbers=", ".join(str(claim.number) for claim in claims),
            )
            change.delete(*words)
        remove_fragment(project, fragment)
