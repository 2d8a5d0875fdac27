"""What names of files and labels of speakers tell, and what they must not be taken for."""

from __future__ import annotations

import pytest

from cmo_coder.ingest.guessing import (
    case_in_name,
    date_in_name,
    date_of,
    group_in_words,
    is_numbered_here,
    next_pseudonym,
    round_in_name,
    same_number,
    type_in_name,
)
from cmo_coder.model.base import new_id
from cmo_coder.model.cases import Case, Group
from cmo_coder.model.documents import DocumentType
from cmo_coder.model.errors import UserError
from cmo_coder.model.study import Round


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("gesprek met Ans", DocumentType.INTERVIEW),
        ("Focusgroep Noord", DocumentType.FOCUS_GROUP),
        ("leersessie-1-verslag", DocumentType.LEARNING_SESSION_NOTE),
        ("plan van aanpak 2025", DocumentType.POLICY_DOCUMENT),
        ("interview beleidsmedewerker", DocumentType.INTERVIEW),
    ],
)
def test_the_kind_of_a_document_is_told_by_its_name(name: str, kind: DocumentType) -> None:
    assert type_in_name(name) is kind


@pytest.mark.parametrize(
    ("texts", "group"),
    [
        (("Respondent", "inwoner Kadestad"), Group.RESIDENT),
        (("Huisarts", "interview 3"), Group.PROFESSIONAL),
        (("R1", "wethouder"), Group.DIRECTOR),
        (("Beleidsmedewerker", "x"), Group.POLICY_MAKER),
        (("R1", "projectleider"), Group.PROJECT_LEADER),
        (("R1", "inwoner en huisarts"), Group.OTHER),
        (("Respondent", "burgemeester"), Group.DIRECTOR),
        (("R1", "gesprek"), Group.OTHER),
    ],
)
def test_a_group_is_told_by_label_or_name_and_never_where_two_are_meant(texts: tuple[str, ...], group: Group) -> None:
    assert group_in_words(*texts) is group


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2026-03-14 interview", "2026-03-14"),
        ("interview_20260314", "2026-03-14"),
        ("interview 14-3-2026", "2026-03-14"),
        ("interview 2026", ""),
        ("2026-13-40", ""),
        ("0201122334455", ""),
    ],
)
def test_a_day_in_a_name_is_found_and_nothing_else_is_taken_for_one(name: str, day: str) -> None:
    assert date_in_name(name) == day


@pytest.mark.parametrize("typed", ["", "2026", "2026-03", "2026-03-14"])
def test_a_day_a_month_and_a_year_can_be_typed(typed: str) -> None:
    assert date_of(f" {typed} ") == typed


def test_a_day_in_the_dutch_order_is_turned_round() -> None:
    assert date_of("1-3-2026") == "2026-03-01"


@pytest.mark.parametrize("typed", ["gisteren", "2026-13", "31-02-2026", "12"])
def test_what_is_no_date_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UserError, match="2026-01-31"):
        date_of(typed)


def test_a_round_is_told_by_its_number_and_never_by_what_may_be_a_respondent() -> None:
    rounds = [Round(id=new_id(), nr=nr, label=f"Ronde {nr}") for nr in (1, 2)]
    assert round_in_name("ronde-2-gerda", rounds) is rounds[1]
    assert round_in_name("interview R2", rounds) is None
    assert round_in_name("ronde 9", rounds) is None


def test_a_case_is_told_by_its_whole_name_where_only_one_is_named() -> None:
    north, south = (Case(id=new_id(), name=name) for name in ("Noord", "Zuid-Oost"))
    assert case_in_name("interview_noord_2", [north, south]) is north
    assert case_in_name("Zuid Oost, huisarts", [north, south]) is south
    assert case_in_name("Noordwijk", [north, south]) is None
    assert case_in_name("noord en zuid-oost", [north, south]) is None


@pytest.mark.parametrize(
    ("label", "labels", "here"),
    [
        ("Respondent", ["Respondent"], True),
        ("R1", ["R1"], True),
        ("Respondent 2", ["Respondent 2", "Respondent 1"], True),
        ("R7", ["R7"], False),
        ("Gerda", ["Gerda"], False),
    ],
)
def test_a_number_that_starts_at_one_counts_only_within_its_text(label: str, labels: list[str], here: bool) -> None:
    assert is_numbered_here(label, labels) is here


def test_labels_with_the_same_number_are_the_same_respondent() -> None:
    assert same_number("R07", "Respondent 7")
    assert not same_number("R07", "R70")
    assert not same_number("Gerda", "Gerda")


def test_a_pseudonym_is_the_number_of_the_study_or_the_next_free_one() -> None:
    assert next_pseudonym([]) == "R01"
    assert next_pseudonym(["R01", "Gerda", "R9"]) == "R10"
    assert next_pseudonym(["R01"], "R7") == "R07"
    assert next_pseudonym(["R07"], "Respondent 7") == "R08"
    assert next_pseudonym([], "Gerda") == "R01"
