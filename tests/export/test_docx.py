"""Word documents, read back from their XML and with python-docx."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from hypothesis import given, settings
from lxml import etree

from cmo_coder.export import docx as writer
from cmo_coder.export.printing import cell_text, clean, printable
from cmo_coder.export.value import Options
from cmo_coder.export.word import room_for, shares
from cmo_coder.messages import in_language
from cmo_coder.tables.value import Cell, CellKind, Column, Row, Table
from tests.export.reading import W, member, word_paragraphs, word_tables
from tests.export.tables import printed_table, small_table, tables
from tests.shared import needs_shared, shared

OPTIONS = Options()


def written(table: Table, options: Options = OPTIONS) -> bytes:
    (part,) = writer.render((table,), options)
    return part.body


def wide_table(columns: int) -> Table:
    return replace(
        small_table(),
        columns=tuple(Column(f"c{j}", f"Kolom {j}") for j in range(columns)),
        rows=(Row("r", (Cell("x"),) * columns),),
    )


def expected(cell: Cell) -> list[str]:
    """The paragraphs of a cell."""
    if cell.kind is CellKind.BULLETS:
        return [clean(item) for item in cell.items] or [""]
    return [clean(cell_text(cell))]


@given(tables())
@settings(max_examples=40, deadline=None)
def test_every_cell_comes_back(table: Table) -> None:
    body = written(table)
    head, *rows = word_tables(body)[0]
    with in_language(table.language):
        wanted = [[expected(cell) for cell in row.cells] for row in printable(table).rows]
    assert head == [[clean(column.title)] for column in table.columns]
    assert rows == wanted
    again = docx.Document(io.BytesIO(body)).tables[0]
    assert [[cell.text for cell in row.cells] for row in again.rows][1:] == [
        ["\n".join(paragraphs) for paragraphs in row] for row in wanted
    ]


@needs_shared
def test_the_acceptance_table_unfolds_to_the_58_rows_in_order() -> None:
    table, records = printed_table(shared("cases", "rivm-b1_1-werkzame-elementen.csv"))
    head, *rows = word_tables(written(table))[0]
    assert head == [["Werkzaam element"], ["Thema vraagstuk"], ["Hoe te bereiken?"]]
    unfolded = [
        [str(number), element[0], themes[0], line]
        for number, (element, themes, how) in enumerate(rows, 1)
        for line in how
    ]
    assert len(rows) == 7
    assert unfolded == records


def test_bullets_are_paragraphs_of_a_real_list() -> None:
    document = docx.Document(io.BytesIO(written(small_table())))
    cell = document.tables[0].cell(1, 2)
    assert [paragraph.style.name for paragraph in cell.paragraphs] == ["Table Bullet"] * 2
    base = document.styles["Table Bullet"].base_style
    assert base.name == "List Bullet"
    assert base.element.find(f".//{W}numId") is not None


def test_the_table_has_a_style_and_a_header_row_for_every_page() -> None:
    document = docx.Document(io.BytesIO(written(small_table())))
    for table in document.tables:
        assert table.style.name == "Plain Rules"
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row._tr.find(f"{W}trPr/{W}tblHeader") is None for row in list(table.rows)[1:])


def fields(body: bytes) -> list[str]:
    root = member(body, "word/document.xml")
    return [(node.text or "").strip() for node in root.iter(f"{W}instrText")]


@pytest.mark.parametrize(("language", "label"), [("nl", "Tabel"), ("en", "Table")])
def test_the_caption_is_numbered_by_word(language: str, label: str) -> None:
    body = written(small_table(language))
    assert f"SEQ {label} \\* ARABIC" in fields(body)
    captions = [p for p in docx.Document(io.BytesIO(body)).paragraphs if p.style.name.lower() == "caption"]
    assert [caption.text for caption in captions] == [f"{label} 1. Elementen en strategieën"]
    assert captions[0]._p.find(f"{W}pPr/{W}keepNext") is not None


def test_the_appendix_refers_to_the_caption_by_a_field() -> None:
    body = written(small_table())
    root = member(body, "word/document.xml")
    marks = {node.get(f"{W}name") for node in root.iter(f"{W}bookmarkStart")}
    (reference,) = [field for field in fields(body) if field.startswith("REF")]
    assert reference.split()[1] in marks
    assert "De citaten bij Tabel 1, in leesvolgorde." in word_paragraphs(body)


def test_the_quotes_lead_back_to_their_cells() -> None:
    body = written(small_table())
    root = member(body, "word/document.xml")
    marks = [node.get(f"{W}name") for node in root.iter(f"{W}bookmarkStart")]
    links = [node.get(f"{W}anchor") for node in root.iter(f"{W}hyperlink")]
    assert links == ["t1r1c1", "t1r1c1"]
    assert set(links) <= set(marks)
    assert len(marks) == len(set(marks))
    ids = [node.get(f"{W}id") for node in root.iter(f"{W}bookmarkStart")]
    assert sorted(ids) == sorted(node.get(f"{W}id") for node in root.iter(f"{W}bookmarkEnd"))
    _table, quotes = word_tables(body)
    assert quotes[0] == [["Nr."], ["Citaat"], ["Wie, waar"], ["Hoort bij"]]
    assert quotes[2][1] == ['Nou ja, "soms" dan.']


def test_without_quotes_nothing_of_them_is_in_the_file() -> None:
    body = written(small_table(), Options(with_quotes=False))
    assert len(word_tables(body)) == 1
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert not any(b"Ik merk" in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize(("columns", "landscape"), [(4, False), (5, True)])
def test_more_than_four_columns_turn_the_page(columns: int, landscape: bool) -> None:
    section = docx.Document(io.BytesIO(written(wide_table(columns)))).sections[0]
    assert (section.page_width > section.page_height) is landscape


def test_a_table_too_wide_for_any_page_becomes_a_list_per_row() -> None:
    table = wide_table(13)
    cells = (Cell("een"), Cell(), *(Cell(evidence=("f1",)) for _ in range(10)), Cell("twee\ndrie", evidence=("f2",)))
    body = written(replace(table, rows=(Row("r", cells), Row("s", cells))))
    grid = word_tables(body)[0]
    assert grid[0] == [["Rij"], ["Inhoud"]]
    assert grid[2] == [["2"], ["Kolom 0: een", "Kolom 12: twee; drie"]]
    section = docx.Document(io.BytesIO(body)).sections[0]
    assert section.page_width < section.page_height
    marks = {node.get(f"{W}name") for node in member(body, "word/document.xml").iter(f"{W}bookmarkStart")}
    assert "t1r2c13" in marks


def test_each_of_several_tables_has_its_own_page_and_number() -> None:
    (part,) = writer.render((small_table(), wide_table(6), small_table("en")), OPTIONS)
    document = docx.Document(io.BytesIO(part.body))
    assert [s.page_width > s.page_height for s in document.sections] == [False, True, False]
    captions = [p.text for p in document.paragraphs if p.style.name.lower() == "caption"]
    assert [caption[:8] for caption in captions] == ["Tabel 1.", "Tabel 2.", "Table 3."]
    assert document.sections[2].footer.paragraphs[0].text == "Samen gezond · 1 March 2026 · page 1"
    assert document.sections[1].footer.paragraphs[0].text == "Samen gezond · 1 maart 2026 · pagina 1"


def test_study_day_and_state_stand_below_the_table() -> None:
    lines = word_paragraphs(written(small_table()))
    assert "Studie: Samen gezond · 1 maart 2026 · stand 412 van het project · cmo-coder 9.9" in lines
    assert "Peildatum 1 maart." in lines


def test_the_properties_of_the_file_are_those_of_the_stamp() -> None:
    body = written(small_table())
    core = docx.Document(io.BytesIO(body)).core_properties
    assert (core.author, core.last_modified_by, core.title) == ("cmo-coder 9.9", "cmo-coder 9.9", "Werkzame elementen")
    assert str(core.created)[:10] == str(core.modified)[:10] == "2026-03-01"
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def test_a_paragraph_follows_the_last_table() -> None:
    for options in (OPTIONS, Options(with_quotes=False)):
        body = member(written(small_table(), options), "word/document.xml")[0]
        assert [child.tag for child in body][-2:] == [f"{W}p", f"{W}sectPr"]


def test_the_spelling_checker_gets_the_language_of_the_table() -> None:
    styles = member(written(small_table("nl")), "word/styles.xml")
    assert {node.get(f"{W}val") for node in styles.iter(f"{W}lang")} == {"nl-NL"}


def test_widths_are_shared_by_the_hints_and_fill_the_page() -> None:
    assert shares((1, 1, 2), 4000, (0, 0, 0)) == [1000, 1000, 2000]
    assert sum(shares((3, 70, 7), 9638, (500, 500, 500))) == 9638
    assert shares((1, 1000), 9638, (560, 560)) == [560, 9078]
    assert shares((1, 1, 1), 900, (600, 600, 600)) == [300, 300, 300]


def test_a_column_is_wide_enough_for_its_longest_word() -> None:
    assert room_for(["een gesteund woord", "kort/kort"]) == room_for(["gesteund"]) > room_for(["kort"])
    columns = (Column("a", "Samenwerking", 1), Column("b", "Tekst", 90))
    table = replace(small_table(), columns=columns, rows=(Row("r", (Cell("x"), Cell("y " * 200))),))
    grid = member(written(table), "word/document.xml").find(f".//{W}tblGrid")
    assert int(grid[0].get(f"{W}w")) >= 12 * 108
