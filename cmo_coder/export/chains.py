"""Ripple chains as an SVG drawing: a box per configuration, arrows with the shared element, signs, how each is known.

The status stands in words on every box and in the line of its border (full: seen; dashed: expected; dotted: hoped), so
that the drawing says the same without colour; the arrow that leads to a box has its line too. Where the ground gets
softer along a chain, that is written above it and under the arrow where it happens.
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from xml.sax.saxutils import escape

from cmo_coder.export.files import Target, at_home, checked_path, place
from cmo_coder.messages import _, in_language
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import EpistemicStatus
from cmo_coder.realist.directions import sign_of
from cmo_coder.realist.profiles import shows_actor, slot_order
from cmo_coder.realist.ripples import Chain, Link, ripple_chains
from cmo_coder.realist.sentences import actor_of
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word

BOX, GAP, LINE, PAD = 250, 110, 17, 10
LEAST = 130
"""The height of a box with few words: what stands over and under an arrow has room beside it."""
LETTERS = 34
"""Characters that fit on a line of a box."""

BOLD = 0.86
"""How much less of bold letters goes on a line."""

ON_ARROW = 17
"""Characters that fit on a line over an arrow, and how many lines there are room for."""
MOST_OVER = 4

_STROKE = 'stroke="#1c2430" stroke-width="1.5" marker-end="url(#a)"'
_DASHES = {
    EpistemicStatus.EXPERIENCED: "",
    EpistemicStatus.OBSERVED: "",
    EpistemicStatus.HEARSAY: "10 4",
    EpistemicStatus.EXPECTED: "7 5",
    EpistemicStatus.HOPED: "2 5",
}


def chains_svg(snapshot: Snapshot, language: str) -> str:
    """All ripple chains of a study as one drawing, one below the other."""
    with in_language(language):
        parts, y, width = [], 40, 0
        for nr, chain in enumerate(ripple_chains(snapshot), start=1):
            drawn, height, wide = _chain(snapshot, chain, nr, y)
            parts += drawn
            y += height + 46
            width = max(width, wide)
        if not parts:
            parts, width = [_text(20, 40, _("There are no ripples yet."), 15)], 400
    body = "\n".join(parts)
    head = f'xmlns="http://www.w3.org/2000/svg" width="{width + 40}" height="{y}" viewBox="0 0 {width + 40} {y}"'
    return (
        f'<svg {head} font-family="DejaVu Sans, Arial, sans-serif" role="img" lang="{language}">\n'
        f"<title>{escape(snapshot.study.name)}</title>\n"
        '<defs><marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="#1c2430"/></marker></defs>\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def write_chains(snapshot: Snapshot, path: Path, language: str, *, overwrite: bool = False) -> Path:
    """Write the drawing. Raises ExportError, AlreadyThere."""
    target = checked_path(at_home(path), overwrite=overwrite)
    place((Target(target, chains_svg(snapshot, language).encode("utf-8")),))
    return target


def _chain(snapshot: Snapshot, chain: Chain, nr: int, y: int) -> tuple[list[str], int, int]:
    """The drawing of one chain from `y` down, its height and its width."""
    boxes = [_lines(snapshot, link) for link in chain.links]
    height = max(max(len(lines) for lines in boxes) * LINE + 2 * PAD + 6, LEAST)
    title = _("Ripple {nr}").format(nr=nr)
    if chain.falls:
        title += " · " + _("the ground gets softer: from {first} to {last}").format(
            first=word(chain.links[0].firmest), last=word(chain.links[-1].firmest)
        )
    parts = [_text(20, y - 12, title, 14, weight="bold")]
    for place_nr, (link, lines) in enumerate(zip(chain.links, boxes, strict=True)):
        x = 20 + place_nr * (BOX + GAP)
        style = _dashed(link)
        parts.append(
            f'<rect x="{x}" y="{y}" width="{BOX}" height="{height}" rx="6" fill="#eef2f6" stroke="#1c2430" '
            f'stroke-width="1.5"{style}/>'
        )
        for row, (words, weight) in enumerate(lines):
            parts.append(_text(x + PAD, y + PAD + LINE * (row + 1) - 4, words, 12, weight=weight))
        if place_nr:
            parts += _arrow(snapshot, link, x, y + height // 2, softer=chain.softer_at(place_nr))
    if chain.loop_to is not None:
        parts.append(_loop(len(chain.links) - 1, chain.loop_to, y + height))
        height += 34
    return parts, height, len(chain.links) * (BOX + GAP) - GAP


def _dashed(link: Link) -> str:
    dash = _DASHES.get(link.firmest) if link.firmest is not None else "1 3"
    return f' stroke-dasharray="{dash}"' if dash else ""


def _lines(snapshot: Snapshot, link: Link) -> list[tuple[str, str]]:
    version = snapshot.version_of(link.configuration_id)
    number = snapshot.configurations[link.configuration_id].number
    sign = sign_of(snapshot, version.id).value
    lines = [(f"CMO {number}" + (f"  ({sign})" if sign else ""), "bold")]
    for role in slot_order(snapshot.study.profile):
        if role is Role.M_RED and shows_actor(snapshot.study.profile) and (actor := actor_of(snapshot, version)):
            lines += [(words, "normal") for words in _wrapped(f"A: {actor.name}")]
        labels = "; ".join(element.label for element in snapshot.slots(version.id, role))
        if labels:
            for nr, words in enumerate(_wrapped(f"{role.value}: {labels}")):
                lines.append((words if nr == 0 else f"   {words}", "normal"))
    known = ", ".join(f"{word(status)} {len(claims)}" for status, claims in link.statuses)
    lines += [(words, "bold") for words in _wrapped(known or _("not determined"), BOLD)]
    return lines


def _wrapped(words: str, share: float = 1) -> list[str]:
    return textwrap.wrap(words, int(LETTERS * share)) or [""]


def _arrow(snapshot: Snapshot, link: Link, x: int, y: int, *, softer: bool) -> list[str]:
    """The arrow to a box: over it what is carried, with its sign; under it the status, where that gets softer."""
    start = x - GAP
    parts = [f'<line x1="{start + 3}" y1="{y}" x2="{x - 3}" y2="{y}"{_dashed(link)} {_STROKE}/>']
    if link.shared_id is not None:
        label = snapshot.canonical[link.shared_id].label
        sign = snapshot.canonical[link.shared_id].direction
        shown = textwrap.wrap(label + (f" ({word(sign)})" if sign is not None else ""), ON_ARROW)
        if len(shown) > MOST_OVER:
            shown = [*shown[: MOST_OVER - 1], "…" + (f" ({word(sign)})" if sign is not None else "")]
        rows = "".join(
            _text(start + 5, y - 8 - 12 * (len(shown) - 1 - nr), words, 10) for nr, words in enumerate(shown)
        )
        parts.append(f"<g><title>{escape(label)}</title>{rows}</g>")
    if softer and link.firmest is not None:
        for nr, words in enumerate(textwrap.wrap("↘ " + word(link.firmest), int(ON_ARROW * BOLD))):
            parts.append(_text(start + 5, y + 18 + 12 * nr, words, 10, weight="bold"))
    return parts


def _loop(last: int, first: int, y: int) -> str:
    x1, x2 = (20 + nr * (BOX + GAP) + BOX // 2 for nr in (last, first))
    path = f"M{x1} {y + 2} V{y + 22} H{x2} V{y + 4}"
    return f'<path d="{path}" fill="none" stroke-dasharray="5 3" {_STROKE}/>'


def _text(x: int, y: int, words: str, size: int, *, weight: str = "normal") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="#1c2430">{escape(words)}</text>'
