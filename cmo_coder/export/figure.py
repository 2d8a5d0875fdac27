"""The change story of a case as a figure of one page: seven boxes, as HTML or as a Word document (AC-5).

The boxes stand as in the printed figure: challenges of region and process above, then ambitions, approach and target
groups, then the higher effects, and the conditions below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cmo_coder.export import word
from cmo_coder.export.errors import ExportError
from cmo_coder.export.files import Target, at_home, checked_path, place
from cmo_coder.export.page import page, text
from cmo_coder.export.printing import clean, one_line, stamp_line, stamp_moment
from cmo_coder.messages import N_, _, in_language
from cmo_coder.model.stories import StoryBox
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.stories import items_in
from cmo_coder.realist.words import word as word_for
from cmo_coder.tables.value import Stamp

ROWS: tuple[tuple[StoryBox, ...], ...] = (
    (StoryBox.REGION, StoryBox.PROCESS),
    (StoryBox.AMBITION, StoryBox.APPROACH, StoryBox.TARGET_GROUP),
    (StoryBox.HIGHER_EFFECT,),
    (StoryBox.CONDITION,),
)
"""The boxes of the figure, row by row."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A change story ready to be drawn, in one language: the boxes with their lead (maybe empty) and items."""

    title: str
    case: str
    language: str
    boxes: tuple[tuple[StoryBox, str, str, tuple[str, ...]], ...]
    stamp: Stamp

    def box(self, which: StoryBox) -> tuple[str, str, tuple[str, ...]]:
        """Name, lead and items of a box."""
        return next((name, lead, items) for box, name, lead, items in self.boxes if box is which)


def figure_of(snapshot: Snapshot, case_id: str, stamp: Stamp, language: str) -> Figure:
    """The change story of a case, with the names of the boxes in `language`."""
    with in_language(language):
        boxes = []
        for box in StoryBox:
            items = items_in(snapshot, case_id, box)
            lead = " ".join(clean(one.text) for one in items if one.lead)
            boxes.append((box, _capital(word_for(box)), lead, tuple(clean(one.text) for one in items if not one.lead)))
        case = clean(snapshot.cases[case_id].name)
        return Figure(_("Change story {case}").format(case=case), case, language, tuple(boxes), stamp)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def write_figure(figure: Figure, path: Path, *, overwrite: bool = False) -> Path:
    """Write a figure; the ending (.html or .docx) decides. Raises ExportError for another, AlreadyThere."""
    makers = {".html": render_html, ".docx": render_docx}
    make = makers.get(path.suffix.lower())
    if make is None:
        raise ExportError(
            N_("A change story is written as .html or .docx, not as '{ending}'."), ending=path.suffix or path.name
        )
    target = checked_path(at_home(path), overwrite=overwrite)
    place((Target(target, make(figure)),))
    return target


_CSS = """body { max-width: 297mm; }
.row { display: flex; gap: 3mm; margin: 0 0 3mm; align-items: stretch; }
.box { flex: 1 1 0; border: 1.5px solid var(--rule); border-radius: 2mm; padding: 2mm 3mm 3mm; break-inside: avoid; }
.box h2 { font-size: 1rem; margin: 0 0 1mm; }
.box p { margin: 0 0 1mm; }
.box ul { margin: 0; padding-left: 1.1rem; }
.higher_effect { background: var(--head); text-align: left; }
.condition ul { columns: 2; }
.arrow { text-align: center; color: var(--soft); line-height: 1; margin: 0 0 2mm; }
@page { size: A4 landscape; margin: 10mm; }
@media print {
  body { font-size: 8pt; line-height: 1.3; }
  h1 { font-size: 13pt; }
  .box h2 { font-size: 1.1em; }
  .stamp { font-size: 7pt; }
}
"""


FEW = 28
"""With so many items at most there is room for larger letters on the one page."""
_LARGER = "@media print { body { font-size: 10.5pt; line-height: 1.4; } }\n"


def render_html(figure: Figure) -> bytes:
    """One page, on its side."""
    parts = [f"<h1>{text(figure.title)}</h1>\n"]
    for nr, row in enumerate(ROWS):
        if nr == 2:
            parts.append('<p class="arrow" aria-hidden="true">▼</p>\n')
        boxes = "".join(_html_box(figure, box) for box in row)
        parts.append(f'<div class="row">\n{boxes}</div>\n')
    with in_language(figure.language):
        parts.append(f'<p class="stamp">{text(stamp_line(figure.stamp))}</p>\n')
    few = sum(len(items) for _box, _name, _lead, items in figure.boxes) <= FEW
    css = _CSS + (_LARGER if few else "")
    return page(figure.title, figure.language, figure.stamp.program, "".join(parts), css)


def _html_box(figure: Figure, box: StoryBox) -> str:
    name, lead, items = figure.box(box)
    first = f"<p>{text(lead)}</p>\n" if lead else ""
    listed = "".join(f"<li>{text(one_line(item))}</li>\n" for item in items)
    content = f"<ul>\n{listed}</ul>\n" if items else ""
    return f'<section class="box {box.value}">\n<h2>{text(name)}</h2>\n{first}{content}</section>\n'


_WIDTH = 6
"""Columns of the grid under all rows: a row of two boxes spans three each, a row of three two each."""


def render_docx(figure: Figure) -> bytes:
    """One page on its side: a table whose cells are the boxes."""
    properties = word.Properties(
        figure.title,
        figure.stamp.study,
        figure.stamp.program,
        figure.language,
        stamp_moment(figure.stamp),
    )
    paper = word.Paper(properties, landscape=True)
    width = word.text_width(landscape=True) // _WIDTH
    rows = [_word_row(figure, row, width) for row in ROWS]
    paper.add(word.paragraph(word.run(figure.title), style="Heading1"))
    paper.add(word.boxes([width] * _WIDTH, rows, figure.title))
    with in_language(figure.language):
        paper.add(word.paragraph(word.run(stamp_line(figure.stamp)), style=word.SMALL))
    return paper.to_bytes()


def _word_row(figure: Figure, row: Sequence[StoryBox], width: int) -> str:
    span = _WIDTH // len(row)
    cells = []
    for box in row:
        name, lead, items = figure.box(box)
        content = [word.paragraph(word.run(name, word.element("b")), style=word.CELL)]
        if lead:
            content.append(word.paragraph(word.run(lead), style=word.CELL))
        content += [word.paragraph(word.run(one_line(item)), style=word.BULLET) for item in items]
        shade = word.element("shd", val="clear", color="auto", fill="EEF2F6") if box is StoryBox.HIGHER_EFFECT else ""
        properties = word.element(
            "tcPr", word.element("tcW", w=str(width * span), type="dxa"), word.element("gridSpan", val=str(span)), shade
        )
        cells.append(word.element("tc", properties, *content))
    return word.row(cells, whole=True)
