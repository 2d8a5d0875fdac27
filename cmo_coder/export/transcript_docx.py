"""A transcript as a Word document: a table with who, what and the codes, a row for every few sentences.

Comments of Word would stand beside the exact words, but programs print them each in their own way or not at all, and
a densely coded interview has more of them than fit beside the page. A table prints everywhere and can be written in.
"""

from __future__ import annotations

from cmo_coder.export import word
from cmo_coder.export.marked import Block, MarkedTranscript, Numbered, Piece, Turn, blocks, pieces
from cmo_coder.export.printing import foot_line, stamp_line, stamp_moment
from cmo_coder.export.word import CELL, SMALL, paragraph, run
from cmo_coder.messages import _, pgettext

_HINTS = (14, 62, 30)
_SOFT = "5A6572"
_FAINT = "D5DAE0"


def write(transcript: MarkedTranscript, turns: tuple[Turn, ...]) -> bytes:
    """Return the document."""
    stamp = transcript.stamp
    properties = word.Properties(transcript.title, stamp.study, stamp.program, transcript.language, stamp_moment(stamp))
    paper = word.Paper(properties, landscape=False)
    paper.set_footer(foot_line(stamp), pgettext("footer", "page"))
    widths = word.shares(_HINTS, word.text_width(landscape=False), (0, 0, 0))
    heads = (_("Who"), _("Text"), _("Codes"))
    rows = [
        word.row(
            (word.cell(w, [paragraph(run(head), style=CELL)]) for w, head in zip(widths, heads, strict=True)),
            header=True,
        )
    ]
    for turn in turns:
        rows.extend(_turn(turn, widths))
    paper.add(
        paragraph(run(transcript.title), style="Heading1"),
        *(paragraph(run(line), style=SMALL) for line in transcript.meta),
        word.table(widths, rows, transcript.title[:255]),
        paragraph(run(stamp_line(stamp)), style=SMALL),
    )
    return paper.to_bytes()


def _turn(turn: Turn, widths: list[int]) -> list[str]:
    rows = []
    found = blocks(turn)
    for n, block in enumerate(found):
        who = [paragraph(run(turn.speaker, word.element("b")), style=CELL)] if turn.speaker and n == 0 else []
        if turn.time and n == 0:
            who.append(paragraph(run(turn.time, word.element("color", val=_SOFT)), style=CELL))
        parts = (who, [_words(turn, block)], _codes(block))
        borders = _faint(above=n > 0, below=n < len(found) - 1)
        cells = [word.cell(width, content, borders) for width, content in zip(widths, parts, strict=True)]
        rows.append(word.row(cells, whole=True))
    return rows


def _faint(*, above: bool, below: bool) -> str:
    """Make the lines between rows of one turn faint: they belong together."""
    sides = [side for side, wanted in (("top", above), ("bottom", below)) if wanted]
    if not sides:
        return ""
    lines = (word.element(side, val="dotted", sz="4", space="0", color=_FAINT) for side in sides)
    return word.element("tcBorders", *lines)


def _words(turn: Turn, block: Block) -> str:
    end = block.start + len(turn.text[block.start : block.end].rstrip())
    runs: list[str] = []
    for piece in pieces((*block.goes_on, *block.begins), block.start, end):
        for span in piece.begins:
            runs.append(run(str(span.number), word.element("color", val=_SOFT), _raised()))
        runs.append(run(turn.text[piece.start : piece.end], *_marks(piece)))
    # A span may begin in the white space after the last word; its number has to stand somewhere.
    runs.extend(
        run(str(span.number), word.element("color", val=_SOFT), _raised()) for span in block.begins if span.start >= end
    )
    return paragraph(*runs, style=CELL)


def _raised() -> str:
    return word.element("vertAlign", val="superscript")


def _marks(piece: Piece) -> tuple[str, ...]:
    if not piece.over:
        return ()
    return (word.element("u", val="single" if len(piece.over) == 1 else "double", color=_SOFT),)


def _codes(block: Block) -> list[str]:
    begins = [
        paragraph(run(f"{span.number} ", word.element("color", val=_SOFT)), run(span.label), style=CELL)
        for span in block.begins
    ]
    if block.goes_on:
        begins.append(paragraph(run(_going_on(block.goes_on), word.element("color", val=_SOFT)), style=CELL))
    return begins


def _going_on(spans: tuple[Numbered, ...]) -> str:
    return _("continues: {numbers}").format(numbers=", ".join(str(span.number) for span in spans))
