"""Choosing the reader, what is refused, speakers, and the preview."""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from cmo_coder.ingest import limits
from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.preview import preview
from cmo_coder.ingest.reading import READERS, extensions, read_file, readers
from cmo_coder.ingest.value import SpeakerGuess, warning
from cmo_coder.messages import in_language
from cmo_coder.model.errors import UserError
from tests.ingest.files import TALK, p, package, word, zipped
from tests.shared import ROOT


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("name", ["leeg.txt", "leeg.docx", "leeg.md", "leeg"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadError, match=f"{name} is empty"):
        read_file(write(tmp_path, name, b""))


@pytest.mark.parametrize("data", [b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe\n\x00"])
def test_a_file_without_words_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ReadError, match="holds no text"):
        read_file(write(tmp_path, "leeg.txt", data))


def test_a_folder_a_missing_file_and_a_device_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is a folder"):
        read_file(tmp_path)
    with pytest.raises(ReadError, match=r"no file .*weg\.txt"):
        read_file(tmp_path / "weg.txt")
    with pytest.raises(ReadError, match="no file"):
        read_file(write(tmp_path, "een.txt", "x") / "twee.txt")
    with pytest.raises(ReadError, match="cannot be read"):
        read_file(tmp_path / "a\0b.txt")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pijp.txt")
        with pytest.raises(ReadError, match="no ordinary file"):
            read_file(tmp_path / "pijp.txt")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "dicht.txt", TALK)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match=r"dicht\.txt may not be read"):
        read_file(path)


