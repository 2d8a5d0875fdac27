"""The lines of the screen on which names are chosen: a name, and a place of it in its context."""

from __future__ import annotations

from textual.content import Content

from cmo_coder.messages import _
from cmo_coder.names.grouping import Place
from cmo_coder.names.value import LABELS, LIKELY
from cmo_coder.store.name_choices import Choice
from cmo_coder.store.name_proposals import Found, Proposed
from cmo_coder.tui.widgets.line_list import Line

SIGNS: dict[Choice | None, str] = {Choice.ACCEPT: "●", Choice.REJECT: "○", Choice.NEVER: "x", None: " "}
"""What stands before a name: to be replaced, left, never a name, not chosen yet."""

REACH = 45
"""Code points of context on either side of a place."""


def name_line(one: Proposed) -> Line:
    """A name with its other forms, its kind, how many places, and what comes in its place."""
    names = one.names[0] + (f" ({', '.join(one.names[1:])})" if len(one.names) > 1 else "")
    doubt = " ?" if one.proposal.score < LIKELY else ""
    after = f"{_(LABELS[one.proposal.kind])}{doubt} · {len(one.proposal.places)}"
    style = "bold" if one.choice is Choice.ACCEPT else ("dim" if one.choice else "")
    text = Content.assemble((names, style), "  ", (after, "dim"))
    if one.choice is Choice.ACCEPT:
        text = Content.assemble(text, " → ", (one.replacement, "bold $success"))
    return Line(one.names[0], text, lead=SIGNS[one.choice] + " ", indent=2)


def place_lines(found: Found, one: Proposed) -> list[Line]:
    """Why the name was found, then each of its places under the title of its text; doubtful places first."""
    lines = [Line("why", Content.styled(_(one.proposal.reason), "italic"), heading=True)]
    title = ""
    ordered = sorted(one.proposal.places, key=lambda place: place.sure)
    for nr, place in enumerate(ordered):
        source = found.source(place)
        if source.title != title:
            title = source.title
            lines.append(Line(f"t{nr}", Content.styled(title, "bold $primary"), heading=True))
        lines.append(_place_line(found, place, nr))
    return lines


def _place_line(found: Found, place: Place, nr: int) -> Line:
    source = found.source(place)
    text = source.text
    before = "…" * (place.start > REACH) + " ".join(text[max(0, place.start - REACH) : place.start].split("\n"))
    after = " ".join(text[place.end : place.end + REACH].split("\n")) + "…" * (place.end + REACH < len(text))
    kept = (place.text_id, place.start) in found.choices.kept
    lead = "○ " if kept else ("? " if not place.sure else "  ")
    words = (place.words, "dim" if kept else "bold reverse")
    told = Content.assemble((before, "dim"), words, (after, "dim"))
    if kept:
        told = Content.assemble(told, ("  " + _("(stays)"), "italic"))
    about = (place.text_id, str(place.start)) if source.version_id else ("", "")
    return Line(f"p{nr}", told, lead=lead, indent=2, about=about)
