"""Settling disagreements: the decision, its reason in the log, and the consensus beside the codings of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cmo_coder.agreement.coding import normalised
from cmo_coder.messages import N_, _
from cmo_coder.model.adjudication import Adjudication, Choice, ConsensusMark, ConsensusSlot, DisagreementKind
from cmo_coder.model.base import new_id, now
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import ClaimSlot
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document
from cmo_coder.model.errors import RuleError
from cmo_coder.model.study import Coder
from cmo_coder.store.change import Change
from cmo_coder.store.disagreement import Disagreement, Place
from cmo_coder.store.documents import full_document_in
from cmo_coder.store.fragments import drop_if_bare, fragment_at
from cmo_coder.store.memos import add_decision, add_memo
from cmo_coder.store.project import Project
from cmo_coder.store.wording_places import in_short

Slots = Sequence[tuple[Role, str | None]]
"""The slots of an agreed claim: a role and a canonical element."""

OF_CLAIMS = (DisagreementKind.LINK, DisagreementKind.CONFIGURATION)
"""Kinds that are about claims: settling them leaves claims of the consensus, no code on words."""


def settle(
    project: Project,
    disagreements: Sequence[Disagreement],
    choice: Choice,
    reason: str = "",
    *,
    marks: Sequence[Place] = (),
    slots: Slots = (),
    side: int | None = None,
    codebook_note: str = "",
) -> tuple[Adjudication, ...]:
    """Decide on disagreements, all in the same way and as one change. What was decided before is replaced.

    The codings and claims of the coders stay as they are; the consensus gets marks and claims of its own. `side`
    chooses one of three or more coders by number, from 0 (with the choice "first"). `marks` are the words and codes of
    the choice "otherwise", `slots` those of an agreed claim. A reason goes into the decision log; a codebook note
    becomes a memo on the codes in dispute. Raises RuleError for "otherwise" without marks or slots, SpanError for marks
    outside the text.
    """
    if choice is Choice.NEW and not marks and any(one.kind not in OF_CLAIMS for one in disagreements):
        raise RuleError(N_("Say which words and which code it should be."))
    if (
        choice is Choice.NEW
        and not slots
        and not reason.strip()
        and any(one.kind in OF_CLAIMS for one in disagreements)
    ):
        raise RuleError(N_("Say what the claim should be: its slots, or the reason why it is neither."))
    made = []
    n = len(disagreements)
    with project.change("disagreement.settle", N_("Differences settled: {n}"), reason=reason, n=n) as change:
        for one in disagreements:
            made.append(_settle_one(project, change, one, choice, reason, marks, slots, side))
        if reason.strip():
            objects = [("adjudication", row.id) for row in made]
            add_decision(project, _what(change, disagreements, choice, made[0]), reason, objects=objects)
        if codebook_note.strip():
            known = {code.id for code in change.all(Code)}
            codes = {code for one in disagreements for code in codes_of_case(one)}
            on = [("code", code) for code in sorted(codes & known)]
            if on:
                add_memo(project, codebook_note, on)
    return tuple(made)


def _settle_one(
    project: Project,
    change: Change,
    one: Disagreement,
    choice: Choice,
    reason: str,
    marks: Sequence[Place],
    slots: Slots,
    side: int | None,
) -> Adjudication:
    unsettle_in(change, one)
    at = side if side is not None else 1 if choice is Choice.SECOND else 0
    # Of three or more, the coder whose version was taken stands first; of two they keep their order.
    first, second = one.first_coder, one.second_coder
    if side is not None and one.is_joint:
        first = one.sides[side].coder
        second = next(other.coder for other in one.sides if other.coder != first)
    row = Adjudication(
        id=new_id(),
        document_id=one.case.document,
        first_coder_id=first,
        second_coder_id=second,
        case_key=one.key,
        kind=one.kind,
        choice=choice,
        reason=reason.strip(),
        coder_id=project.coder.id if project.coder else None,
        at=now(),
    )
    change.insert(row)
    if one.kind in OF_CLAIMS:
        _agree_on_claims(change, row, one, choice, at, slots)
        return row
    agreed = places(one, choice, marks, at)
    known = {code.id for code in change.all(Code)} if agreed else set()
    for start, end, code in agreed:
        if code not in known:
            continue  # compared by role or top code: there is no single code to put on the words
        fragment = fragment_at(change, one.case.document, start, end)
        change.insert(ConsensusMark(id=new_id(), adjudication_id=row.id, fragment_id=fragment.id, code_id=code))
    return row


def places(one: Disagreement, choice: Choice, marks: Sequence[Place] = (), at: int = 0) -> tuple[Place, ...]:
    """Return the words and codes that a choice leaves; `at` is the side chosen.

    Both (all) of one code is the widest: what any has, as one stretch.
    """
    everything = [place for side in one.sides for place in side.places]
    match choice:
        case Choice.FIRST | Choice.SECOND:
            return one.sides[at].places
        case Choice.BOTH if len({code for _start, _end, code in everything}) == 1:
            merged = normalised([(start, end) for start, end, _code in everything], 2**62)
            return tuple((start, end, everything[0][2]) for start, end in merged)
        case Choice.BOTH:
            return tuple(dict.fromkeys(everything))
        case Choice.NEW:
            return tuple(marks)
        case _:
            return ()


def codes_of_case(one: Disagreement) -> tuple[str, ...]:
    """Return the codes in dispute, each once."""
    codes = [code for side in one.sides for _start, _end, code in side.places]
    return tuple(dict.fromkeys(codes or (one.case.first_code, one.case.second_code)))


def _agree_on_claims(
    change: Change, row: Adjudication, one: Disagreement, choice: Choice, at: int, slots: Slots
) -> None:
    """Keep the claims that were agreed on: slots of their own, so that a coder who edits hers changes nothing here."""
    agreed: list[Slots] = []
    match choice:
        case Choice.FIRST | Choice.SECOND:
            agreed = [_slots_of(change, claim.id) for claim in one.sides[at].claims]
        case Choice.BOTH:
            agreed = [_slots_of(change, claim.id) for side in one.sides for claim in side.claims]
        case Choice.NEW if slots:
            agreed = [slots]
    for nr, some in enumerate(agreed, start=1):
        change.insert(
            *(
                ConsensusSlot(
                    id=new_id(), adjudication_id=row.id, nr=nr, role=role, canonical_element_id=element, position=place
                )
                for place, (role, element) in enumerate(some)
            )
        )


def _slots_of(change: Change, claim_id: str) -> Slots:
    return [
        (slot.role, slot.canonical_element_id) for slot in change.all(ClaimSlot, claim_id=claim_id, order=("position",))
    ]


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


def _what(change: Change, disagreements: Sequence[Disagreement], choice: Choice, row: Adjudication) -> str:
    """Return what was decided, in words for the log."""
    coders = {coder.id: coder.name for coder in change.all(Coder)}
    codes = {code.id: code.name for code in change.all(Code)}
    names = {one.id: one.title for one in change.all(Document)}
    if len(disagreements) > 1:
        return _("{n} differences between coders settled: {choice}").format(
            n=len(disagreements), choice=_(SAID[choice])
        )
    one = disagreements[0]
    names_of_codes = " / ".join(codes.get(code, code) for code in codes_of_case(one))
    choice_words = _(SAID[choice]).format(
        first=coders.get(row.first_coder_id, ""), second=coders.get(row.second_coder_id, "")
    )
    return _("Difference on {code} in {document} (“{quote}”): {choice}").format(
        code=names_of_codes,
        document=names.get(one.case.document, ""),
        quote=in_short(full_document_in(change, one.case.document).text[one.case.start : one.case.end]),
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
