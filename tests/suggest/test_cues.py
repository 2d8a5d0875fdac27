"""The cue lexicon and its guards, on the pipelines without a model."""

from __future__ import annotations

import pytest

from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import EpistemicStatus
from cmo_coder.suggest.cues import FoundCue
from cmo_coder.suggest.lexicon import LANGUAGES, lexicon
from cmo_coder.suggest.pipeline import pipeline
from cmo_coder.suggest.roles import sign_of, status_of


def cues(text: str, language: str = "nl") -> tuple[FoundCue, ...]:
    nlp, _name = pipeline(language, "blank")
    found: tuple[FoundCue, ...] = nlp(text)._.cues
    return found


def names(text: str, language: str = "nl") -> list[str]:
    return [one.cue.name for one in cues(text, language)]


def test_the_lexicon_is_large_enough_and_names_no_cue_twice() -> None:
    assert len(lexicon("nl")) >= 151
    assert len(lexicon("en")) >= 100
    for language in LANGUAGES:
        names_ = [one.name for one in lexicon(language)]
        assert len(set(names_)) == len(names_)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cue_is_found_in_its_own_words(language: str) -> None:
    for cue in lexicon(language):
        if cue.guard is None:
            form = cue.forms[0].replace("…", "het")
            found = [one.cue.cls for one in cues(f"Zo {form} is", language)]
            assert cue.cls in found, (cue.name, form)


def test_doordat_is_circumstance_and_omdat_is_reasoning() -> None:
    assert cues("Doordat de beheerder vertrok, lag alles stil.")[0].cue.here[0] is Role.C
    assert cues("Ik kwam omdat ik niet beoordeeld werd.")[0].cue.here[0] is Role.M_RED


def test_door_names_who_acts_in_a_passive_clause() -> None:
    assert "door" not in names("Het werd door de gemeente betaald.")
    assert "door" in names("Door de inloop kwamen buren elkaar tegen.")
    assert "door te" in names("Door te vragen wat iemand wil ging het beter.")


def test_als_in_a_comparison_is_no_condition() -> None:
    assert "als … dan" in names("Als het regent, dan komt niemand.")
    assert "als … dan" not in names("Het is even groot als vroeger, dan weet je het wel.")


def test_dus_as_a_filler_is_no_consequence() -> None:
    assert "dus" in names("Niemand belde, dus ik ging langs.")
    assert "dus" not in names("Ja dus.")


def test_a_feeling_needs_somebody() -> None:
    assert "het gevoel hebben" in names("Ik had het gevoel dat het klopte.")
    assert "het gevoel hebben" not in names("Het gevoel overheerst.")


def test_negation_turns_the_sign() -> None:
    assert sign_of(cues("De sfeer is verbeterd.")) == "+"
    assert sign_of(cues("De sfeer is niet verbeterd.")) == "-"
    assert sign_of(cues("Er komt meer dan voorheen, maar het overleg viel stil.")) == "mixed"


def test_the_longest_form_wins() -> None:
    assert names("Zij voelde zich niet gehoord.").count("zich gehoord voelen") == 0
    assert "zich gepasseerd voelen" in names("Zij voelde zich niet gehoord.")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ik merk dat ze vaker bellen.", EpistemicStatus.EXPERIENCED),
        ("Ik hoop dat het lukt.", EpistemicStatus.HOPED),
        ("We verwachten minder druk.", EpistemicStatus.EXPECTED),
        ("Ik hoorde dat het daar beter ging.", EpistemicStatus.HEARSAY),
        ("Misschien was het het weer.", EpistemicStatus.UNDETERMINED),
        ("Er kwam een agenda.", None),
    ],
)
def test_how_somebody_knows(text: str, status: EpistemicStatus | None) -> None:
    assert status_of(cues(text)) is status


def test_places_are_code_points_of_the_text() -> None:
    text = "👩‍👩‍👧 Zo. Doordat e\u0301e\u0301n wegbleef, stopte het."
    assert [text[one.start : one.end] for one in cues(text)] == ["Doordat", "stopte"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Het leverde vooral nieuwe namen in mijn telefoon op.", "opleveren"),
        ("Na de tweede brief haakten de ondernemers af.", "afhaken"),
        ("Zonder trekker viel het overleg stil.", "stilvallen"),
        ("De bibliotheek bood gratis taalmaatjes aan.", "aanbieden"),
        ("We zetten vooral in op kennismaken.", "inzetten op"),
        ("Toen zag ik in dat het niet aan mij lag.", "inzien"),
        ("Het aantal aanmeldingen nam toe na de markt.", "toenemen"),
    ],
)
def test_a_separable_verb_is_found_in_two_parts(text: str, name: str) -> None:
    assert name in names(text)


def test_the_parts_of_a_separable_verb_stand_in_one_sentence() -> None:
    assert "opleveren" not in names("Hij leverde een brief. De bel ging op tijd.")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Dat zou kunnen leiden tot minder drukte.", EpistemicStatus.UNDETERMINED),
        ("Dat moet leiden tot minder drukte.", EpistemicStatus.EXPECTED),
        ("Dat leidde tot minder drukte.", None),
        ("Ik merk dat het kan leiden tot minder drukte.", EpistemicStatus.EXPERIENCED),
        ("Hij moet naar huis.", None),
    ],
)
def test_modality_makes_an_effect_expected(text: str, status: EpistemicStatus | None) -> None:
    assert status_of(cues(text)) is status


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De kosten worden door de provincie betaald.", False),
        ("Er is door de gemeente een zaal gehuurd.", False),
        ("Door het weer kwam er niemand.", True),
        ("De sfeer werd beter door de koffie.", True),
    ],
)
def test_the_agent_of_a_passive_is_no_cause(text: str, found: bool) -> None:
    assert ("door" in names(text)) is found
