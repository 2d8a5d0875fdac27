"""Workbooks, read back with a reader that is not openpyxl."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings

from cmo_coder.export import xlsx
from cmo_coder.export.printing import BULLET, clean, one_line
from cmo_coder.export.sheets import LONGEST_TEXT, cut_to, sheet_name
from cmo_coder.export.value import Options
from cmo_coder.tables.value import Cell, CellKind, Row, Table
from tests.export.reading import member, sheets
from tests.export.tables import printed_table, small_table, tables
from tests.shared import needs_shared, shared

OPTIONS = Options()
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def written(table: Table, options: Options = OPTIONS) -> bytes:
    (part,) = xlsx.render((table,), options)
    return part.body


def first_sheet(table: Table, options: Options = OPTIONS) -> list[list[object]]:
    return next(iter(sheets(written(table, options)).values()))


def expected(cell: Cell) -> object:
    if cell.kind is CellKind.NUMBER:
        return cell.number
    if cell.kind is CellKind.BULLETS:
        return "\n".join(BULLET + one_line(clean(item)) for item in cell.items)
    return "; ".join(clean(item) for item in cell.items) if cell.kind is CellKind.JOINED else clean(cell.text)


@given(tables())
@settings(max_examples=40, deadline=None)
def test_every_cell_comes_back(table: Table) -> None:
    head, *rows = first_sheet(table)
    width = len(table.columns)
    assert [str(title).strip() for title in head[:width]] == [clean(column.title).strip() for column in table.columns]
    rows += [[""] * width] * (len(table.rows) - len(rows))  # the reader leaves empty rows at the end out
    assert [row[:width] for row in rows] == [[expected(cell) for cell in row.cells] for row in table.rows]


@needs_shared
def test_the_acceptance_table_unfolds_to_the_58_rows_in_order() -> None:
    table, records = printed_table(shared("cases", "rivm-b1_1-werkzame-elementen.csv"))
    head, *rows = first_sheet(table)
    assert head == ["Werkzaam element", "Thema vraagstuk", "Hoe te bereiken?"]
    assert len(rows) == 7
    unfolded = [
        [str(number), element, themes, line.removeprefix("• ")]
        for number, (element, themes, how) in enumerate(rows, 1)
        for line in str(how).split("\n")
    ]
    assert unfolded == records
    assert len(unfolded) == 58


def test_the_sheets_are_table_quotes_and_about() -> None:
    found = sheets(written(small_table("nl")))
    assert list(found) == ["Werkzame elementen", "Citaten", "Over deze tabel"]
    assert list(sheets(written(small_table("en"))))[1:] == ["Quotes", "About this table"]
    about = dict(row[:2] for row in found["Over deze tabel"])
    assert about["Studie"] == "Samen gezond"
    assert about["Datum"] == "2026-03-01"
    assert about["Stand van het project"] == "412"
    assert about["Opmerkingen"] == "Peildatum 1 maart."


def test_the_quotes_sheet_holds_every_field() -> None:
    head, first, _second = sheets(written(small_table("en")))["Quotes"]
    record = dict(zip(head, first, strict=True))
    assert record == {
        "No.": 1,
        "Quote": "Ik merk dat het werkt.",
        "Respondent": "R1",
        "Group": "professional",
        "Case": "Noord",
        "Round": "2",
        "Document": "Interview 1",
        "Turn": 1,
        "Start": 100,
        "End": 122,
        "Role": "M_red",
        "Stance": "steunt",
        "Claim": 1,
        "Codes": "vertrouwen",
        "Coder": "Coder A",
        "Fragment id": "f1",
        "Document id": "d1",
        "Belongs to": "row 1: Creëer commitment",
    }


def test_a_column_at_the_right_gives_the_numbers_of_the_quotes() -> None:
    head, first, second = first_sheet(small_table())
    assert head[4] == "Citaten"
    assert first[4] == "Werkzaam element: 1, 2\nHoe?: 1"
    assert second[4] == ""


def test_where_one_column_has_evidence_its_name_is_left_out() -> None:
    table = small_table()
    bare = tuple(Row(row.id, (row.cells[0], *(replace(c, evidence=()) for c in row.cells[1:]))) for row in table.rows)
    assert first_sheet(replace(table, rows=bare))[1][4] == "1, 2"


def test_the_numbers_lead_to_the_quote_and_the_quote_leads_back() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(small_table())))
    assert book["Werkzame elementen"]["E2"].hyperlink.location == "'Citaten'!A2"
    assert book["Citaten"]["C3"].hyperlink.location == "'Werkzame elementen'!A2"


def test_without_quotes_there_is_neither_sheet_nor_column() -> None:
    body = written(small_table(), Options(with_quotes=False))
    found = sheets(body)
    assert list(found) == ["Werkzame elementen", "Over deze tabel"]
    assert len(found["Werkzame elementen"][0]) == 4
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert not any(b"Ik merk" in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("text", ["=1+1", "+31", "-5", "@SUM(A1)", "'x"])
def test_a_text_never_becomes_a_formula(text: str) -> None:
    body = written(replace(small_table(), rows=(Row("r", (Cell(text),) * 4),)))
    sheet = member(body, "xl/worksheets/sheet1.xml")
    assert not list(sheet.iter(f"{MAIN}f"))
    assert sheets(body)["Werkzame elementen"][1][0] == text
    cell = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_the_header_stays_in_view_and_on_every_page() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(small_table()))).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.auto_filter.ref == "A1:D3"
    assert sheet.print_area == "'Werkzame elementen'!$A$1:$D$3"
    assert sheet["C2"].alignment.wrap_text
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["D"].width


def test_rows_are_high_enough_and_may_still_adapt() -> None:
    table = replace(small_table(), rows=(Row("r", (Cell("a\nb\nc"),) * 4), Row("s", (Cell("woord " * 4000),) * 4)))
    rows = list(member(written(table), "xl/worksheets/sheet1.xml").iter(f"{MAIN}row"))
    assert [row.get("ht") for row in rows] == ["15", "45", "409"]
    assert not any(row.get("customHeight") for row in rows)


def test_a_text_that_is_too_long_is_cut_and_noted() -> None:
    table = replace(small_table(), rows=(Row("r", (Cell("😊" * 20_000), Cell("x" * LONGEST_TEXT), Cell(), Cell())),))
    found = sheets(written(table))
    cut, whole = found["Werkzame elementen"][1][:2]
    assert str(cut).endswith("😊 […] (afgekapt)")
    assert len(str(cut).encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert whole == "x" * LONGEST_TEXT
    notes = [row[1] for row in found["Over deze tabel"]]
    assert any("Cel A2" in str(note) and "40000" in str(note) for note in notes)


def test_a_cut_does_not_split_what_a_reader_takes_for_one_character() -> None:
    assert cut_to("ab👩\u200d👧c", 5) == "ab"
    assert cut_to("abc", 3) == "abc"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("a/b:c?d*[e]\\f", "a b c d  e  f"),
        ("", "-"),
        ("'x'", "x"),
        ("history", "history_"),
        ("x" * 50, "x" * 31),
        ("a\nb", "a b"),
    ],
)
def test_a_sheet_gets_a_name_that_excel_allows(title: str, name: str) -> None:
    assert sheet_name(title, set()) == name


def test_two_sheets_never_get_one_name() -> None:
    taken: set[str] = set()
    names = [sheet_name(title, taken) for title in ("Tabel", "tabel", "TABEL", "x" * 40, "x" * 41)]
    assert len({name.casefold() for name in names}) == 5
    assert all(len(name) <= 31 for name in names)


def test_several_tables_share_one_workbook() -> None:
    (part,) = xlsx.render((small_table("nl"), small_table("en")), OPTIONS)
    found = sheets(part.body)
    assert list(found) == [
        "Werkzame elementen",
        "Werkzame elementen (2)",
        "Citaten 1",
        "Quotes 2",
        "Over deze tabellen",
    ]
    assert [row[0] for row in found["Over deze tabellen"]].count("Study") == 1


def test_the_properties_of_the_file_are_those_of_the_stamp() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(small_table())))
    assert book.properties.creator == "cmo-coder 9.9"
    assert str(book.properties.modified) == "2026-03-01 00:00:00"
    assert book.properties.modified == book.properties.created
