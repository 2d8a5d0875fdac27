"""AC-1, AC-3, AC-6 and AC-11 in the files that people get, read back without the program."""

from __future__ import annotations

import csv
import datetime
import zipfile
from pathlib import Path

import python_calamine
from lxml import etree

from cmo_coder.export.writing import write_table
from cmo_coder.model.effective_elements import Strategy
from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.store.project import Project
from cmo_coder.store.strategies import edit_strategy
from cmo_coder.tables.catalogue import build
from cmo_coder.tables.options import LabelKind, TableOptions
from cmo_coder.tables.value import Table
from tests.acceptance.adapter import Cases
from tests.acceptance.marks import acceptance
from tests.shared import needs_shared

pytestmark = needs_shared

DAY = datetime.date(2022, 2, 21)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEAD = ["Werkzaam element", "Thema vraagstuk", "Hoe te bereiken?"]


def made(snapshot: Snapshot, table: str, options: TableOptions | None = None) -> Table:
    return build(table, snapshot, language="nl", options=options, date=DAY)


def printed(cases: Cases) -> list[list[str]]:
    """The file of Tabel B1.1, row by row."""
    return [list(row.values()) for row in cases.strategies]


def unfolded(rows: list[list[list[str]]]) -> list[list[str]]:
    """Rows with the strategies as a list, with a row for each, and numbered as the report does."""
    return [
        [str(nr), *label, *themes, strategy]
        for nr, (label, themes, strategies) in enumerate(rows, start=1)
        for strategy in strategies
    ]


