"""A label is one idea in the imperative; the linter warns and never refuses (section 7, rule 9)."""

from __future__ import annotations

import csv

import pytest

from cmo_coder import messages
from cmo_coder.realist.labels import LabelFault, lint_label
from tests.shared import shared


def faults(label: str, language: str = "nl") -> set[LabelFault]:
    return {warning.fault for warning in lint_label(label, language)}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Creëer breed commitment", set()),
        ("Zorg voor een faciliterende organisatiestructuur", set()),
        ("Organiseer rust", set()),
        (
            "Zorg voor een duidelijke focus en maak keuzes in wat je wilt bereiken",
            {LabelFault.TWO_VERBS, LabelFault.AND},
        ),
        ("Leer elkaar kennen en begrijpen op formele en informele wijze", {LabelFault.TWO_VERBS, LabelFault.AND}),
        ("Werk vanuit behoeften en mogelijkheden inwoners", {LabelFault.AND}),
        ("Breed commitment", {LabelFault.NO_IMPERATIVE}),
        ("Openstaan voor andere concepten", {LabelFault.NO_IMPERATIVE}),
        ("Zorg voor werk", set()),
        ("", set()),
    ],
)
def test_rule_9_warns_for_two_verbs_and_for_en(label: str, expected: set[LabelFault]) -> None:
    assert faults(label) == expected


def test_rule_9_knows_no_dutch_verbs_in_an_english_label() -> None:
    assert faults("Create trust and focus", "en") == {LabelFault.AND}
    assert faults("Create trust", "en") == set()


def test_a_warning_reads_in_the_language_of_the_screen() -> None:
    warning = lint_label("Breed commitment")[0]
    assert warning.text().startswith("'Breed' does not look like an imperative")
    with messages.in_language("nl"):
        assert "gebiedende wijs" in warning.text()


def test_rule_9_finds_what_the_report_itself_has() -> None:
    with shared("cases", "rivm-b1_1-werkzame-elementen.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    labels = list(dict.fromkeys(row["werkzaam_element"] for row in rows))
    both = [nr for nr, label in enumerate(labels, start=1) if {LabelFault.TWO_VERBS, LabelFault.AND} <= faults(label)]
    assert both == [2, 3]
    infinitives = [
        warning.word
        for row in rows
        for warning in lint_label(row["hoe_te_bereiken"])
        if warning.fault is LabelFault.NO_IMPERATIVE
    ]
    assert infinitives == ["Openstaan"]
