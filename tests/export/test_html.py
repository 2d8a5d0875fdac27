"""The web page: one file, nothing from outside, every link arrives, every text is text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from lxml import html as lxml_html

from cmo_coder.export import html
from cmo_coder.export.printing import cell_text, clean, printable
from cmo_coder.export.value import Options
from cmo_coder.messages import in_language
from cmo_coder.tables.value import Cell, CellKind, Column, Row, Table
from tests.export.reading import Page
from tests.export.tables import quote, small_table, tables

OPTIONS = Options()


def source(table: Table, options: Options = OPTIONS) -> str:
    (part,) = html.render((table,), options)
    return part.body.decode()


def expected(cell: Cell) -> list[str]:
    if cell.kind is CellKind.BULLETS:
        return ["", *(clean(item) for item in cell.items)]
    return [clean(cell_text(cell))]


def seen(cell: list[str]) -> list[str]:
    """The parts of a cell; line ends that lay the source out between list items are not shown by a browser."""
    return ["", *cell[1:]] if len(cell) > 1 else cell


@given(tables())
@settings(max_examples=40, deadline=None)
def test_every_cell_comes_back(table: Table) -> None:
    page = Page(source(table))
    with in_language(table.language):
        wanted = [[expected(cell) for cell in row.cells] for row in printable(table).rows]
    assert page.heads == [clean(column.title) for column in table.columns]
    assert [[seen(cell) for cell in row] for row in page.cells[1:]] == wanted
    assert not page.unbalanced


@given(tables())
@settings(max_examples=40, deadline=None)
def test_every_link_arrives_and_no_id_is_there_twice(table: Table) -> None:
    page = Page(source(table))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_cells_lead_to_quotes_and_quotes_lead_back() -> None:
    page = Page(source(small_table()))
    assert page.links == ["#t1q1", "#t1q2", "#t1q1", "#t1r1c1", "#t1r1c1"]
    assert "Hoort bij" in page.text
    assert "R1 (professional), Noord, ronde 2 · Interview 1, beurt 1 · tekens 100–122" in page.text


def test_numbers_in_a_row_are_one_link() -> None:
    quotes = tuple(quote(n) for n in range(1, 9))
    evidence = ("f2", "f1", "f3", "f5", "f6", "f8")
    table = replace(small_table(), rows=(Row("r", (Cell("x", evidence=evidence), *[Cell()] * 3)),), quotes=quotes)
    assert Page(source(table)).links[:4] == ["#t1q1", "#t1q5", "#t1q6", "#t1q8"]
    assert ">1–3</a>" in source(table)


@given(tables())
@settings(max_examples=30, deadline=None)
def test_the_page_asks_for_nothing_from_outside(table: Table) -> None:
    page = Page(source(table))
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & set(page.tags)
    assert not [value for name, value in page.attributes if name in ("src", "srcset", "action", "onload", "onclick")]
    assert all(link.startswith("#") for link in page.links)
    style = source(table).split("<style>")[1].split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_the_browser_is_told_to_refuse_what_is_outside() -> None:
    (policy,) = lxml_html.fromstring(source(small_table()).encode()).xpath("//meta[@http-equiv]/@content")
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_names_its_language_title_and_encoding(language: str) -> None:
    tree = lxml_html.fromstring(source(small_table(language)).encode())
    assert source(small_table(language)).startswith("<!DOCTYPE html>\n")
    assert tree.get("lang") == language
    assert tree.findtext(".//title") == "Werkzame elementen"
    assert tree.xpath("//meta[@charset]/@charset") == ["utf-8"]
    assert tree.findtext(".//caption") == "Elementen en strategieën"


def test_light_dark_and_paper_each_have_their_colours() -> None:
    text = source(small_table())
    assert "@media (prefers-color-scheme: dark)" in text
    assert "@media print" in text
    assert '<meta name="color-scheme" content="light dark">' in text


def test_a_wide_table_is_printed_on_its_side() -> None:
    wide = replace(
        small_table(), columns=tuple(Column(f"c{j}", "x") for j in range(5)), rows=(Row("r", (Cell("x"),) * 5),)
    )
    assert "A4 landscape" in source(wide)
    assert "A4 landscape" not in source(small_table())


def test_a_text_that_runs_from_right_to_left_says_so() -> None:
    table = replace(small_table(), rows=(Row("r", (Cell("שלום"), Cell("hallo"), Cell(), Cell())),))
    assert '<td id="t1r1c1" dir="rtl">' in source(table)
    assert '<td id="t1r1c2">' in source(table)


def test_without_quotes_nothing_of_them_is_in_the_page() -> None:
    text = source(small_table(), Options(with_quotes=False))
    assert "Ik merk" not in text
    assert not Page(text).links


def test_several_tables_share_a_page_and_the_other_language_is_marked() -> None:
    (part,) = html.render((small_table("nl"), small_table("en")), OPTIONS)
    page = Page(part.body.decode())
    assert len(page.ids) == len(set(page.ids))
    assert {"t1", "t2", "t1q1", "t2q1"} <= set(page.ids)
    assert [value for name, value in page.attributes if name == "lang"] == ["nl", "en"]
