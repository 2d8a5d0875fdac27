"""Findings: names by their surroundings, numbers by their checks; how well it does on the annotated passages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.names.finding import OwnName, find, words_in_lower_case
from cmo_coder.names.numbers import is_bsn, is_iban
from cmo_coder.names.value import LIKELY, Kind
from tests.names.annotated import passages, score, whole_study


def found(text: str, least: float = LIKELY) -> list[tuple[str, str]]:
    return [(one.kind.value, one.words) for one in find(text) if one.score >= least]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Daar zat Karin Bakker ook.", [("person", "Karin Bakker")]),
        ("Dat zei meneer Van den Berg.", [("person", "Van den Berg")]),
        ("Ik sprak mevr. Jansen-de Vries.", [("person", "Jansen-de Vries")]),
        ("Het ging naar drs. P.J.M. van der Meer.", [("person", "P.J.M. van der Meer")]),
        ("Samen met Fatima El Amrani.", [("person", "Fatima El Amrani")]),
        ("Mijn dochter Sterre was er bij.", [("person", "Sterre")]),
        ("Dat is Jans fiets.", [("person", "Jans")]),
        ("Wij wonen in Den Haag.", [("place", "Den Haag")]),
        ("De Rotterdamse aanpak.", [("place", "Rotterdamse")]),
        ("Ik kom van de Kastanjelaan 22b.", [("address", "Kastanjelaan 22b")]),
        ("In buurthuis St. Jan was het druk.", [("organisation", "St. Jan")]),
        ("Bel 06-12345678 of +31 6 87654321.", [("phone", "06-12345678"), ("phone", "+31 6 87654321")]),
        ("Mail naar k.bakker@voorbeeld.example.nl.", [("email", "k.bakker@voorbeeld.example.nl")]),
        ("Op 12 maart 2019 en 14-02-2018.", [("date", "12 maart 2019"), ("date", "14-02-2018")]),
        ("Postcode 7241 AB.", [("postcode", "7241 AB")]),
        ("Rekening NL91 ABNA 0417 1643 00 dus.", [("account", "NL91 ABNA 0417 1643 00")]),
    ],
)
def test_what_a_person_would_mark_is_found_as_what_it_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Door de drukte kwam het er niet van.",
        "Roos had ik in de tuin staan.",
        "Wil je weten wat me hielp? Best wel veel.",
        "De bakker en de visser kennen me.",
        "Mevrouw A. had het daar ook over.",
        "In 2018 en 2019 kostte dat 1250 euro.",
        "Positieve Gezondheid is van de Nederlandse zorg.",
        "[00:03:12] Dat was plan A. Toen kwam plan B.",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_name_that_is_also_a_word_counts_inside_a_sentence() -> None:
    assert found("Dat vond Roos van hiernaast niks.") == [("person", "Roos")]


def test_a_word_that_the_study_has_in_lower_case_is_no_name_at_the_beginning_of_a_sentence() -> None:
    assert find("Zunderdael helpt.")[0].score < LIKELY
    assert find("Zunderdael helpt.", seen=words_in_lower_case(["een zunderdael"])) == ()


def test_the_team_s_own_list_goes_before_everything() -> None:
    (one,) = find("De Lichte Tred in Zutphenland.", [OwnName("Lichte Tred")])[:1]
    assert (one.kind, one.words, one.score) == (Kind.OWN, "Lichte Tred", 1.0)


def test_a_bsn_with_a_wrong_check_digit_is_found_only_where_it_is_called_one() -> None:
    assert found("Het nummer 123456789 stond erop.") == []
    assert found("Mijn BSN is 123456789.") == [("bsn", "123456789")]
    assert found("Het nummer 123456782 stond erop.") == [("bsn", "123456782")]


@given(st.integers(0, 99_999_999))
def test_of_the_nine_digit_numbers_with_one_beginning_at_most_one_is_a_bsn(stem: int) -> None:
    assert sum(is_bsn(f"{stem:08d}{last}") for last in range(10)) <= 1


@given(st.text(max_size=40))
def test_the_checks_take_any_text(text: str) -> None:
    assert not is_iban(text) or text.isascii()
    assert not is_bsn(text) or len(text) in (8, 9)


@given(st.text(max_size=200))
def test_findings_lie_in_the_text_in_order_and_read_their_words(text: str) -> None:
    last = 0
    for one in find(text):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.words
        last = one.end


def test_the_figures_of_the_annotated_passages_stay_at_least_what_they_were() -> None:
    """The figures themselves stand in docs/reference/finding-names.md."""
    passage = passages()
    measured = score(passage)
    met, marks = whole_study(passage)
    assert marks >= 300
    assert measured.recall >= 0.94 and measured.precision >= 0.98
    assert met / marks >= 0.98
