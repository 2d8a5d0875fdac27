"""The report as one document: its parts, the methods paragraph before them, quotes only where they are the evidence."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from cmo_coder.export.writing import write_tables
from cmo_coder.messages import in_language
from cmo_coder.realist.methods_text import methods_paragraph
from cmo_coder.tables.whole_report import ALWAYS, PARTS, WITH_QUOTES, report_tables
from tests.realist.builder import StudyBuilder
from tests.tables.test_tracing import whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_whole_study_has_every_part_and_the_methods_stand_first(
    study: StudyBuilder, language: str, tmp_path: Path
) -> None:
    snapshot = whole(study)
    tables = report_tables(snapshot, language=language)
    assert [table.id for table in tables] == [id_ for id_, _title in PARTS]
    with in_language(language):
        methods = methods_paragraph(snapshot)
    assert tables[0].lead == (methods,)
    assert {table.id for table in tables if table.quotes} == WITH_QUOTES
    (path,) = write_tables(tables, tmp_path / "rapport.docx")
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    texts = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iter(f"{W}p")]
    assert texts.index(methods) == 1, "right under the first heading"
    assert [text for text in texts if text in {table.title for table in tables}] == [table.title for table in tables]
    (page,) = write_tables(tables, tmp_path / "rapport.html")
    assert methods.split(".")[0] in page.read_text("utf-8")
    (lines,) = write_tables(tables, tmp_path / "rapport.md")
    assert lines.read_text("utf-8").count("\n# ") + 1 >= len(tables)


def test_an_empty_study_has_the_parts_that_tell_what_is_missing(study: StudyBuilder) -> None:
    tables = report_tables(study.snapshot(), language="en")
    assert {table.id for table in tables} == ALWAYS
    assert tables[0].lead == (), "nothing has happened yet, and nothing is made up"
