"""OpenDocument texts: what odfpy cannot write, from XML by hand."""

from __future__ import annotations

from pathlib import Path

from cmo_coder.ingest.reading import read_file
from cmo_coder.ingest.value import ReadText
from tests.ingest.files import zipped

_SPACES = " ".join(
    f'xmlns:{name}="urn:{name}"' for name in ("office", "text", "table", "draw", "style", "fo", "dc", "svg")
)


def read(folder: Path, body: str, styles: str = "", master: str = "") -> ReadText:
    path = folder / "gesprek.odt"
    path.write_bytes(
        zipped(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "content.xml": (
                    f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
                    f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
                ).encode(),
                "styles.xml": (
                    f"<office:document-styles {_SPACES}><office:master-styles>{master}</office:master-styles>"
                    "</office:document-styles>"
                ).encode(),
            }
        )
    )
    return read_file(path)


def told(found: ReadText) -> str:
    return "\n".join(warning.text() for warning in found.warnings)


def p(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def test_words_in_elements_that_are_not_known_are_not_lost(tmp_path: Path) -> None:
    body = (
        p("een <text:nieuw>twee <text:span>drie</text:span></text:nieuw>")
        + f"<text:nieuw>{p('vier')}</text:nieuw>"
        + f"<text:table-of-content><text:table-of-content-source>{p('bron')}</text:table-of-content-source>"
        f"<text:index-body>{p('vijf')}</text:index-body></text:table-of-content>"
    )
    assert read(tmp_path, body).text == "een twee drie\nvier\nvijf"


def test_boxes_shapes_and_pictures(tmp_path: Path) -> None:
    body = p(
        "voor<draw:custom-shape>"
        + p("in vorm")
        + "</draw:custom-shape><draw:g><draw:rect>"
        + p("in groep")
        + "</draw:rect>"
        "<draw:line/></draw:g><draw:frame><draw:image/><draw:image/></draw:frame><draw:frame><draw:object/><draw:image/>"
        "</draw:frame> na"
    )
    found = read(tmp_path, body)
    assert found.text == "voor na\nin vorm\nin groep"
    for words in ("Text boxes, placed after the paragraph that they belong to: 2", "Pictures, which are not read: 2"):
        assert words in told(found)
    assert "Embedded documents, which are not read: 1" in told(found)


def test_hidden_sections_and_headers_are_told_and_not_read(tmp_path: Path) -> None:
    master = f"<style:master-page><style:header>{p('Vertrouwelijk')}</style:header><style:footer/></style:master-page>"
    body = p("zichtbaar") + f'<text:section text:display="none">{p("weg")}</text:section>'
    found = read(tmp_path, body, master=master)
    assert found.text == "zichtbaar"
    assert "Hidden text, which is not read: 1" in told(found)
    assert "Headers and footers of pages, which are not read: 1" in told(found)


def test_bold_comes_from_a_style_or_from_the_one_it_was_made_from(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="Vet"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="T2" style:parent-style-name="Vet"/>'
        '<style:style style:name="T3" style:parent-style-name="Vet"><style:text-properties fo:font-weight="normal"/>'
        "</style:style>"
    )
    bold = "".join(
        p(f'<text:span text:style-name="T2">{who} </text:span>{words}')
        for who, words in (("Anna", "Hoe?"), ("Bas", "Zo."), ("Anna", "En?"), ("Bas", "Ook."))
    )
    assert [turn.speaker for turn in read(tmp_path, bold, styles).turns] == ["Anna", "Bas", "Anna", "Bas"]
    plain = bold.replace("T2", "T3")
    assert {turn.speaker for turn in read(tmp_path, plain, styles).turns} == {None}


def test_repeated_rows_are_no_bomb(tmp_path: Path) -> None:
    cell = f"<table:table-cell>{p('cel')}</table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="9999999">{cell}</table:table-row>'
    assert read(tmp_path, f"<table:table>{row}</table:table>").text == "cel"
    assert len(read(tmp_path, p('a<text:s text:c="99999999"/>b')).text) < 1100
