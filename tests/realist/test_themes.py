"""Themes against elements (AC-3)."""

from __future__ import annotations

from cmo_coder.model.effective_elements import ElementStatus, ThemeList
from cmo_coder.realist.themes import themes_off_list, themes_with_elements, themes_without_element
from tests.realist.builder import StudyBuilder


def labels(themes: object) -> list[str]:
    return [theme.label for theme in themes]  # type: ignore[attr-defined]


def test_ac_3_lists_questions_without_an_element_and_themes_off_the_list(study: StudyBuilder) -> None:
    balance = study.theme("Balans zoeken", ThemeList.LEARNING_NEEDS)
    study.theme("Opbrengsten inzichtelijk maken", ThemeList.LEARNING_NEEDS)
    noticeable = study.theme("Merkbaar inwoner", ThemeList.NOTICEABLE)
    study.theme("Iets anders")
    study.element("Zorg voor focus", themes=[balance])
    study.element("Werk vanuit behoeften", themes=[noticeable, balance])
    snapshot = study.snapshot()
    assert labels(themes_without_element(snapshot)) == ["Opbrengsten inzichtelijk maken"]
    assert labels(themes_off_list(snapshot)) == ["Merkbaar inwoner"]
    assert [[element.nr for element in row.elements] for row in themes_with_elements(snapshot)] == [[1, 2], [], [2], []]


def test_ac_3_a_retired_element_answers_to_nothing(study: StudyBuilder) -> None:
    balance = study.theme("Balans zoeken", ThemeList.LEARNING_NEEDS)
    study.element("Zorg voor focus", themes=[balance], status=ElementStatus.RETIRED)
    assert labels(themes_without_element(study.snapshot())) == ["Balans zoeken"]


def test_without_a_list_of_learning_needs_nothing_is_off_it(study: StudyBuilder) -> None:
    own = study.theme("Eigen thema")
    study.element("Zorg voor focus", themes=[own])
    assert themes_off_list(study.snapshot()) == ()
