"""The change story as a page, and the ripple chains as a drawing."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from cmo_coder.export.chains import chains_svg, write_chains
from cmo_coder.export.errors import AlreadyThere, ExportError
from cmo_coder.export.figure import ROWS, figure_of, render_html, write_figure
from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Direction, Role
from cmo_coder.model.claims import EpistemicStatus
from cmo_coder.model.configurations import RelationType
from cmo_coder.model.stories import StoryBox, StoryItem
from cmo_coder.tables.catalogue import build
from tests.realist.builder import StudyBuilder

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[StudyBuilder]:
    made = StudyBuilder(tmp_path)
    yield made
    made.project.close()


def test_every_box_is_in_the_figure_once() -> None:
    assert sorted(box for row in ROWS for box in row) == sorted(StoryBox)


def test_the_figure_has_seven_boxes_with_their_items_in_both_formats(study: StudyBuilder, tmp_path: Path) -> None:
    case = study.case("Noord & Zuid")
    for nr, box in enumerate(StoryBox):
        study.put(StoryItem(id=new_id(), case_id=case.id, box=box, text=f"onderdeel <{box.value}>", position=nr))
    lead = StoryItem(id=new_id(), case_id=case.id, box=StoryBox.APPROACH, text="Drie lijnen:", lead=True, position=9)
    study.put(lead)
    snapshot = study.snapshot()
    stamp = build("veranderverhaal", snapshot).stamp
    figure = figure_of(snapshot, case.id, stamp, "nl")
    page = etree.HTML(render_html(figure))
    boxes = page.findall(".//section")
    assert [box.findtext("h2") for box in boxes] == [
        "Uitdagingen regio", "Uitdagingen proces", "Ambities", "Aanpak", "Doelgroepen", "Hogere effecten",
        "Randvoorwaarden",
    ]  # fmt: skip
    assert [len(box.findall(".//li")) for box in boxes] == [1] * 7
    assert boxes[3].findtext("p") == "Drie lijnen:"
    path = write_figure(figure, tmp_path / "verhaal.docx")
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    cells = ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in body.iter(f"{W}tc")]
    assert len(cells) == 7
    assert cells[3] == "AanpakDrie lijnen:onderdeel <approach>"
    with pytest.raises(AlreadyThere):
        write_figure(figure, path)
    with pytest.raises(ExportError, match=r"\.html"):
        write_figure(figure, tmp_path / "verhaal.pdf")


def test_the_drawing_shows_signs_statuses_and_a_ground_that_gets_softer(study: StudyBuilder, tmp_path: Path) -> None:
    shared = study.canonical(Role.O, "bewuster", direction=Direction.PLUS)
    end = study.canonical(Role.O, "minder verzuim & rust", direction=Direction.PLUS)
    document = study.document("A")
    seen = study.claim(document, [shared], status=EpistemicStatus.EXPERIENCED)
    hoped = study.claim(document, [end], status=EpistemicStatus.HOPED)
    first, _version = study.configuration([shared], supports=[seen])
    last, _version = study.configuration([study.canonical(Role.C, "bewuster"), end], supports=[hoped])
    study.relate(RelationType.RIPPLE, first, last, shared=shared)
    path = write_chains(study.snapshot(), tmp_path / "rimpels.svg", "nl")
    drawing = etree.fromstring(path.read_bytes())
    texts = [text.text for text in drawing.iter(f"{SVG}text")]
    assert "CMO 1  (+)" in texts
    assert "ervaren 1" in texts and "gehoopt 1" in texts
    assert any("de grond wordt zachter: van ervaren naar gehoopt" in (text or "") for text in texts)
    dashes = [rect.get("stroke-dasharray") for rect in drawing.iter(f"{SVG}rect") if rect.get("rx")]
    assert dashes == [None, "2 5"]  # said without colour too
    assert [line.get("stroke-dasharray") for line in drawing.iter(f"{SVG}line")] == ["2 5"]
    assert "↘ gehoopt" in texts
    assert [text for text in texts if text and text.startswith("bewuster")] == ["bewuster (+)"]


def test_a_loop_is_drawn_back_to_where_it_leads(study: StudyBuilder) -> None:
    one, two = study.canonical(Role.O, "geld"), study.canonical(Role.O, "mensen")
    first, _v = study.configuration([two, one])
    other, _v = study.configuration([one, two])
    study.relate(RelationType.RIPPLE, first, other, shared=one)
    study.relate(RelationType.RIPPLE, other, first, shared=two)
    drawing = etree.fromstring(chains_svg(study.snapshot(), "en").encode())
    assert len([path for path in drawing.findall(f"{SVG}path") if path.get("fill") == "none"]) == 1
