"""A transcript as a web page: every note stands in the margin on the line where its stretch begins."""

from __future__ import annotations

from cmo_coder.export.marked import MarkedTranscript, Numbered, Piece, Turn, pieces
from cmo_coder.export.page import direction, lines, page, text
from cmo_coder.export.printing import stamp_line
from cmo_coder.messages import _

_CSS = """body { max-width: 62rem; }
.talk { --margin: 17rem; padding-right: var(--margin); }
.turn { position: relative; margin: 0 0 1rem; }
.turn::after { content: ""; display: block; clear: right; }
.who { margin: 0; font-weight: 600; font-size: .875rem; break-after: avoid; }
.who .time { font-weight: 400; color: var(--soft); margin-left: .4rem; font-variant-numeric: tabular-nums; }
.words { margin: 0; white-space: pre-wrap; overflow-wrap: break-word; }
.coded { background: none; color: inherit; text-decoration: underline 1px var(--soft); text-underline-offset: .2em; }
.twice { text-decoration: underline 2px var(--soft); }
.nr { font-size: .65rem; color: var(--soft); vertical-align: super; line-height: 0; margin: 0 .1rem 0 0; }
.note { float: right; clear: right; width: calc(var(--margin) - 1.5rem); margin: 0 calc(-1 * var(--margin)) .25rem 0;
  padding-left: .5rem; border-left: 2px solid var(--rule); font-size: .8rem; line-height: 1.35; white-space: normal; }
.note b { color: var(--soft); font-weight: 400; margin-right: .25rem; }
@media screen and (max-width: 48rem) {
  .talk { padding-right: 0; }
  .note { float: none; display: block; width: auto; margin: .25rem 0; }
}
@media print {
  .talk { --margin: 55mm; }
  .turn { orphans: 3; widows: 3; }
}
"""


def write(transcript: MarkedTranscript, turns: tuple[Turn, ...]) -> bytes:
    """Return the page."""
    label = _("Transcript")
    meta = "".join(f"<li>{lines(line)}</li>\n" for line in transcript.meta)
    body = [
        f"<h1>{text(transcript.title)}</h1>\n",
        f'<ul class="notes">\n{meta}</ul>\n' if meta else "",
        f'<div class="talk" role="group" aria-label="{text(label)}">\n',
        *(_turn(turn) for turn in turns),
        "</div>\n",
        f'<p class="stamp">{text(stamp_line(transcript.stamp))}</p>\n',
    ]
    return page(transcript.title, transcript.language, transcript.stamp.program, "".join(body), _CSS)


def _turn(turn: Turn) -> str:
    time = f'<span class="time">{text(turn.time)}</span>' if turn.time else ""
    who = f'<p class="who">{text(turn.speaker)}{time}</p>\n' if turn.speaker or time else ""
    words = "".join(_piece(turn, piece) for piece in pieces(turn.spans, 0, len(turn.text)))
    return f'<div class="turn">\n{who}<p class="words"{direction(turn.text)}>{words}</p>\n</div>\n'


def _piece(turn: Turn, piece: Piece) -> str:
    notes = "".join(_note(span) for span in piece.begins)
    numbers = "".join(f'<span class="nr" aria-hidden="true">{span.number}</span>' for span in piece.begins)
    words = text(turn.text[piece.start : piece.end])
    if piece.over:
        depth = "coded twice" if len(piece.over) > 1 else "coded"
        words = f'<mark class="{depth}">{words}</mark>'
    return notes + numbers + words


def _note(span: Numbered) -> str:
    return f'<small class="note"><b>{span.number}</b>{text(span.label)}</small>'
