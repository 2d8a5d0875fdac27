"""Settling disagreements: the decision, its reason in the log, and the consensus beside the codings of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cmo_coder.agreement.coding import Coding as Compared
from cmo_coder.agreement.coding import Mark, normalised
from cmo_coder.agreement.kinds import Case
from cmo_coder.messages import N_, _
from cmo_coder.model.adjudication import Adjudication, Choice, ConsensusMark, ConsensusSlot, DisagreementKind
from cmo_coder.model.base import new_id, now
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Fragment
from cmo_coder.model.study import Coder
from cmo_coder.store.agreement import Material
from cmo_coder.store.change import Change
from cmo_coder.store.disagreements import Disagreement
from cmo_coder.store.fragments import drop_if_bare, fragment_at
from cmo_coder.store.memos import add_decision, add_memo
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading

Place = tuple[int, int, str]
"""Words `[start, end)` of the text in force, and the code that they get."""

OF_CLAIMS = (DisagreementKind.LINK, DisagreementKind.CONFIGURATION)
"""Kinds that are about claims: settling them leaves a decision, no code on words."""


def settle(
    project: Project,
    disagreements: Sequence[Disagreement],
    choice: Choice,
    reason: str = "",
    *,
    marks: Sequence[Place] = (),
    codebook_note: str = "",
) -> tuple[Adjudication, ...]:
    """Decide on disagreements, all in the same way and as one change. What was decided before is replaced.

    The codings of the coders stay as they are; the consensus gets marks of its own. `marks` are the words and codes of
    the choice "otherwise". A reason goes into the decision log; a codebook note becomes a memo on the codes in dispute.
    Raises RuleError for "otherwise" without marks, SpanError for marks outside the text.
    """
    if choice is Choice.NEW and not marks and any(one.kind not in OF_CLAIMS for one in disagreements):
        raise RuleError(N_("Say which words and which code it should be."))
    made = []
    n = len(disagreements)
    with project.change("disagreement.settle", N_("Differences settled: {n}"), reason=reason, n=n) as change:
        for one in disagreements:
            made.append(_settle_one(project, change, one, choice, reason, marks))
        if reason.strip():
            objects = [("adjudication", row.id) for row in made]
            add_decision(project, _what(change, disagreements, choice), reason, objects=objects)
        if codebook_note.strip():
            known = {code.id for code in change.all(Code)}
            codes = {code for one in disagreements for code in (one.case.first_code, one.case.second_code)}
            on = [("code", code) for code in sorted(codes & known)]
            if on:
                add_memo(project, codebook_note, on)
    return tuple(made)


def _settle_one(
    project: Project, change: Change, one: Disagreement, choice: Choice, reason: str, marks: Sequence[Place]
) -> Adjudication:
    unsettle_in(change, one)
    row = Adjudication(
        id=new_id(),
        document_id=one.case.document,
        first_coder_id=one.first_coder,
        second_coder_id=one.second_coder,
        case_key=one.key,
        kind=one.kind,
        choice=choice,
        reason=reason.strip(),
        coder_id=project.coder.id if project.coder else None,
        at=now(),
    )
    change.insert(row)
    agreed = () if one.kind in OF_CLAIMS else places(one.case, choice, marks)
    known = {code.id for code in change.all(Code)} if agreed else set()
    for start, end, code in agreed:
        if code not in known:
            continue  # compared by role or top code: there is no single code to put on the words
        fragment = fragment_at(change, one.case.document, start, end)
        change.insert(ConsensusMark(id=new_id(), adjudication_id=row.id, fragment_id=fragment.id, code_id=code))
    return row


def places(case: Case, choice: Choice, marks: Sequence[Place] = ()) -> tuple[Place, ...]:
    """Return the words and codes that a choice leaves. Both of one code is the widest: what either has, as one."""
    first = [(start, end, case.first_code) for start, end in case.first]
    second = [(start, end, case.second_code) for start, end in case.second]
    match choice:
        case Choice.FIRST:
            return tuple(first)
        case Choice.SECOND:
            return tuple(second)
        case Choice.BOTH if case.first_code == case.second_code:
            merged = normalised((*case.first, *case.second), 2**62)
            return tuple((start, end, case.first_code) for start, end in merged)
        case Choice.BOTH:
            return (*first, *second)
        case Choice.NEW:
            return tuple(marks)
        case _:
            return ()


def unsettle(project: Project, one: Disagreement) -> None:
    """Take a decision back; the case is open as if nobody had looked at it. The decision log keeps what was said."""
    with project.change("disagreement.unsettle", N_("Decision on a difference taken back")) as change:
        unsettle_in(change, one)


def unsettle_in(change: Change, one: Disagreement) -> None:
    """Remove the decision on a case with its consensus, within a change."""
    present = change.find(Adjudication, document_id=one.case.document, case_key=one.key)
    if present is None:
        return
    marks = change.all(ConsensusMark, adjudication_id=present.id)
    change.delete(*marks, *change.all(ConsensusSlot, adjudication_id=present.id), present)
    for mark in marks:
        drop_if_bare(change, mark.fragment_id)


def _what(change: Change, disagreements: Sequence[Disagreement], choice: Choice) -> str:
    """Return what was decided, in words for the log."""
    coders = {coder.id: coder.name for coder in change.all(Coder)}
    codes = {code.id: code.name for code in change.all(Code)}
    names = {one.id: one.title for one in change.all(Document)}
    if len(disagreements) > 1:
        return _("{n} differences between coders settled: {choice}").format(
            n=len(disagreements), choice=_(SAID[choice])
        )
    one = disagreements[0]
    first, second = (codes.get(code, code) for code in (one.case.first_code, one.case.second_code))
    choice_words = _(SAID[choice]).format(
        first=coders.get(one.first_coder, ""), second=coders.get(one.second_coder, "")
    )
    return _("Difference on {code} in {document} ({start}-{end}): {choice}").format(
        code=first if first == second else f"{first} / {second}",
        document=names.get(one.case.document, ""),
        start=one.case.start,
        end=one.case.end,
        choice=choice_words,
    )


SAID: Mapping[Choice, str] = {
    Choice.FIRST: N_("as {first} has it"),
    Choice.SECOND: N_("as {second} has it"),
    Choice.BOTH: N_("both"),
    Choice.NEITHER: N_("neither"),
    Choice.NEW: N_("otherwise"),
    Choice.OPEN: N_("open for discussion"),
}
"""How a choice is said."""


def after_discussion(reading: Reading, found: Material, listed: Sequence[Disagreement]) -> Compared:
    """Return the coding with what was settled put in the place of what each coder had: agreement after discussion.

    What is open, or was not looked at, stays as each coder has it. In positions of the text in force.
    """
    settled = {one.settled.id: one for one in listed if one.settled is not None and not one.is_open}
    gone: set[Mark] = set()
    given: list[Mark] = []
    for one in settled.values():
        if one.kind in OF_CLAIMS:
            continue
        for coder, code, spans in (
            (one.first_coder, one.case.first_code, one.case.first),
            (one.second_coder, one.case.second_code, one.case.second),
        ):
            gone |= {
                mark
                for mark in found.whole.marks
                if (mark.document, mark.coder, mark.code) == (one.case.document, coder, code)
                and any(start <= mark.start and mark.end <= end for start, end in spans)
            }
    marks = reading.among(ConsensusMark, "adjudication_id", settled)
    fragments = {one.id: one for one in reading.among(Fragment, "id", [mark.fragment_id for mark in marks])}
    for mark in marks:
        one, fragment = settled[mark.adjudication_id], fragments[mark.fragment_id]
        given += [
            Mark(fragment.document_id, coder, fragment.start, fragment.end, mark.code_id)
            for coder in (one.first_coder, one.second_coder)
        ]
    return replace(found.whole, marks=(*(mark for mark in found.whole.marks if mark not in gone), *given))


def consensus(found: Material, pair: tuple[str, str], after: Compared) -> tuple[Mark, ...]:
    """Return the third layer: what both coders have after discussion, as the coding of one imaginary coder."""
    one = {mark[:1] + mark[2:] for mark in after.marks if mark.coder == pair[0]}
    other = {mark[:1] + mark[2:] for mark in after.marks if mark.coder == pair[1]}
    return tuple(Mark(document, "", start, end, code) for document, start, end, code in sorted(one & other))
