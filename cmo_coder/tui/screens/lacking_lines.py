"""What a claim lacks, and links between fragments, as lines with their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from textual.content import Content

from cmo_coder.messages import _
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.realist.words import word
from cmo_coder.tui.widgets.line_list import Line

if TYPE_CHECKING:
    from cmo_coder.suggest.lacking import Lack
    from cmo_coder.suggest.tying import Mark, Tie

LEAD = 8
WORDS = 160
"""Code points of words that a line shows."""


def lack_lines(found: Sequence[Lack]) -> tuple[list[Line], dict[str, list[str]]]:
    """The lines with the ids of `lack_id`, and the reasons by that id."""
    lines, whys = [], {}
    for nr, one in enumerate(found):
        id_ = lack_id(nr, one)
        cues = ", ".join(one.cues)
        if one.value is not None:
            kind = word(one.row.kind) if one.row is not None else ""
            told = "  " + _("cues: {words}").format(words=cues)
            said = Content.assemble(f"{kind}: ", (word(one.value), "bold"), (told, "dim"))
        elif one.row is not None:
            cue = "  " + _("cue “{cue}”").format(cue=cues)
            said = Content.assemble(f"“{shorten(one.quote, WORDS, placeholder=' …')}”", (cue, "dim"))
        else:
            said = Content.styled(_("empty; no words found (enter: the words at the caret)"), "dim")
        role = one.role.value if one.role is not None else ""
        lines.append(Line(id_, said, lead=f"{nr + 1} {role}", indent=LEAD))
        whys[id_] = _why_lack(one)
    return lines, whys


def lack_id(nr: int, one: Lack) -> str:
    """The id of the line of the lack with a number (from 0)."""
    return f"slot {nr}" if one.role is not None or one.row is None else one.row.kind.value


def _why_lack(one: Lack) -> list[str]:
    if one.row is None:
        return [_("No connective ties words nearby to those of the claim.")]
    if one.value is not None:
        lines = [_("In “{words}”").format(words=shorten(one.clause, WORDS, placeholder=" …"))]
    else:
        clause, quote = (shorten(words, WORDS, placeholder=" …") for words in (one.clause, one.quote))
        lines = [_("“{clause}” is tied to “{words}”").format(clause=clause, words=quote)]
    return [*lines, *cue_why(one.row, ", ".join(one.cues)), made_with(one.row)]


def cue_why(row: Suggestion, words: str) -> list[str]:
    """What kind of cue gave a suggestion, by its name in the lexicon."""
    from cmo_coder.suggest.cue_words import line_of_cue

    line = line_of_cue(row.cue, words)
    return [line] if line else []


def made_with(row: Suggestion) -> str:
    """By whom and with what a suggestion was made."""
    parts = [f"{row.provider} {row.provider_version}", row.model, row.settings]
    return _("made by {what}").format(what=" · ".join(one for one in parts if one))


def tie_lines(text: str, about: Mark, found: Sequence[Tie]) -> tuple[list[Line], dict[str, list[str]]]:
    """Fragments that one may be tied to: what the text ties first, then those nearby; and the reasons."""
    lines: list[Line] = []
    whys = {}
    said_by_hand = False
    for nr, one in enumerate(found):
        if one.row is None and not said_by_hand:
            said_by_hand = True
            lines.append(Line("by hand", Content.styled(_("No connective; nearby:"), "dim"), heading=True))
        lines.append(Line(str(nr), _tie(text, about, one), lead=f"{nr + 1}", indent=3))
        whys[str(nr)] = _why_tie(text, one)
    return lines, whys


def _tie(text: str, about: Mark, one: Tie) -> Content:
    first, second = ((one.first, one.roles[0]), (one.second, one.roles[1]))
    ends = []
    for mark, role in (first, second):
        quote = _("this fragment") if mark == about else f"“{_quote(text, mark)}”"
        ends.append(Content.assemble((f"{role.value} " if role is not None else "", "bold"), quote))
    arrow = "→" if one.forward else "←"
    between = f" {arrow} {one.cue} {arrow} " if one.cue else " – "
    return Content.assemble(ends[0], (between, "dim"), ends[1])


def _quote(text: str, mark: Mark) -> str:
    return shorten(text[mark.start : mark.end], WORDS, placeholder=" …")


def _why_tie(text: str, one: Tie) -> list[str]:
    if one.row is None:
        return [_("No connective ties them; you may.")]
    lines = [_("“{first}” and “{second}”").format(first=_quote(text, one.first), second=_quote(text, one.second))]
    return [*lines, *cue_why(one.row, one.cue), made_with(one.row)]
