"""A snapshot is one picture of the study, read with a number of queries that does not grow with it."""

from __future__ import annotations

import dataclasses

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Role
from cmo_coder.model.documents import Turn
from cmo_coder.model.effective_elements import ElementStatus
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.snapshot import load_snapshot
from tests.realist.builder import StudyBuilder


def statements(study: StudyBuilder) -> int:
    """How many statements one loading takes."""
    seen: list[str] = []
    with study.project.read() as reading:
        driver = reading.connection.connection.driver_connection
        driver.set_trace_callback(seen.append)
        load_snapshot(reading)
        driver.set_trace_callback(None)
    return len(seen)


def test_the_number_of_queries_does_not_grow_with_the_study(study: StudyBuilder) -> None:
    empty = statements(study)
    document, rest = study.document("A"), study.canonical(Role.O, "rust")
    for _nr in range(5):
        claim = study.claim(document, [rest], fragments_per_slot=3)
        _made, version = study.configuration([rest], supports=[claim])
        study.element("Zorg voor rust", [version])
    assert statements(study) == empty <= 70


def test_fragments_stand_in_reading_order_by_document_and_place(study: StudyBuilder) -> None:
    first, second = study.document("Z eerst"), study.document("A daarna")
    spans = [(second, (0, 5)), (first, (20, 30)), (first, (0, 9)), (first, (0, 4))]
    made = [study.fragment(document, span).id for document, span in spans]
    snapshot = study.snapshot()
    assert snapshot.in_reading_order([*made, made[0]]) == (made[3], made[2], made[1], made[0])


def test_a_fragment_knows_the_turn_it_begins_in_and_who_speaks(study: StudyBuilder) -> None:
    anna = study.respondent("R1")
    document = study.document("A", speaker=anna)
    version = study._versions[document.id]
    with study.project.change("test", "turns") as change:
        row = change.all(Turn)[0]
        change.update(row, end=50)
        change.insert(Turn(id=new_id(), text_version_id=version.id, nr=2, start=60, end=90, text_start=60))
    inside, between, later = (study.fragment(document, span) for span in ((49, 58), (50, 58), (60, 70)))
    snapshot = study.snapshot()
    numbers = [found.nr if (found := snapshot.turn_of(one)) is not None else None for one in (inside, between, later)]
    assert numbers == [1, None, 2]
    assert snapshot.respondent_of(inside) == anna
    assert snapshot.respondent_of(between) is None
    assert snapshot.respondent_of(later) is None


def test_evidence_stands_by_number_of_the_claim(study: StudyBuilder) -> None:
    document, rest = study.document("A"), study.canonical(Role.O, "rust")
    claims = [study.claim(document, [rest]) for _nr in range(4)]
    _made, version = study.configuration([rest], contradicts=claims[2:], supports=claims[:2][::-1])
    found = study.snapshot().evidence_of_version[version.id]
    assert [evidence.claim_id for evidence in found] == [claim.id for claim in claims]
    assert [evidence.stance for evidence in found] == [Stance.SUPPORTS] * 2 + [Stance.CONTRADICTS] * 2


def test_elements_of_a_configuration_are_those_whose_version_in_force_rests_on_it(study: StudyBuilder) -> None:
    _made, version = study.configuration([study.canonical(Role.O, "rust")])
    kept, _wording = study.element("Zorg voor rust", [version])
    _left, old = study.element("Zorg voor stilte", [version])
    study.next_version(old, "Zorg voor minder lawaai")
    assert [element.id for element in study.snapshot().elements_with(version.id)] == [kept.id]


def test_retired_elements_are_not_current(study: StudyBuilder) -> None:
    kept, _version = study.element("Zorg voor rust")
    study.element("Zorg voor stilte", status=ElementStatus.RETIRED)
    assert [element.id for element in study.snapshot().current_elements()] == [kept.id]


def test_a_snapshot_cannot_be_changed(study: StudyBuilder) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        study.snapshot().change = 0  # type: ignore[misc]


def test_the_snapshot_carries_the_number_of_the_last_change(study: StudyBuilder) -> None:
    before = study.snapshot().change
    study.case("Noord")
    assert study.snapshot().change == before + 1
