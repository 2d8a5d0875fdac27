"""Failures of other programs that must not happen here; the numbers are rows of the complaints in peers.md, section 2.

What needs the database or a screen is tested there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.reading import read_file
from cmo_coder.text.diff import diff
from cmo_coder.text.edits import Edit, apply_edits, shift_spans
from cmo_coder.text.sentences import paragraph_spans
from cmo_coder.text.spans import Span
from cmo_coder.text.turns import find_turns


def on(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def test_row_1_a_coding_does_not_drift_when_an_earlier_word_is_replaced() -> None:
    old = "De moeder zag het kind in de tuin.\nHet was er fijn.\n"
    new = old.replace("moeder", "grootmoeder").replace("in de", "op de")
    spans = [on(old, "kind"), on(old, "Het was er fijn")]
    assert [span and span.of(new) for span in shift_spans(spans, diff(old, new))] == ["kind", "Het was er fijn"]


def test_row_2_a_coding_that_ends_at_the_last_character_survives_an_edit() -> None:
    old = "Zo was het, en het werkte"
    (moved,) = shift_spans([on(old, "het werkte")], [Edit(0, "Zo", "Echt zo")])
    assert moved is not None
    assert moved.of(apply_edits(old, [Edit(0, "Zo", "Echt zo")])) == "het werkte"
    assert shift_spans([on(old, "en")], [Edit(on(old, "en").start, "en", "")]) == [None]


def test_row_3_only_one_module_moves_spans() -> None:
    package = Path(__file__).resolve().parents[2] / "cmo_coder"
    defined = [path.name for path in package.rglob("*.py") if "def shift_spans" in path.read_text("utf-8")]
    assert defined == ["edits.py"]


def test_row_4_emoji_before_a_coding_do_not_shift_it(tmp_path: Path) -> None:
    words = "R1: 👩\u200d👩\u200d👧 Fijn! 😊😊 Ze voelde zich ge\u0301hoord 🏳️\u200d🌈 zei ze.\n"
    path = tmp_path / "a.txt"
    for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        path.write_bytes(words.encode(codec))
        read = read_file(path)
        assert on(read.text, "ge\u0301hoord").of(read.text) == "ge\u0301hoord"
        assert on(read.text, "ge\u0301hoord") == on(words, "ge\u0301hoord")


def test_row_5_line_ends_and_marks_do_not_make_the_stored_text_another_than_the_shown_one(tmp_path: Path) -> None:
    hashes = set()
    for number, data in enumerate(("a\nb\n", "a\r\nb\r\n", "a\rb\r", "\ufeffa\r\nb\n", "a\u2028b\x85")):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(data.encode())
        hashes.add(read_file(path).sha256)
    assert len(hashes) == 1


def test_row_13_a_pdf_with_another_name_is_not_read_as_garbled_text(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_bytes(b"%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj")
    with pytest.raises(ReadError, match="PDF"):
        read_file(path)


def test_row_14_blank_lines_and_paragraphs_are_kept_as_they_were(tmp_path: Path) -> None:
    words = "Een.\n\n\nTwee lange regel die\nniet aan elkaar wordt geplakt.\n\n"
    path = tmp_path / "a.txt"
    path.write_text(words, "utf-8", newline="\r\n")
    read = read_file(path)
    assert read.text == words
    assert read.paragraphs == len(paragraph_spans(words)) == 3
    assert [words[turn.start : turn.end] for turn in find_turns(words)] == [line for line in words.split("\n") if line]
