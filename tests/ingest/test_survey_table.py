"""Tables of answers: CSV in all its dialects, Excel with what people do in it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.source import Stopped
from cmo_coder.ingest.survey_csv import delimiter_of
from cmo_coder.ingest.survey_table import SurveyTable, is_survey, read_survey
from tests.ingest.files import EXAMPLES, zipped
from tests.ingest.surveys import HEADER, as_csv, as_xlsx, rows


def read(folder: Path, data: bytes, name: str, sheet: str = "") -> SurveyTable:
    path = folder / name
    path.write_bytes(data)
    return read_survey(path, sheet=sheet)


def told(table: SurveyTable) -> str:
    return "\n".join(one.text() for one in table.warnings)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_whatever_its_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    table = read(tmp_path, as_csv([*rows(8), [9, "é", *[""] * 8]], delimiter=delimiter, encoding=encoding), "e.csv")
    assert table.header == HEADER
    assert len(table.rows) == 9
    assert table.rows[0][:6] == ("1", "r1@voorbeeld.test", "professional", "Oostwoud", "21", "7,5")
    # A line end within quotes belongs to the answer, and a doubled quote is one.
    assert table.rows[0][8] == 'De wandelgroep: samen buiten zijn.\nEn daarna koffie, dat was het "echte" werk. (1)'
    assert table.rows[8][1] == "é"
    assert (table.format, table.line) == ("csv", 2)


def test_excel_may_tell_the_delimiter_itself(tmp_path: Path) -> None:
    table = read(tmp_path, b"sep=|\na;b|c;d\n1;2|3;4\n", "e.csv")
    assert (table.header, table.rows) == (("a;b", "c;d"), (("1;2", "3;4"),))


def test_commas_in_answers_do_not_make_the_delimiter() -> None:
    assert delimiter_of("nr;antwoord\n1;ja, en nee, en dan, nog wat\n2;mooi, zeg\n") == ";"
    assert delimiter_of('nr,antwoord\n1,"ja; nee; soms"\n2,"goed; hoor"\n') == ","


def test_a_workbook_gives_the_same_as_a_csv(tmp_path: Path) -> None:
    table = read(tmp_path, as_xlsx(rows(8)), "e.xlsx")
    other = read(tmp_path, as_csv(rows(8)), "e.csv")
    assert (table.header, table.format) == (HEADER, "xlsx")
    plain = [[value.replace(",", ".") if nr == 5 else value for nr, value in enumerate(row)] for row in other.rows]
    assert [[*row[:6], *row[7:]] for row in table.rows] == [[*row[:6], *row[7:]] for row in plain]
    assert (table.rows[0][6], other.rows[0][6]) == ("2026-03-02", "2-3-2026")


def test_a_title_above_and_names_in_two_rows_are_understood(tmp_path: Path) -> None:
    data = as_xlsx([[1, "ja", "nee"]], ("nr", "eerst", "later"), title="Enquête van de wijk",
                   above=[["", "Contact", ""]], merged=["B2:C2"])  # fmt: skip
    table = read(tmp_path, data, "e.xlsx")
    assert table.header == ("nr", "Contact: eerst", "Contact: later")
    assert table.rows == (("1", "ja", "nee"),)
    assert "Rows above the names of the columns, which were not read: 1." in told(table)
    assert "Merged cells" in told(table)


def test_merged_answers_are_filled_and_hidden_columns_told(tmp_path: Path) -> None:
    data = as_xlsx([[1, "Noord", "x"], [2, None, "y"]], ("nr", "wijk", "geheim"), hidden="C", merged=["B2:B3"])
    table = read(tmp_path, data, "e.xlsx")
    assert table.column(1) == ("Noord", "Noord")
    assert table.hidden == {2}
    assert "left out unless you say otherwise: geheim." in told(table)


def test_another_sheet_may_be_named_and_empty_ones_are_passed_over(tmp_path: Path) -> None:
    data = as_xlsx([[1, "a"]], ("nr", "b"), first="Uitleg")
    table = read(tmp_path, data, "e.xlsx")
    assert (table.sheet, table.sheets) == ("Antwoorden", ("Uitleg", "Antwoorden"))
    with pytest.raises(ReadError, match=r"no sheet called Blad9.*Uitleg, Antwoorden"):
        read(tmp_path, data, "e.xlsx", "Blad9")
    with pytest.raises(ReadError, match="no table of answers"):
        read(tmp_path, data, "e.xlsx", "Uitleg")


def test_columns_with_one_name_are_told_apart_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    table = read(tmp_path, b"vraag;vraag;;toelichting\na;b;;c\n", "e.csv")
    assert table.header == ("vraag", "vraag (2)", "toelichting")


def test_the_second_head_of_qualtrics_is_no_answer(tmp_path: Path) -> None:
    data = b'Q1,Q2\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\nja,nee\n'
    assert read(tmp_path, data, "e.csv").rows == (("ja", "nee"),)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("leeg.csv", b"", "is empty"),
        ("kop.csv", b"a;b;c\n", "no table of answers"),
        ("leeg2.csv", b"a;b;c\n;;\n", "no table of answers|no answers"),
        ("los.xlsx", zipped({"[Content_Types].xml": b"spreadsheetml.sheet.main+xml"}), "damaged"),
        ("tekst.docx", b"\x89PNG\r\n\x1a\n" + bytes(40), "no table of answers"),
        ("half.xlsx", as_xlsx(rows(30))[:-300], "damaged"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    with pytest.raises(ReadError, match=what):
        read(tmp_path, data, name)


def test_a_workbook_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmo_coder.ingest.survey_table.MOST_ROWS", 20)
    with pytest.raises(ReadError, match="31 rows and 10 columns"):
        read(tmp_path, as_xlsx(rows(30)), "e.xlsx")


def test_a_table_is_known_by_its_content(tmp_path: Path) -> None:
    for name, data, is_one in (("a.csv", b"a;b\n1;2\n", True), ("a.txt", b"a;b\n1;2\n", False)):
        (tmp_path / name).write_bytes(data)
        assert is_survey(tmp_path / name) is is_one
    (tmp_path / "b.doc").write_bytes(as_xlsx(rows(2)))
    assert is_survey(tmp_path / "b.doc")


def test_reading_a_large_table_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "e.xlsx"
    path.write_bytes(as_xlsx(rows(450)))
    calls: list[float] = []

    def stop(done: float) -> None:
        calls.append(done)
        raise Stopped

    with pytest.raises(Stopped):
        read_survey(path, watch=stop)
    assert len(calls) == 1


BOOK = as_xlsx(rows(3))


@given(st.lists(st.tuples(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=3)), min_size=1, max_size=5))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_to_a_workbook_gives_a_table_or_a_clear_message(tmp_path: Path, damage: list[tuple[int, bytes]]) -> None:
    data = bytearray(BOOK)
    for at, new in damage:
        data[at : at + len(new)] = new
    with suppress(ReadError):
        read(tmp_path, bytes(data), "e.xlsx")


@given(st.text(max_size=200))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_a_table_or_a_clear_message(tmp_path: Path, text: str) -> None:
    with suppress(ReadError):
        read(tmp_path, text.encode("utf-8", "replace"), "e.csv")
