"""Comma-separated values, read back with the csv module."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings

from cmo_coder.export import csv as writer
from cmo_coder.export.printing import clean, items_of, one_line
from cmo_coder.export.value import Options, Part
from cmo_coder.tables.value import Cell, CellKind, Column, Row, Table
from tests.export.tables import STAMP, small_table, tables
from tests.shared import needs_shared, shared

OPTIONS = Options()
EXCEL = Options(excel=True)


def grid(part: Part, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(part.body.decode(), newline=""), delimiter=delimiter))


def expected(cell: Cell) -> str:
    if cell.kind is CellKind.NUMBER:
        return f"{cell.number:.10g}"
    if cell.kind is CellKind.BULLETS:
        return "\n".join(one_line(clean(item)) for item in items_of(cell))
    return "; ".join(clean(item) for item in items_of(cell))


@given(tables())
@settings(max_examples=100, deadline=None)
def test_every_cell_comes_back(table: Table) -> None:
    head, *rows = grid(writer.render((table,), OPTIONS)[0])
    assert head == [column.id for column in table.columns]
    assert rows == [[expected(cell) for cell in row.cells] for row in table.rows]


@needs_shared
def test_the_long_acceptance_file_is_written_byte_for_byte() -> None:
    path = shared("cases", "rivm-b1_1-werkzame-elementen.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        head, *records = csv.reader(stream)
    table = Table(
        "long",
        "Lang",
        "",
        "nl",
        tuple(Column(title, title) for title in head),
        tuple(Row(str(i), tuple(Cell(value) for value in record)) for i, record in enumerate(records)),
        STAMP,
    )
    (part,) = writer.render((table,), OPTIONS)
    assert len(records) == 58
    assert part.body == path.read_bytes()


def test_the_plain_form_has_no_mark_and_line_feeds_only() -> None:
    part = writer.render((small_table(),), OPTIONS)[0]
    assert part.body.startswith(b"element,themes,how,n\n")
    assert b"\r" not in part.body
    assert grid(part)[2] == ["=Samen", "", "", "0.5"]


def test_the_form_for_excel_has_mark_semicolons_titles_and_commas_in_numbers() -> None:
    part = writer.render((small_table("nl"),), EXCEL)[0]
    assert part.body.startswith(b"\xef\xbb\xbfWerkzaam element;Thema;Hoe?;Steun\n")
    rows = grid(Part(part.body.removeprefix(b"\xef\xbb\xbf")), ";")
    assert rows[1] == ["Creëer commitment", "Keuzes; Balans", "Begin klein\nVier succes", "3"]
    assert rows[2] == ["'=Samen", "", "", "0,5"]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1"])
def test_excel_gets_no_formula_from_a_text(text: str) -> None:
    table = replace(small_table(), rows=(Row("r", (Cell(text),) * 4),))
    body = writer.render((table,), EXCEL)[0].body.decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(body.split("\n", 1)[1]), delimiter=";"))[0] == f"'{text}"
    assert grid(writer.render((table,), OPTIONS)[0])[1][0] == text


def test_the_quotes_come_in_a_second_file() -> None:
    _main, part = writer.render((small_table("nl"),), OPTIONS)
    assert part.suffix == "-citaten"
    head, first, second = grid(part)
    assert head[:3] == ["number", "quote", "cells"]
    record = dict(zip(head, first, strict=True))
    assert record["cells"] == "1:element; 1:how"
    assert (record["fragment_id"], record["start"], record["end"], record["turn"]) == ("f1", "100", "122", "1")
    assert second[1] == 'Nou ja, "soms" dan.'
    assert writer.render((small_table("en"),), OPTIONS)[1].suffix == "-quotes"


@given(tables())
@settings(max_examples=50, deadline=None)
def test_every_quote_comes_back(table: Table) -> None:
    parts = writer.render((table,), OPTIONS)
    assert len(parts) == (2 if table.quotes else 1)
    if table.quotes:
        assert [row[1] for row in grid(parts[1])[1:]] == [clean(quote.quote) for quote in table.quotes]


def test_without_quotes_there_is_one_file() -> None:
    assert len(writer.render((small_table(),), Options(with_quotes=False))) == 1
    assert len(writer.render((replace(small_table(), quotes=()),), OPTIONS)) == 1


def test_a_unit_that_is_no_number_is_written_as_it_is_read() -> None:
    table = replace(small_table(), rows=(Row("r", (Cell("–", CellKind.NUMBER), Cell(), Cell(), Cell())),))
    assert grid(writer.render((table,), OPTIONS)[0])[1][0] == "–"
