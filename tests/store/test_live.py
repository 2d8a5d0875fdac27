"""The comparison that is kept while it is looked at gives what a new one would, and works out only what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.agreement.value import Unit
from cmo_coder.model.adjudication import Choice
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.realist.agreement import Agreement, agreement
from cmo_coder.realist.agreement_discussed import discussed
from cmo_coder.realist.agreement_live import LiveAgreement
from cmo_coder.store.adjudication import settle
from cmo_coder.store.fragments import uncode
from cmo_coder.store.resizing import resize
from cmo_coder.store.universe import AsOf, CodeLevel, Universe
from tests.store.test_joint import TEXT, Three


class Looking:
    """A live comparison beside a new one."""

    def __init__(self, study: Three, universe: Universe) -> None:
        self.study, self.universe, self.live = study, universe, LiveAgreement()

    def same(self) -> Agreement:
        """The comparison as it is kept; it is the same as one made from nothing."""
        project = self.study.project
        project.coder = self.study.anna  # who looks stays the same
        with project.read() as reading:
            kept = self.live.now(reading, self.universe, project.state())
            new = agreement(reading, self.universe)
            assert kept.report == new.report
            assert kept.joint == new.joint
            assert {pair: kept.disagreements[pair] for pair in kept.disagreements} == dict(new.disagreements)
            for pair in (None, *new.disagreements):
                assert discussed(reading, kept, pair) == discussed(reading, new, pair)
            assert dict(kept.levels) == dict(new.levels)
            assert kept.material.coding == new.material.coding and kept.material.whole == new.material.whole
        return kept


@pytest.fixture
def three(tmp_path: Path) -> Three:
    made = Three(tmp_path / "wijk.cmo")
    other = made.add("Tweede")
    for coder, words in ((made.anna, "Ik kende niemand."), (made.bram, "niemand."), (made.carla, "Toen kwam er")):
        made.code(coder, words, made.context, other)
    made.done(*made.everybody, document=other)
    return made


SETTINGS = [
    Universe(as_of=as_of, unit=unit, interviewer=interviewer, level=level)
    for as_of in AsOf
    for unit in Unit
    for interviewer in (True, False)
    for level in CodeLevel
]


@pytest.mark.parametrize("universe", SETTINGS, ids=str)
def test_codings_that_come_and_go_are_worked_out_alone(three: Three, universe: Universe) -> None:
    look = Looking(three, universe)
    look.same()
    three.code(three.carla, "Nu slaap ik weer.", three.outcome)
    kept = look.same()
    (other,) = [id_ for id_ in kept.material.documents if id_ != three.document.id]
    tables = {key: id(one) for key, one in kept.comparison._tables.items() if key[2] == other}
    three.project.coder = three.bram
    with three.project.read() as reading:
        here = {one.id for one in reading.all(Fragment, document_id=three.document.id)}
        coding = next(one for one in reading.all(Coding, coder_id=three.bram.id) if one.fragment_id in here)
    uncode(three.project, coding)
    kept = look.same()
    # Nothing was made anew for the document that did not change.
    assert {key: id(one) for key, one in kept.comparison._tables.items() if key in tables} == tables
    three.project.undo()
    look.same()
    three.project.redo()
    look.same()
    assert look.live.again == 4


def test_resizing_and_settling_are_followed(three: Three) -> None:
    look = Looking(three, Universe(as_of=AsOf.NOW))
    found = look.same()
    settle(three.project, [found.joint[0]], Choice.FIRST, "zo", side=1)
    found = look.same()
    assert sum(not one.is_open for one in found.joint) == 1
    three.project.coder = three.anna
    with three.project.read() as reading:
        fragment = next(one for one in reading.all(Fragment) if one.quote == "Toen kwam er koffie.")
    resize(three.project, fragment, fragment.start, fragment.end - 1)
    look.same()
    three.project.undo()
    three.project.undo()
    look.same()
    assert look.live.again == 3


def test_claims_are_read_again_and_the_codings_are_not(three: Three) -> None:
    look = Looking(three, Universe(as_of=AsOf.NOW))
    tables = dict(look.same().comparison._tables)
    three.claim(three.anna, ("Ik kende", three.context), ("Nu slaap", three.outcome))
    kept = look.same()
    assert look.live.again == 1 and any(kept.layer.coded[three.anna.id].readings)
    assert all(kept.comparison._tables[key] is one for key, one in tables.items())
    three.code(three.anna, "Nu slaap ik weer.", three.context)
    look.same()
    three.project.undo()
    three.project.undo()
    look.same()
    assert look.live.again == 3


def test_who_is_done_and_what_a_code_is_called_is_compared_anew(three: Three) -> None:
    look = Looking(three, Universe(as_of=AsOf.NOW))
    look.same()
    extra = three.add("Derde")
    three.done(three.anna, three.bram, document=extra)
    look.same()
    with three.project.change("code.change", "x") as change:
        change.update(three.context, name="anders")
    assert "anders" in look.same().material.codes.values()
    assert look.live.again == 0
    assert TEXT


def test_what_is_compared_ahead_does_not_take_the_place_of_what_is_looked_at(three: Three) -> None:
    look = Looking(three, Universe(as_of=AsOf.NOW))
    kept = look.same()
    with three.project.read() as reading:
        look.live.ahead(reading, Universe(as_of=AsOf.FINISHED), three.project.state())
    assert look.same() is kept
