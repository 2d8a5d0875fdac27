"""Moving the edges of a fragment. Where several coders work on the same fragment, only one's own work moves."""

from __future__ import annotations

from cmo_coder.messages import N_
from cmo_coder.model.base import Entity
from cmo_coder.model.claims import Claim, ClaimSlot, SlotEvidence
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.model.memos import Memo, MemoAnchor
from cmo_coder.store.change import Change
from cmo_coder.store.documents import version_in_force
from cmo_coder.store.fragments import drop_if_bare, fragment_at
from cmo_coder.store.project import Project
from cmo_coder.text.spans import Span, check_span, quote_of


def resize(project: Project, fragment: Fragment, start: int, end: int) -> Fragment:
    """Move the edges of a fragment within the text in force (code points); gives the fragment on the new words.

    Its codings and evidence go along. Where another coder works on the same fragment, the codings, evidence and memos
    of the coder at this computer go to a fragment of their own (or to one that sits on the new words), and everything
    else stays; who has nothing on it moves it for all. One that waits for review sits on these words from now on, for
    all. Raises SpanError outside the text, RuleError where her own work sits on exactly these words already.
    """
    with project.change("fragment.resize", N_("Fragment resized")) as change:
        version = version_in_force(change, fragment.document_id)
        check_span(Span(start, end), version.length)
        present = change.get(Fragment, fragment.id)
        if present.state is FragmentState.SITS and (present.start, present.end) == (start, end):
            return present
        me = project.coder.id if project.coder else None
        mine, others = _work_on(change, present, me)
        other = change.find(Fragment, text_version_id=version.id, start=start, end=end, state=FragmentState.SITS)
        taken = other is not None and other.id != fragment.id
        shared = bool(mine) and others and present.state is FragmentState.SITS
        if taken and other is not None and (not mine or _work_on(change, other, me)[0]):
            raise RuleError(
                N_("There is already a fragment on exactly these words."), N_("Put the code on that one instead.")
            )
        if shared or (taken and present.state is FragmentState.SITS):
            target = fragment_at(change, fragment.document_id, start, end)
            _move(change, mine, target)
            drop_if_bare(change, fragment.id)
            return target
        if taken:
            raise RuleError(
                N_("There is already a fragment on exactly these words."), N_("Put the code on that one instead.")
            )
        quote = quote_of(change.text(version.sha256), Span(start, end))
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


def _work_on(change: Change, fragment: Fragment, me: str | None) -> tuple[list[Entity], bool]:
    """Return the rows on a fragment that are of one coder, and whether other coders have any."""
    mine: list[Entity] = []
    others = False
    for coding in change.all(Coding, fragment_id=fragment.id):
        if coding.coder_id == me:
            mine.append(coding)
        others = others or coding.coder_id != me
    words = change.all(SlotEvidence, fragment_id=fragment.id)
    slots = {one.id: one.claim_id for one in change.among(ClaimSlot, "id", [one.claim_slot_id for one in words])}
    claims = {one.id: one.coder_id for one in change.among(Claim, "id", slots.values())}
    for word in words:
        if claims[slots[word.claim_slot_id]] == me:
            mine.append(word)
        else:
            others = True
    anchors = change.all(MemoAnchor, object_type="fragment", object_id=fragment.id)
    memos = {one.id: one.coder_id for one in change.among(Memo, "id", [one.memo_id for one in anchors])}
    if mine:
        mine += [one for one in anchors if memos[one.memo_id] == me]
    return mine, others


def _move(change: Change, rows: list[Entity], target: Fragment) -> None:
    for row in rows:
        if isinstance(row, MemoAnchor):
            change.update(row, object_id=target.id)
        elif isinstance(row, Coding | SlotEvidence):
            change.update(row, fragment_id=target.id)
