"""Acts on canonical elements: another name, what an element is, two that are the same, one that nothing names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.model.canonical import CanonicalElement, CanonicalElementActor, Direction, Level, Role
from cmo_coder.model.claims import ClaimSlot, SlotEvidence
from cmo_coder.model.configurations import ConfigurationSlot
from cmo_coder.model.errors import RuleError
from cmo_coder.model.memos import Decision, MemoAnchor
from cmo_coder.store.canonical import add_actor, edit_canonical, merge_canonical, remove_canonical, set_actors
from cmo_coder.store.memos import add_memo
from cmo_coder.store.verify import verify
from tests.realist.builder import StudyBuilder


@pytest.fixture
def study(tmp_path: Path) -> Iterator[StudyBuilder]:
    made = StudyBuilder(tmp_path)
    yield made
    made.project.close()


def test_an_element_says_what_it_is(study: StudyBuilder) -> None:
    visits = study.canonical(Role.O, "bezoek")
    after = edit_canonical(study.project, visits, direction=Direction.PLUS, level=Level.MICRO, label="  meer  bezoek ")
    assert (after.label, after.direction, after.level) == ("meer bezoek", Direction.PLUS, Level.MICRO)
    with pytest.raises(RuleError, match="label"):
        edit_canonical(study.project, after, label=" ")
    with pytest.raises(ValueError, match="role"):
        edit_canonical(study.project, after, role=Role.C)


def test_two_elements_of_a_role_have_two_names(study: StudyBuilder) -> None:
    hall = study.canonical(Role.C, "zaal")
    study.canonical(Role.C, "plek")
    study.canonical(Role.I, "plein")
    with pytest.raises(RuleError, match="merge them"):
        edit_canonical(study.project, hall, label="Plek")
    assert edit_canonical(study.project, hall, label="plein").label == "plein", "another role, another element"
    assert edit_canonical(study.project, hall, label="Zaal").label == "Zaal", "its own name, with a capital"


def test_elements_that_are_the_same_become_one(study: StudyBuilder) -> None:
    trust, safe = study.canonical(Role.M_RED, "vertrouwen"), study.canonical(Role.M_RED, "zich veilig voelen")
    visits = study.canonical(Role.O, "bezoek")
    document = study.document("Wieke")
    one, both = study.claim(document, [safe, visits]), study.claim(document, [safe, trust])
    _made, version = study.configuration([safe, trust, visits])
    add_memo(study.project, "Hetzelfde?", [("canonical_element", safe.id)])
    resident = add_actor(study.project, "bewoner")
    set_actors(study.project, safe, [resident.id])
    with pytest.raises(RuleError, match="reason"):
        merge_canonical(study.project, safe, trust, " ")
    with pytest.raises(RuleError, match="different roles"):
        merge_canonical(study.project, safe, visits, "nee")
    merge_canonical(study.project, safe, trust, "bij alle twee gaat het om durven vertellen")
    with study.project.read() as reading:
        labels = {row.label for row in reading.all(CanonicalElement, role=Role.M_RED)}
        assert labels == {"vertrouwen"}
        assert [s.canonical_element_id for s in reading.all(ClaimSlot, claim_id=one.id, role=Role.M_RED)] == [trust.id]
        (left,) = reading.all(ClaimSlot, claim_id=both.id)
        assert reading.count(SlotEvidence, claim_slot_id=left.id) == 2, "the words of both"
        assert reading.count(ConfigurationSlot, configuration_version_id=version.id, role=Role.M_RED) == 1
        assert reading.count(CanonicalElementActor, canonical_element_id=trust.id, actor_id=resident.id) == 1
        assert reading.count(MemoAnchor, object_type="canonical_element", object_id=trust.id) == 1
        (decision,) = reading.all(Decision)
    assert "zich veilig voelen" in decision.what
    assert decision.automatic
    assert verify(study.project) == ()
    study.project.undo()
    with study.project.read() as reading:
        assert reading.count(CanonicalElement, role=Role.M_RED) == 2
        assert reading.count(ClaimSlot, claim_id=both.id) == 2
    assert verify(study.project) == ()


def test_only_what_nothing_names_is_removed(study: StudyBuilder) -> None:
    place, hall = study.canonical(Role.C, "plek"), study.canonical(Role.C, "zaal")
    study.claim(study.document("Wieke"), [place])
    with pytest.raises(RuleError, match="in use"):
        remove_canonical(study.project, place)
    remove_canonical(study.project, hall)
    with study.project.read() as reading:
        assert reading.count(CanonicalElement) == 1