@acceptance("AC-1")
def test_the_long_csv_equals_the_printed_table_cell_for_cell(snapshot: Snapshot, cases: Cases, tmp_path: Path) -> None:
    """AC-1: The long CSV is Tabel B1.1 cell for cell: 58 rows, four columns."""
    path = write_table(made(snapshot, "werkzame_elementen_lang"), tmp_path / "lang.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        head, *rows = list(csv.reader(stream))
    assert len(head) == 4
    assert rows == printed(cases)
    assert len(rows) == 58


@acceptance("AC-1")
def test_the_workbook_has_seven_rows_that_unfold_to_the_58(snapshot: Snapshot, cases: Cases, tmp_path: Path) -> None:
    """AC-1: The workbook has the 7 printed rows and columns, and unfolds to the 58."""
    path = write_table(made(snapshot, "werkzame_elementen"), tmp_path / "elementen.xlsx")
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    head, *rows = [[str(cell) for cell in row[:3]] for row in sheet.to_python()]
    assert head == HEAD
    assert len(rows) == 7
    lists = [[[label], [themes], [one.removeprefix("• ") for one in how.split("\n")]] for label, themes, how in rows]
    assert unfolded(lists) == printed(cases)


@acceptance("AC-1")
def test_the_word_table_has_seven_rows_that_unfold_to_the_58(snapshot: Snapshot, cases: Cases, tmp_path: Path) -> None:
    """AC-1: The Word table has the 7 printed rows and columns, and unfolds to the 58."""
    path = write_table(made(snapshot, "werkzame_elementen"), tmp_path / "elementen.docx")
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    table = next(body.iter(f"{W}tbl"))
    head, *rows = [
        [
            ["".join(text.text or "" for text in p.iter(f"{W}t")) for p in cell.iter(f"{W}p")]
            for cell in row.iter(f"{W}tc")
        ]
        for row in table.iter(f"{W}tr")
    ]
    assert head == [[title] for title in HEAD]
    assert len(rows) == 7
    assert unfolded(rows) == printed(cases)


@acceptance("AC-1")
def test_there_are_13_links_between_elements_and_themes(snapshot: Snapshot) -> None:
    """AC-1: 7 elements have 13 links to 8 themes, and the printed numbers of strategies."""
    themes = [cell.items for row in made(snapshot, "werkzame_elementen").rows for cell in row.cells[1:2]]
    assert sum(len(items) for items in themes) == 13
    assert len({theme for items in themes for theme in items}) == 8
    strategies = [len(row.cells[2].items) for row in made(snapshot, "werkzame_elementen").rows]
    assert strategies == [14, 8, 5, 9, 8, 8, 6]


@acceptance("AC-1")
def test_the_printed_strategies_have_no_origin_but_the_document(snapshot: Snapshot) -> None:
    """AC-1: A strategy of the report has no claim behind it: shown as without origin."""
    table = made(snapshot, "werkzame_elementen_lang", TableOptions(origin=True))
    assert {row.cells[4].text for row in table.rows} == {
        "geen herkomst (document: rivm-brede-gezondheidsconcepten.txt)"
    }


@acceptance("AC-9")
def test_the_three_strategies_of_corona_can_have_it_as_a_field(rivm_copy: Project) -> None:
    """AC-9: Three strategies carry corona within their text; as a reservation it is a column and a filter (rule 10)."""
    with rivm_copy.read() as reading:
        spoken = [one for one in reading.all(Strategy) if "corona" in one.text.casefold()]
    assert len(spoken) == 3
    for one in spoken:
        edit_strategy(rivm_copy, one, reservation="tijdens corona")
    with rivm_copy.read() as reading:
        table = made(load_snapshot(reading), "werkzame_elementen_lang", TableOptions(particulars=True))
    column = next(nr for nr, one in enumerate(table.columns) if one.id == "voorbehoud")
    marked = [row.cells[3].text for row in table.rows if row.cells[column].text == "tijdens corona"]
    assert sorted(marked) == sorted(one.text for one in spoken)


@acceptance("AC-3")
def test_two_questions_have_no_element_and_three_themes_are_off_the_list(snapshot: Snapshot) -> None:
    """AC-3: Two questions have no element, three themes stand outside the list; elements per theme as printed."""
    rows = [[cell.text for cell in row.cells] for row in made(snapshot, "themas").rows]
    said = {row[0]: row[-1] for row in rows if row[-1]}
    assert said == {
        "Opbrengsten inzichtelijk maken": "vraagstuk zonder element",
        "Toepassen op verschillende niveaus": "vraagstuk zonder element",
        "Merkbaar professional": "thema buiten de lijst",
        "Merkbaar inwoner": "thema buiten de lijst",
        "Merkbaar organisatie": "thema buiten de lijst",
    }
    numbers = {row[0]: row[4] for row in rows}
    assert numbers == {
        "Diversiteit concepten": "3",
        "Motivatie en draagvlak": "1",
        "Keuzes maken": "1",
        "Balans zoeken": "2",
        "Opbrengsten inzichtelijk maken": "0",
        "Duurzaam maken": "2",
        "Toepassen op verschillende niveaus": "0",
        "Merkbaar professional": "2",
        "Merkbaar inwoner": "1",
        "Merkbaar organisatie": "1",
    }


@acceptance("AC-3")
def test_the_questions_stand_under_their_theme(snapshot: Snapshot, cases: Cases) -> None:
    """AC-3: Each theme has its own questions, in the printed order."""
    table = made(snapshot, "themas")
    shown = [(row.cells[0].text, item) for row in table.rows for item in row.cells[2].items]
    assert shown == [(row["thema_vraagstuk"], row["vraag"]) for row in cases.table("rivm-3_2-leerbehoeften.csv")]


@acceptance("AC-6")
def test_a_region_is_named_at_18_of_the_21(snapshot: Snapshot, cases: Cases) -> None:
    """AC-6: A region is named in 18 of 21 cells; the other three are only covered collectively."""
    table = made(snapshot, "elementen_per_casus")
    regions = [column.title for column in table.columns[2:]]
    named = {
        row.cells[0].text: [
            region for region, cell in zip(regions, row.cells[2:], strict=True) if cell.text == "genoemd"
        ]
        for row in table.rows
    }
    assert named == cases.supplement["ac6_regions_named"]["named"]
    assert sum(len(found) for found in named.values()) == 18
    others = {(row.cells[0].text, region): cell.text
              for row in table.rows for region, cell in zip(regions, row.cells[2:], strict=True)
              if cell.text != "genoemd"}  # fmt: skip
    assert set(others) == {("1", "Leidsche Rijn"), ("2", "Flevoland"), ("2", "Texel")}
    assert set(others.values()) == {"alleen collectief"}
    assert "18" in table.caption
    assert "21" in table.caption


@acceptance("AC-4")
def test_the_attributes_of_the_regions_are_all_there(snapshot: Snapshot, cases: Cases) -> None:
    """AC-4: The 7 attributes of each region are facts of its case."""
    rows = cases.table("rivm-3_1-kenmerken-leerregios.csv")
    for place, case in enumerate(snapshot.top_cases, start=1):
        facts = [(fact.key, fact.value) for fact in snapshot.attributes_of_case[case.id]]
        assert facts == [(row["kenmerk"], list(row.values())[place]) for row in rows]
        assert len(facts) == 7


@acceptance("AC-11")
def test_the_table_can_be_shown_in_each_wording(snapshot: Snapshot, cases: Cases) -> None:
    """AC-11: One element has a long, a short and a public label per version; the table prints each."""
    wordings = {LabelKind.LONG: "long", LabelKind.SHORT: "chapter_4", LabelKind.PUBLIC: "public_summary"}
    for kind, name in wordings.items():
        table = made(snapshot, "werkzame_elementen", TableOptions(label=kind))
        assert [row.cells[0].text for row in table.rows] == [one[name] for one in cases.supplement["ac11_labels"]]


@acceptance("AC-11")
def test_the_member_check_of_every_printed_wording_has_lapsed(snapshot: Snapshot) -> None:
    """AC-11: The printed table says of every wording that it was changed after the session."""
    table = made(snapshot, "werkzame_elementen", TableOptions(member_check=True))
    assert {row.cells[-1].text for row in table.rows} == {"later gewijzigd, niet opnieuw voorgelegd"}
    assert len(table.rows) == 7
