"""What a screen worked out is kept until something is touched that it rests on, or somebody else looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.study import Coder, Study
from cmo_coder.store.codes import add_code
from cmo_coder.store.memos import add_memo
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_coder
from cmo_coder.tui.kept import MOST, unless_changed
from tests.realist.builder import StudyBuilder


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "kept.cmo", Study(id=new_id(), name="Proef")) as made:
        yield made


class Asked:
    """Counts how often the number of codes is worked out."""

    def __init__(self, project: Project) -> None:
        self.project, self.times = project, 0

    def __call__(self, what: str = "codes") -> int:
        return unless_changed(self.project, what, ("code",), self._make)

    def _make(self) -> int:
        self.times += 1
        with self.project.read() as reading:
            return reading.count(Code)


def test_it_is_made_again_only_after_a_change_that_concerns_it(project: Project) -> None:
    asked = Asked(project)
    assert [asked(), asked()] == [0, 0]
    add_memo(project, "Iets", [])
    assert (asked(), asked.times) == (0, 1)
    add_code(project, Code(id=new_id(), name="Rust"))
    assert (asked(), asked.times) == (1, 2)
    project.undo()
    assert (asked(), asked.times) == (0, 3)


def test_for_another_coder_it_is_made_again(project: Project) -> None:
    asked, anna = Asked(project), add_coder(project, "Anna")
    asked()
    project.coder = anna
    asked()
    assert asked.times == 2


def test_who_works_blind_gets_it_anew_after_every_change(tmp_path: Path) -> None:
    study = StudyBuilder(tmp_path)
    study.document("A")
    project = study.project
    with project.change("test", "x") as change:
        blind = Coder(id=new_id(), name="Bea", blind=True)
        change.insert(blind)
    project.coder = blind
    asked = Asked(project)
    asked()
    add_memo(project, "Iets", [])
    asked()
    assert project.hidden() is not None
    assert asked.times == 2
    project.close()


def test_only_so_many_are_kept(project: Project) -> None:
    asked = Asked(project)
    for nr in range(MOST + 1):
        asked(f"codes {nr}")
    assert asked.times == MOST + 1
    asked(f"codes {MOST}")
    assert asked.times == MOST + 1
    asked("codes 0")
    assert asked.times == MOST + 2
