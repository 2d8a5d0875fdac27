"""Labels that begin with a name keep their capital inside a sentence; words of one's own that went stale are marked."""

from __future__ import annotations

from cmo_coder.model.canonical import Role
from cmo_coder.model.cases import Group
from cmo_coder.realist.frames import within
from cmo_coder.realist.proper_names import proper_names
from cmo_coder.realist.sentences import sentence_in
from cmo_coder.realist.stale import WHOLE, stale_parts
from cmo_coder.store.configurations import edit_wording, new_version
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


def test_an_own_sentence_is_marked_when_any_slot_changes(study: StudyBuilder) -> None:
    place, visits = study.canonical(Role.C, "plek"), study.canonical(Role.O, "bezoek")
    made, _version = study.configuration([place, visits])
    edit_wording(study.project, made, sentence="Een plek trekt bezoek.")
    new_version(study.project, made, {Role.O: [visits.id]}, "ronde 2")
    version = edit_wording(study.project, made, sentence="Een plek trekt bezoek.")
    assert stale_parts(study.snapshot(), version) == (WHOLE,)
