"""Coding what was found: how much gets the code, what is left out, and that it is one change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cmo_coder.model.codes import Code
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.model.study import Coder, Progress
from cmo_coder.store.autocode import AutocodePlan, Boundary, autocode, plan_autocode
from cmo_coder.store.history import entries
from cmo_coder.store.project import Project
from cmo_coder.store.search import PatternQuery
from cmo_coder.store.verify import verify
from tests.store.example import everything
from tests.store.search_case import NOORD, NOTES, ZUID, Made, made

TEXTS = {"Noord": NOORD, "Zuid": ZUID, "Verslag": NOTES}


@pytest.fixture
def study(new_project: Callable[[], Project]) -> Made:
    """The study, on each kind of database."""
    return made(new_project())


def planned(study: Made, plan: AutocodePlan) -> list[str]:
    titles = {document.id: title for title, document in study.documents.items()}
    return [TEXTS[titles[one.document_id]][one.start : one.end] for one in plan.codings]


def test_words_sentences_and_turns(study: Made) -> None:
    hits = study.hits(PatternQuery("offi"))
    plan = plan_autocode(study.project, hits, None, Boundary.WORD)
    assert planned(study, plan) == ["koffie", "koffie", "koffie", "Koffie", "koffie"]
    plan = plan_autocode(study.project, hits, None, Boundary.SENTENCE)
    assert planned(study, plan) == [
        "De koffie was goed 😀 en de koffie was warm.",
        "Eén keer koffie, dat was alles.",
        "Koffie hielp; de coördinator liep mee.",
        "Er was koffie voor iedereen.",
    ]
    assert (plan.hits, plan.doubled, plan.interviewer, plan.documents) == (6, 0, 1, 3)
    plan = plan_autocode(study.project, hits, None, Boundary.TURN)
    assert planned(study, plan)[0] == "De koffie was goed 😀 en de koffie was warm. Daarna kwam de gemeente."
    assert planned(study, plan)[-1] == "Er was koffie voor iedereen."


def test_an_interviewers_words_are_left_out_unless_asked_for(study: Made) -> None:
    plan = plan_autocode(study.project, study.hits("koffie"), None, Boundary.SENTENCE, with_interviewer=True)
    assert planned(study, plan)[0] == "Wat vond u van de koffie?"
    assert plan.interviewer == 0


def test_words_that_carry_the_code_of_this_coder_are_not_coded_twice(study: Made) -> None:
    koffie = study.codes["koffie"]
    plan = plan_autocode(study.project, study.hits("koffie"), koffie, Boundary.SENTENCE)
    assert plan.doubled == 2  # two hits in the one sentence that overlaps what is coded
    assert autocode(study.project, plan, koffie) == 3
    again = plan_autocode(study.project, study.hits("koffie"), koffie, Boundary.SENTENCE)
    assert (again.codings, again.doubled) == ((), 5)
    other = Coder(id="b" * 36, name="Bert")
    with study.project.change("x", "x") as change:
        change.insert(other)
    study.project.coder = other
    assert plan_autocode(study.project, study.hits("koffie"), koffie, Boundary.SENTENCE).doubled == 0
    assert verify(study.project) == ()


def test_it_is_one_change_that_undo_takes_back_whole(study: Made) -> None:
    before = everything(study.project)
    plan = plan_autocode(study.project, study.hits("koffie"), None, Boundary.TURN)
    with study.project.read() as reading:
        changes = len(entries(reading))
    assert autocode(study.project, plan, "alles over koffie") == 4
    with study.project.read() as reading:
        assert len(entries(reading)) == changes + 1
        code = reading.find(Code, name="alles over koffie")
        assert code is not None
        fragments = {one.id: one for one in reading.all(Fragment)}
        codings = reading.all(Coding, code_id=code.id)
        assert all(coding.coder_id == study.coder.id for coding in codings)
        quotes = {fragments[coding.fragment_id].quote for coding in codings}
        assert quotes == set(planned(study, plan))
        assert reading.count(Progress) == 3
    study.project.undo()
    assert everything(study.project) == before
    study.project.redo()
    assert verify(study.project) == ()


def test_a_fragment_that_is_there_is_used(study: Made) -> None:
    plan = plan_autocode(study.project, study.hits("Koffie hielp"), None, Boundary.WORD)
    with study.project.read() as reading:
        before = reading.count(Fragment)
    autocode(study.project, plan, study.codes["drinken"])
    with study.project.read() as reading:
        assert reading.count(Fragment) == before


def test_what_changed_meanwhile_is_refused(study: Made) -> None:
    hits = study.hits("koffie")
    plan = plan_autocode(study.project, hits, study.codes["drinken"], Boundary.WORD)
    autocode(study.project, plan, study.codes["drinken"])
    before = everything(study.project)
    with pytest.raises(RuleError, match="has changed since this was planned"):
        autocode(study.project, plan, study.codes["drinken"])
    assert everything(study.project) == before
