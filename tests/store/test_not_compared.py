"""A document that coders were done with does not leave the comparison unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.messages import in_language
from cmo_coder.model.errors import NotFound
from cmo_coder.realist.agreement import agreement
from cmo_coder.realist.agreement_json import as_json
from cmo_coder.realist.agreement_scope import dropped_lines, scope_line, scope_lines
from cmo_coder.realist.begun_again import begun_again_lines
from cmo_coder.store.rounds import hand
from cmo_coder.store.study import add_coder
from cmo_coder.store.universe import Universe
from tests.store.test_agreement import Team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path / "wijk.cmo")
    made.add("Tweede")
    return made


def both_done(team: Team) -> str:
    with team.project.read() as reading:
        other = next(one for one in reading.all(type(team.document)) if one.title == "Tweede")
    team.done()
    team.done(document=other)
    return other.id


def test_a_document_that_is_handed_out_again_is_named(team: Team) -> None:
    other = both_done(team)
    assert team.material().begun_again == ()
    hand(team.project, [other], [team.anna.id, team.bram.id], 2)
    (said,) = team.material().begun_again
    assert (said.title, said.coders, said.coding_round) == ("Tweede", ("Anna", "Bram"), 1)
    assert team.material(document_ids=(team.document.id,)).begun_again == ()
    assert team.material(coding_round=1).begun_again == () and len(team.material(coding_round=1).documents) == 2
    with team.project.read() as reading, in_language("nl"):
        found = agreement(reading, Universe())
        (line,) = dropped_lines(found)
        assert line == "Nu niet klaar, in ronde 1 wel: Tweede (Anna, Bram). Die ronde is los te vergelijken."
        assert line in scope_lines(found) and "1 document weggelaten" in scope_line(found)
        assert as_json(found)["begun_again"] == [{"document": "Tweede", "coders": ["Anna", "Bram"], "round": 1}]
    assert len(begun_again_lines(team.project, [other], [team.anna.id])) == 0  # she alone makes no comparison
    assert len(begun_again_lines(team.project)) == 1
    team.done(document=next(iter(_documents(team, other))))
    assert team.material().begun_again == ()


def _documents(team: Team, id_: str) -> list[object]:
    with team.project.read() as reading:
        return [one for one in reading.all(type(team.document)) if one.id == id_]


def test_of_three_coders_the_one_who_began_again_is_named(team: Team) -> None:
    third = add_coder(team.project, "Carla")
    both_done(team)
    team.done(third)
    hand(team.project, [team.document.id], [third.id], 2)
    (said,) = team.material().begun_again
    assert (said.title, said.coders) == ("Gesprek", ("Carla",))
    assert team.document.id in team.material().documents  # the other two are compared still
    assert team.material(coder_ids=(team.anna.id, team.bram.id)).begun_again == ()


def test_where_nothing_is_left_it_is_said_why(team: Team) -> None:
    other = both_done(team)
    hand(team.project, [team.document.id, other], [team.bram.id], 3)
    with pytest.raises(NotFound) as told:
        team.material()
    assert "Gesprek" in str(told.value) and "--round 1" in str(told.value)


def test_who_works_blind_hears_in_which_documents(team: Team) -> None:
    other = both_done(team)
    hand(team.project, [other], [team.anna.id, team.bram.id], 2, blind=True)
    team.project.coder = team.anna
    found = team.material()
    assert found.blind == ("Tweede",) and list(found.documents.values()) == ["Gesprek"]
    assert team.material(document_ids=(team.document.id,)).blind == ()
    with team.project.read() as reading, in_language("nl"):
        said = dropped_lines(agreement(reading, Universe()))
    assert any("zolang je er blind in werkt" in line and "Tweede" in line for line in said)
    team.project.coder = None
    assert team.material().blind == ()
