"""Failures of other programs at import that must not happen here, for every format.

The numbers are rows of the complaints in peers.md, section 2; ``tests/text/test_peers.py`` has those of plain text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.ingest.loading import Plan, load_documents
from cmo_coder.ingest.preview import preview
from cmo_coder.ingest.reading import read_file
from cmo_coder.ingest.value import ReadText
from cmo_coder.messages import in_language
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document
from cmo_coder.model.fragments import Fragment
from cmo_coder.model.study import Study
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import full_document
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.ingest.corpus import samples
from tests.ingest.writers import WRITERS

FORMATS = sorted(WRITERS)
SAMPLES = {sample.name: sample for sample in samples()}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty study."""
    with Project.create(tmp_path / "studie.cmo", Study(id=new_id(), name="Studie")) as made:
        yield made


def read(folder: Path, name: str, data: bytes) -> ReadText:
    path = folder / name
    path.write_bytes(data)
    return read_file(path)


def loaded(project: Project, text: ReadText, **fields: bool) -> Document:
    (document,) = load_documents(project, [Plan(text, "Gesprek", **fields)])
    return document


def _code(project: Project) -> Code:
    return add_code(project, Code(id=new_id(), name="vertrouwen"))


@pytest.mark.parametrize("name", FORMATS)
def test_row_4_emoji_before_a_coding_do_not_shift_it(project: Project, tmp_path: Path, name: str) -> None:
    lines = ("I: Hoe was dat? 👩\u200d👩\u200d👧 🇳🇱", "R: Fijn! 😊 Ze voelde zich ge\u0301hoord 🏳️\u200d🌈 zei ze.")
    document = loaded(project, read(tmp_path, "a" + WRITERS[name].extension, WRITERS[name].write(lines)))
    text = full_document(project, document.id).text
    start = text.index("ge\u0301hoord")
    coding = code_span(project, document.id, start, start + len("ge\u0301hoord"), _code(project))
    with project.read() as reading:
        assert reading.get(Fragment, coding.fragment_id).quote == "ge\u0301hoord"
    assert not verify(project)


@pytest.mark.parametrize("name", FORMATS)
def test_row_5_the_stored_text_is_the_shown_one_whatever_the_line_ends(
    project: Project, tmp_path: Path, name: str
) -> None:
    data = WRITERS[name].write(("I: Hoe?", "R: Zo.", "En zo."))
    if not WRITERS[name].packed:
        data = data.replace(b"\n", b"\r\n")
    found = read(tmp_path, "a" + WRITERS[name].extension, data)
    full = full_document(project, loaded(project, found).id)
    assert full.text == found.text
    assert full.text.split() == ["I:", "Hoe?", "R:", "Zo.", "En", "zo."]
    for turn, read_turn in zip(full.turns, found.turns, strict=True):
        assert full.text[turn.text_start : turn.end] == found.text[read_turn.text_start : read_turn.end]


_LOSSES = (
    ("lijsten.docx", "Items of lists"),
    ("lijsten.docx", "Headers and footers"),
    ("tabel.odt", "Tables"),
    ("wijzigingen.odt", "Tracked changes"),
    ("wijzigingen.rtf", "Hidden text"),
    ("verborgen.html", "Pictures"),
    ("noten.rtf", "Footnotes"),
    ("opmerkingen.docx", "Comments"),
    ("rollend.vtt", "shown twice"),
    ("windows.srt", "Windows-1252"),
    ("afgebroken.rtf", "ends in the middle"),
)


@pytest.mark.parametrize(("name", "words"), _LOSSES)
def test_row_13_what_was_left_out_or_corrected_stands_in_the_preview_in_both_languages(
    tmp_path: Path, name: str, words: str
) -> None:
    found = read(tmp_path, name, SAMPLES[name].bytes())
    english = preview(found).warnings
    assert sum(words in one for one in english) == 1
    with in_language("nl"):
        dutch = preview(found).warnings
    assert len(dutch) == len(english) and not set(dutch) & set(english)


@pytest.mark.parametrize("name", FORMATS)
def test_row_14_paragraphs_and_blank_lines_stay_and_are_counted_in_and_out(tmp_path: Path, name: str) -> None:
    lines = ["Een.", "", "", "Twee.", "Drie en vier."]
    found = read(tmp_path, "a" + WRITERS[name].extension, WRITERS[name].write(lines))
    shown = preview(found)
    assert (shown.paragraphs_in, shown.paragraphs) == (3, 3)
    kept = found.text.rstrip("\n").split("\n")
    # Pages and subtitles show no blank lines; everything else keeps them.
    assert kept == ([line for line in lines if line] if name in ("html", "srt", "vtt") else lines)


def test_row_14_what_was_joined_or_split_shows_as_another_number_out_than_in(tmp_path: Path) -> None:
    shown = preview(read(tmp_path, "teams.vtt", SAMPLES["teams.vtt"].bytes()))
    assert (shown.paragraphs_in, shown.paragraphs) == (4, 3)
    shown = preview(read(tmp_path, "tabel.docx", SAMPLES["tabel.docx"].bytes()))
    assert (shown.paragraphs_in, shown.paragraphs) == (7, 3)


@pytest.mark.parametrize("wanted", [False, True])
def test_row_24_names_of_who_wrote_or_commented_come_in_only_when_wanted(
    project: Project, tmp_path: Path, wanted: bool
) -> None:
    loaded(project, read(tmp_path, "opmerkingen.docx", SAMPLES["opmerkingen.docx"].bytes()), notes=wanted)
    loaded(project, read(tmp_path, "wordpad.rtf", SAMPLES["wordpad.rtf"].bytes()))
    project.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("studie.cmo*"))
    assert [name in stored for name in (b"Karin de Wit", b"Mechanisme?")] == [wanted, wanted]
    assert b"Piet" not in stored and b"Geheim" not in stored  # the author and title in the file's own facts
