"""A member check attaches to a version, a session and a group (section 7, rule 8; AC-11)."""

from __future__ import annotations

import re

from cmo_coder import messages
from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Role
from cmo_coder.model.cases import Group
from cmo_coder.model.checks import CheckOutcome
from cmo_coder.model.effective_elements import EffectiveElement, EffectiveElementVersion, ElementStatus
from cmo_coder.realist.checks import (
    CheckState,
    cases_not_asked,
    check_status,
    groups_not_asked,
    participants_of,
    status_text,
)
from cmo_coder.realist.objects import object_texts
from cmo_coder.store.memos import add_memo
from tests.realist.builder import StudyBuilder


def test_ac_11_a_version_changed_after_the_check_loses_the_mark(study: StudyBuilder) -> None:
    element, first = study.element("Breed commitment")
    study.member_check("leersessie 1", first, date="2021-03-01")
    second = study.next_version(first, "Creëer breed commitment")
    snapshot = study.snapshot()
    assert check_status(snapshot, first.id).state is CheckState.CHECKED
    status = check_status(snapshot, second.id)
    assert (status.state, status.answers) == (CheckState.CHANGED_SINCE, ())
    assert [answer.session for answer in status.earlier] == ["leersessie 1"]
    with messages.in_language("nl"):
        assert status_text(snapshot, status) == "later gewijzigd, niet opnieuw voorgelegd"
    assert element.nr == 1


def test_ac_11_a_version_laid_before_a_later_session_is_checked_again(study: StudyBuilder) -> None:
    _element, first = study.element("Breed commitment")
    study.member_check("leersessie 1", first)
    second = study.next_version(first, "Creëer breed commitment")
    study.member_check("leersessie 2", second, CheckOutcome.DISPUTED)
    status = check_status(study.snapshot(), second.id)
    assert status.state is CheckState.CHECKED
    assert [answer.outcome for answer in status.answers] == [CheckOutcome.DISPUTED]


def test_an_element_that_nobody_saw_is_not_checked(study: StudyBuilder) -> None:
    _element, version = study.element("Breed commitment")
    snapshot = study.snapshot()
    status = check_status(snapshot, version.id)
    assert status.state is CheckState.NOT_CHECKED
    assert status_text(snapshot, status) == "not laid before a session"


def test_rule_8_recognised_by_directors_says_nothing_of_residents(study: StudyBuilder) -> None:
    north, south = study.case("Noord"), study.case("Zuid")
    study.respondent("R1", Group.RESIDENT)
    study.respondent("R2", Group.DIRECTOR)
    _element, version = study.element("Breed commitment")
    study.member_check("leersessie 1", version, date="2021", participants=[(Group.DIRECTOR, None), (None, north)])
    snapshot = study.snapshot()
    status = check_status(snapshot, version.id)
    assert len(status.of_group(Group.DIRECTOR)) == 1
    assert status.of_group(Group.RESIDENT) == ()
    assert groups_not_asked(snapshot, status) == (Group.RESIDENT,)
    assert len(status.of_case(north.id)) == 1
    assert cases_not_asked(snapshot, status) == (south.id,)
    assert status_text(snapshot, status) == "recognised (leersessie 1, 2021) [director, Noord]"


def test_the_check_of_what_an_element_was_split_from_is_an_earlier_one(study: StudyBuilder) -> None:
    old, first = study.element("Zorg voor rust en geld")
    study.member_check("leersessie 1", first)
    part = EffectiveElement(id=new_id(), nr=2, split_from_id=old.id)
    wording = EffectiveElementVersion(id=new_id(), effective_element_id=part.id, nr=1, long_label="Zorg voor geld")
    study.put(part, wording)
    assert check_status(study.snapshot(), wording.id).state is CheckState.CHANGED_SINCE


def test_the_check_of_what_was_merged_into_an_element_is_an_earlier_one(study: StudyBuilder) -> None:
    gone, first = study.element("Zorg voor rust")
    study.member_check("leersessie 1", first)
    kept, wording = study.element("Zorg voor geld")
    with study.project.change("test", "merge") as change:
        change.update(first, status=ElementStatus.RETIRED)
        change.update(gone, merged_into_id=kept.id)
    assert check_status(study.snapshot(), wording.id).state is CheckState.CHANGED_SINCE


def test_who_was_there_stands_in_the_same_order_every_time(study: StudyBuilder) -> None:
    north, south = study.case("Noord"), study.case("Zuid")
    _element, version = study.element("Zorg voor rust")
    there = [(None, south), (Group.PROFESSIONAL, None), (Group.RESIDENT, south), (None, north), (Group.RESIDENT, north)]
    for nr in range(4):  # ids are drawn by chance: the order may not come of them
        check = study.member_check(f"leersessie {nr}", version, date="2021", participants=there)
        rows = [(one.group, one.case_id) for one in participants_of(study.snapshot(), check.id)]
        assert rows == [
            (Group.RESIDENT, north.id),
            (Group.RESIDENT, south.id),
            (Group.PROFESSIONAL, None),
            (None, north.id),
            (None, south.id),
        ]


def test_what_a_memo_hangs_on_stands_in_one_order(study: StudyBuilder) -> None:
    made = [study.configuration([study.canonical(Role.O, f"uitkomst {nr}")])[0] for nr in range(11)]
    memo = add_memo(study.project, "Een gedachte", [("configuration", made[nr].id) for nr in (10, 1, 0)])
    snapshot = study.snapshot()
    texts = object_texts(snapshot, snapshot.anchors_of_memo[memo.id])
    assert [re.findall(r"\d+", text)[0] for text in texts] == ["1", "2", "11"]