def test_a_text_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.txt"
    with path.open("wb") as file:
        file.write(b"tekst ")
        file.truncate(200 * limits.MEGABYTE)  # a hole: takes no room on the disk
    tracemalloc.start()
    try:
        with pytest.raises(ReadError, match="too large: 200 MB, and the limit for this kind of file is 100 MB"):
            read_file(path)
        assert tracemalloc.get_traced_memory()[1] < limits.MEGABYTE
    finally:
        tracemalloc.stop()
    with pytest.raises(ReadError, match="too large"):
        read_file(path.rename(tmp_path / "groot.md"))


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("gesprek.docx", b"\x89PNG\r\n\x1a\n" + bytes(40), "a picture"),
        ("dia.docx", zipped({"[Content_Types].xml": b"presentationml.presentation.main+xml"}), "a presentation"),
        ("project.docx", zipped({"project.qde": b"<x/>"}), "a REFI-QDA project"),
        ("alles.txt", zipped({"a.txt": b"hallo"}), "a compressed archive"),
        (
            "pagina.mht",
            b"From: <Saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
            b'Content-Type: multipart/related;\r\n\tb="x"\r\n\r\n--x\r\n',
            "a web page with everything on it (MHTML)",
        ),
        ("bericht.txt", b"Subject: hallo\nMIME-Version: 1.0\nTo: a\n\nTekst", "an e-mail message"),
        ("opname.txt", b"ID3\x04" + bytes(50), "a sound or video recording"),
        ("project.txt", b"SQLite format 3\x00" + bytes(50), "a database"),
        ("data.txt", b"<?xml version='1.0'?><x/>", "an XML file"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_named_for_what_it_is(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_file(write(tmp_path, name, data))
    assert name in str(caught.value)
    assert what in str(caught.value)
    assert ".docx" in caught.value.remedy_text()


def test_a_project_among_the_interviews_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"studie\.cmo is a project, not an interview\..*import -p studie\.cmo"):
        read_file(write(tmp_path, "studie.cmo", b"SQLite format 3\x00" + bytes(50)))


def test_a_table_is_said_to_be_a_survey(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"a table \(CSV\), and that is read as a survey.*survey load"):
        read_file(write(tmp_path, "antwoorden.csv", b"id;antwoord\n1;ja\n"))


def test_the_content_decides_and_the_wrong_name_is_told(tmp_path: Path) -> None:
    text = read_file(write(tmp_path, "gesprek.docx", TALK))
    assert (text.format, text.text) == ("txt", TALK)
    assert "The name ends in .docx" in text.warnings[0].text()
    document = read_file(write(tmp_path, "gesprek.txt", word("I: Hoe?")))
    assert (document.format, document.text) == ("docx", "I: Hoe?")
    assert "that of a .docx file" in document.warnings[0].text()
    assert read_file(write(tmp_path, "zonder", TALK)).warnings == ()
    assert read_file(write(tmp_path, "GESPREK.MD", TALK)).format == "md"


def test_every_reader_says_what_it_reads() -> None:
    assert [reader.format for reader in readers()] == list(READERS)
    assert {".txt", ".md", ".docx", ".docm"} <= set(extensions())


def test_speakers_are_counted_with_their_words_and_their_role(tmp_path: Path) -> None:
    read = read_file(
        write(tmp_path, "a.txt", "I: Hoe gaat het?\nKARIN: Goed, hoor.\nI: En nu?\nKarin: Ook.\nKarin: Ja.")
    )
    assert read.speakers == (
        SpeakerGuess("I", 2, 5, "interviewer"),
        SpeakerGuess("KARIN", 3, 4, "respondent"),
    )
    assert {turn.speaker for turn in read.turns} == {"I", "KARIN"}


def test_labels_can_be_added_and_left_out_and_turns_not_looked_for(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "I: Hoe?\nAhmed: Zo.\nI: En?\n")
    assert [turn.speaker for turn in read_file(path).turns] == ["I", "I"]
    assert '"Ahmed:" was not taken' in preview(read_file(path)).warnings[0]
    assert [turn.speaker for turn in read_file(path, also=["Ahmed"]).turns] == ["I", "Ahmed", "I"]
    assert [turn.speaker for turn in read_file(path, never=["I"]).turns] == [None] * 3
    plain = read_file(path, find_turns=False)
    assert [turn.speaker for turn in plain.turns] == [None] * 3
    assert plain.warnings == ()


def test_the_preview_counts_and_shows_the_first_turns(tmp_path: Path) -> None:
    text = "Gesprek over de wijk\n\n[00:00:01] I: " + "Hoe gaat het? " * 30 + "\n\n[00:00:09] R1: Goed.\n\nI:\n"
    shown = preview(read_file(write(tmp_path, "Gesprek 1.txt", text)), first_turns=3)
    assert (shown.title, shown.format, shown.encoding) == ("Gesprek 1", "txt", "UTF-8")
    assert (shown.paragraphs, shown.turns, shown.words, shown.characters) == (4, 3, len(text.split()), len(text))
    assert [(turn.speaker, turn.time) for turn in shown.first_turns] == [(None, None), ("I", 1.0), ("R1", 9.0)]
    assert shown.first_turns[1].words.startswith("Hoe gaat het? Hoe")
    assert len(shown.first_turns[1].words) <= 120
    assert shown.warnings == ("Turns without words: 1.",)


def test_a_warning_and_a_refusal_speak_dutch_too(tmp_path: Path) -> None:
    with in_language("nl"):
        assert "Regel 3" in warning("{n}", 3, n=1).text()
        with pytest.raises(ReadError) as caught:
            read_file(write(tmp_path, "a.txt", b"ID3\x04" + bytes(50)))
        assert "geluids- of video-opname" in str(caught.value)
        assert isinstance(caught.value, UserError)


def test_reading_text_imports_nothing_heavy(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", TALK)
    code = (
        f"import sys; from cmo_coder.ingest.reading import read_file; read_file({str(path)!r});"
        "heavy = {'docx', 'lxml', 'rapidfuzz', 'spacy', 'textual', 'sqlalchemy'};"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_document_without_word_parts_but_with_text_is_read(tmp_path: Path) -> None:
    assert read_file(write(tmp_path, "a.docx", package(p("Alleen dit.")))).text == "Alleen dit."
