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


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Create broad commitment", set()),
        ("Create trust and focus", {LabelFault.AND}),
        ("Provide a clear focus and make choices in what you want to reach", {LabelFault.TWO_VERBS, LabelFault.AND}),
        ("Get to know and understand each other in formal ways", {LabelFault.TWO_VERBS, LabelFault.AND}),
        ("Set a focus, make choices", {LabelFault.TWO_VERBS}),
        ("Work from the needs and abilities of residents", {LabelFault.AND}),
        ("Offer time and support for volunteers", {LabelFault.AND}),
        ("Help people keep moving", set()),
        ("Prioritise what residents ask", set()),
        ("Broad commitment", {LabelFault.NO_IMPERATIVE}),
        ("Being open to other concepts", {LabelFault.NO_IMPERATIVE}),
        ("Zorg voor rust", {LabelFault.NO_IMPERATIVE}),
        ("", set()),
    ],
)
def test_rule_9_says_of_an_english_label_what_it_says_of_a_dutch_one(label: str, expected: set[LabelFault]) -> None:
    assert faults(label, "en") == expected


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
