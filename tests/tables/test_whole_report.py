"""The report as one document: its parts, the methods paragraph before them, quotes only where they are the evidence."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html

from cmo_coder.export.value import Options
from cmo_coder.export.writing import write_tables
from cmo_coder.messages import in_language
from cmo_coder.realist.methods_text import methods_paragraph
from cmo_coder.tables.whole_report import ALWAYS, PARTS, WITH_QUOTES, front_page, report_tables
from tests.realist.builder import StudyBuilder
from tests.tables.test_tracing import whole

DAY = datetime.date(2024, 5, 6)
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


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_begins_with_a_title_page_and_a_table_of_contents(
    study: StudyBuilder, language: str, tmp_path: Path
) -> None:
    snapshot = whole(study)
    tables = report_tables(snapshot, language=language, date=DAY)
    front = front_page(snapshot, language=language, date=DAY)
    assert front.title == snapshot.study.name
    facts = dict(front.facts)
    assert (facts["Datum" if language == "nl" else "Date"]) == ("6 mei 2024" if language == "nl" else "6 May 2024")
    assert all(words for words in facts.values()), "what is not known is not named"
    titles = [table.title for table in tables]
    (path,) = write_tables(tables, tmp_path / "rapport.docx", options=Options(front=front))
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    headings = {
        mark.get(f"{W}name"): "".join(t.text or "" for t in p.iter(f"{W}t"))
        for p in body.iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle[@{W}val='Heading1']") is not None
        for mark in p.iter(f"{W}bookmarkStart")
    }
    links = [link for p in styled(body, "TOC1") for link in p.iter(f"{W}hyperlink")]
    assert [headings[link.get(f"{W}anchor")] for link in links] == titles, "each line leads to its heading"
    assert "".join(t.text or "" for p in styled(body, "Title") for t in p.iter(f"{W}t")) == front.title
    assert "TOC" in "".join(t.text or "" for t in body.iter(f"{W}instrText"))
    (page,) = write_tables(tables, tmp_path / "rapport.html", options=Options(front=front))
    made = html.fromstring(page.read_text("utf-8"))
    assert [h1.text for h1 in made.iter("h1")] == [front.title]
    assert [made.get_element_by_id(a.get("href")[1:]).find("h2").text for a in made.findall(".//nav//a")] == titles
    (lines,) = write_tables(tables, tmp_path / "rapport.md", options=Options(front=front))
    assert lines.read_text("utf-8").startswith("# ")
    assert lines.read_text("utf-8").count("\n## ") >= len(tables)


def styled(body: etree._Element, style: str) -> list[etree._Element]:
    return [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='{style}']") is not None]


def test_an_empty_study_has_the_parts_that_tell_what_is_missing(study: StudyBuilder) -> None:
    tables = report_tables(study.snapshot(), language="en")
    assert {table.id for table in tables} == ALWAYS
    assert tables[0].lead == (), "nothing has happened yet, and nothing is made up"
