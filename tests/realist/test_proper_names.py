"""Labels that begin with a name keep their capital inside a sentence; words of one's own that went stale are marked."""

from __future__ import annotations

import pytest

from cmo_coder.model.canonical import Role
from cmo_coder.model.cases import Group
from cmo_coder.model.checks import CheckOutcome
from cmo_coder.model.errors import RuleError
from cmo_coder.realist.frames import within
from cmo_coder.realist.proper_names import proper_names
from cmo_coder.realist.sentences import sentence_in
from cmo_coder.realist.stale import WHOLE, stale_parts
from cmo_coder.store.canonical import edit_canonical
from cmo_coder.store.configuration_versions import edit_wording, new_version, set_slots
from cmo_coder.store.member_checks import add_member_check
from tests.realist.builder import StudyBuilder


def test_a_name_keeps_its_capital_and_a_word_does_not(study: StudyBuilder) -> None:
    study.case("Zeedorp")
    study.respondent("Wieke", Group.RESIDENT)
    for label in (
        "Zeedorp heeft geen brug",
        "Wieke belt zelf",
        "Apeldoorn ligt ver weg",
        "Geen tijd",
        "Wil om te helpen",
    ):
        study.canonical(Role.C, label)
    study.canonical(Role.O, "mensen die wil hebben")
    names = proper_names(study.snapshot())
    assert names == {"Zeedorp", "Wieke", "Apeldoorn"}
    assert within("Apeldoorn ligt ver weg", names) == "Apeldoorn ligt ver weg"
    assert within("Geen tijd", names) == "geen tijd"


def test_the_sentence_has_the_name_with_its_capital(study: StudyBuilder) -> None:
    study.case("Zeedorp")
    context, outcome = study.canonical(Role.C, "Zeedorp heeft geen brug"), study.canonical(Role.O, "Meer bezoek")
    _made, version = study.configuration([context, outcome])
    assert (
        sentence_in(study.snapshot(), version) == "Waar Zeedorp heeft geen brug, meer bezoek; waarom is nog onbekend."
    )


def test_own_words_are_marked_when_their_slot_changes_later(study: StudyBuilder) -> None:
    place, hall, visits = (
        study.canonical(role, label) for role, label in ((Role.C, "plek"), (Role.C, "zaal"), (Role.O, "bezoek"))
    )
    made, _version = study.configuration([place, visits])
    version = edit_wording(study.project, made, wordings=("C=er een plek is", "O=er bezoek komt"))
    assert stale_parts(study.snapshot(), version) == ()
    slots = {Role.C: [hall.id], Role.O: [visits.id]}
    second = new_version(study.project, made, slots, "ronde 2", wordings=version.wordings)
    assert stale_parts(study.snapshot(), second) == ("C",)
    third = edit_wording(study.project, made, wordings=("C=er een zaal is", "O=er bezoek komt"))
    assert stale_parts(study.snapshot(), third) == (), "reworded: it says what the slot says again"


def test_slots_under_own_words_change_in_a_new_version_only(study: StudyBuilder) -> None:
    place, hall, visits = (
        study.canonical(role, label) for role, label in ((Role.C, "plek"), (Role.C, "zaal"), (Role.O, "bezoek"))
    )
    made, _version = study.configuration([place, visits])
    set_slots(study.project, made, {Role.C: [hall.id], Role.O: [visits.id]})  # nothing rests on it yet
    edit_wording(study.project, made, wordings=("C=er een zaal is",))
    with pytest.raises(RuleError, match="own words"):
        set_slots(study.project, made, {Role.C: [place.id], Role.O: [visits.id]})
    edit_wording(study.project, made, wordings=())
    set_slots(study.project, made, {Role.C: [place.id], Role.O: [visits.id]})


