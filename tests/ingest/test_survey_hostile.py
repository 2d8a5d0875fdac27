"""Odd and hostile tables, CSV and Excel: a clear message or the right cells, as for every other format."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from cmo_coder.ingest import limits, survey_xlsx
from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.survey_table import SurveyTable, read_survey
from cmo_coder.messages import in_language
from tests.ingest.files import zipped
from tests.ingest.surveys import as_csv, as_xlsx, rows

HEAD = "Respondent;Leeftijd;Wat hielp u?\n"
SHEET = "xl/worksheets/sheet1.xml"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
"""The start of what Excel writes with a password: no package but a container of the old kind."""


def read(folder: Path, data: bytes, name: str) -> SurveyTable:
    path = folder / name
    path.write_bytes(data)
    return read_survey(path)


def refused(folder: Path, data: bytes, name: str) -> str:
    with pytest.raises(ReadError) as caught:
        read(folder, data, name)
    english = str(caught.value)
    with in_language("nl"):
        dutch = str(caught.value)
    assert name in english and name in dutch and english != dutch and "{" not in english
    assert "Word" not in english  # what to do with a workbook is not done in Word
    return english


def _with_part(name: str, part: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(rows(5)))) as archive:
        return zipped({**{one: archive.read(one) for one in archive.namelist()}, name: part})


def _sheet() -> bytes:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(rows(5)))) as archive:
        return archive.read(SHEET)


@pytest.mark.parametrize("extension", [".csv", ".docx", ".txt", ".xls", ""])
def test_a_workbook_is_read_whatever_it_is_called(tmp_path: Path, extension: str) -> None:
    table = read(tmp_path, as_xlsx(rows(5)), "enquete" + extension)
    assert (table.format, table.rows) == ("xlsx", read(tmp_path, as_xlsx(rows(5)), "e.xlsx").rows)


@pytest.mark.parametrize("extension", [".xlsx", ".docx", ".txt", ""])
def test_a_csv_is_read_whatever_it_is_called(tmp_path: Path, extension: str) -> None:
    table = read(tmp_path, as_csv(rows(5)), "enquete" + extension)
    assert (table.format, len(table.rows)) == ("csv", 5)


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    assert "locked with a password" in refused(tmp_path, LOCKED, "slot.xlsx")
    data = bytearray(as_xlsx(rows(5)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert "locked with a password" in refused(tmp_path, bytes(data), "slot.xlsx")


def test_a_workbook_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    data = as_xlsx(rows(50))
    for share in (0.01, 0.3, 0.6, 0.9, 0.999):
        assert "damaged or incomplete" in refused(tmp_path, data[: int(len(data) * share)], "half.xlsx")


def test_a_csv_that_was_cut_off_gives_the_rows_that_are_whole(tmp_path: Path) -> None:
    data = as_csv(rows(50))
    whole = read(tmp_path, data, "heel.csv").rows
    for share in (0.3, 0.6, 0.9):
        found = read(tmp_path, data[: int(len(data) * share)], "half.csv").rows
        assert len(found) > 1 and found[:-1] == whole[: len(found) - 1]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    data = _with_part("xl/media/groot.bin", bytes(limits.RATIO_FROM + 1))
    assert "would unpack to" in refused(tmp_path, data, "bom.xlsx")


def test_entities_that_multiply_are_not_expanded(tmp_path: Path) -> None:
    names = "abcdefgh"
    entities = '<!ENTITY a "hahaha">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 30}">' for before, name in pairwise(names)
    )
    cell = b'<row r="9"><c r="A9" t="inlineStr"><is><t>&h;</t></is></c></row></sheetData>'
    body = re.sub(rb"<\?xml[^>]*\?>", b"", _sheet()).replace(b"</sheetData>", cell)
    data = _with_part(SHEET, f"<!DOCTYPE x [{entities}]>".encode() + body)
    assert "damaged or incomplete" in refused(tmp_path, data, "haha.xlsx")


@pytest.mark.parametrize("said", ["A1", "A1:J3", "A1:XFD1048576", ""])
def test_what_a_sheet_says_of_its_size_loses_no_answers(tmp_path: Path, said: str) -> None:
    dimension = f'<dimension ref="{said}"/>'.encode() if said else b""
    sheet, found = re.subn(rb"<dimension[^>]*>", dimension, _sheet())
    assert found == 1
    table = read(tmp_path, _with_part(SHEET, sheet), "e.xlsx")
    assert table.rows == read(tmp_path, as_xlsx(rows(5)), "e.xlsx").rows


@pytest.mark.parametrize(("value", "refuses"), [(b"<v>1</v>", True), (b"", False)])
def test_a_cell_in_the_last_corner_costs_no_million_rows_of_answers(
    tmp_path: Path, value: bytes, refuses: bool
) -> None:
    cell = b'<row r="1048576"><c r="XFD1048576">' + value + b"</c></row></sheetData>"
    data = _with_part(SHEET, _sheet().replace(b"</sheetData>", cell))
    if refuses:
        assert "1048576 rows and 16384 columns" in refused(tmp_path, data, "hoek.xlsx")
    else:  # only given a colour
        assert len(read(tmp_path, data, "hoek.xlsx").rows) == 5


def test_a_workbook_with_macros_is_read_and_they_are_not_run(tmp_path: Path) -> None:
    table = read(tmp_path, _with_part("xl/vbaProject.bin", b"x"), "macro.xlsm")
    assert len(table.rows) == 5


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_change_nothing(tmp_path: Path, end: str, mark: str) -> None:
    data = (mark + HEAD + 'R1;30;goed\nR2;31;"twee\nregels"\n').replace("\n", end).encode()
    table = read(tmp_path, data, "e.csv")
    assert table.header[0] == "Respondent"
    assert table.rows == (("R1", "30", "goed"), ("R2", "31", "twee\nregels"))


ODD = {
    "rtl": "שלום עולם مرحبا",
    "emoji": "Een 👍, een 👩\u200d👩\u200d👧 en 🇳🇱.",
    "accents": "e\u0301e\u0301n cafe\u0301",
    "signs": "1 < 2 & 3 > 2 \\ { } | =1+1 'e'",
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", ["e.csv", "e.xlsx"])
def test_odd_answers_come_back_as_they_were_written(tmp_path: Path, name: str, odd: str) -> None:
    cells = [["R1", "30", ODD[odd]], ["R2", "31", "gewoon"]]
    header = ("Respondent", "Leeftijd", "Wat hielp u?")
    data = as_csv(cells, header) if name == "e.csv" else as_xlsx(cells, header)
    assert read(tmp_path, data, name).rows == (("R1", "30", ODD[odd]), ("R2", "31", "gewoon"))


def test_line_separators_and_nul_bytes_stay_in_their_cell(tmp_path: Path) -> None:
    data = (HEAD + "R1;30;een\u2028twee\u2029drie\nR2;31;ho\0or\nR3;32;goed\n").encode()
    table = read(tmp_path, data, "e.csv")
    assert [row[0] for row in table.rows] == ["R1", "R2", "R3"]
    assert table.rows[0][2].split() == ["een", "twee", "drie"]
    assert "\0" not in table.rows[1][2] and table.rows[1][2].startswith("ho")


def test_ten_megabytes_in_one_answer_and_on_one_line(tmp_path: Path) -> None:
    long = "woord " * (10 * limits.MEGABYTE // 6) + "eind"
    table = read(tmp_path, f"{HEAD}R1;30;{long}\nR2;31;kort\n".encode(), "e.csv")
    assert [len(row[2]) for row in table.rows] == [len(long), 4]
    assert "too many" in refused(tmp_path, b"a;b;" * (10 * limits.MEGABYTE // 4), "breed.csv")


def test_a_mistake_of_ours_is_not_called_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(_value: object) -> str:
        raise KeyError("ours")

    monkeypatch.setattr(survey_xlsx, "text_of", mistaken)
    with pytest.raises(KeyError, match="ours"):
        read(tmp_path, as_xlsx(rows(3)), "e.xlsx")
