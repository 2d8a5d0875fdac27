"""Acts on fragments and codings: code words, take a code off, resize."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.messages import N_
from cmo_coder.model.adjudication import ConsensusMark
from cmo_coder.model.base import new_id, now
from cmo_coder.model.claims import SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment, FragmentElement, FragmentState, FragmentTheme
from cmo_coder.model.memos import MemoAnchor
from cmo_coder.model.stories import StoryItemFragment
from cmo_coder.model.study import Progress, ProgressState
from cmo_coder.store.anchors import drop_memos
from cmo_coder.store.change import Change
from cmo_coder.store.documents import version_in_force
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.spans import codings_in, fragments_overlapping
from cmo_coder.store.wording_places import in_short
from cmo_coder.text.spans import Span, check_span, quote_of


@dataclass(frozen=True, slots=True)
class CodedFragment:
    """A fragment with its codings, in the order in which they were made."""

    fragment: Fragment
    codings: tuple[Coding, ...]


def fragment_at(change: Change, document_id: str, start: int, end: int) -> Fragment:
    """The fragment on exactly these code points of the text in force, made where there is none.

    Raises SpanError where the span does not lie in the text.
    """
    version = version_in_force(change, document_id)
    check_span(Span(start, end), version.length)
    exact = change.find(Fragment, text_version_id=version.id, start=start, end=end, state=FragmentState.SITS)
    return exact or _made(change, version, start, end)


def _made(change: Change, version: TextVersion, start: int, end: int) -> Fragment:
    made = made_fragment(version, change.text(version.sha256), start, end)
    change.insert(made)
    return made


def made_fragment(version: TextVersion, text: str, start: int, end: int) -> Fragment:
    """A fragment on words of a text version, not stored yet."""
    quote = quote_of(text, Span(start, end))
    return Fragment(
        id=new_id(),
        document_id=version.document_id,
        text_version_id=version.id,
        text_length=version.length,
        start=start,
        end=end,
        quote=quote.quote,
        prefix=quote.prefix,
        suffix=quote.suffix,
    )


def code_span(project: Project, document_id: str, start: int, end: int, code: Code) -> Coding:
    """Put a code on words (code points of the text in force), in the name of the coder at this computer.

    Raises SpanError outside the text, RuleError where the same coder has the same code on overlapping words already.
    """
    coder_id = project.coder.id if project.coder else None
    with project.change("coding.add", N_("Code {code} put on words"), code=code.name) as change:
        version = version_in_force(change, document_id)
        check_span(Span(start, end), version.length)
        near = {one.id: one for one in fragments_overlapping(change, version.id, start, end)}
        for coding in change.among(Coding, "fragment_id", near):
            if coding.code_id == code.id and coding.coder_id == coder_id:
                raise RuleError(
                    N_("Code {code} is on these words already: “{quote}”."),
                    N_("Resize that coding instead, or remove it first."),
                    code=code.name,
                    quote=in_short(near[coding.fragment_id].quote),
                )
        exact = next((one for one in near.values() if (one.start, one.end) == (start, end)), None)
        fragment = exact or _made(change, version, start, end)
        made = Coding(id=new_id(), fragment_id=fragment.id, code_id=code.id, coder_id=coder_id, at=now())
        change.insert(made)
        mark_begun(change, document_id, coder_id)
    return made


def uncode(project: Project, coding: Coding) -> None:
    """Take a code off; a fragment that then carries nothing goes too."""
    with project.read() as reading:
        code = reading.get(Code, coding.code_id)
    with project.change("coding.remove", N_("Code {code} taken off"), code=code.name) as change:
        change.delete(coding)
        drop_if_bare(change, coding.fragment_id)


def remove_fragment(project: Project, fragment: Fragment) -> None:
    """Remove a fragment with its codings. Refused (RuleError) while it is evidence of a claim."""
    with project.change("fragment.remove", N_("Fragment removed")) as change:
        drop_memos(change, [fragment])
        change.delete(
            *change.all(Coding, fragment_id=fragment.id),
            *change.all(ConsensusMark, fragment_id=fragment.id),
            *change.all(FragmentTheme, fragment_id=fragment.id),
            *change.all(FragmentElement, fragment_id=fragment.id),
            *change.all(StoryItemFragment, fragment_id=fragment.id),
            fragment,
        )


def drop_if_bare(change: Change, fragment_id: str) -> None:
    """Remove a fragment that carries no coding, evidence, theme, element link, memo or note any more."""
    fragment = change.find(Fragment, id=fragment_id)
    if fragment is None or fragment.note:
        return
    for cls in (Coding, SlotEvidence, FragmentTheme, FragmentElement, ConsensusMark, StoryItemFragment):
        if change.count(cls, fragment_id=fragment_id):
            return
    if not change.count(MemoAnchor, object_type="fragment", object_id=fragment_id):
        change.delete(fragment)


def coded_fragments(reading: Reading, document_id: str) -> tuple[CodedFragment, ...]:
    """The fragments of a document by place, with their codings.

    Those that wait for review are not among them: they have no place in the text in force (see `review.py`).
    """
    fragments = reading.all(Fragment, order=("start", "end"), document_id=document_id, state=FragmentState.SITS)
    of: dict[str, list[Coding]] = {fragment.id: [] for fragment in fragments}
    for coding in codings_in(reading, document_id):
        if coding.fragment_id in of:
            of[coding.fragment_id].append(coding)
    return tuple(CodedFragment(fragment, tuple(of[fragment.id])) for fragment in fragments)


def mark_begun(change: Change, document_id: str, coder_id: str | None) -> None:
    """The first coding of a coder in a document marks it as begun, within the same change."""
    if coder_id is None or change.find(Progress, document_id=document_id, coder_id=coder_id) is not None:
        return
    change.get(Document, document_id)
    change.insert(
        Progress(id=new_id(), document_id=document_id, coder_id=coder_id, state=ProgressState.BEGUN, at=now())
    )
