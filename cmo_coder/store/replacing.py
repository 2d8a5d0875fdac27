"""A file that changed outside comes in again as a new version of its document: every fragment is anchored anew.

First by what differs between the two texts: a fragment whose words stand unchanged at their place keeps them, however
often the same words occur elsewhere. Then by its quote: exactly, by its surroundings, or by likeness, each with its
score (`text.reanchor`). What is below the threshold waits for review; so does evidence that would come to lie on words
of an interviewer. The plan can be looked at before anything is written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id
from cmo_coder.model.claims import SlotEvidence
from cmo_coder.model.documents import Document, Speaker, SpeakerKind, TextVersion
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Fragment, FragmentState
from cmo_coder.store.documents import NewTurn, SpeakerIs, version_in_force
from cmo_coder.store.moving import Moved
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.texts import sha256_of
from cmo_coder.store.versions import EditPlan, come_back, write_plan
from cmo_coder.text.diff import diff
from cmo_coder.text.edits import Edits, Placed, shift_coded, shift_point
from cmo_coder.text.reanchor import THRESHOLD, Method, likeness, reanchor
from cmo_coder.text.spans import Span


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a fragment lies in the new text, how it was found, and how surely (0 to 1); None: it waits for review."""

    fragment: Fragment
    span: Span | None
    method: Method
    score: float


@dataclass(frozen=True, slots=True)
class Replacement:
    """A new text for a document: the plan as for an edit, and how each fragment was found."""

    plan: EditPlan
    anchored: tuple[Anchored, ...]

    def found(self, method: Method) -> tuple[Anchored, ...]:
        """The fragments that were found in one way."""
        return tuple(one for one in self.anchored if one.method is method)

    @property
    def unsure(self) -> tuple[Anchored, ...]:
        """Those to look at before accepting: found by likeness (the least alike first), and not found."""
        return tuple(
            sorted(
                (one for one in self.anchored if one.method in (Method.FUZZY, Method.NONE)), key=lambda one: one.score
            )
        )


def planned_replacement(
    reading: Reading,
    document_id: str,
    text: str,
    turns: Sequence[NewTurn],
    speakers: Mapping[str, SpeakerIs] | None = None,
    *,
    threshold: float = THRESHOLD,
    review: Collection[str] = (),
) -> Replacement:
    """What `replace_text` would do. `review` are ids of fragments that a person wants to look at, however alike.

    `text` is newline-normalised. Raises RuleError for an empty text.
    """
    document = reading.get(Document, document_id)
    before = version_in_force(reading, document_id)
    if not text.strip():
        raise RuleError(N_("{title} holds no text."), title=document.title)
    old = reading.text(before.sha256)
    if old == text:
        plan = EditPlan(document, before, before, (), text, tuple(turns), Moved((), (), text, before))
        return Replacement(plan, ())
    edits = diff(old, text)
    after = TextVersion(
        id=new_id(), document_id=document_id, nr=before.nr + 1, sha256=sha256_of(text), length=len(text)
    )
    fragments = reading.all(Fragment, order=("start", "end"), text_version_id=before.id, state=FragmentState.SITS)
    asked = _asked(reading, document_id, turns, speakers or {})
    evidence = {one.fragment_id for one in reading.among(SlotEvidence, "fragment_id", [one.id for one in fragments])}
    anchored = []
    for one in _anchored(old, fragments, edits, text, threshold):
        spoken = one.span is not None and one.fragment.id in evidence and _is_asked(one.span, asked)
        if spoken or one.fragment.id in review:
            one = replace(one, span=None, method=Method.NONE)
        anchored.append(one)
    moved = Moved(fragments, tuple(one.span for one in anchored), text, after)
    plan = EditPlan(document, before, after, edits, text, tuple(turns), moved, come_back(reading, document_id, after))
    return Replacement(plan, tuple(anchored))


def replace_text(
    project: Project,
    document: Document,
    text: str,
    turns: Sequence[NewTurn],
    speakers: Mapping[str, SpeakerIs] | None = None,
    *,
    reason: str = "",
    threshold: float = THRESHOLD,
    review: Collection[str] = (),
    source_name: str = "",
    source_sha256: str = "",
) -> Replacement:
    """Give a document another text as its next version, with its fragments anchored anew: one change.

    `turns` are those of the new text, `speakers` says who labels stand for that the document does not know yet. The
    name and hash of the file replace those of the document where they are given. Raises RuleError where a rule forbids
    the result.
    """
    with project.change(
        "document.replace", N_("Text of {title} replaced by a changed file"), reason=reason, title=document.title
    ) as change:
        made = planned_replacement(change, document.id, text, turns, speakers, threshold=threshold, review=review)
        if not made.plan.changes_nothing:
            write_plan(change, made.plan, speakers or {}, reason)
            if source_sha256:
                change.update(document, source_name=source_name or document.source_name, source_sha256=source_sha256)
    return made


def _anchored(old: str, fragments: Sequence[Fragment], edits: Edits, text: str, threshold: float) -> list[Anchored]:
    found: list[Anchored] = []
    for fragment, place in zip(fragments, shift_coded(old, fragments, edits, text), strict=True):
        if place is not None and text[place.start : place.end] == fragment.quote:
            found.append(Anchored(fragment, Span(place.start, place.end), Method.EXACT, 1.0))
        else:
            found.append(_found_again(fragment, place, edits, text, threshold))
    return found


def _found_again(fragment: Fragment, place: Placed | None, edits: Edits, text: str, threshold: float) -> Anchored:
    """A fragment whose words are not at their place unchanged."""
    if place is not None:
        # Its words were corrected where they stand: the borders are known, only the likeness is asked.
        score = likeness(fragment.quote, text[place.start : place.end])
        if score >= threshold:
            return Anchored(fragment, Span(place.start, place.end), Method.FUZZY, score)
    start = place.start if place is not None else shift_point(fragment.start, edits)
    anchor = reanchor(fragment.quote, fragment.prefix, fragment.suffix, start, text, threshold)
    return Anchored(fragment, anchor.span, anchor.method, anchor.score)


def _asked(
    reading: Reading, document_id: str, turns: Sequence[NewTurn], speakers: Mapping[str, SpeakerIs]
) -> list[NewTurn]:
    """The turns of interviewers."""
    kinds = {label: who.kind for label, who in speakers.items()}
    kinds |= {one.label: one.kind for one in reading.all(Speaker, document_id=document_id)}
    return [turn for turn in turns if kinds.get(turn.speaker or "") is SpeakerKind.INTERVIEWER]


def _is_asked(span: Span, asked: Sequence[NewTurn]) -> bool:
    """Whether a span has words of an interviewer in it."""
    first = bisect_right(asked, span.start, key=lambda turn: turn.end)
    return any(turn.text_start < span.end and turn.end > span.start for turn in asked[first : first + 2])
