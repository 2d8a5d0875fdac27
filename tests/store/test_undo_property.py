"""Whatever was done: taking it back gives what was there, bringing it again gives what there was."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cmo_coder.model.base import Entity, changed
from cmo_coder.model.codes import Code, CodeStatus
from cmo_coder.model.documents import Turn
from cmo_coder.model.errors import RuleError
from cmo_coder.model.memos import Memo, MemoAnchor
from cmo_coder.model.study import Round, Study
from cmo_coder.store.change import Change
from cmo_coder.store.history import next_undo
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.store.entities import TEXTS
from tests.store.example import everything, only

State = dict[str, tuple[Entity, ...]]

NUMBERS = st.integers(0, 9)
ACTS = st.lists(
    st.tuples(st.sampled_from(["add", "edit", "swap", "remove"]), NUMBERS, NUMBERS, TEXTS), min_size=1, max_size=5
)


def act(change: Change, ids: Iterator[str], kind: str, which: int, other: int, text: str) -> None:
    """Do something to some rows; what it comes to depends on what is there."""
    codes, rounds = change.all(Code), change.all(Round)
    code = codes[which % len(codes)] if codes else None
    match kind:
        case "add":
            made = Code(id=next(ids), name=text, parent_id=code.id if code and other % 2 else None)
            memo = Memo(id=next(ids), text=text)
            change.insert(made, memo, MemoAnchor(id=next(ids), memo_id=memo.id, object_type="code", object_id=made.id))
            change.insert(Round(id=next(ids), nr=which, label=text))  # the number may be taken: then nothing happens
        case "edit" if code is not None:
            change.update(code, name=text, aliases=(text, "x"), status=CodeStatus.ARCHIVED, position=other)
            change.update(code, position=other + 1)
        case "swap":
            change.replace([(one, changed(one, label=one.label + text)) for one in rounds])
            change.replace([(one, changed(one, seconds=other / 3)) for one in change.all(Turn)])
        case "remove" if code is not None:
            anchors = change.all(MemoAnchor, object_id=code.id)
            change.delete(*anchors, *change.among(Memo, "id", (anchor.memo_id for anchor in anchors)))
            change.delete(code)  # refused while it has children
            change.delete(*rounds[:other])


class History(RuleBasedStateMachine):
    """Random changes, undo, redo, closing and opening; after each step the project is what it should be."""

    project: Project
    reopen: Callable[[Project], Project]

    @initialize()
    def begin(self) -> None:
        project = type(self).project
        project.undo_to(1)
        with project.change("begin", "x") as change:  # overtakes what the example before has left
            change.update(only(change, Study), question=f"{project.data_version()}")
        self.states: list[State] = [everything(project)]
        self.at = 0
        self.ids = (str(uuid.UUID(int=number)) for number in count(1))

    @rule(acts=ACTS)
    def do(self, acts: list[tuple[str, int, int, str]]) -> None:
        project = type(self).project
        before = project.data_version()
        try:
            with project.change("random", "x") as change:
                for one in acts:
                    act(change, self.ids, *one)
        except RuleError:
            assert project.data_version() == before
            return
        if project.data_version() != before:
            del self.states[self.at + 1 :]
            self.states.append(everything(project))
            self.at += 1

    @precondition(lambda self: self.at > 0)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        for _ in range(data.draw(st.integers(1, self.at))):
            assert type(self).project.undo() is not None
            self.at -= 1

    @precondition(lambda self: self.at + 1 < len(self.states))
    @rule(data=st.data())
    def redo(self, data: st.DataObject) -> None:
        for _ in range(data.draw(st.integers(1, len(self.states) - 1 - self.at))):
            assert type(self).project.redo() is not None
            self.at += 1

    @rule()
    def close_and_open(self) -> None:
        cls: Any = type(self)
        cls.project = cls.reopen(cls.project)

    @invariant()
    def the_project_is_what_it_should_be(self) -> None:
        if hasattr(self, "states"):
            assert everything(type(self).project) == self.states[self.at]

    def teardown(self) -> None:
        if hasattr(self, "states"):
            project = type(self).project
            if self.at == 0:
                with project.read() as reading:
                    found = next_undo(reading)
                assert found is not None
                assert found.act == "begin"
            if self.at == len(self.states) - 1:
                assert project.redo() is None
            assert verify(project) == ()


def test_any_history_can_be_walked_back_and_forth(project: Project, kind: str) -> None:
    def reopen(old: Project) -> Project:
        old.close()
        return Project.open(old.place, with_backup=False)

    machine = type("Walk", (History,), {"project": project, "reopen": staticmethod(reopen)})
    try:
        run_state_machine_as_test(
            machine,
            settings=settings(
                phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
                max_examples=12 if kind == "sqlite" else 4,
                stateful_step_count=12,
                deadline=None,
            ),
        )
    finally:
        machine.project.close()  # type: ignore[attr-defined]
