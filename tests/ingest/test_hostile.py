"""Odd and hostile files of every format: a clear message or the right text, and never a half-imported project."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from cmo_coder.ingest import limits
from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.loading import guess_plans, known_of, load_documents
from cmo_coder.ingest.reading import READERS, extensions, read_file
from cmo_coder.ingest.value import ReadText
from cmo_coder.messages import in_language
from cmo_coder.model.base import new_id
from cmo_coder.model.documents import Document
from cmo_coder.model.study import Study
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.ingest.files import MACRO_MAIN, p, package, zipped
from tests.ingest.writers import WRITERS, Writer

FORMATS = sorted(WRITERS)
OF_THEIR_OWN = {"pdf", "csv", "xlsx"} & set(READERS)
"""Formats that lay text out anew or hold tables: what they must survive stands in their own tests."""
TALK = ("I: Hoe gaat het?", "R: Goed, hè.")
PACKED = sorted(name for name, writer in WRITERS.items() if writer.packed)
PLAIN = sorted(name for name, writer in WRITERS.items() if not writer.packed)

ODD = {
    "rtl": "שלום עולם, مرحبا بالعالم \u200fabc\u200e",
    "emoji": "Een 👍, een 👩\u200d👩\u200d👧\u200d👦 en 🇳🇱 en 👋🏽.",
    "accents": "e\u0301e\u0301n cafe\u0301 A\u030angstro\u0308m n\u0303",
    "wide": "漢字かな交じり文 한국어 𝒳𝒴",
    "signs": "1 < 2 & 3 > 2 \\ { } | `x` *y* _z_ #a %b ~c^ \"d\" 'e'",
    "spaces": "a\u00a0b\u2009c\u200bd\u3000e",
    "long": "woord " * 2000 + "eind",
}


def read(folder: Path, data: bytes, name: str) -> ReadText:
    path = folder / name
    path.write_bytes(data)
    return read_file(path)


def written(folder: Path, writer: Writer, *lines: str) -> ReadText:
    return read(folder, writer.write(lines), "gesprek" + writer.extension)


def refused(folder: Path, data: bytes, name: str) -> str:
    """The message of the refusal, which must name the file and say what to do or what it is, in both languages."""
    with pytest.raises(ReadError) as caught:
        read(folder, data, name)
    english = str(caught.value)
    assert name in english and "{" not in english
    with in_language("nl"):
        dutch = str(caught.value)
    assert name in dutch and dutch != english
    return english


def test_every_reader_has_a_writer_here() -> None:
    assert set(READERS) - OF_THEIR_OWN == set(WRITERS)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    assert "is empty" in refused(tmp_path, b"", "leeg" + WRITERS[name].extension)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("lines", [(), ("", " ", "")])
def test_a_file_without_words_is_refused(tmp_path: Path, name: str, lines: tuple[str, ...]) -> None:
    data = WRITERS[name].write(lines) or b"\n"
    message = refused(tmp_path, data, "leeg" + WRITERS[name].extension)
    assert "holds no text" in message or "holds no subtitles" in message


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("odd", ODD)
def test_odd_text_comes_back_as_it_was_written(tmp_path: Path, name: str, odd: str) -> None:
    found = written(tmp_path, WRITERS[name], "I: Hoe?", ODD[odd], "R: Zo.")
    assert found.text.rstrip("\n") == f"I: Hoe?\n{ODD[odd]}\nR: Zo."


@pytest.mark.parametrize("name", FORMATS)
def test_line_separators_and_controls_become_what_can_be_kept(tmp_path: Path, name: str) -> None:
    if name in PACKED:
        pytest.skip("the writer of this format refuses such characters")
    found = written(tmp_path, WRITERS[name], "een\u2028twee\u2029drie\u0085vier", "a\x07b", "R: Zo.")
    words = found.text.replace("\n", " ")
    assert words.rstrip() in ("een twee drie vier a\ufffdb R: Zo.", "een twee drie…vier a\ufffdb R: Zo.")  # HTML: "…"
    assert any("cannot be shown" in one.text() for one in found.warnings)


@pytest.mark.parametrize("name", PLAIN)
def test_nul_bytes_are_told_and_harm_nothing(tmp_path: Path, name: str) -> None:
    data = (
        WRITERS[name].write(("I: Hoe gaat het met u vandaag?", "R: Goed hoor, dank u wel.")).replace(b"hoor", b"ho\0or")
    )
    found = read(tmp_path, data, "nul" + WRITERS[name].extension)
    assert "R: Goed ho" in found.text and "dank u wel." in found.text
    assert "\0" not in found.text


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_change_nothing(tmp_path: Path, name: str, end: str, mark: bytes) -> None:
    if name == "rtf" and mark:
        pytest.skip("rich text is ASCII and has no byte order mark")
    usual = written(tmp_path, WRITERS[name], *TALK)
    data = mark + WRITERS[name].write(TALK).replace(b"\n", end.encode())
    found = read(tmp_path, data, "anders" + WRITERS[name].extension)
    assert (found.text, found.turns, found.format) == (usual.text, usual.turns, usual.format)


@pytest.mark.parametrize("name", FORMATS)
def test_ten_megabytes_on_one_line_are_read(tmp_path: Path, name: str) -> None:
    line = "woord " * (10 * limits.MEGABYTE // 6) + "eind"
    found = written(tmp_path, WRITERS[name], line)
    assert (len(found.text.rstrip("\n")), found.text.count("\n") <= 1) == (len(line), True)


@pytest.mark.parametrize("name", PACKED)
def test_a_package_that_was_cut_off_is_refused(tmp_path: Path, name: str) -> None:
    data = WRITERS[name].write(["Regel tekst."] * 50)
    for share in (0.01, 0.3, 0.6, 0.9, 0.999):
        message = refused(tmp_path, data[: int(len(data) * share)], "half" + WRITERS[name].extension)
        assert "damaged or incomplete" in message


@pytest.mark.parametrize("name", PLAIN)
def test_a_text_that_was_cut_off_is_read_as_far_as_it_goes(tmp_path: Path, name: str) -> None:
    lines = [f"Regel {nr} is hier." for nr in range(50)]
    data = WRITERS[name].write(lines)
    whole = written(tmp_path, WRITERS[name], *lines).text
    for share in (0.3, 0.6, 0.9):
        found = read(tmp_path, data[: int(len(data) * share)], "half" + WRITERS[name].extension)
        kept = found.text.rstrip("\n").rpartition("\n")[0]
        assert kept and whole.startswith(kept)


@pytest.mark.parametrize("name", [name for name in FORMATS if WRITERS[name].marked])
@pytest.mark.parametrize("extension", [".txt", ".docx", ".odt", ".pdf", ".csv", ".verslag", ""])
def test_a_wrong_extension_does_not_matter_where_the_content_tells(tmp_path: Path, name: str, extension: str) -> None:
    found = read(tmp_path, WRITERS[name].write(TALK), "gesprek" + extension)
    assert found.format == name
    assert [turn.speaker for turn in found.turns] == ["I", "R"]
    said = " ".join(one.text() for one in found.warnings)
    assert ("The name ends in" in said) == (extension not in ("", ".verslag", WRITERS[name].extension))


@pytest.mark.parametrize("name", ["html", "srt", "vtt"])
def test_marked_text_in_utf_16_is_recognised_under_another_name(tmp_path: Path, name: str) -> None:
    data = WRITERS[name].write(TALK).decode().replace('<meta charset="utf-8">', "").encode("utf-16")
    found = read(tmp_path, data, "gesprek.txt")
    assert (found.format, [turn.speaker for turn in found.turns]) == (name, ["I", "R"])


def _with_part(data: bytes, name: str, part: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({**{one: archive.read(one) for one in archive.namelist()}, name: part})


@pytest.mark.parametrize("name", PACKED)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, name: str) -> None:
    data = _with_part(WRITERS[name].write(TALK), "Pictures/groot.bin", bytes(limits.RATIO_FROM + 1))
    assert "would unpack to" in refused(tmp_path, data, "bom" + WRITERS[name].extension)


@pytest.mark.parametrize("name", PACKED)
def test_a_package_with_a_password_is_refused(tmp_path: Path, name: str) -> None:
    data = bytearray(WRITERS[name].write(TALK))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert "locked with a password" in refused(tmp_path, bytes(data), "slot" + WRITERS[name].extension)


_LOCKED_MANIFEST = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    b"</manifest:manifest>"
)


@pytest.mark.parametrize(
    ("part", "content"), [("META-INF/manifest.xml", _LOCKED_MANIFEST), ("encrypted-package", b"\x01\x02\x03")]
)
def test_an_opendocument_text_with_a_password_is_refused(tmp_path: Path, part: str, content: bytes) -> None:
    data = _with_part(WRITERS["odt"].write(TALK), part, content)
    assert "locked with a password" in refused(tmp_path, data, "slot.odt")


def test_documents_with_macros_are_read_and_told(tmp_path: Path) -> None:
    for name, data in (
        ("macro.docm", package(p(TALK[0]), main=MACRO_MAIN, more={"word/vbaProject.bin": b"x"})),
        ("macro.odt", _with_part(WRITERS["odt"].write(TALK[:1]), "Basic/Standard/Module1.xml", b"<x/>")),
    ):
        found = read(tmp_path, data, name)
        assert found.text == TALK[0]
        assert any("macros are never run" in one.text() for one in found.warnings)


_DEEP: dict[str, Callable[[int], bytes]] = {
    "html": lambda n: b"<html><body>" + b"<div><b>" * n + b"diep" + b"</b></div>" * n,
    "rtf": lambda n: b"{\\rtf1 " + b"{\\b " * n + b"diep" + b"}" * n + b"}",
    "docx": lambda n: package("<w:p><w:hyperlink>" * n + "</w:hyperlink></w:p>" * n),
    "odt": lambda n: _with_part(
        WRITERS["odt"].write(TALK),
        "content.xml",
        b'<o:document-content xmlns:o="o"><o:body><o:text>'
        + b"<o:section>" * n
        + b"</o:section>" * n
        + b"</o:text></o:body></o:document-content>",
    ),
    "vtt": lambda n: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v A><i>" * n + b"diep",
    "srt": lambda n: b"1\n00:00:01,000 --> 00:00:02,000\n" + b"<i>" * n + b"diep",
}


@pytest.mark.parametrize("name", sorted(_DEEP))
def test_absurd_nesting_is_refused_or_read_but_never_crashes(tmp_path: Path, name: str) -> None:
    for n in (150, 3000, 60_000):
        with suppress(ReadError):
            assert read(tmp_path, _DEEP[name](n), f"diep{n}{WRITERS[name].extension}").text.strip()


def test_entities_of_an_opendocument_text_are_not_expanded(tmp_path: Path) -> None:
    xml = (
        b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY s SYSTEM "file:///etc/passwd">]>'
        b'<o:document-content xmlns:o="o"><o:body><o:text><o:p>x &b; &s; y</o:p></o:text></o:body></o:document-content>'
    )
    with suppress(ReadError):
        found = read(tmp_path, _with_part(WRITERS["odt"].write(TALK), "content.xml", xml), "x.odt")
        assert "lol" not in found.text and "root" not in found.text


def test_a_refused_file_leaves_a_project_as_it_was(tmp_path: Path) -> None:
    with Project.create(tmp_path / "studie.cmo", Study(id=new_id(), name="Studie")) as project:
        for name in PACKED:
            with pytest.raises(ReadError):
                read(tmp_path, WRITERS[name].write(TALK)[:500], "half" + WRITERS[name].extension)
        with project.read() as reading:
            assert reading.all(Document) == ()


def test_files_of_every_format_load_as_one_change_and_the_project_is_sound(tmp_path: Path) -> None:
    reads = [
        read(tmp_path, WRITERS[name].write((*TALK, *ODD.values(), name)), name + WRITERS[name].extension)
        for name in FORMATS
    ]
    with Project.create(tmp_path / "studie.cmo", Study(id=new_id(), name="Studie")) as project:
        plans, new = guess_plans(reads, known_of(project))
        load_documents(project, plans, new)
        assert not verify(project)
        project.undo()
        with project.read() as reading:
            assert reading.all(Document) == ()


def test_a_file_chooser_offers_the_extensions_of_every_reader() -> None:
    assert {writer.extension for writer in WRITERS.values()} <= set(extensions())
