"""Acts on memos, and the decision log."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.messages import N_, _
from cmo_coder.model.base import new_id, now
from cmo_coder.model.errors import RuleError
from cmo_coder.model.memos import Decision, DecisionObject, Memo, MemoAnchor, MemoType
from cmo_coder.store.project import Project

Object = tuple[str, str]
"""The table and id of a row."""


def add_memo(project: Project, text: str, on: Sequence[Object], type: MemoType = MemoType.CONTENT) -> Memo:
    """Write a memo on any rows of the study. Raises RuleError for an empty text."""
    if not text.strip():
        raise RuleError(N_("A memo needs words."))
    with project.change("memo.add", N_("Memo written")) as change:
        made = Memo(
            id=new_id(), text=text.strip(), type=type, coder_id=project.coder.id if project.coder else None, at=now()
        )
        anchors = [MemoAnchor(id=new_id(), memo_id=made.id, object_type=kind, object_id=id_) for kind, id_ in on]
        change.insert(made, *anchors)
    return made


def edit_memo(project: Project, memo: Memo, text: str, type: MemoType | None = None) -> Memo | None:
    """Change the words of a memo, and its kind where one is given; empty words remove it."""
    if not text.strip():
        remove_memo(project, memo)
        return None
    with project.change("memo.edit", N_("Memo edited")) as change:
        return change.update(memo, text=text.strip(), type=type or memo.type)


def set_anchors(project: Project, memo: Memo, on: Sequence[Object]) -> None:
    """Hang a memo on these rows and no others. Raises RuleError for none: a memo hangs on something."""
    if not on:
        raise RuleError(N_("A memo hangs on something."), N_("Hang it on the study, or remove it."))
    with project.change("memo.anchors", N_("Memo hung on other things")) as change:
        present = {(row.object_type, row.object_id): row for row in change.all(MemoAnchor, memo_id=memo.id)}
        change.delete(*(row for key, row in present.items() if key not in on))
        change.insert(
            *(
                MemoAnchor(id=new_id(), memo_id=memo.id, object_type=kind, object_id=id_)
                for kind, id_ in dict.fromkeys(on)
                if (kind, id_) not in present
            )
        )


def remove_memo(project: Project, memo: Memo) -> None:
    """Remove a memo."""
    with project.change("memo.remove", N_("Memo removed")) as change:
        change.delete(*change.all(MemoAnchor, memo_id=memo.id), memo)


def memos_on(project: Project, object_type: str, object_id: str) -> tuple[Memo, ...]:
    """The memos that hang on a row, oldest first."""
    with project.read() as reading:
        anchors = reading.all(MemoAnchor, object_type=object_type, object_id=object_id)
        return reading.among(Memo, "id", [anchor.memo_id for anchor in anchors], order=("at",))


def write_decision(
    project: Project, what: str, why: str, objects: Sequence[Object], *, alternatives: str = "", **args: object
) -> Decision:
    """Write a decision that follows from an act (merge, split, status): `what` is a message id that `args` fill."""
    words = _(what).format(**args) if args else _(what)
    return _write(project, words, why, alternatives, objects, automatic=True)


def add_decision(
    project: Project, what: str, why: str, *, alternatives: str = "", objects: Sequence[Object] = ()
) -> Decision:
    """Write a decision of the team. Raises RuleError where what or why is empty."""
    if not what.strip() or not why.strip():
        raise RuleError(N_("A decision needs a what and a why."))
    return _write(project, what.strip(), why.strip(), alternatives, objects, automatic=False)


def _write(
    project: Project, what: str, why: str, alternatives: str, objects: Sequence[Object], *, automatic: bool
) -> Decision:
    with project.change("decision.add", N_("Decision written")) as change:
        made = Decision(
            id=new_id(),
            what=what,
            why=why,
            alternatives=alternatives,
            coder_id=project.coder.id if project.coder else None,
            date=now(),
            automatic=automatic,
        )
        links = [
            DecisionObject(id=new_id(), decision_id=made.id, object_type=kind, object_id=id_) for kind, id_ in objects
        ]
        change.insert(made, *links)
    return made


def decisions_on(project: Project, object_type: str, object_id: str) -> tuple[Decision, ...]:
    """The decisions about a row, oldest first."""
    with project.read() as reading:
        links = reading.all(DecisionObject, object_type=object_type, object_id=object_id)
        return reading.among(Decision, "id", [link.decision_id for link in links], order=("date",))


def decisions_of(project: Project) -> tuple[Decision, ...]:
    """The decision log, oldest first."""
    with project.read() as reading:
        return reading.all(Decision, order=("date",))
