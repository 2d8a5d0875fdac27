"""The plot of the intervals in each kind of file, read back by other programs."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pytest

from cmo_coder.export.writing import write_tables
from cmo_coder.tables.value import Cell, Column, Plot, Row, Stamp, Table

POINTS = (("vertrouwen & rust", 0.5, 0.2, 0.7), ("geld", None, None, None), ("buiten", -0.9, -1.0, 2.0))


@pytest.fixture
def tables() -> tuple[Table, ...]:
    stamp = Stamp("Wijk", "2026-01-01", 1, "cmo-coder")
    rows = tuple(Row(str(nr), (Cell(text=point[0]),)) for nr, point in enumerate(POINTS))
    plot = Plot("code", POINTS, ("alfa", "bovengrens", "ondergrens"))
    return (Table("i", "Intervallen", "", "nl", (Column("c", "code"),), rows, stamp, plot=plot),)


def test_html_holds_a_drawing(tables: tuple[Table, ...], tmp_path: Path) -> None:
    (path,) = write_tables(tables, tmp_path / "plot.html")
    found = re.search("<svg.*?</svg>", path.read_text("utf-8"), re.S)
    assert found is not None
    drawing = ElementTree.fromstring(found[0])
    name = "{http://www.w3.org/2000/svg}"
    texts = [one.text for one in drawing.iter(f"{name}text")]
    assert "vertrouwen & rust" in texts and "0,667" in texts and "-0,2" in texts
    places = [float(one.attrib["cx"]) for one in drawing.iter(f"{name}circle")]
    # Two values: one in the middle of the axis, one beyond its lower end, drawn at the edge.
    assert len(places) == 2 and places[0] > places[1] == 240.0
    assert len(list(drawing.iter(f"{name}path"))) == 2


def test_word_draws_it_with_cells(tables: tuple[Table, ...], tmp_path: Path) -> None:
    (path,) = write_tables(tables, tmp_path / "plot.docx")
    drawn = next(one for one in docx.Document(str(path)).tables if len(one.columns) > 30)
    fills = [re.findall('w:fill="([0-9A-F]{6})"', row._tr.xml) for row in drawn.rows[1:]]
    assert [row.count("0B5394") for row in fills] == [1, 0, 1]
    assert fills[0].count("B8C0C9") == 15 and not fills[1]
    assert drawn.rows[1].cells[0].text == "vertrouwen & rust"


def test_excel_gets_a_chart_of_its_own(tables: tuple[Table, ...], tmp_path: Path) -> None:
    (path,) = write_tables(tables, tmp_path / "plot.xlsx")
    sheet = openpyxl.load_workbook(path)["Intervallen"]
    (chart,) = sheet._charts
    assert len(chart.series) == 3 and chart.hiLowLines is not None
    assert [sheet.cell(2, column).value for column in range(3, 7)] == ["vertrouwen & rust", 0.7, 0.2, 0.5]
    assert sheet.print_area == "'Intervallen'!$A$1:$A$4"
