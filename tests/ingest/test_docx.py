"""Word documents."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_coder.ingest import limits
from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.reading import read_file
from cmo_coder.ingest.value import ReadText
from tests.ingest.files import MACRO_MAIN, TALK, p, package, r, word, zipped


def read(folder: Path, data: bytes, name: str = "gesprek.docx") -> ReadText:
    path = folder / name
    path.write_bytes(data)
    return read_file(path)


def told(found: ReadText) -> str:
    return "\n".join(warning.text() for warning in found.warnings)


def spoken(found: ReadText) -> list[tuple[str | None, str]]:
    return [(turn.speaker, found.text[turn.text_start : turn.end]) for turn in found.turns]


def test_each_paragraph_is_a_line(tmp_path: Path) -> None:
    found = read(tmp_path, word("Interviewer: Hoe?", "", "Respondent: Zo.", "En é👩\u200d👧 ook."))
    assert found.text == "Interviewer: Hoe?\n\nRespondent: Zo.\nEn é👩\u200d👧 ook."
    assert (found.format, found.encoding, found.paragraphs, found.warnings) == ("docx", "", 3, ())
    assert spoken(found) == [("Interviewer", "Hoe?"), ("Respondent", "Zo.\nEn é👩\u200d👧 ook.")]


def test_names_in_bold_at_the_start_are_speakers(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        word(
            [("Jan ", True), "Hoe?"], [("Piet ", True), "Zo."], [("Jan ", True), "En nu?"], [("Piet", True), " Ook."],
        ),
    )  # fmt: skip
    assert spoken(found) == [("Jan", "Hoe?"), ("Piet", "Zo."), ("Jan", "En nu?"), ("Piet", "Ook.")]


def test_bold_headings_are_no_speakers(tmp_path: Path) -> None:
    report: list[list[tuple[str, bool] | str]] = []
    for _ in range(3):
        report += [[("Ervaringen", True)], *[["Gewone tekst in een verslag."]] * 6]
    assert {speaker for speaker, _ in spoken(read(tmp_path, word(*report)))} == {None}


def test_paragraph_styles_may_name_the_speaker(tmp_path: Path) -> None:
    styles = '<w:style w:styleId="I1"><w:name w:val="Interviewer"/></w:style>'
    body = p("Hoe?", "I1") + p("En?", "I1") + p("Zo.", "Respondent") + p("Nou ja.", "Respondent") + p("Klaar?", "I1")
    found = read(tmp_path, package(body, styles=styles))
    assert spoken(found) == [("Interviewer", "Hoe?\nEn?"), ("Respondent", "Zo.\nNou ja."), ("Interviewer", "Klaar?")]


def test_a_label_in_the_text_says_more_than_the_style(tmp_path: Path) -> None:
    found = read(tmp_path, package(p("I: Hoe?", "Interviewer") + p("R2: Zo.", "Respondent")))
    assert spoken(found) == [("I", "Hoe?"), ("R2", "Zo.")]


def test_tracked_changes_read_as_accepted(tmp_path: Path) -> None:
    body = (
        f"<w:p>{r('Het ')}<w:del><w:r><w:delText>kint</w:delText></w:r></w:del>"
        f"<w:ins>{r('kind')}</w:ins>{r(' speelt.')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('Samen')}</w:p>"
        + p(" een.")
        + f"<w:moveFrom>{p('Weg.')}</w:moveFrom>"
    )
    found = read(tmp_path, package(body))
    assert found.text == "Het kind speelt.\nSamen een."
    assert "Tracked changes" in told(found)


def test_what_is_not_read_is_counted_and_told(tmp_path: Path) -> None:
    body = (
        f"<w:p>{r('Tekst')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>weg</w:t></w:r><w:r><w:drawing/></w:r>"
        "<w:r><w:sym/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p><w:altChunk/>"
    )
    found = read(tmp_path, package(body))
    assert found.text == "Tekst\ufffd"
    for words in ("Hidden text", "Pictures", "symbol font", "Embedded"):
        assert words in told(found)


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    rows = "".join(
        f"<w:tr><w:tc>{p(time)}</w:tc><w:tc>{p(who)}</w:tc><w:tc>{p(words)}{p('Tweede.')}</w:tc></w:tr>"
        for time, who, words in (("00:01", "Interviewer", "Hoe?"), ("00:05", "Respondent", "Zo."))
    )
    found = read(tmp_path, package(f"<w:tbl>{rows}<w:tr><w:tc>{p('')}</w:tc></w:tr></w:tbl>"))
    assert found.text == "00:01 | Interviewer | Hoe?\nTweede.\n00:05 | Respondent | Zo.\nTweede."
    assert [(turn.speaker, turn.time) for turn in found.turns] == [("Interviewer", 1.0), ("Respondent", 5.0)]
    assert "Tables" in told(found)


def test_links_fields_controls_and_boxes_keep_their_words_once(tmp_path: Path) -> None:
    alternate = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{p('In de kantlijn.')}</w:txbxContent>"
    body = (
        f"<w:p><w:hyperlink>{r('een')}</w:hyperlink><w:sdt><w:sdtContent>{r(' twee')}</w:sdtContent></w:sdt>"
        f"<w:fldSimple>{r(' drie')}</w:fldSimple><w:r><w:tab/><w:t>vier</w:t><w:br/><w:noBreakHyphen/></w:r>"
        f'<w:r><mc:AlternateContent xmlns:mc="{alternate}"><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{p('vijf')}</w:sdtContent></w:sdt>"
    )
    found = read(tmp_path, package(body))
    assert found.text == "een twee drie\tvier\n\u2011\nIn de kantlijn.\nvijf"
    assert "Text boxes" in told(found)


def test_words_in_elements_that_are_not_known_are_not_lost(tmp_path: Path) -> None:
    alternate = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        f"<w:p>{r('een')}<w:nieuw><w:binnen>{r(' twee')}</w:binnen></w:nieuw>"
        f"<mc:AlternateContent {alternate}><mc:Choice>{r(' drie')}</mc:Choice><mc:Fallback>{r(' dubbel')}</mc:Fallback>"
        f"</mc:AlternateContent><w:ruby><w:rt>{r('klank')}</w:rt><w:rubyBase>{r(' vier')}</w:rubyBase></w:ruby></w:p>"
        f"<mc:AlternateContent {alternate}><mc:Choice>{p('vijf')}</mc:Choice><mc:Fallback>{p('dubbel')}</mc:Fallback>"
        f"</mc:AlternateContent><mc:AlternateContent {alternate}/>"
    )
    assert read(tmp_path, package(body)).text == "een twee drie vier\nvijf"


def test_a_box_in_a_box_is_read_once(tmp_path: Path) -> None:
    inner = f"<w:p><w:r><w:pict><w:txbxContent>{p('binnen')}</w:txbxContent></w:pict></w:r></w:p>"
    outer = f"<w:p><w:r><w:pict><w:txbxContent>{p('buiten')}{inner}</w:txbxContent></w:pict></w:r></w:p>"
    assert read(tmp_path, package(outer)).text.split() == ["buiten", "binnen"]


def test_a_document_with_macros_is_read_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, package(p(TALK), main=MACRO_MAIN, more={"word/vbaProject.bin": b"x"}), "gesprek.docm")
    assert found.format == "docx"
    assert "macros are never run" in told(found)


def test_a_document_locked_with_a_password_is_refused(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    with pytest.raises(ReadError, match="password"):
        read(tmp_path, ole)
    data = bytearray(word("geheim"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    with pytest.raises(ReadError, match="password"):
        read(tmp_path, bytes(data))


def test_a_document_of_the_old_kind_is_named(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
    with pytest.raises(ReadError, match=r"old kind \(\.doc\)"):
        read(tmp_path, ole)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.99])
def test_a_document_that_was_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    data = word(*["Regel tekst."] * 50)
    with pytest.raises(ReadError, match="damaged or incomplete"):
        read(tmp_path, data[: int(len(data) * share)])


def test_broken_xml_and_missing_parts_are_refused(tmp_path: Path) -> None:
    whole = package(p("tekst"))
    for broken in (
        package("<w:p>"),
        package(p("x"), more={"word/document.xml": b""}),
        package("<w:p>" * 300 + "</w:p>" * 300),
        zipped({"[Content_Types].xml": b"wordprocessingml.document.main+xml"}),
        whole.replace(b"PK\x05\x06", b"PK\x05\x07"),
    ):
        with pytest.raises(ReadError, match="damaged or incomplete"):
            read(tmp_path, broken)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    zeros = bytes(limits.RATIO_FROM + 1)
    with pytest.raises(ReadError, match="would unpack to 21 MB"):
        read(tmp_path, package(p("x"), more={"word/media/image1.png": zeros}))
    with pytest.raises(ReadError, match="would unpack"):
        read(tmp_path, zipped({"[Content_Types].xml": b"x", **{f"word/{n}.xml": b"" for n in range(limits.PARTS)}}))


def test_a_part_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmo_coder.ingest.package.PART_BYTES", 1000)
    with pytest.raises(ReadError, match="would unpack"):
        read(tmp_path, package(p("x" * 1001)))


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = package(p("tekst " * 5000))
    with zipfile.ZipFile(_written(tmp_path, data)) as archive:
        info = archive.getinfo("word/document.xml")
    lie = data.replace(info.file_size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(ReadError, match="damaged or incomplete"):
        read(tmp_path, lie)


def _written(folder: Path, data: bytes) -> Path:
    path = folder / "echt.docx"
    path.write_bytes(data)
    return path


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY s SYSTEM "file:///etc/passwd">]>'
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'{entities}<w:document xmlns:w="{namespace}"><w:body>{p("x &b; &s; y")}</w:body></w:document>'
    with suppress(ReadError):
        found = read(tmp_path, package("", more={"word/document.xml": xml.encode()}))
        assert "lol" not in found.text
        assert "root" not in found.text


def test_an_empty_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="holds no text"):
        read(tmp_path, word("", "  "))


WORD = word("Interviewer: Hoe?", [("R1: ", True), "Zo."])
XML = (
    "<w:p><w:pPr><w:pStyle w:val='R'/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>R1: ja</w:t></w:r>"
    "<w:ins><w:r><w:t>x</w:t></w:r></w:ins></w:p>"
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_mutated_document_is_read_or_refused_and_never_crashes(tmp_path: Path, data: st.DataObject) -> None:
    raw = bytearray([WORD, package(XML), package(XML * 40)][data.draw(st.integers(0, 2))])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(raw)))
        raw[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    with suppress(ReadError):
        assert read(tmp_path, bytes(raw)).text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_document_of_mutated_xml_is_read_or_refused_and_never_crashes(tmp_path: Path, data: st.DataObject) -> None:
    pieces = [
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>",
        "</w:t>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
    ]
    pieces += [
        "</w:tc>",
        "<w:ins>",
        "</w:ins>",
        "<w:del/>",
        "<!-- -->",
        "<?pi?>",
        "I: ",
        "&amp;",
        "&x;",
        "<w:drawing/>",
        "<",
    ]
    nested = data.draw(st.recursive(st.sampled_from(pieces), lambda inner: st.lists(inner).map("".join), max_leaves=12))
    body = data.draw(
        st.sampled_from([nested, f"<w:p>{nested}</w:p>", f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"])
    )
    with suppress(ReadError):
        assert read(tmp_path, package(XML + body)).text
