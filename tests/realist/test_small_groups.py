"""Groups of few people go under one name wherever one is printed, where the study sets a limit; agreement in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.model.canonical import Role
from cmo_coder.model.cases import Group
from cmo_coder.model.checks import CheckOutcome
from cmo_coder.model.study import ProgressState
from cmo_coder.realist.checks import check_status, status_text
from cmo_coder.realist.methods_agreement import agreement_so_far
from cmo_coder.realist.methods_text import methods_paragraph
from cmo_coder.realist.people import group_shown
from cmo_coder.store.member_checks import Participants, add_member_check
from cmo_coder.store.study import set_progress
from cmo_coder.tables.catalogue import CATALOGUE, build
from cmo_coder.tables.tracing import EVERYTHING
from tests.realist.builder import StudyBuilder


@pytest.mark.parametrize("limit", [0, 3])
def test_no_table_names_a_small_group_beside_its_words(tmp_path: Path, limit: int) -> None:
    study = StudyBuilder(tmp_path, small_cell=limit)
    director = study.respondent("Dirk", Group.DIRECTOR)
    for nr in range(4):
        study.respondent(f"B{nr}", Group.RESIDENT)
    place, visits = study.canonical(Role.C, "plek"), study.canonical(Role.O, "bezoek")
    claim = study.claim(study.document("Gesprek", speaker=director), [place, visits], respondent=director)
    _made, version = study.configuration([place, visits], supports=[claim])
    study.element("Zorg voor een plek", [version])
    snapshot = study.snapshot()
    assert group_shown(snapshot, Group.RESIDENT) == "resident"
    assert group_shown(snapshot, Group.DIRECTOR) == ("other groups, together" if limit else "director")
    for entry in CATALOGUE:
        table = build(entry.id, snapshot, language="en", options=EVERYTHING)
        assert not limit or "director" not in {quote.group for quote in table.quotes}, entry.id
    row = build("bewijslijst", snapshot, language="en").rows[0]
    assert row.cells[8].text == ("other groups, together" if limit else "director")
    study.project.close()


def test_head_counts_of_a_session_below_the_limit_are_not_told(tmp_path: Path) -> None:
    study = StudyBuilder(tmp_path, small_cell=3)
    for nr in range(4):
        study.respondent(f"B{nr}", Group.RESIDENT)
    _element, version = study.element("Zorg voor een plek")
    there = [Participants(Group.RESIDENT, None, 2)]
    add_member_check(study.project, "LS 1", [(version, CheckOutcome.RECOGNISED, "")], participants=there)
    snapshot = study.snapshot()
    assert status_text(snapshot, check_status(snapshot, version.id)) == "recognised (LS 1) [resident < 3]"
    study.project.close()


def test_head_counts_of_a_group_that_is_split_by_case_are_summed(study: StudyBuilder) -> None:
    north, south = study.case("Noord"), study.case("Zuid")
    _element, version = study.element("Zorg voor een plek")
    there = [
        Participants(Group.DIRECTOR, None, None),
        Participants(Group.RESIDENT, north.id, 2),
        Participants(Group.RESIDENT, south.id, 3),
        Participants(None, south.id, 4),
        Participants(Group.PROFESSIONAL, None, 8),
    ]
    add_member_check(study.project, "LS 1", [(version, CheckOutcome.RECOGNISED, "")], participants=there)
    snapshot = study.snapshot()
    assert status_text(snapshot, check_status(snapshot, version.id)) == (
        "recognised (LS 1) [resident 5, professional 8, director, Noord, Zuid]"
    )
    table = build("opzet", snapshot, language="en")
    assert table.rows[-1].cells[3].text == "resident 5, professional 8, director, Noord, Zuid"


def test_the_methods_paragraph_has_the_agreement_with_its_n(study: StudyBuilder) -> None:
    document, code = study.document("Gesprek"), study.code("vertrouwen")
    with study.project.read() as reading:
        assert agreement_so_far(reading) is None, "nothing was finished by two coders"
    for name in ("Anna", "Bram"):
        coder = study.coder(name)
        study.coding(study.fragment(document, (0, 9)), code, coder)
        study.project.coder = coder
        set_progress(study.project, document.id, coder.id, ProgressState.FINISHED)
    with study.project.read() as reading:
        compared = agreement_so_far(reading)
    said = methods_paragraph(study.snapshot(), compared)
    assert "In 1 document that two or more coders finished" in said
    assert "1.00" in said and "characters)" in said
    assert "agreed" not in methods_paragraph(study.snapshot())
