"""The lines of the queue of suggestions: one for each passage, and everything about one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

from textual.content import Content

from cmo_coder.messages import N_, _
from cmo_coder.model.codes import Code
from cmo_coder.store.documents import FullDocument
from cmo_coder.tui.screens.suggest_words import code_name, how_sure
from cmo_coder.tui.widgets.line_list import Line

if TYPE_CHECKING:
    from cmo_coder.suggest.suggester import Proposal, Suggester

ORDERS = {"share": N_("surest first"), "text": N_("as in the text"), "code": N_("by code")}
UNIT_NAMES = {"sentence": N_("by sentence"), "turn": N_("by turn")}
AROUND = 140
"""Code points of context before and after the words."""
QUOTE_LENGTH = 160
TITLE_WIDTH = 32


@dataclass(frozen=True, slots=True)
class Item:
    """A passage to decide on. `made` is what was suggested for it, `proposal` what of that was not refused yet.

    `outcome`: "", "taken", "other" or "refused".
    """

    document_id: str
    quote: str
    made: Proposal
    proposal: Proposal
    outcome: str = ""

    @property
    def id(self) -> str:
        """Its own name in the list."""
        return f"{self.document_id} {self.proposal.start} {self.proposal.end}"

    @property
    def open(self) -> bool:
        """Whether it is still to be decided on."""
        return not self.outcome


_MARKS = {"": " ", "taken": "✓", "other": "↔", "refused": "×"}


def item_line(item: Item, codes: Mapping[str, Code], title: str) -> Line:
    """A passage as a line: whether it was decided on, the first code with its bar, the words."""
    first = item.proposal.codes[0]
    name = code_name(codes[first.code]) if first.code in codes else "?"
    text = Content.assemble(
        (f"{bar(first.confidence):<5} ", "dim"),
        (name, "dim" if item.outcome else "bold"),
        ("  " + shorten(item.quote, QUOTE_LENGTH, placeholder=" …"), "dim" if item.outcome else ""),
        ("  " + fitted(title, TITLE_WIDTH) if title else "", "dim"),
    )
    return Line(item.id, text, lead=_MARKS[item.outcome], indent=2)


def fitted(title: str, width: int) -> str:
    """A title, cut where it is longer."""
    return title if len(title) <= width else title[: width - 1].rstrip() + "…"


def bar(share: float) -> str:
    """A share (0 to 1) as a bar of at most five signs."""
    return "▪" * max(1, round(5 * share))


def about(item: Item, document: FullDocument, codes: Mapping[str, Code], made: Suggester | None) -> Content:
    """The words in their context, and the codes that are offered for them with the keys that take them."""
    proposal = item.proposal
    before = document.text[max(0, proposal.start - AROUND) : proposal.start].replace("\n", " ")
    after = document.text[proposal.end : proposal.end + AROUND].replace("\n", " ")
    words = document.text[proposal.start : proposal.end]
    lines = [
        Content.styled(document.document.title, "bold"),
        Content.assemble(("…" + before, "dim"), (words, "bold"), (after + "…", "dim")),
        Content(""),
    ]
    for nr, one in enumerate(proposal.codes, start=1):
        if one.code in codes:
            lines.append(Content.assemble(f"{nr} ", (f"{bar(one.confidence):<6}", "dim"), code_name(codes[one.code])))
    if made is not None and proposal.codes:
        lines.append(Content.styled(how_sure(made, proposal.codes[0]), "dim"))
    if item.outcome:
        said = {"taken": _("taken"), "other": _("another code was given"), "refused": _("refused")}
        lines.append(Content.styled(said[item.outcome], "italic"))
    return Content("\n").join(lines)
