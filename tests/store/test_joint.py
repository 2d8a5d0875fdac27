"""Three coders: where they differ as one case, choosing one of them, and claims that are agreed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.agreement.value import Metric
from cmo_coder.model.adjudication import Adjudication, Choice, ConsensusMark, ConsensusSlot, DisagreementKind
from cmo_coder.model.canonical import Role
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding
from cmo_coder.model.memos import Decision
from cmo_coder.model.study import Coder
from cmo_coder.realist.agreement import Agreement, agreement
from cmo_coder.realist.agreement_discussed import Discussed, discussed
from cmo_coder.store.adjudication import settle
from cmo_coder.store.claims import add_slot, start_claim
from cmo_coder.store.codes import canonical_of
from cmo_coder.store.disagreement import Disagreement
from cmo_coder.store.study import add_coder
from cmo_coder.store.universe import Universe
from cmo_coder.store.verify import verify
from tests.store.test_agreement import TEXT, Team


class Three(Team):
    """A study of three coders: on the first words two agree, on the last all differ."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.carla = add_coder(self.project, "Carla")
        self.everybody = (self.anna, self.bram, self.carla)
        for coder in (self.anna, self.carla):
            self.code(coder, "Ik kende niemand.", self.context)
        self.code(self.bram, "kende niemand.", self.context)
        self.code(self.anna, "Nu slaap ik weer.", self.outcome)
        self.code(self.bram, "Nu slaap ik weer.", self.context)
        for coder in self.everybody:
            self.code(coder, "Toen kwam er koffie.", self.context)
        self.done(*self.everybody)

    def claim(self, coder: Coder, *words: tuple[str, Code]) -> None:
        """A claim of a coder with these words in the slots of these codes."""
        self.project.coder = coder
        claim = start_claim(self.project, self.document.id, TEXT.index(words[0][0]))
        for said, code in words:
            start = TEXT.index(said)
            with self.project.change("test", "Iets") as change:
                element = canonical_of(change, change.get(Code, code.id))
            assert element is not None
            add_slot(self.project, claim, element.role, element.id, [(start, start + len(said))])

    def found(self) -> Agreement:
        with self.project.read() as reading:
            return agreement(reading, Universe(), with_chance=False)

    def discussed(self, pair: tuple[str, str] | None = None) -> Discussed:
        found = self.found()
        with self.project.read() as reading:
            return discussed(reading, found, pair, with_levels=True)


@pytest.fixture
def three(tmp_path: Path) -> Three:
    return Three(tmp_path / "wijk.cmo")


def at(listed: tuple[Disagreement, ...], words: str) -> Disagreement:
    return next(one for one in listed if one.case.start <= TEXT.index(words) < one.case.end)


def test_what_three_coders_put_on_a_stretch_is_one_case(three: Three) -> None:
    listed = three.found().joint
    assert len(listed) == 2
    last = at(listed, "Nu slaap")
    assert last.is_joint and last.kind is DisagreementKind.ROLE
    assert [[code for _start, _end, code in side.places] for side in last.sides] == [
        [three.outcome.id], [three.context.id], [],
    ]  # fmt: skip
    first = at(listed, "kende")
    assert first.kind is DisagreementKind.BOUNDARY
    assert [len(side.places) for side in first.sides] == [1, 1, 1]


def test_any_of_three_can_be_chosen(three: Three) -> None:
    with three.project.read() as reading:
        codings = reading.all(Coding)
    before = three.discussed()
    settle(three.project, [at(three.found().joint, "kende")], Choice.FIRST, "hele zin", side=2)
    settle(three.project, [at(three.found().joint, "Nu slaap")], Choice.FIRST, "niets", side=2)
    with three.project.read() as reading:
        rows = reading.all(Adjudication)
        assert {one.first_coder_id for one in rows} == {three.carla.id}
        assert len(reading.all(ConsensusMark)) == 1  # Carla has nothing on the last words
        assert any("Carla" in one.what for one in reading.all(Decision))
        assert reading.all(Coding) == codings
    after = three.discussed()
    assert before.before == before.after == after.before
    assert after.after[Metric.MICRO_DICE].value == after.after[Metric.MICRO_ALPHA].value == 1
    assert all(one.settled and not one.is_open for one in three.found().joint)
    three.project.undo()
    assert sum(one.is_open for one in three.found().joint) == 1
    assert verify(three.project) == ()


def test_claims_that_differ_are_settled_into_a_claim_of_the_consensus(three: Three) -> None:
    three.claim(three.anna, ("Ik kende", three.context), ("Nu slaap", three.outcome))
    three.claim(three.bram, ("Ik kende", three.context), ("koffie", three.outcome))
    listed = [one for one in three.found().joint if one.kind is DisagreementKind.CONFIGURATION]
    (one,) = [one for one in listed if any(side.claims for side in one.sides)]
    assert [len(side.claims) for side in one.sides] == [1, 1, 0]
    pair = (three.anna.id, three.bram.id)
    settle(three.project, [one], Choice.FIRST, "zoals Bram", side=1)
    with three.project.read() as reading:
        slots = reading.all(ConsensusSlot, order=("position",))
    assert [slot.role for slot in slots] == [Role.C, Role.O]
    then = three.discussed().levels[pair]
    assert then.configurations.ca.value == 1 and then.links.f1.value == 1
    settle(three.project, [one], Choice.NEITHER, "geen van beide")
    with three.project.read() as reading:
        assert not reading.all(ConsensusSlot)
    assert three.discussed().levels[pair].configurations.first == 0
    three.project.undo()
    with three.project.read() as reading:
        assert len(reading.all(ConsensusSlot)) == 2
    assert verify(three.project) == ()


def test_of_two_coders_a_claim_can_be_made_anew(three: Three) -> None:
    three.claim(three.anna, ("Ik kende", three.context), ("Nu slaap", three.outcome))
    pair = (three.anna.id, three.bram.id)
    (one,) = [one for one in three.found().disagreements[pair] if one.kind is DisagreementKind.CONFIGURATION]
    with pytest.raises(RuleError, match="what the claim should be"):
        settle(three.project, [one], Choice.NEW)
    before = three.discussed(pair)
    (claim,) = one.sides[0].claims
    (element,) = claim.slots[next(iter(claim.slots))]
    settle(three.project, [one], Choice.NEW, "alleen de context", slots=[(Role.C, element)])
    after = three.discussed(pair)
    assert before.levels[pair].configurations.ca.value == 0
    assert after.levels[pair].configurations.ca.value == 1
