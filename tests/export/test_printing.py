"""How cells read as text, what no file can hold, and which quote stands behind which cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given

from cmo_coder.export import printing
from cmo_coder.messages import in_language
from cmo_coder.tables.value import Cell, CellKind, Row, Stamp, Table
from tests.export.tables import STAMP, quote, small_table, tables, texts


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n"])
def test_every_line_end_becomes_a_newline(end: str) -> None:
    assert printing.clean(f"a{end}b") == "a\nb"


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\x7f", "\x9b", "\ud800", "\ufffe", "\uffff", "\U0010ffff", "\ufdd0"])
def test_what_no_file_can_hold_is_left_out(bad: str) -> None:
    assert printing.clean(f"a{bad}b") == "ab"


@pytest.mark.parametrize("good", ["\t", "é", "e\u0301", "\u200d", "😊", "\u202e", "ש", "\ufffd", "\ue000", "\ufeff"])
def test_other_characters_are_kept(good: str) -> None:
    assert printing.clean(f"a{good}b") == f"a{good}b"


@given(texts)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert printing.clean(printing.clean(text)) == printing.clean(text)


def test_a_note_counts_what_was_left_out() -> None:
    table = replace(small_table(), title="a\x00b\x01", caption="x\r\ny")
    clean = printing.printable(table)
    assert clean.title == "ab"
    assert clean.notes[-1] == "2 control characters that no file can hold were left out."
    assert printing.printable(replace(small_table(), caption="x\r\ny")).notes == small_table().notes


@given(tables())
def test_cleaning_keeps_the_shape_and_the_ids(table: Table) -> None:
    clean = printing.printable(table)
    assert [row.id for row in clean.rows] == [row.id for row in table.rows]
    assert [[cell.evidence for cell in row.cells] for row in clean.rows] == [
        [cell.evidence for cell in row.cells] for row in table.rows
    ]
    assert [q.fragment_id for q in clean.quotes] == [q.fragment_id for q in table.quotes]


@pytest.mark.parametrize(
    ("number", "shown"),
    [(4, "4"), (4.0, "4"), (0.25, "0.25"), (-3.5, "-3.5"), (0, "0"), (1e300, "1e+300"), (float("nan"), "nan")],
)
def test_a_number_has_no_needless_decimals(number: float, shown: str) -> None:
    assert printing.number_text(number) == shown


def test_a_number_for_people_has_the_decimal_mark_of_the_language() -> None:
    cell = Cell(kind=CellKind.NUMBER, number=0.25)
    with in_language("nl"):
        assert printing.cell_text(cell) == "0,25"
    assert printing.cell_text(cell) == "0.25"
    assert printing.cell_text(replace(cell, text="¼")) == "¼"


def test_lists_read_as_text() -> None:
    assert printing.cell_text(Cell(kind=CellKind.JOINED, items=("a", "b"))) == "a; b"
    assert printing.cell_text(Cell(kind=CellKind.BULLETS, items=("a\n b", "c"))) == "a b\nc"
    assert printing.cell_text(Cell("only", kind=CellKind.BULLETS)) == "only"
    assert printing.cell_text(Cell(kind=CellKind.BULLETS)) == ""


def test_uses_are_found_in_reading_order() -> None:
    found = printing.uses(small_table())
    assert found == {1: (printing.Use(0, (0, 2)),), 2: (printing.Use(0, (0,)),)}


def test_evidence_without_its_quote_has_no_number() -> None:
    numbers = printing.quote_numbers(small_table())
    assert printing.numbers_of(Cell(evidence=("f2", "gone", "f1", "f2")), numbers) == (2, 1)


def test_a_row_is_pointed_at_by_its_first_words() -> None:
    cells = (Cell(kind=CellKind.NUMBER, number=7), Cell(), Cell("een\ntwee", evidence=("f1",)), Cell(evidence=("f1",)))
    table = replace(small_table(), rows=(Row("r", cells),))
    assert printing.use_label(table, printing.Use(0, (2, 3))) == "row 1: een; twee"
    bare = replace(table, rows=(Row("r", (cells[0], cells[3], cells[1], cells[1])),))
    assert printing.use_label(bare, printing.Use(0, (1,))) == "row 1"


def test_its_columns_are_named_where_others_rest_on_other_quotes() -> None:
    assert printing.use_label(small_table(), printing.Use(0, (0,))) == "row 1: Creëer commitment (Werkzaam element)"
    assert printing.use_label(small_table(), printing.Use(0, (0, 2))) == "row 1: Creëer commitment"


@pytest.mark.parametrize("text", ["kort", "woord " * 20, "x" * 100])
def test_a_label_stays_short(text: str) -> None:
    short = printing.shortened(text, 20)
    assert len(short) <= 20
    assert short == text or short.endswith("…")


def test_the_source_of_a_quote_names_only_what_is_known() -> None:
    known = quote(3)
    assert printing.source_of(known) == "R3 (professional), Noord, round 2 · Interview 1, turn 3"
    bare = replace(known, respondent="", group="", case="", round="", turn=None)
    assert printing.source_of(bare) == "Interview 1"


def test_a_day_is_in_words_for_people_and_iso_for_programs() -> None:
    cell = Cell("2026-03-01", CellKind.DATE)
    assert (printing.cell_text(cell), printing.plain_text(cell)) == ("1 March 2026", "2026-03-01")
    with in_language("nl"):
        assert printing.cell_text(cell) == "1 maart 2026"


def test_the_stamp_is_one_line() -> None:
    assert printing.stamp_line(STAMP) == "Study: Samen gezond · 1 March 2026 · state 412 of the project · cmo-coder 9.9"


@pytest.mark.parametrize("day", ["", "vandaag", "1970-01-01", "2200-01-01"])
def test_a_day_that_a_zip_cannot_hold_becomes_the_earliest(day: str) -> None:
    assert printing.stamp_moment(Stamp("", day, 0, "")) == datetime(1980, 1, 1)


def test_the_day_of_the_stamp_may_have_a_time() -> None:
    assert printing.stamp_moment(Stamp("", "2026-03-01T12:30:00", 0, "")) == datetime(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "answer"), [("שלום", True), ("123 العربية", True), ("Abc שלום", False), ("123", False)]
)
def test_the_direction_is_that_of_the_first_letter(text: str, answer: bool) -> None:
    assert printing.is_right_to_left(text) is answer
