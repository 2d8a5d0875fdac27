"""Proposals: one per person, with every place; parts of a full name belong to it."""

from __future__ import annotations

from cmo_coder.names.grouping import Proposal, propose
from cmo_coder.names.value import Kind


def named(proposals: tuple[Proposal, ...], name: str) -> Proposal:
    (found,) = [one for one in proposals if name in one.names]
    return found


def test_a_first_name_and_a_surname_alone_belong_to_the_one_full_name() -> None:
    made = propose({"a": "Karin Bakker kwam. Karin lachte.", "b": "Ik zei tegen mevrouw Bakker: dag Karin."})
    karin = named(made, "Karin Bakker")
    assert karin.name == "Karin Bakker" and set(karin.names) == {"Karin Bakker", "Karin", "Bakker"}
    assert [(place.text_id, place.words) for place in karin.places] == [
        ("a", "Karin Bakker"),
        ("a", "Karin"),
        ("b", "Bakker"),
        ("b", "Karin"),
    ]


def test_a_first_name_that_two_people_share_stays_on_its_own() -> None:
    made = propose({"a": "Karin Bakker en Karin Smit waren er. Ik sprak Karin."})
    assert named(made, "Karin Bakker").names != named(made, "Karin Smit").names
    assert named(made, "Karin").name == "Karin"


def test_inflected_forms_and_capitals_are_places_of_the_same_name() -> None:
    made = propose(
        {"a": "Hij woont in Rotterdam. De Rotterdamse haven, een Rotterdammer. KARIN: Karins idee, zei Karin."}
    )
    assert [place.words for place in named(made, "Rotterdam").places] == ["Rotterdam", "Rotterdamse", "Rotterdammer"]
    assert [place.words for place in named(made, "Karin").places] == ["KARIN", "Karins", "Karin"]


def test_a_surname_that_is_also_a_word_needs_a_look_at_the_beginning_of_a_sentence() -> None:
    made = propose({"a": "De bewindvoerder, mr. K. Schaap, was streng. Schaap zat in Almere. Een schaap blaat."})
    assert [(place.words, place.sure) for place in named(made, "Schaap").places] == [
        ("K. Schaap", True),
        ("Schaap", False),
    ]


def test_a_name_that_is_known_otherwise_is_looked_for_too_and_words_for_never_are_not() -> None:
    assert propose({"a": "Dat doet Zwaantje wel."}, never=["zwaantje"]) == ()
    assert named(propose({"a": "Hij is er, Prins."}, also=["Jeroen Prins"]), "Prins").kind is Kind.PERSON
