"""A transcript as plain text, with stripes and codes at the right, and as Markdown."""

from __future__ import annotations

import unicodedata
from collections import deque

from cmo_coder.export.markdown import escaped, escaped_paragraph
from cmo_coder.export.marked import MarkedTranscript, Numbered, Turn, blocks, overlapping
from cmo_coder.export.printing import one_line, stamp_line
from cmo_coder.messages import _
from cmo_coder.text.cells import clusters
from cmo_coder.text.lanes import OVERFLOW, assign_lanes
from cmo_coder.text.wrap import wrap

COLUMNS = 100
_TEXT = 60
_STRIPE = "│"


def width_of(text: str) -> int:
    """Return the columns that a text takes in a fixed-width font: two for wide characters, none for marks."""
    return sum(_cluster_width(text[start:end]) for start, end in clusters(text, 0, len(text)))


def _cluster_width(cluster: str) -> int:
    return max((_character_width(character) for character in cluster), default=0)


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def write_plain(transcript: MarkedTranscript, turns: tuple[Turn, ...]) -> bytes:
    """Return lines of at most 100 columns: 60 for the text, a stripe for each span over it, then the codes.

    Where a span begins its stripe is a digit, and the same digit stands before its codes.
    """
    rows = [one_line(transcript.title), "=" * min(COLUMNS, max(3, width_of(one_line(transcript.title)))), ""]
    rows.extend(one_line(line) for line in transcript.meta)
    rows.extend(("", _legend(), ""))
    for turn in turns:
        head = " ".join(part for part in (f"[{turn.time}]" if turn.time else "", turn.speaker) if part)
        if head:
            rows.append(one_line(head))
        rows.extend(_plain_turn(turn))
        rows.append("")
    rows.append(stamp_line(transcript.stamp))
    return ("\n".join(row.rstrip() for row in rows) + "\n").encode()


def _legend() -> str:
    return _("At the right the codes; a digit marks the line where a coded stretch begins.")


def _plain_turn(turn: Turn) -> list[str]:
    """The rows of a turn. Notes that find no room beside their row follow on the next ones."""
    text = turn.text.replace("\t", " ")
    lanes = assign_lanes([(span.start, span.end) for span in turn.spans], gap=_TEXT)
    used = max((lane + 1 for lane in lanes), default=0)
    margin = COLUMNS - _TEXT - used - 2
    waiting: deque[str] = deque()
    made = []
    lane_of = {span.number: lane for span, lane in zip(turn.spans, lanes, strict=True)}
    for start, end, over in overlapping(turn.spans, wrap(text, 0, len(text), _TEXT, width_of)):
        stripes = [" "] * used
        for span in over:
            lane, begins = lane_of[span.number], span.start >= start
            if begins:
                waiting.extend(_note(span, lane, margin))
            if lane != OVERFLOW:
                stripes[lane] = str(lane + 1) if begins else _STRIPE
        made.append(_row(text[start:end], stripes, waiting))
    while waiting:
        made.append(_row("", [" "] * used, waiting))
    return made


def _row(words: str, stripes: list[str], waiting: deque[str]) -> str:
    words = words.rstrip("\n").rstrip(" ")
    note = waiting.popleft() if waiting else ""
    if not stripes:
        return words
    return f"{words}{' ' * (_TEXT - width_of(words))} {''.join(stripes)} {note}"


def _note(span: Numbered, lane: int, margin: int) -> list[str]:
    """The codes of a span, wrapped, after the digit of its stripe; "+" where no stripe was left for it."""
    mark = "+" if lane == OVERFLOW else str(lane + 1)
    label = one_line(span.label)
    rows = [label[start:end].rstrip() for start, end in wrap(label, 0, len(label), margin - 2, width_of)]
    return [f"{mark if n == 0 else ' '} {row}" for n, row in enumerate(rows or [""])]


def write_markdown(transcript: MarkedTranscript, turns: tuple[Turn, ...]) -> bytes:
    """Return a heading, the lines about the transcript, and a table with a row for every few sentences."""
    rows = [f"# {escaped_paragraph(one_line(transcript.title))}", ""]
    for line in transcript.meta:
        rows.extend((escaped_paragraph(one_line(line)), ""))
    rows.extend(("| " + " | ".join((_("Who"), _("Text"), _("Codes"))) + " |", "| --- | --- | --- |"))
    for turn in turns:
        for n, block in enumerate(blocks(turn)):
            who = " ".join(part for part in (turn.speaker, turn.time) if part) if n == 0 else ""
            words = turn.text[block.start : block.end].strip()
            codes = [span.label for span in block.begins]
            codes.extend(_("continues: {codes}").format(codes=span.label) for span in block.goes_on)
            cells = (one_line(who), words, "\n".join(one_line(code) for code in codes))
            rows.append("| " + " | ".join(escaped(cell).replace("\n", "<br>") for cell in cells) + " |")
    rows.extend(("", escaped_paragraph(stamp_line(transcript.stamp))))
    return ("\n".join(rows) + "\n").encode()
