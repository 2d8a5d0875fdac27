"""The table of effective elements has the form of Tabel B1.1, and its cells name their evidence (AC-1, AC-6, T9)."""

from __future__ import annotations

import datetime

import pytest

from cmo_coder.model.base import changed
from cmo_coder.model.canonical import Role
from cmo_coder.model.cases import Group
from cmo_coder.model.claims import Polarity
from cmo_coder.model.effective_elements import ElementStatus, OmkeringStatus, StrategySource
from cmo_coder.model.errors import NotFound
from cmo_coder.tables.catalogue import CATALOGUE, build
from cmo_coder.tables.options import LabelKind, TableOptions
from cmo_coder.tables.value import CellKind, Table
from tests.realist.builder import StudyBuilder

DAY = datetime.date(2024, 5, 6)


def made(study: StudyBuilder, id: str = "werkzame_elementen", language: str = "nl", **options: object) -> Table:
    return build(
        id,
        study.snapshot(),
        language=language,
        options=TableOptions(**options),  # type: ignore[arg-type]
        date=DAY,
    )


def test_ac_1_three_columns_with_themes_joined_and_strategies_as_bullets(study: StudyBuilder) -> None:
    one, two = study.theme("Diversiteit concepten"), study.theme("Motivatie en draagvlak")
    commitment, _version = study.element("Creëer breed commitment", themes=[two, one])
    focus, _version = study.element("Zorg voor focus")
    study.strategy(focus, "Zorg voor een gedeelde visie", source=StrategySource.DOCUMENT)
    study.strategy(commitment, "Kies een naam")
    study.strategy(commitment, "Begin waar energie zit")
    table = made(study)
    assert [column.title for column in table.columns] == [
        "Werkzaam element",
        "Thema vraagstuk",
        "Hoe te bereiken?",
    ]
    assert [[cell.kind for cell in row.cells] for row in table.rows] == [
        [CellKind.TEXT, CellKind.JOINED, CellKind.BULLETS]
    ] * 2
    assert [[cell.items or cell.text for cell in row.cells] for row in table.rows] == [
        [
            "Creëer breed commitment",
            ("Motivatie en draagvlak", "Diversiteit concepten"),
            ("Kies een naam", "Begin waar energie zit"),
        ],
        ["Zorg voor focus", "", ("Zorg voor een gedeelde visie",)],
    ]
    assert [row.id for row in table.rows] == [commitment.id, focus.id]


def test_ac_1_the_long_form_repeats_the_element_for_each_strategy(study: StudyBuilder) -> None:
    themes = [study.theme("Diversiteit concepten"), study.theme("Motivatie en draagvlak")]
    element, _version = study.element("Creëer breed commitment", themes=themes)
    first, second = (study.strategy(element, words) for words in ("Kies een naam", "Begin waar energie zit"))
    table = made(study, "werkzame_elementen_lang")
    assert [column.id for column in table.columns] == [
        "element_nr",
        "werkzaam_element",
        "thema_vraagstuk",
        "hoe_te_bereiken",
    ]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["1", "Creëer breed commitment", "Diversiteit concepten; Motivatie en draagvlak", words]
        for words in ("Kies een naam", "Begin waar energie zit")
    ]
    assert [row.id for row in table.rows] == [first.id, second.id]


def test_rule_6_a_derived_strategy_is_marked_until_it_is_confirmed(study: StudyBuilder) -> None:
    element, _version = study.element("Zorg voor rust")
    claim = study.claim(study.document("A"), [study.canonical(Role.O, "onrust")], polarity=Polarity.WORKS_NOT)
    derived = study.omkering([claim], "Ga langs")
    sure = study.omkering([claim], "Bel op", status=OmkeringStatus.CONFIRMED, confirmed_in="leersessie 2")
    study.strategy(element, "Ga langs", omkering_id=derived.id, source=StrategySource.DERIVED)
    study.strategy(element, "Bel op", omkering_id=sure.id, source=StrategySource.DERIVED)
    table = made(study)
    assert table.rows[0].cells[2].items == ("Ga langs (afgeleid)", "Bel op")
    assert made(study, language="en").rows[0].cells[2].items[0] == "Ga langs (derived)"
    assert "omkering" in table.notes[0]


def test_t9_the_origin_column_names_claims_omkeringen_and_what_has_none(study: StudyBuilder) -> None:
    element, _version = study.element("Zorg voor rust")
    report = study.document("Rapport")
    claims = [study.claim(report, [study.canonical(Role.O, "rust")]) for _nr in range(2)]
    omkering = study.omkering(claims[:1], "Ga langs")
    study.strategy(element, "Bel op", claims=claims)
    study.strategy(element, "Ga langs", omkering_id=omkering.id)
    study.strategy(element, "Schrijf", source=StrategySource.DOCUMENT, document_id=report.id)
    study.strategy(element, "Wacht af")
    assert made(study, origin=True).rows[0].cells[3].items == (
        "claim 1, 2",
        "omkering van claim 1",
        "geen herkomst (document: Rapport)",
        "geen herkomst",
    )


def test_t9_optional_columns_come_only_when_asked_for(study: StudyBuilder) -> None:
    study.element("Zorg voor rust")
    table = made(study, number=True, origin=True, support=True, contradiction=True, member_check=True, language="en")
    assert [column.id for column in table.columns if column.optional] == [
        "nr",
        "herkomst",
        "steun",
        "tegenspraak",
        "member_check",
    ]
    assert len(table.rows[0].cells) == len(table.columns) == 8


