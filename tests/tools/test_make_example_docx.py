"""The Word files of the example study say what their sources say, and are the same bytes every time."""

from __future__ import annotations

import re
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


def test_making_a_word_file_twice_gives_the_same_bytes() -> None:
    text = "Titel\n\nI: Hoe gaat het?\n\nR: Goed, dank u.\n"
    assert make.build(text) == make.build(text)
    assert make.build(text) != make.build(text.replace("Goed", "Slecht"))
