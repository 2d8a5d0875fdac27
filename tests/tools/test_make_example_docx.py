"""The Word files of the example study say what their sources say, and nothing in them tells when they were made."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from tests.tools import make_example_docx as make

SOURCES = sorted(make.SOURCES.glob("*.txt"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_word_file_of_the_example_says_what_its_source_says(source: Path) -> None:
    from docx import Document

    paragraphs = [part.text for part in Document(str(make.TARGET / f"{source.stem}.docx")).paragraphs]
    lines = [line for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert paragraphs == lines
    assert sum(len(re.findall(r"\S+", line)) for line in lines) >= 1500


def test_a_word_file_holds_no_time_of_its_making() -> None:
    packed = make.build("Titel\n\nI: Hoe gaat het?\n\nR: Goed, dank u.\n")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {2024}
        assert b"2024-12-02T09:00:00Z" in archive.read("docProps/core.xml")