def test_t9_support_and_contradiction_stand_beside_each_other(study: StudyBuilder) -> None:
    north = study.case("Noord")
    anna, bob = study.respondent("R1", Group.RESIDENT), study.respondent("R2", Group.RESIDENT)
    document, rest = study.document("A"), study.canonical(Role.O, "rust")
    for_, against = (study.claim(document, [rest], respondent=who, cases=[north]) for who in (anna, bob))
    works_not = study.claim(document, [rest], respondent=bob, polarity=Polarity.WORKS_NOT)
    _k, version = study.configuration([rest], supports=[for_], contradicts=[against])
    _k, negative = study.configuration([rest], supports=[works_not], negative=True, sentence="Hier niet.")
    _element, wording = study.element("Zorg voor rust", [version, negative])
    study.member_check("leersessie 1", wording)
    table = made(study, support=True, contradiction=True, member_check=True)
    _label, _themes, _strategies, support, contradiction, check = table.rows[0].cells
    assert support.text == ("steun 1/1 casussen · 1 resp · 1/1 groepen | weerspreekt 1 | 1 negatieve casus (ervaren 1)")
    assert contradiction.items == ("R2: rust", "negatieve casus: Hier niet.")
    assert check.text == "herkend (leersessie 1)"
    snapshot = study.snapshot()
    assert support.evidence == snapshot.fragments_of_claims([for_.id])
    assert contradiction.evidence == snapshot.fragments_of_claims([against.id, works_not.id])


def test_rule_11_every_quote_that_a_cell_names_is_in_the_table_once_in_reading_order(study: StudyBuilder) -> None:
    anna = study.respondent("R1", Group.RESIDENT)
    document = study.document("Interview A", speaker=anna, round=study.round())
    rest = study.canonical(Role.O, "rust")
    claims = [study.claim(document, [rest], fragments_per_slot=2) for _nr in range(2)]
    _k, version = study.configuration([rest], supports=claims)
    element, _wording = study.element("Zorg voor rust", [version])
    study.strategy(element, "Bel op", claims=claims[1:])
    table = made(study)
    named = {id_ for row in table.rows for cell in row.cells for id_ in cell.evidence}
    assert len(table.quotes) == 4
    assert {quote.fragment_id for quote in table.quotes} == named
    assert [quote.start for quote in table.quotes] == [0, 10, 20, 30]
    first = table.quotes[0]
    assert (first.quote, first.respondent, first.group, first.turn) == ("Zin 0001.", "R1", "inwoner", 1)
    assert (first.round, first.claim, first.role, first.stance) == ("R1", 1, "O", "steunt")


def test_the_label_asked_for_stands_in_the_table_and_the_long_one_where_it_is_empty(study: StudyBuilder) -> None:
    study.element("Creëer breed commitment", short_label="Commitment", public_label="draagvlak bij iedereen")
    study.element("Zorg voor rust")
    assert [row.cells[0].text for row in made(study, label=LabelKind.SHORT).rows] == ["Commitment", "Zorg voor rust"]
    assert made(study, label=LabelKind.PUBLIC).rows[0].cells[0].text == "draagvlak bij iedereen"


def test_retired_and_merged_elements_stay_out_unless_asked_for(study: StudyBuilder) -> None:
    kept, _version = study.element("Zorg voor rust")
    study.element("Zorg voor stilte", status=ElementStatus.RETIRED)
    merged, _version = study.element("Zorg voor kalmte")
    with study.project.change("test", "merge") as change:
        change.replace([(merged, changed(merged, merged_into_id=kept.id))])
    assert [row.cells[0].text for row in made(study).rows] == ["Zorg voor rust"]
    assert [row.cells[0].text for row in made(study, retired=True).rows] == [
        "Zorg voor rust",
        "Zorg voor stilte (vervallen)",
        "Zorg voor kalmte (vervallen)",
    ]


def test_ac_6_elements_by_case_shows_named_and_collective(study: StudyBuilder) -> None:
    north, south, _east = study.case("Noord"), study.case("Zuid"), study.case("Oost")
    rest = study.canonical(Role.O, "rust")
    claim = study.claim(study.document("A"), [rest], cases=[north], collective=[south])
    _k, version = study.configuration([rest], supports=[claim])
    study.element("Zorg voor rust", [version])
    table = made(study, "elementen_per_casus")
    assert [cell.text for cell in table.rows[0].cells[2:]] == ["genoemd", "alleen collectief", ""]
    assert [column.title for column in table.columns[2:]] == ["Noord", "Zuid", "Oost"]
    assert table.caption == "Genoemde casussen bij de elementen: 1 van 3"
    assert table.rows[0].cells[2].evidence == study.snapshot().fragments_of_claims([claim.id])


def test_the_stamp_says_what_the_table_was_made_from(study: StudyBuilder) -> None:
    study.element("Zorg voor rust")
    table = made(study)
    assert (table.stamp.study, table.stamp.date, table.language) == ("Proefstudie", "2024-05-06", "nl")
    assert table.stamp.change == study.project.data_version()


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.id)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_table_can_be_made_of_an_empty_study_in_both_languages(
    study: StudyBuilder, entry: object, language: str
) -> None:
    id_: str = entry.id  # type: ignore[attr-defined]
    table = made(study, id_, language)
    assert (table.id, table.language) == (id_, language)
    assert len(table.rows) == (20 if id_ == "rameses" else 0)  # the checklist says what is missing
    assert all(column.title and column.id for column in table.columns)
    assert len({column.id for column in table.columns}) == len(table.columns)


def test_a_table_that_does_not_exist_is_refused_with_the_known_ones(study: StudyBuilder) -> None:
    with pytest.raises(NotFound, match="werkzame_elementen"):
        made(study, "nergens")