def test_another_actor_under_own_words_is_a_new_version_and_marks_them(study: StudyBuilder) -> None:
    one, other = study.actor("bewoners"), study.actor("buren")
    made, _version = study.configuration([study.canonical(Role.C, "plek"), study.canonical(Role.O, "bezoek")])
    first = edit_wording(study.project, made, actor_id=one.id)
    assert edit_wording(study.project, made, sentence="Bewoners komen.").id == first.id, "in place"
    assert edit_wording(study.project, made, actor_id=one.id).id == first.id, "nothing changes"
    second = edit_wording(study.project, made, actor_id=other.id)
    assert (second.nr, second.sentence, second.reason) == (
        first.nr + 1,
        "Bewoners komen.",
        "for whom: bewoners → buren",
    )
    assert stale_parts(study.snapshot(), second) == (WHOLE,)
    third = edit_wording(study.project, made, actor_id=one.id, sentence="Bewoners komen weer.")
    assert third.id == second.id, "reworded with its actor: in place"
    assert stale_parts(study.snapshot(), third) == ()


def test_words_that_were_laid_before_a_session_change_in_a_new_version(study: StudyBuilder) -> None:
    made, version = study.configuration([study.canonical(Role.C, "plek"), study.canonical(Role.O, "bezoek")])
    add_member_check(study.project, "LS 1", [(version, CheckOutcome.RECOGNISED, "")])
    with pytest.raises(RuleError, match="member check"):
        set_slots(study.project, made, {Role.O: []})
    second = edit_wording(study.project, made, sentence="Een plek trekt bezoek.")
    assert (second.nr, second.reason) == (version.nr + 1, "reworded after a member check")
    (said,) = study.snapshot().check_outcomes
    assert said.configuration_version_id == version.id, "the check stays with what the session heard"


def test_an_own_sentence_is_marked_when_any_slot_changes(study: StudyBuilder) -> None:
    place, visits = study.canonical(Role.C, "plek"), study.canonical(Role.O, "bezoek")
    made, _version = study.configuration([place, visits])
    edit_wording(study.project, made, sentence="Een plek trekt bezoek.")
    version = new_version(study.project, made, {Role.O: [visits.id]}, "ronde 2", sentence="Een plek trekt bezoek.")
    assert stale_parts(study.snapshot(), version) == (WHOLE,)
    version = edit_wording(study.project, made, confirmed=("sentence",), sentence="Een plek trekt bezoek.")
    assert stale_parts(study.snapshot(), version) == (), "looked at again, and left as it is"


def test_own_words_are_marked_when_their_element_gets_another_name(study: StudyBuilder) -> None:
    place, visits = study.canonical(Role.C, "plek"), study.canonical(Role.O, "bezoek")
    made, _version = study.configuration([place, visits])
    version = edit_wording(study.project, made, wordings=("C=er een plek is", "O=er bezoek komt"))
    place = edit_canonical(study.project, place, definition="Waar men elkaar treft")
    assert stale_parts(study.snapshot(), version) == (), "its name is the same"
    place = edit_canonical(study.project, place, label="zaal")
    assert stale_parts(study.snapshot(), version) == ("C",)
    slots = {Role.C: [place.id], Role.O: [visits.id]}
    version = new_version(study.project, made, slots, "ronde 2", wordings=version.wordings)
    assert stale_parts(study.snapshot(), version) == ("C",), "a new version with the same words is marked as well"
    version = edit_wording(study.project, made, wordings=("C=er een zaal is", "O=er bezoek komt"))
    assert stale_parts(study.snapshot(), version) == ()
    edit_canonical(study.project, visits, label="toeloop")
    assert stale_parts(study.snapshot(), version) == ("O",)
    version = edit_wording(study.project, made, confirmed=("O",), wordings=version.wordings)
    assert stale_parts(study.snapshot(), version) == ()


def test_an_own_sentence_is_marked_when_an_element_or_the_actor_gets_another_name(study: StudyBuilder) -> None:
    place, visits, actor = study.canonical(Role.C, "plek"), study.canonical(Role.O, "bezoek"), study.actor("buren")
    made, _version = study.configuration([place, visits])
    version = edit_wording(study.project, made, actor_id=actor.id, sentence="Een plek trekt bezoek.")
    assert stale_parts(study.snapshot(), version) == ()
    edit_canonical(study.project, visits, label="toeloop")
    assert stale_parts(study.snapshot(), version) == (WHOLE,)
